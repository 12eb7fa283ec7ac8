"""Room: memory for workers, and space on the disks that films, the cache and temporary files go to."""

from __future__ import annotations

import os
import shutil
import tempfile
from collections.abc import Iterator
from pathlib import Path

from ..options import Options
from .causes import TMPDIR
from .finding import Finding, note, ok, wrong

_GIB, _MIB = 2**30, 2**20
WORKER_BYTES = 600 * _MIB  # production.workers has it, too, but needs numpy; a test holds them equal
LEAST_MEMORY = 256 * _MIB  # free: what one small film takes
_NAMING = ("TMPDIR", "TEMP", "TMP")  # in the order in which Python asks for them
LEAST_DISK, LITTLE_DISK = 100 * _MIB, _GIB  # free


def memory(options: Options) -> Iterator[Finding]:
    """Free memory, and the workers that it and the cores allow."""
    import psutil

    free = psutil.virtual_memory().available
    cores = len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1
    workers = max(1, min(cores, free // WORKER_BYTES))
    text = f"{free / _GIB:.1f} GiB free, {cores} cores: {workers} worker{'s' * (workers > 1)}"
    if free < LEAST_MEMORY:
        yield wrong("memory", text, "close other programs; a film takes 0.25 GiB at least")
    elif free < WORKER_BYTES:
        yield note("memory", text, "large films may not fit; close other programs, or use -q draft")
    elif options.jobs and options.jobs.isdecimal() and int(options.jobs) > workers:
        yield note("memory", f"{text}, not the {options.jobs} of --jobs", "leave --jobs out")
    else:
        yield ok("memory", text)


def disks(options: Options) -> Iterator[Finding]:
    """Where films go, and where temporary files go; of the films' folder nothing is made."""
    yield _disk("films", Path(options.out), "choose another --out")
    try:
        folder = tempfile.gettempdir()
        _try_a_file_in(folder)
    except OSError as error:
        yield wrong("temporary", f"no file can be made: {error.strerror}", TMPDIR)
    else:
        yield from _not_as_asked(folder)
        yield _disk("temporary", Path(folder), TMPDIR)


def _not_as_asked(folder: str) -> Iterator[Finding]:
    """Where the user has named another folder, which Python passes over without a word."""
    name = next((name for name in _NAMING if os.environ.get(name)), None)
    if name is not None:
        asked = os.path.abspath(os.environ[name])
        try:
            _try_a_file_in(asked)
        except OSError as error:
            text = f"{name} is {asked!r}, where no file can be made ({error.strerror}): {folder!r} is used instead"
            yield note("temporary", text, f"set {name} to a folder that has room, or unset it")


def _try_a_file_in(folder: str) -> None:
    with tempfile.TemporaryFile(dir=folder) as probe:
        probe.write(b"both ways")


def _disk(topic: str, folder: Path, fix: str) -> Finding:
    place = nearest(folder)
    free = shutil.disk_usage(place).free
    text = f"{_size(free)} free for {str(folder)!r}"
    if not place.is_dir():
        return wrong(topic, f"{str(place)!r} is a file, not a folder", fix)
    if not os.access(place, os.W_OK | os.X_OK):
        return wrong(topic, f"{str(place)!r} is not writable", fix)
    if free < LEAST_DISK:
        return wrong(topic, f"{text}, at least {_size(LEAST_DISK)} are needed", f"make room, or {fix}")
    if free < LITTLE_DISK:
        return note(topic, f"{text}, {_size(LITTLE_DISK)} are wanted for long films", f"make room, or {fix}")
    return ok(topic, text)


def _size(count: int) -> str:
    return f"{count / _GIB:.1f} GiB" if count >= _GIB else f"{count / _MIB:.0f} MiB"


def nearest(folder: Path) -> Path:
    """The folder, or whatever of its parents is there."""
    absolute = Path(os.path.abspath(folder))
    return next(place for place in (absolute, *absolute.parents) if os.path.exists(place))
