"""The tally of a check: which entries are amiss, which numbers do not hold, and what could not be compared."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import numpy as np

from kernels.samples import FloatArray

MOST_TOLD = 5  # differences that are told one by one


class Findings:
    """What was found: how many, and a line for each of the first."""

    def __init__(self) -> None:
        self.count = 0
        self._first: list[str] = []

    def add(self, line: str, others: int = 0) -> None:
        """One more, and so many others that have no line."""
        self.count += 1 + others
        if len(self._first) < MOST_TOLD:
            self._first.append(line)

    @property
    def lines(self) -> list[str]:
        """What is told of them."""
        more = self.count - len(self._first)
        return [*self._first, f"and {more} more"] if more else self._first


class Tally:
    """Counts what is compared; `wrong` are the numbers that do not hold, `amiss` what is missing, too much or misnamed,
    `unknown` what hangs on how a file has its numbers, which the JSON does not tell.

    `greatest`: the greatest difference that rounding explains. `other`: the version that wrote the film's numbers, if
    it is not this one.
    """

    def __init__(self) -> None:
        self.other = ""
        self.compared = 0
        self.greatest = 0.0
        self.wrong = Findings()
        self.amiss = Findings()
        self.unknown = Findings()

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
        untold = max(0, len(bad) - MOST_TOLD)
        for n, index in enumerate(bad[:MOST_TOLD].tolist()):
            at = "".join(f"[{i}]" for i in index)
            here = tuple(index)
            line = f"{path}{at} is {_shown(stored[here])}, recomputed {_shown(again[here])}"
            self.wrong.add(line, 0 if n else untold)

    def same(self, path: str, stored: Any, again: Any) -> None:
        """Compare two values, or two sequences, that must be equal."""
        self.compared += len(stored) if isinstance(stored, Sequence) and not isinstance(stored, str) else 1
        if stored != again:
            self.fail(f"{path} is {_shown(stored)}, recomputed {_shown(again)}")

    def fail(self, line: str) -> None:
        """Note a number that does not hold."""
        self.wrong.add(line)


def _shown(value: Any) -> str:
    if isinstance(value, tuple):
        value = list(value)
    if isinstance(value, float | np.floating):
        return repr(int(value) if float(value).is_integer() else float(value))
    text = str(value)
    return text if len(text) <= 80 else text[:79] + "…"
