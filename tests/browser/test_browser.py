"""The browser that the other browser tests rely on."""

from pathlib import Path

import pytest

pytestmark = pytest.mark.browser


def test_a_page_from_a_file_is_shown_and_its_script_runs(page, tmp_path: Path) -> None:
    document = tmp_path / "a page.html"
    document.write_text("<p>nothing</p><script>document.querySelector('p').textContent = 6 * 7</script>")
    page.goto(document.as_uri())
    assert page.inner_text("p") == "42"


def test_what_a_page_wants_from_outside_is_refused_and_noted(page, outside_requests: list[str]) -> None:
    page.set_content("<img src='http://films.invalid/picture.png' onerror='document.title = \"refused\"'>")
    page.wait_for_function("document.title === 'refused'")
    assert outside_requests == ["http://films.invalid/picture.png"]
    outside_requests.clear()


def test_it_can_show_the_films(page) -> None:
    """H.264, as the films are; a Chromium built without it would make every test of a film fail in a puzzling way."""
    page.set_content("<video></video>")
    film = 'video/mp4; codecs="avc1.640028"'
    assert page.evaluate("film => document.querySelector('video').canPlayType(film)", film) == "probably"
