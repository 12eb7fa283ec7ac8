"""Swelling: copies of g(x) that rise at the steps of the data, split and split again, and their sum below."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from functools import cached_property

import numpy as np

from ..curve_body import CurvePair, CurvePlace
from ..shapes import Polygon, Role, Shape
from ..theme import mix
from ..track import Track, Values
from .curve_strokes import area, line
from .mark import Look
from .staircase import row_name
from .strokes import disc

COPY_POINTS = 48  # of one copy
RADIUS = 6.0  # px
MOST_FILLED = 64  # copies up to which each is filled; more are lines only


@dataclass(frozen=True, eq=False)
class Swelling:
    """The copies of the left panel.

    `grown[s]`: 0 the copy of step s is flat, 1 it is as tall as f(s). `level`: how often every copy has split in two,
    each half as tall. `limit`: 0 the sum of the copies, 1 what it tends to, y. `dot`, `dot_at`: a point on
    y, where the right has its own.
    """

    body: CurvePair
    focus: Track
    level: Track = field(default_factory=lambda: Track("level"))
    limit: Track = field(default_factory=lambda: Track("limit"))
    alone: Track = field(default_factory=lambda: Track("g alone", 1.0))
    dot: Track = field(default_factory=lambda: Track("dot on the sum"))
    dot_at: Track = field(default_factory=lambda: Track("dot at"))
    grown: Mapping[int, Track] = field(init=False)

    def __post_init__(self) -> None:
        steps = range(self.body.curves.count)
        object.__setattr__(self, "grown", {s: Track(f"copy {s}") for s in steps})

    @cached_property
    def tracks(self) -> tuple[Track, ...]:
        """One for every step, and how fine the copies are."""
        return self.focus, self.level, self.limit, self.alone, self.dot, self.dot_at, *self.grown.values()

    def shapes(self, look: Look, values: Values) -> Iterator[Shape]:
        """g by itself at x = 0; the copies; the area and the line of their sum."""
        place = look.spot(self.body.left.name, CurvePlace)
        theme, strength = look.theme, values[self.focus]
        g = look.ink(theme.hues[1], strength)
        if values[self.alone] > 0:
            xs, ys = outline(self.body, float(self.body.middle), 1, self.body.peak)
            yield from line("left.g", place, place.middle, xs, ys, g, 4, values[self.alone])
            yield row_name("left.g.name", place, place.middle, "g", g, max(0.0, 2 * values[self.alone] - 1))
        muted = look.ink(theme.muted, strength)
        yield row_name("left.copies.name", place, place.middle, "copies", muted, max(0.0, 1 - 2 * values[self.alone]))
        level, limit = values[self.level], values[self.limit]
        grown = np.array([values[track] for track in self.grown.values()])
        if limit < 1 and grown.any():
            yield from self._copies(look, place, level, grown, 1 - limit)
        if limit > 0:
            yield from self._humps(look, place, limit, strength)
        if grown.any():
            xs = self.body.xs_of_sum(level) if limit <= 0 else self.body.xs
            total = self.body.curves.copies_sum(xs, level, grown)
            ys = total + (self.body.curves.y(xs) - total) * limit if limit > 0 else total
            soft = mix(theme.background, look.ink(theme.hues[0], strength), 0.35)
            hatch = look.ink(theme.hues[0], strength)
            yield from area("left.sum.area", place, place.result, xs, ys, soft, hatch)
            yield from line("left.sum", place, place.result, xs, ys, look.ink(theme.accent, strength), 3)

        if values[self.dot] > 0:
            x, y = values[self.dot_at], float(self.body.curves.y(np.array(values[self.dot_at])))
            colour, at = look.ink(theme.accent, strength), disc(place.x(x), place.result.y(y), RADIUS)
            yield Polygon("left.dot", Role.FOCUS, at, colour, theme.background, 1.5, values[self.dot])

    def _humps(self, look: Look, place: CurvePlace, shown: float, strength: float) -> Iterator[Shape]:
        """What all copies of one step come to together: one hump a step."""
        theme, xs = look.theme, self.body.xs
        fill, stroke = mix(theme.background, look.ink(theme.hues[0], strength), 0.4), look.ink(theme.hues[0], strength)
        for s, ys in enumerate(self.body.curves.humps(xs).T):
            if ys.any():
                at = np.flatnonzero(ys)
                own = slice(max(int(at[0]) - 1, 0), int(at[-1]) + 2)
                yield from area(f"left.hump.{s}.area", place, place.middle, xs[own], ys[own], fill, stroke, 0.6 * shown)
                yield from line(f"left.hump.{s}", place, place.middle, xs[own], ys[own], stroke, 2, shown)

    def _copies(
        self, look: Look, place: CurvePlace, level: float, grown: np.ndarray, opacity: float
    ) -> Iterator[Shape]:
        curves, theme, strength = self.body.curves, look.theme, 1.0
        centres, heights = curves.centres(level), curves.heights(level) * grown
        fill, stroke = mix(theme.background, theme.hues[0], 0.4), look.ink(theme.hues[0], strength)
        filled = centres.size <= MOST_FILLED
        for s in range(curves.count):
            if not heights[s]:
                continue
            for i, centre in enumerate(centres[s]):
                key = f"left.copy.{s}.{i}"
                xs, ys = outline(self.body, float(centre), 1, float(heights[s]))
                if filled:
                    yield from area(f"{key}.area", place, place.middle, xs, ys, fill, stroke, 0.6 * opacity)
                yield from line(key, place, place.middle, xs, ys, stroke, 2 if filled else 1.2, opacity)


def outline(body: CurvePair, centre: float, way: int, height: float) -> tuple[np.ndarray, np.ndarray]:
    """g (`way` 1) or g mirrored (−1) at a centre, from axis to axis so that its jumps are drawn, within the frame."""
    profile, (low, high) = body.curves.profile, body.curves.span
    own = np.linspace(profile.low, profile.high, COPY_POINTS)
    xs = np.concatenate([own[:1], own, own[-1:]])
    ys = np.concatenate([[0.0], profile.at(own), [0.0]]) * height
    xs, ys = (centre + xs, ys) if way > 0 else (centre - xs[::-1], ys[::-1])
    inside = np.clip(xs, low, high)
    return inside, np.where(inside == xs, ys, np.interp(inside, xs, ys))
