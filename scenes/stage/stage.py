"""The stage: all mobjects of a film, posed for any moment."""

from __future__ import annotations

from ..storyboard.picture import Picture
from ..storyboard.shapes import Raster
from .mobjects import Channels, Posed, as_rgb
from .rasters import PosedRaster


class Stage:
    """Holds one posed mobject for every key that a picture has ever shown; `channels`: what colours are painted in."""

    def __init__(self, picture: Picture, channels: Channels = as_rgb) -> None:
        self.picture = picture
        self._channels = channels
        self._mobjects: dict[str, Posed | PosedRaster] = {}

    def pose(self, beat: int, seconds: float) -> list[Posed | PosedRaster]:
        """The mobjects of a moment, in painting order."""
        shown: list[Posed | PosedRaster] = []
        for shape in self.picture.shapes(beat, seconds):
            mobject = self._mobjects.get(shape.key)
            if mobject is None:
                kind = PosedRaster if isinstance(shape, Raster) else Posed
                mobject = self._mobjects[shape.key] = kind(self.picture.frame, self._channels)
            mobject.pose(shape)  # type: ignore[arg-type]  # a key is of one kind of shape
            shown.append(mobject)
        return shown
