"""Convolution and correlation by their definition, in plain numpy: the second opinion on what `kernels/` computes.

Nothing of the arithmetic of `kernels/` is used here, and nothing here is used by a film. The data is padded by
`np.pad`, and the sum over the taps is written out:

    convolution  y(t) = Σ_k g[k] f(t − (k − c)·d)        correlation  y(t) = Σ_k h[k] f(t + (k − c)·d)
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from math import prod
from typing import Any

import numpy as np
import numpy.typing as npt

from kernels import InputError
from kernels.bounds import MOST_EXTENDED
from kernels.samples import FloatArray, Index

EPSILON = 2.0**-52
Array = npt.NDArray[Any]


@dataclass(frozen=True)
class Definition:
    """One sum: an operator with an array of taps and its origin, on data of a shape, with all settings.

    `mode`, `boundary`, `operator` are the JSON's own words. Raises InputError for settings that no film has.
    """

    shape: Index
    taps: Array
    origin: Index
    operator: str
    mode: str = "same"
    boundary: str = "zero"
    stride: int = 1
    dilation: int = 1

    def __post_init__(self) -> None:
        if self.taps.ndim != len(self.shape):
            raise InputError("a kernel has other dimensions than the data; --check takes what a render wrote")
        if any(not 0 <= c < m for c, m in zip(self.origin, self.taps.shape, strict=True)):
            raise InputError("an origin lies outside of its kernel; --check takes what a render wrote")
        if self.boundary != "zero" and self.mode != "same":
            raise InputError(f"boundary {self.boundary} goes with mode same only; --check takes what a render wrote")
        if not all(len(t) for t in self.outputs):
            raise InputError("the kernel is longer than the data; --check takes what a render wrote")
        own = {"reflect": 1, "symmetric": 0, "wrap": 0}.get(self.boundary)  # how many inputs are not repeated
        if own is not None and any(max(pads) > n - own for pads, n in zip(self.pads, self.shape, strict=True)):
            raise InputError("the kernel reaches past all ghosts; --check takes what a render or --describe wrote")
        if prod(n + sum(pads) for n, pads in zip(self.shape, self.pads, strict=True)) > MOST_EXTENDED:
            raise InputError("the taps lie too far apart; --check takes what a render wrote")

    def offsets(self, axis: int) -> range:
        """By how far s lies from t, tap after tap: −(k − c)·d for convolution, (k − c)·d for correlation."""
        sign = -1 if self.operator == "convolution" else 1
        d, c = sign * self.dilation, self.origin[axis]
        return range(-c * d, (self.taps.shape[axis] - c) * d, d)

    @property
    def outputs(self) -> tuple[range, ...]:
        """The t of every axis: those of the mode, and of these every stride-th."""
        found = []
        for axis, n in enumerate(self.shape):
            low, high = min(self.offsets(axis)), max(self.offsets(axis))
            # full: t + offset is an input for some offset; valid: for every one
            spans = {"same": (0, n), "full": (-high, n - low), "valid": (-low, n - high)}
            start, stop = spans[self.mode]
            found.append(range(start, stop, self.stride))
        return tuple(found)

    @property
    def pads(self) -> tuple[tuple[int, int], ...]:
        """How far the windows reach before and beyond the inputs of every axis."""
        reached = (
            (t[0] + min(self.offsets(axis)), t[-1] + max(self.offsets(axis))) if t else (0, 0)
            for axis, t in enumerate(self.outputs)
        )
        return tuple((max(0, -a), max(0, z - n + 1)) for (a, z), n in zip(reached, self.shape, strict=True))

    def padded(self, data: Array) -> Array:
        """The data with all that lies outside."""
        mode: Any = "constant" if self.boundary == "zero" else self.boundary
        return np.pad(data, self.pads, mode)

    def result(self, data: Array) -> Array:
        """y over the outputs, in the numbers' own type."""
        numbers = np.result_type(self.taps, data)
        padded, y = self.padded(data).astype(numbers), np.zeros(tuple(map(len, self.outputs)), numbers)
        for k, under in self.windows():
            y = y + self.taps[k] * padded[under]
        return y

    def matrix(self) -> FloatArray:
        """W, outputs × inputs: each tap is put where its datum comes from."""
        numbers = np.arange(prod(self.shape)).reshape(self.shape)
        mode: Any = "constant" if self.boundary == "zero" else self.boundary
        padding = {"constant_values": -1} if self.boundary == "zero" else {}
        source = np.pad(numbers, self.pads, mode, **padding)
        w = np.zeros((prod(map(len, self.outputs)), numbers.size + 1))  # the last column: what is no input
        rows = np.arange(len(w))
        for k, under in self.windows():
            w[rows, source[under].ravel()] += self.taps[k]
        return w[:, :-1]

    def windows(self) -> Iterator[tuple[Index, tuple[slice, ...]]]:
        """Every tap's index, and a subscript of the padded data: what lies under it at every output."""
        for k in np.ndindex(self.taps.shape):
            starts = (t[0] + self.offsets(a)[k[a]] + self.pads[a][0] for a, t in enumerate(self.outputs))
            yield k, tuple(slice(p, p + t[-1] - t[0] + 1, t.step) for p, t in zip(starts, self.outputs, strict=True))


def rounding(definition: Definition, data: FloatArray) -> FloatArray:
    """How far two sums of the same products may lie apart, output by output: 2 (M + 1) ε Σ |g| |f|."""
    same = replace(definition, taps=np.abs(definition.taps))
    allowed: FloatArray = 2 * (definition.taps.size + 1) * EPSILON * same.result(np.abs(data))
    return allowed
