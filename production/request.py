"""The request: one film as it is asked for, typed and checked; and the door at which texts become it."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, fields, replace
from functools import cache, cached_property
from typing import Any

from kernels import (
    KERNELS,
    Boundary,
    Image,
    InputError,
    Mode,
    Operator,
    Problem,
    Signal,
    check_film,
    check_picture,
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
from scenes.storyboard.position import Place
from scenes.storyboard.storyboard import Storyboard
from scenes.storyboard.theme import LIGHT, THEMES, Theme
from scenes.storyboard.wishes import Wishes

from .bounds import LEAST_FPS, LEAST_PLAYS, MOST_FILMS, MOST_FPS, MOST_PLAYS
from .choices import at, chosen, speed, title, whole
from .encoder_profiles import ENCODER_PROFILES, EncoderProfile
from .image_file import read_image
from .layer_options import layer_mode, layer_padding
from .options import DEFAULT_KERNEL, DEFAULT_THEME, Options
from .settings import QUALITIES, KernelIs, Quality
from .sizes import parse_size


@dataclass(frozen=True)
class FilmRequest:
    """Everything that tells one film from another.

    `typed`: the problem whose kernel is the array as typed. `fps`: frames a second, `speed`: times the story's own
    pace. `title`, `at` (the output that the film looks at), `own_size`: None for the film's own, and the quality's.
    `transparent`: without the theme's background. `plays`: how often pictures play that can say so, 0 for ever.
    `print_theme`: of what is made from it to be printed. `padding`: of a layer, None for what the mode makes of it.
    `image`: the picture asked for, a channel of which is the signal of `typed`.
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
    own_size: tuple[int, int] | None = None
    transparent: bool = False
    plays: int = 0
    print_theme: Theme = LIGHT
    padding: int | None = None
    image: Image | None = None

    @cached_property
    def problem(self) -> Problem:
        """What the film is about: the convolution with g, which is the array as typed, or its flip."""
        if self.kernel_is is KernelIs.G or self.film.layer:
            return self.typed
        return replace(self.typed, kernel=self.typed.kernel.flipped())

    @property
    def wishes(self) -> Wishes:
        """What the user asks of the story beyond the problem."""
        return Wishes(self.title, self.at, self.padding, self.image)

    @property
    def picture_shown(self) -> Image | None:
        """The picture that a film of a picture shows, the one asked for or what its data are."""
        return self.image or (Image.of(self.typed.signal) if self.film.shows_picture else None)

    @property
    def size(self) -> tuple[int, int]:
        """Width and height in pixels."""
        return self.own_size or self.quality.size(self.frame)

    def check_told(self) -> None:
        """InputError unless the film has a story for this problem, and for the output that it is to look at."""
        self.film.check(self.problem)
        if self.at is not None:
            check_output(self.problem, self.at)

    def check_drawn(self) -> None:
        """InputError unless this can be drawn: its dimension, and sizes within a film's bounds."""
        if self.typed.ndim not in self.film.drawn:
            raise InputError(f"{self.typed.ndim}-D films are still to come; --describe prints the numbers")
        (check_picture if self.film.shows_picture else check_film)(self.typed)
        self.film.check_drawn(self.problem, self.wishes)

    @cached_property
    def storyboard(self) -> Storyboard:
        """The film as data, at its speed (InputError where it cannot be drawn)."""
        self.check_drawn()
        return replace(self.film.story(self.problem, self.wishes), speed=self.speed)

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
    if len(asked) > MOST_FILMS:
        raise InputError(f"{len(asked)} films are asked for, at most {MOST_FILMS} in one command; name fewer kernels")
    image, signal = _image(options, films), cache(parse_signal)  # a file is read once, not for every film
    requests = dict.fromkeys(
        _request(options, film, _problem(options, film, kernel, image, signal), image) for kernel, film in asked
    )
    if not options.every:
        for request in requests:
            request.check_told()
    return tuple(requests)


def _request(options: Options, film: Film, typed: Problem, image: Image | None) -> FilmRequest:
    themes = {theme.name: theme for theme in THEMES}
    theme = chosen(DEFAULT_THEME if options.theme is None else options.theme, themes, "theme", "themes")
    quality = chosen(options.quality, {q.name: q for q in QUALITIES}, "quality", "qualities")
    fps = quality.fps if options.fps is None else whole(options.fps, "--fps", LEAST_FPS, MOST_FPS, 30)
    frame = chosen(options.aspect, {f.aspect: f for f in FRAMES}, "aspect", "aspects")
    own_size = parse_size(options.width, options.height, frame)
    return FilmRequest(
        film=film,
        typed=typed,
        kernel_is=chosen(options.kernel_is, {m.value: m for m in KernelIs}, "--kernel-is", "choices"),
        frame=frame,
        theme=theme,
        quality=quality,
        fps=fps,
        speed=speed(options.speed),
        title=None if options.title is None else title(options.title),
        captions=options.captions,
        encoder=chosen(options.encoder, {p.name: p for p in ENCODER_PROFILES}, "--encoder", "profiles"),
        at=None if options.at is None or (options.every and not film.looks_at_output) else at(options.at, film),
        own_size=None if own_size == quality.size(frame) else own_size,
        transparent=options.transparent,
        plays=0 if options.loop is None else whole(options.loop, "--loop", LEAST_PLAYS, MOST_PLAYS),
        print_theme=LIGHT if options.theme is None else theme,
        padding=layer_padding(options, film),
        image=image if film.shows_picture else None,
    )


def _film(name: str) -> Film:
    by_name = {film.name: film for film in FILMS}
    if name in by_name:
        return by_name[name]
    if name in (kernel.name for kernel in KERNELS):
        raise InputError(f"{quoted(name)} is a kernel, not a film; use --kernel {name}")
    raise InputError(f"unknown film {quoted(name)}{did_you_mean(name, tuple(by_name))} render --list shows all")


def _problem(
    options: Options, film: Film, kernel_text: str | None, image: Image | None, read: Callable[[str], Signal]
) -> Problem:
    origin = None if options.origin is None else parse_origin(options.origin)
    kernel = parse_kernel((film.kernel or DEFAULT_KERNEL) if kernel_text is None else kernel_text, origin)
    signal = film.default_signal(kernel.ndim) if options.signal is None else read(options.signal)
    return Problem(
        image.channel(image.told) if image and film.shows_picture and kernel.ndim == 2 else signal,
        kernel,
        Operator.CONVOLUTION,
        chosen(layer_mode(options, film), {m.value: m for m in Mode}, "mode", "modes"),
        chosen(options.boundary, {b.value: b for b in Boundary}, "boundary", "boundaries"),
        whole(str(film.stride) if options.stride is None else options.stride, "stride", 1, MOST_STRIDE),
        whole(options.dilation, "dilation", 1, MOST_DILATION),
    )


def _image(options: Options, films: Sequence[Film]) -> Image | None:
    """The picture asked for, if one is (InputError)."""
    if options.image is None:
        return None
    others = [film.name for film in films if not film.shows_picture]
    if others and not options.every:
        those = " or ".join(film.name for film in FILMS if film.shows_picture)
        raise InputError(f"--image goes with {those}, not with {others[0]}; use --signal for numbers, or leave it out")
    if options.signal is not None:
        raise InputError("--image and --signal both name the data; give one of them")
    return read_image(options.image)
