"""Names that want to be scripts, in a browser: nothing runs, nothing is asked for, and the page is the same page.

The pages' own policy is in force here, unlike in the other browser tests.
"""

from __future__ import annotations

import json
import re
from dataclasses import replace

import pytest

from production.embed_files import embed_files
from production.formats import MP4
from production.gallery import gallery_html
from production.request import parse_requests
from production.slides.files import clip_names, still_names, texts
from production.slides.slide import BEATS, slides
from scenes.storyboard.theme import DARK, LIGHT
from tests.production.command_line import draw_blank, options
from tests.production.payloads import PAYLOADS

pytestmark = pytest.mark.browser

AT_ONCE = 32  # figures on a page: browsers hold back films past some seventy
STEMS = {DARK: "film", LIGHT: "film-light"}
TAGS = """root => [root, ...root.querySelectorAll("*")].map(
    one => [one.tagName, ...[...one.attributes].map(({ name }) => name).sort()].join(" "))"""
SCRIPTS_RUN = "() => [typeof __pwned, document.readyState]"


@pytest.fixture(scope="module")
def folder(tmp_path_factory):
    """A folder with all that the pages show: a film, which is black, and a poster."""
    from PIL import Image

    made = tmp_path_factory.mktemp("pages")
    request = named("plain")
    (made / "film").mkdir()
    segment = slides(request.storyboard, 2, BEATS)[0].segments[0]
    film = draw_blank(None, None, 2, None, segment)
    for place in (made, made / "film"):
        for stem in STEMS.values():
            (place / f"{stem}.mp4").write_bytes(film)
            Image.new("RGB", (16, 9)).save(place / f"{stem}-poster.png")
        for name, text in embed_files(request, "film", STEMS, (MP4,)).items():
            (place / name).write_text(text, "utf-8")
    return made


@pytest.fixture
def watched(browser):
    """A page under its own policy, and a list of all that it should not have done."""
    context = browser.new_context(reduced_motion="reduce")
    page, wrong = context.new_page(), []
    page.on("dialog", lambda dialog: (wrong.append(f"dialog {dialog.message}"), dialog.dismiss()))
    page.on("console", lambda said: wrong.append(said.text) if said.type in ("error", "warning") else None)
    page.on("pageerror", lambda error: wrong.append(str(error)))
    page.on("popup", lambda popup: wrong.append(f"popup {popup.url}"))
    page.on("framenavigated", lambda frame: wrong.append(frame.url) if frame.parent_frame else None)
    context.on("request", lambda request: asked.append(request.url))
    asked = []
    yield page, wrong, asked
    context.close()


def named(name):
    """A film whose title, kernel and signal all bear this name."""
    request = parse_requests(options("1,2,4", signal="2,1", quality="draft", fps="2"))[0]
    typed = request.typed
    typed = replace(typed, kernel=replace(typed.kernel, name=name), signal=replace(typed.signal, name=name))
    return replace(request, typed=typed, title=name)


def open_page(watched, folder, name, html):
    """Open a page of the folder; nothing may have run, complained, or been asked for elsewhere."""
    page, wrong, asked = watched
    (folder / name).write_text(html, "utf-8")
    asked.clear()
    page.goto((folder / name).as_uri())
    page.wait_for_timeout(100)
    assert page.evaluate(SCRIPTS_RUN) == ["undefined", "complete"]
    assert wrong == []
    assert [url for url in asked if not url.startswith((folder.as_uri(), "data:", "blob:"))] == []
    return page


def test_figures_pasted_into_a_page_without_any_policy_run_nothing(watched, folder) -> None:
    figures = [embed_files(named(name), "film", STEMS, (MP4,))["film-figure.html"] for name in ("plain", *PAYLOADS)]
    plain = None
    for start in range(0, len(figures), AT_ONCE):
        some = figures[start : start + AT_ONCE]
        page = open_page(watched, folder, "pasted.html", "<!doctype html><title>x</title>" + "".join(some))
        tags = [figure.evaluate(TAGS) for figure in page.locator("figure").element_handles()]
        plain = plain or tags[0]
        assert len(tags) == len(some)
        assert [found for found in tags if found != plain] == []
        assert page.locator("body > *").count() == len(some)
        titles = page.locator("figcaption b").all_text_contents()
        assert titles == ["plain", *PAYLOADS][start : start + AT_ONCE]


