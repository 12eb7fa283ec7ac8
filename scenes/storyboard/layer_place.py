"""Places of the cells of one side of a layer: what comes in, the weights, piles of pieces, and what comes out."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from .font import ASCENT, DESCENT
from .frame import Frame
from .layer_side import LayerSide
from .shapes import Rect

At = tuple[float, ...]  # a place on the big or the small side, also between two cells


@dataclass(frozen=True)
class LayerPlace:
    """The place of one side in rows, from top to bottom; big and small side share their columns.

    An output stands in the column under the middle of its window.
    """

    side: LayerSide
    frame: Frame
    rect: Rect
    left: float  # x of the first column's left edge
    pitch: float
    cell_h: float
    source_y: float  # tops of the rows of cells
    tiles_y: float
    piles: tuple[float, float]  # top and bottom of the piles
    block_h: float
    result_y: float
    source_index_y: float  # baselines
    result_index_y: float
    notes_y: float  # top of what stands below the indices
    formula_px: float
    count_lines: int  # of the count: in numbers, and above that in letters
    numbers: Mapping[str, bool]  # by row: whether every number fits into its cell
    every: Mapping[str, int]  # which indices stand above what comes in, and below what comes out

    @property
    def cell_w(self) -> float:
        """The width of a cell, its seam taken off."""
        return self.pitch - min(3.0, 0.16 * self.pitch)

    def x(self, position: float) -> float:
        """The middle of a column of the big side."""
        return self.left + (position - self.side.layer.axes[0].padded.start + 0.5) * self.pitch

    def x_small(self, t: float) -> float:
        """The middle of the column in which t stands."""
        axis = self.side.layer.axes[0]
        return self.x(axis.centre(0) + t * axis.stride)

    def _cell(self, x: float, top: float, height: float) -> Rect:
        return Rect(x - self.cell_w / 2, top, self.cell_w, height)

    def source(self, at: At) -> Rect:
        """The cell of what comes in."""
        x = self.x(at[0]) if self.side.gathers else self.x_small(at[0])
        return self._cell(x, self.source_y, self.cell_h)

    def result(self, at: At) -> Rect:
        """The cell of what comes out."""
        x = self.x_small(at[0]) if self.side.gathers else self.x(at[0])
        return self._cell(x, self.result_y, self.cell_h)

    def tile(self, at: At, k: tuple[int, ...]) -> Rect:
        """Weight k of the window, or of the copy, at t."""
        axis = self.side.layer.axes[0]
        reach = (k[0] - axis.middle) * axis.dilation
        return self._cell(self.x_small(at[0]) + reach * self.pitch, self.tiles_y, self.cell_h)

    def block(self, at: At, level: int) -> Rect:
        """A piece of the pile over a result."""
        rect = self.result(at)
        return Rect(rect.x, self.piles[1] - (level + 1) * self.block_h, rect.w, self.block_h - 2)

    def baseline(self, rect: Rect) -> float:
        """The baseline that centres a number in a cell."""
        return rect.middle[1] + (ASCENT - DESCENT) / 2 * self.frame.value_px + 1
