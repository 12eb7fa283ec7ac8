"""The crew: who draws, and how many at a time. What makes films knows nothing else of where they are drawn."""

from __future__ import annotations

from collections.abc import Callable
from concurrent.futures import Executor
from contextlib import AbstractContextManager
from dataclasses import dataclass

from .job import Job


@dataclass(frozen=True)
class Crew:
    """So many `workers`, and what gives an executor with at most the number of them that it is told."""

    workers: int
    executor: Callable[[int], AbstractContextManager[Executor]]

    def ahead(self, workers: int) -> int:
        """How many jobs to hand out at a time: one more for each worker, so that none ever waits."""
        return workers if workers == 1 else 2 * workers


def local_crew(workers: int, limit: Callable[[Job], float]) -> Crew:
    """This process alone, or so many worker processes on this machine; `limit`: after how long a job hangs."""
    from .pool import local_executor

    return Crew(workers, lambda most: local_executor(most, limit))
