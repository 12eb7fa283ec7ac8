"""Receipts: what a command has made, so that the same command again need only look whether it is still there."""

from __future__ import annotations

import hashlib
import json
import os
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

from .bounds import MOST_INPUT_BYTES
from .cache import Cache
from .made_by import made_by
from .options import Options
from .reading import open_file
from .working_folder import working_folder


def receipt_address(options: Options) -> str:
    """Where the receipt of a command is kept: a digest of its words, of the files that they name, of the folder that it
    was given in, and of the program (InputError)."""
    files = []
    for text in (*options.kernels, options.signal or "", options.image or ""):
        try:
            readable = os.path.isfile(text) and os.path.getsize(text) <= MOST_INPUT_BYTES  # a larger one is refused
            files.append(digest_of(Path(text)) if readable else "")
        except (OSError, ValueError):  # no name that a file can have
            files.append("")
    options = replace(options, scheduler=None)  # where it is drawn changes nothing
    facts = "receipt", options, files, working_folder(), made_by()
    return hashlib.sha256(repr(facts).encode("utf-8", "surrogatepass")).hexdigest()


def keep_receipt(cache: Cache, address: str, made: Sequence[tuple[Path, str | None]]) -> None:
    """Remember the files that were made, in their order, each with its digest just after that; nothing if one has none,
    because it was gone again."""
    if all(digest is not None for _, digest in made):
        cache.put(address, json.dumps([(digest, str(path)) for path, digest in made]).encode("ascii"))


def receipt(cache: Cache, address: str, folder: Path) -> list[Path] | None:
    """The files that the command would make, if every one of them stands there as it was made; else None.

    Also None for a receipt of files that do not lie in the folder, which no command has written.
    """
    kept = cache.get(address)
    if kept is None:
        return None
    try:
        entries = [(digest, Path(path)) for digest, path in json.loads(kept.decode("ascii"))]
        paths = [path for _, path in entries]
        same = all(_is_in(folder, path) and digest_of(path) == digest for digest, path in entries)
    except (OSError, ValueError, TypeError, RecursionError):
        return None
    return paths if paths and same else None


def _is_in(folder: Path, path: Path) -> bool:
    return path.parent == folder and path.name != ".."


def digest_of(path: Path) -> str:
    """Of what is in a file, or of the names and files in a folder (OSError for what is neither)."""
    if path.is_dir():
        there = sorted(path.iterdir())
        if any(entry.is_symlink() for entry in there):  # which might lead back; nothing of ours holds any
            raise OSError(f"{path} holds links")
        entries = [(entry.name, digest_of(entry)) for entry in there]
        return hashlib.sha256(repr(entries).encode("utf-8", "surrogateescape")).hexdigest()
    with open_file(path) as file:
        return hashlib.file_digest(file, "sha256").hexdigest()
