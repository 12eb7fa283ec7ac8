"""Profiles: kernels that are curves g(x), for data that is a staircase. A new one is one entry.

Every profile has an exact formula on a bounded support, is 0 outside, never negative, and 1 at its peak.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from functools import lru_cache
from math import ceil, erf, floor, pi, sqrt

import numpy as np

from kernels.kernel import Kernel
from kernels.samples import FloatArray

DIGITS = 12  # after the point, of the areas that stand for a curve: so that mirrored cells are equal numbers
Function = Callable[[FloatArray], FloatArray]


@dataclass(frozen=True)
class Profile:
    """A kernel as a curve: g(x) for low ≤ x ≤ high, else 0. The unit of x is the distance of two inputs.

    `own_formula`, `start`, `end`, `value` and `area` (its integral from `start`) are of g as it is listed; `turned`:
    whether this is that curve mirrored.
    """

    name: str
    own_formula: str
    start: float
    end: float
    value: Function
    area: Function
    summary: str
    turned: bool = False
    turned_formula: str = ""  # where it is another

    @property
    def formula(self) -> str:
        """The curve as people write it."""
        return self.turned_formula or self.own_formula if self.turned else self.own_formula

    @property
    def low(self) -> float:
        """Where the support begins."""
        return -self.end if self.turned else self.start

    @property
    def high(self) -> float:
        """Where the support ends."""
        return -self.start if self.turned else self.end

    def at(self, x: FloatArray) -> FloatArray:
        """g(x), the ends of the support included; shape of `x`."""
        own = -x if self.turned else x
        inside = (own >= self.start) & (own <= self.end)
        return np.where(inside, self.value(np.clip(own, self.start, self.end)), 0.0)

    def area_until(self, x: FloatArray) -> FloatArray:
        """∫ g(u) du over all u ≤ x; shape of `x`."""
        if self.turned:
            return self._area(np.full_like(x, self.end)) - self._area(-x)
        return self._area(x)

    def _area(self, x: FloatArray) -> FloatArray:
        return self.area(np.clip(x, self.start, self.end))

    def flipped(self) -> Profile:
        """g(−x)."""
        return replace(self, turned=not self.turned)

    def cells(self) -> Kernel:
        """The kernel of numbers that goes with it: tap k is the area of g from k − 1/2 to k + 1/2.

        With these taps the discrete convolution is, at every whole t, the integral of g with the data as a staircase.
        """
        first, last = floor(self.start + 0.5), ceil(self.end - 0.5)
        edges: FloatArray = np.arange(first, last + 2, dtype=np.float64) - 0.5
        kernel = Kernel(np.diff(self._area(edges)).round(DIGITS), (-first,), self.name, self.summary)
        return kernel.flipped() if self.turned else kernel


def _gaussian_area(x: FloatArray) -> FloatArray:
    scaled = np.array([erf(u / sqrt(2)) for u in np.ravel(x)]).reshape(np.shape(x))
    return sqrt(pi / 2) * (scaled + erf(3 / sqrt(2)))


PROFILES: tuple[Profile, ...] = (
    Profile(
        "gaussian", "exp(−x²/2)", -3.0, 3.0, lambda x: np.exp(-x * x / 2), _gaussian_area,
        "curve exp(−x²/2) from −3 to 3: a smooth blur; symmetric, hides the flip",
    ),
    Profile(
        "decay", "exp(−x)", 0.0, 5.0, lambda x: np.exp(-x), lambda x: 1 - np.exp(-x),
        "curve exp(−x) from 0 to 5: sets in at once and fades, like an echo", turned_formula="exp(x)",
    ),
    Profile(
        "ramp", "x/2", 0.0, 2.0, lambda x: x / 2, lambda x: x * x / 4,
        "curve x/2 from 0 to 2: rises, and breaks off", turned_formula="−x/2",
    ),
    Profile(
        "triangle", "1 − |x|", -1.0, 1.0, lambda x: 1 - np.abs(x), lambda x: 0.5 + x - np.sign(x) * x * x / 2,
        "curve 1 − |x| from −1 to 1; symmetric, hides the flip",
    ),
    Profile(
        "box", "1", -0.5, 0.5, np.ones_like, lambda x: x + 0.5,
        "curve 1 from −1/2 to 1/2: the mean around a place; symmetric, hides the flip",
    ),
)  # fmt: skip

PROFILE_NAMES = tuple(profile.name for profile in PROFILES)


@lru_cache
def _known() -> tuple[tuple[Kernel, Profile], ...]:
    return tuple((p.cells(), p) for profile in PROFILES for p in (profile, profile.flipped()))


def profile_named(name: str) -> Profile:
    """The profile of a name among `PROFILE_NAMES`."""
    return next(profile for profile in PROFILES if profile.name == name)


def profile_of(kernel: Kernel) -> Profile | None:
    """The profile that a kernel's numbers were made from; None for a kernel that is numbers only."""
    return next((profile for cells, profile in _known() if cells == kernel), None)
