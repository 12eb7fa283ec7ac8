"""The data grid: f(s) cell by cell, as numbers or colours; ghosts dashed."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from ..marks.mark import Look
from ..marks.strokes import dashed, outline
from ..panel import Panel
from ..position import Place
from ..shapes import Role, Segments, Shape
from ..theme import CONTEXT
from ..track import Track, Values
from ..wording import data_text
from .cells import coloured_cell, empty_cell, indices, number
from .extents import BLOCKS
from .layout import GridLayout


@dataclass(frozen=True, eq=False)
class DataGrid:
    """The inputs of a 2-D panel."""

    panel: Panel
    focus: Track

    @property
    def tracks(self) -> tuple[Track, ...]:
        """Dims with its panel."""
        return (self.focus,)

    def shapes(self, look: Look, values: Values) -> Iterator[Shape]:
        """Name and indices, then every cell."""
        place, strength = look.spot(self.panel.name, GridLayout), values[self.focus]
        key = f"{self.panel.name}.data"
        yield from indices(look, place.frame, place.data, key, BLOCKS["data"], strength)
        for s in self.panel.inputs:
            yield from self._cell(look, place, s, strength)

    def _cell(self, look: Look, place: GridLayout, s: Place, strength: float) -> Iterator[Shape]:
        problem, theme, block = self.panel.problem, look.theme, place.data
        key, rect = f"{self.panel.name}.data.{s[0]}.{s[1]}", block.inner(s)
        if self.panel.is_ghost(s):
            padding = problem.source(s) is None
            colour = look.ink(theme.muted, strength * CONTEXT * (0.7 if padding else 1.0))
            dash = min(5.0, rect.w / 4, rect.h / 4)
            yield Segments(f"{key}.frame", Role.GHOST, dashed(outline(rect), dash, dash), colour, 1.2)
            if not padding and block.numbers:
                colour = look.ink(theme.muted, strength)
                yield from number(
                    place.number_px, f"{key}.value", rect, data_text(problem, s), colour, inside=f"{key}.frame"
                )
            elif not padding:
                share = place.share(block, float(problem.data(s)))
                yield coloured_cell(look, f"{key}.colour", rect.grown(-0.15 * rect.h), share, strength * CONTEXT)
            return
        if block.numbers:
            yield empty_cell(look, f"{key}.frame", rect, strength)
            colour = look.ink(theme.text, strength)
            text = data_text(problem, s)
            yield from number(place.number_px, f"{key}.value", rect, text, colour, inside=f"{key}.frame")
        else:
            yield coloured_cell(look, f"{key}.colour", rect, place.share(block, float(problem.data(s))), strength)
