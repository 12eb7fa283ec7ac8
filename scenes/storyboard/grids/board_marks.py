"""What stands on a board beside kernels: headings and indices of sheets, data near an output, lines, arrows."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from functools import cached_property

from kernels import Index, Problem

from ..marks.mark import Look
from ..marks.strokes import arrow, dashed, outline
from ..shapes import Anchor, Role, Segments, Shape, Text, Weight, box
from ..theme import CONTEXT
from ..track import Track, Values
from ..wording import data_text
from .cells import coloured_cell, empty_cell, indices, number
from .sheets import LinesPlace, SheetPlace


@dataclass(frozen=True, eq=False)
class SheetGround:
    """The heading and the indices of a sheet."""

    sheet: str
    shown: Track = field(default_factory=lambda: Track("sheet shown"))

    @property
    def tracks(self) -> tuple[Track, ...]:
        """Visibility."""
        return (self.shown,)

    def shapes(self, look: Look, values: Values) -> Iterator[Shape]:
        """Heading above, then the indices."""
        opacity = values[self.shown]
        if opacity <= 0:
            return
        place, theme = look.spot(self.sheet, SheetPlace), look.theme
        sheet, frame, block = place.sheet, place.frame, place.block
        if place.heading_y is not None:
            x, size = place.block.rect.middle[0], frame.index_px
            key = f"{self.sheet}.heading"
            yield Text(key, Role.HEADING, sheet.heading, x, place.heading_y, size, theme.text, opacity=opacity)
        if sheet.indexed:
            for shape in indices(look, frame, block, self.sheet, sheet.name, opacity, sheet.signed):
                if not isinstance(shape, Text) or shape.text:
                    yield shape


@dataclass(frozen=True, eq=False)
class SheetData:
    """The inputs of a problem that lie on the sheet "data", ghosts dashed; `at`: the output that is looked at."""

    problem: Problem
    used: Sequence[Index]  # ghosts that are shown, for a window lies over them
    at: Index
    shown: Track = field(default_factory=lambda: Track("data shown"))
    pointed: Track = field(default_factory=lambda: Track("output pointed at"))
    sheet: str = "data"

    @property
    def tracks(self) -> tuple[Track, ...]:
        """Visibility."""
        return self.shown, self.pointed

    def shapes(self, look: Look, values: Values) -> Iterator[Shape]:
        """Every cell, and a ring around the output's own place."""
        opacity = values[self.shown]
        if opacity <= 0:
            return
        place = look.spot(self.sheet, SheetPlace)
        for s in self._cells(place):
            yield from self._cell(look, place, s, opacity)
        if values[self.pointed] > 0:
            rect, accent = place.block.cell((self.at[0], self.at[1])), look.theme.accent
            yield box(f"{self.sheet}.at", Role.FOCUS, rect, stroke=accent, stroke_px=4, opacity=values[self.pointed])

    def _cells(self, place: SheetPlace) -> Iterator[Index]:
        used = set(self.used)
        for r in place.sheet.rows:
            for c in place.sheet.columns:
                if not self.problem.is_ghost((r, c)) or (r, c) in used:
                    yield r, c

    def _cell(self, look: Look, place: SheetPlace, s: Index, opacity: float) -> Iterator[Shape]:
        problem, theme, block = self.problem, look.theme, place.block
        key, rect = f"{self.sheet}.{s[0]}.{s[1]}", block.inner((s[0], s[1]))
        ghost, padding = problem.is_ghost(s), problem.source(s) is None
        if ghost:
            colour, dash = look.ink(theme.muted, CONTEXT), min(5.0, rect.w / 4, rect.h / 4)
            yield Segments(f"{key}.frame", Role.GHOST, dashed(outline(rect), dash, dash), colour, 1.2, opacity)
        if padding:
            return
        if block.numbers:
            if not ghost:
                yield empty_cell(look, f"{key}.frame", rect, opacity)
            colour = theme.muted if ghost else theme.text
            yield from number(place.number_px, f"{key}.value", rect, data_text(problem, s), colour, opacity=opacity)
        else:
            inner = rect.grown(-0.15 * rect.h) if ghost else rect
            yield coloured_cell(look, f"{key}.colour", inner, place.share(float(problem.data(s))), 1.0, opacity)


