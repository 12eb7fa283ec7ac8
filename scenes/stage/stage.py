"""The stage: all mobjects of a film, posed for any moment."""

from __future__ import annotations

from ..storyboard.picture import Picture
from .mobjects import Posed


class Stage:
    """Holds one posed mobject for every key that a picture has ever shown."""

    def __init__(self, picture: Picture) -> None:
        self.picture = picture
        self._mobjects: dict[str, Posed] = {}

    def pose(self, beat: int, seconds: float) -> list[Posed]:
        """The mobjects of a moment, in painting order."""
        shown = []
        for shape in self.picture.shapes(beat, seconds):
            mobject = self._mobjects.get(shape.key)
            if mobject is None:
                mobject = self._mobjects[shape.key] = Posed(self.picture.frame)
            mobject.pose(shape)
            shown.append(mobject)
        return shown
