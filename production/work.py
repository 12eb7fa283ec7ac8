"""Work: one job, wherever it runs. A job is plain data, and its result is bytes."""

from __future__ import annotations

import multiprocessing
import os
import signal
import tempfile
import threading
from dataclasses import dataclass
from functools import lru_cache

from scenes.storyboard.picture import Picture

from .request import FilmRequest
from .segments import Segment

_BESIDE = [True]  # of this process


@dataclass(frozen=True)
class Job:
    """A segment of a film that is to be drawn and encoded."""

    request: FilmRequest
    segment: Segment


def work(job: Job) -> bytes:
    """Draw and encode the segment (ImportError when what draws is not installed)."""
    from .draw import draw_segment  # imports manim

    request = job.request
    return draw_segment(_picture(request), request.size, request.fps, request.encoder, job.segment, _BESIDE[0])


@lru_cache(maxsize=4)
def _picture(request: FilmRequest) -> Picture:
    """The picture of a film, kept from one of its segments to the next."""
    return request.picture


def start(beside: bool, folder: str) -> None:
    """What a worker process does first: leave Ctrl-C to its parent, and end when that is gone, however it ended.

    `beside`: whether there are cores left to encode beside painting. `folder`: for temporary files; the parent takes it
    away, however the worker ends.
    """
    _BESIDE[0] = beside
    tempfile.tempdir = folder
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    if multiprocessing.parent_process() is not None:
        threading.Thread(target=_end_with_parent, daemon=True).start()


def _end_with_parent() -> None:
    parent = multiprocessing.parent_process()
    if parent is not None:
        parent.join()
    os._exit(1)
