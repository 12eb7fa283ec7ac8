"""The cache: bytes by their address, on disk, checked when they are read, and bounded in size."""

from __future__ import annotations

import hashlib
import os
import re
import stat
import time
from collections import Counter
from collections.abc import Iterator
from contextlib import suppress
from enum import Enum
from pathlib import Path
from typing import NamedTuple

from .reading import open_file
from .temporary import sweep
from .whole import whole

LENGTH = 8  # bytes that an entry begins with: the length of its data, so that nothing longer is ever read
HEAD = LENGTH + hashlib.sha256().digest_size
_TURNS = 50
_ENDING = ".kept"  # other programs call files of theirs by digests, too
_SUBFOLDER, _NAME = re.compile("[0-9a-f]{2}"), re.compile("[0-9a-f]{64}" + re.escape(_ENDING))


class EntryState(Enum):
    """How an entry stands: as it was put, of another user, or otherwise."""

    WHOLE = "whole"
    UNREADABLE = "not readable for this user"
    DAMAGED = "damaged"


class _Entry(NamedTuple):
    used_ns: int  # when it was used last
    size: int
    path: Path


class Cache:
    """A folder of entries, each a file that begins with its length, and the SHA-256 of its address and the rest.

    Several processes may share it: a file appears whole, by renaming, and two that write the same address write the
    same bytes. Where the folder cannot be written to, nothing is kept and `refused` says why; nothing raises OSError.
    """

    def __init__(self, folder: Path, most_bytes: int) -> None:
        self.folder = folder
        self._most_bytes = most_bytes
        self._room = 0  # bytes, and
        self._turns = 0  # entries, that may be put before all are looked through again
        self.refused: str | None = None

    def get(self, address: str) -> bytes | None:
        """What was put at `address`; None if there is nothing, or only something damaged, which is taken away."""
        path = self._path(address)
        try:
            data = self._read(path, self._most_bytes)
        except FileNotFoundError:
            return None
        if data is None:
            _take_away(path)
            return None
        with suppress(OSError):
            os.utime(path, ns=(now := time.time_ns(), now))  # so that what was used last goes last
        return data

    def put(self, address: str, data: bytes) -> None:
        """Keep `data`, and let go of what was not used for longest so that all fits."""
        path = self._path(address)
        try:
            path.parent.mkdir(parents=True, exist_ok=True)
            # nothing waits for the disk: what a power cut leaves half written is noticed by its digest
            with whole(path, lasting=False, within=self.folder) as file:
                file.write_bytes(_head(address, data) + data)
                os.utime(file, ns=(now := time.time_ns(), now))  # by this clock; that of another machine may differ
        except OSError as error:
            self.refused = self.refused or error.strerror or str(error)
        self._room -= HEAD + len(data)
        self._turns -= 1
        if self._room < 0 or self._turns < 0:
            self._tidy()

    def sweep(self) -> None:
        """Take away what processes that were killed while they wrote have left."""
        sweep(self.folder)

    def clear(self) -> int:
        """Let go of everything that can be taken away; how many bytes that were."""
        self.sweep()
        return sum(entry.size for entry in self._entries() if _take_away(entry.path))

    def size(self) -> int:
        """Bytes on disk."""
        return sum(entry.size for entry in self._entries())

    def count(self) -> int:
        """How many entries there are."""
        return sum(1 for _ in self._entries())

    def judged(self, most_bytes: int) -> Counter[EntryState]:
        """How the newest entries stand, so many bytes of them at most."""
        found, total = Counter[EntryState](), 0
        for entry in sorted(self._entries(), reverse=True):
            total += entry.size
            if total > most_bytes:
                break
            with suppress(FileNotFoundError):
                whole_now = self._read(entry.path, most_bytes) is not None
                found[EntryState.WHOLE if whole_now else _state_else(entry.path)] += 1
        return found

    def _read(self, path: Path, most_bytes: int) -> bytes | None:
        """What is in an entry; None if it is damaged, or cannot be read (FileNotFoundError if it is not there)."""
        try:
            if stat.S_ISLNK(path.lstat().st_mode):
                return None
            with open_file(path) as file:
                size = os.fstat(file.fileno()).st_size
                head = file.read(HEAD)
                if len(head) < HEAD or size - HEAD != int.from_bytes(head[:LENGTH]) or size > most_bytes:
                    return None
                data = file.read(size - HEAD)
        except FileNotFoundError:
            raise
        except OSError:
            return None
        return data if head == _head(path.stem, data) else None

    def _tidy(self) -> None:
        """Let go of what is too much. It takes a while where there are thousands, and other processes add to them."""
        now = time.time_ns()  # what was used in the future, before a clock was put right, was used long ago
        found = sorted(self._entries(), key=lambda e: (e.used_ns <= now, e.used_ns, e.path))
        size = sum(entry.size for entry in found)
        for entry in found:
            if size <= self._most_bytes:
                break
            if _take_away(entry.path):
                size -= entry.size
        self._room, self._turns = self._most_bytes - size, _TURNS

    def _entries(self) -> Iterator[_Entry]:
        """Whatever has the name of an entry."""
        for folder in _names(self.folder, _SUBFOLDER):
            for path in _names(folder, _NAME):
                with suppress(OSError):  # another process may be quicker
                    status = path.lstat()
                    size = status.st_size if stat.S_ISREG(status.st_mode) else 0
                    yield _Entry(status.st_mtime_ns, size, path)

    def _path(self, address: str) -> Path:
        return self.folder / address[:2] / f"{address}{_ENDING}"


def _head(address: str, data: bytes) -> bytes:
    """What goes before the data. The address is part of it: an entry under another's name is no entry."""
    digest = hashlib.sha256(address.encode())
    digest.update(data)
    return len(data).to_bytes(LENGTH) + digest.digest()


def _state_else(path: Path) -> EntryState:
    """Of an entry that is not whole."""
    try:
        open_file(path).close()
    except PermissionError:
        return EntryState.UNREADABLE
    except OSError:
        pass
    return EntryState.DAMAGED


def _names(folder: Path, name: re.Pattern[str]) -> list[Path]:
    """What is in a folder under such a name; nothing if it cannot be read."""
    try:
        with os.scandir(folder) as entries:
            return [Path(entry.path) for entry in entries if name.fullmatch(entry.name)]
    except OSError:
        return []


def _take_away(path: Path) -> bool:
    """Whether what has an entry's name is gone by this. A folder goes only if it is empty; a link leads nowhere."""
    try:
        if stat.S_ISDIR(path.lstat().st_mode):
            path.rmdir()
        else:
            path.unlink()
    except OSError:
        return False
    return True
