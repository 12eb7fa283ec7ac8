"""What every mark is: tracks, and a pure function from their values to shapes."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Protocol, TypeVar

from ..panel import Panel
from ..shapes import Shape
from ..theme import Theme, mix
from ..track import Track, Values

if TYPE_CHECKING:  # captions and numbers alone, as for --describe, need no layout
    from ..layout import Headed, Layout
    from ..panel_layout import PanelLayout


Place = TypeVar("Place")


@dataclass(frozen=True)
class Look:
    """All that a mark needs to know of the film that it stands in: the layout and the theme."""

    layout: Layout
    theme: Theme

    def place(self, panel: Panel) -> PanelLayout:
        """Where the parts of `panel` stand."""
        return self.layout.panels[panel.name]

    def headed(self, panel: Panel) -> Headed:
        """The same for a panel of any dimension, as far as all have it."""
        return self.layout.headed[panel.name]

    def spot(self, name: str, kind: type[Place]) -> Place:
        """The place of a part that a body of its own kind has laid out."""
        place = self.layout.places[name]
        if not isinstance(place, kind):
            raise TypeError(f"{name} stands in a {type(place).__name__}, not in a {kind.__name__}")
        return place

    def ink(self, colour: str, strength: float) -> str:
        """`colour` as seen at a strength: mixed with the background, so that overlaps never shine through."""
        if strength >= 1:
            return colour
        return mix(self.theme.background, colour, 1 - (1 - max(strength, 0.0)) * self.theme.dimming)


class Mark(Protocol):
    """One visual thing."""

    @property
    def tracks(self) -> Sequence[Track]:
        """The animated numbers that it depends on; no others."""

    def shapes(self, look: Look, values: Values) -> Iterator[Shape]:
        """Its shapes for these values of its tracks, in painting order; what cannot be seen is left out."""
