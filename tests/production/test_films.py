"""Making films: whole or not at all, an old film stays until the new one is whole, and what is made is kept."""

import errno
import json
import os
import signal
import subprocess
import sys
import time
from contextlib import contextmanager

import av
import pytest

from production.interruption import SAID
from tests.production.command_line import draw_blank, environment, files, render

SHORT = ["-q", "draft", "--fps", "1"]  # a frame a second is drawn quickly
NAME = "side-by-side-asym3-480p1"


PARTS = 5  # segments of the default film


@pytest.fixture(autouse=True)
def own_cache(cache):
    """Every test begins with nothing in the cache."""
    return cache


@pytest.fixture
def calls(drawing):
    """The size and the rate of every segment drawn."""
    made = []

    def draw(picture, size, fps, *what):
        made.append((*size, fps))
        return draw_blank(picture, size, fps, *what)

    drawing(draw)
    return made


def failing(error, good=0):
    """A drawing that fails after so many segments."""
    left = [good]

    def draw(*what):
        if not left[0]:
            raise error
        left[0] -= 1
        return draw_blank(*what)

    return draw


def test_a_film_and_its_numbers_are_written_and_their_paths_printed(here, calls):
    result = render(*SHORT, "--kernel", "echo")
    assert (result.code, result.stderr) == (0, "")
    assert result.stdout == "media/side-by-side-echo-480p1.mp4\nmedia/side-by-side-echo-480p1.json\n"
    assert sorted(files(here)) == sorted(result.stdout.split())
    assert set(calls) == {(854, 480, 1)}
    described = render(*SHORT, "--kernel", "echo", "--describe").stdout
    assert (here / "media/side-by-side-echo-480p1.json").read_text("utf-8") == described


@pytest.mark.usefixtures("drawing")
def test_the_folder_is_made_where_it_is_asked_for(here):
    assert render(*SHORT, "-o", here / "a" / "b").stdout.startswith(f"{here}/a/b/{NAME}.mp4\n")
    assert sorted(files(here)) == [f"a/b/{NAME}.json", f"a/b/{NAME}.mp4"]


def test_the_size_follows_the_aspect(calls):
    for aspect in ("1:1", "9:16", "4:3"):
        assert render(*SHORT, "--aspect", aspect).code == 0
    assert list(dict.fromkeys(calls)) == [(480, 480, 1), (480, 854, 1), (640, 480, 1)]


def test_a_film_that_is_there_already_is_kept_unless_forced(here, calls):
    first, before = render(*SHORT), files(here)
    assert render(*SHORT).stdout == first.stdout
    assert (len(calls), files(here)) == (PARTS, before)
    assert render(*SHORT, "--force").stdout == first.stdout
    assert len(calls) == 2 * PARTS


def test_lost_or_changed_numbers_are_put_back_beside_a_kept_film(here, calls):
    render(*SHORT)
    before = files(here)
    numbers = here / "media" / f"{NAME}.json"
    for change in (
        numbers.unlink,
        lambda: numbers.write_text(json.dumps({**json.loads(before[f"media/{NAME}.json"]), "seconds": 1})),
    ):
        change()
        assert render(*SHORT).code == 0
        assert files(here) == before
    assert len(calls) == PARTS


