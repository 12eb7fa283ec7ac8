"""Shades: how the numbers of a picture become colours, for whole pictures and for single cells."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache

import numpy as np

from kernels import Filtered, Image
from kernels.bounds import MOST_SAMPLE
from kernels.samples import Numbers

from .diverging import diverging
from .pixels import Bytes
from .theme import Theme, contrast, mix

BLACK, WHITE = "#020202", "#FDFDFD"  # of cells; full black and white are colours of the themes, which mean more
STEPS = 512  # of the diverging scale, from one end to the other


@dataclass(frozen=True)
class Shades:
    """From 0, black, to `most`, white; or `signed`, from −most to +most with 0 in the middle.

    Signed numbers of one channel have the diverging scale. In a picture of three channels each is seen as its own
    colour, and signed ones around a middle grey.
    """

    most: float
    signed: bool

    @classmethod
    def of_input(cls) -> Shades:
        """The scale of a picture's own pixels."""
        return cls(float(MOST_SAMPLE), False)

    @classmethod
    def of(cls, *results: Filtered) -> Shades:
        """One scale for all of these: signed if any number is negative, and never narrower than a picture's own."""
        low, high = min(r.low for r in results), max(r.high for r in results)
        if low >= 0:
            return cls(max(float(high), float(MOST_SAMPLE)), False)
        return cls(float(max(-low, high)), True)

    @classmethod
    def of_difference(cls, difference: Filtered, results: Shades) -> Shades:
        """The results' own scale, if it is signed and wide enough; else one that holds the difference."""
        most = float(max(-difference.low, difference.high))
        return results if results.signed and results.most >= most else cls(max(most, results.most), True)

    def pixels(self, theme: Theme, values: Numbers) -> Bytes:
        """Colours (height, width, 3) of numbers (height, width, channels)."""
        shares = np.clip(values / self.most, -1.0, 1.0)
        if not self.signed:
            return _bytes(np.broadcast_to(np.clip(shares, 0.0, 1.0) * 255, (*values.shape[:2], 3)))
        if values.shape[2] == 1:
            return _ramp(theme)[np.rint((shares[..., 0] + 1) / 2 * STEPS).astype(np.intp)]
        return _bytes((shares + 1) / 2 * 255)

    def fill(self, theme: Theme, value: float) -> str:
        """The colour of a cell with one number."""
        if self.signed:
            return diverging(theme, value / self.most)
        return mix(BLACK, WHITE, min(max(value / self.most, 0.0), 1.0))

    def ink(self, theme: Theme, value: float) -> str:
        """The colour of the number in that cell."""
        return max((BLACK, WHITE), key=lambda ink: contrast(ink, self.fill(theme, value)))


def of_image(theme: Theme, image: Image) -> Bytes:
    """The picture itself."""
    return Shades.of_input().pixels(theme, image.samples.astype(float))


def _bytes(values: Numbers) -> Bytes:
    return np.rint(values).astype(np.uint8)


@cache
def _ramp(theme: Theme) -> Bytes:
    """The colours of the diverging scale from −1 to 1."""
    colours = [diverging(theme, 2 * i / STEPS - 1) for i in range(STEPS + 1)]
    return np.array([[int(c[i : i + 2], 16) for i in (1, 3, 5)] for c in colours], dtype=np.uint8)
