"""Filtered pictures: what a kernel makes of every pixel and channel, exact, by either view."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from fractions import Fraction
from functools import cached_property
from math import lcm

import numpy as np

from kernels.boundary import extended_values
from kernels.bounds import MOST_SAMPLE
from kernels.copies import scattered
from kernels.image import Image
from kernels.kernel import Kernel
from kernels.problem import Problem
from kernels.samples import FloatArray, Index, Numbers
from kernels.windows import gathered

_FITS = 2**62  # whole numbers below this are summed as machine words
_ARE_FLOATS = 2**53  # whole numbers below this are floats as they are


@dataclass(frozen=True, eq=False)
class Filtered:
    """The outputs of a picture, exact: `numerators` (rows, columns, channels) of fractions with one `denominator`.

    `outputs`: the t of the rows and of the columns.
    """

    outputs: tuple[range, range]
    numerators: Numbers
    denominator: int

    def at(self, t: Index, channel: int) -> Fraction:
        """One output."""
        row, column = (axis.index(position) for axis, position in zip(self.outputs, t, strict=True))
        return Fraction(int(self.numerators[row, column, channel]), self.denominator)

    @cached_property
    def values(self) -> FloatArray:
        """The outputs as the nearest floats, shape (rows, columns, channels)."""
        exact = max(int(abs(self.numerators).max()), self.denominator) < _ARE_FLOATS
        numerators = self.numerators if exact else self.numerators.astype(object)  # Python's own division rounds once
        values = (numerators / self.denominator).astype(float)
        values.flags.writeable = False
        return values

    @property
    def pixels(self) -> int:
        """How many there are."""
        return len(self.outputs[0]) * len(self.outputs[1])

    @property
    def low(self) -> Fraction:
        """The least output."""
        return Fraction(int(self.numerators.min()), self.denominator)

    @property
    def high(self) -> Fraction:
        """The greatest output."""
        return Fraction(int(self.numerators.max()), self.denominator)

    @property
    def changed(self) -> int:
        """At how many pixels any channel is not 0."""
        return int((self.numerators != 0).any(axis=2).sum())

    def minus(self, other: Filtered) -> Filtered:
        """This − the other, of one denominator, at every t that both have."""
        if self.denominator != other.denominator:
            raise ValueError("these are outputs of different kernels")
        common = tuple(
            range(max(a.start, b.start), min(a.stop, b.stop)) for a, b in zip(self.outputs, other.outputs, strict=True)
        )
        return Filtered((common[0], common[1]), self._over(common) - other._over(common), self.denominator)

    def _over(self, outputs: tuple[range, ...]) -> Numbers:
        rows, columns = (slice(t.start - o.start, t.stop - o.start) for t, o in zip(outputs, self.outputs, strict=True))
        return self.numerators[rows, columns]


def scatter_picture(problem: Problem, image: Image, rows: int | None = None) -> Filtered:
    """Every pixel of every channel drops its scaled copy of g; of `rows` from the top only, if given, ghosts included.

    `problem` has the kernel and all settings, and as its signal one of the channels.
    """
    denominator, taps = _whole(problem.g)

    def one(channel: Numbers) -> Numbers:
        data = extended_values(channel.astype(taps.dtype), problem.carrying, problem.boundary)
        if rows is not None:
            data[rows:] = 0
        return scattered(problem, data, taps)

    return _filtered(problem, image, denominator, one)


def gather_picture(problem: Problem, image: Image) -> Filtered:
    """Every output of every channel is summed under its window of h; `problem` as for `scatter_picture`."""
    denominator, taps = _whole(problem.h)

    def one(channel: Numbers) -> Numbers:
        data = extended_values(channel.astype(taps.dtype), problem.extended, problem.boundary)
        return gathered(problem, data, taps)

    return _filtered(problem, image, denominator, one)


def _filtered(problem: Problem, image: Image, denominator: int, one: Callable[[Numbers], Numbers]) -> Filtered:
    every = np.stack([one(image.samples[..., i]) for i in range(len(image.channels))], axis=2)
    rows, columns = problem.outputs
    return Filtered((rows, columns), every, denominator)


def _whole(kernel: Kernel) -> tuple[int, Numbers]:
    """The taps as whole numbers over one denominator; as Python's own where a sum may not fit into a machine word."""
    exact = kernel.exact.ravel().tolist()
    denominator = lcm(*(value.denominator for value in exact))
    taps = [int(value * denominator) for value in exact]
    fits = MOST_SAMPLE * sum(abs(tap) for tap in taps) < _FITS
    return denominator, np.array(taps, dtype=np.int64 if fits else object).reshape(kernel.shape)
