"""The ledger: what was put into a folder of slides, so that it is known to stand, and what others put there to stay."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Collection, Mapping
from pathlib import Path
from typing import NoReturn

from kernels import InputError, quoted

from ..bounds import MOST_LEDGER_BYTES
from ..comment import MARK, film_told
from ..naming import film_name
from ..reading import open_file, read_file
from ..request import FilmRequest

LEDGER = "SHA256SUMS"
DRAWN = (".mp4", ".png")  # whatever has become of these, nobody has written it by hand


def write(folder: Path, comment: str) -> None:
    """Write down every file in the folder with its SHA-256, as `sha256sum` does, after a line with the comment."""
    lines = [f"# {comment}", *(f"{_sum(folder / name)}  {name}" for name in sorted(_names(folder)))]
    (folder / LEDGER).write_text("\n".join(lines) + "\n", encoding="utf-8", newline="\n")


def stands(folder: Path, comment: str, names: Collection[str], texts: Mapping[str, bytes]) -> bool:
    """Whether there are these files and no others, all as they were written, and the texts as they would be now."""
    found = _read(folder)
    if found is None or found[0] != comment or not set(found[1]) == set(names) == _names(folder):
        return False
    return all(found[1][name] == hashlib.sha256(text).hexdigest() for name, text in texts.items()) and all(
        _has_sum(folder / name, digest) for name, digest in found[1].items()
    )


def refuse_foreign(folder: Path, request: FilmRequest, force: bool) -> None:
    """InputError if it is no folder of ours, or another film's, or holds what somebody added or changed.

    `force` replaces what is ours, changed or not, and never takes away what was added.
    """
    if not folder.is_dir() or not (there := _names(folder) | {p.name for p in folder.glob(LEDGER)}):
        return
    found = _read(folder)
    known = {} if found is None else found[1]
    for name in sorted(there - {LEDGER} if found is not None else there):
        if name not in known:
            raise InputError(
                f"{quoted(str(folder / name))} is no file of these slides; move it, or choose another --name or --out"
            )
    if force or found is None:
        return
    told = film_told(found[0])
    if told != film_name(request):
        _refuse(folder, f"the slides of another film ({told})")
    for name, digest in known.items():
        if name in there and not name.endswith(DRAWN) and not _has_sum(folder / name, digest):
            _refuse(folder / name, "changed since it was written")


def _refuse(path: Path, what: str) -> NoReturn:
    raise InputError(f"{quoted(str(path))} is {what}; choose another --name or --out, or --force to replace it")


def _read(folder: Path) -> tuple[str, dict[str, str]] | None:
    """The comment, and each file's digest by its name; None if that cannot be read."""
    data = read_file(folder / LEDGER, MOST_LEDGER_BYTES)
    try:
        first, *lines = (data or b"").decode("utf-8").removesuffix("\n").split("\n")
    except ValueError:
        return None
    entries = [re.fullmatch(r"([0-9a-f]{64})  (.+)", line) for line in lines]
    if not first.startswith(f"# {MARK}") or None in entries:
        return None
    return first.removeprefix("# "), {entry[2]: entry[1] for entry in entries if entry is not None}


def _names(folder: Path) -> set[str]:
    """Every file below the folder but the ledger itself, by its place in it."""
    found = {
        path.relative_to(folder).as_posix() for path in folder.rglob("*") if path.is_symlink() or not path.is_dir()
    }
    return found - {LEDGER}


def _has_sum(path: Path, digest: str) -> bool:
    try:
        return _sum(path) == digest
    except OSError:  # gone meanwhile, no file, or not to be read
        return False


def _sum(path: Path) -> str:
    """The digest of a file; OSError for what is none."""
    with open_file(path) as file:
        return hashlib.file_digest(file, "sha256").hexdigest()
