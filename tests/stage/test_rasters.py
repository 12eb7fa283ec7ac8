"""Rasters in both loops: manim's camera and the painter show the same sharp blocks, in the right place and order."""

from __future__ import annotations

import numpy as np
import pytest

from production.colour import bt709
from scenes.storyboard.frame import WIDE
from scenes.storyboard.pixels import Pixels
from scenes.storyboard.shapes import Raster, Rect, Role, box
from scenes.storyboard.theme import DARK, rgb

RANDOM = np.random.default_rng(7).integers(0, 256, (9, 13, 3), dtype=np.uint8)
PLACES = [
    Rect(100, 50, 130, 90),
    Rect(100.4, 50.7, 130.3, 90.9),
    Rect(3.3, 7.9, 55.5, 31.2),
    Rect(600.1, 300.6, 29, 17.3),
]


def raster(rect=PLACES[0], key="picture", opacity=1.0, pixels=RANDOM):
    return Raster(key, Role.PICTURE, rect, Pixels.of(pixels), opacity)


def posed(*shapes, channels=None):
    from scenes.stage.mobjects import Posed, as_rgb
    from scenes.stage.rasters import PosedRaster

    found = []
    for shape in shapes:
        found.append((PosedRaster if isinstance(shape, Raster) else Posed)(WIDE, channels or as_rgb))
        found[-1].pose(shape)
    return found


def painter(width=640, height=360, **settings):
    from production.painter import Painter

    return Painter(WIDE, DARK, width, height, 15, **settings)


def camera(width=640, height=360):
    from manim import Camera

    from scenes.stage.mobjects import PX_PER_UNIT
    from scenes.stage.raster_painter import use_for

    size = {"frame_width": WIDE.width / PX_PER_UNIT, "frame_height": WIDE.height / PX_PER_UNIT}
    found = Camera(pixel_width=width, pixel_height=height, background_color=DARK.background, **size)
    use_for(found)
    return found


@pytest.mark.parametrize("opacity", [1.0, 0.4])
@pytest.mark.parametrize("rect", PLACES, ids=str)
def test_the_painter_shows_what_manims_camera_shows_with_our_rasters(rect, opacity):
    under = box("under", Role.BAR, Rect(0, 0, 700, 400), fill="#336699")
    over = box("over", Role.BAR, rect.grown(-8), fill="#F0E442", stroke="#FFFFFF", stroke_px=2)
    mobjects = posed(under, raster(rect, opacity=opacity), over)
    ours, theirs = painter(), camera()
    ours.paint(mobjects)
    theirs.reset()
    theirs.capture_mobjects(mobjects)
    assert np.abs(ours.pixels[..., :3].astype(int) - theirs.pixel_array[..., :3].astype(int)).max() <= 16  # edges


def test_every_pixel_of_the_raster_is_a_block_of_its_own_colour():
    shown = painter(1280, 720)
    shown.paint(posed(raster(Rect(100, 50, 130, 90))))
    blocks = shown.pixels[50:140, 100:230, :3].reshape(9, 10, 13, 10, 3)
    assert (blocks == RANDOM[:, None, :, None]).all()


def test_a_raster_that_moved_leaves_nothing_behind():
    ours, fresh = painter(), painter()
    (mobject,) = posed(raster(PLACES[0]))
    ours.paint([mobject])
    mobject.pose(raster(PLACES[1]))
    assert ours.paint([mobject])
    fresh.paint([mobject])
    assert (ours.pixels == fresh.pixels).all()
    assert ours.paint([mobject]) == []


def test_only_what_is_mended_is_painted_and_it_looks_the_same():
    ours, fresh = painter(), painter()
    picture, other = posed(raster(PLACES[1], opacity=0.5), box("b", Role.BAR, Rect(120, 60, 20, 20), fill="#FF0000"))
    ours.paint([picture, other])
    other.pose(box("b", Role.BAR, Rect(160, 70, 20, 20), fill="#FF0000"))
    ours.paint([picture, other])
    fresh.paint([picture, other])
    assert (ours.pixels == fresh.pixels).all()


def test_the_films_own_channels_are_those_of_every_colour_by_itself():
    (mobject,) = posed(raster(), channels=bt709)
    for row, column in ((0, 0), (4, 7), (8, 12)):
        r, g, b = RANDOM[row, column]
        expected = [round(255 * channel) for channel in bt709(f"#{r:02X}{g:02X}{b:02X}")]
        assert np.abs(mobject.pixel_array[row, column, :3].astype(int) - expected).max() <= 1


def test_pixels_are_told_apart_by_what_they_show():
    one, other = Pixels.of(RANDOM), Pixels.of(255 - RANDOM)
    assert one == Pixels.of(RANDOM.copy())
    assert one != other
    assert repr(one) != repr(other)
    assert (one.array == RANDOM).all()
    assert rgb("#0A0B0C") == tuple(Pixels.of(np.array([[[10, 11, 12]]], dtype=np.uint8)).array[0, 0])
