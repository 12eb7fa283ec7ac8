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
from .cluster_worker import DEADLY, DIFFERS, DRAWN, MOST_DEATHS, on_worker
from .errors import RenderError
from .progress import warn

Outcome = TypeVar("Outcome")
GONE_SECONDS = 30.0  # without any worker, after which there is nothing to wait for: a worker restarts in less
_LOOK_SECONDS = 0.5
_CLEANING_SECONDS = 5.0
_GO_ON = "what was finished is kept, and the same command goes on from there"


class ClusterExecutor(Executor):
    """Does calls on the workers of a cluster that has the project as the plugin `name`.

    Dask does a job again whose worker was lost, and gives up on it after some losses, even if it only stood in the
    queue of a worker that another job ended; so it is asked once more, until the job itself was begun MOST_DEATHS times
    and never ended. Every future ends: with its result, the error of its call, or a RenderError.
    """

    def __init__(self, client: Client, name: str, ours: dict[str, str]) -> None:
        self._client, self._name, self._ours = client, name, ours
        self._address = str(client.scheduler.address)  # type: ignore[union-attr]
        self._engine = client.get_executor(pure=False)
        self._call = on_worker(name)
        self._lock = threading.RLock()
        self._outstanding: dict[str, tuple[Future[Any], bytes]] = {}
        self._submitted = 0
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
            self._outstanding[token] = future, pickle.dumps((fn, args))
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
                    self._client.sync(end, callback_timeout=_CLEANING_SECONDS, **about)

    def _send(self, token: str) -> None:
        """Hand a call to Dask, kept from workers that were refused."""
        with self._lock:
            if self._end is not None:
                self._fail_all(self._end)
            if token not in self._outstanding:
                return
            _, payload = self._outstanding[token]
            where: dict[str, Any] = {}
            if self._refused:
                where = {"workers": self._usable(), "allow_other_workers": True}
            try:
                self._engine.submit(self._call, token, payload, **where).add_done_callback(
                    lambda inner: self._ended(token, inner)
                )
            except Exception:  # of a client that has lost its scheduler
                self._stop(self._lost())

    def _ended(self, token: str, inner: Future[tuple[str, Any]]) -> None:
        """Pass on what became of a call, or have it done again."""
        if self._closed.is_set():
            return
        try:
            how, result = inner.result()
        except CancelledError:  # by Dask itself, once its scheduler is gone
            self._stop(self._lost())
        except KilledWorker:
            self._send(token)
        except Exception:
            self._settle(token, lambda future: future.set_exception(error))
        else:
            if how == DRAWN:
                self._settle(token, lambda future: future.set_result(result))
            elif how == DIFFERS:
                self._refuse(*result)
                self._send(token)
            elif how == DEADLY:
                error = RenderError(
                    f"a part of it ended {MOST_DEATHS} workers of {self._address} one after another (out of memory?); "
                    "a smaller --quality needs less"
                )
                self._settle(token, lambda future: future.set_exception(error))
            else:
                self._send(token)

    def _settle(self, token: str, settle: Callable[[Future[Any]], None]) -> None:
        with self._lock:
            future, _ = self._outstanding.pop(token, (None, b""))
        if future is not None:
            settle(future)

    def _refuse(self, worker: str, theirs: dict[str, str]) -> None:
        """Never again give a call to a worker that joined later and differs; say so once."""
        with self._lock:
            if worker not in self._refused:
                self._refused.add(worker)
                warn(f"render: {refusal(worker, differences(theirs, self._ours))}\n")

    def _watch_workers(self) -> None:
        """End everything once there has been no worker for some time: Dask would wait for ever."""
        seen = time.monotonic()
        while not self._closed.wait(_LOOK_SECONDS):
            with suppress(Exception):
                if self._usable():
                    seen = time.monotonic()
            if time.monotonic() - seen > GONE_SECONDS:
                self._stop(RenderError(f"all workers have left {self._address}; {_GO_ON}"))

    def _usable(self) -> list[str]:
        """The workers that are there and were not refused, as last heard of."""
        return [worker for worker in workers(self._client) if worker not in self._refused]

    def _stop(self, error: RenderError) -> None:
        with self._lock:
            self._end = self._end or error
        self._fail_all(self._end)

    def _fail_all(self, error: RenderError) -> None:
        for token in list(self._outstanding):
            self._settle(token, lambda future: future.set_exception(error))

    def _lost(self) -> RenderError:
        return RenderError(f"the scheduler {self._address} is gone; {_GO_ON}")


def workers(client: Client) -> dict[str, dict[str, Any]]:
    """The workers that a scheduler has, by address, with what it knows of them."""
    return dict(client.scheduler_info()["workers"])
