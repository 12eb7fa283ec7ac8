"""Whether a film's stored numbers hold."""

from __future__ import annotations

import os
from collections.abc import Sequence
from pathlib import Path

from kernels import InputError, quoted

from .json_file import read_json
from .layer import check_layer
from .numbers import check_numbers, turned
from .picture import check_picture
from .snippets import check_snippets
from .tally import Tally
from .timing import check_beats
from .told import Told, read_told


def check_files(paths: Sequence[str]) -> tuple[str, bool, InputError | None]:
    """A line for every film, more where its numbers do not hold; whether all do; why a file is none, if one is."""
    lines, holding, refused = [], True, None
    for path in paths:
        try:
            tally = check_film(path)
        except InputError as error:
            refused = refused or InputError(f"{error}" if quoted(path) in str(error) else f"{quoted(path)}: {error}")
            continue
        lines += [_summary(path, tally), *(f"  {line}" for line in tally.wrong)]
        if tally.differing > len(tally.wrong):
            lines.append(f"  and {tally.differing - len(tally.wrong)} more")
        holding = holding and not tally.differing
    return "".join(f"{_one_line(line)}\n" for line in lines), holding, refused


def check_film(path: str) -> Tally:
    """Compare everything in the file that can be computed from its kernel and its data (InputError)."""
    entry, tally = read_json(path), Tally()
    told = read_told(entry)
    _check_kernel(told, tally)
    if told.signal is None:
        check_picture(told, Path(path).parent, tally)
    elif entry.get("layer") or told.scene == "network-layer":
        check_layer(told, told.signal, tally)
    else:
        check_numbers(told, told.signal, tally)
    check_snippets(told, tally)
    check_beats(entry, tally)
    return tally


def _check_kernel(told: Told, tally: Tally) -> None:
    values, origin = turned(told.kernel, told.origin)
    symmetric = origin == told.origin and bool((values == told.kernel).all())
    tally.same("kernel.symmetric", told.entry["kernel"]["symmetric"].truth(), symmetric)


def _summary(path: str, tally: Tally) -> str:
    if tally.differing:
        return f"{path}: {tally.differing} of {tally.compared} numbers do not hold"
    return f"{path}: all {tally.compared} numbers hold, greatest difference {tally.greatest:.2g}"


def _one_line(text: str) -> str:
    """Without anything that a terminal would obey: names and texts come from the file."""
    shown = os.fsencode(text).decode("utf-8", "backslashreplace")
    return "".join(c if c.isprintable() else repr(c)[1:-1] for c in shown)
