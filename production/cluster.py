"""A cluster: many machines as one executor, by Dask, after it was seen that all of them would draw the same."""

from __future__ import annotations

import asyncio
import logging
import platform
import re
import threading
import time
import uuid
from collections.abc import Callable, Iterator
from concurrent.futures import Future, ThreadPoolExecutor
from contextlib import contextmanager
from typing import TYPE_CHECKING, Any

from kernels import BothWaysError, InputError, quoted

from .cluster_archive import project_archive
from .cluster_versions import differences, refusal, surroundings
from .errors import RenderError
from .interruption import as_interrupts
from .made_by import made_by, versions
from .options import Options

if TYPE_CHECKING:
    from distributed import Client, Security

    from .cluster_executor import ClusterExecutor
    from .pool import Limit

CONNECT_SECONDS = 10.0
WORKERS_SECONDS = 30.0  # to wait for the first worker
ANSWER_SECONDS = 60.0
_ADDRESS = re.compile(r"(tcp|tls)://(\[[0-9A-Fa-f:.]+\]|[A-Za-z0-9._-]+):([0-9]{1,5})")


class ClusterMissingError(BothWaysError):
    """Dask is not installed."""

    exit_code = 3


def check_scheduler(options: Options) -> None:
    """InputError if --scheduler is no address, or something is asked for that is not the cluster's to do."""
    address = options.scheduler or ""
    found = _ADDRESS.fullmatch(address)
    if found is None or not 1 <= int(found[3]) <= 65535:
        raise InputError(
            f"--scheduler {quoted(address)} is no address of a Dask scheduler; use tcp://HOST:PORT or tls://HOST:PORT"
        )
    if options.jobs is not None:
        raise InputError("--jobs is about this machine, and --scheduler draws on others; leave one of them out")


@contextmanager
def cluster(address: str, limit: Limit) -> Iterator[tuple[ClusterExecutor, int]]:
    """An executor on the cluster of the scheduler at `address`, and how many workers it has.

    `limit`: after how many seconds a call counts as hanging, by its arguments; its worker is ended then.

    Raises
    ------
    ClusterMissingError
        where Dask is not installed.
    RenderError
        when there is no scheduler, no worker, or a worker that differs; nothing was sent to any of them then but the
        project.
    """
    try:
        from .cluster_executor import ClusterExecutor
    except ImportError as error:
        raise ClusterMissingError(
            f"--scheduler needs Dask, which is not installed ({error}); pip install '.[cluster]' in the project's "
            "folder installs it"
        ) from error
    with as_interrupts(), _quiet(), _connected(address) as client:
        ours, name = _ours(), f"both-ways-{uuid.uuid4().hex}"
        count = _check_workers(client, ours)
        executor = ClusterExecutor(client, name, ours, limit)
        try:
            _upload(client, name)
            _check_versions(client, name, ours)
            yield executor, count
        finally:
            executor.close()


@contextmanager
def _connected(address: str) -> Iterator[Client]:
    """A client of the scheduler (RenderError)."""
    from distributed import Client, Security

    _check_certificates(address, Security())
    try:
        with ThreadPoolExecutor(1) as thread:  # in a notebook, this one has a loop of its own already
            thread.submit(asyncio.run, _greeted(address)).result()
        client = Client(address, timeout=CONNECT_SECONDS, set_as_default=False)
    except Exception as error:  # whatever a network, a certificate, or another program at that port may do
        raise RenderError(
            f"no Dask scheduler can be reached at {address} ({_first_line(error)}); start one there with "
            "'dask scheduler', or leave out --scheduler"
        ) from error
    try:
        yield client
    finally:
        client.close(timeout=CONNECT_SECONDS)


async def _greeted(address: str) -> None:
    """Meet the scheduler once, in bounded time: Dask's client waits for ever for a listener that says nothing."""
    from distributed import Security
    from distributed.comm.core import connect

    arguments = Security().get_connection_args("client")
    try:
        comm = await asyncio.wait_for(connect(address, timeout=CONNECT_SECONDS, **arguments), 2 * CONNECT_SECONDS)
    except TimeoutError as error:
        raise OSError(str(error) or "whatever listens there does not answer as one") from error
    await comm.close()


