"""The body of films about a layer: its transpose left and the layer right, or below each other in a narrow frame."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property

from . import labels
from .font import ASCENT, DESCENT, text_width
from .formula import formula_size
from .frame import Frame
from .layer_place import LayerPlace
from .layer_side import LayerSide
from .layer_wording import count_formulas, shown
from .panel_layout import TOTAL_WEIGHT
from .part_places import BOX_PAD, HeadingPlace
from .shapes import Rect, Weight
from .wording import index_text

LINE = ASCENT + DESCENT  # em that a number needs
WIDEST, TALLEST_BLOCK = 72.0, 46.0  # px of a column and of a piece
GAP_EM = 1.6  # of the heading, between the sides
COUNT_EM = 1.25  # a line of the count
COUNT_LINES_FROM = 320.0  # px of a side's height, from which the count stands there in letters, too
OVERLAPS = "windows", "n"  # the name of the row of counts, and where there is no room for it


@dataclass(frozen=True, eq=False)
class LayerPair:
    """Both sides of one layer; they share columns, units and heights."""

    left: LayerSide
    right: LayerSide

    def placed(self, frame: Frame, area: Rect) -> Mapping[str, object]:
        """A `LayerPlace` and a `HeadingPlace` for each side. In a frame that is no wider than high the layer comes
        first, and its transpose below it takes up what it made."""
        gap = GAP_EM * frame.heading_px
        if frame.width > frame.height:
            width = (area.w - gap) / 2
            rects = [Rect(area.x, area.y, width, area.h), Rect(area.right - width, area.y, width, area.h)]
        else:
            height = (area.h - 0.6 * gap) / 2
            rects = [Rect(area.x, area.bottom - height, area.w, height), Rect(area.x, area.y, area.w, height)]
        fit = LayerFit(frame, (self.left, self.right), rects[0])
        places: dict[str, object] = {}
        for side, rect in zip((self.left, self.right), rects, strict=True):
            places[side.name] = fit.placed(side, rect)
            places[f"{side.name} heading"] = fit.heading(rect)
        return places


class LayerFit:
    """Fits both sides into rectangles of one size."""

    def __init__(self, frame: Frame, sides: Sequence[LayerSide], size: Rect) -> None:
        self.frame, self.sides, self.size = frame, sides, size
        self.layer = sides[0].layer
        em = frame.index_px
        names = [text_width(name, em) for side in sides for name in side.letters]
        self.gutter = max(names) + 0.5 * em

    @cached_property
    def pitch(self) -> float:
        """Of the columns."""
        columns = len(self.layer.axes[0].padded)
        return min((self.size.w - self.gutter) / columns, WIDEST)

    @cached_property
    def numbers(self) -> Mapping[str, bool]:
        """By row of both sides: whether every number fits into its cell."""
        found = {}
        for side in self.sides:
            found[f"{side.name} source"] = self._fit(list(side.sources.values()), Weight.REGULAR)
            found[f"{side.name} result"] = self._fit(list(side.results.values()), TOTAL_WEIGHT)
            products = [shown(self.layer, p.product) for pieces in side.pieces.values() for p in pieces]
            found[f"{side.name} pieces"] = self._fit(products, Weight.REGULAR)
        w = self.layer.weights
        return {**found, "weights": self._fit([w.label((k,)) for k in range(w.shape[0])], Weight.REGULAR)}

    def _fit(self, texts: Sequence[str], weight: Weight) -> bool:
        size = self.frame.value_px
        pad = max(BOX_PAD, labels.GAP_EM * size)
        return max(text_width(text, size, weight) for text in texts) + pad <= self.pitch

    @cached_property
    def one_line(self) -> bool:
        """Whether headings and formulas stand beside each other."""
        size, em = self.frame.heading_px, self.frame.formula_px
        needed = [
            text_width(side.heading, size, Weight.SEMIBOLD) + 0.85 * size + formula_size(side.formula)[0] * em
            for side in self.sides
        ]
        return max(needed) <= self.size.w

    @cached_property
    def formula_px(self) -> float:
        """The em of the count, small enough for the width of a side."""
        widest = max(formula_size(text)[0] for text in count_formulas(self.layer.axes[0]))
        return min(self.frame.formula_px, self.size.w / widest)

    def heading(self, rect: Rect) -> HeadingPlace:
        """The place of a side's heading."""
        size = self.frame.heading_px
        return HeadingPlace(self.frame, rect, rect.y + ASCENT * size, None, with_formula=self.one_line)

    def placed(self, side: LayerSide, rect: Rect) -> LayerPlace:
        """The rows of a side in `rect`, the room that is left shared among the piles and the gaps."""
        frame = self.frame
        index, value = 1.2 * frame.index_px, frame.value_px
        lines = 2 if rect.h > COUNT_LINES_FROM else 1
        heading, notes = 1.3 * frame.heading_px, max(lines * COUNT_EM * self.formula_px, 1.4 * frame.index_px)
        cell = max(LINE * value + 4.5, min(0.85 * self.pitch, 0.1 * rect.h))
        free = rect.h - heading - 2 * index - notes - 3 * cell
        tallest = max(side.tallest for side in self.sides)
        block = min((free - 0.4 * value) / (tallest + 0.5), TALLEST_BLOCK, 1.1 * cell)
        spare = free - tallest * block
        source = rect.y + heading + index + 0.1 * spare
        tiles = source + cell + 0.2 * spare
        result = tiles + cell + tallest * block + 0.5 * spare
        columns = len(self.layer.axes[0].padded)
        width = self.pitch * columns
        left = rect.x + self.gutter + (rect.w - self.gutter - width) / 2
        return LayerPlace(
            side=side,
            frame=frame,
            rect=rect,
            left=left,
            pitch=self.pitch,
            cell_h=cell,
            source_y=source,
            tiles_y=tiles,
            piles=(tiles + cell, result - 3),
            block_h=block,
            result_y=result,
            source_index_y=source - 0.35 * frame.index_px,
            result_index_y=result + cell + (0.15 + ASCENT) * frame.index_px,
            notes_y=result + cell + index,
            formula_px=self.formula_px,
            count_lines=lines,
            numbers={
                "source": self.numbers[f"{side.name} source"],
                "result": self.numbers[f"{side.name} result"],
                "pieces": self.numbers[f"{side.name} pieces"],
                "weights": self.numbers["weights"],
            },
            every=self._every(side),
        )

    def _every(self, side: LayerSide) -> Mapping[str, int]:
        axis, size = self.layer.axes[0], self.frame.index_px
        gap = labels.GAP_EM * size
        big = labels.every([text_width(index_text(s), size) for s in (0, axis.inputs - 1)], self.pitch, gap)
        last = text_width(index_text(axis.outputs[-1]), size)
        small = labels.every([last], self.pitch * axis.stride, gap)
        return {"source": big, "result": small} if side.gathers else {"source": small, "result": big}
