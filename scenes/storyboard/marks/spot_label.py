"""Labels of spots: a few words above a rectangle that say what is seen there."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from ..image_body import Spot, Spots
from ..shapes import Anchor, Role, Shape, Text
from ..track import Track, Values
from .mark import Look


@dataclass(frozen=True, eq=False)
class SpotLabel:
    """`words` above the upper left corner of a spot."""

    key: str
    spot: Spot
    words: str
    shown: Track
    focus: Track

    @property
    def tracks(self) -> tuple[Track, ...]:
        """Visibility, and the panel's focus."""
        return self.shown, self.focus

    def shapes(self, look: Look, values: Values) -> Iterator[Shape]:
        """One line."""
        if values[self.shown] > 0:
            rect, size = look.spot(self.spot.part, Spots).rects[self.spot.name], look.layout.frame.index_px
            colour, y = look.ink(look.theme.muted, values[self.focus]), rect.y - 0.34 * size
            opacity = values[self.shown]
            yield Text(self.key, Role.INDEX, self.words, rect.x, y, size, colour, anchor=Anchor.START, opacity=opacity)