def _check_certificates(address: str, security: Security) -> None:
    """RenderError where an encrypted connection is asked for, and there is nothing to encrypt it with."""
    if not address.startswith("tls:"):
        return
    try:
        found = security.get_connection_args("client").get("ssl_context")
    except (OSError, ValueError) as error:
        raise RenderError(f"the certificates for {address} cannot be read: {_first_line(error)}") from error
    if found is None:
        raise RenderError(
            f"{address} needs certificates, and Dask's configuration names none; set "
            "DASK_DISTRIBUTED__COMM__TLS__CA_FILE, …__TLS__CLIENT__CERT and …__TLS__CLIENT__KEY"
        )


def _ours() -> dict[str, str]:
    """What pixels depend on here, by name."""
    python = ".".join(platform.python_version_tuple()[:2])
    return {"Python": python, "processor": platform.machine(), **versions(), "project": made_by()}


def _check_workers(client: Client, ours: dict[str, str]) -> int:
    """How many workers there are; RenderError where there are none, or one has several threads or another Python."""
    from .cluster_executor import workers

    end = time.monotonic() + WORKERS_SECONDS
    while not (found := workers(client)):
        if time.monotonic() > end:
            raise RenderError("the cluster has no worker; start some with 'dask worker --nthreads 1 ADDRESS'")
        time.sleep(0.1)
    for worker, facts in found.items():
        if facts["nthreads"] != 1:
            raise RenderError(
                f"the worker {worker} has {facts['nthreads']} threads, but what draws knows only one; start it with "
                "--nthreads 1, and with --nworkers for more of them"
            )
    known: dict[str, Any] = _answer(client.get_versions)
    asked = {name: ours[name] for name in ("Python", "processor")}
    for worker, facts in known["workers"].items():
        if what := differences(surroundings(facts), asked):
            raise RenderError(refusal(f"the worker {worker}", what))
    theirs = {**surroundings(known["scheduler"]), "processor": ours["processor"]}  # it draws nothing
    if what := differences(theirs, asked):
        raise RenderError(refusal("the scheduler", what))
    return len(found)


def _upload(client: Client, name: str) -> None:
    """Give the project to every worker, also to those that will join; `name` is what it is called there."""
    import cloudpickle

    from . import cluster_worker

    plugin = cluster_worker.ProjectOnWorker(name, made_by(), project_archive())
    cloudpickle.register_pickle_by_value(cluster_worker)
    try:
        _answer(lambda: client.register_plugin(plugin, name=name))
    finally:
        cloudpickle.unregister_pickle_by_value(cluster_worker)


def _check_versions(client: Client, name: str, ours: dict[str, str]) -> None:
    """RenderError where a worker would draw other pixels."""
    from .cluster_worker import versions_on_worker

    found: dict[str, Any] = _answer(lambda: client.run(versions_on_worker(name), on_error="raise"))
    for worker, theirs in sorted(found.items()):
        if what := differences(theirs, ours):
            raise RenderError(refusal(f"the worker {worker}", what))


def _answer(ask: Callable[[], Any]) -> Any:
    """What workers answer; RenderError if they don't in good time, which Dask would wait for, or fail."""
    answer: Future[Any] = Future()

    def asking() -> None:
        try:
            answer.set_result(ask())
        except Exception as error:
            answer.set_exception(error)

    threading.Thread(target=asking, daemon=True).start()
    try:
        return answer.result(ANSWER_SECONDS)
    except TimeoutError as error:
        raise RenderError(
            f"some worker of the cluster has not answered for {ANSWER_SECONDS:.0f} s; stop it, or wait until it is done"
        ) from error
    except Exception as error:
        raise RenderError(f"a worker of the cluster did not answer as it should: {_first_line(error)}") from error


@contextmanager
def _quiet() -> Iterator[None]:
    """Keep Dask's log from the terminal: what matters of it ends as a line of ours."""
    names = [name for name in logging.root.manager.loggerDict if name.partition(".")[0] == "distributed"]
    before = {logging.getLogger(name): logging.getLogger(name).level for name in names}  # Dask sets each of them
    for log in before:
        log.setLevel(logging.CRITICAL + 1)
    try:
        yield
    finally:
        for log, level in before.items():
            log.setLevel(level)


def _first_line(error: Exception) -> str:
    text = str(error).strip()
    return text.splitlines()[0] if text else type(error).__name__
