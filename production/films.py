"""Films: plans made files. Each film and its numbers are written whole or not at all, and nothing is drawn twice."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures.process import BrokenProcessPool
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path

from kernels import BothWaysError, quoted

from .address import segment_address
from .cache import Cache
from .comment import film_comment
from .errors import RenderError
from .folder import make_folder, reason, whole
from .interruption import as_interrupts
from .plan import FilmPlan
from .pool import local_executor
from .progress import note, progress_bar
from .run import run
from .standing import is_made, refuse_foreign
from .work import Job


@dataclass
class Making:
    """A film on its way: what became of it, and the segments that it has so far."""

    plan: FilmPlan
    addresses: tuple[str, ...] = ()
    parts: dict[str, bytes] = field(default_factory=dict)
    how: str = ""
    error: BaseException | None = None
    ended: float = 0.0

    @property
    def missing(self) -> dict[str, Job]:
        """What is still to be drawn, by address."""
        jobs = (Job(self.plan.request, segment) for segment in self.plan.segments)
        return {a: job for a, job in zip(self.addresses, jobs, strict=False) if a not in self.parts}


def make_films(
    plans: Sequence[FilmPlan], force: bool, workers: int, cache: Cache, made: Callable[[Path], None]
) -> list[Making]:
    """Make every film planned and its numbers, with one bar over all that is drawn; what became of each.

    `force`: draw again whatever there is, and replace even files that are not ours. `workers`: processes, 1 for
    this one alone. `made` is told each file's path as soon as it is whole. A film that fails does not
    stop the others; its error stays with it. Raises InputError before anything is drawn, and KeyboardInterrupt.
    """
    with as_interrupts():
        for plan in plans:
            if not force:
                refuse_foreign(plan)
            for extra in plan.extras:
                extra.refuse_foreign(force)
        makings = [_begun(plan, force, cache) for plan in plans]
        for making in makings:
            if making.how or not making.missing:
                _finish(making, made)
        jobs = _in_turns([m for m in makings if not m.ended], workers)
        with progress_bar(sum(len(job.segment.frames) for job in jobs.values())) as show:
            _draw(jobs, workers, makings, cache, made, show)
    return makings


def _begun(plan: FilmPlan, force: bool, cache: Cache) -> Making:
    """A film with all that is there of it already."""
    addresses = tuple(segment_address(plan.request, segment) for segment in plan.segments)
    making = Making(plan, addresses)
    if force:
        return making
    if is_made(plan, film_comment(plan, addresses)):
        note(f"{plan.video} is this very film already; --force renders it again")
        making.how = "kept"
        return making
    making.parts = {address: data for address in addresses if (data := cache.get(address)) is not None}
    return making


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
    workers: int,
    makings: Sequence[Making],
    cache: Cache,
    made: Callable[[Path], None],
    show: Callable[[int], None],
) -> None:
    """Draw what is missing, keep it, and finish each film as soon as it has all of its segments."""
    if not jobs:
        return
    addresses, frames = {job: address for address, job in jobs.items()}, 0
    workers = min(workers, len(jobs))
    with local_executor(workers) as executor:
        for job, future in run(jobs.values(), executor, ahead=workers if workers == 1 else 2 * workers):
            address, error = addresses[job], future.exception()
            if error is None:
                cache.put(address, future.result())
            for making in makings:
                if address in making.addresses and not making.ended:
                    if error is None:
                        making.parts[address] = future.result()
                        making.how = "rendered"
                    else:
                        making.error = error
                    if error is not None or not making.missing:
                        _finish(making, made)
            frames += len(job.segment.frames)
            show(frames)


def _finish(making: Making, made: Callable[[Path], None]) -> None:
    """Write the film and its numbers, if it has all of its segments; say so, or keep why not."""
    making.ended = time.monotonic()
    plan = making.plan
    try:
        with _failures_said(plan.video):
            if making.error is not None:
                raise making.error
            if making.how == "kept":
                _write_numbers(plan)
            else:
                making.how = making.how or "joined from the cache"
                _write(making)
            for extra in plan.extras:
                with _failures_said(extra.path):
                    if not extra.stands():
                        extra.write()
    except (BothWaysError, ImportError) as error:
        making.error = error
        return
    finally:
        making.parts = {}
    made(plan.video)
    made(plan.numbers)
    for extra in plan.extras:
        made(extra.path)


def _write(making: Making) -> None:
    from .join import join  # imports av

    plan = making.plan
    make_folder(plan.folder)
    with whole(plan.numbers) as numbers, whole(plan.video) as video:
        numbers.write_text(plan.numbers_text, encoding="utf-8", newline="\n")
        segments = [making.parts[address] for address in making.addresses]
        join(segments, plan.request.fps, video, film_comment(plan, making.addresses))


def _write_numbers(plan: FilmPlan) -> None:
    """Put the numbers beside a film that is kept, where they are gone or not what they should be."""
    text = plan.numbers_text.encode()
    if not plan.numbers.exists() or plan.numbers.read_bytes() != text:
        with whole(plan.numbers) as numbers:
            numbers.write_bytes(text)


@contextmanager
def _failures_said(path: Path) -> Iterator[None]:
    """Whatever fails within becomes a RenderError that names the file."""
    try:
        yield
    except (BothWaysError, ImportError):
        raise
    except Exception as error:
        why = reason(error) if isinstance(error, OSError) else f"{type(error).__name__}: {error}"
        if isinstance(error, BrokenProcessPool):
            why = "a worker process ended before its work (out of memory?), fewer --jobs need less"
        raise RenderError(
            f"{quoted(str(path))} could not be made: {why}; what was there before is unchanged, --debug shows more"
        ) from error
