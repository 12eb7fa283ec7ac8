"""Blended totals: the outputs of a 2-D panel as its kernel changes, cells whose colours slide between the numbers."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from ..blend import between, settled
from ..diverging import diverging
from ..grids.cells import coloured_cell, empty_cell, indices, number
from ..grids.layout import GridLayout
from ..panel import Panel
from ..panel_layout import TOTAL_WEIGHT
from ..position import Place
from ..shapes import Role, Shape, box
from ..track import Track, Values
from ..wording import value_text
from .mark import Look


@dataclass(frozen=True, eq=False)
class BlendedTotals:
    """The totals of panels that stand in one place, one for every state of the kernel.

    `state`: which of them is seen; between two, cells have the colour of the number that is on its way. Sums are shown
    at states only.
    """

    panels: tuple[Panel, ...]
    focus: Track
    state: Track

    @property
    def tracks(self) -> tuple[Track, ...]:
        """The state, and dimming."""
        return self.focus, self.state

    def shapes(self, look: Look, values: Values) -> Iterator[Shape]:
        """Indices, then every cell."""
        panel, strength = self.panels[0], values[self.focus]
        place = look.spot(panel.name, GridLayout)
        yield from indices(look, place.frame, place.totals, f"{panel.name}.blended", panel.letter, strength)
        for t in panel.outputs:
            yield from self._cell(look, place, t, values[self.state], strength)

    def _cell(self, look: Look, place: GridLayout, t: Place, state: float, strength: float) -> Iterator[Shape]:
        key, rect, block = f"{self.panels[0].name}.blended.{t[0]}.{t[1]}", place.totals.inner(t), place.totals
        share = place.share(block, between([float(panel.total(t)) for panel in self.panels], state))
        if not block.numbers:
            yield coloured_cell(look, f"{key}.colour", rect, share, strength)
            return
        certain = settled(state)
        if certain < 1:
            fill = look.ink(diverging(look.theme, share), strength)
            yield box(f"{key}.colour", Role.GHOST, rect, fill=fill, opacity=1.0 - certain)
        yield empty_cell(look, f"{key}.frame", rect, strength)
        panel, colour = self.panels[round(state)], look.ink(look.theme.text, strength)
        text = value_text(panel.problem, panel.total(t))
        yield from number(place.number_px, f"{key}.total", rect, text, colour, TOTAL_WEIGHT, certain)
