"""The cell cursor: an outline around one input, or around one output in both of its grids."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from ..marks.mark import Look
from ..panel import Panel
from ..position import Position
from ..shapes import Role, Shape, box
from ..track import Track, Values
from .layout import GridLayout


@dataclass(frozen=True, eq=False)
class CellCursor:
    """Leads the eye to a cell."""

    panel: Panel
    focus: Track
    at: Position
    shown: Track
    inputs: bool

    @property
    def tracks(self) -> tuple[Track, ...]:
        """Place and visibility."""
        return self.focus, *self.at.tracks, self.shown

    def shapes(self, look: Look, values: Values) -> Iterator[Shape]:
        """Focus strokes around the cell."""
        if values[self.shown] <= 0:
            return
        place, (r, c) = look.spot(self.panel.name, GridLayout), self.at.at(values)
        colour = look.ink(look.theme.accent, values[self.focus])
        for block in (place.data,) if self.inputs else place.outputs:
            key = f"{self.panel.name}.{block.name}.cursor"
            rect = block.cell((r, c))
            yield box(key, Role.FOCUS, rect, stroke=colour, stroke_px=4, opacity=values[self.shown])
