"""The fork server: the process that workers are forked from, with manim imported once for all of them."""

from __future__ import annotations

import os
import signal
import sys
import tempfile
import threading
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager, suppress
from multiprocessing import forkserver, process, resource_tracker
from multiprocessing.util import Finalize
from pathlib import Path
from types import ModuleType

from .made_by import PROJECT
from .temporary import sweep, temporary_folder

MOST_TEMPORARY = 64  # bytes of the temporary folder's path: a socket's has 103 at most, and 38 come behind it
_SHORT = Path("/tmp")  # where the socket goes otherwise
# Nothing here is worth numpy's own threads. A module is looked for in the project, never where the user is: a file of
# the user's must not be taken for one of ours.
_SURROUNDINGS = {
    "OPENBLAS_NUM_THREADS": "1",
    "OMP_NUM_THREADS": "1",
    "PYTHONSAFEPATH": "1",
    "PYTHONPATH": os.pathsep.join(filter(None, [str(PROJECT), os.environ.get("PYTHONPATH")])),
}
_DEAF_TO = {getattr(signal, name) for name in ("SIGINT", "SIGHUP") if hasattr(signal, name)}
_starting, _counting = threading.Lock(), threading.Lock()
_mains: list[ModuleType] = []  # the real one first


@contextmanager
def main_left_alone() -> Iterator[None]:
    """Meanwhile `__main__` is an empty module: a worker, or the server of some Pythons, runs the main program's file to
    begin with, and a user's script that renders would render again in each. Several threads may ask for it at once."""
    with _counting:
        _mains.append(sys.modules["__main__"])
        sys.modules["__main__"] = ModuleType("__main__")
    try:
        yield
    finally:
        with _counting:
            if len(_mains) == 1:
                sys.modules["__main__"] = _mains[0]
            _mains.pop()


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
            with main_left_alone():
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


def end_server() -> None:
    """End the server, which hangs; the next call of `start_server` starts another."""
    number = forkserver._forkserver._forkserver_pid  # type: ignore[attr-defined]
    if number is not None:
        with suppress(ProcessLookupError):
            os.kill(number, signal.SIGKILL)


def _keep_socket_in_a_folder_of_ours() -> None:
    """The standard library's own temporary folder would stay for ever where this process is killed; ours is swept."""
    settings = process.current_process()._config  # type: ignore[attr-defined]
    if settings.get("tempdir") is None:
        within = None
        if len(os.fsencode(tempfile.gettempdir())) > MOST_TEMPORARY and os.access(_SHORT, os.W_OK | os.X_OK):
            within = _SHORT
            sweep(within)
        stack = ExitStack()
        settings["tempdir"] = str(stack.enter_context(temporary_folder(within)))
        Finalize(None, stack.close, exitpriority=-100)
