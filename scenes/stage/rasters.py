"""Posed rasters: pixels as Manim's own `ImageMobject`, moved and recoloured in place like all other mobjects."""

from __future__ import annotations

import numpy as np
from manim import ImageMobject
from PIL.Image import Resampling

from ..storyboard.frame import Frame
from ..storyboard.shapes import Raster, Rect
from .mobjects import PX_PER_UNIT, Channels


class PosedRaster(ImageMobject):
    """A mobject that takes the place, the pixels and the opacity of a raster; each pixel is seen as a sharp block."""

    def __init__(self, frame: Frame, channels: Channels) -> None:
        super().__init__(np.zeros((1, 1, 3), dtype=np.uint8), resampling_algorithm=Resampling.NEAREST)
        self._middle = np.array([frame.width / 2, frame.height / 2])
        self._shape: Raster | None = None
        self._channels = channels
        self.version = 0  # counts the poses that changed anything
        self.corners = ((0.0, 0.0), (0.0, 0.0))  # the lower left and the upper right one, in manim's units
        self.stroke_px = 0.0

    def pose(self, shape: Raster) -> bool:
        """Become `shape`; whether that changed anything."""
        before = self._shape
        if shape is before or shape == before:
            return False
        self._shape = shape
        self.version += 1
        if before is None or shape.rect != before.rect:
            self._place(shape.rect)
        if before is None or shape.pixels != before.pixels:
            self._colour(shape)
        self.pixel_array[..., 3] = round(255 * shape.opacity)
        return True

    def _place(self, rect: Rect) -> None:
        corners = np.array([(x, y) for y in (rect.y, rect.bottom) for x in (rect.x, rect.right)])
        self.points = np.zeros((4, 3))
        self.points[:, :2] = (corners - self._middle) * (1 / PX_PER_UNIT, -1 / PX_PER_UNIT)
        (left, top), (right, bottom) = self.points[0, :2].tolist(), self.points[3, :2].tolist()
        self.corners = (left, bottom), (right, top)

    def _colour(self, shape: Raster) -> None:
        """The channels are affine in red, green and blue, so that four colours tell them all."""
        black = np.array(self._channels("#000000"))
        full = [np.array(self._channels(colour)) - black for colour in ("#FF0000", "#00FF00", "#0000FF")]
        shares = black + shape.pixels.array / 255 @ np.array(full)
        self.pixel_array = np.empty((shape.pixels.height, shape.pixels.width, 4), dtype=np.uint8)
        self.pixel_array[..., :3] = np.rint(shares * 255)
