"""Painting in the film's own colour space."""

from __future__ import annotations

import numpy as np
import pytest

from production.colour import bt709, planes
from scenes.storyboard.theme import THEMES, rgb


@pytest.mark.parametrize(
    ("colour", "expected"),
    [
        ("#000000", (16, 128, 128)),
        ("#FFFFFF", (235, 128, 128)),
        ("#FF0000", (62.56, 102.34, 240)),
        ("#00FF00", (172.63, 41.66, 26.27)),
        ("#0000FF", (31.81, 240, 117.73)),
    ],
)
def test_the_corners_of_the_colour_cube_are_where_bt709_has_them(colour, expected):
    assert np.array(bt709(colour)) * 255 == pytest.approx(expected, abs=0.01)


@pytest.mark.parametrize("theme", THEMES, ids=lambda theme: theme.name)
def test_a_themes_colours_survive_the_way_there_and_back_in_whole_bytes(theme):
    for colour in (theme.background, theme.text, theme.data, theme.accent, *theme.hues, *theme.ramp):
        y, cb, cr = np.round(np.array(bt709(colour)) * 255)
        luma, blue, red = (y - 16) / 219, (cb - 128) / 224, (cr - 128) / 224
        r, b = luma + 1.5748 * red, luma + 1.8556 * blue
        g = (luma - 0.2126 * r - 0.0722 * b) / 0.7152
        assert np.abs(np.round(np.array([r, g, b]) * 255) - rgb(colour)).max() <= 1, colour


def test_blending_in_it_is_blending_in_rgb():
    ends = [np.array(bt709(colour)) for colour in ("#204060", "#E0A010")]
    middle = np.array(bt709("#807038"))
    assert (ends[0] + ends[1]) / 2 == pytest.approx(middle, abs=1e-9)


def test_planes_keep_every_luma_and_average_each_square_of_chroma():
    pixels = np.random.default_rng(1).integers(0, 256, (6, 8, 4), np.uint8)
    luma, blue, red = planes(pixels)
    assert (luma == pixels[..., 0]).all()
    for plane, channel in ((blue, 1), (red, 2)):
        mean = pixels[..., channel].reshape(3, 2, 4, 2).astype(float).mean(axis=(1, 3))
        assert plane.shape == (3, 4)
        assert np.abs(plane - mean).max() <= 0.5
