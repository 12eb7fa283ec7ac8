"""How many worker processes a command gets."""

from __future__ import annotations

import os
import re
from collections.abc import Sequence

from kernels import InputError, quoted

from .bounds import MOST_JOBS
from .extent import webm_frame
from .formats import WEBM, Format
from .request import FilmRequest

WORKER_BYTES = 600 * 2**20  # of memory, at least: measured at 237 MiB in 1080p
_BARE_BYTES = 300 * 2**20
_PIXEL_BYTES, _WEBM_PIXEL_BYTES = 50, 80  # for each pixel of a frame: measured at 671 MiB in 2160p, encoder small
SMALL = 250e6  # pixels, all frames together, that are drawn sooner than worker processes have started


def workers_for(asked: str | None, requests: Sequence[FilmRequest], formats: Sequence[Format] = ()) -> int:
    """What was asked for with `--jobs`, or else what cores and memory allow and the films are worth (InputError)."""
    if asked is None:
        pixels = 0.0
        for request in requests:
            pixels += _pixels(request)
            if pixels >= SMALL:  # the rest need not be told for this
                return default_jobs(worker_bytes(requests, formats))
        return 1
    if re.fullmatch(r"[0-9]{1,4}", asked) and 1 <= int(asked) <= MOST_JOBS:
        return int(asked)
    raise InputError(f"--jobs {quoted(asked)} is not a whole number from 1 to {MOST_JOBS}; use e.g. {default_jobs()}")


def worker_bytes(requests: Sequence[FilmRequest], formats: Sequence[Format]) -> int:
    """The memory that a worker may take, in the largest of these frames."""
    largest = _PIXEL_BYTES * max(request.size[0] * request.size[1] for request in requests)
    if WEBM in formats:
        largest = max(largest, _WEBM_PIXEL_BYTES * max(map(webm_frame, requests)))
    return max(WORKER_BYTES, _BARE_BYTES + largest)


def default_jobs(each: int = WORKER_BYTES) -> int:
    """As many workers as there are cores that this process may use, and as there is free memory for, so much `each`."""
    import psutil

    return max(1, min(cores(), int(psutil.virtual_memory().available // each)))


def cores() -> int:
    """How many cores this process may use."""
    return len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1


def _pixels(request: FilmRequest) -> float:
    """In all frames of a film together; none where it cannot be drawn, which is said later."""
    try:
        seconds = request.storyboard.seconds
    except InputError:
        return 0.0
    return seconds * request.fps * request.size[0] * request.size[1]
