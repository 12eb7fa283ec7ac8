"""Places of the blocks of one side of a 2-D layer: what comes in, the weights, what comes out, and how often."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property

from kernels import Index

from .font import ASCENT, DESCENT
from .frame import Frame
from .layer_side import LayerSide
from .part_places import Band
from .shapes import Rect

SEAM = 1.5  # px that a cell keeps free on every side


@dataclass(frozen=True)
class LayerBlock:
    """A grid of cells: bands of rows and columns, whether every number fits, and where its name and indices stand."""

    rows: Band
    columns: Band
    numbers: bool
    row_every: int
    column_every: int
    labels: tuple[float, float]  # the right end of the row indices; the baseline of the column indices

    def cell(self, at: tuple[float, ...]) -> Rect:
        """The cell at (row, column), also between cells, its seam taken off."""
        r, c = at
        x, y = self.columns.start(c), self.rows.start(r)
        cell = Rect(x, y, self.columns.end(c) - x, self.rows.end(r) - y)
        return cell.grown(-min(SEAM, 0.1 * cell.w, 0.1 * cell.h))

    @property
    def rect(self) -> Rect:
        """All cells together."""
        x, y = self.columns.starts[0], self.rows.starts[0]
        return Rect(x, y, self.columns.ends[-1] - x, self.rows.ends[-1] - y)


@dataclass(frozen=True)
class LayerGridPlace:
    """The place of one side; the layer has its count below, its transpose a small grid of overlaps."""

    side: LayerSide
    frame: Frame
    rect: Rect
    source: LayerBlock
    weights: LayerBlock
    result: LayerBlock
    overlaps: LayerBlock | None
    notes_y: float  # top of the count
    formula_px: float

    @property
    def big(self) -> LayerBlock:
        """The grid of the inputs' positions."""
        return self.source if self.side.gathers else self.result

    @cached_property
    def strongest(self) -> tuple[float, float]:
        """The largest magnitudes of what comes in and of what comes out."""
        layer, gathers = self.side.layer, self.side.gathers
        small = [abs(float(layer.total(t))) for t in self.side.small]
        big = [abs(float(layer.data(s) if gathers else layer.back(s))) for s in layer.landed]
        first, last = (big, small) if gathers else (small, big)
        return max(first) or 1.0, max(last) or 1.0

    def under(self, at: tuple[float, ...], k: Index) -> Rect:
        """The cell of the big grid under weight k of the window, or of the copy, at t."""
        axes = self.side.layer.axes
        return self.big.cell(tuple(a.position(0, i) + t * a.stride for a, t, i in zip(axes, at, k, strict=True)))

    def pip(self, at: Index, k: Index) -> Rect:
        """The slot of a piece in its result: its weight's place in a small picture of w."""
        cell = self.result.cell(at)
        rows, columns = self.side.layer.weights.shape
        w, h = cell.w / columns, cell.h / rows
        slot = Rect(cell.x + k[1] * w, cell.y + k[0] * h, w, h)
        return slot.grown(-min(2.0, 0.15 * w, 0.15 * h))

    def baseline(self, rect: Rect, size: float) -> float:
        """The baseline that centres a number in a cell."""
        return rect.middle[1] + (ASCENT - DESCENT / 2) / 2 * size
