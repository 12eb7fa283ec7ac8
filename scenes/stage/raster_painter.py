"""Rasters in a film's pixels, for both loops: sharp blocks, painted within the rectangle that is mended.

manim's camera has a way of its own: it transforms the picture and lays it over the whole frame. That is slow, and it
fails with Pillow 13.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

import numpy as np

from .rasters import PosedRaster

Box = tuple[int, int, int, int]  # left, top, right, bottom in pixels of the film


def paint_raster(pixels: np.ndarray, mobject: PosedRaster, per_unit: float, box: Box) -> None:
    """Lay a raster over `pixels` (height, width, ≥ 3), within `box` alone.

    A pixel of the film is covered if its middle is, and shows the raster's pixel that lies there. `per_unit`: pixels of
    the film in one of manim's units.
    """
    height, width = pixels.shape[:2]
    (x0, y0), (x1, y1) = mobject.corners
    high, wide = mobject.pixel_array.shape[:2]
    rows, down = _taken(height / 2 - y1 * per_unit, height / 2 - y0 * per_unit, high, box[1::2])
    columns, across = _taken(width / 2 + x0 * per_unit, width / 2 + x1 * per_unit, wide, box[::2])
    if not len(down) or not len(across):
        return
    seen = mobject.pixel_array[np.ix_(down, across)]
    opacity, under = seen[0, 0, 3] / 255, pixels[rows, columns, :3]
    under[...] = seen[..., :3] if opacity == 1 else np.rint(under + opacity * (seen[..., :3] - under.astype(float)))


def use_for(camera: Any) -> None:
    """Have one of manim's cameras paint posed rasters so."""

    def painted(mobjects: Iterable[PosedRaster], pixels: np.ndarray) -> None:
        for mobject in mobjects:
            paint_raster(pixels, mobject, camera.pixel_width / camera.frame_width, (0, 0, *pixels.shape[1::-1]))

    camera.display_multiple_image_mobjects = painted


def _taken(start: float, end: float, count: int, within: tuple[int, ...]) -> tuple[slice, np.ndarray]:
    """Along one axis: which pixels of the film are covered, and which of the raster's `count` pixels each one shows."""
    low, high = max(round(start), within[0]), min(round(end), within[1])
    middles = np.arange(low, max(high, low)) + 0.5
    shown = np.floor((middles - start) / (end - start) * count + 1e-6).astype(np.intp)
    return slice(low, low + len(shown)), np.clip(shown, 0, count - 1)
