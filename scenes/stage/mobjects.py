"""Posed mobjects: one Manim mobject for every shape's key, moved and recoloured in place, never rebuilt in a frame."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import lru_cache
from typing import Any

import numpy as np
from manim import MathTypst, VMobject

from ..storyboard.font import text_outline, text_width
from ..storyboard.formula import formula_size
from ..storyboard.frame import Frame
from ..storyboard.shapes import Formula, Polygon, Segments, Text, Vector
from ..storyboard.theme import rgb

PX_PER_UNIT = 90.0  # layout pixels in one manim unit: a 16:9 frame is 720 px and manim's usual 8 units high
STROKE_PER_PX = 100.0 / PX_PER_UNIT  # manim's stroke width is a hundredth of a unit


Channels = Callable[[str], tuple[float, float, float]]


@lru_cache(maxsize=1024)
def as_rgb(colour: str) -> tuple[float, float, float]:
    """Red, green and blue of `#RRGGBB`, 0 to 1: the channels that manim itself paints in."""
    red, green, blue = rgb(colour)
    return red / 255, green / 255, blue / 255


class Posed(VMobject):
    """A mobject that takes the place, form and colours of a shape."""

    def __init__(self, frame: Frame, channels: Channels) -> None:
        super().__init__(stroke_width=0.0)
        self._middle = np.array([frame.width / 2, frame.height / 2])
        self._shape: Vector | None = None
        self._channels = channels
        self.version = 0  # counts the poses that changed anything
        self.form = 0  # counts those that changed the outline
        self.lines: Sequence[Sequence[tuple[float, float]]] = ()  # the outline, where it is made of straight strokes
        self.closed = False  # whether each of the lines ends where it began
        self.corners = ((0.0, 0.0), (0.0, 0.0))  # the lower left and the upper right one, in manim's units
        self.stroke_px = 0.0

    def pose(self, shape: Vector) -> bool:
        """Become `shape`; whether that changed anything."""
        before = self._shape
        if shape is before or shape == before:
            return False
        self._shape = shape
        self.version += 1
        if before is None or _form(shape) != _form(before):
            self._outline(shape)
        self._paint(shape)
        return True

    def _outline(self, shape: Vector) -> None:
        self.form += 1
        flat = (_curves(shape) - self._middle) * (1 / PX_PER_UNIT, -1 / PX_PER_UNIT)
        points = np.zeros((len(flat), 3))
        points[:, :2] = flat
        self.points = points
        low, high = flat.min(axis=0).tolist(), flat.max(axis=0).tolist()
        self.corners = (low[0], low[1]), (high[0], high[1])
        corners = flat.tolist()
        self.closed = isinstance(shape, Polygon)
        if self.closed:
            self.lines = (corners[::4],)
        elif isinstance(shape, Segments):
            self.lines = [corners[at : at + 4 : 3] for at in range(0, len(corners), 4)]

    def _paint(self, shape: Vector) -> None:
        fill = shape.fill if isinstance(shape, Polygon) else None if isinstance(shape, Segments) else shape.color
        stroke = shape.stroke if isinstance(shape, Polygon | Segments) else None
        self.fill_rgbas = self._rgba(fill, shape.opacity)
        self.stroke_rgbas = self._rgba(stroke, shape.opacity)
        self.stroke_px = shape.stroke_px if isinstance(shape, Polygon | Segments) and stroke else 0.0
        self.stroke_width = self.stroke_px * STROKE_PER_PX

    def _rgba(self, colour: str | None, opacity: float) -> np.ndarray:
        if colour is None:
            return np.zeros((1, 4))
        return np.array([[*self._channels(colour), opacity]])


def _form(shape: Vector) -> tuple[Any, ...]:
    """What a shape's points depend on."""
    match shape:
        case Polygon():
            return (shape.points,)
        case Segments():
            return (shape.segments,)
        case Text():
            return shape.text, shape.x, shape.y, shape.size_px, shape.weight, shape.anchor
        case Formula():
            return shape.typst, shape.x, shape.y, shape.size_px, shape.anchor


def _curves(shape: Vector) -> np.ndarray:
    """The cubic curves of a shape in layout pixels, (4n, 2), y down."""
    match shape:
        case Polygon():
            corners = np.array(shape.points)
            return _straight(corners, np.roll(corners, -1, axis=0))
        case Segments():
            ends = np.array(shape.segments)
            return _straight(ends[:, 0], ends[:, 1])
        case Text():
            left = shape.x - shape.anchor.value * text_width(shape.text, shape.size_px, shape.weight)
            return np.array([left, shape.y]) + text_outline(shape.text, shape.weight) * (shape.size_px, -shape.size_px)
        case Formula():
            box = shape.bounds
            return np.array(box.middle) + formula_outline(shape.typst) * shape.size_px


def _straight(start: np.ndarray, end: np.ndarray) -> np.ndarray:
    return np.stack([start, (2 * start + end) / 3, (start + 2 * end) / 3, end], axis=1).reshape(-1, 2)


@lru_cache(maxsize=64)
def formula_outline(typst: str) -> np.ndarray:
    """The curves of a formula as manim's `MathTypst` sets it, in em, y down, around the middle of its box."""
    mobject = MathTypst(typst)
    points = np.concatenate([part.points for part in mobject.family_members_with_points()])[:, :2]
    low, high = points.min(axis=0), points.max(axis=0)
    width, _ = formula_size(typst)
    return (points - (low + high) / 2) * (1, -1) * (width / (high[0] - low[0]))
