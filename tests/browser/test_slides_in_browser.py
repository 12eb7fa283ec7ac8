"""Slides in a browser, opened from a file: clips play on entering, hold their last frame, and never leave a gap."""

from __future__ import annotations

import io
import json
import shutil
from collections.abc import Iterator
from itertools import pairwise
from pathlib import Path

import numpy as np
import pytest
from click.testing import CliRunner
from PIL import Image

from render import main
from scenes.storyboard.theme import DARK, rgb
from tests.browser.conftest import cannot

pytestmark = pytest.mark.browser

GIVEN = ["flip", "--kernel", "1,2,4", "--signal", "2,1", "-q", "draft", "--fps", "10", "--width", "640", "--speed", "4"]
NEAR = 3.0  # of 255, on average over a picture: the coder's noise and the colours' turn into RGB
STATE = "document.querySelector('.stage').dataset"
SHOWN = "document.querySelector('.stage video.seen')"
WATCH = """
() => {
  [window.painted, window.blank] = [0, []];
  const look = () => {
    const clips = [...document.querySelectorAll(".stage video.seen")];
    if (clips.length !== 1 || clips[0].readyState < 2 || clips[0].seeking) blank.push(clips.map(clip => clip.src));
    painted += 1;
    requestAnimationFrame(look);
  };
  look();
}
"""
LONGEST_MS = 15_000  # that a clip may take on a busy machine


@pytest.fixture(scope="module")
def deck(tmp_path_factory) -> Path:
    folder = tmp_path_factory.mktemp("slides on a stick")
    result = CliRunner().invoke(main, [*GIVEN, "--slides", "-o", str(folder)])
    assert result.exit_code == 0, result.stderr
    return Path(result.stdout.splitlines()[1])


@pytest.fixture
def opened(page, deck: Path) -> Iterator[object]:
    """The slides at their first one; whatever is written to the console fails the test."""
    said: list[str] = []
    page.on("console", lambda message: said.append(message.text))
    page.on("pageerror", lambda error: said.append(str(error)))
    page.set_viewport_size({"width": 640, "height": 360})
    page.goto((deck / "index.html").as_uri())
    page.wait_for_selector(".stage video.seen")
    yield page
    assert said == []


# Nothing of the black screen is left: it fades for up to a second, and catches clicks as long as it is there.
UNCOVERED = "getComputedStyle(document.querySelector('.pause-overlay')).visibility === 'hidden'"


def names(deck: Path) -> list[str]:
    return sorted(path.stem for path in (deck / "clips").iterdir())


def wait(page, name: str, state: str) -> None:
    """Until the clip of this name is on the stage and in this state."""
    told = f"{STATE}.clip === 'clips/{name}.mp4' && {STATE}.state === '{state}'"
    page.wait_for_function(told, timeout=LONGEST_MS)


def seen(page) -> np.ndarray:
    """The page as it is now, without the bar of progress at its bottom."""
    return np.asarray(Image.open(io.BytesIO(page.screenshot())).convert("RGB"))[:350]


def still(deck: Path, name: str) -> np.ndarray:
    return np.asarray(Image.open(deck / "stills" / f"{name}.png").convert("RGB"))[:350]


def apart(a: np.ndarray, b: np.ndarray) -> float:
    return float(np.abs(a.astype(int) - b).mean())


def test_each_clip_plays_when_its_slide_is_entered_and_holds_its_last_frame(opened, deck) -> None:
    all_names = names(deck)
    for number, name in enumerate(all_names):
        wait(opened, name, "ended")
        assert opened.evaluate(f"{SHOWN}.played.length && {SHOWN}.played.start(0)") == 0
        assert apart(seen(opened), still(deck, name)) < NEAR, name
        if number + 1 < len(all_names):
            opened.keyboard.press("ArrowRight")
    opened.keyboard.press("ArrowRight")  # there is nothing after the last one
    wait(opened, all_names[-1], "ended")


def test_between_two_clips_there_is_never_anything_else(opened, deck) -> None:
    """Whenever the browser paints, a clip that has a picture is in front; and looks taken meanwhile show a film."""
    opened.evaluate(WATCH)
    for name, after in pairwise(names(deck)):
        wait(opened, name, "ended")
        before = seen(opened)
        opened.keyboard.press("Space")
        for _ in range(6):
            now = seen(opened)
            drawn = np.abs(now.astype(int) - rgb(DARK.background)).max(axis=2) > 60
            assert np.count_nonzero(drawn) > 2000, after
            assert apart(now[:40], before[:40]) < NEAR, after  # the title stays from clip to clip
    wait(opened, names(deck)[-1], "ended")
    assert opened.evaluate("painted") > 100
    assert opened.evaluate("blank") == []


@pytest.mark.parametrize("key", ["Space", "End"])  # to a neighbour, and to a slide whose clip is not there yet
def test_the_last_picture_stays_behind_a_clip_that_is_painted_late(opened, deck, key) -> None:
    """A busy browser may bring a clip to the front and paint its picture only in the next frame."""
    first = names(deck)[0]
    wait(opened, first, "ended")
    opened.keyboard.press(key)
    opened.wait_for_function(f"{STATE}.clip !== 'clips/{first}.mp4' && {STATE}.state === 'ended'", timeout=LONGEST_MS)
    opened.evaluate(f"{SHOWN}.removeAttribute('src'), {SHOWN}.load()")  # as if it had no picture yet
    assert apart(seen(opened), still(deck, first)) < NEAR