def test_pages_of_films_run_their_own_scripts_and_no_others(watched, folder) -> None:
    plain = None
    for name in ("plain", *PAYLOADS[::8]):
        html = embed_files(named(name), "film", STEMS, (MP4,))["film.html"]
        page = open_page(watched, folder, "film.html", html)
        assert page.title() == name
        page.locator(".bw-steps a").nth(2).click()  # the figure's script
        assert page.inner_text(".bw-count").startswith("3 of ")
        tags = page.locator("html").evaluate(TAGS)
        plain = plain or tags
        assert tags == plain


def test_a_gallery_of_strangers_films_is_a_gallery(watched, folder) -> None:
    numbers = json.loads((folder / "film.json").read_text("utf-8"))
    strange = folder / "strange"
    strange.mkdir()
    for number, name in enumerate(PAYLOADS):
        numbers["kernel"]["name"] = name
        stem = f"{number:03} {name.replace('/', '_')}"
        (strange / f"{stem}.json").write_text(json.dumps(numbers), "utf-8")
        (strange / f"{stem}.mp4").write_bytes((folder / "film.mp4").read_bytes())
        (strange / f"{stem}-poster.png").write_bytes((folder / "film-poster.png").read_bytes())
    page = open_page(watched, strange, "index.html", gallery_html(strange))
    assert page.inner_text("[role=status]") == f"{len(PAYLOADS)} of {len(PAYLOADS)} films"
    cards = [card.evaluate(TAGS) for card in page.locator(".films li").element_handles()]
    assert cards == [cards[0]] * len(PAYLOADS)
    addresses = page.eval_on_selector_all(".films a", "links => links.map(link => link.href)")
    assert all(address.startswith(f"{strange.as_uri()}/0") for address in addresses)
    page.select_option("select[name=kernel]", PAYLOADS[0])
    assert page.inner_text("[role=status]") == f"1 of {len(PAYLOADS)} films"
    assert watched[1] == []


def test_slides_show_a_title_as_text(watched, folder) -> None:
    (folder / "slides").mkdir()
    plain = None
    for name in ("plain", *PAYLOADS[::12]):
        request = named(name)
        deck = slides(request.storyboard, 2, BEATS)
        for place, data in texts(request, deck, "film").items():
            (folder / "slides" / place).parent.mkdir(exist_ok=True)
            (folder / "slides" / place).write_bytes(data)
        for places, kind in ((clip_names(deck), "film.mp4"), (still_names(deck), "film-poster.png")):
            for place in places:
                (folder / "slides" / place).parent.mkdir(exist_ok=True)
                (folder / "slides" / place).write_bytes((folder / kind).read_bytes())
        html = (folder / "slides" / "index.html").read_text("utf-8")
        page = open_page(watched, folder / "slides", "index.html", html)
        assert page.title() == name
        assert page.locator("h1.unseen").text_content() == name
        tags = [tag.split()[0] for tag in page.locator("html").evaluate(TAGS)]  # which are seen depends on the moment
        plain = plain or tags
        assert tags == plain


@pytest.mark.parametrize("kind", ["film", "gallery"])
def test_where_an_escape_is_forgotten_the_pages_policy_stops_the_script(watched, folder, kind) -> None:
    page, wrong, _ = watched
    made = gallery_html(folder) if kind == "gallery" else embed_files(named("x"), "film", STEMS, (MP4,))["film.html"]
    evil = "".join(f"<p>{payload}</p>" for payload in PAYLOADS if "__pwned" in payload and "noscript" not in payload)
    forgotten = made.replace("<main>", f"<main>{evil}")
    without = re.sub('<meta http-equiv="Content-Security-Policy"[^>]*>', "", forgotten)
    assert without != forgotten
    for name, html, found in (("with", forgotten, "undefined"), ("without", without, "number")):
        (folder / f"{name}.html").write_text(html, "utf-8")
        page.goto((folder / f"{name}.html").as_uri(), wait_until="domcontentloaded")
        page.wait_for_timeout(500)
        assert page.evaluate("() => typeof __pwned") == found, f"{name} the policy"
    assert any("Content Security Policy" in line for line in wrong)
