"""The local executor: this process alone, or worker processes with manim already imported."""

from __future__ import annotations

import multiprocessing
import sys
import threading
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import Executor, Future
from contextlib import contextmanager, suppress
from queue import SimpleQueue
from typing import Any, TypeVar

from .errors import WorkersLostError
from .fork_server import main_left_alone
from .temporary import temporary_folder
from .worker import Worker, WorkerDiedError
from .workers import cores

Outcome = TypeVar("Outcome")
Limit = Callable[..., float | None]  # the arguments of a call -> the seconds after which it counts as hanging

MOST_DEATHS = 3  # of the workers of one call, after which it is given up
_PATIENCE_SECONDS = 10.0  # for threads, when all is to end
_FILES, _OWN_FILES = 10, 64  # open at a time: of a worker in this process, and of everything else
PAUSE_SECONDS = 0.5  # after a death, and after each further one more: whatever caused it may pass


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


class Workers(Executor):
    """So many worker processes. One that dies or hangs takes nothing along: its call is tried again by another.

    A call whose workers died `MOST_DEATHS` times ends with WorkersLostError; all others go on.
    """

    def __init__(self, workers: Sequence[Worker], limit: Limit) -> None:
        self._workers = workers
        self._limit = limit
        self._calls: SimpleQueue[tuple[Future[Any], Callable[..., Any], tuple[Any, ...]] | None] = SimpleQueue()
        self._ended = threading.Event()
        self._threads = [threading.Thread(target=self._serve, args=(worker,), daemon=True) for worker in workers]
        for thread in self._threads:
            thread.start()

    def submit(self, fn: Callable[..., Outcome], /, *args: Any, **kwargs: Any) -> Future[Outcome]:
        """A future of what `fn` gives in one of the processes."""
        if kwargs:
            raise TypeError("calls have arguments by position only")
        future: Future[Outcome] = Future()
        self._calls.put((future, fn, args))
        return future

    def shutdown(self, wait: bool = True, *, cancel_futures: bool = False) -> None:
        """End the processes: once all calls are done, or at once if they are to be cancelled."""
        if cancel_futures:
            self._ended.set()
            for worker in self._workers:
                worker.end(for_good=True)
        for _ in self._threads:
            self._calls.put(None)
        if wait:
            for thread in self._threads:
                thread.join(_PATIENCE_SECONDS if cancel_futures else None)  # it may wait for what was interrupted

    def _serve(self, worker: Worker) -> None:
        while (call := self._calls.get()) is not None:
            future, fn, args = call
            if self._ended.is_set():
                future.cancel()
            elif future.set_running_or_notify_cancel():
                try:
                    outcome = self._done(worker, fn, args)
                except BaseException as error:
                    future.set_exception(error)
                else:
                    future.set_result(outcome)
        worker.end()

    def _done(self, worker: Worker, fn: Callable[..., Outcome], args: tuple[Any, ...]) -> Outcome:
        deaths: list[str] = []
        while len(deaths) < MOST_DEATHS and not self._ended.is_set():
            try:
                return worker.call(fn, args, self._limit(*args))
            except WorkerDiedError as death:
                deaths.append(str(death))
                self._ended.wait(len(deaths) * PAUSE_SECONDS)
        raise WorkersLostError(deaths or ["was ended"])


@contextmanager
def local_executor(workers: int, limit: Limit = lambda *_: None) -> Iterator[Executor]:
    """An executor with so many workers; one is this process itself. None of them outlives the context.

    `limit`: after how many seconds a call counts as hanging, by its arguments. This process itself has no limit.
    """
    if workers == 1:
        yield InProcess()
        return
    context = multiprocessing.get_context("forkserver" if sys.platform != "win32" else "spawn")
    with temporary_folder() as folder, main_left_alone():
        settings = context, 2 * workers <= cores(), str(folder)
        pool = Workers([Worker(*settings) for _ in range(_with_files_for(workers))], limit)
        try:
            yield pool
        except BaseException:
            pool.shutdown(cancel_futures=True)
            raise
        pool.shutdown()


def _with_files_for(workers: int) -> int:
    """How many of so many workers the system has open files for, once it was asked for as many as it takes."""
    try:
        import resource
    except ImportError:  # Windows, which has no such bound
        return workers
    most, hard = resource.getrlimit(resource.RLIMIT_NOFILE)
    wanted = _OWN_FILES + _FILES * workers
    if most != resource.RLIM_INFINITY and most < wanted:
        with suppress(OSError, ValueError):
            most_allowed = wanted if hard == resource.RLIM_INFINITY else min(wanted, hard)
            resource.setrlimit(resource.RLIMIT_NOFILE, (most_allowed, hard))
            most = most_allowed
        return max(1, min(workers, (most - _OWN_FILES) // _FILES))
    return workers
