"""Files and folders that appear whole or not at all, and never at the cost of what was there before."""

from __future__ import annotations

import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from .temporary import OLD, temporary_folder


@contextmanager
def whole(target: Path, lasting: bool = True, within: Path | None = None) -> Iterator[Path]:
    """A path to write to, on the same disk; it takes the target's place if all goes well, and is gone otherwise.

    `lasting`: only once the disk has all of it, so that not even a power cut leaves half of it under its name.
    `within`: where it is meanwhile, if not in the target's folder.
    """
    with temporary_folder(within or target.parent) as folder:
        made = folder / target.name
        yield made
        if lasting:
            _flush(made)
        os.replace(made, target)


@contextmanager
def whole_folder(target: Path) -> Iterator[Path]:
    """A folder to write to; it takes the target's place if all goes well, and is gone otherwise.

    No system swaps two folders in one step: an old one is put aside first, and put back if the new one cannot come,
    or by the next `sweep` if this process is killed in between.
    """
    with temporary_folder(target.parent) as folder:
        made, old = folder / target.name, folder / OLD / target.name
        made.mkdir()
        yield made
        for path in made.rglob("*"):
            if path.is_file():
                _flush(path)
        if target.exists():
            old.parent.mkdir()
            os.replace(target, old)  # and back again, as the temporary folder goes, if the next line does not happen
        os.replace(made, target)


def _flush(path: Path) -> None:
    with path.open("rb+") as file:
        os.fsync(file.fileno())
