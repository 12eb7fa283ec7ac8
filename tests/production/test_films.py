"""Making films: whole or not at all, an old film stays until the new one is whole, and what is made is kept."""

import errno
import json
import os
import signal
import subprocess
import sys
import time
from contextlib import contextmanager
from dataclasses import replace

import av
import pytest

from production import films, plan
from production.errors import RenderError
from tests.production.command_line import draw_blank, environment, files, render

SHORT = ["-q", "draft", "--fps", "1"]  # a frame a second is drawn quickly
NAME = "side-by-side-asym3-480p1"


@pytest.fixture
def calls(drawing):
    """The size and the rate of every film drawn."""
    made = []

    def draw(picture, width, height, fps, path, comment, progress):
        made.append((width, height, fps))
        draw_blank(picture, width, height, fps, path, comment, progress)

    drawing(draw)
    return made


def failing(error):
    """A drawing that writes half a film and then fails."""

    def draw(_picture, _width, _height, _fps, path, _comment, progress):
        path.write_bytes(b"half a film")
        progress(1, 2)
        raise error

    return draw


def test_a_film_and_its_numbers_are_written_and_their_paths_printed(here, calls):
    result = render(*SHORT, "--kernel", "echo")
    assert (result.code, result.stderr) == (0, "")
    assert result.stdout == "media/side-by-side-echo-480p1.mp4\nmedia/side-by-side-echo-480p1.json\n"
    assert sorted(files(here)) == sorted(result.stdout.split())
    assert calls == [(854, 480, 1)]
    described = render(*SHORT, "--kernel", "echo", "--describe").stdout
    assert (here / "media/side-by-side-echo-480p1.json").read_text("utf-8") == described


@pytest.mark.usefixtures("drawing")
def test_the_folder_is_made_where_it_is_asked_for(here):
    assert render(*SHORT, "-o", here / "a" / "b").stdout.startswith(f"{here}/a/b/{NAME}.mp4\n")
    assert sorted(files(here)) == [f"a/b/{NAME}.json", f"a/b/{NAME}.mp4"]


def test_the_size_follows_the_aspect(calls):
    for aspect in ("1:1", "9:16", "4:3"):
        assert render(*SHORT, "--aspect", aspect).code == 0
    assert calls == [(480, 480, 1), (480, 854, 1), (640, 480, 1)]


def test_a_film_that_is_there_already_is_kept_unless_forced(here, calls):
    first, before = render(*SHORT), files(here)
    assert render(*SHORT).stdout == first.stdout
    assert (len(calls), files(here)) == (1, before)
    assert render(*SHORT, "--force").stdout == first.stdout
    assert len(calls) == 2


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
    assert len(calls) == 1


@pytest.mark.parametrize("damage", ["cut off", "empty", "other frames", "no film"])
def test_a_damaged_film_is_rendered_again(here, calls, damage):
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
        film.write_bytes({"cut off": whole[: len(whole) * 3 // 4], "empty": b"", "no film": b"?" * 999}[damage])
    assert render(*SHORT).code == 0
    assert len(calls) == 2
    assert film.read_bytes() == whole


def test_a_film_made_by_another_version_is_rendered_again(calls, monkeypatch):
    render(*SHORT)
    monkeypatch.setattr("production.fingerprint._made_by", lambda: "another version")
    render(*SHORT)
    assert len(calls) == 2


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
        (KeyboardInterrupt(), 130, "interrupted; nothing half-written is left, and what was there before is unchanged"),
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


def test_a_drawing_that_writes_nothing_is_a_failure(here, drawing):
    drawing(lambda *_: None)
    result = render(*SHORT)
    assert result.line.startswith(f"'media/{NAME}.mp4' could not be made: No such file or directory;")
    assert (result.code, files(here)) == (1, {})


STUB = """
import signal, sys, time, types

def draw_film(picture, width, height, fps, path, comment, progress):
    path.write_bytes(b"half a film")
    print("drawing", file=sys.stderr, flush=True)
    time.sleep(50)

for name in ("SIGTERM", "SIGHUP"):
    signal.signal(getattr(signal, name), signal.SIG_DFL)
signal.signal(signal.SIGINT, signal.default_int_handler)
module = sys.modules["production.draw"] = types.ModuleType("production.draw")
module.draw_film = draw_film
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
        assert len(files(here)) == 4
        process.send_signal(getattr(signal, name))
        started = time.monotonic()
        stdout, stderr = process.communicate(timeout=20)
    assert time.monotonic() - started < 10
    assert (process.returncode, stdout) == (130, "")
    assert stderr == "render: interrupted; nothing half-written is left, and what was there before is unchanged\n"
    assert files(here) == before


@pytest.mark.usefixtures("drawing")
def test_signals_are_handled_as_before_once_films_are_made():
    before = [signal.getsignal(number) for number in (signal.SIGTERM, signal.SIGINT)]
    render(*SHORT)
    assert [signal.getsignal(number) for number in (signal.SIGTERM, signal.SIGINT)] == before


@pytest.mark.usefixtures("drawing")
def test_what_was_made_is_told_even_if_a_later_film_fails(monkeypatch):
    render(*SHORT)
    plan_films, draw = plan.plan_films, films._render

    def two_plans(options):
        (first,) = plan_films(options)
        return first, replace(first, name="second")

    def second_fails(planned, progress):
        if planned.name == "second":
            raise RenderError("the second film failed")
        draw(planned, progress)

    monkeypatch.setattr(plan, "plan_films", two_plans)
    monkeypatch.setattr(films, "_render", second_fails)
    result = render(*SHORT)
    assert result.stdout == f"media/{NAME}.mp4\nmedia/{NAME}.json\n"
    assert result.stderr == "render: the second film failed\n"
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
def test_progress_reaches_every_frame_of_every_film(monkeypatch):
    shown = []

    @contextmanager
    def bar(frames):
        shown.append(frames)
        yield shown.append

    monkeypatch.setattr("production.films.progress_bar", bar)
    render(*SHORT)
    assert shown[1:] == list(range(1, shown[0] + 1))
    shown.clear()
    render(*SHORT)
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
