"""Films: plans made files. Each film and its numbers are written whole or not at all."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path

from kernels import BothWaysError, quoted

from .errors import RenderError
from .fingerprint import film_comment
from .folder import make_folder, reason, whole
from .interruption import as_interrupts
from .plan import FilmPlan
from .progress import note, progress_bar
from .standing import is_made, refuse_foreign

Progress = Callable[[int, int], None]


def make_films(plans: Sequence[FilmPlan], force: bool, made: Callable[[Path], None]) -> None:
    """Make every film planned and its numbers, with one bar over all that is drawn; a film that is there already is
    kept. `made` is told each file's path as soon as it is whole.

    `force`: render again what stands there already, and replace even files that are not ours. Raises InputError before
    anything is rendered, RenderError when a film fails, ImportError when what draws is not installed.
    """
    with as_interrupts():
        if not force:
            for plan in plans:
                refuse_foreign(plan)
        kept = [plan for plan in plans if not force and is_made(plan, film_comment(plan))]
        for plan in kept:
            note(f"{plan.video} is this very film already; --force renders it again")
        before = 0
        with progress_bar(sum(plan.frames for plan in plans if plan not in kept)) as show:
            for plan in plans:
                if plan in kept:
                    _write_numbers(plan)
                else:
                    _render(plan, _after(before, show))
                    before += plan.frames
                made(plan.video)
                made(plan.numbers)


def _after(frames: int, show: Callable[[int], None]) -> Progress:
    """The progress of one film among several, with so many frames before it."""
    return lambda done, _: show(frames + done)


def _render(plan: FilmPlan, progress: Progress) -> None:
    from .draw import draw_film  # imports manim

    make_folder(plan.folder)
    request = plan.request
    with _failures_said(plan.video), whole(plan.numbers) as numbers, whole(plan.video) as video:
        numbers.write_text(plan.numbers_text, encoding="utf-8", newline="\n")
        draw_film(request.picture, *request.size, request.fps, video.absolute(), film_comment(plan), progress)


def _write_numbers(plan: FilmPlan) -> None:
    """Put the numbers beside a film that is kept, where they are gone or not what they should be."""
    text = plan.numbers_text.encode()
    with _failures_said(plan.numbers):
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
        raise RenderError(
            f"{quoted(str(path))} could not be made: {why}; what was there before is unchanged, --debug shows more"
        ) from error
