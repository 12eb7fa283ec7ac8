"""On stage: a mark of one of the acts of a joined film, in that act's own layout."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from functools import cached_property

from ..shapes import Shape, Text
from ..track import Track, Values
from .mark import Look, Mark


@dataclass(frozen=True, eq=False)
class OnStage:
    """`mark` where the layout of its `act` has it, seen with the act's opacity.

    Its shapes' keys begin with the act's name, `flip/title.0`: acts have shapes of the same keys.
    """

    mark: Mark
    act: str
    shown: Track

    @cached_property
    def tracks(self) -> tuple[Track, ...]:
        """The mark's, and the act's."""
        return (*self.mark.tracks, self.shown)

    def shapes(self, look: Look, values: Values) -> Iterator[Shape]:
        """The mark's shapes, or none."""
        from ..layout import Layout  # here, because captions and numbers alone need no layout

        opacity = values[self.shown]
        if opacity <= 0:
            return
        own = replace(look, layout=look.spot(self.act, Layout))
        for shape in self.mark.shapes(own, values):
            key, seen = f"{self.act}/{shape.key}", shape.opacity * opacity
            if isinstance(shape, Text) and shape.inside is not None:
                yield replace(shape, key=key, opacity=seen, inside=f"{self.act}/{shape.inside}")
            else:
                yield replace(shape, key=key, opacity=seen)
