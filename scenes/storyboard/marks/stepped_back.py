"""Stepped back: the outputs of a first run, which leave their place for another one and stay beside it."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from ..diverging import diverging
from ..grids.cells import empty_cell, indices, number
from ..grids.difference_place import DifferenceGridPlace
from ..grids.layout import Block, GridLayout
from ..grids.shelves import TRACE
from ..panel import Panel
from ..panel_layout import TOTAL_WEIGHT
from ..shapes import Anchor, Rect, Role, Shape, Text, Weight, box
from ..theme import CONTEXT
from ..track import Move, Track, Values
from ..wording import value_text
from .mark import Look

STEP_SECONDS = 0.9


@dataclass(frozen=True, eq=False)
class SteppedBack:
    """The totals of `panel` on their way to the place kept for them: 0 they are in their own, 1 in that."""

    panel: Panel
    words: str
    shown: Track

    @property
    def tracks(self) -> tuple[Track, ...]:
        """How far they have gone."""
        return (self.shown,)

    def stays(self) -> list[Move]:
        """They go to the place kept for them."""
        return [Move(self.shown, 1.0, 0.0, STEP_SECONDS)]

    def shapes(self, look: Look, values: Values) -> Iterator[Shape]:
        """The cells with their numbers or colours; at their place, words and indices as well."""
        gone, name = values[self.shown], f"{self.panel.name}.back"
        if gone <= 0:
            return
        home = look.spot(self.panel.name, GridLayout)
        place = look.spot(TRACE, DifferenceGridPlace)
        if gone >= 1:
            (x, y), size, muted = place.heading, place.frame.index_px, look.theme.muted
            words, anchor = self.words, Anchor.START
            yield Text(f"{name}.heading", Role.INDEX, words, x, y, size, muted, Weight.SEMIBOLD, anchor)
            yield from indices(look, place.frame, place.block, name, self.panel.letter, CONTEXT)
        for t in self.panel.outputs:
            rect = _between(home.totals.inner(t), place.block.inner(t), gone)
            yield from self._cell(look, home, place.block, t, rect)

    def _cell(self, look: Look, home: GridLayout, block: Block, t: tuple[int, int], rect: Rect) -> Iterator[Shape]:
        key, total = f"{self.panel.name}.back.{t[0]}.{t[1]}", self.panel.total(t)
        if block.numbers:
            yield empty_cell(look, f"{key}.frame", rect, 1.0)
            text, colour = value_text(self.panel.problem, total), look.theme.muted
            yield from number(home.number_px, f"{key}.value", rect, text, colour, TOTAL_WEIGHT)
            return
        colour, width = diverging(look.theme, home.share(home.totals, float(total))), min(3.0, rect.h / 4)
        yield box(key, Role.GHOST, rect.grown(-width / 2), stroke=colour, stroke_px=width)


def _between(a: Rect, b: Rect, share: float) -> Rect:
    return Rect(*(p + (q - p) * share for p, q in zip((a.x, a.y, a.w, a.h), (b.x, b.y, b.w, b.h), strict=True)))
