"""Receipts: what a command has made, so that the same command again need only look whether it is still there."""

from __future__ import annotations

import hashlib
import os
from collections.abc import Sequence
from contextlib import suppress
from pathlib import Path

from .cache import Cache
from .made_by import made_by
from .options import Options
from .regular import file_sum

_BETWEEN = "\0"  # what no path holds


def receipt_address(options: Options) -> str:
    """Where the receipt of a command is kept: a digest of its words, of the files that they name, of the folder that it
    was given in, and of the program (InputError)."""
    files = []
    for text in (*options.kernels, options.signal or "", options.image or ""):
        try:
            files.append(hashlib.sha256(Path(text).read_bytes()).hexdigest() if os.path.isfile(text) else "")
        except (OSError, ValueError):  # no name that a file can have
            files.append("")
    facts = "receipt", options, files, _working_folder(), made_by()
    return hashlib.sha256(repr(facts).encode("utf-8", "surrogatepass")).hexdigest()


def _working_folder() -> str:
    try:
        return os.getcwd()
    except FileNotFoundError as error:
        from kernels import InputError  # here, because a command that is done already needs no numpy

        raise InputError("the folder that this was called in is gone; go to another one first") from error


def keep_receipt(cache: Cache, address: str, made: Sequence[Path]) -> None:
    """Remember the files that were made, in their order, with what is in them; nothing if one is gone already."""
    with suppress(OSError):
        lines = [f"{_digest(path)} {path}" for path in made]
        cache.put(address, _BETWEEN.join(lines).encode("utf-8", "surrogateescape"))


def receipt(cache: Cache, address: str, folder: Path) -> list[Path] | None:
    """The files that the command would make in a folder, if every one stands there as it was made; else None."""
    kept = cache.get(address)
    if kept is None:
        return None
    paths = []
    try:
        for entry in kept.decode("utf-8", "surrogateescape").split(_BETWEEN):
            digest, _, name = entry.partition(" ")
            if Path(name).parent != folder or _digest(Path(name)) != digest:
                return None
            paths.append(Path(name))
    except (OSError, ValueError):
        return None
    return paths


def _digest(path: Path) -> str:
    """Of what is in a file, or of the names and files in a folder (OSError)."""
    if path.is_dir():
        entries = [(entry.name, _digest(entry)) for entry in sorted(path.iterdir())]
        return hashlib.sha256(repr(entries).encode("utf-8", "surrogateescape")).hexdigest()
    return file_sum(path)
