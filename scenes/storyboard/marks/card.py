"""Cards: what is seen between two chapters of a joined film."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from ..font import ASCENT, wrapped
from ..shapes import Rect, Role, Shape, Text, Weight, box
from ..track import Track, Values
from .heading import Title
from .mark import Look

CHAPTER_EM = 1.9  # times the size of titles
LEADING = 1.1  # em from one line of a chapter's title to the next
STEP_W, STEP_H, STEP_GAP = 34.0, 6.0, 10.0  # px of the row that shows how far the film has come


@dataclass(frozen=True, eq=False)
class Card:
    """The title of chapter `number` (from 0) in large, above it the film's, below it how many there are."""

    chapters: Sequence[str]
    number: int
    shown: Track

    @property
    def tracks(self) -> tuple[Track, ...]:
        """It comes and goes."""
        return (self.shown,)

    def shapes(self, look: Look, values: Values) -> Iterator[Shape]:
        """The film's title, the chapter's, and a row of steps of which the chapter's own is the brightest."""
        opacity = values[self.shown]
        if opacity <= 0:
            return
        key = f"card {self.number}"
        for shape in Title().shapes(look, values):
            yield replace(shape, key=f"{key}/{shape.key}", opacity=shape.opacity * opacity)
        frame, area, theme = look.layout.frame, look.spot("card", Rect), look.theme
        size = CHAPTER_EM * frame.title_px
        middle, y = area.middle
        lines = wrapped(self.chapters[self.number], area.w, size, Weight.SEMIBOLD)
        y += (ASCENT - LEADING * len(lines)) * size
        for i, line in enumerate(lines):
            at = y + i * LEADING * size
            yield Text(
                f"{key}.{i}", Role.HEADING, line, middle, at, size, theme.text, Weight.SEMIBOLD, opacity=opacity
            )
        left = middle - (len(self.chapters) * (STEP_W + STEP_GAP) - STEP_GAP) / 2
        y += len(lines) * LEADING * size - 0.3 * size
        for i in range(len(self.chapters)):
            fill = theme.accent if i == self.number else theme.muted if i < self.number else theme.axis
            rect = Rect(left + i * (STEP_W + STEP_GAP), y, STEP_W, STEP_H)
            yield box(f"{key}.step.{i}", Role.GHOST, rect, fill=fill, opacity=opacity)
