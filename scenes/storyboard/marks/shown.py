"""Shown: another mark that comes and goes as a whole."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from functools import cached_property

from ..shapes import Shape
from ..track import Track, Values
from .mark import Look, Mark


@dataclass(frozen=True, eq=False)
class Shown:
    """`mark` as seen with the opacity of a track."""

    mark: Mark
    shown: Track

    @cached_property
    def tracks(self) -> tuple[Track, ...]:
        """The mark's, and its opacity."""
        return (*self.mark.tracks, self.shown)

    def shapes(self, look: Look, values: Values) -> Iterator[Shape]:
        """The mark's shapes, or none."""
        opacity = values[self.shown]
        if opacity >= 1:
            yield from self.mark.shapes(look, values)
        elif opacity > 0:
            yield from (replace(shape, opacity=shape.opacity * opacity) for shape in self.mark.shapes(look, values))
