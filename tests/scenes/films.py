"""The films that laws are tested over: every film with every kernel, and problems chosen to be awkward."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

import pytest

from kernels import (
    KERNELS,
    PROFILES,
    Boundary,
    InputError,
    Kernel,
    Mode,
    Operator,
    Problem,
    Signal,
    check_film,
    kernel_named,
    parse_kernel,
    parse_signal,
    signal_named,
)
from scenes import FILMS, Film
from scenes.storyboard.frame import WIDE, Frame
from scenes.storyboard.picture import Picture
from scenes.storyboard.shapes import Shape
from scenes.storyboard.storyboard import Storyboard
from scenes.storyboard.theme import DARK, Theme

DEFAULT = "2,1,3,2,1,1,0"
CATALOGUE = tuple(kernel for kernel in KERNELS if kernel.ndim == 1)
LITERALS = ("1,2,3,4,5,6,7,8,9", "-1,-2,-3", "1/3,-2/7,1/7", "0", "3,-2,1")
EXTREME = ("0.12345,0.6789,3.14159", "0.001,10000,-0.001", "-10000,0.001,-1/3,2,-5,6.25,7,8,-9", "99999,10000,20000")
SIGNALS = (
    "3",
    "0,0",
    "-1,2,-3,0,1",
    "10000,-2000,333.25,4,5,6",
    "0.001,0.002,0.0035",
    ",".join(str(i * 5 % 7) for i in range(12)),
    ",".join(str(i * 7 % 11 - 3) for i in range(24)),
)
SETTINGS = (
    ("full", "zero", 1, 1),
    ("valid", "zero", 1, 1),
    ("same", "edge", 1, 1),
    ("same", "reflect", 1, 1),
    ("same", "symmetric", 1, 2),
    ("same", "wrap", 2, 1),
    ("full", "zero", 3, 2),
    ("same", "zero", 2, 1),
)


def kernels() -> tuple[Kernel, ...]:
    """The catalogue's 1-D kernels, and literals that it has no like of."""
    return (*CATALOGUE, *(parse_kernel(text) for text in LITERALS))


def problems() -> Iterator[Problem]:
    """Every kernel with the default data, awkward data with some kernels, every setting with others."""
    for kernel in kernels():
        yield Problem(parse_signal(DEFAULT), kernel)
    for text in SIGNALS:
        for name in ("asym3", "gaussian5", "even4", "difference"):
            yield Problem(parse_signal(text), next(k for k in CATALOGUE if k.name == name))
        yield Problem(parse_signal(text), parse_kernel(LITERALS[0]))
    for text in (LITERALS[0], *EXTREME):
        for signal in ("1", DEFAULT):
            for mode, boundary, dilation in (("same", "edge", 1), ("same", "zero", 2), ("full", "zero", 1)):
                yield with_settings(parse_signal(signal), parse_kernel(text), mode, boundary, 1, dilation)
    for mode, boundary, stride, dilation in SETTINGS:
        for name in ("asym3", "even4", "echo"):
            kernel = next(k for k in CATALOGUE if k.name == name)
            yield with_settings(parse_signal(DEFAULT), kernel, mode, boundary, stride, dilation)


