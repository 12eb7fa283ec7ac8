"""The crew: who draws, and how many at a time. What makes films knows nothing else of where they are drawn."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import Executor
from contextlib import AbstractContextManager, contextmanager, nullcontext
from dataclasses import dataclass

from .formats import drawn_formats
from .hanging import job_limit
from .job import Job
from .options import Options
from .progress import note
from .request import FilmRequest
from .workers import workers_for


@dataclass(frozen=True)
class Crew:
    """So many `workers`, and what gives an executor with at most the number of them that it is told."""

    workers: int
    executor: Callable[[int], AbstractContextManager[Executor]]

    def ahead(self, workers: int) -> int:
        """How many jobs to hand out at a time: one more for each worker, so that none ever waits."""
        return workers if workers == 1 else 2 * workers


def crew_for(options: Options, requests: Sequence[FilmRequest]) -> AbstractContextManager[Crew]:
    """Who draws: this process, worker processes that start while the films are planned, or a cluster (InputError)."""
    limit = job_limit(options.job_limit)
    if options.scheduler is not None:
        return _cluster(options.scheduler, limit)
    from .fork_server import start_server
    from .pool import local_executor

    workers = workers_for(options.jobs, requests, drawn_formats(options))
    if workers > 1:
        start_server()  # it imports manim meanwhile
    return nullcontext(Crew(workers, lambda most: local_executor(most, limit)))


@contextmanager
def _cluster(address: str, limit: Callable[[Job], float]) -> Iterator[Crew]:
    from .cluster import cluster

    with cluster(address, limit) as (executor, workers):
        note(f"{workers} workers at {address}")
        yield Crew(workers, lambda _: nullcontext(executor))
