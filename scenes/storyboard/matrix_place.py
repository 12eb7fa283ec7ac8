"""Matrix places: where the parts of one drawn matrix y = W f stand, its vectors and its outputs included."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property

from .font import ASCENT, DESCENT
from .frame import Frame
from .panel import Panel
from .part_places import Band
from .shapes import Rect

THIN = 0.36  # of a pitch: the width of what is no part of W itself, zero ghosts, skipped outputs and what lies outside
ROW_GAP_EM = 0.35  # between the indices of rows and the matrix
BAR_SHARE = 0.62  # of a row's height that its pile takes


@dataclass(frozen=True)
class MatrixPlace:
    """The place of one matrix: a band of columns s, a band of rows t, f above it and y at its right."""

    panel: Panel
    frame: Frame
    rect: Rect
    columns: Band
    rows: Band
    numbers: bool  # whether every weight fits into its cell
    names_y: float  # baseline of the name of y
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

    def baseline(self, middle: float) -> float:
        """The baseline that centres a number at a height."""
        return middle + (ASCENT - DESCENT) / 2 * self.frame.value_px + 1
