"""The body of films about a 2-D layer: for each side the arrangement of its grids that leaves most to be read."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property

from kernels import LayerAxis

from . import labels
from .font import ASCENT, DESCENT, text_width
from .formula import formula_size
from .frame import Frame
from .layer_body import COUNT_EM, GAP_EM
from .layer_grid_place import LayerBlock, LayerGridPlace
from .layer_side import LayerSide
from .layer_wording import count_formulas
from .panel_layout import TOTAL_WEIGHT
from .part_places import Band, HeadingPlace
from .shapes import Rect, Weight
from .wording import index_text

LINE = ASCENT + DESCENT  # em that a number needs
MOST_CELL = 58.0  # px
PADS, MOST_PAD = 1.4, 0.5  # of a cell: what all padding of one side takes, and the most that one position of it takes
SMALL = 0.62  # of a cell: the cells of the grid of overlaps
SOURCE, WEIGHTS, RESULT, OVERLAPS = "source", "weights", "result", "overlaps"
Arrangement = tuple[tuple[str, ...], ...]
LEFT: tuple[Arrangement, ...] = (
    ((SOURCE, WEIGHTS), (RESULT, OVERLAPS)),
    ((SOURCE, WEIGHTS, OVERLAPS), (RESULT,)),
    ((SOURCE, WEIGHTS, RESULT, OVERLAPS),),
)
RIGHT: tuple[Arrangement, ...] = (((SOURCE, WEIGHTS), (RESULT,)), ((SOURCE, WEIGHTS, RESULT),))


@dataclass(frozen=True, eq=False)
class LayerGridPair:
    """Both sides of one 2-D layer."""

    left: LayerSide
    right: LayerSide

    def placed(self, frame: Frame, area: Rect) -> Mapping[str, object]:
        """A `LayerGridPlace` and a `HeadingPlace` for each side; as in 1-D, a narrow frame has the layer first."""
        gap = GAP_EM * frame.heading_px
        if frame.width > frame.height:
            width = (area.w - gap) / 2
            rects = [Rect(area.x, area.y, width, area.h), Rect(area.right - width, area.y, width, area.h)]
        else:
            height = (area.h - 0.6 * gap) / 2
            rects = [Rect(area.x, area.bottom - height, area.w, height), Rect(area.x, area.y, area.w, height)]
        places: dict[str, object] = {}
        for side, rect in zip((self.left, self.right), rects, strict=True):
            fits = [GridFit(frame, side, rect, rows) for rows in (RIGHT if side.gathers else LEFT)]
            places[side.name] = max(fits, key=lambda fit: fit.score).placed()
            y = rect.y + ASCENT * frame.heading_px
            places[f"{side.name} heading"] = HeadingPlace(frame, rect, y, None)
        return places


class GridFit:
    """One arrangement of a side's grids in a rectangle: rows of grids beside each other."""

    def __init__(self, frame: Frame, side: LayerSide, rect: Rect, rows: Arrangement) -> None:
        self.frame, self.side, self.layer, self.rect, self.rows = frame, side, side.layer, rect, rows
        self.heading, self.index, self.gap = 1.35 * frame.heading_px, 1.2 * frame.index_px, 0.6 * frame.heading_px

    @cached_property
    def shares(self) -> dict[str, tuple[dict[int, float], dict[int, float]]]:
        """Rows and columns of every grid, each with its share of a cell."""
        big = tuple(_padded(axis) for axis in self.layer.axes)
        small = tuple(dict.fromkeys(axis.outputs, 1.0) for axis in self.layer.axes)
        weights = tuple(dict.fromkeys(range(m), 1.0) for m in self.layer.weights.shape)
        counts = tuple(dict.fromkeys(range(n), SMALL) for n in self.layer.signal.shape)
        source, result = (big, small) if self.side.gathers else (small, big)
        found = {SOURCE: source, WEIGHTS: weights, RESULT: result, OVERLAPS: counts}
        return {name: (rows, columns) for name, (rows, columns) in found.items()}

    @cached_property
    def needs(self) -> dict[str, float]:
        """What the widest number of every grid needs (px)."""
        size, w = self.frame.value_px, self.layer.weights
        texts: dict[str, tuple[list[str], Weight]] = {
            SOURCE: (list(self.side.sources.values()), Weight.REGULAR),
            WEIGHTS: ([w.label((i, j)) for i in range(w.shape[0]) for j in range(w.shape[1])], Weight.REGULAR),
            RESULT: (list(self.side.results.values()), TOTAL_WEIGHT),
        }
        pad = (labels.GAP_EM + 0.05) * size
        return {name: max(text_width(t, size, weight) for t in ts) + pad for name, (ts, weight) in texts.items()}

    @cached_property
    def gutter(self) -> float:
        """The width of row indices and names."""
        longest = max((*self.layer.signal.shape, *self.layer.shape)) - 1
        return max(text_width(index_text(longest), self.frame.index_px), text_width("w", self.frame.index_px)) + 8.0

    @cached_property
    def formula_px(self) -> float:
        """The em of the count."""
        widest = max(formula_size(count_formulas(axis)[1])[0] for axis in self.layer.axes)
        return min(self.frame.formula_px, self.rect.w / widest)

    @cached_property
    def notes(self) -> float:
        """The height of the count."""
        return len(self.layer.axes) * COUNT_EM * self.formula_px if self.side.gathers else 0.0

    @cached_property
    def height(self) -> float:
        """Of a cell."""
        units = sum(max(sum(self.shares[name][0].values()) for name in row) for row in self.rows)
        free = (
            self.rect.h
            - 0.3 * self.index
            - self.heading
            - len(self.rows) * (self.index + self.gap)
            + self.gap
            - self.notes
        )
        widest = max(self._room(row) for row in self.rows)
        return max(min(free / units, MOST_CELL, 1.1 * widest), 2.0)

    def _room(self, row: Sequence[str]) -> float:
        """The most that a cell of a row of grids could be wide."""
        units = sum(sum(self.shares[name][1].values()) for name in row)
        return (self.rect.w - len(row) * self.gutter - (len(row) - 1) * self.gap) / units

    def width(self, row: Sequence[str]) -> float:
        """Of a cell in a row of grids: not much wider than high, unless its numbers need more."""
        needed = [self.needs[name] for name in row if name in self.needs and self.high_enough]
        return max(min(self._room(row), max([1.25 * self.height, *needed])), 1.0)

    @property
    def high_enough(self) -> bool:
        """Whether a cell is high enough for a number."""
        return self.height >= LINE * self.frame.value_px + 4.5

    def numbers(self, name: str, row: Sequence[str]) -> bool:
        """Whether every number of a grid fits into its cell."""
        return self.needs[name] <= self.width(row) and self.high_enough

    @cached_property
    def score(self) -> tuple[int, float]:
        """How many grids have their numbers, then how large the cells are."""
        fits = sum(self.numbers(name, row) for row in self.rows for name in row if name in self.needs)
        return fits, min(self.height, *(self.width(row) for row in self.rows))

    def placed(self) -> LayerGridPlace:
        """All grids in their places."""
        blocks: dict[str, LayerBlock] = {}
        top = self.rect.y + self.heading + self.index
        for row in self.rows:
            width, left = self.width(row), self.rect.x
            for name in row:
                rows, columns = self.shares[name]
                left += self.gutter
                blocks[name] = self._block(name, row, Band.of(rows, self.height, top), Band.of(columns, width, left))
                left = blocks[name].columns.ends[-1] + self.gap
            top += max(sum(self.shares[name][0].values()) for name in row) * self.height + self.index + self.gap
        return LayerGridPlace(
            side=self.side,
            frame=self.frame,
            rect=self.rect,
            source=blocks[SOURCE],
            weights=blocks[WEIGHTS],
            result=blocks[RESULT],
            overlaps=blocks.get(OVERLAPS),
            notes_y=self.rect.bottom - self.notes,
            formula_px=self.formula_px,
        )

    def _block(self, name: str, row: Sequence[str], rows: Band, columns: Band) -> LayerBlock:
        size = self.frame.index_px
        widths = [text_width(index_text(c), size) for c in (0, columns.indices[-1])]
        return LayerBlock(
            rows=rows,
            columns=columns,
            numbers=self.numbers(name, row) if name in self.needs else False,
            row_every=labels.every([LINE * size], self.height, 1.0),
            column_every=labels.every(widths, self.width(row), labels.GAP_EM * size),
            labels=(columns.starts[0] - 8.0, rows.starts[0] - 0.35 * size),
        )


def _padded(axis: LayerAxis) -> dict[int, float]:
    """The positions of an axis; those of the padding are thin."""
    share = min(MOST_PAD, PADS / max(axis.before, axis.after, 1))
    return {s: 1.0 if 0 <= s < axis.inputs else share for s in axis.padded}
