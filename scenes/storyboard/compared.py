"""Compared panels: a body of two panels, and below them rows of what one side has more than the other."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction
from functools import cached_property, reduce

from kernels import Problem

from . import labels
from .body import split
from .font import ASCENT, text_width
from .frame import Frame
from .panel import Extent, Panel
from .panel_layout import BAR_SHARE, LEADING, TOTAL_WEIGHT, PanelLayout
from .position import Place
from .shapes import Anchor, Rect
from .wording import value_text

NUMBERS_EM = 0.15  # between numbers and bars
LEAST_PILES = 0.25  # of a panel's height for its bars, so that all sums can be shown
BARS = 0.1  # of the body's height for the bars of one row
LEAST_BARS, EDGE = 24.0, 4.0  # px: the least that bars get, and what is left free around them
GAP_EM = 0.45  # between the panels and the rows, and between the rows


@dataclass(frozen=True, eq=False)
class DifferenceStrip:
    """A row of signed numbers by t, in one state or more; None marks a t that only one side has.

    In a tall frame all strips share one place: `beside` is then this one's heading.
    """

    name: str
    heading: str
    beside: str
    problem: Problem  # which says how numbers are worded
    states: tuple[Mapping[Place, Fraction | None], ...]
    silent: frozenset[int] = frozenset()  # states whose numbers are never shown, as where bars grow out of nothing

    @cached_property
    def ts(self) -> tuple[Place, ...]:
        """Every t, in order."""
        return tuple(self.states[0])

    @cached_property
    def extent(self) -> Extent:
        """Of all states: it holds what is below 0 as well as what is above."""
        return Extent.of([float(value) for state in self.states for value in state.values() if value is not None])

    def text(self, state: int, t: Place) -> str:
        """A number as shown; nothing where there is none."""
        value = self.states[state][t]
        return "" if value is None else value_text(self.problem, value)


@dataclass(frozen=True)
class DifferencePlace:
    """Where a strip stands: in the columns of the panel above it, with a line of numbers over its bars."""

    strip: DifferenceStrip
    panel: PanelLayout
    rect: Rect
    heading: tuple[str, float, float, Anchor]  # words, x and y
    axis: float
    unit: float
    label_x: Mapping[int, float]
    label_y: Mapping[int, float]
    all: bool  # whether there is room for every number

    @property
    def bar(self) -> float:
        """The width of a bar."""
        return self.panel.pitch * BAR_SHARE

    def x(self, t: float) -> float:
        """The middle of a column."""
        return self.panel.x(t)


@dataclass(frozen=True, eq=False)
class Compared:
    """Panels that stand on the left, all in one place, likewise on the right; two strips under them."""

    left: Sequence[Panel]
    right: Sequence[Panel]
    strips: Sequence[DifferenceStrip]

    @property
    def panels(self) -> Sequence[Panel]:
        """All of them."""
        return (*self.left, *self.right)

    def placed(self, frame: Frame, area: Rect) -> Mapping[str, object]:
        """A `PanelLayout` for every panel and a `DifferencePlace` for every strip."""
        from .panel_fit import PanelFit  # here, because captions and numbers alone need no layout

        gap, count = GAP_EM * frame.heading_px, len(self.strips)
        extent = reduce(Extent.joined, (strip.extent for strip in self.strips))
        lines, bars = 1, BARS * area.h
        for _ in range(4):  # columns decide how many lines of numbers the strips need, panels how tall bars are
            numbers = lines * (count if frame.stacked else 1) * frame.value_px
            height = LEADING * frame.index_px + numbers + NUMBERS_EM * frame.value_px + bars
            upper = Rect(area.x, area.y, area.w, area.h - height - gap)
            rects = split(upper, 2, frame)
            fit = PanelFit(frame, self.panels, rects[0], LEAST_PILES)
            places = {panel.name: fit.placed(panel, rects[0]) for panel in self.left}
            places |= {panel.name: fit.placed(panel, rects[1]) for panel in self.right}
            overs = [places[(self.right if i or frame.stacked else self.left)[0].name] for i in range(count)]
            below = [Rect(over.rect.x, upper.bottom + gap, over.rect.w, height) for over in overs]
            found = [_levels(*case) for case in zip(self.strips, overs, below, strict=True)]
            lines = max((max(levels) + 1 for _, levels in found if levels is not None), default=1)
            bars = min(BARS * area.h, max(LEAST_BARS, extent.span * overs[0].stack.unit + EDGE))
        strips = {}
        for i, strip in enumerate(self.strips):
            first = i * lines if frame.stacked else 0
            row = _Row(overs[i], below[i], first, numbers + NUMBERS_EM * frame.value_px, extent)
            strips[strip.name] = _placed(strip, row, *found[i])
        return {**places, **strips}


@dataclass(frozen=True)
class _Row:
    """What the place of a strip follows from: its panel and room, its first line of numbers, their height, values."""

    over: PanelLayout
    rect: Rect
    first: int
    numbers: float
    extent: Extent


def _levels(strip: DifferenceStrip, over: PanelLayout, rect: Rect) -> tuple[list[float], list[int] | None]:
    """Where numbers stand, moved inward where they would leave the row; and their lines, None without room."""
    size = over.frame.value_px
    widths = [
        max(text_width(strip.text(state, t), size, TOTAL_WEIGHT) for state in range(len(strip.states)))
        for t in strip.ts
    ]
    left, right = rect.x, min(rect.right, over.frame.safe.right)
    xs = [min(max(over.x(t), left + w / 2), right - w / 2) for t, w in zip(strip.ts, widths, strict=True)]
    return xs, labels.levels(widths, xs, labels.GAP_EM * size)


def _placed(strip: DifferenceStrip, row: _Row, xs: list[float], levels: list[int] | None) -> DifferencePlace:
    over, rect, extent, frame = row.over, row.rect, row.extent, row.over.frame
    y = rect.y + ASCENT * frame.index_px
    heading = (strip.heading, rect.x, y, Anchor.START)
    if row.first:
        heading = (strip.beside, rect.right, y, Anchor.END)
    first = rect.y + LEADING * frame.index_px + (ASCENT + row.first) * frame.value_px
    top = rect.y + LEADING * frame.index_px + row.numbers
    room = rect.bottom - top
    unit = min(over.stack.unit, (room - EDGE) / (extent.span or 1.0))
    axis = top + (room - unit * extent.span) / 2 + unit * extent.high
    baselines = {t: first + level * frame.value_px for t, level in zip(strip.ts, levels or [0] * len(xs), strict=True)}
    middle = dict(zip(strip.ts, xs, strict=True))
    return DifferencePlace(strip, over, rect, heading, axis, unit, middle, baselines, levels is not None)
