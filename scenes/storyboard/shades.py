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
USUAL = 0.98  # of all numbers, that a signed scale must hold
NARROWEST = 4.0  # times what a scale holds is the greatest number there may be
STEPS = 512  # of the diverging scale, from one end to the other


@dataclass(frozen=True)
class Shades:
    """From 0, black, to `most`, white; or `signed`, from −most to +most with 0 in the middle.

    A picture of three channels is seen in its colours where nothing is negative. Signed numbers have the diverging
    scale, which shows one channel: the one that is told. `clipped`: whether some numbers lie beyond the ends.
    """

    most: float
    signed: bool
    clipped: bool = False

    @classmethod
    def of_input(cls) -> Shades:
        """The scale of a picture's own pixels."""
        return cls(float(MOST_SAMPLE), False)

    @classmethod
    def of(cls, *results: Filtered) -> Shades:
        """One scale for all of these: signed if any number is negative, else never narrower than a picture's own."""
        low, high = min(r.low for r in results), max(r.high for r in results)
        if low >= 0:
            return cls(max(float(high), float(MOST_SAMPLE)), False)
        return cls._signed(*results)

    @classmethod
    def of_difference(cls, difference: Filtered, results: Shades) -> Shades:
        """The results' own scale, if it is signed and about as wide; else one of its own."""
        own = cls._signed(difference)
        if own.most == 0 or (results.signed and results.most / 2 <= own.most <= results.most):
            return cls(results.most, True, results.clipped)
        return own

    @classmethod
    def _signed(cls, *results: Filtered) -> Shades:
        """To the greatest magnitude; or, where hardly any number comes near it, to one that all but a few keep to."""
        sizes = np.concatenate([np.abs(result.values).ravel() for result in results])
        most = float(sizes.max())
        usual = max(float(np.quantile(sizes, USUAL)), most / NARROWEST)
        if usual == 0 or usual > most / 2:
            return cls(most, True)
        unit = 10.0 ** np.floor(np.log10(usual) - 1)
        return cls(float(np.ceil(usual / unit) * unit), True, True)

    def pixels(self, theme: Theme, values: Numbers) -> Bytes:
        """Colours (height, width, 3) of numbers (height, width, channels)."""
        shares = np.clip(values / self.most, -1.0, 1.0)
        if not self.signed:
            return _bytes(np.broadcast_to(np.clip(shares, 0.0, 1.0) * 255, (*values.shape[:2], 3)))
        told = shares[..., values.shape[2] // 2]  # the only one, or green
        return _ramp(theme)[np.rint((told + 1) / 2 * STEPS).astype(np.intp)]

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
