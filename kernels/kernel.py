"""The kernel: numbers with an origin, the tap that sits at offset 0."""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction
from functools import cached_property
from typing import Any

import numpy as np

from kernels.bounds import DESCRIBE_TAPS
from kernels.errors import InputError
from kernels.numbers import token
from kernels.samples import FloatArray, Index, Samples, checked_texts, checked_values

_FLIPPED = " flipped"
_FLIP_OF = "the flip of: "


@dataclass(frozen=True, eq=False)
class Kernel(Samples):
    """A 1-D or 2-D array of weights; tap k of an axis sits at offset k − c, where c is the origin.

    `values`: read-only float64, shape (M,) or (M, M′). `origin`: one tap index an axis, (M−1)//2 when left empty.
    `name`, `summary`: for people. `texts`: the values as typed, flat in C order, so that 1/3 stays 1/3.
    Raises InputError when not finite, empty, of another dimension, past the bounds, or with its origin outside.
    """

    values: FloatArray
    origin: Index = ()
    name: str = "kernel"
    summary: str = ""
    texts: tuple[str, ...] | None = None

    def __post_init__(self) -> None:
        values = checked_values(self.values, "kernel", DESCRIBE_TAPS)
        object.__setattr__(self, "values", values)
        object.__setattr__(self, "texts", checked_texts(self.texts, values.size, "kernel"))
        object.__setattr__(self, "origin", _checked_origin(self.origin, values.shape))

    def offsets(self) -> tuple[range, ...]:
        """The undilated offsets k − c of the taps, one range an axis."""
        return tuple(range(-c, length - c) for length, c in zip(self.shape, self.origin, strict=True))

    def flipped(self) -> Kernel:
        """The kernel mirrored about its origin, h(x) = g(−x): all axes reversed, origin M−1−c; twice is the identity.

        In 1-D a mirror, `1 2 [4] -> [4] 2 1`; in 2-D a half turn. The name of a symmetric kernel stays.
        """
        values = self.values[_reversed(self.ndim)]
        origin = tuple(length - 1 - c for length, c in zip(self.shape, self.origin, strict=True))
        if origin == self.origin and np.array_equal(values, self.values):
            return self
        turned_back = self.name.endswith(_FLIPPED)
        name = self.name.removesuffix(_FLIPPED) if turned_back else self.name + _FLIPPED
        summary = self.summary.removeprefix(_FLIP_OF) if turned_back else _FLIP_OF + self.summary
        return Kernel(values, origin, name, summary, self.texts[::-1] if self.texts else None)

    @cached_property
    def is_symmetric(self) -> bool:
        """Whether the kernel equals its flip, origin included."""
        middle = tuple((length - 1) / 2 for length in self.shape)
        return middle == self.origin and np.array_equal(self.values, self.values[_reversed(self.ndim)])

    def even_part(self) -> Kernel:
        """(g(x) + g(−x)) / 2 on the support ±max(c, M−1−c) of each axis, origin in its middle."""
        return self.blend(Fraction(0))

    def odd_part(self) -> Kernel:
        """(g(x) − g(−x)) / 2 on the support ±max(c, M−1−c) of each axis; 0 everywhere for a symmetric kernel."""
        return self._part(Fraction(1, 2), Fraction(-1, 2), "odd part")

    def blend(self, share: Fraction) -> Kernel:
        """The even part and a `share` of the odd part, on their support: the even part at 0, g itself at 1."""
        names = {Fraction(0): "even part", Fraction(1): "even and odd part"}
        name = names.get(share, f"even part with {share} of the odd part")
        return self._part((1 + share) / 2, (1 - share) / 2, name)

    def _part(self, own: Fraction, mirrored: Fraction, which: str) -> Kernel:
        """own · g(x) + mirrored · g(−x)."""
        reach = tuple(max(c, length - 1 - c) for length, c in zip(self.shape, self.origin, strict=True))
        support = np.full(tuple(2 * r + 1 for r in reach), Fraction(0), dtype=object)
        inside = zip(reach, self.origin, self.shape, strict=True)
        support[tuple(slice(r - c, r - c + length) for r, c, length in inside)] = self.exact
        part = (own * support + mirrored * support[_reversed(self.ndim)]).ravel()
        texts = tuple(str(value) if self.in_fractions else token(value) for value in part)
        values = np.array([float(value) for value in part]).reshape(support.shape)
        return Kernel(values, reach, f"{self.name} {which}", f"the {which} of {self.name}", texts)

    def content(self) -> tuple[Any, ...]:
        """All that tells it from another, its origin included."""
        return (*super().content(), self.origin)

    def __reduce__(self) -> tuple[Any, ...]:  # a pickled array comes back writable, a kernel must not
        return Kernel, (self.values, self.origin, self.name, self.summary, self.texts)


def _reversed(ndim: int) -> tuple[slice, ...]:
    return (slice(None, None, -1),) * ndim


def _checked_origin(origin: Index, shape: Index) -> Index:
    if origin == ():
        return tuple((length - 1) // 2 for length in shape)
    shown = ",".join(str(c)[:40] for c in origin)
    if len(origin) != len(shape):
        form = "one tap index" if len(shape) == 1 else "two tap indices r,c"
        raise InputError(f"origin {shown[:60]} has {len(origin)} entries for a {len(shape)}-D kernel; give {form}")
    if any(not 0 <= c < length for c, length in zip(origin, shape, strict=True)):
        last = ",".join(str(length - 1) for length in shape)
        first = ",".join("0" for _ in shape)
        raise InputError(f"origin {shown} is outside the kernel; tap indices go from {first} to {last}")
    return tuple(int(c) for c in origin)
