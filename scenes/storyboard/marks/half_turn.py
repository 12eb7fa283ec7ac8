"""The half turn: g in one strip, h in another below it, and kernels that turn about the pin on their way between."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from math import cos, pi, sin

from kernels import Kernel, Problem

from ..shapes import Polygon, Rect, Role, Segments, Shape, Text, box
from ..strips import Columns, Strip
from ..theme import CONTEXT
from ..track import Track, Values
from ..wording import index_text
from .data_row import signed_rect
from .mark import Look
from .pin import RADIUS
from .strip_rows import hollow_tap, strip_axis, tap_bar
from .strokes import arrow, dashed, disc

LIFT_EM = 1.5  # of an index: how high taps pass over the pin


@dataclass(frozen=True, eq=False)
class Flip:
    """A kernel g about the column `at` of its pin; `slip` moves its taps past the pin by so many.

    `slips` are those at which a film rests, so that offsets can be written: 0, and where the pin is on another tap.
    """

    problem: Problem
    at: int
    slips: Sequence[int] = (0,)
    slip: Track = field(default_factory=lambda: Track("taps moved past the pin"))

    @property
    def g(self) -> Kernel:
        """The kernel as it is about the pin when nothing has slipped."""
        return self.problem.g

    def reaches(self, slip: float) -> list[float]:
        """How far the taps lie from the pin, in columns."""
        return [(offset + slip) * self.problem.dilation for offset in self.g.offsets()[0]]

    def resting(self, values: Values) -> tuple[int, float]:
        """The nearest slip at which the film rests, and how nearly it does (0 to 1)."""
        nearest = min(self.slips, key=lambda slip: abs(slip - values[self.slip]))
        return nearest, max(0.0, 1.0 - 4.0 * abs(nearest - values[self.slip]))


@dataclass(frozen=True, eq=False)
class TurnedKernel:
    """One kernel: `level` 0 in the strip "g", 1 in the strip "h"; `turn` 0 as g, 1 turned about the pin.

    `hollow`: only outlines. `pairs`: outlines that join its taps with the inputs under them.
    """

    name: str
    flip: Flip
    level: Track = field(default_factory=lambda: Track("level"))
    turn: Track = field(default_factory=lambda: Track("turn"))
    shown: Track = field(default_factory=lambda: Track("kernel shown"))
    hollow: Track = field(default_factory=lambda: Track("hollow"))
    pairs: Track = field(default_factory=lambda: Track("pairs shown"))

    @cached_property
    def tracks(self) -> tuple[Track, ...]:
        """Place, turn, looks, and the slip of all kernels."""
        return self.level, self.turn, self.shown, self.hollow, self.pairs, self.flip.slip

    def shapes(self, look: Look, values: Values) -> Iterator[Shape]:
        """Pairs; the taps from back to front: behind the pin, on it, over it; the pin; words."""
        shown = values[self.shown]
        if shown <= 0:
            return
        columns, g, h = look.spot("columns", Columns), look.spot("g", Strip), look.spot("h", Strip)
        angle, level = pi * values[self.turn], values[self.level]
        axis = g.axis + (h.axis - g.axis) * level
        reaches = self.flip.reaches(values[self.flip.slip])
        furthest = max(1.0, *(abs(reach) for reach in reaches))
        lift = LIFT_EM * look.layout.frame.index_px
        if values[self.pairs] > 0:
            yield from self._pairs(look, values, reaches, values[self.pairs] * shown * max(0.0, 1 - 2.5 * sin(angle)))
        for k in sorted(range(len(reaches)), key=lambda k: (reaches[k] > 0) - (reaches[k] < 0)):
            over = sin(angle) * lift * max(reaches[k], 0.0) / furthest
            x = columns.x(self.flip.at + reaches[k] * cos(angle))
            height = float(self.flip.g.values[k]) * g.row.unit
            yield from self._bar(look, values, k, signed_rect(x, axis - over, columns.bar, height))
        circle = disc(columns.x(self.flip.at), axis, min(RADIUS, columns.bar * 0.22))
        accent, ground = look.theme.accent, look.theme.background
        yield Polygon(f"{self.name}.pin", Role.FOCUS, circle, accent, ground, 1.5, shown)
        yield from self._words(look, values, angle)

    def _bar(self, look: Look, values: Values, k: int, rect: Rect) -> Iterator[Shape]:
        style = look.theme.taps(tuple(self.flip.g.offsets()[0]))[k]
        shown, hollow, key = values[self.shown], values[self.hollow], f"{self.name}.tap.{k}"
        if hollow > 0:
            yield from hollow_tap(look, key, rect, style, shown * hollow)
        if hollow < 1:
            yield from tap_bar(look, key, rect, style, 1.0, shown * (1 - hollow))

    def _words(self, look: Look, values: Values, angle: float) -> Iterator[Shape]:
        """Values and offsets under the taps, upright; they make way while the kernel moves."""
        columns, frame, theme = look.spot("columns", Columns), look.layout.frame, look.theme
        level, side = values[self.level], 1 if cos(angle) > 0 else -1
        slip, rests = self.flip.resting(values)
        arrived = max(0.0, 1 - 8 * min(level, 1 - level)) * max(0.0, 1 - 2.5 * sin(angle)) * rests
        opacity = values[self.shown] * (1 - values[self.hollow]) * arrived
        if opacity <= 0:
            return
        strip = look.spot("h" if level > 0.5 else "g", Strip)
        count = self.flip.g.shape[0]
        for k, reach in enumerate(self.flip.reaches(slip)):
            x, offset = columns.x(self.flip.at + side * reach), side * round(reach)
            if strip.value_levels is not None:
                y = strip.value_y(strip.value_levels[k if side > 0 else count - 1 - k])
                text = self.flip.g.label((k,))
                yield Text(
                    f"{self.name}.tap.{k}.value", Role.VALUE, text, x, y, frame.value_px, theme.text, opacity=opacity
                )
            if offset % strip.index_every == 0:
                text, y = index_text(offset, signed=True), strip.index_y
                yield Text(
                    f"{self.name}.tap.{k}.offset", Role.INDEX, text, x, y, frame.index_px, theme.muted, opacity=opacity
                )

    def _pairs(self, look: Look, values: Values, reaches: Sequence[float], opacity: float) -> Iterator[Shape]:
        columns, h, data = look.spot("columns", Columns), look.spot("h", Strip), look.spot("data", Strip)
        side = 1 if values[self.turn] < 0.5 else -1
        colour, width, top = look.ink(look.theme.muted, CONTEXT), columns.pitch - 4, h.top - 5
        for k, reach in enumerate(reaches):
            rect = Rect(columns.x(self.flip.at + side * reach) - width / 2, top, width, data.bottom - top)
            if opacity > 0:
                yield box(f"{self.name}.pair.{k}", Role.GHOST, rect, stroke=colour, stroke_px=2, opacity=opacity)


@dataclass(frozen=True, eq=False)
class FlipGround:
    """What the kernels stand on: both axes, the pin's line, and an arrow from every offset to its opposite."""

    flip: Flip
    arrows: Track = field(default_factory=lambda: Track("arrows shown"))

    @property
    def tracks(self) -> tuple[Track, ...]:
        """The arrows grow; they follow the taps when these slip."""
        return self.arrows, self.flip.slip

    def shapes(self, look: Look, values: Values) -> Iterator[Shape]:
        """Axes, line, arrows."""
        columns, g, h = look.spot("columns", Columns), look.spot("g", Strip), look.spot("h", Strip)
        em, x = look.layout.frame.index_px, columns.x(self.flip.at)
        yield strip_axis(look, columns, g, "g.axis", 1.0, 1.0)
        yield strip_axis(look, columns, h, "h.axis", 1.0, 1.0)
        legs = (((x, g.top - 0.3 * em), (x, g.axis)), ((x, g.bottom), (x, h.axis)))
        for i, leg in enumerate(legs):
            strokes = dashed(leg)
            yield Segments(f"pin.line.{i}", Role.GHOST, strokes, look.theme.muted, 2)
        size, colour = look.layout.frame.index_px, look.theme.text
        yield Text("pin.name", Role.INDEX, "pin", x, g.top - 0.65 * em, size, colour)
        grown = values[self.arrows]
        if grown <= 0:
            return
        styles = look.theme.taps(tuple(self.flip.g.offsets()[0]))
        start, end = g.bottom + 2, h.top - 5
        for k, reach in enumerate(self.flip.reaches(values[self.flip.slip])):
            a, b = columns.x(self.flip.at + reach), columns.x(self.flip.at - reach)
            yield Segments(f"arrow.{k}", Role.GHOST, arrow((a, start), (b, end), grown), styles[k].fill, 3)
