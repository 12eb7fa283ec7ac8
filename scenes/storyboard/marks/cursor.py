"""Cursors: an outline around one column that leads the eye, and the sign that ends the comparison."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from enum import Enum

from ..panel import Panel
from ..shapes import Role, Shape, Text, Weight, box
from ..track import Track, Values
from .mark import Look


class CursorRow(Enum):
    """The row that a cursor moves along."""

    DATA = "data"
    STACK = "stack"


@dataclass(frozen=True, eq=False)
class Cursor:
    """An outline around a column of the data or of the stacks, from its values down to its indices."""

    panel: Panel
    row: CursorRow
    focus: Track
    at: Track
    shown: Track

    @property
    def tracks(self) -> tuple[Track, ...]:
        """Place and visibility."""
        return self.focus, self.at, self.shown

    def shapes(self, look: Look, values: Values) -> Iterator[Shape]:
        """One rectangle of focus strokes."""
        if values[self.shown] <= 0:
            return
        place = look.place(self.panel)
        around = place.around_data if self.row is CursorRow.DATA else place.around_stack
        rect = around(values[self.at])
        colour = look.ink(look.theme.accent, values[self.focus])
        key = f"{self.panel.name}.{self.row.value}.cursor"
        yield box(key, Role.FOCUS, rect, stroke=colour, stroke_px=4, opacity=values[self.shown])


@dataclass(frozen=True, eq=False)
class Equals:
    """The sign between two panels that have been found equal."""

    first: Panel
    last: Panel
    shown: Track

    @property
    def tracks(self) -> tuple[Track, ...]:
        """Visibility."""
        return (self.shown,)

    def shapes(self, look: Look, values: Values) -> Iterator[Shape]:
        """`=` half-way between the stacks of both panels."""
        if values[self.shown] <= 0:
            return
        a, b, frame = look.headed(self.first), look.headed(self.last), look.layout.frame
        size = frame.heading_px * 1.3
        if frame.stacked:
            x, y = frame.width / 2, (a.rect.bottom + b.rect.y) / 2 + 0.24 * size
        else:
            x, y = (a.rect.right + b.rect.x) / 2, a.results.y + 0.3 * a.results.h
        yield Text(
            "equals", Role.VALUE, "=", x, y, size, look.theme.accent, Weight.SEMIBOLD, opacity=values[self.shown]
        )