@pytest.mark.parametrize("damage", ["cut off", "empty", "other frames", "no film", "a byte in the middle"])
def test_a_damaged_film_is_made_whole_again_from_its_parts(here, calls, damage):
    render(*SHORT)
    film = here / "media" / f"{NAME}.mp4"
    whole = film.read_bytes()
    if damage == "other frames":
        with av.open(str(film)) as container:
            comment = container.metadata["comment"]
        with av.open(str(film), "w") as container:
            container.metadata["comment"] = comment
            stream = container.add_stream("mpeg4", rate=2)
            stream.width = stream.height = 16
            for packet in (*stream.encode(av.VideoFrame(16, 16, "yuv420p")), *stream.encode(None)):
                container.mux(packet)
    else:
        half = len(whole) // 2
        changed = whole[:half] + bytes([whole[half] ^ 255]) + whole[half + 1 :]
        film.write_bytes(
            {
                "cut off": whole[: len(whole) * 3 // 4],
                "empty": b"",
                "no film": b"?" * 999,
                "a byte in the middle": changed,
            }[damage]
        )
    assert render(*SHORT).code == 0
    assert len(calls) == PARTS, "its parts are in the cache"
    assert film.read_bytes() == whole


def test_a_film_made_by_another_version_is_rendered_again(calls, monkeypatch):
    render(*SHORT)
    for place in ("address", "receipts"):
        monkeypatch.setattr(f"production.{place}.made_by", lambda: "another version")
    render(*SHORT)
    assert len(calls) == 2 * PARTS


@pytest.mark.parametrize("suffix", ["json", "mp4"])
def test_a_file_that_is_not_ours_is_never_replaced_unless_forced(here, calls, suffix):
    (here / "media").mkdir()
    alien = here / "media" / f"{NAME}.{suffix}"
    if suffix == "json":
        alien.write_text('{"my": "notes"}')
    else:
        with av.open(str(alien), "w") as container:
            stream = container.add_stream("mpeg4", rate=2)
            stream.width = stream.height = 16
            for packet in (*stream.encode(av.VideoFrame(16, 16, "yuv420p")), *stream.encode(None)):
                container.mux(packet)
    before = files(here)
    result = render(*SHORT)
    assert result.line.startswith(f"'media/{NAME}.{suffix}' exists and is not a film")
    assert result.line.endswith("; choose another --name or --out, or --force to replace it")
    assert (result.code, files(here), calls) == (2, before, [])
    assert render(*SHORT, "--force").code == 0


@pytest.mark.parametrize(
    ("error", "code", "line"),
    [
        (OSError(errno.ENOSPC, "No space left on device"), 1, f"'media/{NAME}.mp4' could not be made: No space left"),
        (ValueError("odd size"), 1, f"'media/{NAME}.mp4' could not be made: ValueError: odd size; what was there"),
        (MemoryError(), 1, f"'media/{NAME}.mp4' could not be made: MemoryError"),
        (KeyboardInterrupt(), 130, SAID),
        (ImportError("libcairo.so.2"), 3, "a part of the system is missing (libcairo.so.2); ./run render installs it"),
    ],
    ids=["full disk", "fault", "memory", "interrupted", "missing"],
)
def test_a_failing_render_leaves_nothing_half_written_and_every_old_film(here, drawing, error, code, line):
    render(*SHORT)
    before = files(here)
    drawing(failing(error))
    result = render(*SHORT, "--force")
    assert result.line.startswith(line)
    assert result.code == code
    assert files(here) == before
    assert render(*SHORT, "--kernel", "echo").code == code
    assert files(here) == before


def test_a_segment_that_is_no_film_is_a_failure(here, drawing):
    drawing(lambda *_: b"no film")
    result = render(*SHORT)
    assert result.line.startswith(f"'media/{NAME}.mp4' could not be made: InvalidDataError: ")
    assert (result.code, files(here)) == (1, {})


def test_a_render_that_failed_goes_on_from_the_segments_that_it_had(here, drawing):
    drawing(failing(KeyboardInterrupt(), good=3))
    assert render(*SHORT).code == 130
    assert files(here) == {}
    drawing(failing(ValueError("one too many"), good=PARTS - 3))
    assert render(*SHORT).code == 0
    assert set(files(here)) == {f"media/{NAME}.mp4", f"media/{NAME}.json"}


STUB = """
import signal, sys, time, types
from production import join

def write_half(segments, fps, path, comment):
    path.write_bytes(b"half a film")
    print("drawing", file=sys.stderr, flush=True)
    time.sleep(50)

for name in ("SIGTERM", "SIGHUP"):
    signal.signal(getattr(signal, name), signal.SIG_DFL)
signal.signal(signal.SIGINT, signal.default_int_handler)
module = sys.modules["production.draw"] = types.ModuleType("production.draw")
module.draw_segment = lambda *_: b""
join.join = write_half
import render
render.main()
"""


@pytest.mark.skipif(os.name == "nt", reason="signals are sent otherwise there")
@pytest.mark.usefixtures("drawing")
@pytest.mark.parametrize("name", ["SIGINT", "SIGTERM", "SIGHUP"])
def test_a_process_told_to_end_tidies_up(here, name):
    render(*SHORT)
    before = files(here)
    command = [sys.executable, "-c", STUB, *SHORT, "--force"]
    with subprocess.Popen(
        command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True, cwd=here, env=environment()
    ) as process:
        assert process.stderr.readline() == "drawing\n"
        assert len(files(here)) == 4  # what is being made, in a locked folder; the numbers stand already
        process.send_signal(getattr(signal, name))
        started = time.monotonic()
        stdout, stderr = process.communicate(timeout=20)
    assert time.monotonic() - started < 10
    assert (process.returncode, stdout) == (130, "")
    assert stderr == f"render: {SAID}\n"
    assert files(here) == before


@pytest.mark.usefixtures("drawing")
def test_signals_are_handled_as_before_once_films_are_made():
    before = [signal.getsignal(number) for number in (signal.SIGTERM, signal.SIGINT)]
    render(*SHORT)
    assert [signal.getsignal(number) for number in (signal.SIGTERM, signal.SIGINT)] == before


def test_a_film_that_fails_does_not_stop_the_others(here, drawing):
    def draw(picture, *what):
        if picture.storyboard.problem.kernel.name == "echo":
            raise ValueError("no echo today")
        return draw_blank(picture, *what)

    drawing(draw)
    result = render(*SHORT, "--kernel", "echo", "--kernel", "asym3", "--kernel", "box3")
    made = [f"media/side-by-side-{kernel}-480p1.{suffix}" for kernel in ("asym3", "box3") for suffix in ("mp4", "json")]
    assert result.stdout.splitlines() == made
    assert sorted(files(here)) == sorted(made)
    *table, last = result.stderr.splitlines()
    assert [line.split()[:2] for line in table[1:]] == [["side-by-side", name] for name in ("echo", "asym3", "box3")]
    assert "failed: 'media/side-by-side-echo-480p1.mp4' could not be made: ValueError: no echo today" in table[1]
    assert last.startswith("render: 1 of 3 films failed, the others are made; the first: 'media/side-by-side-echo")
    assert result.code == 1


@pytest.mark.usefixtures("drawing")
def test_a_dry_run_says_what_would_be_written_and_writes_nothing(here):
    result = render("--dry-run", "--kernel", "echo", "-q", "draft", "--aspect", "1:1")
    film, numbers = result.stdout.splitlines()
    seconds = json.loads(render("--describe", "--kernel", "echo").stdout)["seconds"]
    assert film == (
        f"media/side-by-side-echo-1x1-480p15.mp4: 480×480, 15 fps, {round(seconds * 15)} frames, {seconds:.1f} s, new"
    )
    assert numbers == "media/side-by-side-echo-1x1-480p15.json: the numbers, new"
    assert list(here.iterdir()) == []


@pytest.mark.usefixtures("drawing")
def test_a_dry_run_knows_what_exists(here):
    render(*SHORT)
    before = files(here)
    assert [line.rsplit(", ", 1)[1] for line in render(*SHORT, "--dry-run").stdout.splitlines()] == ["exists", "exists"]
    assert files(here) == before


@pytest.mark.usefixtures("drawing")
def test_progress_reaches_the_last_frame_segment_by_segment(monkeypatch):
    shown = []

    @contextmanager
    def bar(frames):
        shown.append(frames)
        yield shown.append

    monkeypatch.setattr("production.films.progress_bar", bar)
    render(*SHORT)
    assert len(shown) == 1 + PARTS
    assert shown[1:] == sorted(shown[1:])
    assert shown[-1] == shown[0]
    shown.clear()
    render("-q", "draft", "--fps", "1", "--jobs", "1")
    assert shown == [0], "a film that is kept takes no time"


@pytest.mark.usefixtures("drawing")
def test_another_film_under_the_same_name_is_not_replaced_unless_forced(here):
    one = [*SHORT, "--kernel", "identity", "--name", "{stride}{theme}"]
    assert render(*one, "--stride", "2").code == 0
    path = next(path for path in (here / "media").iterdir() if path.suffix == ".mp4")
    path.rename(path.with_name("mine-identity-480p1.mp4"))
    (here / "media" / f"{path.stem}.json").rename(here / "media" / "mine-identity-480p1.json")
    before = (here / "media" / "mine-identity-480p1.mp4").read_bytes()
    other = render(*SHORT, "--kernel", "identity", "--name", "mine-{kernel}")
    assert other.code == 2
    assert "is not this film but another one (side-by-side-identity" in other.line
    assert (here / "media" / "mine-identity-480p1.mp4").read_bytes() == before
    assert render(*SHORT, "--kernel", "identity", "--name", "mine-{kernel}", "--force").code == 0
