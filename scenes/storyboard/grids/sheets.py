"""Sheets: what stands on a board as it is planned: grids and lines of words, and how they are set side by side."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from ..font import text_width
from ..frame import Frame
from ..shapes import Rect, Weight
from ..wording import index_text
from .layout import Block

INDEX_EM = 1.12  # a line of column indices
GUTTER_EM = 0.5  # between row indices and cells
HEADING_EM = 1.25  # a heading and what is left free under it
LINE_EM = 1.2  # from one line of words to the next


@dataclass(frozen=True)
class Sheet:
    """A grid as planned: its rows and columns by index, the numbers that will stand in it, and its heading.

    `strongest`: the largest magnitude in it, for colours where numbers do not fit. `name`: the letter in its corner.
    """

    rows: Sequence[int]
    columns: Sequence[int]
    texts: Sequence[str]
    strongest: float = 1.0
    heading: str = ""
    name: str = ""
    signed: bool = False
    indexed: bool = True
    scale: float = 1.0  # of its cells, to those of the other sheets
    note: str = ""  # the widest words that will stand below it
    room: str = ""  # words that it is at least as wide as, so that sheets above one another are as wide

    def gutter(self, frame: Frame) -> float:
        """The width of the row indices, with the space beside them; 0 for a sheet without indices."""
        if not self.indexed:
            return 0.0
        texts = [self.name, *(index_text(r, self.signed) for r in self.rows)]
        return max(text_width(text, frame.index_px) for text in texts) + GUTTER_EM * frame.index_px

    def above(self, frame: Frame) -> float:
        """The height of heading and column indices."""
        return HEADING_EM * frame.index_px * bool(self.heading) + INDEX_EM * frame.index_px * self.indexed

    def below(self, frame: Frame) -> float:
        """The height of the words below it."""
        return HEADING_EM * frame.index_px * bool(self.note)

    def size(self, frame: Frame, cell_w: float, cell_h: float) -> tuple[float, float]:
        """Width and height with cells of this size."""
        height = self.above(frame) + len(self.rows) * cell_h * self.scale + self.below(frame)
        words = max(text_width(text, frame.index_px) for text in (self.heading, self.note, self.room))
        return self.gutter(frame) + max(len(self.columns) * cell_w * self.scale, words), height


@dataclass(frozen=True)
class Lines:
    """Lines of words: pairs of a small one and a large one below it."""

    pairs: Sequence[tuple[str, str]]

    def size(self, frame: Frame) -> tuple[float, float]:
        """Width and height."""
        small = max(text_width(a, frame.index_px) for a, _ in self.pairs)
        large = max(text_width(b, frame.heading_px, Weight.SEMIBOLD) for _, b in self.pairs)
        return max(small, large), len(self.pairs) * self.pair_h(frame)

    @staticmethod
    def pair_h(frame: Frame) -> float:
        """The height of a small line and a large one."""
        return 1.1 * frame.index_px + LINE_EM * frame.heading_px


@dataclass(frozen=True)
class Across:
    """Parts beside one another, their tops at one height; `gap_em`: of a heading, between them."""

    parts: Sequence[Part]
    gap_em: float = 1.2


@dataclass(frozen=True)
class Down:
    """Parts above one another."""

    parts: Sequence[Part]
    gap_em: float = 0.6


Part = str | Across | Down  # a name is that of a sheet or of lines


@dataclass(frozen=True)
class SheetPlace:
    """Where a sheet stands."""

    sheet: Sheet
    frame: Frame
    rect: Rect
    block: Block
    number_px: float
    heading_y: float | None

    @property
    def note_y(self) -> float:
        """The baseline of the words below it."""
        return self.block.rect.bottom + self.frame.index_px

    def share(self, value: float) -> float:
        """A value as a share of the largest in the sheet: −1 … 1."""
        return value / self.sheet.strongest


@dataclass(frozen=True)
class LinesPlace:
    """Where lines stand: their left end, and the baselines of every pair."""

    frame: Frame
    x: float
    baselines: Sequence[tuple[float, float]]


def strongest(values: Mapping[object, float] | Sequence[float]) -> float:
    """The largest magnitude; 1 if all are 0."""
    numbers = values.values() if isinstance(values, Mapping) else values
    return max((abs(v) for v in numbers), default=0.0) or 1.0
