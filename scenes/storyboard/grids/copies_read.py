"""Copies read at one output: a small copy of g for every input that reaches it, set where that input lies around it.

In every small picture the cell in the middle is the output t, and the copy has its pin at its own input s. So what is
read in the middle of the picture at s − t is g(t − s): all middles together are g turned half way round.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property

import numpy as np

from kernels import Index, Problem

from ..font import ASCENT, DESCENT, text_width
from ..labels import GAP_EM
from ..marks.mark import Look
from ..marks.strokes import dashed, outline
from ..marks.tile import pin
from ..shapes import Rect, Role, Segments, Shape, box
from ..theme import TapStyle
from ..track import Track, Values
from .cells import number
from .layout import SEAM
from .sheets import Sheet, SheetPlace
from .taps import Tap, drawn_tap

LEAST_CELL = 5.0  # px, from which an outline around the cell that is read is drawn


@dataclass(frozen=True, eq=False)
class CopiesRead:
    """The small copies on the sheet "copies".

    By tap of g: `copy[k]` shows the copy whose tap k lies on the output, and `read[k]` outlines that tap there.
    """

    problem: Problem
    at: Index
    copy: Mapping[Index, Track] = field(init=False)
    read: Mapping[Index, Track] = field(init=False)

    def __post_init__(self) -> None:
        for name in ("copy", "read"):
            object.__setattr__(self, name, {k: Track(f"{name} {k}") for k in self.taps})

    @cached_property
    def taps(self) -> tuple[Index, ...]:
        """All taps of g, in the order of the inputs from which they reach t: from the last to the first."""
        return tuple(np.ndindex(self.problem.g.shape))[::-1]

    @cached_property
    def tracks(self) -> tuple[Track, ...]:
        """Two for every tap."""
        return (*self.copy.values(), *self.read.values())

    def source(self, k: Index) -> Index:
        """The input whose copy has its tap k at the output."""
        return tuple(t - reach for t, reach in zip(self.at, self.problem.step(k), strict=True))

    def shapes(self, look: Look, values: Values) -> Iterator[Shape]:
        """One picture after another; those that rest are known already."""
        styles = look.theme.cells(self.problem.g.shape, self.problem.g.origin, 1)
        for k in self.taps:
            state = look, values[self.copy[k]], values[self.read[k]]
            if k not in self._known or self._known[k][0] != state:
                shown = values[self.copy[k]] > 0
                self._known[k] = state, list(self._picture(look, k, styles, *state[1:])) if shown else []
            yield from self._known[k][1]

    @cached_property
    def _known(self) -> dict[Index, tuple[tuple[object, ...], list[Shape]]]:
        """What every picture looked like when it was last asked for: a shortcut, never a state."""
        return {}

    def _picture(
        self, look: Look, k: Index, styles: Mapping[Index, TapStyle], shown: float, read: float
    ) -> Iterator[Shape]:
        """One copy: its taps, its pin, and the output's cell."""
        place, g, name = look.spot("copies", SheetPlace), self.problem.g, f"copy.{k[0]}.{k[1]}"
        yield from self._frame(look, place, k, name, shown)
        size = self._digit_px(place)
        for tap in np.ndindex(g.shape):
            rect, key, style = self.cell(place, k, tap), f"{name}.tap.{tap[0]}.{tap[1]}", styles[tap]
            weight = float(g.values[tap])
            if not weight:
                stroke, width = look.ink(look.theme.axis, 0.5), min(1.0, rect.h / 10)
                yield box(f"{key}.zero", Role.GHOST, rect, stroke=stroke, stroke_px=width, opacity=shown)
                if size is not None:
                    muted, text = look.theme.muted, g.label(tap)
                    yield from number(size, f"{key}.number", rect, text, muted, opacity=shown, role=Role.INDEX)
                continue
            yield box(key, Role.BAR, rect, fill=style.fill, opacity=shown)
            if size is not None:
                yield from number(size, f"{key}.number", rect, g.label(tap), look.theme.on_tap, opacity=shown,
                                  inside=key, role=Role.INDEX)  # fmt: skip
        yield pin(look, f"{name}.pin", self.cell(place, k, g.origin), 1.0, shown)
        middle = self.cell(place, k, k)
        if read > 0 and middle.h >= LEAST_CELL:
            accent = look.theme.accent
            yield box(f"{name}.read", Role.FOCUS, middle, stroke=accent, stroke_px=4, opacity=read * shown)

    def _digit_px(self, place: SheetPlace) -> float | None:
        """The size of numbers in small copies; None if they would be too small to be read."""
        cell, g = place.block.cell((0.0, 0.0)), self.problem.g
        widest = max(text_width(g.label(k), 1.0) for k in self.taps) + GAP_EM
        size = min(place.number_px, (cell.h - 3) / (ASCENT + DESCENT), cell.w / widest)
        return size if size >= place.frame.index_px else None

    def _frame(self, look: Look, place: SheetPlace, k: Index, name: str, shown: float) -> Iterator[Shape]:
        """The edge of a picture, dashed where the input is a ghost."""
        rows, columns = self.problem.g.shape
        first, last = (self._square(place, k, at) for at in ((0, 0), (2 * rows - 2, 2 * columns - 2)))
        rect = Rect(first.x, first.y, last.right - first.x, last.bottom - first.y)
        colour = look.ink(look.theme.axis, 0.6)
        if self.problem.is_ghost(self.source(k)):
            yield Segments(f"{name}.frame", Role.GHOST, dashed(outline(rect)), colour, 1.2, shown)
        else:
            yield box(f"{name}.frame", Role.GHOST, rect, stroke=colour, stroke_px=1.2, opacity=shown)

    def cell(self, place: SheetPlace, k: Index, tap: Index) -> Rect:
        """Where a tap of the copy stands whose tap k is in the middle of its picture."""
        middle = tuple(length - 1 for length in self.problem.g.shape)
        r, c = (m + i - j for m, i, j in zip(middle, tap, k, strict=True))
        cell = self._square(place, k, (r, c))
        return cell.grown(-min(1.0, 0.06 * cell.h))

    def _square(self, place: SheetPlace, k: Index, at: tuple[int, int]) -> Rect:
        """A cell of the picture of tap k; pictures stand in the order of their inputs, a cell apart."""
        rows, columns = self.problem.g.shape
        r, c = (rows - 1 - k[0]) * 2 * rows + at[0], (columns - 1 - k[1]) * 2 * columns + at[1]
        return place.block.cell((float(r), float(c)))


