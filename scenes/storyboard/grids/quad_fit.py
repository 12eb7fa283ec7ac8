"""The fit of four small 2-D panels: f once, and for every panel its kernel beside its outputs."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property

from .. import labels
from ..font import ASCENT, DESCENT, text_width
from ..frame import Frame
from ..panel import Panel
from ..panel_layout import TOTAL_WEIGHT, beside
from ..part_places import Band, HeadingPlace
from ..quad_body import SignPlace
from ..shapes import Rect, Weight
from ..wording import index_text
from .extents import Extents, extents_of
from .fit import GUTTER_EM, HEADING_EM, HIGHEST_CELL, INDEX_EM, LEAST_ELSE, LEAST_WIDE, NUMBER_PAD_EM, SIZES
from .layout import SEAM, Block, GridLayout

COLUMN_GAP_EM, WIDER_GAP_EM = 1.6, 1.95  # of a heading, between the panels: the signs stand there
F_GAP_EM, ROW_GAP_EM, INNER_GAP_EM = 0.9, 0.6, 0.3
SIGN_AT = 0.47  # of a gap: numbers at its left have room in their cells, headings at its right have none
AFTER_SIGN_EM = 1.6  # of a heading, left free for a sign at the end of a line in tall frames


@dataclass(frozen=True)
class _Choice:
    """How many panels stand side by side, and whether f is at their left or above them; the size of what fits."""

    columns: int
    f_left: bool
    number_px: float
    cell_h: float
    numbered: Mapping[str, float]  # blocks with numbers, and how wide their cells have to be


class GridQuadFit:
    """Fits four 2-D panels that share f and their cells into an area."""

    def __init__(self, frame: Frame, panels: Sequence[Panel], area: Rect) -> None:
        self.frame, self.panels, self.area = frame, panels, area
        found = extents_of(panels)
        self.extents: dict[str, Extents] = {"data": found["data"], "kernel": found["kernel"], "totals": found["totals"]}
        self.wide = not frame.stacked and frame.width > frame.height * 1.5  # where every pixel of width is needed
        gap = COLUMN_GAP_EM if self.wide else WIDER_GAP_EM
        self.gap, self.f_gap, self.row_gap = (share * frame.heading_px for share in (gap, F_GAP_EM, ROW_GAP_EM))
        self.line_h, self.heading_h = INDEX_EM * frame.index_px, HEADING_EM * frame.heading_px

    @cached_property
    def gutters(self) -> dict[str, float]:
        """The width of row indices and names, with the space beside them."""
        size, found = self.frame.index_px, {}
        for name, extents in self.extents.items():
            texts = [*(index_text(r, name == "kernel") for r in extents.rows), "h", "f"]
            found[name] = max(text_width(text, size) for text in texts) + GUTTER_EM * size
        return found

    @cached_property
    def best(self) -> _Choice:
        """The choice that shows the most numbers, as large as can be, in the largest cells."""
        least = (LEAST_WIDE if self.wide else LEAST_ELSE) * self.frame.height
        sizes = [max(share * self.frame.value_px, least) for share in SIZES]  # down to the very least
        ways = [(1, True), (1, False)] if self.frame.stacked else [(2, True), (2, False)]
        found = [self._fitted(columns, left, size) for size in sizes for columns, left in ways]
        return max(found, key=lambda c: (len(c.numbered), c.number_px, min(c.cell_h, HIGHEST_CELL)))

    def _fitted(self, columns: int, f_left: bool, size: float) -> _Choice:
        needed = {}
        for name, extents in self.extents.items():
            texts = {text for panel in self.panels for text in extents.texts(panel)}
            needed[name] = max(text_width(text, size, TOTAL_WEIGHT) for text in texts) + NUMBER_PAD_EM * size
        while True:
            height = self._cell_h(columns, f_left, needed)
            if not needed or height >= (ASCENT + DESCENT) * size + 2 * SEAM + 0.1:
                return _Choice(columns, f_left, size, height, needed)
            del needed[max(needed, key=lambda name: needed[name])]

    def _cell_h(self, columns: int, f_left: bool, needed: Mapping[str, float]) -> float:
        low, high = 0.0, HIGHEST_CELL
        for _ in range(40):
            middle = (low + high) / 2
            w, h = self._size(_Choice(columns, f_left, 0.0, middle, needed))
            low, high = (middle, high) if w <= self.area.w and h <= self.area.h else (low, middle)
        return low

    def _size(self, choice: _Choice) -> tuple[float, float]:
        """All of it."""
        (f_w, f_h), (w, h) = self._f_size(choice), self._panel_size(choice)
        rows = len(self.panels) // choice.columns
        w = choice.columns * w + (choice.columns - 1) * self.gap
        h = rows * h + (rows - 1) * self.row_gap
        return (f_w + self.f_gap + w, max(f_h, h)) if choice.f_left else (max(f_w, w), f_h + self.row_gap + h)

    def _f_size(self, choice: _Choice) -> tuple[float, float]:
        return self._cells_w(choice, "data"), self.line_h + self.extents["data"].height * choice.cell_h

    def _panel_size(self, choice: _Choice) -> tuple[float, float]:
        width = self._cells_w(choice, "kernel") + self._inner_gap(choice) + self._cells_w(choice, "totals")
        size = self.frame.heading_px
        heading = max(text_width(panel.heading, size, Weight.SEMIBOLD) for panel in self.panels)
        width = max(width, heading + AFTER_SIGN_EM * size * self.frame.stacked)
        cells = max(self.extents[name].height for name in ("kernel", "totals"))
        return width, self.heading_h + self.line_h + cells * choice.cell_h

    def _inner_gap(self, choice: _Choice) -> float:
        """Between kernel and outputs: the kernel's last offset may stand out over its column."""
        size = self.frame.index_px
        last = text_width(index_text(self.extents["kernel"].columns[-1], True), size)
        beyond = (last - self._cell_w(choice, "kernel")) / 2
        return max(INNER_GAP_EM * self.frame.heading_px, labels.GAP_EM * size + beyond)

    def _cell_w(self, choice: _Choice, name: str) -> float:
        return max(choice.cell_h, choice.numbered.get(name, 0.0))

    def _cells_w(self, choice: _Choice, name: str) -> float:
        return self.gutters[name] + self.extents[name].width * self._cell_w(choice, name)

    def places(self) -> dict[str, object]:
        """A `GridLayout` and a `HeadingPlace` for every panel, and three `SignPlace`s."""
        best, area = self.best, self.area
        (w, h), (f_w, f_h), (panel_w, panel_h) = self._size(best), self._f_size(best), self._panel_size(best)
        x, y = area.x + (area.w - w) / 2, area.y + (area.h - h) / 2
        data = self._block("data", *((x, y + (h - f_h) / 2) if best.f_left else (x + (w - f_w) / 2, y)))
        x, y = (x + f_w + self.f_gap, y) if best.f_left else (x, y + f_h + self.row_gap)
        step_x = panel_w + self.gap
        step_y = panel_h + self.row_gap
        found: dict[str, object] = {}
        rects = []
        for i, panel in enumerate(self.panels):
            row, column = divmod(i, best.columns)
            rects.append(Rect(x + column * step_x, y + row * step_y, panel_w, panel_h))
            found[panel.name] = self._layout(panel, rects[-1], data)
            found[f"{panel.name} heading"] = self._heading(rects[-1])
        return {**found, **self._signs(rects)}

    def _heading(self, rect: Rect) -> HeadingPlace:
        frame = self.frame
        rect = Rect(rect.x, rect.y, rect.w - AFTER_SIGN_EM * frame.heading_px * frame.stacked, rect.h)
        fits = beside(self.panels, frame, rect.w)
        return HeadingPlace(frame, rect, rect.y + ASCENT * frame.heading_px, None, fits)

    def _layout(self, panel: Panel, rect: Rect, data: Block) -> GridLayout:
        y = rect.y + self.heading_h
        kernel = self._block("kernel", rect.x, y)
        totals = self._block("totals", rect.x + self._cells_w(self.best, "kernel") + self._inner_gap(self.best), y)
        strongest = {name: extents.strongest(self.panels) for name, extents in self.extents.items()}
        return GridLayout(
            panel=panel,
            frame=self.frame,
            rect=rect,
            heading_y=rect.y + ASCENT * self.frame.heading_px,
            formula_y=None,
            number_px=self.best.number_px,
            data=data,
            kernel=kernel,
            pieces=totals,
            totals=totals,
            strongest=strongest,
        )

    def _block(self, name: str, left: float, top: float) -> Block:
        extents, size, best = self.extents[name], self.frame.index_px, self.best
        cell_w = self._cell_w(best, name)
        left, top = left + self.gutters[name], top + self.line_h
        ends = extents.columns[0], extents.columns[-1]
        return Block(
            name=name,
            rows=Band.of(extents.row_shares, best.cell_h, top),
            columns=Band.of(extents.column_shares, cell_w, left),
            numbers=name in best.numbered,
            row_every=labels.every([0.9 * size], best.cell_h, 0.0),
            column_every=labels.every(
                [text_width(index_text(c, name == "kernel"), size) for c in ends], cell_w, labels.GAP_EM * size
            ),
            labels=(left - GUTTER_EM * size, top - 0.28 * size),
            gutter=self.gutters[name],
        )

    def _signs(self, rects: Sequence[Rect]) -> dict[str, SignPlace]:
        """Between the panels of each row, and between the rows."""
        size = 1.25 * self.frame.heading_px
        if self.frame.stacked:
            ys = [rect.y + ASCENT * self.frame.heading_px + 0.1 * size for rect in rects[1:]]
            return {f"sign {i}": SignPlace(rects[0].right - 0.35 * size, y, size) for i, y in enumerate(ys)}
        x = rects[0].right + SIGN_AT * self.gap
        middles = [rect.y + (rect.h + self.heading_h + self.line_h) / 2 for rect in (rects[0], rects[2])]
        ys = [middles[0], (rects[0].bottom + rects[2].y) / 2, middles[1]]
        return {f"sign {i}": SignPlace(x, y + 0.35 * size, size) for i, y in enumerate(ys)}
