"""Posters and stills, decoded: the moment, the size and the colours that were asked for."""

from __future__ import annotations

import io

import numpy as np
import pytest
from click.testing import CliRunner
from PIL import Image

from production.request import parse_requests
from production.stills import beat_stills, paper, poster, still_names
from render import main
from scenes.storyboard.shapes import Polygon
from scenes.storyboard.theme import DARK, LIGHT, rgb
from tests.production.command_line import options


def request(film="side-by-side", **choices):
    given = {"kernel": "1,2,4", "signal": "2,1", "quality": "draft", **choices}
    return parse_requests(options(scenes=(film,), **given))[0]


def decoded(data):
    with Image.open(io.BytesIO(data)) as image:
        image.load()
        assert image.format == "PNG"
        assert image.mode == "RGB"
        assert image.info.get("srgb") == 0
        return np.array(image)


def flat_points(asked, beat):
    """The middle of every plain bar that nothing painted later covers, in pixels, with its colour."""
    shapes = asked.picture.end_of(beat)
    scale = asked.size[0] / asked.frame.width
    for i, shape in enumerate(shapes):
        if isinstance(shape, Polygon) and shape.fill and shape.opacity == 1 and min(shape.bounds.w, shape.bounds.h) > 6:
            x, y = shape.bounds.middle
            probe = type(shape.bounds)(x - 3, y - 3, 6, 6)
            if not any(later.bounds.grown(3).overlaps(probe) for later in shapes[i + 1 :]):
                yield round(x * scale), round(y * scale), rgb(shape.fill)


@pytest.mark.parametrize("film", ["side-by-side", "mismatch"])
def test_the_poster_is_the_end_of_the_beat_that_the_story_names_in_the_themes_own_colours(film):
    asked = request(film)
    pixels = decoded(poster(asked))
    assert pixels.shape == (480, 854, 3)
    assert tuple(pixels[2, 2]) == rgb(DARK.background)
    probes = list(flat_points(asked, asked.storyboard.poster_beat))
    assert len(probes) >= 5
    assert all(tuple(pixels[y, x]) == colour for x, y, colour in probes)


def test_the_poster_of_mismatch_is_not_its_last_frame():
    asked = request("mismatch")
    last = [data for _, data in beat_stills(request("mismatch", theme="dark"))][-1]
    assert (decoded(poster(asked)) != decoded(last)).any()


def test_there_is_a_still_of_every_beat_in_the_light_theme():
    asked = request()
    names, pictures = zip(*beat_stills(asked), strict=True)
    assert list(names) == still_names(asked)
    light = paper(asked)
    for beat, data in enumerate(pictures):
        pixels = decoded(data)
        assert tuple(pixels[2, 2]) == rgb(LIGHT.background)
        probes = list(flat_points(light, beat))
        assert probes
        assert all(tuple(pixels[y, x]) == colour for x, y, colour in probes)


def test_a_theme_that_is_asked_for_is_that_of_the_stills_too():
    assert paper(request()).theme == LIGHT
    assert paper(request(theme="dark")).theme == DARK
    assert paper(request(theme="light")).theme == LIGHT
    assert request().theme == DARK


def test_the_same_still_is_the_same_bytes_however_many_were_painted_before_it():
    asked = request(theme="dark")
    last = [data for _, data in beat_stills(asked)][-1]
    assert asked.storyboard.poster_beat == len(asked.storyboard.beats) - 1
    assert poster(asked) == last
    assert poster(asked) == poster(request(theme="dark"))


def test_stills_are_named_in_order_by_letters_digits_and_hyphens():
    names = still_names(request("weight-matrix", signal="2,1,3,2,1,1,0"))
    assert names == sorted(names)
    assert len(set(names)) == len(names)
    assert names[0] == "01-the-matrix.png"
    assert all(set(name) <= set("abcdefghijklmnopqrstuvwxyz0123456789-.") for name in names)


@pytest.mark.slow
def test_the_command_writes_poster_stills_sheet_and_handout_beside_the_film(tmp_path):
    words = ["--kernel", "1,2,4", "--signal", "2,1", "-q", "draft", "--fps", "1", "--name", "x", "-o", str(tmp_path)]
    result = CliRunner().invoke(main, [*words, "--poster", "--stills"])
    assert result.exit_code == 0, result.stderr
    names = [line.removeprefix(f"{tmp_path}/") for line in result.stdout.split()]
    start = names[0].removesuffix(".mp4")
    assert names[2:] == [f"{start}{ending}" for ending in ("-poster.png", "-stills", "-sheet.png", "-handout.pdf")]
    asked = request(fps="1")
    assert sorted(path.name for path in (tmp_path / f"{start}-stills").iterdir()) == still_names(asked)
    assert (tmp_path / f"{start}-poster.png").read_bytes() == poster(asked)
    assert (tmp_path / f"{start}-handout.pdf").read_bytes().startswith(b"%PDF-")
    assert decoded_any(tmp_path / f"{start}-sheet.png").shape[1] == 2400
    again = CliRunner().invoke(main, [*words, "--poster", "--stills"])
    assert again.stdout == result.stdout


def decoded_any(path):
    with Image.open(path) as image:
        return np.array(image)
