"""Slides: a film cut at its beats or chapters, exact to the frame, in a folder that loses nobody's work."""

from __future__ import annotations

import hashlib
import html
import importlib.util
import json
import re
from itertools import chain
from pathlib import Path

import pytest

from production.clip import Clip
from production.formats import MP4
from production.request import parse_requests
from production.slides.deck import Deck
from production.slides.files import REVEAL
from production.slides.slide import BEATS, CHAPTERS, slides
from scenes import FILMS
from scenes.storyboard.cues import chapters, sentences
from scenes.storyboard.storyboard import FrameClock
from tests.production.command_line import files, options, render

SHORT = ["-q", "draft", "--fps", "1"]
NAME = "side-by-side-asym3-480p1"
DECK = f"out/{NAME}-slides"
FILM_NAMES = [film.name for film in FILMS]

pytestmark = pytest.mark.usefixtures("drawing", "cache")


def request(film, **choices):
    (asked,) = parse_requests(options(scenes=(film,), **choices))
    return asked


def made(*words):
    result = render(*SHORT, "--slides", *words, "-o", "out")
    assert result.code == 0, result.stderr
    return result


@pytest.mark.parametrize("fps", [1, 15, 60])
@pytest.mark.parametrize("by", [BEATS, CHAPTERS])
@pytest.mark.parametrize("film", FILM_NAMES)
def test_every_frame_is_in_one_slide_and_every_slide_begins_with_its_beat(film, by, fps):
    story = request(film).storyboard
    clock = FrameClock(story, fps)
    cut = slides(story, fps, by)
    frames = [frame for slide in cut for part in slide.segments for frame in part.frames]
    assert frames == list(range(clock.frames))
    assert {slide.frames.start for slide in cut} <= set(clock.boundaries)
    assert [list(slide.last.frames) for slide in cut] == [[slide.frames.stop - 1] for slide in cut]
    if by == BEATS:
        starts = {first for first, end in zip(clock.boundaries, clock.boundaries[1:], strict=False) if end > first}
        assert [slide.frames.start for slide in cut] == sorted(starts)
    else:
        assert [(slide.name, slide.frames.start) for slide in cut] == [(c.text, c.first) for c in chapters(clock)]


@pytest.mark.parametrize("film", FILM_NAMES)
def test_the_notes_are_the_narration(film):
    story = request(film).storyboard
    for by in (BEATS, CHAPTERS):
        said = chain.from_iterable(slide.notes for slide in slides(story, 30, by))
        assert list(dict.fromkeys(said)) == list(dict.fromkeys(c.text for c in sentences(FrameClock(story, 30))))
    told = [slide.notes for slide in slides(story, 30, BEATS)]
    assert told == [(beat.caption.text,) for beat in story.beats]


def test_a_film_that_is_too_fast_for_its_rate_has_no_slide_without_a_frame():
    story = request("side-by-side", speed="4").storyboard
    at = FrameClock(story, 1).boundaries
    assert len(set(at)) < len(at)  # there are beats that no frame shows
    cut = slides(story, 1, BEATS)
    assert len(cut) == len(set(at)) - 1
    assert all(slide.frames and slide.notes for slide in cut)


def test_the_lecture_is_cut_at_its_chapters_and_drawn_no_second_time():
    asked = request("lecture")
    deck = Deck(asked, CHAPTERS, Path("x-slides"), "x")
    film = Clip(asked, MP4, Path("x.mp4"))
    assert [slide.name for slide in deck.slides][:3] == ["The problem", "Copies", "Weights"]
    assert {address for address, job in deck.jobs.items() if job.format == MP4} == set(film.jobs)


def test_slides_lie_in_a_folder_beside_the_film(here):
    result = made()
    assert result.stdout.split() == [f"out/{NAME}.mp4", DECK, f"out/{NAME}.json"]
    count = len(slides(request("side-by-side").storyboard, 1, BEATS))
    found = [name.removeprefix(f"{DECK}/") for name in files(here) if name.startswith(f"{DECK}/")]
    drawn = [name for name in found if name.endswith((".mp4", ".png"))]
    assert len(drawn) == 2 * count
    assert {"clips/01-the-flip.mp4", "stills/01-the-flip.png"} <= set(drawn)
    assert sorted(set(found) - set(drawn)) == [
        "SHA256SUMS", "index.html", f"manim-slides/{NAME}.json", "reveal/LICENSE",
        "reveal/LICENSE-marked.md", "reveal/notes.js", "reveal/reveal.css", "reveal/reveal.js", "slides.css",
        "slides.js",
    ]  # fmt: skip


def test_a_slide_is_a_beat_or_a_chapter_as_the_film_has_it_or_as_asked(here):
    made()
    assert "<section>\n<section data-clip=" in (here / DECK / "index.html").read_text("utf-8")  # a column a chapter
    made("--slides-by", "chapters")
    page = (here / DECK / "index.html").read_text("utf-8")
    assert re.findall(r'data-clip="(.*?)"', page) == [
        "clips/01-two-readings-of-one-sum.mp4", "clips/02-copies-then-sums.mp4", "clips/03-one-result.mp4",
    ]  # fmt: skip
    assert "<section>" not in page


def test_what_a_user_types_is_text_and_nothing_else(here):
    title = 'a</title><script>alert("1")</script> & <b $x>'
    name = render(*SHORT, "--slides", "--title", title, "-o", "out").stdout.split()[1]
    page = (here / name / "index.html").read_text("utf-8")
    assert html.escape(title) in page
    assert title not in page
    assert page.count("<script") == 3
    assert "$" not in page.replace(html.escape(title), "").replace(title, "").replace("&lt;b $x&gt;", "")


