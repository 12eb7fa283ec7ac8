"""Regular files: opened so that nothing else under their name, a pipe that blocks or a device, is ever read."""

from __future__ import annotations

import errno
import hashlib
import io
import os
import stat
from pathlib import Path


def open_regular(path: Path, follow: bool = True) -> io.BufferedReader:
    """The file, to be read; OSError for whatever is no regular file, and unless `follow` for links, too."""
    flags = os.O_RDONLY | getattr(os, "O_NONBLOCK", 0) | getattr(os, "O_BINARY", 0)
    descriptor = os.open(path, flags | (0 if follow else getattr(os, "O_NOFOLLOW", 0)))
    try:
        if not stat.S_ISREG(os.fstat(descriptor).st_mode):
            raise OSError(errno.EINVAL, "no regular file", str(path))
        return os.fdopen(descriptor, "rb")
    except BaseException:
        os.close(descriptor)
        raise


def file_sum(path: Path) -> str:
    """The SHA-256 of what is in a regular file, in hexadecimal (OSError)."""
    with open_regular(path) as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def holds(path: Path, content: bytes) -> bool:
    """Whether there is a regular file with just this content; what cannot be read has another."""
    try:
        with open_regular(path) as file:
            return file.read(len(content) + 1) == content
    except OSError:
        return False
