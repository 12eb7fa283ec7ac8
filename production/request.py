"""The request: one film as it is asked for, typed and checked; and the door at which texts become it."""

from __future__ import annotations

import math
import re
from dataclasses import dataclass, fields, replace
from functools import cached_property
from typing import Any, TypeVar

from kernels import (
    KERNELS,
    Boundary,
    InputError,
    Mode,
    Operator,
    Problem,
    check_film,
    did_you_mean,
    parse_kernel,
    parse_origin,
    parse_signal,
    quoted,
)
from kernels.bounds import MOST_DILATION, MOST_STRIDE
from scenes import FILMS, Film
from scenes.storyboard.frame import FRAMES, Frame
from scenes.storyboard.one_output import check_output
from scenes.storyboard.picture import Picture
from scenes.storyboard.position import Place, place_of
from scenes.storyboard.storyboard import Storyboard
from scenes.storyboard.theme import THEMES, Theme
from scenes.storyboard.wishes import Wishes

from .encoder_profiles import ENCODER_PROFILES, EncoderProfile
from .options import DEFAULT_KERNEL, Options
from .settings import (
    LEAST_FPS,
    LEAST_SPEED,
    MOST_FPS,
    MOST_SPEED,
    MOST_TITLE,
    QUALITIES,
    KernelIs,
    Quality,
)

Choice = TypeVar("Choice")


@dataclass(frozen=True)
class FilmRequest:
    """Everything that tells one film from another.

    `typed`: the problem whose kernel is the array as typed. `fps`: frames a second, `speed`: times the story's own
    pace. `title`, `at` (the output that the film looks at): None for the film's own.
    """

    film: Film
    typed: Problem
    kernel_is: KernelIs
    frame: Frame
    theme: Theme
    quality: Quality
    fps: int
    speed: float
    title: str | None
    captions: bool
    encoder: EncoderProfile
    at: Place | None = None

    @cached_property
    def problem(self) -> Problem:
        """What the film is about: the convolution with g, which is the array as typed, or its flip."""
        if self.kernel_is is KernelIs.G:
            return self.typed
        return replace(self.typed, kernel=self.typed.kernel.flipped())

    @property
    def size(self) -> tuple[int, int]:
        """Width and height in pixels."""
        return self.quality.size(self.frame)

    def check_told(self) -> None:
        """InputError unless the film has a story for this problem, and for the output that it is to look at."""
        self.film.check(self.problem)
        if self.at is not None:
            check_output(self.problem, self.at)

    def check_drawn(self) -> None:
        """InputError unless this can be drawn: its dimension, and sizes within a film's bounds."""
        if self.typed.ndim not in self.film.drawn:
            raise InputError(f"{self.typed.ndim}-D films are still to come; --describe prints the numbers")
        check_film(self.typed)

    @cached_property
    def storyboard(self) -> Storyboard:
        """The film as data, at its speed (InputError where it cannot be drawn)."""
        self.check_drawn()
        return replace(self.film.story(self.problem, Wishes(self.title, self.at)), speed=self.speed)

    @cached_property
    def picture(self) -> Picture:
        """The storyboard in its frame and theme."""
        return Picture(self.storyboard, self.frame, self.theme, self.captions)

    def __reduce__(self) -> tuple[Any, ...]:  # without what was computed: workers get the request, not the picture
        return FilmRequest, tuple(getattr(self, field.name) for field in fields(self))


def parse_requests(options: Options) -> tuple[FilmRequest, ...]:
    """One request for every kernel and every film named, in order and each once (InputError).

    Where all films are asked for, those that a kernel cannot have are among them; the plan leaves them out.
    """
    films = FILMS if options.every else tuple(dict.fromkeys(_film(name) for name in options.scenes or Options.scenes))
    asked = [(kernel, film) for kernel in options.kernels or (None,) for film in films]
    requests = dict.fromkeys(_request(options, film, _problem(options, film, kernel)) for kernel, film in asked)
    if not options.every:
        for request in requests:
            request.check_told()
    return tuple(requests)


