"""The local executor: this process alone, or worker processes with manim already imported."""

from __future__ import annotations

import multiprocessing
import os
import sys
import tempfile
from collections.abc import Callable, Iterator
from concurrent.futures import Executor, Future, ProcessPoolExecutor
from contextlib import chdir, contextmanager
from multiprocessing import forkserver
from types import ModuleType
from typing import Any, TypeVar

from .made_by import PROJECT
from .work import start
from .workers import cores

Outcome = TypeVar("Outcome")

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


@contextmanager
def local_executor(workers: int) -> Iterator[Executor]:
    """An executor with so many workers; one is this process itself. None of them outlives the context."""
    if workers == 1:
        yield InProcess()
        return
    context = multiprocessing.get_context("forkserver" if sys.platform != "win32" else "spawn")
    start_server()
    with tempfile.TemporaryDirectory(prefix="both-ways-", ignore_cleanup_errors=True) as folder:
        pool = ProcessPoolExecutor(workers, context, start, (2 * workers <= cores(), folder))
        try:
            with _main_left_alone():
                yield pool
        except BaseException:
            for process in multiprocessing.active_children():
                process.terminate()
            raise
        finally:
            pool.shutdown(cancel_futures=True)


@contextmanager
def _main_left_alone() -> Iterator[None]:
    """Meanwhile `__main__` is an empty module: a worker runs the main program's file to begin with, and a user's
    script that renders would render again in every worker."""
    main = sys.modules["__main__"]
    sys.modules["__main__"] = ModuleType("__main__")
    try:
        yield
    finally:
        sys.modules["__main__"] = main


def start_server() -> None:
    """Start, if need be, the process that workers are forked from: manim is imported there, and no thread runs.

    It starts in the project's folder, because Python would look for modules where it starts, and a file of the user's
    must not be taken for one of ours. This does not wait until it is ready.
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
