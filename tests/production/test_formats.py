"""Formats: several from one command, each whole or not at all, kept, mended, and never in place of somebody's file."""

import io
import json
import struct
import zipfile

import av
import pytest
from PIL import Image

from production.formats import FORMATS, GIF, PNG, parse_formats
from production.plan import plan_films
from production.request import parse_requests
from tests.production.command_line import draw_blank_pictures, files, options, render

EVERY = ",".join(kind.name for kind in FORMATS)
SHORT = ["-q", "draft", "--fps", "2", "--width", "64", "--aspect", "1:1"]
NAME = "side-by-side-asym3-1x1-64x64-2fps"
PICTURES = [kind for kind in FORMATS if kind.plays]


@pytest.fixture(autouse=True)
def made_blank(drawing, cache):
    """Nothing is drawn in earnest, and nothing kept from test to test."""
    return drawing, cache


def paths(folder):
    return sorted(path for path in files(folder) if not path.endswith(".png"))


def test_every_format_is_written_by_one_command_and_the_numbers_once(here):
    result = render(*SHORT, "--format", EVERY)
    assert result.code == 0
    assert result.stdout.splitlines() == [
        *(f"media/{NAME}{kind.ending}" for kind in FORMATS), f"media/{NAME}.json"
    ]  # fmt: skip
    assert paths(here) == sorted(f"media/{NAME}{e}" for e in (".mp4", ".webm", ".gif", ".webp", ".apng", ".json"))
    assert result.stderr.splitlines()[0].split() == ["film", "kernel", "as", "length", "size"]
    assert [row.split()[2] for row in result.stderr.splitlines()[1:7]] == [kind.name for kind in FORMATS]


def test_a_dry_run_lists_every_file_with_its_own_rate_and_writes_nothing(here):
    result = render("--dry-run", "-q", "low", "--format", EVERY)
    seconds = json.loads(render("--describe").stdout)["seconds"]
    lines = dict(line.split(": ", 1) for line in result.stdout.splitlines())
    stem = "media/side-by-side-asym3-480p30"
    assert list(lines) == [*(f"{stem}{kind.ending}" for kind in FORMATS), f"{stem}.json"]
    for kind in FORMATS:
        fps = 20 if kind is GIF else 30
        assert lines[f"{stem}{kind.ending}"] == (
            f"854×480, {fps} fps, {round(seconds * fps)} frames, {seconds:.1f} s, new"
        )
    assert files(here) == {}


