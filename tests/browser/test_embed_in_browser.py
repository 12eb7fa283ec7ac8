"""The page of a film as a reader has it: it plays, holds still, goes to beats, fits, and runs nobody else's script."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from tests.browser.conftest import cannot
from tests.production.command_line import render
from tests.production.conftest import drawing  # noqa: F401 (a fixture)
from tests.production.html_pages import HOSTILE

pytestmark = pytest.mark.browser

WORDS = ["--kernel", "1,2,4", "--signal", "2,1", "-q", "draft", "--fps", "10", "--embed", "--gallery"]
WIDTHS = (320, 768, 1440)


@pytest.fixture(scope="module")
def out(tmp_path_factory):
    """A folder with a film, its page and a gallery; captions are not in the picture, so that the track shows them."""
    folder = tmp_path_factory.mktemp("films")
    assert render("flip", *WORDS, "--no-caption", "-o", str(folder)).code == 0
    assert render("impulse", "-q", "draft", "--fps", "5", "--gallery", "-o", str(folder)).code == 0
    return folder


@pytest.fixture(scope="module")
def document(out) -> Path:
    """The film's page."""
    (folder,) = [path for path in out.iterdir() if path.is_dir()]
    return folder / f"{folder.name}.html"


@pytest.fixture
def complaints(page):
    """What the console and scripts complained of; a test during which they did fails."""
    found = []
    page.on("console", lambda message: found.append(message.text) if message.type in ("error", "warning") else None)
    page.on("pageerror", lambda error: found.append(str(error)))
    yield found
    assert found == []


@pytest.fixture
def opened(page, document, complaints):  # noqa: ARG001 (it looks at the console)
    """The page, opened as a file, with its film ready; nothing moves by itself."""
    page.set_viewport_size({"width": 1000, "height": 900})
    page.emulate_media(reduced_motion="reduce", color_scheme="dark")
    page.goto(document.as_uri())
    page.wait_for_function("document.querySelector('video').readyState >= 2")
    return page


def seconds(page):
    """Where the film is, once it has got there."""
    page.wait_for_function("!document.querySelector('video').seeking")
    return page.evaluate("document.querySelector('video').currentTime")


def starts(page):
    """When each beat begins, as the markers' links say."""
    return page.eval_on_selector_all(".bw-steps a", "links => links.map(link => Number(link.hash.slice(3)))")


def step(page):
    """The step that the page says the film is at, counted from 0."""
    return int(page.inner_text(".bw-count").split(" of ")[0]) - 1


def test_the_film_plays_when_it_is_seen_and_waits_when_it_is_not(page, document, complaints) -> None:  # noqa: ARG001
    page.set_viewport_size({"width": 900, "height": 800})
    page.goto(document.as_uri())
    page.wait_for_function("document.querySelector('video').currentTime > 0.5")
    assert page.evaluate("document.querySelector('video').muted")
    page.evaluate("document.body.style.paddingBottom = '3000px'; scrollTo(0, 3000)")
    page.wait_for_function("document.querySelector('video').paused")
    page.evaluate("scrollTo(0, 0)")
    page.wait_for_function("!document.querySelector('video').paused")


def test_a_film_that_the_reader_has_stopped_stays_stopped(page, document, complaints) -> None:  # noqa: ARG001
    page.goto(document.as_uri())
    page.wait_for_function("document.querySelector('video').currentTime > 0.2")
    page.evaluate("document.querySelector('video').pause()")
    page.evaluate("document.body.style.paddingBottom = '3000px'; scrollTo(0, 3000)")
    page.wait_for_timeout(200)
    page.evaluate("scrollTo(0, 0)")
    page.wait_for_timeout(300)
    assert page.evaluate("document.querySelector('video').paused")


def test_where_motion_is_unwelcome_nothing_moves_by_itself(opened) -> None:
    opened.wait_for_timeout(600)
    assert opened.evaluate("[document.querySelector('video').paused, document.querySelector('video').currentTime]") == [
        True,
        0,
    ]


def test_a_click_on_a_marker_lands_on_its_beat(opened) -> None:
    times = starts(opened)
    assert len(times) > 4
    for wanted in (3, 1, len(times) - 1):
        opened.locator(".bw-steps a").nth(wanted).click()
        assert seconds(opened) == pytest.approx(times[wanted], abs=0.002)
        assert step(opened) == wanted
    assert opened.evaluate("document.querySelector('video').paused")
    assert opened.url.endswith(".html")  # the link was not followed


