"""Hatching, dashes and discs: figures made of straight strokes."""

from __future__ import annotations

from itertools import pairwise
from math import cos, pi, sin

from ..shapes import Rect
from ..theme import Hatch

Point = tuple[float, float]
Stroke = tuple[Point, Point]


def hatching(rect: Rect, hatch: Hatch, spacing: float) -> tuple[Stroke, ...]:
    """Strokes `spacing` px apart within `rect`, hung up at its lower left corner so that they travel with it."""
    if hatch is Hatch.NONE or rect.w <= 0 or rect.h <= 0:
        return ()
    if hatch is Hatch.LEVEL:
        ys = _steps(rect.h, spacing)
        return tuple(((rect.x, rect.bottom - y), (rect.right, rect.bottom - y)) for y in ys)
    if hatch is Hatch.UPRIGHT:
        return tuple(((rect.x + x, rect.y), (rect.x + x, rect.bottom)) for x in _steps(rect.w, spacing))
    strokes = []
    for c in _steps(rect.w + rect.h, spacing * 1.4):  # the line u + v = c over the box [0, w] × [0, h]
        low, high = max(0.0, c - rect.h), min(rect.w, c)
        ends = ((low, c - low), (high, c - high))
        if hatch is Hatch.FALLING:
            strokes.append(tuple((rect.x + u, rect.bottom - v) for u, v in ends))
        else:
            strokes.append(tuple((rect.right - u, rect.bottom - v) for u, v in ends))
    return tuple(strokes)  # type: ignore[arg-type]


def dashed(points: tuple[Point, ...], dash: float = 6.0, gap: float = 5.0) -> tuple[Stroke, ...]:
    """The open path through `points` as dashes."""
    strokes: list[Stroke] = []
    for (ax, ay), (bx, by) in pairwise(points):
        length = ((bx - ax) ** 2 + (by - ay) ** 2) ** 0.5
        at = 0.0
        while at < length:
            p, q = at / length, min(at + dash, length) / length
            strokes.append(((ax + (bx - ax) * p, ay + (by - ay) * p), (ax + (bx - ax) * q, ay + (by - ay) * q)))
            at += dash + gap
    return tuple(strokes)


def outline(rect: Rect) -> tuple[Point, ...]:
    """The closed path around a rectangle, its first corner repeated at the end."""
    a, b = (rect.x, rect.y), (rect.right, rect.y)
    c, d = (rect.right, rect.bottom), (rect.x, rect.bottom)
    return a, b, c, d, a


def disc(x: float, y: float, radius: float) -> tuple[Point, ...]:
    """A circle, as a polygon of 20 corners."""
    return tuple((x + radius * cos(k * pi / 10), y + radius * sin(k * pi / 10)) for k in range(20))


def arrow(start: Point, end: Point, grown: float = 1.0) -> tuple[Stroke, ...]:
    """A stroke with a head, grown so far from its start."""
    (ax, ay), (bx, by) = start, end
    tip = ax + (bx - ax) * grown, ay + (by - ay) * grown
    length = max(((bx - ax) ** 2 + (by - ay) ** 2) ** 0.5, 1e-9)
    ux, uy = (bx - ax) / length, (by - ay) / length
    size = min(9.0, length * grown)
    heads = [(tip[0] - size * (ux + w * uy), tip[1] - size * (uy - w * ux)) for w in (0.6, -0.6)]
    return (start, tip), (heads[0], tip), (heads[1], tip)


def _steps(length: float, spacing: float) -> list[float]:
    return [spacing * (k + 0.5) for k in range(int(length / spacing + 0.5)) if spacing * (k + 0.5) < length]
