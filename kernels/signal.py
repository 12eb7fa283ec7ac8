"""The signal: the data f that a kernel is applied to."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from kernels.bounds import DESCRIBE_INPUTS
from kernels.samples import FloatArray, Samples, checked_texts, checked_values


@dataclass(frozen=True, eq=False)
class Signal(Samples):
    """The inputs f(s), s = 0 … N−1 on each of one or two axes; row 0 of a grid is on top.

    `values`: read-only float64, shape (N,) or (N, N′). `texts`: the values as typed, flat in C order.
    Raises InputError when not finite, empty, of another dimension or past the bounds.
    """

    values: FloatArray
    name: str = "signal"
    summary: str = ""
    texts: tuple[str, ...] | None = None

    def __post_init__(self) -> None:
        values = checked_values(self.values, "signal", DESCRIBE_INPUTS)
        object.__setattr__(self, "values", values)
        object.__setattr__(self, "texts", checked_texts(self.texts, values.size, "signal"))

    def __reduce__(self) -> tuple[Any, ...]:  # a pickled array comes back writable, a signal must not
        return Signal, (self.values, self.name, self.summary, self.texts)
