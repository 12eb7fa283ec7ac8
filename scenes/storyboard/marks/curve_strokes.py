"""Curve strokes: lines through computed points, and areas between a curve and its axis, hatched where negative."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import pairwise

import numpy as np

from ..curve_body import CurvePlace
from ..panel_layout import Row
from ..shapes import Polygon, Role, Segments, Shape

SPACING = 8.0  # px between the strokes that mark a negative area


def line(
    key: str, place: CurvePlace, row: Row, xs: np.ndarray, ys: np.ndarray, colour: str, px: float, opacity: float = 1.0
) -> Iterator[Segments]:
    """The curve through (xs, ys), in data units."""
    points = _points(place, row, xs, ys)
    if len(points) > 1:
        yield Segments(key, Role.GHOST, tuple(pairwise(points)), colour, px, opacity)


def area(
    key: str, place: CurvePlace, row: Row, xs: np.ndarray, ys: np.ndarray, fill: str, hatch: str, opacity: float = 1.0
) -> Iterator[Shape]:
    """What lies between the curve and the axis; where it is below, upright strokes say so without colour."""
    if len(xs) < 2 or not ys.any():
        return
    points = _points(place, row, xs, ys)
    ends = (points[-1][0], row.axis), (points[0][0], row.axis)
    yield Polygon(key, Role.GHOST, (*points, *ends), fill, opacity=opacity)
    if ys.min() < 0:
        left, right = points[0][0], points[-1][0]
        at = np.arange(np.ceil(left / SPACING), np.floor(right / SPACING) + 1) * SPACING
        heights = np.interp(at, [x for x, _ in points], ys)
        strokes = tuple(
            ((float(x), row.axis), (float(x), row.y(float(y)))) for x, y in zip(at, heights, strict=True) if y < 0
        )
        if strokes:
            yield Segments(f"{key}.negative", Role.GHOST, strokes, hatch, 2, opacity)


def _points(place: CurvePlace, row: Row, xs: np.ndarray, ys: np.ndarray) -> tuple[tuple[float, float], ...]:
    px, py = place.left + (xs - place.first) * place.pitch, row.axis - ys * row.unit
    return tuple(zip(px.tolist(), py.tolist(), strict=True))
