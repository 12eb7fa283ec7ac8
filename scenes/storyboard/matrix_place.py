"""Matrix places: where the parts of one drawn matrix y = W f stand, its vectors and its outputs included."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property

import numpy as np

from .font import ASCENT, DESCENT, text_width
from .frame import Frame
from .panel import Panel
from .shapes import Rect

THIN = 0.36  # of a pitch: the width of what is no part of W itself, zero ghosts, skipped outputs and what lies outside
BAR_SHARE = 0.62  # of a row's height that its pile takes


@dataclass(frozen=True)
class Band:
    """Columns or rows one after another: their indices, and where each begins and ends (px)."""

    indices: Sequence[int]
    starts: Sequence[float]
    ends: Sequence[float]

    def start(self, at: float) -> float:
        """Where column or row `at` begins, also between two of them."""
        return float(np.interp(at, self.indices, self.starts))

    def end(self, at: float) -> float:
        """Where it ends."""
        return float(np.interp(at, self.indices, self.ends))

    def middle(self, at: float) -> float:
        """Its middle."""
        return (self.start(at) + self.end(at)) / 2

    def moved(self, by: float) -> Band:
        """The same band elsewhere."""
        return Band(self.indices, [v + by for v in self.starts], [v + by for v in self.ends])


@dataclass(frozen=True)
class MatrixPlace:
    """The place of one matrix: a band of columns s, a band of rows t, f above it and y at its right."""

    panel: Panel
    frame: Frame
    rect: Rect
    heading_y: float
    formula_y: float | None  # None: on the heading's own line
    columns: Band
    rows: Band
    numbers: bool  # whether every weight fits into its cell
    index_y: float  # baseline of the column indices
    value_levels: Mapping[int, int] | None  # the line of every f(s); None: there is room for the one in focus only
    value_y: float  # baseline of the lowest line of f(s)
    boxed: bool  # whether every f(s) fits into a box of its column's width
    column_every: int  # indices stand at multiples of this
    row_every: int
    zero_x: float  # where the piles of y begin
    unit: float  # px per unit of value of the piles
    piles: tuple[float, float]  # their left and right ends
    totals_x: float  # the right end of the totals
    totals: bool  # whether there is room for all totals

    @cached_property
    def inner(self) -> Rect:
        """W itself: from the first to the last kept output, without what lies outside or beyond the data."""
        shown, ts = self.shown, self.panel.outputs
        x, y = self.columns.start(shown[0]), self.rows.start(ts[0])
        return Rect(x, y, self.columns.end(shown[-1]) - x, self.rows.end(ts[-1]) - y)

    @cached_property
    def shown(self) -> tuple[int, ...]:
        """The s of full columns: the inputs, and the ghosts that repeat some of them."""
        problem = self.panel.problem
        return tuple(s for s in problem.extended[0] if problem.source((s,)) is not None)

    def cell(self, t: float, s: float) -> Rect:
        """The cell in row t and column s, its seams taken off."""
        x, y = self.columns.start(s), self.rows.start(t)
        w, h = self.columns.end(s) - x, self.rows.end(t) - y
        seam = min(1.5, 0.12 * w, 0.12 * h)
        return Rect(x + seam, y + seam, w - 2 * seam, h - 2 * seam)

    def pile(self, t: float, low: float, high: float) -> Rect:
        """A piece of the pile of output t, from one value to another."""
        top, height = self.rows.start(t), self.rows.end(t) - self.rows.start(t)
        left, right = sorted((self.zero_x + low * self.unit, self.zero_x + high * self.unit))
        return Rect(left, top + height * (1 - BAR_SHARE) / 2, right - left, height * BAR_SHARE)

    def clamped_x(self, x: float, width: float) -> float:
        """The nearest middle for a text above the columns that stays between the names of f and y."""
        size = self.frame.index_px
        low = self.rect.x + text_width("f(s)", size) + 0.6 * size
        high = self.totals_x - text_width("y(t)", size) - 0.6 * size
        return min(max(x, low + width / 2), high - width / 2)

    def baseline(self, middle: float) -> float:
        """The baseline that centres a number at a height."""
        return middle + (ASCENT - DESCENT) / 2 * self.frame.value_px + 1