@dataclass(frozen=True, eq=False)
class FlownReadings:
    """What is read in the copies: `flight[k]` takes tap k from the output's cell (0) to its input's place around t (1).

    Those places are on the sheet "h". `ringed`: an accent around the readings of the taps `rings`.
    """

    copies: CopiesRead
    rings: Sequence[Index] = ()
    ringed: Track = field(default_factory=lambda: Track("rings shown"))
    flight: Mapping[Index, Track] = field(init=False)

    def __post_init__(self) -> None:
        object.__setattr__(self, "flight", {k: Track(f"flight {k}") for k in self.copies.taps})

    @cached_property
    def tracks(self) -> tuple[Track, ...]:
        """One for every tap, and the rings."""
        return (*self.flight.values(), self.ringed)

    def shapes(self, look: Look, values: Values) -> Iterator[Shape]:
        """Those on their way last, and the rings."""
        g = self.copies.problem.g
        styles = look.theme.cells(g.shape, g.origin, 1)
        for k in sorted(self.flight, key=lambda k: values[self.flight[k]] < 1):
            if values[self.flight[k]] > 0:
                yield from self._reading(look, k, styles[k], values[self.flight[k]])
        if values[self.ringed] > 0:
            for k in self.rings:
                rect, accent = self._home(look, k).grown(SEAM), look.theme.accent
                key = f"reading.{k[0]}.{k[1]}.ring"
                yield box(key, Role.FOCUS, rect, stroke=accent, stroke_px=4, opacity=values[self.ringed])

    def _home(self, look: Look, k: Index) -> Rect:
        """The place of the input around t: opposite to the tap."""
        r, c = (float(o - i) for i, o in zip(k, self.copies.problem.g.origin, strict=True))
        return look.spot("h", SheetPlace).block.inner((r, c))

    def _reading(self, look: Look, k: Index, style: TapStyle, flown: float) -> Iterator[Shape]:
        g, place = self.copies.problem.g, look.spot("h", SheetPlace)
        a, b = self.copies.cell(look.spot("copies", SheetPlace), k, k), self._home(look, k)
        rect = Rect(*(p + (q - p) * flown for p, q in zip((a.x, a.y, a.w, a.h), (b.x, b.y, b.w, b.h), strict=True)))
        tap = Tap(float(g.values[k]), g.label(k), style)
        yield from drawn_tap(look, place, f"reading.{k[0]}.{k[1]}", rect, tap, 1.0)
        if k == g.origin and flown >= 1:
            yield pin(look, "reading.pin", rect, 1.0, 1.0)


def copies_sheet(problem: Problem, beside: int, heading: str) -> Sheet:
    """Room for one small picture a tap; beside so many rows of the usual cells, its own are that much smaller."""
    rows, columns = problem.g.shape
    height, width = rows * (2 * rows - 1) + rows - 1, columns * (2 * columns - 1) + columns - 1
    longest = max(height, width)
    scale = min(0.9, 8.5 / longest, beside / longest)
    return Sheet(range(height), range(width), (), heading=heading, indexed=False, scale=scale)
