"""Grid layout: where the blocks of one 2-D panel stand: data, kernel, outputs as mosaics of pieces, and totals."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property

from ..frame import Frame
from ..panel import Panel
from ..part_places import Band
from ..shapes import Rect

SEAM = 1.5  # px that a cell keeps free on every side


@dataclass(frozen=True)
class Block:
    """A grid of cells: bands of rows and columns, by index, and whether every number fits into its cell."""

    name: str
    rows: Band
    columns: Band
    numbers: bool
    row_every: int  # indices stand at multiples of these
    column_every: int
    labels: tuple[float, float]  # the right end of the row indices; the baseline of the column indices
    gutter: float  # the width of the row indices, with the space beside them

    def cell(self, at: tuple[float, float]) -> Rect:
        """The cell at (row, column), also between cells."""
        r, c = at
        x, y = self.columns.start(c), self.rows.start(r)
        return Rect(x, y, self.columns.end(c) - x, self.rows.end(r) - y)

    def beyond(self, at: tuple[float, float]) -> float:
        """How far (row, column) lies outside the grid, in cells; 0 within it."""
        ends = ((band.indices[0], band.indices[-1]) for band in (self.rows, self.columns))
        return max(max(first - i, i - last, 0.0) for i, (first, last) in zip(at, ends, strict=True))

    def inner(self, at: tuple[float, float]) -> Rect:
        """The same without the seam between cells."""
        cell = self.cell(at)
        return cell.grown(-min(SEAM, 0.1 * cell.w, 0.1 * cell.h))

    @cached_property
    def rect(self) -> Rect:
        """All cells together."""
        x, y = self.columns.starts[0], self.rows.starts[0]
        return Rect(x, y, self.columns.ends[-1] - x, self.rows.ends[-1] - y)


@dataclass(frozen=True)
class GridLayout:
    """Where the parts of one 2-D panel stand; `strongest` is the largest number of every block, for colour and size."""

    panel: Panel
    frame: Frame
    rect: Rect
    heading_y: float
    formula_y: float | None  # None: on the heading's own line
    number_px: float  # the size of the numbers in cells
    data: Block
    kernel: Block
    pieces: Block
    totals: Block
    strongest: Mapping[str, float]
    bench: Block | None = None

    @property
    def results(self) -> Rect:
        """Where the outputs stand."""
        return self.pieces.rect

    @cached_property
    def merged(self) -> bool:
        """Whether pieces fly into the cells of the totals themselves, and give way to them there."""
        return self.pieces.rect == self.totals.rect

    @cached_property
    def outputs(self) -> tuple[Block, ...]:
        """The blocks in which outputs have cells, each once."""
        return (self.totals,) if self.merged else (self.pieces, self.totals)

    def share(self, block: Block, value: float) -> float:
        """A value as a share of the largest of its block: −1 … 1."""
        return value / self.strongest[block.name]
