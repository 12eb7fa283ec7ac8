"""Rendering: what a command asks for, made; the same command again finds it done."""

from __future__ import annotations

import os
from collections.abc import Callable
from pathlib import Path

from .build_date import check_build_date
from .cache import Cache
from .harmless import harmless
from .options import Options
from .progress import note, warn
from .receipts import digest_of, keep_receipt, receipt, receipt_address
from .storage import open_cache
from .temporary import sweep


def render_films(options: Options, force: bool, tell: Callable[[Path], None]) -> None:
    """Make every film that the options ask for; `tell` gets each file's path as soon as it is whole.

    Raises InputError before anything is drawn, RenderError when films fail (the others are made all the same),
    ImportError when what draws is not installed, KeyboardInterrupt.
    """
    if options.gallery:
        from .gallery import check_gallery

        check_gallery(options, force)
    if options.scheduler is not None:
        from .cluster import check_scheduler

        check_scheduler(options)
    cache = open_cache(options)
    for folder in (None, Path(options.out), cache.folder):
        sweep(folder)
    address = receipt_address(options)
    done = None if force else receipt(cache, address, Path(options.out))
    if done is not None:
        note(f"nothing to do: {done[0]} is this very film already; --force renders it again")
        for path in done:
            tell(path)
        _write_gallery(options, tell)
        return

    from kernels import BothWaysError

    made: list[tuple[Path, str | None]] = []

    def made_one(path: Path) -> None:
        made.append((path, _digest_now(path)))
        tell(path)

    error = _make(options, force, cache, made_one)
    if error is None:
        keep_receipt(cache, address, made)
    if cache.refused:
        warn(f"render: nothing is kept for next time: the cache {str(cache.folder)!r} says {cache.refused}\n")
    try:
        _write_gallery(options, tell)
    except BothWaysError as page:
        error = error or page  # a film that failed is worth more words
    if error is not None:
        raise error


def check_work(options: Options) -> None:
    """Say of how the work is to be done what a render would say before it begins (InputError)."""
    from .hanging import job_limit
    from .workers import workers_for

    if options.scheduler is not None:
        from .cluster import check_scheduler

        check_scheduler(options)
    open_cache(options)
    workers_for(options.jobs, ())
    job_limit(options.job_limit)


def _make(options: Options, force: bool, cache: Cache, made: Callable[[Path], None]) -> BaseException | None:
    """Plan, draw, and say what became of it; the error of films that failed."""
    check_build_date()
    from .crew import crew_for
    from .request import parse_requests

    requests = parse_requests(options)
    asked = crew_for(options, requests)

    from .films import make_films
    from .plan import plan_films
    from .report import failure, table
    from .weight import size_line, warnings

    plans, left_out = plan_films(options, requests)
    with asked as crew:
        makings = make_films(plans, force, crew, cache, made)
    if len(makings) + len(left_out) > 1:
        warn(table(makings, left_out))
    clips = [making.clip for making in makings if making.error is None]
    for clip in clips:
        note(size_line(clip))
    for line in warnings(clips):
        warn(f"render: {line}\n")
    return failure(makings)


def _digest_now(path: Path) -> str | None:
    try:
        return digest_of(path)
    except OSError:
        return None  # it is gone again already


def _write_gallery(options: Options, tell: Callable[[Path], None]) -> None:
    """The page over all films in the folder, if it was asked for: no receipt knows which films others have added."""
    if options.gallery:
        from .gallery import write_gallery

        tell(write_gallery(options))


def clear_cache(options: Options) -> str:
    """Let go of all that is kept; what was freed, as a line."""
    cache = open_cache(options)
    try:
        os.scandir(cache.folder).close()
    except FileNotFoundError:
        pass  # there is nothing to let go of
    except OSError as error:
        from kernels import InputError, quoted

        why = f"cannot clear the cache {quoted(str(cache.folder))}: {error.strerror}; name a folder with --cache"
        raise InputError(why) from error
    freed, left = cache.clear(), cache.size()
    more = f"; {left / 2**20:.1f} MiB could not be removed" if left else ""
    return f"freed {freed / 2**20:.1f} MiB in {harmless(str(cache.folder))}{more}\n"
