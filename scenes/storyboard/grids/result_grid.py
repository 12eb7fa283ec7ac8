"""Result grids: the outputs of one way of computing them, cell by cell, and where they differ from another's."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from fractions import Fraction
from functools import cached_property
from itertools import product

from kernels import Index, Problem, differences

from ..marks.mark import Look
from ..marks.strokes import hatching
from ..panel_layout import TOTAL_WEIGHT
from ..shapes import Rect, Role, Segments, Shape, box
from ..theme import Hatch
from ..track import Track, Values
from ..wording import value_text
from .cells import coloured_cell, empty_cell, number
from .sheets import SheetPlace

HATCH_PX = 8.0


@dataclass(frozen=True, eq=False)
class ResultGrid:
    """The outputs of `problem` on a sheet; `filled`: how many of them are seen, row by row.

    `judged`: how much is seen of the verdicts: an outline where an output equals that of `truth`, hatching where not.
    """

    name: str
    sheet: str
    problem: Problem
    truth: Problem
    filled: Track = field(default_factory=lambda: Track("outputs filled"))
    judged: Track = field(default_factory=lambda: Track("outputs judged"))
    shown: Track = field(default_factory=lambda: Track("outputs shown", 1.0))

    @property
    def tracks(self) -> tuple[Track, ...]:
        """How far it is, and visibility."""
        return self.filled, self.judged, self.shown

    @cached_property
    def outputs(self) -> tuple[Index, ...]:
        """The t that are kept, row by row."""
        return tuple(product(*self.problem.outputs))

    @cached_property
    def differences(self) -> Mapping[Index, Fraction | None]:
        """truth(t) − own(t) for every t that either keeps; None where one of them does not."""
        return differences(self.truth, self.problem)

    @property
    def differing(self) -> int:
        """At how many t they differ, those that only one of them keeps included."""
        return sum(difference != 0 for difference in self.differences.values())

    def shapes(self, look: Look, values: Values) -> Iterator[Shape]:
        """Verdicts first, for numbers stand on them; then the outputs."""
        shown, filled, place = values[self.shown], values[self.filled], look.spot(self.sheet, SheetPlace)
        if shown <= 0:
            return
        for i, t in enumerate(self.outputs):
            opacity = shown * min(max(filled - i, 0.0), 1.0)
            if opacity > 0:
                yield from self._output(look, place, t, opacity)
        if values[self.judged] > 0:
            for t, difference in self.differences.items():
                yield from self._verdict(look, place, t, difference, shown * values[self.judged])

    def _output(self, look: Look, place: SheetPlace, t: Index, opacity: float) -> Iterator[Shape]:
        key, rect, total = f"{self.name}.{t[0]}.{t[1]}", _rect(place, t), self.problem.total(t)
        if place.block.numbers:
            text, colour = value_text(self.problem, total), look.theme.text
            yield from number(place.number_px, key, rect, text, colour, TOTAL_WEIGHT, opacity)
        else:
            yield coloured_cell(look, key, rect, place.share(float(total)), 1.0, opacity)

    def _verdict(
        self, look: Look, place: SheetPlace, t: Index, difference: Fraction | None, opacity: float
    ) -> Iterator[Shape]:
        key, rect, accent = f"{self.name}.verdict.{t[0]}.{t[1]}", _rect(place, t), look.theme.accent
        if difference == 0:
            width = max(1.5, min(3.0, 0.08 * rect.h))
            framed = rect.grown(-width / 2)
            yield box(f"{key}.same", Role.GHOST, framed, stroke=accent, stroke_px=width, opacity=opacity)
            return
        strokes = hatching(rect, Hatch.RISING, min(HATCH_PX, rect.h / 2.5))
        width = min(1.5, rect.h / 10)
        yield Segments(f"{key}.differs", Role.GHOST, strokes, look.theme.muted, width, 0.75 * opacity)


@dataclass(frozen=True, eq=False)
class EmptyCells:
    """The frames of all cells of a sheet."""

    sheet: str
    shown: Track = field(default_factory=lambda: Track("cells shown", 1.0))

    @property
    def tracks(self) -> tuple[Track, ...]:
        """Visibility."""
        return (self.shown,)

    def shapes(self, look: Look, values: Values) -> Iterator[Shape]:
        """One frame a cell."""
        place = look.spot(self.sheet, SheetPlace)
        for r, c in product(place.sheet.rows, place.sheet.columns):
            if values[self.shown] > 0:
                yield empty_cell(look, f"{self.sheet}.cell.{r}.{c}", _rect(place, (r, c)), values[self.shown])


def _rect(place: SheetPlace, t: Index) -> Rect:
    return place.block.inner((float(t[0]), float(t[1])))
