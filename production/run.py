"""The narrow waist: jobs in, finished jobs out, by whatever executor there is."""

from __future__ import annotations

from collections import deque
from collections.abc import Iterable, Iterator
from concurrent.futures import FIRST_COMPLETED, Executor, Future, wait
from typing import Any

from .job import Job
from .work import work


def run(jobs: Iterable[Job], executor: Executor, ahead: int) -> Iterator[tuple[Job, Future[bytes]]]:
    """Every job as it ends, with its future, which has the segment's bytes or the error that ended it.

    Jobs are handed out in their order, at most `ahead` at a time.
    """
    waiting, running = deque(jobs), dict[Future[bytes], Job]()
    while waiting or running:
        while waiting and len(running) < ahead:
            job = waiting.popleft()
            running[_submitted(executor, job)] = job
        for future in wait(running, return_when=FIRST_COMPLETED).done:
            yield running.pop(future), future


def _submitted(executor: Executor, job: Job) -> Future[bytes]:
    """A future in any case: a pool that has lost its workers refuses with an exception."""
    try:
        return executor.submit(work, job)
    except RuntimeError as error:
        failed: Future[Any] = Future()
        failed.set_exception(error)
        return failed