def test_the_same_command_again_writes_nothing(here):
    made()
    before = {path: path.stat().st_mtime_ns for path in (here / DECK).rglob("*")}
    made()
    assert before == {path: path.stat().st_mtime_ns for path in (here / DECK).rglob("*")}
    render(*SHORT, "--slides", "--captions", "-o", "out")  # another command, and the same slides
    assert before == {path: path.stat().st_mtime_ns for path in (here / DECK).rglob("*")}


def test_what_is_damaged_or_gone_is_mended(here):
    made()
    before = files(here)
    (here / DECK / "clips" / "01-the-flip.mp4").write_bytes(b"half")
    (here / DECK / "stills" / "02-input-0.png").unlink()
    (here / DECK / "slides.css").unlink()
    made()
    assert files(here) == before


@pytest.mark.parametrize("force", [[], ["--force"]])
def test_what_somebody_has_put_there_is_never_taken_away(here, force):
    made()
    (here / "pictures").mkdir()
    (here / DECK / "pictures").symlink_to(here / "pictures")
    assert f"'{DECK}/pictures' is no file of these slides" in render(*SHORT, "--slides", "-o", "out", *force).line
    (here / DECK / "pictures").unlink()
    (here / DECK / "clips" / "thesis.tex").write_text("mine")
    line = render(*SHORT, "--slides", "-o", "out", *force).line
    assert line == (f"'{DECK}/clips/thesis.tex' is no file of these slides; move it, or choose another --name or --out")


def test_a_page_that_was_edited_is_replaced_only_by_force(here):
    made()
    page = here / DECK / "index.html"
    page.write_text(page.read_text("utf-8") + "<!-- mine -->")
    line = render(*SHORT, "--slides", "-o", "out").line
    assert line == (
        f"'{DECK}/index.html' is changed since it was written; choose another --name or --out, or --force to replace it"
    )
    made("--force")
    assert "mine" not in page.read_text("utf-8")


def test_another_films_slides_and_a_folder_that_is_none_stay(here):
    render(*SHORT, "flip", "--slides", "--name", "x", "-o", "out")
    (slides_of_flip,) = (path for path in (here / "out").iterdir() if path.is_dir())
    slides_of_flip.rename(here / DECK)
    assert "slides of another film (flip-asym3-480p1)" in render(*SHORT, "--slides", "-o", "out").line
    (here / DECK / "SHA256SUMS").unlink()
    assert "is no file of these slides" in render(*SHORT, "--slides", "--force", "-o", "out").line


def test_their_size_is_that_of_all_that_is_in_the_folder(here):
    told = made().stderr
    size = sum(path.stat().st_size for path in (here / DECK).rglob("*") if path.is_file())
    assert re.search(rf"slides .* {size / 1e6:.1f} MB", told)


def test_a_dry_run_names_them():
    told = render(*SHORT, "--slides", "--dry-run", "-o", "out").stdout.splitlines()
    assert told[1] == f"{DECK}: 17 slides, 854×480, 1 fps, new"


@pytest.mark.parametrize(
    ("words", "line"),
    [
        (["--slides-by", "chapters"], "--slides-by goes with --slides; add it, or leave this out"),
        (["--slides", "--slides-by", "beat"], "unknown --slides-by 'beat'; did you mean 'beats'? choices are beats"),
        (["--slides", "--format", "webm", "--transparent"], "--slides are H.264, which is never transparent; leave"),
    ],
)
def test_wrong_use_is_one_line(here, words, line):
    assert render(*words).line.startswith(line)
    assert files(here) == {}


def test_manim_slides_gets_what_it_reads(here):
    """Its `PresentationConfig.from_file` looks for files from the folder above the one that the presentation is in."""
    made("--theme", "light", "--name", "deck")
    (path,) = (here / "out").glob("*-slides/manim-slides/*.json")
    told = json.loads(path.read_text("utf-8"))
    cut = slides(request("side-by-side").storyboard, 1, BEATS)
    assert set(told) == {"slides", "resolution", "background_color"}
    assert told["resolution"] == [854, 480]
    assert re.fullmatch("#[0-9a-fA-F]{6}", told["background_color"])
    assert len(told["slides"]) == len(cut)
    for entry, slide in zip(told["slides"], cut, strict=True):
        assert set(entry) == {"file", "rev_file", "notes"}
        assert (path.parent.parent / entry["file"]).is_file()
        assert (path.parent.parent / entry["rev_file"]).is_file()
        assert html.unescape(re.sub(r"\\(.)", r"\1", entry["notes"])) == "\n\n".join(slide.notes)


@pytest.mark.skipif(importlib.util.find_spec("manim_slides") is None, reason="manim-slides is not installed")
def test_manim_slides_itself_reads_it(here):
    from manim_slides.config import PresentationConfig

    made()
    (path,) = (here / DECK / "manim-slides").iterdir()
    read = PresentationConfig.from_file(path)
    assert [slide.file.name for slide in read.slides][:2] == ["01-the-flip.mp4", "02-input-0.mp4"]


def test_reveal_is_as_it_was_published():
    """Whoever takes a newer one changes these, and the version in production/vendor/README.md."""
    found = {path.name: hashlib.sha256(path.read_bytes()).hexdigest()[:16] for path in REVEAL.iterdir()}
    assert found == {
        "LICENSE": "b2883e4b610bfa1b",
        "LICENSE-marked.md": "8e3a3f82f59a6095",
        "notes.js": "447c42f365876e41",
        "reveal.css": "615ee850cbbb98a0",
        "reveal.js": "aa1bbbf2617b23a6",
    }
    assert "| 6.0.2 |" in (REVEAL.parent / "README.md").read_text("utf-8")
    assert not re.search(r"url\((?!data:)", (REVEAL / "reveal.css").read_text("utf-8"))  # it needs no other file