@dataclass(frozen=True, eq=False)
class BoardLines:
    """Pairs of a small line and a large one; each has its own visibility."""

    name: str
    pairs: Sequence[tuple[str, str]]

    @cached_property
    def shown(self) -> tuple[Track, ...]:
        """How much of every pair is seen."""
        return tuple(Track(f"lines {i} shown") for i in range(len(self.pairs)))

    @property
    def tracks(self) -> tuple[Track, ...]:
        """Visibility."""
        return self.shown

    def shapes(self, look: Look, values: Values) -> Iterator[Shape]:
        """The pairs that are seen."""
        place, theme = look.spot(self.name, LinesPlace), look.theme
        frame, start = place.frame, Anchor.START
        for i, (small, large) in enumerate(self.pairs):
            opacity, (a, b) = values[self.shown[i]], place.baselines[i]
            if opacity > 0:
                size = frame.index_px
                yield Text(f"{self.name}.{i}.small", Role.INDEX, small, place.x, a, size, theme.muted, anchor=start,
                           opacity=opacity)  # fmt: skip
                yield Text(f"{self.name}.{i}.large", Role.HEADING, large, place.x, b, frame.heading_px, theme.text,
                           Weight.SEMIBOLD, start, opacity)  # fmt: skip


@dataclass(frozen=True, eq=False)
class SheetArrow:
    """An arrow in the gap from one sheet to another: to the right, downwards, or across."""

    first: str
    last: str
    grown: Track = field(default_factory=lambda: Track("arrow grown"))

    @property
    def tracks(self) -> tuple[Track, ...]:
        """How far it has grown."""
        return (self.grown,)

    def shapes(self, look: Look, values: Values) -> Iterator[Shape]:
        """A stroke with a head."""
        if values[self.grown] <= 0:
            return
        a, b = (look.spot(name, SheetPlace) for name in (self.first, self.last))
        key, colour = f"arrow.{self.first}.{self.last}", look.theme.muted
        pad = 8.0
        left = b.block.rect.x - b.sheet.gutter(b.frame)
        (ax, ay), (bx, by) = a.block.rect.middle, b.block.rect.middle
        if abs(by - ay) < a.block.rect.h / 4:
            start, end = (a.block.rect.right + pad, ay), (left - pad, by)
        elif abs(bx - ax) < a.block.rect.w / 4:
            start, end = (ax, a.block.rect.bottom + 0.5 * pad), (bx, b.rect.y - 0.5 * pad)
        else:
            start, end = (a.block.rect.right + pad, a.block.rect.bottom + pad / 2), (left - pad / 2, b.rect.y + pad)
        yield Segments(key, Role.GHOST, arrow(start, end, values[self.grown]), colour, 3)


@dataclass(frozen=True, eq=False)
class SheetNote:
    """Words below a sheet."""

    sheet: str
    words: str
    shown: Track = field(default_factory=lambda: Track("note shown"))

    @property
    def tracks(self) -> tuple[Track, ...]:
        """Visibility."""
        return (self.shown,)

    def shapes(self, look: Look, values: Values) -> Iterator[Shape]:
        """One line, in the middle."""
        opacity = values[self.shown]
        if opacity > 0:
            place, theme = look.spot(self.sheet, SheetPlace), look.theme
            x, size, bold = place.block.rect.middle[0], place.frame.index_px, Weight.SEMIBOLD
            key = f"{self.sheet}.note"
            yield Text(key, Role.HEADING, self.words, x, place.note_y, size, theme.text, bold, opacity=opacity)


@dataclass(frozen=True, eq=False)
class SheetFrame:
    """An accent around a whole sheet."""

    sheet: str
    shown: Track = field(default_factory=lambda: Track("frame shown"))

    @property
    def tracks(self) -> tuple[Track, ...]:
        """Visibility."""
        return (self.shown,)

    def shapes(self, look: Look, values: Values) -> Iterator[Shape]:
        """An outline around all cells."""
        if values[self.shown] > 0:
            rect, accent = look.spot(self.sheet, SheetPlace).block.rect, look.theme.accent
            yield box(f"{self.sheet}.frame", Role.FOCUS, rect, stroke=accent, stroke_px=4, opacity=values[self.shown])
