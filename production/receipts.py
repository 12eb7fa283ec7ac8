"""Receipts: what a command has made, so that the same command again need only look whether it is still there."""

from __future__ import annotations

import hashlib
import os
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

from .cache import Cache
from .made_by import made_by
from .options import Options


def receipt_address(options: Options) -> str:
    """Where the receipt of a command is kept: a digest of its words, of the files that they name, of the folder that it
    was given in, and of the program."""
    files = []
    for text in (*options.kernels, options.signal or "", options.image or ""):
        try:
            files.append(hashlib.sha256(Path(text).read_bytes()).hexdigest() if os.path.isfile(text) else "")
        except (OSError, ValueError):  # no name that a file can have
            files.append("")
    options = replace(options, scheduler=None)  # where it is drawn changes nothing
    facts = "receipt", options, files, os.getcwd(), made_by()
    return hashlib.sha256(repr(facts).encode("utf-8", "surrogatepass")).hexdigest()


def keep_receipt(cache: Cache, address: str, made: Sequence[Path]) -> None:
    """Remember the files that were made, in their order, with what is in them."""
    lines = [f"{_digest(path)} {path}" for path in made]
    cache.put(address, "\n".join(lines).encode("utf-8", "surrogateescape"))


def receipt(cache: Cache, address: str) -> list[Path] | None:
    """The files that the command would make, if every one of them stands there as it was made; else None."""
    kept = cache.get(address)
    if kept is None:
        return None
    entries = [line.split(" ", 1) for line in kept.decode("utf-8", "surrogateescape").split("\n")]
    paths = [Path(path) for _, path in entries]
    try:
        same = all(_digest(path) == digest for path, (digest, _) in zip(paths, entries, strict=True))
    except OSError:
        return None
    return paths if same else None


def _digest(path: Path) -> str:
    """Of what is in a file, or of the names and files in a folder."""
    if path.is_dir():
        entries = [(entry.name, _digest(entry)) for entry in sorted(path.iterdir())]
        return hashlib.sha256(repr(entries).encode("utf-8", "surrogateescape")).hexdigest()
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()
