"""The local executor: this process alone, or worker processes with manim already imported."""

from __future__ import annotations

import multiprocessing
import os
import re
import sys
from collections.abc import Callable, Iterator
from concurrent.futures import Executor, Future, ProcessPoolExecutor
from contextlib import chdir, contextmanager
from multiprocessing import forkserver
from typing import Any, TypeVar

from kernels import InputError, quoted

from .made_by import PROJECT
from .work import start

Outcome = TypeVar("Outcome")

MOST_JOBS = 256
WORKER_BYTES = 400 * 2**20  # of memory at 1080p, measured: see bench/RESULTS.md
_ONE_THREAD = {"OPENBLAS_NUM_THREADS": "1", "OMP_NUM_THREADS": "1"}  # nothing here is worth numpy's own threads


class InProcess(Executor):
    """Runs a call when it is submitted, in the thread that submits it."""

    def submit(self, fn: Callable[..., Outcome], /, *args: Any, **kwargs: Any) -> Future[Outcome]:
        """A future that is done already."""
        future: Future[Outcome] = Future()
        try:
            future.set_result(fn(*args, **kwargs))
        except Exception as error:
            future.set_exception(error)
        return future


def default_jobs() -> int:
    """As many workers as there are cores that this process may use, and as their memory is free for."""
    import psutil

    cores = len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1
    return max(1, min(cores, int(psutil.virtual_memory().available // WORKER_BYTES)))


def parse_jobs(text: str) -> int:
    """The number of workers that a text asks for (InputError)."""
    if re.fullmatch(r"[0-9]{1,4}", text) and 1 <= int(text) <= MOST_JOBS:
        return int(text)
    raise InputError(f"--jobs {quoted(text)} is not a whole number from 1 to {MOST_JOBS}; use e.g. {default_jobs()}")


@contextmanager
def local_executor(workers: int) -> Iterator[Executor]:
    """An executor with so many workers; one is this process itself. None of them outlives the context."""
    if workers == 1:
        yield InProcess()
        return
    context = multiprocessing.get_context("forkserver" if sys.platform != "win32" else "spawn")
    _start_server()
    pool = ProcessPoolExecutor(workers, context, start)
    try:
        yield pool
    except BaseException:
        for process in multiprocessing.active_children():
            process.terminate()
        raise
    finally:
        pool.shutdown(cancel_futures=True)


def _start_server() -> None:
    """The process that workers are forked from. It has imported manim and runs no thread, so forking is safe.

    It starts in the project's folder, because Python would look for modules where it starts, and a file of the user's
    must not be taken for one of ours.
    """
    if sys.platform == "win32":
        return
    forkserver.set_forkserver_preload(["production.preload"])
    before = {name: os.environ.get(name) for name in _ONE_THREAD}
    os.environ.update(_ONE_THREAD)
    try:
        with chdir(PROJECT):
            forkserver.ensure_running()
    finally:
        for name, value in before.items():
            if value is None:
                del os.environ[name]
            else:
                os.environ[name] = value
