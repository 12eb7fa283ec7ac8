"""Numbers from files: .csv, .txt, .json and .npy. Nothing in a file is ever run or unpickled."""

from __future__ import annotations

import json
import os
import re
import stat
from typing import Any

from kernels.bounds import MOST_FILE_BYTES
from kernels.errors import InputError, quoted
from kernels.lines import from_lines
from kernels.literal import Typed, from_rows
from kernels.npy import from_npy
from kernels.samples import Index

SUFFIXES = (".csv", ".json", ".npy", ".txt")


def read_numbers(path: str, what: str, most: dict[int, Index]) -> Typed:
    """The numbers in a file, by its suffix; InputError when it is missing, unreadable, too large or not numbers.

    .csv, .txt: a line is a row, entries divided by commas or spaces, `#` begins a comment; one line, or one number a
    line, is 1-D, and as in a literal any semicolon makes it 2-D. .json: a list of numbers, or a list of such lists.
    .npy: a real array. `what` is kernel or signal; `most` bounds the axes, by dimension.
    """
    suffix = os.path.splitext(path)[1].lower()
    if suffix not in SUFFIXES:
        raise InputError(f"cannot read {quoted(path)} as a {what}: files end in .csv, .json, .npy or .txt")
    what = f"{what} file {quoted(path)}"
    content = _read(path, what)
    if suffix == ".npy":
        return Typed(from_npy(content, what, most))
    text = _decode(content, what)
    return _from_json(text, what, most) if suffix == ".json" else from_lines(text, what, most)


def stem_name(path: str) -> str:
    """The file's stem as a name: letters, digits, `.`, `_` and `-`, at most 40 characters."""
    stem = os.path.splitext(os.path.basename(path))[0]
    return re.sub(r"[^A-Za-z0-9._-]+", "-", stem)[:40].strip("-.") or "file"


def read_regular(path: str, most_bytes: int) -> bytes:
    """What a regular file begins with, at most so many bytes; OSError for anything else, and nothing is waited for."""
    if not stat.S_ISREG(os.stat(path).st_mode):  # a pipe would wait, a device might never end
        raise OSError(None, "it is no regular file")
    with open(path, "rb", opener=_opener) as file:
        content: bytes | None = file.read(most_bytes)
    if content is None:  # some of a system's own files wait for what is still to come
        raise OSError(None, "it is no regular file")
    return content


def _opener(path: str, flags: int) -> int:
    return os.open(path, flags | getattr(os, "O_NONBLOCK", 0))


def _read(path: str, what: str) -> bytes:
    try:
        status = os.stat(path)
        if stat.S_ISDIR(status.st_mode):
            raise InputError(f"the {what} is a directory; name a file in it")
        if not stat.S_ISREG(status.st_mode):  # a pipe would wait, a device might never end
            raise InputError(f"the {what} is not a regular file; save the numbers to one")
        content = read_regular(path, MOST_FILE_BYTES + 1)
    except FileNotFoundError as error:
        raise InputError(f"the {what} does not exist; check the path") from error
    except (OSError, ValueError) as error:
        reason = error.strerror if isinstance(error, OSError) else "not a path"
        raise InputError(f"the {what} cannot be read ({reason}); check the path and its permissions") from error
    if len(content) > MOST_FILE_BYTES:
        raise InputError(f"the {what} has {status.st_size} bytes, at most {MOST_FILE_BYTES}; shorten it")
    return content


def _decode(content: bytes, what: str) -> str:
    try:
        text = content.decode("utf-8-sig")
    except UnicodeDecodeError:
        text = "\0"
    if "\0" in text:
        raise InputError(f"the {what} is not text; save it as UTF-8, or an array as .npy")
    return text


def _from_json(text: str, what: str, most: dict[int, Index]) -> Typed:
    try:
        found = json.loads(text, parse_int=_keep, parse_float=_keep, parse_constant=_keep)
    except (ValueError, RecursionError) as error:
        reason = "nested too deeply" if isinstance(error, RecursionError) else str(error).splitlines()[0]
        raise InputError(f"the {what} is not JSON ({reason}); give a list of numbers, e.g. [1, 2, 4]") from error
    if not isinstance(found, list):
        raise InputError(f"the {what} holds {_kind(found)}; give a list of numbers, e.g. [1, 2, 4]")
    if not found:
        raise InputError(f"the {what} is empty; give at least one number, e.g. [1, 2, 4]")
    nested = [isinstance(entry, list) for entry in found]
    if any(nested) and not all(nested):
        raise InputError(f"the {what} mixes numbers and lists; give a list of numbers, or a list of rows")
    rows = found if nested[0] else [found]
    for entry in (entry for row in rows for entry in row):
        if isinstance(entry, list):
            raise InputError(f"the {what} has 3 dimensions or more, only 1 or 2 can be shown; give a list or a grid")
        if not isinstance(entry, str):
            raise InputError(f'the {what} contains {_kind(entry)}, not a number; write numbers like 2, -0.5 or "1/3"')
    return from_rows(rows, nested[0], what, most)


def _keep(text: str) -> str:
    return text  # numbers stay as typed, for exact decimals and without limits on their way


def _kind(found: Any) -> str:
    if found is None:
        return "null"
    if isinstance(found, bool):
        return str(found).lower()
    return "an object" if isinstance(found, dict) else "a list" if isinstance(found, list) else "a single value"