def test_one_step_back_shows_how_that_slide_ended_and_going_on_plays_again(opened, deck) -> None:
    first, second, third, *_ = names(deck)
    for name in (first, second):
        wait(opened, name, "ended")
        opened.keyboard.press("ArrowRight")
    wait(opened, third, "playing")
    opened.keyboard.press("ArrowLeft")
    wait(opened, second, "ended")
    assert opened.evaluate(f"{SHOWN}.paused && {SHOWN}.duration - {SHOWN}.currentTime < 0.1")
    assert apart(seen(opened), still(deck, second)) < NEAR
    opened.keyboard.press("ArrowRight")
    wait(opened, third, "playing")


def test_a_clip_can_be_halted_and_gone_on_with_and_seen_again(opened, deck) -> None:
    first, second, *_ = names(deck)
    wait(opened, first, "ended")
    opened.keyboard.press("PageDown")
    wait(opened, second, "playing")
    opened.evaluate(f"{SHOWN}.playbackRate = 0.1")  # so that there is time to halt it
    opened.keyboard.press("a")
    wait(opened, second, "halted")
    at = opened.evaluate(f"{SHOWN}.currentTime")
    assert opened.evaluate(f"{SHOWN}.paused")
    assert opened.evaluate(f"{SHOWN}.currentTime") == at
    opened.keyboard.press("b")  # a black screen, and back: what was halted stays so
    opened.keyboard.press("b")
    wait(opened, second, "halted")
    opened.wait_for_function(UNCOVERED, timeout=LONGEST_MS)
    opened.mouse.click(300, 200)
    wait(opened, second, "playing")
    opened.keyboard.press("b")  # and what was playing goes on
    wait(opened, second, "halted")
    opened.keyboard.press("b")
    wait(opened, second, "ended")
    opened.keyboard.press("r")
    wait(opened, second, "playing")
    wait(opened, second, "ended")


def test_a_slide_can_be_gone_to_by_its_address_and_in_the_overview(opened, deck) -> None:
    first = names(deck)[0]
    opened.keyboard.press("End")  # the last column's slide
    last = opened.evaluate("Reveal.getCurrentSlide().dataset.clip").removeprefix("clips/").removesuffix(".mp4")
    assert last > first
    wait(opened, last, "ended")
    opened.wait_for_function("location.hash.length > 2")
    opened.reload()
    wait(opened, last, "ended")
    opened.keyboard.press("Escape")
    assert opened.is_hidden(".stage")
    opened.keyboard.press("Home")
    opened.keyboard.press("Escape")
    wait(opened, first, "ended")
    assert opened.is_visible(".stage")


def test_where_motion_is_unwelcome_each_slide_stays_at_its_end(page, deck) -> None:
    page.emulate_media(reduced_motion="reduce")
    page.goto((deck / "index.html").as_uri())
    first, second, *_ = names(deck)
    wait(page, first, "ended")
    page.keyboard.press("ArrowRight")
    wait(page, second, "ended")
    assert page.evaluate(f"{SHOWN}.played.length") == 0
    page.keyboard.press("a")  # who asks for it has it
    wait(page, second, "playing")


def test_a_clip_that_cannot_be_played_leaves_its_picture(page, deck, tmp_path) -> None:
    copy = shutil.copytree(deck, tmp_path / "copy")
    for clip in (copy / "clips").iterdir():
        clip.write_bytes(b"no film")
    page.set_viewport_size({"width": 640, "height": 360})
    page.goto((copy / "index.html").as_uri())
    page.wait_for_function(f"{STATE}.state === 'missing'")
    page.keyboard.press("ArrowRight")
    page.wait_for_function("document.querySelector('section.present:not(.stack) img').complete")
    assert apart(seen(page), still(deck, names(deck)[1])) < NEAR


def test_the_speakers_view_shows_the_narration(opened, deck) -> None:
    told = json.loads(next((deck / "manim-slides").iterdir()).read_text("utf-8"))["slides"]
    wait(opened, names(deck)[0], "ended")
    with opened.context.expect_page() as popup:
        opened.keyboard.press("s")
    view = popup.value
    view.wait_for_function("document.querySelector('.speaker-controls-notes .value')?.textContent.trim()")
    assert view.inner_text(".speaker-controls-notes .value").strip() == told[0]["notes"]
    opened.keyboard.press("ArrowRight")
    view.wait_for_function(
        "said => document.querySelector('.speaker-controls-notes .value').textContent.trim() === said",
        arg=told[1]["notes"],
    )
    view.close()


@pytest.mark.parametrize(("width", "height"), [(320, 568), (768, 1024), (1440, 900)])
def test_the_picture_fills_any_window_and_nothing_can_be_scrolled(opened, width, height) -> None:
    opened.set_viewport_size({"width": width, "height": height})
    scale = min(width / 640, height / 360)
    opened.wait_for_function(
        f"want => Math.abs({SHOWN}.getBoundingClientRect().width - want) < 2", arg=640 * scale, timeout=5000
    )
    box = opened.evaluate(f"(b => [b.left, b.top, b.right, b.bottom])({SHOWN}.getBoundingClientRect())")
    assert box == pytest.approx(
        [width / 2 - 320 * scale, height / 2 - 180 * scale, width / 2 + 320 * scale, height / 2 + 180 * scale], abs=2
    )
    assert opened.evaluate("document.documentElement.scrollWidth <= innerWidth")


def test_nothing_hinders_those_who_cannot_see_or_point(opened, deck) -> None:
    try:
        from axe_playwright_python.sync_playwright import Axe
    except ImportError:
        cannot("axe-playwright-python is not installed")
    first, second, *_ = names(deck)
    wait(opened, first, "ended")
    for name in (first, second):
        wait(opened, name, "ended")
        found = Axe().run(opened, options={"preload": False})  # a page from a file cannot ask for files
        assert found.violations_count == 0, found.generate_report()
        opened.keyboard.press("ArrowRight")
