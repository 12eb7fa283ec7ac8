"""How large anything may be, in one place: what a film can show, and what the numbers alone may be."""

from __future__ import annotations

from typing import TYPE_CHECKING

from kernels.errors import InputError, quoted

if TYPE_CHECKING:
    from kernels.problem import Problem

# What a film can show, by dimension: entries along each axis.
FILM_INPUTS = {1: (24,), 2: (12, 12)}
FILM_TAPS = {1: (9,), 2: (7, 7)}
# Positions across one panel, by dimension: extended inputs, outputs and all that their copies touch. The most that
# undilated kernels within the bounds above can need; dilation spreads a kernel and can need more.
FILM_SPAN = {1: 48, 2: 30}

# What the film of a picture can show: pixels along each axis, at least and at most.
LEAST_PICTURE, MOST_PICTURE = 16, 128
MOST_SAMPLE = 255  # of a channel: white, or full colour

# What `--describe` computes, by dimension: entries along each axis.
DESCRIBE_INPUTS = {1: (10_000,), 2: (512, 512)}
DESCRIBE_TAPS = {1: (1_000,), 2: (33, 33)}
MOST_STRIDE = 1_000  # outputs
MOST_DILATION = 1_000  # inputs between neighbouring taps
MOST_PADDING = 1_000  # zeros on either side of a layer's inputs
DESCRIBE_WEIGHTS = 4_096  # entries of W that are written out; past that it is null
MOST_EXTENDED = 2**21  # entries of the extended input, ghosts included (16 MiB)
MOST_MATRIX = 2**20  # entries of any one matrix held in memory (8 MiB); every film's matrices are smaller

# Numbers and where they come from.
MOST_MAGNITUDE = 1e9  # of a value
LEAST_MAGNITUDE = 1e-9  # of a value that is not 0
MOST_NUMBER_LENGTH = 40  # characters of one number as typed, of each side of a fraction
MOST_LITERAL_LENGTH = 100_000  # characters
MOST_FILE_BYTES = 4 * 2**20  # of a file of numbers
MOST_NPY_HEADER = 10_000  # bytes
MOST_PICTURE_BYTES = 32 * 2**20
MOST_CHECKED_BYTES = 32 * 2**20  # of a film's JSON; as numbers they take up to 0.8 GiB
MOST_CHECKED_LISTS = 100_000  # lists and objects in it: each takes far more memory than its two characters
# Of a file, before it is scaled down. With the least and the most that a film shows, this bounds its rows as well, for
# each of which its decoder takes memory: no side is longer than 20,500 pixels.
MOST_PICTURE_PIXELS = 50_000_000
MOST_LOSSLESS_PIXELS = 12_500_000  # of a lossless WebP, whose tables alone may take 1.3 GB, however few its bytes are
MOST_PICTURE_SCANS = 64  # of a JPEG: programs write about 10, and any of them may take its time for every pixel


def check_film(problem: Problem) -> None:
    """Refuse a problem that is too large to be drawn (InputError); the numbers alone may be far larger."""
    ndim = problem.ndim
    signal, kernel = problem.signal, problem.kernel
    _check_shape(f"signal {quoted(signal.name)} has", signal.shape, FILM_INPUTS[ndim], DESCRIBE_INPUTS[ndim], "inputs")
    _check_shape(f"kernel {quoted(kernel.name)} has", kernel.shape, FILM_TAPS[ndim], DESCRIBE_TAPS[ndim], "taps")
    span = max(problem.span)
    if span > FILM_SPAN[ndim]:
        raise InputError(
            f"dilation {problem.dilation} spreads {times(kernel.shape)} taps and {times(signal.shape)} inputs over "
            f"{span} positions, a film shows at most {FILM_SPAN[ndim]}; use a smaller dilation, or --describe"
        )


def check_picture(problem: Problem) -> None:
    """Refuse what the film of a picture cannot show (InputError)."""
    signal, kernel = problem.signal, problem.kernel
    if signal.ndim != 2 or not all(LEAST_PICTURE <= n <= MOST_PICTURE for n in signal.shape):
        raise InputError(
            f"signal {quoted(signal.name)} has {times(signal.shape)} values, the film of a picture shows from "
            f"{times((LEAST_PICTURE,) * 2)} to {times((MOST_PICTURE,) * 2)}; use --image FILE, or leave --signal out"
        )
    if ((signal.values < 0) | (signal.values > MOST_SAMPLE) | (signal.values % 1 != 0)).any():
        raise InputError(
            f"signal {quoted(signal.name)} is no picture: pixels are whole numbers from 0 to {MOST_SAMPLE}; scale it"
        )
    _check_shape(f"kernel {quoted(kernel.name)} has", kernel.shape, FILM_TAPS[2], DESCRIBE_TAPS[2], "taps")
    if problem.stride > 1:
        raise InputError(f"stride {problem.stride} leaves pixels out, this film shows every one; use stride 1")
    reach = tuple((taps - 1) * problem.dilation + 1 for taps in kernel.shape)
    if any(2 * m > n for m, n in zip(reach, signal.shape, strict=True)):
        raise InputError(
            f"dilation {problem.dilation} spreads the kernel over {times(reach)} pixels, at most half of the picture's "
            f"{times(signal.shape)} on each axis; use a smaller dilation"
        )


def _check_shape(has: str, shape: tuple[int, ...], most: tuple[int, ...], describe: tuple[int, ...], unit: str) -> None:
    if any(length > bound for length, bound in zip(shape, most, strict=True)):
        raise InputError(
            f"{has} {times(shape)} {unit}, a film shows at most {times(most)}; "
            f"shorten it, or use --describe, which takes up to {times(describe)}"
        )


def plain(magnitude: float) -> str:
    """A bound as people type it: `1e9`."""
    return f"{magnitude:g}".replace("e+0", "e").replace("e-0", "e-")


def times(shape: tuple[int, ...]) -> str:
    """A shape in words: `7`, or `12×12`."""
    return "×".join(str(length) for length in shape)
