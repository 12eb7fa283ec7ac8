"""Boards: the body of films that set single grids beside one another, in the arrangement that shows them largest."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from .. import labels
from ..font import ASCENT, DESCENT, text_width
from ..frame import Frame
from ..panel_layout import TOTAL_WEIGHT
from ..part_places import Band
from ..shapes import Rect
from ..wording import index_text
from .fit import HIGHEST_CELL, LEAST_ELSE, LEAST_WIDE, NUMBER_PAD_EM, SIZES
from .layout import Block
from .sheets import GUTTER_EM, Across, Down, Lines, LinesPlace, Part, Sheet, SheetPlace

MOST_GAPS = 2.2  # times its gap, that spare room may add between two parts


@dataclass(frozen=True, eq=False)
class Board:
    """Sheets and lines by name, and the arrangements of them that are tried."""

    sheets: Mapping[str, Sheet]
    lines: Mapping[str, Lines]
    arrangements: Sequence[Part]

    def placed(self, frame: Frame, area: Rect) -> Mapping[str, object]:
        """A `SheetPlace` or `LinesPlace` for every name."""
        least = LEAST_WIDE if not frame.stacked and frame.width > frame.height * 1.5 else LEAST_ELSE
        sizes = [frame.value_px * share for share in SIZES if frame.value_px * share >= least * frame.height]
        fits = [_Fit(self, frame, area, arrangement, size) for size in sizes for arrangement in self.arrangements]
        return max(fits, key=lambda f: f.worth).placed()


class _Fit:
    """One arrangement with numbers of one size: its cells, and the sheets whose numbers fit."""

    def __init__(self, board: Board, frame: Frame, area: Rect, arrangement: Part, number_px: float) -> None:
        self.board, self.frame, self.area = board, frame, area
        self.arrangement, self.number_px = arrangement, number_px
        self.needed = {
            name: max(text_width(text, number_px, TOTAL_WEIGHT) for text in sheet.texts) + NUMBER_PAD_EM * number_px
            for name, sheet in board.sheets.items()
            if sheet.texts
        }
        self.cell_h = self._cell_h()
        while self.needed and self.cell_h < (ASCENT + DESCENT) * number_px + 2:
            widest = max(self.needed.values())
            self.needed = {name: width for name, width in self.needed.items() if width < widest}
            self.cell_h = self._cell_h()

    @property
    def worth(self) -> tuple[int, float, float]:
        """Numbers count first, then their size, then that of the cells."""
        return len(self.needed), self.number_px if self.needed else 0.0, self.cell_h

    def _cell_h(self) -> float:
        low, high = 0.0, HIGHEST_CELL
        for _ in range(30):
            middle = (low + high) / 2
            w, h = self._size(self.arrangement, middle)
            if w <= self.area.w and h <= self.area.h:
                low = middle
            else:
                high = middle
        return low

    def _cell_w(self, name: str, cell_h: float) -> float:
        return max(cell_h, self.needed.get(name, 0.0))

    def _size(self, part: Part, cell_h: float) -> tuple[float, float]:
        if isinstance(part, str):
            if part in self.board.lines:
                return self.board.lines[part].size(self.frame)
            return self.board.sheets[part].size(self.frame, self._cell_w(part, cell_h), cell_h)
        sizes = [self._size(p, cell_h) for p in part.parts]
        gaps = (len(sizes) - 1) * self._gap(part)
        if isinstance(part, Across):
            return sum(w for w, _ in sizes) + gaps, max(h for _, h in sizes)
        return max(w for w, _ in sizes), sum(h for _, h in sizes) + gaps

    def _gap(self, part: Across | Down) -> float:
        return part.gap_em * self.frame.heading_px

    def placed(self) -> Mapping[str, object]:
        """Every part in its place: the whole in the middle of the area, spare room between its parts."""
        found: dict[str, object] = {}
        self._place(self.arrangement, self.area, found)
        return found

    def _place(self, part: Part, room: Rect, found: dict[str, object]) -> None:
        w, h = self._size(part, self.cell_h)
        if isinstance(part, str):
            rect = Rect(room.x + (room.w - w) / 2, room.y, w, h)
            lines = self.board.lines.get(part)
            found[part] = self._sheet(part, rect) if lines is None else self._lines(lines, room)
            return
        across = isinstance(part, Across)
        spare, gap = (room.w - w if across else room.h - h), self._gap(part)
        more = min(spare / (len(part.parts) + 1), MOST_GAPS * gap) if spare > 0 else 0.0
        start = (spare - more * (len(part.parts) - 1)) / 2
        x, y = (room.x + start, room.y) if across else (room.x, room.y + start)
        for p in part.parts:
            own_w, own_h = self._size(p, self.cell_h)
            if across:
                self._place(p, Rect(x, y, own_w, room.h if isinstance(p, Down) else own_h), found)
                x += own_w + gap + more
            else:
                self._place(p, Rect(x, y, room.w, own_h), found)
                y += own_h + gap + more

    def _lines(self, lines: Lines, room: Rect) -> LinesPlace:
        frame, pair = self.frame, lines.pair_h(self.frame)
        w, _ = lines.size(frame)
        firsts = [room.y + i * pair + ASCENT * frame.index_px for i in range(len(lines.pairs))]
        x = room.x + (room.w - w) / 2
        return LinesPlace(frame, x, [(y, y + 0.3 * frame.index_px + 0.85 * frame.heading_px) for y in firsts])

    def _sheet(self, name: str, rect: Rect) -> SheetPlace:
        sheet, frame = self.board.sheets[name], self.frame
        cell_w, cell_h = self._cell_w(name, self.cell_h) * sheet.scale, self.cell_h * sheet.scale
        size, gutter, above = frame.index_px, sheet.gutter(frame), sheet.above(frame)
        left = rect.x + (rect.w - gutter - len(sheet.columns) * cell_w) / 2 + gutter
        top = rect.y + above
        ends = [text_width(index_text(c, sheet.signed), size) for c in (sheet.columns[0], sheet.columns[-1])]
        block = Block(
            name=name,
            rows=Band.of(dict.fromkeys(sheet.rows, 1.0), cell_h, top),
            columns=Band.of(dict.fromkeys(sheet.columns, 1.0), cell_w, left),
            numbers=name in self.needed,
            row_every=labels.every([0.9 * size], cell_h, 0.0),
            column_every=labels.every(ends, cell_w, labels.GAP_EM * size),
            labels=(left - GUTTER_EM * size, top - 0.28 * size),
            gutter=gutter,
        )
        heading_y = rect.y + ASCENT * size if sheet.heading else None
        return SheetPlace(sheet, frame, rect, block, self.number_px, heading_y)
