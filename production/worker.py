"""A worker process that runs one call at a time: seen to die, ended when it hangs, and started again for the next."""

from __future__ import annotations

import threading
from collections.abc import Callable
from concurrent.futures import BrokenExecutor, ProcessPoolExecutor
from contextlib import suppress
from multiprocessing.context import BaseContext
from typing import Any, TypeVar

from .work import start

Outcome = TypeVar("Outcome")


class WorkerDiedError(Exception):
    """A worker process ended, or was ended because it hung, before its call was done."""


class Worker:
    """One process, in a pool of one: the standard pool loses all of its calls when any of its processes dies."""

    def __init__(self, context: BaseContext, beside: bool, folder: str, ready: Callable[[], None]) -> None:
        """`ready` is called before a process is started; see `start` for `beside` and `folder`."""
        self._settings = context, start, (beside, folder)
        self._ready = ready
        self._lock = threading.Lock()  # a process is not ended while it is being started
        self._pool: ProcessPoolExecutor | None = None
        self._over = False

    def call(self, fn: Callable[..., Outcome], args: tuple[Any, ...], seconds: float | None) -> Outcome:
        """What `fn` gives or raises in the process; WorkerDiedError if that ends first, or takes over `seconds`."""
        try:
            with self._lock:
                future = self._started().submit(fn, *args)
        except (BrokenExecutor, OSError, EOFError) as error:
            self.end()
            raise WorkerDiedError(f"could not be started ({error})") from error
        try:
            return future.result(seconds)
        except BrokenExecutor as error:
            self.end()
            raise WorkerDiedError("ended before its work was done") from error
        except MemoryError as error:
            self.end()  # which frees what it had
            raise WorkerDiedError("ran out of memory") from error
        except TimeoutError as error:
            if future.done():
                raise  # the call's own
            self.end()
            raise WorkerDiedError(f"was still at work after {seconds:.0f} s, and was ended") from error

    def end(self, for_good: bool = False) -> None:
        """End the process, whatever it is at. The next call starts another, unless this is `for_good`."""
        with self._lock:
            self._over = self._over or for_good
            pool, self._pool = self._pool, None
        if pool is not None:
            for process in list((pool._processes or {}).values()):  # Python 3.14 has kill_workers() for this
                with suppress(ProcessLookupError):
                    process.kill()
            pool.shutdown(cancel_futures=True)

    def _started(self) -> ProcessPoolExecutor:
        if self._over:
            raise WorkerDiedError("was ended")
        if self._pool is None:
            self._ready()
            context, initializer, initargs = self._settings
            self._pool = ProcessPoolExecutor(1, context, initializer, initargs)
        return self._pool
