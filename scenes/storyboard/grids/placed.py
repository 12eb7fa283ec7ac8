"""The placed kernel: the cells that a copy reaches around its input, or that a window covers around its output."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np

from ..marks.mark import Look
from ..marks.tile import pin
from ..position import Position
from ..shapes import Rect, Role, Shape, box
from ..track import Track, Values
from .kernel_tile import KernelTile
from .layout import GridLayout


@dataclass(frozen=True, eq=False)
class PlacedKernel:
    """A frame in its tap's colour around every cell that the kernel at `at` has a weight for, and the pin."""

    kernel: KernelTile
    at: Position
    pointed: Track | None = None  # where it would hide what lies in the cells, it is seen with the cursor only

    @property
    def tracks(self) -> tuple[Track, ...]:
        """Its kernel's, and the place."""
        return *self.kernel.tracks, *self.at.tracks, *((self.pointed,) if self.pointed else ())

    def shapes(self, look: Look, values: Values) -> Iterator[Shape]:
        """Frames over the outputs on the left, over the inputs on the right; an outline around all of them."""
        kernel, panel = self.kernel, self.kernel.panel
        turned = abs(2 * values[kernel.turn] - 1)  # while it turns, it is nowhere
        opacity = values[kernel.shown] * max(0.0, 2 * values[kernel.home] - 1) * turned
        opacity *= values[self.pointed] if self.pointed else 1.0
        if opacity <= 0:
            return
        place, name, strength = look.spot(panel.name, GridLayout), panel.name, values[kernel.focus]
        block = place.pieces if panel.scatters else place.data
        side = 1 if values[kernel.turn] < 0.5 else -1
        at, dilation, styles = self.at.at(values), panel.problem.dilation, panel.cell_styles(look.theme)
        g, cells = panel.problem.g, []
        for k in np.ndindex(g.shape):
            reach = [side * (i - c) * dilation for i, c in zip(k, g.origin, strict=True)]
            to = at[0] + reach[0], at[1] + reach[1]
            cell, seen = block.cell(to), opacity * max(0.0, 1.0 - 4 * block.beyond(to))
            if seen <= 0:  # where a film has no lanes
                continue
            cells.append(cell)
            blend = kernel.blend
            if blend.weight_at(k, values[blend.state]) if blend else g.values[k]:
                width = max(1.5, min(3.0, 0.09 * cell.h))
                colour = look.ink(styles[k].fill, strength)
                rect = cell.grown(-width / 2 - 1)
                key = f"{name}.placed.{k[0]}.{k[1]}"
                yield box(key, Role.GHOST, rect, stroke=colour, stroke_px=width, opacity=seen)
        if cells and dilation == 1:
            x, y = min(cell.x for cell in cells), min(cell.y for cell in cells)
            rect = Rect(x, y, max(c.right for c in cells) - x, max(c.bottom for c in cells) - y)
            colour = look.ink(look.theme.axis, strength)
            yield box(f"{name}.placed", Role.GHOST, rect, stroke=colour, stroke_px=2, opacity=opacity)
        yield pin(look, f"{name}.placed.pin", block.cell((at[0], at[1])), strength, opacity)
