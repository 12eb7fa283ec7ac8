"""Numbers as people type them: `1,2,4`, `0 1; 2 3`, `1/3`; kept as typed, so that fractions stay fractions."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from fractions import Fraction

import numpy as np

from kernels.bounds import (
    LEAST_MAGNITUDE,
    MOST_LITERAL_LENGTH,
    MOST_MAGNITUDE,
    MOST_NUMBER_LENGTH,
    plain,
)
from kernels.errors import InputError, quoted
from kernels.samples import FloatArray, Index, check_shape

# Each has one way to match a text, so that none of them takes long over a long one.
_DECIMAL = re.compile(r"[+-]?([0-9]+(\.[0-9]*)?|\.[0-9]+)([eE][+-]?[0-9]+)?")
_FRACTION = re.compile(r"[+-]?[0-9]+/[+-]?[0-9]+")
_NOT_FINITE = re.compile(r"[+-]?(nan|inf(inity)?)", re.IGNORECASE)
_COMPLEX = re.compile(r"[+-]?[0-9.]*([eE][+-]?[0-9]+)?([+-][0-9.]*)?[ij]", re.IGNORECASE)
_VULGAR = re.compile(r"[+-]?[¼-¾⅐-⅞]")
_START = re.compile(r"[+\-−]?\.?[0-9¼-¾⅐-⅞]")
_SEPARATOR = re.compile(r"\s*,\s*|\s+")


class EntryError(InputError):
    """An entry that is no number to be used; `at` is its place among all, from 0 on, row by row."""

    def __init__(self, message: str, at: int) -> None:
        super().__init__(message)
        self.at = at


@dataclass(frozen=True, slots=True)
class Typed:
    """Numbers on one or two axes, with their texts (flat, C order) where they had any."""

    values: FloatArray
    texts: tuple[str, ...] | None = None

    @property
    def name(self) -> str:
        """The numbers written the one way: `1,2,4`; `0,1;2,3`; one row of a grid is `1,2,3;`."""
        texts = self.texts or tuple(repr(value) for value in self.values.ravel().tolist())
        if self.values.ndim == 1:
            return ",".join(texts)
        width = self.values.shape[1]
        rows = [",".join(texts[at : at + width]) for at in range(0, len(texts), width)]
        return ";".join(rows) if len(rows) > 1 else rows[0] + ";"


def literal(text: str, what: str, most: dict[int, Index]) -> Typed:
    """The numbers of a literal: commas or spaces between numbers, semicolons between rows; a semicolon makes it 2-D.

    `what` names it in messages, kernel or signal; `most` bounds its axes, by dimension. Raises InputError for anything
    that is not a filled grid of finite numbers.
    """
    if len(text) > MOST_LITERAL_LENGTH:
        raise InputError(
            f"the {what} {quoted(text, 20)} is {len(text)} characters long, at most {MOST_LITERAL_LENGTH}; use a file"
        )
    return from_rows(split_rows(text, what), ";" in text, what, most)


def split_rows(text: str, what: str) -> list[list[str]]:
    """The entries of each row, as texts, empty ones included; a semicolon at the very end closes the last row."""
    if not text.strip(" \t\r\n,;"):
        raise InputError(f"the {what} is empty ({quoted(text)}); give at least one number, e.g. 1,2,4")
    rows = text.strip().removesuffix(";").split(";")
    return [split_row(row) for row in rows]


def split_row(row: str) -> list[str]:
    """The entries of one row, as texts, empty ones included."""
    return _SEPARATOR.split(row.strip())


def from_rows(rows: list[list[str]], two_axes: bool, what: str, most: dict[int, Index]) -> Typed:
    """Texts in rows, made numbers; the rows of a 2-D array, or one row that is 1-D (InputError, EntryError)."""
    shape: Index = (len(rows), len(rows[0])) if two_axes else (len(rows[0]),)
    check_shape(shape, what, most)
    for at, row in enumerate(rows, start=1):
        if row in ([], [""]):
            raise InputError(f"row {at} of the {what} is empty; give every row the same number of entries, at least 1")
        if len(row) != len(rows[0]):
            raise InputError(
                f"row {at} of the {what} has {len(row)} entries, row 1 has {len(rows[0])}; "
                f"give every row the same number"
            )
    texts, values = [], []
    for at, entry in enumerate(entry for row in rows for entry in row):
        if not entry.strip():
            raise EntryError(f"entry {at + 1} of the {what} is empty; give a number, e.g. 0", at)
        try:
            text, value = number(entry, what)
        except InputError as error:
            raise EntryError(str(error), at) from error
        texts.append(text)
        values.append(value)
    return Typed(np.array(values, dtype=np.float64).reshape(shape), tuple(texts))


def starts_as_number(text: str) -> bool:
    """Whether a text begins like a number, and so is meant as one, even if it is one that is refused."""
    return bool(_START.match(text))


def number(entry: str, what: str) -> tuple[str, float]:
    """One number: its text, cleaned so that `Fraction` reads it, and its nearest float (InputError)."""
    text = entry.strip().replace("−", "-")
    if _VULGAR.fullmatch(text):
        text = unicodedata.normalize("NFKC", text)  # ½ to 1⁄2
    text = text.replace("⁄", "/")
    if _NOT_FINITE.fullmatch(text):
        raise InputError(f"{quoted(entry)} in the {what} is not finite; replace it by a number")
    if _FRACTION.fullmatch(text):
        return _fraction(text, what)
    if not _DECIMAL.fullmatch(text):
        if _COMPLEX.fullmatch(text) and any(digit.isdigit() for digit in text):
            raise InputError(f"{quoted(entry)} in the {what} is complex; give real numbers")
        raise InputError(f"{quoted(entry)} in the {what} is not a number; write numbers like 2, -0.5 or 1/3")
    _check_length(text, what)
    value = float(text)
    if not re.search("[1-9]", text.lower().partition("e")[0]):
        return "0", 0.0  # whatever its exponent, 0e999999999 too
    _check_magnitude(text, value, what)
    return text.removeprefix("+"), value


def _fraction(text: str, what: str) -> tuple[str, float]:
    top, _, bottom = text.partition("/")
    _check_length(max(top, bottom, key=len), what)
    if int(bottom) == 0:
        raise InputError(f"{quoted(text)} in the {what} divides by zero; write a number, e.g. 1/3")
    if bottom[0] in "+-":  # Fraction reads no sign below the line
        top, bottom = str(-int(top)) if bottom[0] == "-" else top, bottom[1:]
    value = float(Fraction(int(top), int(bottom)))
    _check_magnitude(text, value, what)
    return f"{top.removeprefix('+')}/{bottom}", value


def _check_length(text: str, what: str) -> None:
    if len(text) > MOST_NUMBER_LENGTH:
        raise InputError(
            f"the number {quoted(text, 20)} in the {what} has {len(text)} characters, at most {MOST_NUMBER_LENGTH}; "
            f"round it"
        )


def _check_magnitude(text: str, value: float, what: str) -> None:
    if abs(value) > MOST_MAGNITUDE:
        raise InputError(f"{quoted(text)} in the {what} is too large, at most {plain(MOST_MAGNITUDE)}; scale it down")
    if (abs(value) < LEAST_MAGNITUDE and value != 0) or (value == 0 and "/" not in text):
        raise InputError(
            f"{quoted(text)} in the {what} is too small, at least {plain(LEAST_MAGNITUDE)}; scale it up, or write 0"
        )
