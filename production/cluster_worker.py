"""What a worker of a cluster is sent: the project as an archive, and how a job is done with it there.

This module is sent as it stands, by value, to machines that need not have the project: it knows nothing of the project
but what the archive holds.
"""

from __future__ import annotations

import asyncio
import ctypes
import faulthandler
import io
import os
import pickle
import platform
import runpy
import sys
import tempfile
import threading
import zipfile
from collections.abc import Callable
from pathlib import Path
from typing import IO, Any, cast

from distributed import WorkerPlugin, get_worker
from distributed.utils import sync

DRAWN, DIFFERS, BROKEN, DEADLY, STOPPED = "drawn", "differs", "broken", "deadly", "stopped"
MOST_DEATHS = 3  # of workers, in one job
_PACKAGES = ("kernels", "scenes", "production")


class Stopped(BaseException):
    """Raised in a job that nobody waits for any more."""


class ProjectOnWorker(WorkerPlugin):
    """The project on every worker, also on those that join later, for one command.

    `digest`: of all that pixels depend on, as the command has it; `archive`: the project's folders as a zip.
    """

    def __init__(self, name: str, digest: str, archive: bytes) -> None:
        self.name = name
        self._digest = digest
        self._archive = archive

    def setup(self, worker: Any) -> None:
        """Unpack the project in the worker's own folder, once for each digest."""
        self._worker = worker
        self._guard = threading.Lock()
        self._thread: int | None = None  # that draws
        self._root = Path(worker.local_directory).absolute() / f"both-ways-{self._digest[:16]}"
        if not self._root.is_dir():
            beside = tempfile.mkdtemp(dir=worker.local_directory)  # which goes with the worker
            with zipfile.ZipFile(io.BytesIO(self._archive)) as archive:
                archive.extractall(beside)
            os.rename(beside, self._root)

    def teardown(self, worker: Any) -> None:
        """Stop what is still being drawn: the command has ended."""
        del worker
        with self._guard:
            if self._thread is not None:
                ctypes.pythonapi.PyThreadState_SetAsyncExc(ctypes.c_ulong(self._thread), ctypes.py_object(Stopped))

    def versions(self) -> dict[str, str]:
        """What the pixels would depend on here, by name; nothing of the project is imported for it."""
        made_by = runpy.run_path(str(self._root / "production" / "made_by.py"))
        python = ".".join(platform.python_version_tuple()[:2])
        facts = {"Python": python, "processor": platform.machine()}
        return {**facts, **made_by["versions"](), "project": made_by["made_by"]()}

    def work(self, token: str, payload: bytes, seconds: float | None) -> tuple[str, Any]:
        """The outcome of a job, by one of the words above: one job at a time in a process, however many threads it has.

        A job that takes longer than so many seconds hangs: it ends this process, and is done again like any other lost.
        A job that is begun is counted at the scheduler until it ends in whatever way but the worker's own end.
        """
        lock = vars(sys).setdefault("both_ways_drawing", threading.Lock())  # there is one `sys` in a process
        with lock:
            deaths = self._call("get_metadata", default=0, keys=[self.name, token])
            if deaths >= MOST_DEATHS:
                return DEADLY, deaths
            try:
                self._activate()
                from production.made_by import made_by

                if made_by() != self._digest:
                    return DIFFERS, (self._worker.address, self.versions())
            except Exception as error:
                return BROKEN, (self._worker.address, repr(error))
            self._call("set_metadata", keys=[self.name, token], value=deaths + 1)
            try:
                return DRAWN, self._drawn(payload, seconds)
            except Stopped:
                return STOPPED, None
            finally:
                self._call("set_metadata", keys=[self.name, token], value=0)

    def _drawn(self, payload: bytes, seconds: float | None) -> Any:
        """The result of the call, with temporary files in a folder of its own."""
        before = tempfile.tempdir
        with tempfile.TemporaryDirectory(prefix="job-", dir=self._worker.local_directory) as folder:
            tempfile.tempdir = folder
            with self._guard:
                self._thread = threading.get_ident()
            try:
                if seconds is not None:  # seen to by a thread that needs nothing of Python, which may stand still, too
                    faulthandler.dump_traceback_later(seconds, exit=True, file=self._log())
                call, arguments = pickle.loads(payload)
                return call(*arguments)
            finally:
                faulthandler.cancel_dump_traceback_later()
                with self._guard:
                    self._thread = None
                tempfile.tempdir = before

    def _log(self) -> IO[str]:
        """Where a worker that hangs says what it was at: its standard error, if that is a file."""
        try:
            sys.stderr.fileno()
            return sys.stderr
        except (AttributeError, OSError, ValueError):
            return open(os.devnull, "w")

    def _activate(self) -> None:
        """Make this copy of the project the one that is imported: another command may have brought another version."""
        root = str(self._root)
        loaded = getattr(sys.modules.get("production"), "__file__", None) or root
        if not loaded.startswith(root + os.sep):
            for name in [name for name in sys.modules if name.partition(".")[0] in _PACKAGES]:
                del sys.modules[name]
        if sys.path[0] != root:
            sys.path[:] = [root, *(path for path in sys.path if path != root)]

    def _call(self, what: str, **arguments: Any) -> Any:
        """Ask the scheduler, and wait for its answer."""
        return sync(cast(Any, self._worker.loop), getattr(self._worker.scheduler, what), **arguments)


def on_worker(name: str) -> Callable[[str, bytes, float | None], tuple[str, Any]]:
    """A call of the plugin's `work`, to be sent by value (as a function within a function always is)."""

    def draw(token: str, payload: bytes, seconds: float | None) -> tuple[str, Any]:
        worker = get_worker()
        plugin = worker.plugins.get(name)
        if not hasattr(plugin, "_root"):  # it could not be set up
            return "broken", (worker.address, "the project did not get there")
        return cast(tuple[str, Any], plugin.work(token, payload, seconds))  # type: ignore[union-attr]

    return draw


def versions_on_worker(name: str) -> Callable[..., Any]:
    """The same for `versions`, beside whatever the worker is drawing."""

    async def versions(dask_worker: Any) -> dict[str, str]:
        return cast(dict[str, str], await asyncio.to_thread(dask_worker.plugins[name].versions))

    return versions