def test_keys_go_from_beat_to_beat(opened) -> None:
    times = starts(opened)
    opened.locator(".bw-steps a").nth(0).focus()
    for key, wanted in [("ArrowRight", 1), ("ArrowRight", 2), ("ArrowLeft", 1), ("End", len(times) - 1), ("Home", 0)]:
        opened.keyboard.press(key)
        assert seconds(opened) == pytest.approx(times[wanted], abs=0.002)
        assert (
            opened.evaluate("[...document.querySelectorAll('.bw-steps a')].indexOf(document.activeElement)") == wanted
        )
    opened.locator("video").focus()  # and from anywhere in the figure
    for key, wanted in [(".", 1), (".", 2), (",", 1)]:
        opened.keyboard.press(key)
        assert seconds(opened) == pytest.approx(times[wanted], abs=0.002)


def test_the_markers_are_one_stop_for_the_tab_key_at_the_present_beat(opened) -> None:
    opened.locator(".bw-steps a").nth(2).click()
    stops = opened.eval_on_selector_all(".bw-steps a", "links => links.map(link => link.tabIndex)")
    assert [i for i, stop in enumerate(stops) if stop == 0] == [2]
    assert opened.locator(".bw-steps [aria-current]").count() == 1


def test_buttons_go_a_beat_forward_and_back_and_say_where(opened) -> None:
    times = starts(opened)
    assert opened.locator(".bw-back").is_disabled()
    opened.locator(".bw-on").click()
    opened.locator(".bw-on").click()
    assert seconds(opened) == pytest.approx(times[2], abs=0.002)
    assert opened.inner_text(".bw-name") in opened.inner_text(".bw-told")
    opened.locator(".bw-back").click()
    assert seconds(opened) == pytest.approx(times[1], abs=0.002)


def test_a_chapter_in_the_transcript_leads_to_its_beat(opened) -> None:
    opened.locator(".both-ways summary").click()
    chapter = opened.locator(".bw-chapters a").nth(1)
    chapter.click()
    assert seconds(opened) == pytest.approx(float(chapter.get_attribute("href").partition("#t=")[2]), abs=0.002)
    assert opened.inner_text(".bw-said") in opened.inner_text(".bw-chapters li:nth-child(2)")


CUES = """
async kind => {
  const track = [...document.querySelector("video").textTracks].find(track => track.kind === kind);
  const shown = track.mode;
  if (shown === "disabled") track.mode = "hidden";
  for (let tries = 0; !track.cues?.length && tries < 100; tries++) await new Promise(done => setTimeout(done, 50));
  return {shown, cues: [...track.cues].map(cue => [cue.startTime, cue.text])};
}
"""


@pytest.mark.parametrize("way", ["from a server", "as a file"])
def test_captions_show(page, document, served, complaints, way) -> None:  # noqa: ARG001
    page.emulate_media(reduced_motion="reduce")
    page.goto(f"{served(document.parent)}/{document.name}" if way == "from a server" else document.as_uri())
    page.wait_for_function("document.querySelector('video').readyState >= 1")
    found = page.evaluate(CUES, "captions")
    assert found["shown"] == "showing"
    said = page.eval_on_selector_all(".bw-steps a", "links => links.map(link => link.dataset.said)")
    assert found["cues"][0] == [0, said[0]]
    assert {text for _, text in found["cues"]} == set(said)
    if way == "from a server":
        chapters = page.evaluate(CUES, "chapters")["cues"]
        assert len(chapters) > 1
        assert {start for start, _ in chapters} <= set(starts(page))
    page.locator(".bw-on").click()
    page.wait_for_function("said => document.querySelector('.bw-said').textContent === said", arg=said[1])
    page.wait_for_function(
        "[...document.querySelector('video').textTracks].find(track => track.kind === 'captions').activeCues[0]?.text"
        " === document.querySelector('.bw-said').textContent"
    )
    assert step(page) == 1


