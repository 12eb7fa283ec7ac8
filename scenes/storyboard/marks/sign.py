"""Signs between panels: whether what they make is equal."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from ..quad_body import SignPlace
from ..shapes import Role, Shape, Text, Weight
from ..track import Track, Values
from .mark import Look


@dataclass(frozen=True, eq=False)
class Sign:
    """`=` or `≠`, at the place of its name."""

    name: str
    equal: bool
    shown: Track

    @property
    def tracks(self) -> tuple[Track, ...]:
        """Visibility."""
        return (self.shown,)

    def shapes(self, look: Look, values: Values) -> Iterator[Shape]:
        """One character."""
        if values[self.shown] > 0:
            place, text = look.spot(self.name, SignPlace), "=" if self.equal else "≠"
            colour, size, opacity = look.theme.accent, place.size_px, values[self.shown]
            key = self.name.replace(" ", ".")
            yield Text(key, Role.VALUE, text, place.x, place.y, size, colour, Weight.SEMIBOLD, opacity=opacity)
