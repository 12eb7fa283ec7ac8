"""Temporary folders: locked for as long as they are used, so that what a killed process left can be told, and swept.

A lock goes with its process, however that ends; an age or a process number would lie when a clock jumps or when
containers share a disk. Where a system or a disk knows no such locks, nothing is swept.
"""

from __future__ import annotations

import errno
import os
import re
import shutil
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import BinaryIO

try:
    import fcntl
except ImportError:  # Windows
    fcntl = None  # type: ignore[assignment]

LOCK = ".both-ways-lock"  # in every folder of ours; one without it is somebody else's
OLD = ".both-ways-old"  # in which something lies that is being replaced
_PREFIX = "both-ways-"
_NAME = re.compile(rf"\.?{_PREFIX}[a-z0-9_]{{8}}")
_TRIES = 100


@contextmanager
def temporary_folder(within: Path | None = None) -> Iterator[Path]:
    """A new folder that is gone afterwards: a hidden one in the folder named, or else where the system has such.

    Nothing but the folder named is made for it (OSError).
    """
    folder, lock = _locked_folder(within)
    try:
        yield folder
    finally:
        try:
            with suppress(OSError):
                _take_away(folder, lock)
        except KeyboardInterrupt:  # which came in the middle of that
            with suppress(OSError):
                _take_away(folder, lock)
            raise


def sweep(within: Path | None = None) -> None:
    """Take away what processes that were killed have left in a folder, or where the system has temporary folders.

    Something that was being replaced goes back to its place if nothing is there. Nothing raises OSError.
    """
    with suppress(OSError):  # the system may have no temporary folder
        for folder in _ours(Path(tempfile.gettempdir()) if within is None else within):
            with suppress(OSError):
                _sweep(folder)


def _locked_folder(within: Path | None) -> tuple[Path, BinaryIO | None]:
    prefix = _PREFIX if within is None else f".{_PREFIX}"
    for _ in range(_TRIES):
        folder = Path(tempfile.mkdtemp(prefix=prefix, dir=within))
        try:
            return folder, _lock(folder)
        except (BlockingIOError, FileNotFoundError):
            continue  # somebody's sweep came in between
        except BaseException:
            shutil.rmtree(folder, ignore_errors=True)
            raise
    raise OSError(errno.EAGAIN, "no temporary folder could be made", str(within or tempfile.gettempdir()))


def _lock(folder: Path, mode: str = "xb") -> BinaryIO | None:
    """The folder's lock, held until it is closed; None where there are no such locks."""
    file: BinaryIO = open(folder / LOCK, mode)  # type: ignore[assignment]  # noqa: SIM115 (it stays open)
    try:
        if fcntl is None:
            raise OSError(errno.ENOTSUP, "no locks")
        fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
        if not os.path.samestat(os.fstat(file.fileno()), os.stat(folder / LOCK)):
            raise FileNotFoundError(errno.ENOENT, "swept before it was locked", str(folder))
    except (BlockingIOError, FileNotFoundError):
        file.close()
        raise
    except OSError:
        file.close()
        return None
    return file


def _sweep(folder: Path) -> None:
    try:
        lock = _lock(folder, "r+b")
    except BlockingIOError:
        return  # in use
    except FileNotFoundError:
        folder.rmdir()  # of a process killed before it had locked it; what is not empty is not ours
        return
    if lock is not None:
        _take_away(folder, lock)


def _take_away(folder: Path, lock: BinaryIO | None) -> None:
    """What was being replaced goes back to its place first; if it cannot, all stays as it is.

    The lock goes last, and only if it is all there is: whatever happens meanwhile, a later sweep knows the folder.
    """
    try:
        _put_back(folder)
        for entry in list(os.scandir(folder)):
            if entry.is_dir(follow_symlinks=False):
                shutil.rmtree(entry.path, ignore_errors=True)
            elif entry.name != LOCK:
                with suppress(OSError):
                    os.unlink(entry.path)
        if os.listdir(folder) == [LOCK]:
            (folder / LOCK).unlink()  # while it is held: whoever waits for it finds that it is gone
    finally:
        if lock is not None:
            lock.close()
    folder.rmdir()


def _put_back(folder: Path) -> None:
    """Put what was being replaced back if nothing came in its place; OSError if it cannot be, so that it stays here."""
    with suppress(FileNotFoundError), os.scandir(folder / OLD) as entries:
        for old in list(entries):
            place = folder.parent / old.name
            try:
                if not os.path.lexists(place):
                    os.rename(old.path, place)
            except OSError:
                if not os.path.lexists(place):  # else another process was quicker
                    raise


def left_folders(within: Path) -> Iterator[Path]:
    """What killed processes have left in a folder: what a `sweep` would take away."""
    for folder in _ours(within):
        with suppress(OSError):
            lock = _lock(folder, "r+b")
            if lock is not None:
                lock.close()
                yield folder


def _ours(within: Path) -> list[Path]:
    with suppress(OSError, ValueError), os.scandir(within) as entries:  # a folder may have no possible name
        return [Path(entry.path) for entry in entries if _NAME.fullmatch(entry.name) and _is_own(entry)]
    return []


def _is_own(entry: os.DirEntry[str]) -> bool:
    """Whether it is a folder of this user: in a folder for all, others could lay traps."""
    try:
        folder = entry.is_dir(follow_symlinks=False)
        return folder and (not hasattr(os, "getuid") or entry.stat(follow_symlinks=False).st_uid == os.getuid())
    except OSError:
        return False  # gone just now
