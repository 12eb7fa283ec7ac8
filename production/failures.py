"""Failures: what to say of a file that could not be made: why, and what can be done about it."""

from __future__ import annotations

import errno
import os
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from kernels import BothWaysError, quoted

from .errors import RenderError, WorkersLostError
from .folder import reason

_FULL = {errno.ENOSPC, errno.EFBIG, getattr(errno, "EDQUOT", errno.ENOSPC)}
_CLOSED = {errno.EROFS, errno.EACCES, errno.EPERM, errno.ENOENT, errno.ENOTDIR, errno.EEXIST, errno.EISDIR}


@contextmanager
def failures_said(path: Path) -> Iterator[None]:
    """Whatever fails within becomes a RenderError that names the file that was to be made."""
    try:
        yield
    except (BothWaysError, ImportError):
        raise
    except Exception as error:
        raise RenderError(
            f"{quoted(str(path))} could not be made: {_why(path, error)}; what was there before is unchanged"
            f"{_remedy(error)}"
        ) from error


def _why(path: Path, error: Exception) -> str:
    if isinstance(error, WorkersLostError):
        return f"a part of it was {error} (fewer --jobs need less memory, a larger --job-limit gives more time)"
    if not isinstance(error, OSError):
        return f"{type(error).__name__}: {error}" if str(error) else type(error).__name__
    place = error.filename if isinstance(error.filename, str) and error.filename[:1] != "<" else None  # av: <none>
    elsewhere = place is not None and path.parent.absolute() not in Path(os.path.abspath(place)).parents
    return f"{reason(error)} ({quoted(str(place))})" if elsewhere else reason(error)


def _temporary() -> str:
    try:
        return tempfile.gettempdir()
    except OSError:
        return "the folder for temporary files"


def _remedy(error: Exception) -> str:
    if isinstance(error, MemoryError):
        return "; fewer --jobs or a smaller --quality need less memory"
    if isinstance(error, OSError) and error.errno in _FULL:
        places = f"there or in {quoted(_temporary())}"
        return f"; free some space {places}, and the same command goes on from what is finished"
    if isinstance(error, OSError) and error.errno in _CLOSED:
        return "; choose another --out, or see why that place has changed"
    return ", --debug shows more"
