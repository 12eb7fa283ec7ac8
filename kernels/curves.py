"""Curves: the convolution of a staircase with a profile, y(t) = ∫ f(s) g(t−s) ds, from both ends."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property

import numpy as np

from kernels.profiles import Profile
from kernels.samples import FloatArray
from kernels.signal import Signal


@dataclass(frozen=True)
class Curves:
    """A 1-D signal read as a staircase, f(x) = f(s) for s − 1/2 ≤ x < s + 1/2 and 0 beyond its ends, and a profile."""

    signal: Signal
    profile: Profile

    @property
    def count(self) -> int:
        """The number of steps of the staircase, each one wide."""
        return self.signal.shape[0]

    @cached_property
    def span(self) -> tuple[float, float]:
        """The x from the first at which f or y is not 0 to the last."""
        return min(0.0, self.profile.low) - 0.5, self.count - 0.5 + max(0.0, self.profile.high)

    def f(self, x: FloatArray) -> FloatArray:
        """The staircase; shape of `x`."""
        step = np.floor(x + 0.5).astype(int)
        inside = (step >= 0) & (step < self.count)
        steps: FloatArray = np.where(inside, self.signal.values[np.clip(step, 0, self.count - 1)], 0.0)
        return steps

    def humps(self, t: FloatArray) -> FloatArray:
        """What every step adds to y(t): all copies of g in it together. Shape (*shape of `t`, steps)."""
        edges = np.arange(self.count + 1) - 0.5
        areas = self.profile.area_until(np.subtract.outer(t, edges))
        humps: FloatArray = (areas[..., :-1] - areas[..., 1:]) * self.signal.values
        return humps

    def y(self, t: FloatArray) -> FloatArray:
        """The integral, exact: every step of f times the area of g that it meets. Shape of `t`."""
        total: FloatArray = self.humps(t).sum(axis=-1)
        return total

    def centres(self, level: float) -> FloatArray:
        """Where the copies stand: 2^n in every step, evenly, at whole levels n. Shape (steps, copies in a step).

        Between two levels every copy has split in two that part: at level 0.5 they are half-way to their places.
        """
        whole = int(np.ceil(level))
        parted = 1.0 if whole == 0 else 1.0 - (whole - level)
        copies = 2**whole
        within = (np.arange(copies) + 0.5) / copies - 0.5
        if whole:
            before = (np.arange(copies // 2) + 0.5) / (copies // 2) - 0.5
            within = np.repeat(before, 2) * (1 - parted) + within * parted
        centres: FloatArray = np.arange(self.count)[:, None] + within[None, :]
        return centres

    def heights(self, level: float) -> FloatArray:
        """How tall the copies of every step are: f(s) shared among them. Shape (steps,)."""
        heights: FloatArray = self.signal.values / 2 ** int(np.ceil(level))
        return heights

    def copies_sum(self, x: FloatArray, level: float, grown: FloatArray | None = None) -> FloatArray:
        """The sum of all copies, those of step s at `grown[s]` of their height; shape of `x`. It tends to y."""
        heights = self.heights(level) * (1.0 if grown is None else grown)
        copies = self.profile.at(x[:, None, None] - self.centres(level)[None, :, :])
        total: FloatArray = copies.sum(axis=2) @ heights
        return total

    def product(self, t: float, s: FloatArray) -> FloatArray:
        """f(s) g(t−s), whose area is y(t); shape of `s`."""
        return self.f(s) * self.profile.at(t - s)
