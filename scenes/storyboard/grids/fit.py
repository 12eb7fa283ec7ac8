"""Grid fit: four blocks of cells, arranged so that cells are as large, and as many numbers are readable, as can be."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property

from .. import labels
from ..font import ASCENT, DESCENT, text_width
from ..frame import Frame
from ..panel import Panel
from ..panel_layout import LEADING, TOTAL_WEIGHT, beside
from ..part_places import Band
from ..shapes import Rect
from ..wording import index_text
from .extents import BENCH, Extents, extents_of
from .layout import SEAM, Block, GridLayout

HIGHEST_CELL = 62.0  # px
NUMBER_PAD_EM = 0.25  # between the numbers of neighbouring cells, which have frames between them
SIZES = 1.0, 0.9, 0.8, 0.7, 0.6  # of the usual size of numbers, tried in turn
LEAST_WIDE, LEAST_ELSE = 0.044, 0.02  # of the frame's height, the least size that numbers may have
HEADING_EM = 1.25  # a heading and what is left free under it
INDEX_EM = 1.12  # a line of column indices
GUTTER_EM = 0.5  # between row indices and cells
GAP_EM = 0.5  # of a heading, between blocks
SIGNED = "kernel", BENCH  # blocks whose indices are offsets
Arrangement = tuple[tuple[str, ...], ...]
ARRANGEMENTS: tuple[Arrangement, ...] = (
    (("data", "kernel"), ("pieces", "totals")),
    (("data",), ("kernel",), ("pieces",), ("totals",)),
    (("data", "kernel", "pieces", "totals"),),
    (("data", "pieces"), ("kernel", "totals")),
)
WITH_BENCH: tuple[Arrangement, ...] = (
    (("data", "kernel", BENCH), ("pieces", "totals")),
    (("data",), ("kernel", BENCH), ("pieces", "totals")),
    (("data",), ("kernel", BENCH), ("pieces",), ("totals",)),
    (("data", "kernel"), ("pieces", BENCH), ("totals",)),
)


@dataclass(frozen=True)
class _Fitted:
    """An arrangement with the height of its cells, and the blocks whose numbers fit."""

    arrangement: Arrangement
    number_px: float
    cell_h: float
    numbered: Mapping[str, float]  # and how wide their cells have to be


class GridFit:
    """Fits 2-D panels that share their blocks and cells into rectangles of one size."""

    def __init__(self, frame: Frame, panels: Sequence[Panel], size: Rect) -> None:
        self.frame, self.panels, self.size = frame, panels, size
        self.extents: Mapping[str, Extents] = extents_of(panels)
        self.gap = GAP_EM * frame.heading_px

    @cached_property
    def one_line(self) -> bool:
        """Whether every heading has its formula beside it."""
        return beside(self.panels, self.frame, self.size.w)

    @cached_property
    def top(self) -> float:
        """Where the blocks begin, below the top of a panel."""
        lines = HEADING_EM if self.one_line else HEADING_EM + 1.05
        return lines * self.frame.heading_px

    @cached_property
    def line_h(self) -> float:
        """The height of a line of column indices."""
        return INDEX_EM * self.frame.index_px

    @cached_property
    def gutters(self) -> dict[str, float]:
        """The width of the row indices of every block, with the space beside them."""
        size, found = self.frame.index_px, {}
        for name, extents in self.extents.items():
            signed = name in SIGNED
            widest = max(text_width(index_text(r, signed), size) for r in extents.rows)
            found[name] = widest + GUTTER_EM * size
        return found

    @cached_property
    def widest(self) -> Mapping[str, float]:
        """The width of the widest number of every block, in em."""
        found = {}
        for name, extents in self.extents.items():
            texts = {text for panel in self.panels for text in extents.texts(panel)}
            found[name] = max((text_width(text, 1.0, TOTAL_WEIGHT) for text in texts), default=0.0)
        return found

    @property
    def arrangements(self) -> tuple[Arrangement, ...]:
        """Those to choose from."""
        return WITH_BENCH if BENCH in self.extents else ARRANGEMENTS

    @cached_property
    def best(self) -> _Fitted:
        """The arrangement that shows the most numbers, as large as can be, in the largest cells."""
        least = LEAST_WIDE if not self.frame.stacked and self.frame.width > self.frame.height * 1.5 else LEAST_ELSE
        sizes = [self.frame.value_px * share for share in SIZES]
        sizes = [size for size in sizes if size >= least * self.frame.height]
        fitted = [self._fitted(arrangement, size) for size in sizes for arrangement in self.arrangements]
        return max(fitted, key=lambda f: (len(f.numbered), f.number_px, min(f.cell_h, HIGHEST_CELL)))

    def _fitted(self, arrangement: Arrangement, size: float) -> _Fitted:
        """Numbers are given up block by block, the widest first, until cells are high enough for the others."""
        needed = {name: self.widest[name] * size + NUMBER_PAD_EM * size for name in self.extents}
        while needed:
            height = self._cell_h(arrangement, needed)
            if height >= (ASCENT + DESCENT) * size + 2 * SEAM + 0.1:
                return _Fitted(arrangement, size, height, needed)
            del needed[max(needed, key=lambda name: needed[name])]
        return _Fitted(arrangement, size, self._cell_h(arrangement, {}), {})

    def _cell_h(self, arrangement: Arrangement, numbered: Mapping[str, float]) -> float:
        """The largest height of cells, at least as wide as high and as wide as the numbers."""
        free = self.size.h - self.top - len(arrangement) * self.line_h - (len(arrangement) - 1) * self.gap
        units = sum(max(self.extents[name].height for name in row) for row in arrangement)
        low, high = 0.0, min(free / units, HIGHEST_CELL)
        if self._width(arrangement, high, numbered) <= self.size.w:
            return high
        for _ in range(30):
            middle = (low + high) / 2
            if self._width(arrangement, middle, numbered) <= self.size.w:
                low = middle
            else:
                high = middle
        return low

    def _width(self, arrangement: Arrangement, cell_h: float, numbered: Mapping[str, float]) -> float:
        """Of the widest blocks of every column, with their gutters."""
        columns = max(len(row) for row in arrangement)
        width = (columns - 1) * self.gap
        for i in range(columns):
            names = [row[i] for row in arrangement if i < len(row)]
            width += max(self.gutters[name] for name in names)
            width += max(self.extents[name].width * self._cell_w(name, cell_h, numbered) for name in names)
        return width

    def _cell_w(self, name: str, cell_h: float, numbered: Mapping[str, float]) -> float:
        return max(cell_h, numbered.get(name, 0.0))

    def placed(self, panel: Panel, rect: Rect) -> GridLayout:
        """The panel's layout in `rect`."""
        frame, blocks = self.frame, self._blocks(rect)
        return GridLayout(
            panel=panel,
            frame=frame,
            rect=rect,
            heading_y=rect.y + ASCENT * frame.heading_px,
            number_px=self.best.number_px,
            formula_y=None if self.one_line else rect.y + frame.heading_px * (LEADING + 0.6),
            strongest={name: extents.strongest(self.panels) for name, extents in self.extents.items()},
            **blocks,
        )

    def _blocks(self, rect: Rect) -> dict[str, Block]:
        """Rows of blocks from the top; what is left free is shared out around them."""
        best, found = self.best, {}
        heights = [max(self.extents[name].height for name in row) * best.cell_h for row in best.arrangement]
        used = self.top + sum(heights) + len(heights) * self.line_h + (len(heights) - 1) * self.gap
        spare = max(rect.h - used, 0.0) / (len(heights) + 1)
        y = rect.y + self.top + spare * 0.6
        columns = max(len(row) for row in best.arrangement)
        lefts = self._lefts(rect, columns)
        for row, height in zip(best.arrangement, heights, strict=True):
            for name, left in zip(row, lefts, strict=False):
                found[name] = self._block(name, left, y + self.line_h)
            y += self.line_h + height + self.gap + spare
        return found

    def _lefts(self, rect: Rect, columns: int) -> list[float]:
        """Where the cells of every column of blocks begin: these stand above one another."""
        widths, gutters = [], []
        for i in range(columns):
            names = [row[i] for row in self.best.arrangement if i < len(row)]
            widths.append(max(self._cells_w(name) for name in names))
            gutters.append(max(self.gutters[name] for name in names))
        widths = [width + gutter for width, gutter in zip(widths, gutters, strict=True)]
        spare = max(rect.w - sum(widths) - (columns - 1) * self.gap, 0.0)
        x, found = rect.x + spare / (2 if columns == 1 else columns + 1), []
        for width, gutter in zip(widths, gutters, strict=True):
            found.append(x + gutter)
            x += width + self.gap + (spare / (columns + 1) if columns > 1 else 0.0)
        return found

    def _cells_w(self, name: str) -> float:
        return self.extents[name].width * self._cell_w(name, self.best.cell_h, self.best.numbered)

    def _block(self, name: str, left: float, top: float) -> Block:
        extents, size = self.extents[name], self.frame.index_px
        cell_h, cell_w = self.best.cell_h, self._cell_w(name, self.best.cell_h, self.best.numbered)
        signed = name in SIGNED
        widest = [text_width(index_text(c, signed), size) for c in (extents.columns[0], extents.columns[-1])]
        return Block(
            name=name,
            rows=Band.of(extents.row_shares, cell_h, top),
            columns=Band.of(extents.column_shares, cell_w, left),
            numbers=name in self.best.numbered,
            row_every=labels.every([0.9 * size], cell_h, 0.0),
            column_every=labels.every(widest, cell_w, labels.GAP_EM * size),
            labels=(left - GUTTER_EM * size, top - 0.28 * size),
            gutter=self.gutters[name],
        )
