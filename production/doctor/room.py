"""Room: memory for workers, and space on the disks that films, the cache and temporary files go to."""

from __future__ import annotations

import os
import shutil
import tempfile
from collections.abc import Iterator
from pathlib import Path

from ..options import Options
from .finding import Finding, note, ok, wrong

_GIB, _MIB = 2**30, 2**20
WORKER_BYTES = 600 * _MIB  # production.workers has it, too, but needs numpy; a test holds them equal
LEAST_MEMORY = 256 * _MIB  # free: what one small film takes
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
        folder = Path(tempfile.gettempdir())
        with tempfile.TemporaryFile(dir=folder) as probe:
            probe.write(b"both ways")
    except OSError as error:
        yield wrong("temporary", f"no file can be made: {error.strerror}", "set TMPDIR to a folder that has room")
    else:
        yield _disk("temporary", folder, "set TMPDIR to a folder that has room")


def _disk(topic: str, folder: Path, fix: str) -> Finding:
    place = nearest(folder)
    free = shutil.disk_usage(place).free
    text = f"{free / _GIB:.1f} GiB free for {str(folder)!r}"
    if not place.is_dir():
        return wrong(topic, f"{str(place)!r} is a file, not a folder", fix)
    if not os.access(place, os.W_OK | os.X_OK):
        return wrong(topic, f"{str(place)!r} is not writable", fix)
    if free < LEAST_DISK:
        return wrong(topic, text, f"make room, or {fix}")
    return note(topic, text, f"make room, or {fix}") if free < LITTLE_DISK else ok(topic, text)


def nearest(folder: Path) -> Path:
    """The folder, or whatever of its parents is there."""
    absolute = Path(os.path.abspath(folder))
    return next(place for place in (absolute, *absolute.parents) if os.path.exists(place))
