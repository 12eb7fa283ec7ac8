"""The tally of a check: how many numbers were compared, how far apart they were, and which do not hold."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import numpy as np

from kernels.samples import FloatArray

MOST_TOLD = 5  # differences that are told one by one


class Tally:
    """Counts what is compared; `wrong` has a line for each of the first differences, `differing` their number.

    `greatest`: the greatest difference that rounding explains.
    """

    def __init__(self) -> None:
        self.compared = 0
        self.differing = 0
        self.greatest = 0.0
        self.wrong: list[str] = []

    def array(self, path: str, stored: FloatArray, again: FloatArray, allowed: FloatArray | float = 0.0) -> None:
        """Compare arrays entry by entry; a difference of at most `allowed` is rounding."""
        if stored.shape != again.shape:
            self.fail(f"{path} has the shape {stored.shape}, recomputed {again.shape}")
            return
        self.compared += stored.size
        apart = np.abs(stored - again)
        holds = apart <= allowed
        if holds.any():
            self.greatest = max(self.greatest, float(apart[holds].max()))
        bad = np.argwhere(~holds)
        for index in bad[:MOST_TOLD].tolist():
            at = "".join(f"[{i}]" for i in index)
            here = tuple(index)
            self.fail(f"{path}{at} is {_shown(stored[here])}, recomputed {_shown(again[here])}")
        self.differing += max(0, len(bad) - MOST_TOLD)

    def same(self, path: str, stored: Any, again: Any) -> None:
        """Compare two values, or two sequences, that must be equal."""
        self.compared += len(stored) if isinstance(stored, Sequence) and not isinstance(stored, str) else 1
        if stored != again:
            self.fail(f"{path} is {_shown(stored)}, recomputed {_shown(again)}")

    def fail(self, line: str) -> None:
        """Note something that does not hold."""
        self.differing += 1
        if len(self.wrong) < MOST_TOLD:
            self.wrong.append(line)


def _shown(value: Any) -> str:
    if isinstance(value, tuple):
        value = list(value)
    if isinstance(value, float | np.floating):
        return repr(int(value) if float(value).is_integer() else float(value))
    text = str(value)
    return text if len(text) <= 80 else text[:79] + "…"
