"""Compared grids: the body of two 2-D panels with grids of their differences; where each of them stands."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from .. import labels
from ..compared import DifferenceStrip
from ..font import ASCENT, text_width
from ..frame import Frame
from ..panel import Panel
from ..panel_layout import LEADING
from ..part_places import Band
from ..shapes import Rect
from ..wording import index_text
from .compared_fit import ComparedFit, Key
from .difference_place import DifferenceGridPlace
from .extents import BLOCKS
from .fit import GUTTER_EM
from .layout import Block, GridLayout
from .shelves import FREE, LEFT, RIGHT, TRACE, Group


@dataclass(frozen=True, eq=False)
class ComparedGrids:
    """Panels on the left, all in one place, likewise on the right; grids of differences; what a first run leaves.

    `trace`: the words above the outputs that a first run leaves behind; empty if it leaves none.
    """

    left: Sequence[Panel]
    right: Sequence[Panel]
    strips: Sequence[DifferenceStrip]
    trace: str = ""

    @property
    def panels(self) -> Sequence[Panel]:
        """All of them."""
        return (*self.left, *self.right)

    def placed(self, frame: Frame, area: Rect) -> Mapping[str, object]:
        """A `GridLayout` for every panel, a `DifferenceGridPlace` for every strip and for the trace."""
        sides = {LEFT: self.left, RIGHT: self.right}
        return _Placing(ComparedFit(frame, sides, self.strips, area, self.trace)).places()


class _Placing:
    """Shelves from the top, groups from both ends of their shelf; what is left free is shared out."""

    def __init__(self, fit: ComparedFit) -> None:
        self.fit, self.best, self.frame, self.area = fit, fit.best, fit.frame, fit.area
        self.blocks: dict[Key, Block] = {}
        self.words_x: dict[str, float] = {}
        self.heads: dict[str, Rect] = {}

    def places(self) -> Mapping[str, object]:
        """Everything, by name; panels of the left side come first."""
        for i, top in enumerate(self._tops()):
            for x, width, group in self._groups(i):
                if self.fit.first(self.best, i, group.side):
                    self.heads[group.side] = Rect(x, top - self.fit.head(self.best, i), width, 0.0)
                self._group(i, top, x, group)
        found: dict[str, object] = {}
        for side, panels in self.fit.sides.items():
            found |= {panel.name: self._panel(side, panel) for panel in panels}
        for (side, name), block in self.blocks.items():
            if side == FREE:
                found[name] = self._difference(name, block)
        return found

    def _tops(self) -> Iterator[float]:
        """The top of every shelf below its headings."""
        fit, best = self.fit, self.best
        count = len(best.arrangement)
        spare = max(self.area.h - fit.height(best), 0.0) / (count + 1)
        y = self.area.y
        for i in range(count):
            y += fit.head(best, i) + (spare * 0.6 if i == 0 else 0.0)
            yield y
            y += fit.line_h + fit.shelf_h(best, i) + fit.gap + spare

    def _groups(self, i: int) -> Iterator[tuple[float, float, Group]]:
        """Every group of a shelf with its left edge and its width."""
        fit, best, area = self.fit, self.best, self.area
        shelf = best.arrangement[i]
        widths = [fit.group_w(best, i, group) for group in shelf]
        if len(shelf) == 1:
            yield area.x + (area.w - widths[0]) / 2, widths[0], shelf[0]
            return
        last = self._last(widths)
        spare = last - area.x - sum(widths[:-1])
        x = area.x
        for width, group in zip(widths[:-1], shelf[:-1], strict=True):
            yield x, width, group
            x += width + spare / (len(shelf) - 1)
        yield last, widths[-1], shelf[-1]

    def _last(self, widths: Sequence[float]) -> float:
        """The left edge of the last group: where the right side begins on every shelf, if there is room for that."""
        fit, best, area = self.fit, self.best, self.area
        ends = [(n, shelf) for n, shelf in enumerate(best.arrangement) if len(shelf) == len(best.arrangement[0])]
        widest = max(fit.group_w(best, n, shelf[-1]) for n, shelf in ends)
        even = area.x + (area.w + fit.column_gap) / 2 if len(widths) == 2 else area.right
        free = area.x + sum(widths[:-1]) + fit.column_gap * (len(widths) - 1)
        return min(max(min(area.right - widest, even), free), area.right - widths[-1])

    def _group(self, i: int, top: float, x: float, group: Group) -> None:
        fit, best, side, names = self.fit, self.best, group.side, group.names
        own = [fit.block_w(best, (side, name)) for name in names]
        for name, block_w in zip(names, own, strict=True):
            key = side, name
            cells = fit.gutters[key] + sum(fit.shares_w(best, key).values()) * fit.cell_w(best, key)
            left = x + fit.gutters[key] + ((block_w - cells) / 2 if side == FREE else 0.0)
            self.words_x[name] = x
            self.blocks[key] = self._block(key, left, top + fit.line_h + fit.down(best, i, key))
            x += block_w + fit.gap

    def _block(self, key: Key, left: float, top: float) -> Block:
        extents, size, best = self.fit.extents[key], self.frame.index_px, self.best
        cell_w, signed = self.fit.cell_w(best, key), key[1] == "kernel"
        whole = [c for c, share in extents.column_shares.items() if share == 1.0]
        widest = [text_width(index_text(c, signed), size) for c in (whole[0], whole[-1])]
        return Block(
            name=key[1],
            rows=Band.of(extents.row_shares, best.cell_h, top),
            columns=Band.of(self.fit.shares_w(best, key), cell_w, left),
            numbers=("totals" if key[1] == TRACE else key[1]) in best.numbered,
            row_every=labels.every([0.9 * size], best.cell_h, 0.0),
            column_every=labels.every(widest, cell_w, labels.GAP_EM * size),
            labels=(left - GUTTER_EM * size, top - 0.28 * size),
            gutter=self.fit.gutters[key],
        )

    def _panel(self, side: str, panel: Panel) -> GridLayout:
        frame, head = self.frame, self.heads[side]
        blocks = {name: block for (of, name), block in self.blocks.items() if of == side}
        beside = [other.x - self.fit.column_gap for other in self.heads.values() if other.x > head.x]
        right = max(head.right, min([*beside, max(block.rect.right for block in blocks.values())]))
        bottom = max(block.rect.bottom for block in blocks.values())
        formula_y = None if self.best.one_line else head.y + frame.heading_px * (LEADING + 0.6)
        strongest = {name: self._strongest(name) for name in BLOCKS}
        return GridLayout(
            panel=panel,
            frame=frame,
            rect=Rect(head.x, head.y, right - head.x, bottom - head.y),
            heading_y=head.y + ASCENT * frame.heading_px,
            number_px=self.best.number_px,
            formula_y=formula_y,
            strongest=strongest,
            pieces=replace(blocks["totals"], name="pieces"),
            **blocks,
        )

    def _strongest(self, name: str) -> float:
        """The largest magnitude on both sides: what is compared has one scale."""
        return max(self.fit.extents[side, name].strongest(panels) for side, panels in self.fit.sides.items())

    def _difference(self, name: str, block: Block) -> DifferenceGridPlace:
        fit, x, baseline = self.fit, self.words_x[name], block.labels[1] - self.fit.words_h
        if name == TRACE:
            return DifferenceGridPlace(self.frame, (x, baseline), block, self.best.number_px, self._strongest("totals"))
        strip = fit.strips[name]
        strongest = max(abs(strip.extent.low), abs(strip.extent.high)) or 1.0
        return DifferenceGridPlace(self.frame, (x, baseline), block, self.best.number_px, strongest)
