"""Pixels: the colours of a raster as plain bytes, known by a digest."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from functools import cached_property

import numpy as np
import numpy.typing as npt

Bytes = npt.NDArray[np.uint8]


@dataclass(frozen=True)
class Pixels:
    """Red, green and blue of `height` rows of `width` pixels, from the upper left corner on, a byte each."""

    width: int
    height: int
    rgb: bytes

    @classmethod
    def of(cls, colours: Bytes) -> Pixels:
        """Of an array (height, width, 3)."""
        height, width, _ = colours.shape
        return cls(width, height, np.ascontiguousarray(colours, dtype=np.uint8).tobytes())

    @property
    def array(self) -> Bytes:
        """The same as an array (height, width, 3) that cannot be written to."""
        return np.frombuffer(self.rgb, dtype=np.uint8).reshape(self.height, self.width, 3)

    @cached_property
    def digest(self) -> str:
        """Tells it from any other."""
        return hashlib.sha256(self.rgb).hexdigest()

    def __repr__(self) -> str:  # short and complete, because addresses are made from it
        return f"Pixels({self.width}, {self.height}, {self.digest})"
