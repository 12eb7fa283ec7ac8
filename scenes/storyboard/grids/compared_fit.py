"""Compared fit: the grids of two panels and of their differences, arranged so that cells and numbers are large."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cached_property

from ..compared import DifferenceStrip
from ..font import ASCENT, DESCENT, text_width
from ..formula import formula_size
from ..frame import Frame
from ..panel import Panel
from ..panel_layout import LEADING, TOTAL_WEIGHT
from ..shapes import Rect, Weight
from ..wording import index_text
from .extents import Extents, extents_of
from .fit import (
    GAP_EM,
    GUTTER_EM,
    HEADING_EM,
    HIGHEST_CELL,
    INDEX_EM,
    LEAST_ELSE,
    LEAST_WIDE,
    NUMBER_PAD_EM,
    SIZES,
)  # fmt: skip
from .layout import SEAM
from .shelves import FREE, RIGHT, TRACE, Arrangement, Group, Shelf, arrangements

FORMULA_EM = 1.05  # of a heading, for a formula on a line of its own
COLUMN_GAP_EM = 0.75  # of a heading, between groups
LEAST_PROPORTION = 0.8  # of a cell's height that it is wide at least
Key = tuple[str, str]  # the side and the name of a block


@dataclass(frozen=True)
class Fitted:
    """An arrangement; the height of its cells and the least width as a share of it; the numbers that fit."""

    arrangement: Arrangement
    one_line: bool  # whether headings have their formulas beside them
    number_px: float
    cell_h: float
    proportion: float
    numbered: Mapping[str, float]  # by kind of block: how wide cells have to be


class ComparedFit:
    """Fits the panels of two sides, and grids of differences, into an area."""

    def __init__(
        self,
        frame: Frame,
        sides: Mapping[str, Sequence[Panel]],
        strips: Sequence[DifferenceStrip],
        area: Rect,
        trace: str = "",
    ) -> None:
        """`trace`: the words above the outputs that a first run leaves behind; none, if it leaves none."""
        self.frame, self.sides, self.area, self.trace = frame, sides, area, trace
        self.strips = {strip.name: strip for strip in strips}
        self.gap, self.column_gap = GAP_EM * frame.heading_px, COLUMN_GAP_EM * frame.heading_px
        self.line_h, self.words_h = INDEX_EM * frame.index_px, LEADING * frame.index_px

    @cached_property
    def extents(self) -> Mapping[Key, Extents]:
        """Of every block. Pieces fly into the cells of the totals, so these have the lanes for what leaves them."""
        found: dict[Key, Extents] = {}
        for side, panels in self.sides.items():
            own = extents_of(panels)
            shares = own["pieces"]
            totals = Extents(shares.row_shares, shares.column_shares, own["totals"].texts, own["totals"].values)
            found |= {(side, name): extents for name, extents in (own | {"totals": totals}).items()}
        found[FREE, TRACE] = found[RIGHT, "totals"]
        for name, strip in self.strips.items():
            axes = list(zip(*strip.ts, strict=True))
            rows, columns = (dict.fromkeys(range(min(axis), max(axis) + 1), 1.0) for axis in axes)
            found[FREE, name] = Extents(rows, columns, lambda _: (), lambda _: ())
        return found

    @cached_property
    def widest(self) -> Mapping[str, float]:
        """The width of the widest number of every kind of block, in em."""
        found = {name: self._widest_text(name) for name in ("data", "kernel", "totals")}
        for name, strip in self.strips.items():
            found[name] = _em(
                strip.text(state, t)
                for t in strip.ts
                for state in range(len(strip.states))
                if state not in strip.silent
            )
        return found

    def _widest_text(self, name: str) -> float:
        pairs = [(self.extents[side, name], panel) for side, panels in self.sides.items() for panel in panels]
        return max(_em(extents.texts(panel)) for extents, panel in pairs)

    @cached_property
    def gutters(self) -> Mapping[Key, float]:
        """The width of the row indices of every block, with the space beside them."""
        size, found = self.frame.index_px, {}
        for key, extents in self.extents.items():
            texts = [index_text(r, key[1] == "kernel") for r in extents.rows] + ["g"]
            found[key] = max(text_width(text, size) for text in texts) + GUTTER_EM * size
        return found

    @cached_property
    def best(self) -> Fitted:
        """What shows the most numbers, as large as can be, in the largest cells; these as wide as there is room."""
        wide = not self.frame.stacked and self.frame.width > self.frame.height * 1.5
        least = (LEAST_WIDE if wide else LEAST_ELSE) * self.frame.height
        sizes = [size for share in SIZES if (size := self.frame.value_px * share) > least] + [least]
        first, second = self.strips
        ways = arrangements(first, second, bool(self.trace))
        tried = [self._fitted(way, size, one) for size in sizes for way in ways for one in (True, False)]
        best = max(tried, key=lambda f: (len(f.numbered), f.number_px, min(f.cell_h, HIGHEST_CELL)))
        wider = [replace(best, proportion=share / 100) for share in range(100, int(100 * LEAST_PROPORTION), -1)]
        return next((fitted for fitted in wider if self._width(fitted) <= self.area.w), best)

    def _fitted(self, way: Arrangement, size: float, one_line: bool) -> Fitted:
        """Numbers are given up kind by kind, the widest first, until cells are high enough for the others.

        What has been given up comes back if there is room for it after all, now that others have gone.
        """
        widths = {name: em * size + NUMBER_PAD_EM * size for name, em in self.widest.items()}
        least = (ASCENT + DESCENT) * size + 2 * SEAM + 0.1
        kept, gone = sorted(widths, key=lambda name: widths[name]), []

        def with_numbers(names: Sequence[str]) -> Fitted:
            return Fitted(way, one_line, size, least, LEAST_PROPORTION, {name: widths[name] for name in names})

        while kept and not self._fits(with_numbers(kept)):
            gone.append(kept.pop())
        for name in gone:
            kept = [*kept, name] if self._fits(with_numbers([*kept, name])) else kept
        return self._largest(with_numbers(kept))

    def _largest(self, fitted: Fitted) -> Fitted:
        """The same with the largest cells that fit."""
        low, high = 0.0, HIGHEST_CELL
        for _ in range(16):
            tried = replace(fitted, cell_h=(low + high) / 2)
            low, high = (tried.cell_h, high) if self._fits(tried) else (low, tried.cell_h)
        return replace(fitted, cell_h=low)

    def _fits(self, fitted: Fitted) -> bool:
        return self._width(fitted) <= self.area.w and self.height(fitted) <= self.area.h

    def height(self, fitted: Fitted) -> float:
        """Of all shelves, with what is free between them."""
        shelves = fitted.arrangement
        own = sum(self.head(fitted, i) + self.line_h + self.shelf_h(fitted, i) for i in range(len(shelves)))
        return own + (len(shelves) - 1) * self.gap

    def head(self, fitted: Fitted, i: int) -> float:
        """The height of the headings above a shelf."""
        if not any(self.first(fitted, i, group.side) for group in fitted.arrangement[i]):
            return 0.0
        return self.frame.heading_px * (HEADING_EM + (0.0 if fitted.one_line else FORMULA_EM))

    @staticmethod
    def first(fitted: Fitted, i: int, side: str) -> bool:
        """Whether a side begins on a shelf."""
        on = [n for n, shelf in enumerate(fitted.arrangement) for group in shelf if group.side == side]
        return side != FREE and min(on) == i

    def shelf_h(self, fitted: Fitted, i: int) -> float:
        """The height of a shelf's cells."""
        keys = [(group.side, name) for group in fitted.arrangement[i] for name in group.names]
        return max(self.down(fitted, i, key) + self.extents[key].height * fitted.cell_h for key in keys)

    def units(self, fitted: Fitted, i: int) -> float:
        """The height of the highest block of a shelf, in cells."""
        shelf = fitted.arrangement[i]
        return max(self.extents[group.side, name].height for group in shelf for name in group.names)

    def down(self, fitted: Fitted, i: int, key: Key) -> float:
        """How far below the top of its shelf a block begins: in its middle; a kernel level with its data."""
        side, name = key
        own = self.extents[key].height
        middle = (self.units(fitted, i) - own) / 2 * fitted.cell_h
        if name == "kernel":
            level = self.down(fitted, i, (side, "data")) + self._lane(side) * fitted.cell_h
            return min(level, 2 * middle)
        words = self.words_h - self.gap if i and side == FREE else 0.0
        return max(middle, words)

    def _lane(self, side: str) -> float:
        """The padding above the data, in cells."""
        extents = self.extents[side, "data"]
        return sum(share for r, share in extents.row_shares.items() if r < 0 and share < 1)

    def _width(self, fitted: Fitted) -> float:
        return max(self.shelf_w(fitted, i, shelf) for i, shelf in enumerate(fitted.arrangement))

    def shelf_w(self, fitted: Fitted, i: int, shelf: Shelf) -> float:
        """Of all groups of a shelf, with the gaps between them."""
        return sum(self.group_w(fitted, i, group) for group in shelf) + (len(shelf) - 1) * self.column_gap

    def group_w(self, fitted: Fitted, i: int, group: Group) -> float:
        """Of the blocks of a group, or of its heading."""
        widths = [self.block_w(fitted, (group.side, name)) for name in group.names]
        width = sum(widths) + (len(widths) - 1) * self.gap
        return max(width, self._heading_w(fitted, group.side)) if self.first(fitted, i, group.side) else width

    def block_w(self, fitted: Fitted, key: Key) -> float:
        """Of a block's cells with their row indices; of the words above it, if there are any."""
        width = self.gutters[key] + sum(self.shares_w(fitted, key).values()) * self.cell_w(fitted, key)
        return max(width, text_width(self.words(key), self.frame.index_px, Weight.SEMIBOLD))

    def words(self, key: Key) -> str:
        """The words above a block of neither side."""
        side, name = key
        if side != FREE:
            return ""
        return self.trace if name == TRACE else self.strips[name].heading

    def cell_w(self, fitted: Fitted, key: Key) -> float:
        """The width of a block's cells."""
        kind = "totals" if key[1] == TRACE else key[1]
        return max(fitted.proportion * fitted.cell_h, fitted.numbered.get(kind, 0.0))

    def shares_w(self, fitted: Fitted, key: Key) -> Mapping[int, float]:
        """The widths of a block's columns, in cells: lanes are no wider than beside square ones."""
        square = min(1.0, fitted.cell_h / self.cell_w(fitted, key)) if fitted.cell_h else 1.0
        return {c: share if share == 1.0 else share * square for c, share in self.extents[key].column_shares.items()}

    def _heading_w(self, fitted: Fitted, side: str) -> float:
        size, widths = self.frame.heading_px, []
        for panel in self.sides[side]:
            words, formula = text_width(panel.heading, size, Weight.SEMIBOLD), formula_size(panel.formula)[0]
            formula *= self.frame.formula_px
            widths.append(words + 0.85 * size + formula if fitted.one_line else max(words, formula))
        return max(widths)


def _em(texts: Iterable[str]) -> float:
    return max((text_width(text, 1.0, TOTAL_WEIGHT) for text in texts), default=0.0)
