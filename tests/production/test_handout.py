"""Handout and contact sheet: pages that hold every beat with its words, the same every time."""

from __future__ import annotations

import io
import re

import numpy as np
import pypdf
import pytest
from PIL import Image

from production.alt_text import shown_text
from production.contact_sheet import COLUMNS, WIDTH_PX, contact_sheet
from production.handout import handout
from production.request import parse_requests
from production.stills import paper
from production.typeset import body, words
from scenes import FILMS
from scenes.storyboard.frame import FRAMES
from scenes.storyboard.theme import DARK, LIGHT, rgb
from tests.production.command_line import options

A4 = (595.28, 841.89)  # points
FIRST, *OTHERS = (film.name for film in FILMS if 1 in film.drawn)


def request(film="side-by-side", kernel=None, **choices):
    return parse_requests(options(kernel, scenes=(film,), **choices))[0]


def read(data):
    return pypdf.PdfReader(io.BytesIO(data))


def text_of(document):
    """All text in one line; a hyphen or a space may stand where a line of the page ends."""
    return re.sub(r"\s+", " ", " ".join(page.extract_text() for page in document.pages))


@pytest.mark.parametrize("film", [FIRST, *(pytest.param(film, marks=pytest.mark.slow) for film in OTHERS)])
def test_the_handout_of_every_film_has_every_sentence_in_order(film):
    asked = request(film)
    told = text_of(read(handout(asked)))
    at = 0
    for number, beat in enumerate(asked.storyboard.beats, start=1):
        found = re.compile(rf"\b{number} +\d:\d\d {re.escape(beat.caption.text)}").search(told, at)
        assert found, beat.caption.text
        at = found.end()


@pytest.mark.parametrize("frame", FRAMES, ids=lambda frame: frame.aspect)
def test_pages_are_upright_a4_with_several_beats_each(frame):
    asked = request(aspect=frame.aspect)
    document = read(handout(asked))
    for page in document.pages:
        assert [float(side) for side in page.mediabox[2:]] == pytest.approx(A4, abs=0.1)
    counts = [len(re.findall(r"\b\d+ +\d:\d\d\b", page.extract_text())) for page in document.pages]
    assert sum(counts) == len(asked.storyboard.beats)
    assert all(count >= 3 for count in counts[:-1]), counts


def test_the_handout_can_be_searched_for_what_stands_in_the_pictures():
    told = text_of(read(handout(request(kernel="1,2,4"))))
    assert "A copy of g at every input" in told
    assert "17" in told
    assert shown_text(request(kernel="1,2,4")) in told


def test_the_handout_has_title_language_tags_and_bookmarks_and_no_date():
    document = read(handout(request(title='A "b" \\ #c $d$ <e>')))
    assert document.metadata.title == 'A "b" \\ #c $d$ <e>'
    assert not {"/CreationDate", "/ModDate"} & set(document.metadata)
    assert document.trailer["/Root"]["/Lang"] == "en"
    assert document.trailer["/Root"]["/MarkInfo"]["/Marked"]
    assert b"<pdfuaid:part>1</pdfuaid:part>" in document.trailer["/Root"]["/Metadata"].get_data()  # PDF/UA-1
    told = text_of(document)
    assert 'A "b" \\ #c $d$ <e>' in told
    titles = [entry.title for level in document.outline for entry in (level if isinstance(level, list) else [level])]
    assert titles == ['A "b" \\ #c $d$ <e>', "Two readings of one sum", "Copies, then sums", "One result"]


def test_the_handout_has_no_font_but_the_films_and_the_formulas():
    names = set()
    for page in read(handout(request())).pages:
        for font in page["/Resources"]["/Font"].values():
            names.add(font.get_object()["/BaseFont"].split("+")[1])
    assert all(name.startswith(("SourceSans3-", "NewCMMath-")) for name in names), names


def test_the_same_request_gives_the_same_bytes():
    assert handout(request(kernel="1,2,4", signal="2,1")) == handout(request(kernel="1,2,4", signal="2,1"))
    assert contact_sheet(request(kernel="1,2,4", signal="2,1")) == contact_sheet(request(kernel="1,2,4", signal="2,1"))


def test_pages_are_light_unless_a_theme_was_asked_for():
    for asked, theme in ((request(), LIGHT), (request(theme="dark"), DARK), (request(theme="light"), LIGHT)):
        pixels = decoded(contact_sheet(asked))
        assert tuple(pixels[1, 1]) == rgb(theme.background)
        colours = {tuple(pixel) for pixel in pixels[::7, ::7].reshape(-1, 3)}
        assert rgb(theme.hues[0]) in colours


@pytest.mark.parametrize("frame", FRAMES, ids=lambda frame: frame.aspect)
def test_the_sheet_has_a_row_for_every_few_beats_and_nothing_leaves_it(frame):
    asked = request(aspect=frame.aspect)
    pixels = decoded(contact_sheet(asked))
    height, width, _ = pixels.shape
    assert width == WIDTH_PX
    area = body(paper(asked).picture)
    rows = -(-len(asked.storyboard.beats) // COLUMNS[frame.aspect])
    cell = WIDTH_PX / COLUMNS[frame.aspect] * area.h / area.w
    assert 0.85 * rows * cell < height < 1.25 * rows * (cell + 120) + 250
    edge = np.concatenate([pixels[:, :40].reshape(-1, 3), pixels[:, -40:].reshape(-1, 3), pixels[-30:].reshape(-1, 3)])
    assert (edge == rgb(LIGHT.background)).all()


def test_any_text_is_a_string_of_the_typesetters():
    assert words("a") == '"a"'
    assert words('"\\') == r'"\"\\"'


def decoded(data):
    with Image.open(io.BytesIO(data)) as image:
        return np.array(image.convert("RGB"))
