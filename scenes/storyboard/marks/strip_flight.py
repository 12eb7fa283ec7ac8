"""A strip's flight: a second copy of a kernel turns about its pin and goes over to the panel that uses it so."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from ..quad_body import SmallPlace
from ..shapes import Rect, Shape
from ..track import Track, Values
from .cell_strip import CellStrip, taps, turned
from .mark import Look


@dataclass(frozen=True, eq=False)
class StripFlight:
    """From the strip of `first` to that of `last`, which shows the same kernel mirrored; gone when it has arrived."""

    first: CellStrip
    last: CellStrip
    turn: Track  # 0: as the first strip, 1: mirrored
    way: Track  # 0: at the first, 1: at the last

    @property
    def tracks(self) -> tuple[Track, ...]:
        """How far it is, and where both strips stand."""
        return self.turn, self.way, self.first.at, self.last.at, self.first.turn

    def shapes(self, look: Look, values: Values) -> Iterator[Shape]:
        """The cells and the pin."""
        way, kernel = values[self.way], self.first.kernel
        if values[self.turn] <= 0 or way >= 1:
            return
        place = look.spot(self.first.panel.name, SmallPlace)
        end = look.spot(self.last.panel.name, SmallPlace)
        a, b = place.cell(values[self.first.at]), end.cell(values[self.last.at])
        home = Rect(a.x + (b.x - a.x) * way, a.y + (b.y - a.y) * way, a.w, a.h)
        turn = values[self.first.turn] + values[self.turn]
        rects = turned(place, home, kernel, self.first.panel.problem.dilation, turn)
        yield from taps(look, place, f"{self.first.panel.name}.flight", kernel, rects, 1.0)
