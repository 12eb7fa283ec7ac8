"""Files and folders that appear whole or not at all, and never at the cost of what was there before."""

from __future__ import annotations

import errno
import os
import shutil
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

from .temporary import OLD, temporary_folder

_QUICKER = {errno.ENOENT, errno.ENOTEMPTY, errno.EEXIST}  # another process has taken, or put something there
_TURNS = 100


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

    No system swaps two folders in one step: an old one is put aside first. It is put back if the new one cannot come,
    and if this process is killed in between, by the next `sweep`.
    """
    with temporary_folder(target.parent) as folder:
        made, old = folder / target.name, folder / OLD / target.name
        made.mkdir()
        yield made
        for path in made.rglob("*"):
            if path.is_file():
                _flush(path)
        old.parent.mkdir()
        _take_place(made, target, old)


def _take_place(made: Path, target: Path, old: Path) -> None:
    """Put what is at `target` aside, whatever it is, and the new one in its place, also where others do the same."""
    for turn in range(_TURNS):
        try:
            if os.path.lexists(target):
                os.replace(target, old)
            os.replace(made, target)
            break
        except OSError as error:
            if error.errno not in _QUICKER or turn == _TURNS - 1:
                raise
            if os.path.lexists(target):
                shutil.rmtree(old, ignore_errors=True)  # something newer is there, which is whole, too
    with suppress(OSError):
        os.replace(old.parent, made)  # from here on it is not to be put back


def _flush(path: Path) -> None:
    with path.open("rb+") as file:
        os.fsync(file.fileno())