def test_frames_are_numbered_files_one_for_every_moment_also_where_nothing_moves(here):
    render(*SHORT, "--format", "png")
    (plan,), _ = plan_films(asked(), parse_requests(asked()))
    folder = here / "media" / f"{NAME}-frames"
    assert sorted(path.name for path in folder.iterdir()) == [f"{i + 1:05}.png" for i in range(plan.clips[0].frames)]
    for number in (0, 1, 2, plan.clips[0].frames - 1):
        with Image.open(folder / f"{number + 1:05}.png") as picture:
            assert picture.getpixel((3, number // 2 % 16)) == (255, 255, 255)


def asked(**more):
    return options(quality="draft", fps="2", width="64", aspect="1:1", formats="png", **more)


def test_what_stands_already_is_kept_and_what_is_damaged_or_gone_is_mended(here, monkeypatch):
    render(*SHORT, "--format", EVERY)
    before = files(here)
    drawn = []
    monkeypatch.setattr("production.work.work", drawn.append)
    for suffix in (".webm", ".gif", ".webp", ".apng", "-frames/00003.png"):
        path = here / "media" / f"{NAME}{suffix}"
        data = path.read_bytes()
        changed = data[:45] + bytes([data[45] ^ 255]) + data[46:]
        path.write_bytes(data[: len(data) // 2] if suffix == ".webm" else changed)
        assert render(*SHORT, "--format", EVERY).code == 0
        assert files(here) == before, suffix
    (here / "media" / f"{NAME}-frames" / "00001.png").unlink()
    (here / "media" / f"{NAME}.gif").unlink()
    result = render(*SHORT, "--format", EVERY)
    assert files(here) == before
    kept = [row.split()[2] for row in result.stderr.splitlines() if row.endswith("kept")]
    assert kept == ["mp4", "webm", "webp", "apng"]
    assert drawn == [], "parts are in the cache"


def test_a_format_added_later_leaves_the_others_as_they_are(here):
    render(*SHORT)
    before = files(here)
    result = render(*SHORT, "--format", "mp4,gif")
    after = files(here)
    assert {path: after[path] for path in before} == before
    assert after.keys() - before.keys() == {f"media/{NAME}.gif"}
    assert result.stderr.splitlines()[1].endswith("kept")


@pytest.mark.parametrize("kind", PICTURES, ids=lambda kind: kind.name)
def test_somebody_elses_picture_is_never_replaced_unless_forced(here, kind):
    (here / "media").mkdir()
    theirs = here / "media" / f"{NAME}{kind.ending}"
    Image.new("RGB", (4, 4), "red").save(theirs, "PNG" if kind.name == "apng" else kind.name.upper())
    before = files(here)
    result = render(*SHORT, "--format", f"mp4,{kind.name}")
    assert result.line.startswith(f"'media/{NAME}{kind.ending}' exists and is not a film of this project; choose")
    assert (result.code, files(here)) == (2, before)
    assert render(*SHORT, "--format", kind.name, "--force").code == 0
    assert render(*SHORT, "--format", kind.name).code == 0


@pytest.mark.parametrize("suffix", [".webm", ".gif", ".webp", ".apng", "-frames"])
def test_another_film_of_ours_is_never_replaced_unless_forced(here, suffix):
    kind = next(kind.name for kind in FORMATS if kind.ending == suffix)
    words = [*SHORT, "--format", kind]
    render(*words, "--kernel", "echo")
    other = here / "media" / f"side-by-side-echo-1x1-64x64-2fps{suffix}"
    other.rename(here / "media" / f"{NAME}{suffix}")
    before = files(here)
    result = render(*words)
    assert "is not this film but another one (side-by-side-echo-1x1-64x64-2fps); choose" in result.line
    assert (result.code, files(here)) == (2, before)
    assert render(*words, "--force").code == 0


def test_a_folder_with_other_things_than_frames_is_not_replaced_even_by_force(here):
    render(*SHORT, "--format", "png")
    (here / "media" / f"{NAME}-frames" / "notes.txt").write_text("mine")
    before = files(here)
    for force in ([], ["--force"]):
        result = render(*SHORT, "--format", "png", *force)
        assert result.line == (
            f"'media/{NAME}-frames/notes.txt' is no frame of a film; move it, or choose another --name or --out"
        )
        assert (result.code, files(here)) == (2, before)


@pytest.mark.parametrize("how", ["fails", "interrupted"])
def test_old_pictures_and_frames_stay_until_new_ones_are_whole(here, monkeypatch, how):
    words = [*SHORT, "--format", "gif,png"]
    render(*words)
    before = files(here)
    error = KeyboardInterrupt() if how == "interrupted" else OSError(28, "No space left on device")
    left = [7]

    def write(data, *_):  # the eighth file cannot be written
        left[0] -= 1
        if not left[0]:
            raise error
        return data

    monkeypatch.setattr("production.joined.sealed", write)
    assert render(*words, "--force").code == (130 if how == "interrupted" else 1)
    after = files(here)
    assert after.keys() == before.keys(), "nothing half-written is left"
    frames = [path for path in before if path.endswith(".png")]
    assert {path: after[path] for path in frames} == {path: before[path] for path in frames}


def test_one_format_that_fails_does_not_stop_the_others(here, drawing):
    def draw(*_):
        raise ValueError("no H.264 today")

    drawing(draw)
    result = render(*SHORT, "--format", "mp4,gif")
    assert result.code == 1
    assert result.stdout.splitlines() == [f"media/{NAME}.gif", f"media/{NAME}.json"]
    assert paths(here) == sorted(result.stdout.splitlines())
    assert result.stderr.splitlines()[-1].startswith("render: 1 of 2 films failed, the others are made; the first: ")


def test_the_same_command_again_finds_folders_done_too(monkeypatch):
    first = render(*SHORT, "--format", "png,gif")
    monkeypatch.setattr("production.request.parse_requests", lambda _: pytest.fail("it should not come to that"))
    assert render(*SHORT, "--format", "png,gif").stdout == first.stdout


def test_every_film_has_the_comment_that_says_which_it_is(here):
    render(*SHORT, "--format", EVERY)
    with av.open(str(here / "media" / f"{NAME}.webm")) as film:
        assert film.metadata["COMMENT"].endswith(f" {NAME}")
    assert (here / "media" / f"{NAME}.gif").read_bytes().count(b"both-ways ") == 1
    for suffix, key in ((".webp", "xmp"), (".apng", "Comment"), ("-frames/00002.png", "Comment")):
        with Image.open(here / "media" / f"{NAME}{suffix}") as picture:
            picture.seek(getattr(picture, "n_frames", 1) - 1)
            picture.load()
            told = picture.info[key]
        text = told if isinstance(told, str) else told.decode()
        assert "both-ways " in text
        assert f" {NAME} " in text


@pytest.mark.parametrize(("plays", "repeats"), [(0, 0), (1, None), (2, 1), (7, 6)])
def test_pictures_play_as_often_as_asked(here, plays, repeats):
    result = render(*SHORT, "--format", "gif,webp,apng", "--loop", plays)
    suffix = f"-loop{plays}" if plays else ""
    found = {}
    for kind in PICTURES:
        data = (here / "media" / f"{NAME}{suffix}{kind.ending}").read_bytes()
        with Image.open(io.BytesIO(data)) as picture:
            found[kind.name] = picture.info.get("loop")
    assert found == {"gif": repeats, "webp": plays, "apng": plays}
    repeating = "cannot be paused, which WCAG 2.2.2 asks for past 5 s; --loop 1 plays once" in result.stderr
    assert repeating == (plays != 1)


def test_what_is_past_5_mb_or_repeats_is_said_and_nothing_else(here, monkeypatch):
    assert render(*SHORT, "--format", "mp4").stderr == ""
    assert render(*SHORT, "--format", "gif", "--loop", "1").stderr == ""
    assert render(*SHORT, "--format", "gif").stderr == (
        f"render: media/{NAME}.gif repeats and cannot be paused, which WCAG 2.2.2 asks for past 5 s; "
        "--loop 1 plays once, mp4 can be paused\n"
    )
    monkeypatch.setattr("production.weight.MOST_BYTES", 1000)
    size = (here / "media" / f"{NAME}-loop1.gif").stat().st_size
    assert render(*SHORT, "--format", "gif", "--loop", "1", "--force").stderr == (
        f"render: media/{NAME}-loop1.gif has {size / 1e6:.1f} MB, more than the 5 MB that many pages take; "
        "a smaller --width helps\n"
    )


def test_gif_has_the_highest_rate_whose_times_it_can_hold():
    assert [GIF.rate(fps) for fps in (120, 60, 30, 24, 20, 15, 7, 3, 1)] == [20, 20, 20, 20, 20, 10, 5, 2, 1]
    assert all(100 % rate == 0 for rate in GIF.rates)
    assert {kind.rate(60) for kind in FORMATS if kind is not GIF} == {60}


def test_a_format_named_twice_is_one_and_their_order_is_kept():
    assert [kind.name for kind in parse_formats(" GIF, mp4,gif", False, True)] == ["gif", "mp4"]


def test_rates_loops_and_opacity_change_addresses_where_they_change_pixels():
    def addresses(formats, **more):
        choices = options(quality="draft", fps="2", formats=formats, **more)
        (plan,), _ = plan_films(choices, parse_requests(choices))
        return {address for clip in plan.clips for address in clip.jobs}

    one_by_one = [addresses(kind.name) for kind in FORMATS]
    assert sum(map(len, one_by_one)) == len(set().union(*one_by_one)), "two formats share an address"
    assert not addresses("webm,webp,png") & addresses("webm,webp,png", transparent=True)
    assert not addresses("gif") & addresses("gif", loop="1")
    assert addresses("webm") == addresses("gif,webm", loop="1") & addresses("webm")


def test_the_size_that_a_webp_says_is_that_of_the_whole_file_comment_included(here):
    render(*SHORT, "--format", "webp")
    data = (here / "media" / f"{NAME}.webp").read_bytes()
    assert struct.unpack("<I", data[4:8]) == (len(data) - 8,)


def test_frames_that_are_found_in_the_cache_come_where_they_stand_in_this_film(here, monkeypatch):
    """Another first part moves the later ones, which are not drawn again: their numbers are this film's."""
    words = [*SHORT, "--format", "png", "--kernel", "1,2,4", "--signal", "2,1"]
    render(*words)
    (folder,) = (here / "media").glob("*-frames")
    (plan,), _ = plan_films(again(), parse_requests(again()))
    parts = [job.segment for job in plan.clips[0].jobs.values()]
    assert len(parts) > 1
    start = parts[1].frames.start
    with Image.open(folder / f"{start + 1:05}.png") as picture:
        assert picture.getpixel((3, start // 2 % 16)) == (255, 255, 255)
    monkeypatch.setattr("production.work.work", lambda _: pytest.fail("something was drawn"))
    before = files(here)
    (folder / "00001.png").unlink()
    assert render(*words).code == 0
    assert files(here) == before


def again():
    return options("1,2,4", signal="2,1", quality="draft", fps="2", width="64", aspect="1:1", formats="png")


def test_an_archive_knows_nothing_of_where_its_segment_stands():
    (plan,), _ = plan_films(again(), parse_requests(again()))
    segment = list(plan.clips[0].jobs.values())[1].segment
    with zipfile.ZipFile(io.BytesIO(draw_blank_pictures(None, None, 2, segment, PNG))) as archive:
        assert archive.namelist()[0] == "0"
