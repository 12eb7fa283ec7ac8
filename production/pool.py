"""The local executor: this process alone, or worker processes with manim already imported."""

from __future__ import annotations

import multiprocessing
import os
import signal
import sys
import threading
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import Executor, Future
from contextlib import ExitStack, contextmanager
from multiprocessing import forkserver, process, resource_tracker
from multiprocessing.util import Finalize
from queue import SimpleQueue
from types import ModuleType
from typing import Any, TypeVar

from .errors import WorkersLostError
from .made_by import PROJECT
from .temporary import temporary_folder
from .worker import Worker, WorkerDiedError
from .workers import cores

Outcome = TypeVar("Outcome")
Limit = Callable[..., float | None]  # the arguments of a call -> the seconds after which it counts as hanging

MOST_DEATHS = 3  # of the workers of one call, after which it is given up
PAUSE_SECONDS = 0.5  # after a death, and after each further one more: whatever caused it may pass
# Nothing here is worth numpy's own threads. A module is looked for in the project, never where the user is: a file of
# the user's must not be taken for one of ours.
_SURROUNDINGS = {
    "OPENBLAS_NUM_THREADS": "1",
    "OMP_NUM_THREADS": "1",
    "PYTHONSAFEPATH": "1",
    "PYTHONPATH": os.pathsep.join(filter(None, [str(PROJECT), os.environ.get("PYTHONPATH")])),
}
_DEAF_TO = {getattr(signal, name) for name in ("SIGINT", "SIGHUP") if hasattr(signal, name)}
_starting = threading.Lock()


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
                thread.join()

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
        raise WorkersLostError(deaths)


@contextmanager
def local_executor(workers: int, limit: Limit = lambda *_: None) -> Iterator[Executor]:
    """An executor with so many workers; one is this process itself. None of them outlives the context.

    `limit`: after how many seconds a call counts as hanging, by its arguments. This process itself has no limit.
    """
    if workers == 1:
        yield InProcess()
        return
    context = multiprocessing.get_context("forkserver" if sys.platform != "win32" else "spawn")
    with temporary_folder() as folder, _main_left_alone():
        settings = context, 2 * workers <= cores(), str(folder), start_server
        pool = Workers([Worker(*settings) for _ in range(workers)], limit)
        try:
            yield pool
        except BaseException:
            pool.shutdown(cancel_futures=True)
            raise
        pool.shutdown()


@contextmanager
def _main_left_alone() -> Iterator[None]:
    """Meanwhile `__main__` is an empty module: a worker, or the server of some Pythons, runs the main program's file to
    begin with, and a user's script that renders would render again in each."""
    main = sys.modules["__main__"]
    sys.modules["__main__"] = ModuleType("__main__")
    try:
        yield
    finally:
        sys.modules["__main__"] = main


def start_server() -> None:
    """Start, if need be, the process that workers are forked from: manim is imported there, and no thread runs.

    This does not wait until it is ready.
    """
    if sys.platform == "win32":
        return
    with _starting:
        _keep_socket_in_a_folder_of_ours()
        forkserver.set_forkserver_preload(["production.preload"])
        before = {name: os.environ.get(name) for name in _SURROUNDINGS}
        os.environ.update(_SURROUNDINGS)
        # Ctrl-C at a terminal, and its end, go to every process. The server, its workers and the standard library's
        # tracker are born deaf to them: one that began to ignore them later could end with a traceback before.
        heard = signal.pthread_sigmask(signal.SIG_BLOCK, _DEAF_TO)
        try:
            with _main_left_alone():
                resource_tracker.ensure_running()
                signal.pthread_sigmask(signal.SIG_BLOCK, _DEAF_TO)  # the tracker's start lets Ctrl-C through again
                forkserver.ensure_running()
        finally:
            signal.pthread_sigmask(signal.SIG_SETMASK, heard)
            for name, value in before.items():
                if value is None:
                    del os.environ[name]
                else:
                    os.environ[name] = value


def _keep_socket_in_a_folder_of_ours() -> None:
    """The standard library's own temporary folder would stay for ever where this process is killed; ours is swept."""
    settings = process.current_process()._config  # type: ignore[attr-defined]
    if settings.get("tempdir") is None:
        stack = ExitStack()
        settings["tempdir"] = str(stack.enter_context(temporary_folder()))
        Finalize(None, stack.close, exitpriority=-100)
