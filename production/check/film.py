"""Whether a film's stored numbers hold, and whether all that it must have is there."""

from __future__ import annotations

import os
from collections.abc import Sequence
from pathlib import Path

from kernels import Image, InputError, Kernel, quoted

from ..version import version
from .entries import check_entries
from .entry import Entry
from .json_file import read_json
from .layer import check_layer
from .named import kernels_told
from .numbers import check_numbers, turned
from .picture import check_picture, has_pixels, picture_told
from .retold import check_names
from .snippets import check_snippets
from .tally import Tally
from .timing import check_beats
from .told import Told, film_told, read_told

_MOST_VERSION = 40  # characters


def check_files(paths: Sequence[str]) -> tuple[str, bool, InputError | None]:
    """A line for every film, more where something is wrong; whether all hold; why a file is none, if one is."""
    lines, holding, refused = [], True, None
    for path in paths:
        try:
            tally = check_film(path)
        except InputError as error:
            refused = refused or InputError(f"{error}" if quoted(path) in str(error) else f"{quoted(path)}: {error}")
            continue
        found = (*tally.amiss.lines, *tally.wrong.lines, *tally.unknown.lines)
        lines += [f"{path}: {_summary(tally)}", *(f"  {line}" for line in found)]
        holding = holding and not tally.amiss.count + tally.wrong.count
    return "".join(f"{_one_line(line)}\n" for line in lines), holding, refused


def check_film(path: str) -> Tally:
    """Compare everything in the file that can be computed from its kernel and its data (InputError).

    Entries and names are those of this version; of a file that another one wrote, the numbers are compared alone.
    """
    entry, tally = read_json(path), Tally()
    film, tally.other = film_told(entry), _other_version(entry)
    if not tally.other and not check_entries(entry, film, film.shows_picture and has_pixels(entry), tally):
        return tally
    told = read_told(entry)
    image = picture_told(told, Path(path).parent) if film.shows_picture else None
    kernels = kernels_told(told, Tally() if tally.other else tally)
    _check_all(told, image, kernels, tally)
    if not tally.other:
        check_names(told, image, kernels, tally)
    return tally


def _check_all(told: Told, image: Image | None, kernels: Sequence[Kernel], tally: Tally) -> None:
    _check_kernel(told, tally)
    if image is not None:
        check_picture(told, image, [kernel.exact for kernel in kernels], tally)
    elif told.signal is not None and told.film.layer:
        check_layer(told, told.signal, tally)
    elif told.signal is not None:
        check_numbers(told, told.signal, tally)
    check_snippets(told, tally)
    check_beats(told.entry, tally)


def _check_kernel(told: Told, tally: Tally) -> None:
    values, origin = turned(told.kernel, told.origin)
    symmetric = origin == told.origin and bool((values == told.kernel).all())
    tally.same("kernel.symmetric", told.entry["kernel"]["symmetric"].truth(), symmetric)


def _other_version(entry: Entry) -> str:
    """The version that wrote the file, if it says another than this one."""
    if "version" not in entry.value:
        return ""  # which is said with all else that is missing
    found = entry["version"].text()
    if not found:
        raise InputError("'version' is empty; --check takes what a render or --describe wrote")
    return "" if found == version() else found[:_MOST_VERSION]


def _summary(tally: Tally) -> str:
    amiss, wrong = tally.amiss.count, tally.wrong.count
    parts = [f"{amiss} {'entry is' if amiss == 1 else 'entries are'} missing, too many or misnamed"] if amiss else []
    if wrong:
        parts.append(f"{wrong} of {tally.compared} numbers do not hold")
    elif tally.compared:
        parts.append(f"all {tally.compared} numbers hold, greatest difference {tally.greatest:.2g}")
    else:
        parts.append("no numbers were compared")
    if tally.unknown.count:
        parts.append("what hangs on how a file has its numbers could not be compared")
    if tally.other:
        parts.append(f"it is by version {tally.other}, not {version()}, so its entries and names were not compared")
    return "; ".join(parts)


def _one_line(text: str) -> str:
    """Without anything that a terminal would obey: names and texts come from the file."""
    shown = os.fsencode(text).decode("utf-8", "backslashreplace")
    return "".join(c if c.isprintable() else repr(c)[1:-1] for c in shown)
