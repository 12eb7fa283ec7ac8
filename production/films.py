"""Films: plans made files. Each product is written whole or not at all, and nothing is drawn twice."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import ExitStack, contextmanager, suppress
from dataclasses import dataclass, field
from pathlib import Path

from kernels import BothWaysError

from .cache import Cache
from .crew import Crew
from .failures import failures_said
from .folder import make_folder
from .interruption import as_interrupts, stop_if_interrupted
from .job import Job
from .parts import Parts, parts_held
from .plan import FilmPlan
from .product import Drawn
from .progress import note, progress_bar
from .run import run
from .whole import whole


@dataclass
class Making:
    """A clip on its way: what became of it, and the addresses of the segments that it has so far."""

    plan: FilmPlan
    clip: Drawn
    jobs: dict[str, Job] = field(default_factory=dict)
    has: set[str] = field(default_factory=set)
    how: str = ""
    error: BaseException | None = None
    ended: float = 0.0

    @property
    def missing(self) -> dict[str, Job]:
        """What is still to be drawn, by address."""
        return {address: job for address, job in self.jobs.items() if address not in self.has}


def make_films(
    plans: Sequence[FilmPlan], force: bool, crew: Crew, cache: Cache, made: Callable[[Path], None]
) -> list[Making]:
    """Make every product planned, with one bar over all that is drawn; what became of each clip.

    `force`: draw again whatever there is, and replace even files that are not ours. `crew`: who draws. `made` is told
    each product's path as soon as it is whole. A film that fails does not stop the others; its error stays with it.
    Raises InputError before anything is drawn, and KeyboardInterrupt.
    """
    with as_interrupts(), parts_held() as parts:
        for plan in plans:
            for product in plan.products:
                product.refuse_foreign(force)
        makings = [Making(plan, clip, clip.jobs) for plan in plans for clip in plan.clips]
        for making in makings:
            if not force:
                _look(making, cache, parts)
            if making.how or not making.missing:
                _finish(making, makings, parts, made)
        jobs = _in_turns([m for m in makings if not m.ended], crew.workers)
        with progress_bar(sum(len(job.segment.frames) for job in jobs.values())) as show:
            _draw(jobs, crew, makings, cache, parts, made, show)
    return makings


def _look(making: Making, cache: Cache, parts: Parts) -> None:
    """See what is there of a clip already: itself, or some of its segments."""
    if making.clip.stands():
        note(f"{making.clip.path} is this very film already; --force renders it again")
        making.how = "kept"
        return
    for address in making.jobs:
        data = cache.get(address)
        if data is not None:
            with suppress(OSError):  # where there is no room for it, it will be said of one that is drawn
                parts.put(address, data)
                making.has.add(address)


def _in_turns(makings: Sequence[Making], workers: int) -> dict[str, Job]:
    """Every missing segment once, by address: films side by side first, as many as there are workers."""
    turns: dict[str, Job] = {}
    for first in range(0, len(makings), workers):
        rows = [list(making.missing.items()) for making in makings[first : first + workers]]
        for turn in range(max(map(len, rows), default=0)):
            turns |= {row[turn][0]: row[turn][1] for row in rows if turn < len(row)}
    return turns


def _draw(
    jobs: dict[str, Job],
    crew: Crew,
    makings: Sequence[Making],
    cache: Cache,
    parts: Parts,
    made: Callable[[Path], None],
    show: Callable[[int], None],
) -> None:
    """Draw what is missing, keep it, and finish each clip as soon as it has all of its segments."""
    if not jobs:
        return
    addresses, frames = {job: address for address, job in jobs.items()}, 0
    workers = min(crew.workers, len(jobs))
    with crew.executor(workers) as executor:
        for job, future in run(jobs.values(), executor, crew.ahead(workers)):
            stop_if_interrupted()
            address, error = addresses[job], future.exception()
            if error is None:
                cache.put(address, future.result())
            waiting = [making for making in makings if address in making.jobs and not making.ended]
            if error is None and waiting:
                try:
                    parts.put(address, future.result())
                except OSError as no_room:
                    error = no_room
            for making in waiting:
                if error is None:
                    making.has.add(address)
                    making.how = "rendered"
                else:
                    making.error = error
                if error is not None or not making.missing:
                    _finish(making, makings, parts, made)
            frames += len(job.segment.frames)
            show(frames)


def _finish(making: Making, makings: Sequence[Making], parts: Parts, made: Callable[[Path], None]) -> None:
    """Write the clip and its companions, if it has all of its segments; say so, or keep why not."""
    making.ended = time.monotonic()
    try:
        with failures_said(making.clip.path):
            if making.error is not None:
                raise making.error
            with _companions_beside(making.plan):
                if making.how != "kept":
                    making.how = making.how or "joined from the cache"
                    make_folder(making.plan.folder)
                    making.clip.write(parts.all_of(making.jobs))
            for extra in making.plan.extras:
                with failures_said(extra.path):
                    if not extra.stands():
                        extra.write()
    except (BothWaysError, ImportError) as error:
        stop_if_interrupted()
        making.error = error
    else:
        made(making.clip.path)
    parts.let_go(making.has - {address for other in makings if not other.ended for address in other.jobs})
    film = [other for other in makings if other.plan is making.plan]
    if all(other.ended for other in film) and any(other.error is None for other in film):
        for companion in making.plan.companions:
            made(companion.path)
        for extra in making.plan.extras:
            made(extra.path)


@contextmanager
def _companions_beside(plan: FilmPlan) -> Iterator[None]:
    """Put beside a clip that is made or kept within whatever of its companions is gone or not what it should be."""
    with ExitStack() as stack:
        missing = [companion for companion in plan.companions if not companion.stands()]
        for companion in missing:
            make_folder(plan.folder)
            stack.enter_context(whole(companion.path)).write_bytes(companion.content)
        yield
