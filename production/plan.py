"""The plan: which files a request becomes, with their size and length. Nothing is drawn and nothing written."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

from kernels import InputError

from .clip import Clip
from .companions import COMPANIONS, TextFile
from .extent import TotalExtent, check_extent
from .extras import Extra, ExtraKind, extras
from .folder import check_folder
from .formats import MP4, Format, asked_formats, drawn_formats
from .harmless import harmless
from .naming import film_name
from .options import Options
from .packs import PackKind, packs
from .product import Companion, Drawn, Product
from .request import FilmRequest
from .slides.deck import SLIDES, Deck
from .slides.slide import slides_by


@dataclass(frozen=True)
class FilmPlan:
    """One film to be made: what is asked for, the folder and the name of its files, in which formats, what `beside`.

    `slides`: what it is cut by into slides, if there are to be any.
    Its *products* are all that it writes: a clip in each format, `packs` of more, then what lies beside them.
    """

    request: FilmRequest
    folder: Path
    name: str
    formats: tuple[Format, ...] = (MP4,)
    beside: tuple[ExtraKind, ...] = ()
    slides: str | None = None
    packs: tuple[PackKind, ...] = ()

    @cached_property
    def clips(self) -> tuple[Drawn, ...]:
        """What must be drawn."""
        clips = (Clip(self.request, kind, self.folder / f"{self.name}{kind.ending}") for kind in self.formats)
        packs = (pack(self.request, self.folder, self.name, self.formats) for pack in self.packs)
        return *clips, *packs, *self._decks

    @property
    def _decks(self) -> tuple[Deck, ...]:
        path = self.folder / f"{self.name}{SLIDES.ending}"
        return () if self.slides is None else (Deck(self.request, self.slides, path, self.name),)

    @cached_property
    def companions(self) -> tuple[Companion, ...]:
        """What is known without drawing."""
        return tuple(TextFile(kind, self.request, self.folder, self.name) for kind in COMPANIONS)

    @property
    def products(self) -> tuple[Product, ...]:
        """Everything that is written."""
        return *self.clips, *self.companions, *self.extras

    @cached_property
    def extras(self) -> tuple[Extra, ...]:
        """What lies beside them because it was asked for."""
        return tuple(Extra(kind, self.request, self.folder, self.name) for kind in self.beside)

    @property
    def seconds(self) -> float:
        """How long the film is."""
        return self.request.storyboard.seconds

    def lines(self) -> list[str]:
        """What would be written, one line a product."""
        return [f"{p.path}: {p.fact}, {'exists' if p.path.exists() else 'new'}" for p in self.products]


@dataclass(frozen=True)
class LeftOut:
    """A film that was not asked for by name and that a kernel cannot have, with the reason."""

    request: FilmRequest
    why: str


def plan_films(options: Options, requests: Sequence[FilmRequest]) -> tuple[tuple[FilmPlan, ...], tuple[LeftOut, ...]]:
    """A plan for every film that the options ask for; whatever is wrong with any of them is said here (InputError).

    Where all films are asked for, those that a kernel cannot have are left out.
    """
    plans, left_out, total = [], [], TotalExtent()
    formats, drawn = asked_formats(options), drawn_formats(options)
    for request in requests:
        try:
            if options.every:
                request.check_told()
            check_extent(request, drawn)
        except InputError as error:
            if not options.every:
                raise
            left_out.append(LeftOut(request, str(error)))
            continue
        cut, packed = _cut(options, request), packs(options)
        plans.append(plan_film(request, options.out, options.name, formats, extras(options), cut, packed))
        total.add(request)
    return tuple(plans), tuple(left_out)


def plan_film(
    request: FilmRequest,
    out: str,
    template: str,
    formats: tuple[Format, ...] = (MP4,),
    beside: tuple[ExtraKind, ...] = (),
    slides: str | None = None,
    packs: tuple[PackKind, ...] = (),
) -> FilmPlan:
    """The plan of one film (InputError)."""
    plan = FilmPlan(request, check_folder(out), film_name(request, template), formats, beside, slides, packs)
    for product in plan.products:
        product.check_target()
    _ = request.picture.layout  # refuses a title that does not fit, or that the font cannot show
    return plan


def _cut(options: Options, request: FilmRequest) -> str | None:
    """What the film is cut by into slides, if they are asked for (InputError)."""
    if not options.slides:
        if options.slides_by is not None:
            raise InputError("--slides-by goes with --slides; add it, or leave this out")
        return None
    if options.transparent:
        raise InputError("--slides are H.264, which is never transparent; leave out --transparent, or --slides")
    return slides_by(options.slides_by, request.film)


def dry_run(plans: Sequence[FilmPlan], left_out: Sequence[LeftOut] = ()) -> str:
    """What would be written by these plans."""
    lines = [line for plan in plans for line in plan.lines()]
    lines += [f"{left.request.film.name} {left.request.typed.kernel.name}: left out, {left.why}" for left in left_out]
    return "".join(f"{harmless(line)}\n" for line in lines)