def plane_impulses() -> Iterator[Problem]:
    """2-D kernels and settings on impulses, as tall as one of the data's numbers, at different places."""
    for i, problem in enumerate(planes()):
        rows, columns = problem.signal.shape
        values, data = [[0.0] * columns for _ in range(rows)], problem.signal.values
        at = i * 7 % (rows * columns)
        values[at // columns][at % columns] = max(data.ravel(), key=abs) if i % 2 and data.any() else 1.0
        yield replace(problem, signal=Signal(values))  # type: ignore[arg-type]


def impulses() -> Iterator[Problem]:
    """The same kernels and settings on impulses: as tall as one of the data's numbers, at different places."""
    for i, problem in enumerate(problems()):
        data, values = problem.signal.values, [0.0] * problem.signal.shape[0]
        values[i % len(values)] = max(data, key=abs) if i % 2 and data.any() else 1.0
        try:
            check_film(problem)
        except InputError:
            continue
        yield replace(problem, signal=Signal(values))  # type: ignore[arg-type]
    yield from plane_impulses()


def curves() -> Iterator[Problem]:
    """Every profile, and its mirror image, on every kind of data."""
    for profile in PROFILES:
        for signal in (DEFAULT, "3", "0,0", "-1,2,-3,0,1", "10000,-2000,333.25,4,5,6", "0.001,0.002,1/3", SIGNALS[-1]):
            yield Problem(parse_signal(signal), profile.cells())
        yield Problem(parse_signal(DEFAULT), profile.cells().flipped())


def joined() -> Iterator[Problem]:
    """A few problems of every sort: what is joined is held to the laws with all of them by itself."""
    for kernel, signal, mode, boundary, stride, dilation in (
        ("asym3", DEFAULT, "same", "zero", 1, 1),
        ("box3", DEFAULT, "same", "zero", 1, 1),
        ("difference", "-1,2,-3,0,1", "same", "reflect", 1, 1),
        ("even4", DEFAULT, "same", "wrap", 2, 1),
        ("echo", DEFAULT, "valid", "zero", 1, 1),
        ("asym3", "3", "full", "zero", 1, 2),
        ("0", "0,0", "same", "zero", 1, 1),
        ("1/3,-2/7,1/7", DEFAULT, "same", "edge", 1, 1),
        (LITERALS[0], SIGNALS[-1], "same", "edge", 1, 1),
    ):
        yield with_settings(parse_signal(signal), parse_kernel(kernel), mode, boundary, stride, dilation)
    for kernel in ("corner3x3", "box3x3", "1 2; 3 4"):
        yield Problem(signal_named("grid"), parse_kernel(kernel))


PLANE_SIGNALS = (  # for 2-D kernels: the smallest, rows, columns, the largest, negative, fractions, large numbers
    "7;",
    "1 2 3 4 5;",
    "1; 0; 3; 2",
    "0 0; 0 0",
    "-1 2 -3; 4 -12 6",
    "1/3 2 0.125; 10000 0.001 -250",
    ";".join(",".join(str((i * 5 + j * 3) % 7) for j in range(12)) for i in range(12)),
    ";".join(",".join(str((i * 7 + j * 5) % 11 - 4) for j in range(9)) for i in range(6)),
)
PLANE_KERNELS = (
    "3;",
    "1 2; 3 4",
    "1 -2 3;",
    "1; 2; 0; -4",
    "0 0; 0 0",
    ";".join(",".join(str((i * 3 + j * 2) % 5 - 1) for j in range(7)) for i in range(7)),
)


def plane_kernels() -> tuple[Kernel, ...]:
    """The catalogue's 2-D kernels, and literals that it has no like of."""
    listed = tuple(kernel for kernel in KERNELS if kernel.ndim == 2)
    return (*listed, *(parse_kernel(text) for text in PLANE_KERNELS))


def planes() -> Iterator[Problem]:
    """2-D: every kernel with the default data, awkward data with some kernels, every setting with others."""
    grid = signal_named("grid")
    for kernel in plane_kernels():
        yield Problem(grid, kernel)
    for text in PLANE_SIGNALS:
        for name in ("corner3x3", "sobel-x", "letter-F"):
            yield Problem(parse_signal(text), kernel_named(name))
        yield Problem(parse_signal(text), parse_kernel(PLANE_KERNELS[-1]))
    for mode, boundary, stride, dilation in SETTINGS:
        for kernel in (kernel_named("corner3x3"), parse_kernel("1 2; 3 4")):
            try:
                yield with_settings(grid, kernel, mode, boundary, stride, dilation)
            except InputError:  # too few inputs for so many ghosts
                continue


def layers() -> Iterator[Problem]:
    """Weights of every length and sign under every padding, stride and dilation that leaves a window and has room."""
    for i, kernel in enumerate(kernels()):
        for k, signal in enumerate((DEFAULT, *SIGNALS)):
            mode, stride, dilation = ("same", "valid", "full")[(i + k) % 3], (2, 1, 3, 2, 4)[(i + 2 * k) % 5], 1 + k % 2
            yield from _drawn_layer(signal, kernel, mode, stride, dilation)
    for text in ("1,2,4", "1,2", "1,2,3,4", "-1,0,2,3,-2", "5", *EXTREME):
        for mode in ("same", "valid", "full"):
            for stride, dilation in ((1, 1), (2, 1), (3, 1), (1, 2), (2, 2), (5, 1)):
                yield from _drawn_layer(DEFAULT, parse_kernel(text), mode, stride, dilation)


def _drawn_layer(signal, kernel, mode, stride, dilation) -> Iterator[Problem]:  # type: ignore[no-untyped-def]
    film = next(film for film in FILMS if film.layer)
    try:
        problem = with_settings(parse_signal(signal), kernel, mode, "zero", stride, dilation)
        check_film(problem)
        film.check_drawn(problem)
    except InputError:
        return
    yield problem


def pictures() -> Iterator[Problem]:
    """None here: `test_image.py` has the laws of pictures."""
    yield from ()


# films that tell problems of their own kind only, or that are too long for all
OWN = {
    "impulse": impulses,
    "continuous": curves,
    "image": pictures,
    "network-layer": layers,
    "lecture": joined,
}


def with_settings(signal, kernel, mode, boundary, stride, dilation) -> Problem:  # type: ignore[no-untyped-def]
    """A convolution with settings by name."""
    return Problem(signal, kernel, Operator.CONVOLUTION, Mode(mode), Boundary(boundary), stride, dilation)


def drawable() -> list[tuple[Film, Problem]]:
    """Every film with every problem that it can show."""
    found = []
    for problem in (*problems(), *planes()):
        try:
            check_film(problem)
        except InputError:
            continue
        found += [(film, problem) for film in FILMS if problem.ndim in film.drawn and film.name not in OWN]
    for name, own in OWN.items():
        film = next(film for film in FILMS if film.name == name)
        found += [(film, problem) for problem in own()]
    return found


def picture(film: Film, problem: Problem, frame: Frame = WIDE, theme: Theme = DARK) -> Picture:
    """The film of a problem, ready to be asked for its shapes."""
    return Picture(film.story(problem), frame, theme)


def label(case: tuple[Film, Problem]) -> str:
    """A test's name for a case."""
    film, p = case
    signal = p.signal.name if len(p.signal.name) < 24 else f"{p.signal.shape} inputs"
    return f"{film.name} {p.kernel.name} on {signal} {p.mode.value} {p.boundary.value} {p.stride} {p.dilation}"


def some_slow(cases: list[tuple[Film, Problem]]) -> list[object]:
    """All cases; three of four grids are slow."""
    marks = [pytest.mark.slow if problem.ndim > 1 and i % 4 else () for i, (_, problem) in enumerate(cases)]
    return [pytest.param(case, marks=mark) for case, mark in zip(cases, marks, strict=True)]


def beat(story: Storyboard, name: str) -> int:
    """Where the beat of this name is."""
    return next(i for i, one in enumerate(story.beats) if one.name == name)


def said(story: Storyboard, name: str) -> str:
    """What is said in the beat of this name."""
    return story.beats[beat(story, name)].caption.text


def end(shown: Picture, name: str) -> dict[str, Shape]:
    """What is seen at the end of the beat of this name, by key."""
    return {shape.key: shape for shape in shown.end_of(beat(shown.storyboard, name))}
