"""The cache: bytes by their address, on disk, checked when they are read, and bounded in size."""

from __future__ import annotations

import hashlib
import os
import time
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path

from .temporary import sweep
from .whole import whole

DIGEST = hashlib.sha256().digest_size


class Cache:
    """A folder of entries, each a file that begins with the SHA-256 of the rest.

    Several processes may share it: a file appears whole, by renaming, and two that write the same address write the
    same bytes. Where the folder cannot be written to, nothing is kept and `refused` says why; nothing raises OSError.
    """

    def __init__(self, folder: Path, most_bytes: int) -> None:
        self.folder = folder
        self._most_bytes = most_bytes
        self.refused: str | None = None

    def get(self, address: str) -> bytes | None:
        """What was put at `address`; None if there is nothing, or only something damaged, which is taken away."""
        path = self._path(address)
        try:
            stored = path.read_bytes()
        except OSError:
            return None
        data = stored[DIGEST:]
        if len(stored) < DIGEST or hashlib.sha256(data).digest() != stored[:DIGEST]:
            with suppress(OSError):
                path.unlink()
            return None
        with suppress(OSError):
            os.utime(path)  # so that what was used last goes last
        return data

    def put(self, address: str, data: bytes) -> None:
        """Keep `data`, and let go of what was not used for longest until all fits."""
        path = self._path(address)
        try:
            path.parent.mkdir(parents=True, exist_ok=True)
            # nothing waits for the disk: what a power cut leaves half written is noticed by its digest
            with whole(path, lasting=False, within=self.folder) as file:
                file.write_bytes(hashlib.sha256(data).digest() + data)
        except OSError as error:
            self.refused = self.refused or error.strerror or str(error)
        self._tidy()

    def sweep(self) -> None:
        """Take away what processes that were killed while they wrote have left."""
        sweep(self.folder)

    def clear(self) -> int:
        """Let go of everything; how many bytes that were."""
        self.sweep()
        freed = 0
        for status, path in self._files():
            with suppress(OSError):
                path.unlink()
                freed += status.st_size
        return freed

    def size(self) -> int:
        """Bytes on disk."""
        return sum(status.st_size for status, _ in self._files())

    def _tidy(self) -> None:
        now = time.time_ns()  # what was used in the future, before a clock was put right, was used long ago
        found = sorted(self._files(), key=lambda e: (e[0].st_mtime_ns if e[0].st_mtime_ns <= now else 0, str(e[1])))
        size = sum(status.st_size for status, _ in found)
        for status, path in found:
            if size <= self._most_bytes:
                return
            with suppress(OSError):
                path.unlink()
            size -= status.st_size

    def _files(self) -> Iterator[tuple[os.stat_result, Path]]:
        """Every file of ours, with what the system says of it."""
        for folder in self.folder.glob("[0-9a-f][0-9a-f]"):
            for path in folder.glob("[0-9a-f]*"):
                with suppress(OSError):  # another process may be quicker
                    yield path.stat(), path

    def _path(self, address: str) -> Path:
        return self.folder / address[:2] / address
