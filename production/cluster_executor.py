"""An executor on a Dask cluster: Dask's own, which also ends when it can go no further."""

from __future__ import annotations

import pickle
import threading
import time
from collections.abc import Callable
from concurrent.futures import CancelledError, Executor, Future
from contextlib import suppress
from typing import Any, TypeVar

from distributed import Client, KilledWorker

from .cluster_versions import differences, refusal
from .cluster_worker import BROKEN, DEADLY, DIFFERS, DRAWN, MOST_DEATHS, STOPPED, on_worker
from .errors import RenderError
from .pool import Limit
from .progress import warn

Outcome = TypeVar("Outcome")
GONE_SECONDS = 30.0  # without any worker, after which there is nothing to wait for: a worker restarts in less
_LOOK_SECONDS = 0.5
_ANSWER_SECONDS = 5.0
_GO_ON = "what was finished is kept, and the same command goes on from there"


class ClusterExecutor(Executor):
    """Does calls on the workers of a cluster that has the project as the plugin `name`.

    Dask does a job again whose worker was lost, and gives up on it after some losses, even if it only stood in the
    queue of a worker that another job ended; so it is asked once more, until the job itself was begun MOST_DEATHS times
    and never ended. Every future ends: with its result, the error of its call, or a RenderError.
    """

    def __init__(self, client: Client, name: str, ours: dict[str, str], limit: Limit) -> None:
        self._client, self._name, self._ours, self._limit = client, name, ours, limit
        self._address = str(client.scheduler.address)  # type: ignore[union-attr]
        self._engine = client.get_executor(pure=False)
        self._call = on_worker(name)
        self._lock = threading.RLock()
        self._outstanding: dict[str, tuple[Future[Any], bytes, float | None]] = {}
        self._submitted = 0
        self._again: list[str] = []  # calls to be sent once more
        self._usable = set(workers(client))
        self._refused: set[str] = set()  # workers that joined later, and differ
        self._end: RenderError | None = None  # why nothing more can be done
        self._closed = threading.Event()
        self._watch = threading.Thread(target=self._watch_workers, daemon=True)
        self._watch.start()

    def submit(self, fn: Callable[..., Outcome], /, *args: Any, **kwargs: Any) -> Future[Outcome]:
        """A future of the call's result; the call is done by the worker's own copy of the project."""
        if kwargs:
            raise TypeError("a cluster is given calls with arguments by place alone")
        future: Future[Outcome] = Future()
        with self._lock:
            self._submitted += 1
            token = str(self._submitted)
            self._outstanding[token] = future, pickle.dumps((fn, args)), self._limit(*args)
        self._send(token)
        return future

    def close(self) -> None:
        """Let go of what is outstanding, here and there. The plugin stops what is being drawn as it is taken away."""
        self._closed.set()
        self._watch.join()
        self._fail_all(RenderError("the command has ended"))
        if self._client.status == "running":
            scheduler: Any = self._client.scheduler
            with suppress(Exception):  # of a scheduler that goes away just now
                self._engine.shutdown(wait=False)
                for end, about in (
                    (scheduler.unregister_worker_plugin, {"name": self._name}),
                    (scheduler.set_metadata, {"keys": [self._name], "value": {}}),
                ):
                    self._client.sync(end, callback_timeout=_ANSWER_SECONDS, **about)

    def _send(self, token: str) -> None:
        """Hand a call to Dask, kept from workers that were refused."""
        with self._lock:
            if self._end is not None:
                self._fail_all(self._end)
            if token not in self._outstanding:
                return
            _, *call = self._outstanding[token]
            where: dict[str, Any] = {}
            if self._refused:
                if not self._usable:
                    self._again.append(token)
                    return
                where = {"workers": list(self._usable), "allow_other_workers": True}  # never waits for one that is gone
            try:
                inner = self._engine.submit(self._call, token, *call, **where)
            except Exception:  # of a client that has lost its scheduler
                self._stop(self._lost())
                return
        inner.add_done_callback(lambda done: self._ended(token, done))

    def _ended(self, token: str, inner: Future[tuple[str, Any]]) -> None:
        """Pass on what became of a call, or have it done again."""
        if self._closed.is_set():
            return
        try:
            how, result = inner.result()
        except CancelledError:  # by Dask itself, once its scheduler is gone
            self._stop(self._lost())
            return
        except KilledWorker:
            how, result = STOPPED, None
        except Exception as error:
            self._settle(token, error=error)
            return
        if how == DRAWN:
            self._settle(token, result)
        elif how == DEADLY:
            self._settle(token, error=self._deadly())
        else:
            if how == DIFFERS:
                worker, theirs = result
                self._refuse(worker, refusal(f"the worker {worker}", differences(theirs, self._ours)))
            elif how == BROKEN:
                worker, why = result
                self._refuse(worker, f"the worker {worker} cannot draw ({why}); it is done without")
            with self._lock:
                self._again.append(token)

    def _settle(self, token: str, result: Any = None, error: Exception | None = None) -> None:
        with self._lock:
            future, *_ = self._outstanding.pop(token, (None,))
        if future is None:
            return
        if error is None:
            future.set_result(result)
        else:
            future.set_exception(error)

    def _refuse(self, worker: str, line: str) -> None:
        """Never again give a call to a worker that joined later and will not do; say so once."""
        with self._lock:
            self._usable.discard(worker)
            if worker not in self._refused:
                self._refused.add(worker)
                warn(f"render: {line}\n")

    def _watch_workers(self) -> None:
        """Send again what must be; end everything once no worker was there for some time: Dask would wait for ever."""
        seen = time.monotonic()
        while not self._closed.wait(_LOOK_SECONDS):
            try:
                found, why = set(workers(self._client)), f"all workers have left {self._address}; {_GO_ON}"
            except Exception:  # of a scheduler that is gone, or does not answer
                found, why = set(), str(self._lost())
            with self._lock:
                self._usable = found - self._refused
            if self._usable:
                seen = time.monotonic()
            elif time.monotonic() - seen > GONE_SECONDS:
                self._stop(RenderError(why))
            with self._lock:
                again, self._again = self._again, []
            for token in again:
                self._send(token)

    def _stop(self, error: RenderError) -> None:
        with self._lock:
            self._end = self._end or error
        self._fail_all(self._end)

    def _fail_all(self, error: RenderError) -> None:
        for token in list(self._outstanding):
            self._settle(token, error=error)

    def _lost(self) -> RenderError:
        return RenderError(f"the scheduler {self._address} is gone; {_GO_ON}")

    def _deadly(self) -> RenderError:
        return RenderError(
            f"a part of it ended {MOST_DEATHS} workers of {self._address} one after another (out of memory, or "
            "longer at it than --job-limit?); a smaller --quality needs less"
        )


def workers(client: Client) -> dict[str, dict[str, Any]]:
    """The workers that a scheduler has, by address, with what it knows of them."""
    scheduler: Any = client.scheduler
    found = client.sync(scheduler.identity, n_workers=-1, callback_timeout=_ANSWER_SECONDS)
    return dict(found["workers"])
