"""Numbers in lines of text, as in .csv and .txt; what programs for tables add to them is refused by its line."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import islice

from kernels.errors import InputError, quoted
from kernels.literal import EntryError, Typed, from_rows, split_row, split_rows, starts_as_number
from kernels.samples import Index

_QUOTES = "\"'"
_NO_NAMES = ("nan", "inf", "infinity")  # which may stand where numbers are
_HEADER = 200  # characters of a line that are looked at: they are enough to know a header


def from_lines(text: str, what: str, most: dict[int, Index]) -> Typed:
    """The numbers of a text, a line being a row; InputError, by its line, for an entry that is no number.

    `#` begins a comment. One line, or one number a line, is 1-D, and as in a literal any semicolon makes it 2-D.
    """
    _refuse_header(text, what)
    try:
        return _from_rows([line for _, line in _lines(text)], what, most)
    except EntryError as error:
        line, place, entry = _place(text, error.at)
        if not entry:
            said = f"line {line}, entry {place} of the {what} is empty; give a number, e.g. 0"
        elif entry[0] in _QUOTES:
            said = f"line {line}, entry {place} of the {what} has quotes, {quoted(entry)}; remove them"
        else:
            said = f"line {line}, entry {place}: {error}"
        raise InputError(said) from error


def _lines(text: str) -> Iterator[tuple[int, str]]:
    """Each line that is not empty, without its comment, and its number from 1 on."""
    for at, line in enumerate(text.splitlines(), start=1):
        bare = line.partition("#")[0].strip()
        if bare:
            yield at, bare


def _from_rows(lines: list[str], what: str, most: dict[int, Index]) -> Typed:
    if any(";" in line for line in lines):
        joined = ";".join(line.removesuffix(";") for line in lines)
        return from_rows(split_rows(joined, what), True, what, most)
    rows = split_rows(";".join(lines), what)
    if len(rows) > 1 and all(len(row) == 1 for row in rows):  # one number a line: a series, not a picture
        rows = [[entry for row in rows for entry in row]]
    return from_rows(rows, len(rows) > 1, what, most)


def _refuse_header(text: str, what: str) -> None:
    """InputError if there are names in the first line, and a number at the start of the second."""
    (at, first), (_, second) = [*islice(_lines(text), 2), (0, ""), (0, "")][:2]
    names = [entry for entry in _entries(first[:_HEADER]) if entry]
    if names and all(_is_name(name) for name in names) and starts_as_number(second.lstrip(_QUOTES)):
        raise InputError(f"line {at} of the {what} is a header, {quoted(names[0])}; remove that line")


def _place(text: str, at: int) -> tuple[int, int, str]:
    """Where an entry stands, by its place among all from 0 on: the line, the place in it from 1 on, its text."""
    for line, bare in _lines(text):
        entries = _entries(bare)
        if at < len(entries):
            return line, at + 1, entries[at]
        at -= len(entries)
    raise IndexError(at)


def _entries(line: str) -> list[str]:
    return [entry for row in line.removesuffix(";").split(";") for entry in split_row(row)]


def _is_name(entry: str) -> bool:
    bare = entry.strip(_QUOTES)
    return not starts_as_number(bare) and bare.lstrip("+-−").lower() not in _NO_NAMES
