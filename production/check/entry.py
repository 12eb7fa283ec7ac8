"""Entries of a JSON file that nobody vouches for: each is asked for by its type, or refused by its name."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from math import isfinite
from typing import Any, NoReturn

import numpy as np

from kernels import InputError, quoted
from kernels.samples import FloatArray, Index


@dataclass(frozen=True)
class Entry:
    """A value of the file and where it stands, `panels[0].output`. Every method raises InputError for another type."""

    value: Any
    path: str = ""

    def __getitem__(self, key: str) -> Entry:
        """The entry of an object by its name."""
        if not isinstance(self.value, dict):
            self._refuse("is no object")
        if key not in self.value:
            raise InputError(f"{self._at(key)} is missing; --check takes what a render or --describe wrote")
        return Entry(self.value[key], self._at(key))

    def get(self, key: str) -> Entry | None:
        """The same, or None if there is none of this name."""
        return self[key] if isinstance(self.value, dict) and self.value.get(key) is not None else None

    def entries(self, most: int) -> Iterator[Entry]:
        """The entries of a list of at most so many."""
        if not isinstance(self.value, list) or len(self.value) > most:
            self._refuse(f"is no list of at most {most} entries")
        return (Entry(value, f"{self.path}[{i}]") for i, value in enumerate(self.value))

    def text(self) -> str:
        """A text."""
        if not isinstance(self.value, str):
            self._refuse("is no text")
        return str(self.value)

    def truth(self) -> bool:
        """True or false."""
        if not isinstance(self.value, bool):
            self._refuse("is neither true nor false")
        return bool(self.value)

    def one_of(self, *known: str) -> str:
        """One of the words."""
        if not isinstance(self.value, str) or self.value not in known:
            self._refuse(f"is not one of {', '.join(known)}")
        return self.value

    def whole(self, least: int, most: int) -> int:
        """A whole number within bounds."""
        if type(self.value) is not int or not least <= self.value <= most:
            self._refuse(f"is no whole number from {least} to {most}")
        return int(self.value)

    def number(self) -> float:
        """A finite number."""
        if type(self.value) not in (int, float) or not isfinite(self.value):
            self._refuse("is no number")
        return float(self.value)

    def index(self, ndim: int, least: int, most: int) -> Index:
        """One whole number an axis."""
        found = tuple(entry.whole(least, most) for entry in self.entries(2))
        if len(found) != ndim:
            self._refuse(f"has {len(found)} entries, not {ndim}")
        return found

    def array(self, most: int) -> FloatArray:
        """A list of numbers, or of rows of one length: at most so many numbers in all."""
        rows = self.value if isinstance(self.value, list) and self.value else self._refuse("is no list of numbers")
        flat = rows
        if isinstance(rows[0], list):
            if not all(isinstance(row, list) and len(row) == len(rows[0]) for row in rows) or not rows[0]:
                self._refuse("has rows of several lengths")
            flat = [number for row in rows for number in row]
        if len(flat) > most:
            self._refuse(f"has {len(flat)} numbers, more than {most}")
        if not all(type(number) in (int, float) for number in flat):
            self._refuse("holds something that is no number")
        shape = (len(rows), len(rows[0])) if flat is not rows else (len(rows),)
        return np.array(flat, dtype=np.float64).reshape(shape)

    def _at(self, key: str) -> str:
        return f"{self.path}.{key}" if self.path else key

    def _refuse(self, why: str) -> NoReturn:
        raise InputError(f"{quoted(self.path or 'the whole')} {why}; --check takes what a render or --describe wrote")
