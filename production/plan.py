"""The plan: which files a request becomes, with their size and length. Nothing is drawn and nothing written."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

from kernels import InputError
from scenes.storyboard.storyboard import FrameClock

from .describe import describe_text
from .extras import Extra, ExtraKind, extras
from .folder import check_folder, check_target
from .naming import film_name
from .options import Options
from .request import FilmRequest
from .segments import Segment, segments


@dataclass(frozen=True)
class FilmPlan:
    """One film to be made: what is asked for, the folder and the name of its files, and what it has beside them."""

    request: FilmRequest
    folder: Path
    name: str
    beside: tuple[ExtraKind, ...] = ()

    @property
    def video(self) -> Path:
        """The film."""
        return self.folder / f"{self.name}.mp4"

    @property
    def numbers(self) -> Path:
        """Its numbers."""
        return self.folder / f"{self.name}.json"

    @cached_property
    def extras(self) -> tuple[Extra, ...]:
        """What it has beside them."""
        return tuple(Extra(kind, self.request, self.folder, self.name) for kind in self.beside)

    @cached_property
    def numbers_text(self) -> str:
        """What `--describe` prints, and what `numbers` holds."""
        return describe_text(self.request, self.name)

    @cached_property
    def segments(self) -> tuple[Segment, ...]:
        """What is drawn and encoded apart."""
        return segments(self.request.storyboard, self.request.fps)

    @property
    def frames(self) -> int:
        """How many frames the film has."""
        return FrameClock(self.request.storyboard, self.request.fps).frames

    @property
    def seconds(self) -> float:
        """How long the film is."""
        return self.request.storyboard.seconds

    def lines(self) -> list[str]:
        """What would be written, one line a file."""
        width, height = self.request.size
        film = f"{width}×{height}, {self.request.fps} fps, {self.frames} frames, {self.seconds:.1f} s"
        facts = {self.video: film, self.numbers: "the numbers", **{extra.path: extra.fact for extra in self.extras}}
        return [f"{path}: {fact}, {'exists' if path.exists() else 'new'}" for path, fact in facts.items()]


@dataclass(frozen=True)
class LeftOut:
    """A film that was not asked for by name and that a kernel cannot have, with the reason."""

    request: FilmRequest
    why: str


def plan_films(options: Options, requests: Sequence[FilmRequest]) -> tuple[tuple[FilmPlan, ...], tuple[LeftOut, ...]]:
    """A plan for every film that the options ask for; whatever is wrong with any of them is said here (InputError).

    Where all films are asked for, those that a kernel cannot have are left out.
    """
    plans, left_out = [], []
    for request in requests:
        if options.every:
            try:
                request.check_told()
                _ = request.storyboard  # refuses what it cannot draw
            except InputError as error:
                left_out.append(LeftOut(request, str(error)))
                continue
        plans.append(plan_film(request, options.out, options.name, extras(options)))
    return tuple(plans), tuple(left_out)


def plan_film(request: FilmRequest, out: str, template: str, beside: tuple[ExtraKind, ...] = ()) -> FilmPlan:
    """The plan of one film (InputError)."""
    request.check_drawn()
    plan = FilmPlan(request, check_folder(out), film_name(request, template), beside)
    check_target(plan.video)
    check_target(plan.numbers)
    for extra in plan.extras:
        extra.check_target()
    _ = request.picture.layout  # refuses a title that does not fit, or that the font cannot show
    return plan


def dry_run(plans: Sequence[FilmPlan], left_out: Sequence[LeftOut] = ()) -> str:
    """What would be written by these plans."""
    lines = [line for plan in plans for line in plan.lines()]
    lines += [f"{left.request.film.name} {left.request.typed.kernel.name}: left out, {left.why}" for left in left_out]
    return "".join(f"{line}\n" for line in lines)
