"""Tints: a frame in its tap's colour around every output that is made of one piece only, as of an impulse."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property

from ..marks.mark import Look
from ..panel import Panel
from ..shapes import Role, Shape, box
from ..track import Track, Values
from .layout import GridLayout
from .mosaics import Mosaics


@dataclass(frozen=True, eq=False)
class TotalTints:
    """The totals of a 2-D panel that show a single tap; seen as much as they are."""

    panel: Panel
    focus: Track
    stacks: Mosaics

    @cached_property
    def tracks(self) -> tuple[Track, ...]:
        """Those of the totals."""
        return self.focus, *self.stacks.total.values()

    def shapes(self, look: Look, values: Values) -> Iterator[Shape]:
        """A frame within each cell."""
        block, styles = look.spot(self.panel.name, GridLayout).totals, self.panel.cell_styles(look.theme)
        for t, pieces in self.panel.landed.items():
            shown = values[self.stacks.total[t]]
            if len(pieces) == 1 and shown > 0:
                rect = block.cell(t)
                width = max(1.5, min(3.0, 0.09 * rect.h))
                colour, key = look.ink(styles[pieces[0].tap].fill, values[self.focus]), f"{self.panel.name}.tint"
                rect, key = rect.grown(-width / 2 - 1), f"{key}.{t[0]}.{t[1]}"
                yield box(key, Role.GHOST, rect, stroke=colour, stroke_px=width, opacity=shown)
