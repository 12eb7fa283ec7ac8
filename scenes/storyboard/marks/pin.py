"""The pin: the foot of the tap at offset 0, always drawn, and the arrow to what the kernel is centred at."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from ..shapes import Polygon, Role, Shape
from ..track import Track, Values
from .kernel_row import KernelRow
from .mark import Look
from .strokes import disc

RADIUS = 6.0  # px


@dataclass(frozen=True, eq=False)
class Pin:
    """The pin of a kernel; painted after the products, so that they never hide it."""

    kernel: KernelRow

    @property
    def tracks(self) -> Sequence[Track]:
        """Those of its kernel."""
        return self.kernel.tracks

    def shapes(self, look: Look, values: Values) -> Iterator[Shape]:
        """A disc, and in the kernel's own row a small arrow: up to the input, or down to the output."""
        shown, home = values[self.kernel.shown], values[self.kernel.home]
        if shown <= 0:
            return
        panel = self.kernel.panel
        place = look.place(panel)
        x, y = self.kernel.pin(look, values)
        colour = look.ink(look.theme.accent, values[self.kernel.focus])
        circle = disc(x, y, min(RADIUS, place.bar * 0.22))
        yield Polygon(f"{panel.name}.pin", Role.FOCUS, circle, colour, look.theme.background, 1.5, shown)
        opacity = shown * max(0.0, 2 * home - 1)
        if opacity > 0:
            size = 0.26 * place.frame.index_px
            if panel.scatters:
                tip, base = place.kernel.top - 1.9 * size, place.kernel.top - 0.5 * size
            else:
                tip = place.offset_y(max(place.offset_levels or [0])) + 0.25 * place.frame.index_px + 1.6 * size
                base = tip - 1.4 * size
            corners = ((x, tip), (x - size, base), (x + size, base))
            yield Polygon(f"{panel.name}.pointer", Role.FOCUS, corners, colour, opacity=opacity)
