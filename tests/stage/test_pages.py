"""Pages show what the films show: a picture set by Typst, held against the same moment as it is painted."""

from __future__ import annotations

import io

import numpy as np
import pytest
from PIL import Image

from production.request import parse_requests
from production.stills import ends
from production.typeset import body, compiled, set_picture
from scenes import FILMS
from scenes.storyboard.frame import FRAMES
from scenes.storyboard.picture import Picture
from scenes.storyboard.theme import THEMES
from tests.production.command_line import options

PLAIN = 96  # of 255: more than two ways to smooth an edge can differ by
FEW = 0.004  # of all pixels: formulas are a pixel narrower where Typst sets them itself

FILM_NAMES = [film.name for film in FILMS if 1 in film.drawn]
FAST = [("side-by-side", "16:9", "light")]
ALL = [(film, frame.aspect, theme.name) for film in FILM_NAMES for frame in FRAMES for theme in THEMES]
SLOW = [case for case in ALL if case not in FAST]


def pictured(film, aspect, theme):
    """A film without its captions."""
    (asked,) = parse_requests(options(scenes=(film,), aspect=aspect, theme=theme))
    return Picture(asked.storyboard, asked.frame, asked.theme, with_captions=False)


def painted(picture, beat):
    """The part of a frame that pages show, at a pixel for each layout pixel."""
    area = body(picture)
    (pixels,) = ends(picture, [beat], (picture.frame.width, picture.frame.height))
    return pixels[round(area.y) : round(area.y) + int(area.h), round(area.x) : round(area.x) + int(area.w)]


def typeset(picture, beat):
    """The same part, as Typst sets it."""
    area, ground = body(picture), picture.theme.background
    page = f'#set page(width: {area.w:.2f}pt, height: {area.h:.2f}pt, margin: 0pt, fill: rgb("{ground}"))\n'
    with Image.open(io.BytesIO(compiled(f"{page}#{set_picture(picture, beat, area.w)}", "png"))) as image:
        return np.array(image.convert("RGB"))[: int(area.h), : int(area.w)]


def differing(a, b):
    """The share of pixels that plainly differ."""
    return float((np.abs(a.astype(int) - b).max(axis=2) > PLAIN).mean())


@pytest.mark.parametrize(
    ("film", "aspect", "theme"), [*FAST, *(pytest.param(*case, marks=pytest.mark.slow) for case in SLOW)]
)
def test_a_picture_on_a_page_is_the_picture_in_the_film(film, aspect, theme):
    picture = pictured(film, aspect, theme)
    beat = picture.storyboard.poster_beat
    assert differing(painted(picture, beat), typeset(picture, beat)) < FEW


def test_another_moment_would_be_told_apart():
    picture = pictured(*FAST[0])
    beat = picture.storyboard.poster_beat
    assert differing(painted(picture, beat), typeset(picture, beat - 4)) > 3 * FEW
