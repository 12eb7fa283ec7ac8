"""Every page, caption file and JSON with names that want to be more than text: they are text there, and no more."""

import io
import json
import re
from dataclasses import replace
from functools import cache

import pytest

from production.captions import captions_srt, captions_vtt, chapters_vtt
from production.describe import describe_text
from production.embed_files import embed_files
from production.formats import MP4
from production.gallery import gallery_html
from production.handout import _source
from production.pages import page
from production.request import parse_requests
from production.slides.files import texts
from production.slides.slide import BEATS, slides
from production.snippets import snippets
from production.stills import paper
from production.transcript import transcript
from production.typeset import compiled, words
from scenes.storyboard.storyboard import FrameClock
from scenes.storyboard.theme import DARK, LIGHT
from tests.production.command_line import options
from tests.production.html_pages import Page
from tests.production.payloads import PAYLOADS, few_at_once

STEMS = {DARK: "film", LIGHT: "film-light"}


@cache
def plain_request():
    return parse_requests(options("1,2,4", signal="2,1", quality="draft", fps="2"))[0]


def named(name):
    """A film whose title, kernel and signal all bear this name, as if no door had refused it."""
    request = plain_request()
    typed = request.typed
    typed = replace(typed, kernel=replace(typed.kernel, name=name), signal=replace(typed.signal, name=name))
    return replace(request, typed=typed, title=name)


def html(request):
    """Every page of a film by what it is."""
    files = embed_files(request, "film", STEMS, (MP4,))
    deck = slides(request.storyboard, request.fps, BEATS)
    made = {name: text for name, text in files.items() if name.endswith(".html")}
    made["readme"] = snippets(request, "film", STEMS, "film.mp4", files["film-figure.html"])[1].code
    made["slides"] = texts(request, deck, "film")["index.html"].decode()
    made["notebook"] = page("notebook.html", kind="video/mp4", data="AA", alt=request.title or "")
    return {name: Page(text) for name, text in made.items()}


@cache
def plain_html():
    return html(named("plain"))


@pytest.mark.parametrize("payload", few_at_once(PAYLOADS))
def test_a_name_changes_no_element_and_no_attributes_name_on_any_page(payload):
    for name, made in html(named(payload)).items():
        plain = plain_html()[name]
        assert made.skeleton == plain.skeleton, name
        assert made.links == plain.links, name
        scripts = [attrs for tag, attrs in made.elements if tag in ("script", "style", "meta")]
        known = [attrs for tag, attrs in plain.elements if tag in ("script", "style", "meta")]
        changed = [(a, b) for a, b in zip(scripts, known, strict=True) if a != b]
        assert all(a.get("name") == "description" for a, _ in changed), name  # the alt text, as text
        if name not in ("readme", "notebook"):
            assert payload in made.text, name


@pytest.mark.parametrize("payload", few_at_once(PAYLOADS))
def test_what_is_pasted_holds_no_braces_for_other_peoples_templates(payload):
    request = named(payload)
    figure = embed_files(request, "film", STEMS, (MP4,))["film-figure.html"]
    without_ours = re.sub(r"<(script|style)>.*?</\1>", "", figure, flags=re.DOTALL)
    assert not set("{}") & set(without_ours)
    readme = snippets(request, "film", STEMS, "film.mp4", figure)[1].code
    assert not set("{}") & set(readme)


@pytest.mark.parametrize("payload", few_at_once(PAYLOADS))
def test_a_name_changes_no_line_of_a_caption_file_but_its_own(payload):
    for text in (captions_vtt, chapters_vtt, captions_srt):
        ours, plain = (text(FrameClock(r.storyboard, r.fps)) for r in (named(payload), named("plain")))
        assert len(ours.split("\n\n")) == len(plain.split("\n\n"))
        assert ours.count("-->") == plain.count("-->")
        if text is not captions_srt:
            assert not set("<>") & set(ours.replace("-->", ""))


@pytest.mark.parametrize("payload", few_at_once(PAYLOADS))
def test_json_gives_names_back_as_they_were_and_is_plain_text_itself(payload):
    request = named(payload)
    text = describe_text(request, "film")
    assert text.replace("\n", "").isprintable()
    told = json.loads(text)
    assert (told["kernel"]["name"], told["signal"]["name"]) == (payload, payload)
    assert not any(payload in code for code in told["reproduce"].values()), "a name in code that people are to run"
    deck = slides(request.storyboard, request.fps, BEATS)
    shown = json.loads(texts(request, deck, "film")["manim-slides/film.json"])
    assert [slide["file"] for slide in shown["slides"]] == [f"clips/{i + 1:02}-{slug}.mp4" for i, slug in slugs(deck)]


def slugs(deck):
    return [
        (i, re.sub("[^a-z0-9]+", "-", s.name.lower().replace("−", "minus ")).strip("-")) for i, s in enumerate(deck)
    ]


@pytest.mark.parametrize("payload", few_at_once(PAYLOADS))
def test_a_name_is_one_string_of_typsts_wherever_it_stands_in_the_handout(payload):
    source, plain = (_source(paper(named(name))) for name in (payload, "plain"))
    quoted = words(payload)
    assert json.loads(quoted) == payload  # the same escapes
    assert source.count(quoted) == plain.count('"plain"') > 0
    code, known = (re.sub(r'"(?:[^"\\]|\\.)*"', "", text) for text in (source, plain))
    assert set(re.findall(r"[a-z-]+", code)) == set(re.findall(r"[a-z-]+", known))
    assert not set("@<>") & set(code)


@pytest.mark.slow
def test_a_handout_with_such_titles_shows_them_and_reads_no_file():
    from pypdf import PdfReader

    for payload in PAYLOADS[-3:]:
        pdf = PdfReader(io.BytesIO(compiled(_source(paper(named(payload))), "pdf")))
        assert pdf.metadata.title == payload
        shown = "".join(page.extract_text() for page in pdf.pages)
        assert payload.replace(" ", "") in re.sub(r"\s", "", shown)
        assert "root:" not in shown


def test_a_transcript_is_its_lines_whatever_the_name():
    plain = transcript(named("plain"))
    for payload in PAYLOADS[::12]:
        assert transcript(named(payload)).replace(payload, "plain") == plain


@pytest.mark.parametrize("payload", few_at_once(PAYLOADS))
def test_a_gallery_shows_strangers_names_as_text_and_links_to_files_of_the_folder_only(here, payload):
    numbers = json.loads(describe_text(plain_request(), "film"))
    plain, strange = here / "plain", here / "strange"
    for folder, stem, name in ((plain, "film", "1,2,4"), (strange, payload.replace("/", "_"), payload)):
        folder.mkdir()
        numbers["kernel"]["name"] = name
        (folder / f"{stem}.json").write_text(json.dumps(numbers), "utf-8")
        for ending in (".mp4", "-poster.png"):
            (folder / f"{stem}{ending}").write_bytes(b"")
    ours, known = Page(gallery_html(strange)), Page(gallery_html(plain))
    assert ours.skeleton == known.skeleton
    assert len(ours.links) == len(known.links) == 3
    assert ours.dead_links(strange) == []
    assert payload[:59] in ours.text
