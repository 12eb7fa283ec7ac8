"""Reading what strangers may have put in a folder: files only, no pipe or device, and no more than is expected."""

from __future__ import annotations

import codecs
import json
import os
import stat
from collections.abc import Sequence
from io import BufferedReader
from pathlib import Path
from typing import Any, NoReturn

from .bounds import MOST_NUMBERS_BYTES


def open_file(path: Path) -> BufferedReader:
    """A regular file, opened to be read; OSError for anything else, without waiting for who would write to a pipe."""
    file = open(path, "rb", opener=_opener)  # noqa: SIM115 (whoever asked closes it)
    if not stat.S_ISREG(os.fstat(file.fileno()).st_mode):
        file.close()
        raise OSError(f"{path} is no regular file")
    return file


class Bounded:
    """An open file that ends early: `left` is how many bytes of it may still be read, wherever they are.

    For libraries that believe what a file says of its own lengths.
    """

    def __init__(self, file: BufferedReader, left: int) -> None:
        self._file = file
        self.left = left

    def read(self, most_bytes: int = -1) -> bytes:
        """As of any file."""
        data = self._file.read(self.left if most_bytes < 0 else min(most_bytes, self.left))
        self.left -= len(data)
        return data

    def seek(self, place: int, whence: int = os.SEEK_SET) -> int:
        """As of any file."""
        return self._file.seek(place, whence)

    def tell(self) -> int:
        """As of any file."""
        return self._file.tell()


def read_file(path: Path, most_bytes: int) -> bytes | None:
    """All that is in a regular file of at most `most_bytes`; None for anything else."""
    try:
        with open_file(path) as file:
            data: bytes | None = file.read(most_bytes + 1)  # None: of a system's file that waits for what is to come
    except (OSError, ValueError):  # ValueError: no name that a file can have
        return None
    return data if data is not None and len(data) <= most_bytes else None


def holds(path: Path, content: bytes) -> bool:
    """Whether there is a regular file with just this in it."""
    return read_file(path, len(content)) == content


def text_of(data: bytes) -> str:
    """UTF-8, without the byte order mark that editors on Windows put before it (UnicodeDecodeError)."""
    return data.removeprefix(codecs.BOM_UTF8).decode("utf-8")


def read_object(path: Path) -> dict[str, Any] | None:
    """The JSON object in a file that may be a film's numbers; None for anything else.

    What is not strict (NaN, a key twice, UTF-8 that is broken), too deep or too large is something else.
    """
    data = read_file(path, MOST_NUMBERS_BYTES)
    try:
        found = json.loads(text_of(data or b""), parse_constant=_not_strict, object_pairs_hook=_object)
    except (ValueError, RecursionError):
        return None
    return found if isinstance(found, dict) else None


def _object(pairs: Sequence[tuple[str, Any]]) -> dict[str, Any]:
    found = dict(pairs)
    if len(found) < len(pairs):
        raise ValueError("a key is there twice")
    return found


def _not_strict(constant: str) -> NoReturn:
    raise ValueError(f"{constant} is no JSON")


def _opener(path: str, flags: int) -> int:
    return os.open(path, flags | getattr(os, "O_NONBLOCK", 0))
