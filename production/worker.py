"""A worker process that runs one call at a time: seen to die, ended when it hangs, and started again for the next."""

from __future__ import annotations

import threading
import time
from collections.abc import Callable, Iterator
from concurrent.futures import BrokenExecutor, Future, ProcessPoolExecutor
from contextlib import contextmanager, suppress
from multiprocessing.connection import wait
from multiprocessing.context import BaseContext
from typing import Any, TypeVar

from .fork_server import end_server, start_server
from .work import start

Outcome = TypeVar("Outcome")

START_SECONDS = 120.0  # in which a process has started, on the slowest of machines
_PATIENCE_SECONDS = 5.0  # for a process that is being started when all is to end
_SLICE_SECONDS = 1.0


class WorkerDiedError(Exception):
    """A worker process ended, or was ended because it hung, before its call was done."""


class Worker:
    """One process, in a pool of one: the standard pool loses all of its calls when any of its processes dies."""

    def __init__(self, context: BaseContext, beside: bool, folder: str) -> None:
        """See `start` for `beside` and `folder`."""
        self._settings = context, start, (beside, folder)
        self._lock = threading.Lock()  # a process is not ended while it is being started
        self._pool: ProcessPoolExecutor | None = None
        self._over = False

    def call(self, fn: Callable[..., Outcome], args: tuple[Any, ...], seconds: float | None) -> Outcome:
        """What `fn` gives or raises in the process; WorkerDiedError if that ends first, or takes over `seconds`."""
        try:
            with self._lock, self._start_watched():
                future = self._started().submit(fn, *args)
        except (BrokenExecutor, OSError, EOFError) as error:
            self.end()
            raise WorkerDiedError(f"could not be started ({error})") from error
        try:
            return _result(future, seconds)
        except BrokenExecutor as error:
            self.end()
            raise WorkerDiedError("ended before its work was done") from error
        except MemoryError as error:
            self.end()  # which frees what it had
            raise WorkerDiedError("ran out of memory") from error
        except _HangsError as error:
            self.end()
            raise WorkerDiedError(f"was still at work after {seconds:.0f} s, and was ended") from error

    def end(self, for_good: bool = False) -> None:
        """End the process, whatever it is at. The next call starts another, unless this is `for_good`."""
        self._over = self._over or for_good
        if not self._lock.acquire(timeout=_PATIENCE_SECONDS):
            return  # it is being started, and ends when it finds that this process is gone
        try:
            pool, self._pool = self._pool, None
        finally:
            self._lock.release()
        if pool is not None:
            processes = list((pool._processes or {}).values())  # Python 3.14 has kill_workers() for this
            for process in processes:
                with suppress(ProcessLookupError):
                    process.kill()
            if len(wait([process.sentinel for process in processes], _PATIENCE_SECONDS)) < len(processes):
                end_server()  # it hangs, and would never say that they have ended
            pool.shutdown(cancel_futures=True)

    def _started(self) -> ProcessPoolExecutor:
        if self._over:
            raise WorkerDiedError("was ended")
        if self._pool is None:
            start_server()
            context, initializer, initargs = self._settings
            self._pool = ProcessPoolExecutor(1, context, initializer, initargs)
        return self._pool

    @contextmanager
    def _start_watched(self) -> Iterator[None]:
        """End the server if it starts no process: whoever waits for one hears of its end, and of nothing else."""
        watch = threading.Timer(START_SECONDS, end_server)
        if self._pool is None:
            watch.daemon = True
            watch.start()
        try:
            yield
        finally:
            watch.cancel()


class _HangsError(Exception):
    pass


def _result(future: Future[Outcome], seconds: float | None) -> Outcome:
    """The result once it is there. Time in which this process was stopped, its workers with it, counts little."""
    left = float("inf") if seconds is None else seconds
    while left > 0:
        before = time.monotonic()
        try:
            return future.result(min(left, _SLICE_SECONDS))
        except TimeoutError:
            if future.done():
                return future.result()  # it came just now, or the error is the call's own
        left -= min(time.monotonic() - before, 2 * _SLICE_SECONDS)
    raise _HangsError
