"""Places of parts that films with a body of their own share: headings, and a vector above its columns."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np

from kernels import Problem

from . import labels
from .font import ASCENT, text_width
from .frame import Frame
from .panel import Extent
from .shapes import Rect
from .wording import data_text, index_text

BOX_PAD = 7.0  # px between a number and the edges of its box, both sides together


@dataclass(frozen=True)
class Band:
    """Columns or rows one after another: their indices, and where each begins and ends (px)."""

    indices: Sequence[int]
    starts: Sequence[float]
    ends: Sequence[float]

    @classmethod
    def of(cls, shares: Mapping[int, float], pitch: float, start: float) -> Band:
        """Indices with their shares of a pitch, one after another from `start`."""
        starts, ends, at = [], [], start
        for share in shares.values():
            starts.append(at)
            at += share * pitch
            ends.append(at)
        return cls(list(shares), starts, ends)

    def start(self, at: float) -> float:
        """Where column or row `at` begins, also between two of them."""
        return float(np.interp(at, self.indices, self.starts))

    def end(self, at: float) -> float:
        """Where it ends."""
        return float(np.interp(at, self.indices, self.ends))

    def middle(self, at: float) -> float:
        """Its middle."""
        return (self.start(at) + self.end(at)) / 2


@dataclass(frozen=True)
class HeadingPlace:
    """Where a heading stands, and its formula, if there is room for one."""

    frame: Frame
    rect: Rect
    y: float  # baseline of the heading
    formula_y: float | None  # middle of the formula below it; None: on the heading's own line
    with_formula: bool = True
    shown: bool = True


@dataclass(frozen=True)
class VectorFit:
    """How the entries of f are written above columns of a pitch."""

    levels: Sequence[int] | None  # the line of every value; None: there is room for the one in focus only
    boxed: bool  # whether every value fits into a box of its column's width
    every: int  # indices stand at multiples of this

    @property
    def lines(self) -> int:
        """How many lines there are beyond the first; without room for all values, a row of bars takes one."""
        return 1 if self.levels is None else max(self.levels)


def fit_vector(problem: Problem, frame: Frame, shown: Sequence[int], pitch: float) -> VectorFit:
    """The fit of f at the inputs `shown`, in neighbouring columns."""
    size, gap = frame.value_px, labels.GAP_EM * frame.value_px
    widths = [text_width(data_text(problem, (s,)), size) for s in shown]
    beyond = max(widths[0] / 2 - 0.1 * frame.index_px, widths[-1] / 2 - gap) - pitch / 2
    levels = labels.levels(widths, [i * pitch for i in range(len(shown))], gap) if beyond <= 0 else None
    boxed = levels is not None and max(levels) == 0 and max(widths) + BOX_PAD <= pitch
    outer = [text_width(index_text(s), frame.index_px) for s in (shown[0], shown[-1])]
    return VectorFit(levels, boxed, labels.every(outer, pitch, labels.GAP_EM * frame.index_px))


@dataclass(frozen=True)
class VectorPlace:
    """Where f stands: indices over values over `bottom`, at the columns of the inputs `shown`."""

    frame: Frame
    fit: VectorFit
    shown: Sequence[int]
    columns: Band
    left: float  # where its names begin
    right: float  # the last x that its numbers may reach
    bottom: float  # of the boxes
    drawn: bool = True

    @property
    def value_y(self) -> float:
        """The baseline of the lowest line of values."""
        return self.bottom - 0.3 * self.frame.value_px

    @property
    def index_y(self) -> float:
        """The baseline of the indices."""
        return self.value_y - (self.fit.lines + 1) * self.frame.value_px - 4

    def box(self, s: float) -> Rect:
        """The box of an input, also between two of them; around bars, or as a mark above the column."""
        x, w = self.columns.start(s), self.columns.end(s) - self.columns.start(s)
        if self.fit.levels is None:
            return Rect(x - 1, self.bars[0] - 3, w + 2, self.bars[1] - self.bars[0] + 6)
        if not self.fit.boxed:
            return Rect(x, self.bottom - 4, w, 4)
        top = self.value_y - (ASCENT + 0.1) * self.frame.value_px
        return Rect(x + 1, top, w - 2, self.bottom - top)

    @property
    def bars(self) -> tuple[float, float]:
        """Top and bottom of the row of bars, where there is no room for all values."""
        return self.bottom - 0.75 * self.frame.value_px, self.bottom - 3

    def bar(self, s: int, value: float, extent: Extent) -> Rect:
        """The bar of an input."""
        top, bottom = self.bars
        unit, (x, end) = (bottom - top) / (extent.span or 1.0), (self.columns.start(s), self.columns.end(s))
        axis, share = top + unit * extent.high, 0.13 * (end - x)
        return Rect(x + share, axis - max(value, 0.0) * unit, end - x - 2 * share, abs(value) * unit)

    def value_baseline(self, s: int) -> float:
        """The baseline of a value: in its line, or above the bars."""
        line = 1 if self.fit.levels is None else self.fit.levels[list(self.shown).index(s)]
        return self.value_y - line * self.frame.value_px

    def x(self, s: int, width: float) -> float:
        """The middle of the value of s; a single one in focus stays between the names at both ends."""
        middle = self.columns.middle(s)
        if self.fit.levels is not None:
            return middle
        low = self.left + text_width("f(s)", self.frame.index_px) + 0.6 * self.frame.index_px
        return min(max(middle, low + width / 2), self.right - width / 2)
