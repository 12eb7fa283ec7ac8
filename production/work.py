"""Work: one job, wherever it runs. A job is plain data, and its result is bytes."""

from __future__ import annotations

import multiprocessing
import os
import signal
import tempfile
import threading
from functools import lru_cache

from scenes.storyboard.picture import Picture

from .formats import MP4, WEBM
from .job import Job
from .request import FilmRequest

_BESIDE = [True]  # of this process


def work(job: Job) -> bytes:
    """Draw and encode the segment in the job's format (ImportError when what draws is not installed)."""
    request, segment = job.request, job.segment
    told = _picture(request), request.size, job.fps
    if job.format == MP4:
        from .draw import draw_segment  # imports manim

        return draw_segment(*told, request.encoder, segment, _BESIDE[0])
    if job.format == WEBM:
        from .draw import draw_webm

        return draw_webm(*told, request.encoder, segment, _BESIDE[0], request.transparent)
    from .draw import draw_pictures

    return draw_pictures(*told, segment, job.format, request.transparent, request.plays)


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