def _request(options: Options, film: Film, typed: Problem) -> FilmRequest:
    quality = _chosen(options.quality, {q.name: q for q in QUALITIES}, "quality", "qualities")
    fps = quality.fps if options.fps is None else _whole(options.fps, "--fps", LEAST_FPS, MOST_FPS, 30)
    return FilmRequest(
        film=film,
        typed=typed,
        kernel_is=_chosen(options.kernel_is, {m.value: m for m in KernelIs}, "--kernel-is", "choices"),
        frame=_chosen(options.aspect, {f.aspect: f for f in FRAMES}, "aspect", "aspects"),
        theme=_chosen(options.theme, {t.name: t for t in THEMES}, "theme", "themes"),
        quality=quality,
        fps=fps,
        speed=_speed(options.speed),
        title=None if options.title is None else _title(options.title),
        captions=options.captions,
        encoder=_chosen(options.encoder, {p.name: p for p in ENCODER_PROFILES}, "--encoder", "profiles"),
        at=None if options.at is None or (options.every and not film.looks_at_output) else _at(options.at, film),
    )


def _film(name: str) -> Film:
    by_name = {film.name: film for film in FILMS}
    if name in by_name:
        return by_name[name]
    if name in (kernel.name for kernel in KERNELS):
        raise InputError(f"{quoted(name)} is a kernel, not a film; use --kernel {name}")
    raise InputError(f"unknown film {quoted(name)}{did_you_mean(name, tuple(by_name))} render --list shows all")


def _problem(options: Options, film: Film, kernel_text: str | None) -> Problem:
    origin = None if options.origin is None else parse_origin(options.origin)
    kernel = parse_kernel((film.kernel or DEFAULT_KERNEL) if kernel_text is None else kernel_text, origin)
    return Problem(
        film.default_signal(kernel.ndim) if options.signal is None else parse_signal(options.signal),
        kernel,
        Operator.CONVOLUTION,
        _chosen(options.mode, {m.value: m for m in Mode}, "mode", "modes"),
        _chosen(options.boundary, {b.value: b for b in Boundary}, "boundary", "boundaries"),
        _whole(options.stride, "stride", 1, MOST_STRIDE),
        _whole(options.dilation, "dilation", 1, MOST_DILATION),
    )


def _chosen(text: str, known: dict[str, Choice], what: str, plural: str) -> Choice:
    if text in known:
        return known[text]
    names = tuple(known)
    raise InputError(f"unknown {what} {quoted(text)}{did_you_mean(text, names)} {plural} are {', '.join(names)}")


def _whole(text: str, what: str, least: int, most: int, usual: int = 1) -> int:
    if re.fullmatch(r"\s*\+?[0-9]{1,9}\s*", text) and least <= int(text) <= most:
        return int(text)
    raise InputError(f"{what} {quoted(text)} is not a whole number from {least} to {most}; use e.g. {usual}")


def _speed(text: str) -> float:
    try:
        speed = float(text) if len(text) <= 40 else math.nan
    except ValueError:
        speed = math.nan
    if not LEAST_SPEED <= speed <= MOST_SPEED:
        raise InputError(f"--speed {quoted(text)} is not a number from {LEAST_SPEED} to {MOST_SPEED:g}; use e.g. 1.5")
    return speed


def _at(text: str, film: Film) -> Place:
    if not film.looks_at_output:
        those = " or ".join(film.name for film in FILMS if film.looks_at_output)
        raise InputError(f"--at goes with {those}, not with {film.name}, which shows every output; leave it out")
    number = r"\s*[+-]?[0-9]{1,9}\s*"
    if not re.fullmatch(f"{number}(?:,{number})?", text):
        raise InputError(
            f"--at {quoted(text)} is not a whole number; give an output t, e.g. 3, or r,c in 2-D, e.g. 1,2"
        )
    return place_of(tuple(int(part) for part in text.split(",")))


def _title(text: str) -> str:
    title = text.strip()
    if not 1 <= len(title) <= MOST_TITLE:
        raise InputError(f"--title {quoted(text, 30)} has {len(title)} characters; give from 1 to {MOST_TITLE}")
    if not title.isprintable():
        raise InputError(f"--title {quoted(text)} has characters that cannot be shown; give one line of text")
    return title
