"""The gallery in a browser, from files: pointing and focus play, choices filter."""

from __future__ import annotations

import pytest

from tests.production.command_line import render

pytestmark = pytest.mark.browser

PLAYING = "document.querySelectorAll('video')[{}].paused === {}"


@pytest.fixture(scope="module")
def out(tmp_path_factory):
    """A folder with three films."""
    folder = tmp_path_factory.mktemp("films")
    words = ["-q", "draft", "--fps", "2", "--width", "320", "--gallery", "-o", str(folder)]
    assert render("flip", "impulse", "--kernel", "1,2,4", *words).code == 0
    assert render("flip", "--kernel", "echo", *words).code == 0
    return folder


@pytest.fixture
def gallery(page, out):
    """The page, opened as a file; a test in which its console complains fails."""
    complaints = []
    page.on("console", lambda message: complaints.append(message.text) if message.type == "error" else None)
    page.on("pageerror", lambda error: complaints.append(str(error)))
    page.set_viewport_size({"width": 1440, "height": 900})
    page.goto((out / "index.html").as_uri())
    yield page
    assert complaints == []


def test_a_film_plays_while_it_is_pointed_at(gallery) -> None:
    gallery.locator(".films a").nth(1).hover()
    gallery.wait_for_function(PLAYING.format(1, "false"))
    gallery.locator("h1").hover()
    gallery.wait_for_function(PLAYING.format(1, "true"))


def test_a_film_plays_while_it_has_the_focus(gallery) -> None:
    gallery.locator(".films a").nth(0).focus()
    gallery.wait_for_function(PLAYING.format(0, "false"))
    gallery.keyboard.press("Tab")
    gallery.wait_for_function(PLAYING.format(0, "true"))
    gallery.wait_for_function(PLAYING.format(1, "false"))


def test_where_motion_is_unwelcome_none_plays(gallery) -> None:
    gallery.emulate_media(reduced_motion="reduce")
    gallery.locator(".films a").nth(1).hover()
    gallery.wait_for_timeout(300)
    assert gallery.evaluate(PLAYING.format(1, "true"))


def test_posters_are_shown_and_no_film_is_loaded_before_it_is_asked_for(gallery) -> None:
    states = gallery.eval_on_selector_all("video", "all => all.map(v => [v.poster !== '', v.readyState])")
    assert states == [[True, 0]] * 3


def test_films_are_filtered_by_film_and_kernel_and_the_address_remembers(gallery) -> None:
    def shown():
        cards = gallery.locator(".films li:visible")
        return [(card.get_attribute("data-film"), card.get_attribute("data-kernel")) for card in cards.all()]

    assert len(shown()) == 3
    gallery.select_option("select[name=film]", "flip")
    assert [film for film, _ in shown()] == ["flip", "flip"]
    gallery.select_option("select[name=kernel]", "1,2,4")
    assert shown() == [("flip", "1,2,4")]
    assert gallery.inner_text("[role=status]") == "1 of 3 films"
    gallery.reload()
    assert shown() == [("flip", "1,2,4")]
    gallery.select_option("select[name=film]", "")
    gallery.select_option("select[name=kernel]", "")
    assert len(shown()) == 3
    assert "#" not in gallery.url