@pytest.mark.parametrize("scheme", ["dark", "light"])
def test_the_film_is_dark_in_the_dark_and_light_in_the_light(page, document, scheme) -> None:
    other = {"dark": "light", "light": "dark"}[scheme]
    page.emulate_media(reduced_motion="reduce", color_scheme=scheme)
    page.goto(document.as_uri())
    video = "document.querySelector('video')"
    shown = f"[{video}.currentSrc, {video}.poster].map(address => address.includes('-light'))"
    page.wait_for_function(f"{video}.readyState >= 1")
    assert page.evaluate(shown) == [scheme == "light"] * 2
    page.locator(".bw-steps a").nth(2).click()
    page.emulate_media(reduced_motion="reduce", color_scheme=other)
    page.wait_for_function(f"{shown}.join() === '{','.join([str(other == 'light').lower()] * 2)}'")
    assert seconds(page) == pytest.approx(starts(page)[2], abs=0.002)


def violations(page, axe_rules=("wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice")):
    """What axe-core finds wrong, with the elements."""
    try:
        from axe_playwright_python.sync_playwright import Axe
    except ImportError:
        cannot("axe-playwright-python is not installed")
    found = Axe().run(page, options={"runOnly": {"type": "tag", "values": list(axe_rules)}})
    return [(rule["id"], [node["target"] for node in rule["nodes"]]) for rule in found.response["violations"]]


@pytest.mark.parametrize("width", WIDTHS)
@pytest.mark.parametrize("scheme", ["dark", "light"])
@pytest.mark.parametrize("what", ["page", "gallery"])
def test_the_layout_holds_and_nothing_bars_anybody(page, document, out, complaints, what, scheme, width) -> None:  # noqa: ARG001
    page.set_viewport_size({"width": width, "height": 800})
    page.emulate_media(reduced_motion="reduce", color_scheme=scheme)
    page.goto((document if what == "page" else out / "index.html").as_uri())
    page.wait_for_timeout(300)
    page.evaluate("document.querySelectorAll('details').forEach(each => each.open = true)")
    assert page.evaluate("document.documentElement.scrollWidth") <= width
    outside = page.evaluate(
        """width => [...document.querySelectorAll("body *:not(pre *):not(.bw-told)")].filter(each => {
          const box = each.getBoundingClientRect();
          return box.width && (box.left < -0.5 || box.right > width + 0.5);
        }).map(each => each.outerHTML.slice(0, 80))""",
        width,
    )
    assert outside == []
    assert violations(page) == []


def test_without_a_script_everything_is_there_and_links_open_the_film_at_the_beat(browser, document) -> None:
    context = browser.new_context(java_script_enabled=False, color_scheme="light")
    page = context.new_page()
    page.goto(document.as_uri())
    assert page.locator("video").get_attribute("controls") is not None
    assert page.locator(".bw-now").is_hidden()
    marker = page.locator(".bw-steps a").nth(2)
    assert re.fullmatch(r"flip[^/]*\.mp4#t=[\d.]+", marker.get_attribute("href"))
    assert page.locator(".both-ways summary").is_visible()
    context.close()


@pytest.mark.parametrize("title", HOSTILE)
def test_a_hostile_title_runs_no_script(page, tmp_path, drawing, monkeypatch, complaints, title) -> None:  # noqa: ARG001, F811
    monkeypatch.setattr("production.stills.poster", lambda _: b"")
    monkeypatch.setattr("production.extras.POSTER", ())
    page.on("dialog", lambda dialog: complaints.append(dialog.message) or dialog.dismiss())
    page.emulate_media(reduced_motion="reduce")
    kernel = tmp_path / f"{title.replace('/', '_')}.csv"
    kernel.write_text("1,2,4\n")
    assert render("flip", "--kernel", kernel, *WORDS[2:], "--title", title, "-o", str(tmp_path / "out")).code == 0
    (folder,) = [path for path in (tmp_path / "out").iterdir() if path.is_dir()]
    for name in (f"{folder.name}/{folder.name}.html", "index.html"):
        page.goto((tmp_path / "out" / name).as_uri())
        page.wait_for_timeout(50)
        assert page.locator("body > script, main script").count() == (2 if "/" in name else 1)


def test_a_notebook_plays_the_film(page, document) -> None:
    from production.public import RenderedFilm

    film = document.with_suffix(".mp4")
    page.set_content(RenderedFilm(film, (film,), "what it shows")._repr_html_())
    page.evaluate("document.querySelector('video').play()")
    page.wait_for_function("document.querySelector('video').currentTime > 0.2")
