"""Panel layout: where the parts of one panel stand."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np

from .font import ASCENT, text_width
from .formula import formula_size
from .frame import Frame
from .panel import Panel
from .shapes import Rect, Weight

TAP_GAP_EM = 0.22  # between the kernel's bars and their values, where the pin's disc ends
LEADING = 1.14  # em from one line of a block to the next
TOTAL_WEIGHT = Weight.SEMIBOLD  # sets totals apart from the numbers of pieces
BAR_SHARE = 0.74  # of a column's width


@dataclass(frozen=True)
class Row:
    """A row of bars: y of its axis, px per unit of value, and the region that its bars stay in."""

    axis: float
    unit: float
    top: float
    bottom: float

    def y(self, value: float) -> float:
        """The height at which `value` ends, measured from the axis."""
        return self.axis - value * self.unit


@dataclass(frozen=True)
class Labels:
    """Baselines by index; with `all` False there is room for the one in focus only."""

    baseline: Mapping[int, float]
    all: bool
    tops: Mapping[int, float]  # where the bars end, upward
    boxed: bool  # whether every label is narrow enough for an outline around its column
    clear: bool  # whether no line from a label down to its bar runs through another label


@dataclass(frozen=True)
class PanelLayout:
    """Where the parts of one panel stand."""

    panel: Panel
    frame: Frame
    rect: Rect
    first_column: int
    pitch: float
    left: float  # x of the first column's left edge
    heading_y: float
    formula_y: float | None  # None: on the heading's own line
    data: Row
    values: Labels
    kernel: Row
    tap_levels: Sequence[int] | None  # None: no room for the taps' values
    stack: Row
    totals: Labels
    index_every: int
    piece_room: float  # the widest number that a piece may carry, so as not to touch the totals and pieces beside it
    offset_levels: Sequence[int] | None  # None: only every `index_every`-th offset fits

    def x(self, column: float) -> float:
        """The middle of a column."""
        return self.left + (column - self.first_column + 0.5) * self.pitch

    @property
    def bar(self) -> float:
        """The width of a bar."""
        return self.pitch * BAR_SHARE

    def index_y(self, row: Row) -> float:
        """The baseline of the indices under a row."""
        return row.bottom + (0.2 + ASCENT) * self.frame.index_px

    @property
    def results(self) -> Rect:
        """Where the outputs stand."""
        return Rect(self.rect.x, self.stack.top, self.rect.w, self.stack.bottom - self.stack.top)

    @property
    def data_box(self) -> tuple[float, float]:
        """Top and bottom of the data row, with its values and indices where they leave room for a line beside them."""
        return self._top(self.data, self.values), self._bottom(self.data)

    def around_data(self, column: float) -> Rect:
        """What an outline around one input encloses, also between two of them."""
        return self._around(column, self.data, self.values)

    def around_stack(self, column: float) -> Rect:
        """What an outline around one output encloses, likewise."""
        return self._around(column, self.stack, self.totals)

    def _around(self, column: float, row: Row, above: Labels) -> Rect:
        if above.boxed:
            top = self._top(row, above)
        else:  # wide labels stay outside: the outline ends at the bar, and grows and shrinks on its way
            top = float(np.interp(column, list(above.tops), list(above.tops.values()))) - 4
        width = self.pitch + 1
        return Rect(self.x(column) - width / 2, top, width, self._bottom(row) - top)

    def _top(self, row: Row, above: Labels) -> float:
        highest = min(y - ASCENT * self.frame.value_px for y in above.baseline.values()) if above.boxed else row.top
        return min(row.top, highest) - 0.12 * self.frame.value_px

    def _bottom(self, row: Row) -> float:
        return row.bottom + 3 if self.index_every > 1 else self.index_y(row) + 0.24 * self.frame.index_px

    def tap_y(self, level: int) -> float:
        """The baseline of the taps' values under the kernel, by level."""
        return self.kernel.bottom + (TAP_GAP_EM + ASCENT + level) * self.frame.value_px

    def offset_y(self, level: int = 0) -> float:
        """The baseline of the offsets under the taps' values, by level."""
        lines = max(self.tap_levels, default=0) + 1 + TAP_GAP_EM if self.tap_levels is not None else 0
        return self.kernel.bottom + lines * self.frame.value_px + (0.1 + ASCENT + level) * self.frame.index_px


def beside(panels: Sequence[Panel], frame: Frame, width: float) -> bool:
    """Whether the headings of panels so wide leave room for their formulas in the same line."""
    size, em = frame.heading_px, frame.formula_px
    return all(
        text_width(p.heading, size, Weight.SEMIBOLD) + 0.85 * size + formula_size(p.formula)[0] * em <= width
        for p in panels
    )
