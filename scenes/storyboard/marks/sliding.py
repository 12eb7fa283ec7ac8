"""Sliding: g mirrored passes over the data; the signed area of the product draws y."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from functools import cached_property

import numpy as np

from .. import labels
from ..curve_body import CurvePair, CurvePlace
from ..font import text_width
from ..shapes import Polygon, Role, Segments, Shape
from ..theme import mix
from ..track import Track, Values
from .curve_strokes import area, line
from .mark import Look
from .staircase import row_name
from .strokes import dashed, disc
from .swelling import RADIUS, outline

STEP_POINTS = 14  # of the product over one step


@dataclass(frozen=True, eq=False)
class Sliding:
    """The right panel's curves.

    `at`: the output t. `mirrored`: how much of g(t − s) is seen, `plain`: of g(s) as it was before. `product`: how much
    of the product is seen. `drawn`: up to where y is drawn.
    """

    body: CurvePair
    focus: Track
    at: Track
    drawn: Track
    plain: Track = field(default_factory=lambda: Track("g as it was", 1.0))
    mirrored: Track = field(default_factory=lambda: Track("g mirrored"))
    product: Track = field(default_factory=lambda: Track("product"))

    @cached_property
    def tracks(self) -> tuple[Track, ...]:
        """Place and looks."""
        return self.focus, self.at, self.drawn, self.plain, self.mirrored, self.product

    def shapes(self, look: Look, values: Values) -> Iterator[Shape]:
        """The product's area, y so far, g over the data, and the line at t that joins them."""
        place, theme = look.spot(self.body.right.name, CurvePlace), look.theme
        strength, t = values[self.focus], values[self.at]
        if values[self.product] > 0:
            yield from self._product(look, place, t, values[self.product], strength)
        yield from self._y(look, place, values[self.drawn], strength)
        g, muted = look.ink(theme.hues[1], strength), look.ink(theme.muted, strength)
        yield row_name("right.f.name", place, place.data, "f,", muted)
        size = place.frame.index_px
        x = place.rect.x + text_width("f,", size) + labels.GAP_EM * size
        yield replace(row_name("right.g.name", place, place.data, "g", g), x=x)
        if values[self.plain] > 0:
            xs, ys = outline(self.body, t, 1, self.body.peak)
            points = [(place.x(float(x)), place.data.y(float(y))) for x, y in zip(xs, ys, strict=True)]
            shown, turned = values[self.plain], values[self.mirrored]
            if turned > 0:
                strokes = dashed(tuple(points[::5]), 5.0, 5.0)
                yield Segments(
                    "right.g.dashed", Role.GHOST, strokes, look.ink(theme.muted, strength), 2, shown * turned
                )
            if turned < 1:
                yield from line("right.g", place, place.data, xs, ys, g, 4, shown * (1 - turned))
        if values[self.mirrored] > 0:
            xs, ys = outline(self.body, t, -1, self.body.peak)
            yield from line("right.h", place, place.data, xs, ys, g, 4, values[self.mirrored])
        yield from self._join(look, place, values, strength)

    def _product(self, look: Look, place: CurvePlace, t: float, shown: float, strength: float) -> Iterator[Shape]:
        """One area for every step of the data under g(t − s), so that jumps stay jumps."""
        curves, theme = self.body.curves, look.theme
        fill, stroke = look.ink(theme.hues[0], strength), look.ink(theme.background, 1.0)
        for s, value in enumerate(curves.signal.values):
            low, high = max(s - 0.5, t - curves.profile.high), min(s + 0.5, t - curves.profile.low)
            if high - low < 1e-6 or not value:
                continue
            xs = np.linspace(low, high, STEP_POINTS)
            ys = float(value) * curves.profile.at(np.clip(t - xs, curves.profile.low, curves.profile.high))
            yield from area(f"right.product.{s}", place, place.middle, xs, ys, fill, stroke, shown)

    def _y(self, look: Look, place: CurvePlace, drawn: float, strength: float) -> Iterator[Shape]:
        theme, (low, _) = look.theme, self.body.curves.span
        if drawn <= low + 1e-9:
            return
        xs = self.body.xs
        xs = np.append(xs[xs < drawn], drawn)
        ys = self.body.curves.y(xs)
        soft, hatch = mix(theme.background, look.ink(theme.hues[0], strength), 0.35), look.ink(theme.hues[0], strength)
        yield from area("right.y.area", place, place.result, xs, ys, soft, hatch)
        yield from line("right.y", place, place.result, xs, ys, look.ink(theme.accent, strength), 3)

    def _join(self, look: Look, place: CurvePlace, values: Values, strength: float) -> Iterator[Shape]:
        """A dashed line at t from the data down to y, and pins: at g's foot, and on y."""
        shown, t = values[self.product], values[self.at]
        colour = look.ink(look.theme.accent, strength)
        x, (low, high) = place.x(t), self.body.curves.span
        pin = max(values[self.plain], values[self.mirrored])
        if shown > 0 and low <= t <= high:
            y = float(self.body.curves.y(np.array(t)))
            below = place.data.bottom + 1.35 * place.frame.index_px
            strokes = dashed(((x, below), (x, place.result.y(y))), 5.0, 6.0)
            if strokes:
                yield Segments("right.join", Role.GHOST, strokes, look.ink(look.theme.muted, strength), 2, shown)
            if values[self.drawn] >= t - 1e-9:
                dot = disc(x, place.result.y(y), RADIUS)
                yield Polygon("right.dot", Role.FOCUS, dot, colour, look.theme.background, 1.5, shown)
        if pin > 0 and low <= t <= high:
            foot = disc(x, place.data.axis, RADIUS)
            yield Polygon("right.pin", Role.FOCUS, foot, colour, look.theme.background, 1.5, pin)
