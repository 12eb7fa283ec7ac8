"""What a kernel and a signal are called: an entry of a catalogue, the numbers themselves, or the file they are from."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from fractions import Fraction
from math import lcm, prod

import numpy as np

from kernels import KERNELS, PROFILES, SIGNALS, InputError, Kernel, Signal, quoted
from kernels.bounds import DESCRIBE_INPUTS, DESCRIBE_TAPS, FILM_INPUTS
from kernels.literal import Typed, literal
from kernels.samples import FloatArray, Index

from ..naming import OWN
from .definition import Array
from .tally import Tally
from .timing import MOST_BEATS
from .told import Told

_FILE = re.compile(rf"[A-Za-z0-9._-]{{1,40}}({re.escape(OWN)})?")
_MOST_DENOMINATOR = 10**6
_SHORT = 12  # characters of a decimal that nobody has computed
_MOST_READ = prod(FILM_INPUTS[2])  # numbers of a film that is drawn
Texts = tuple[str, ...] | None


def kernels_told(told: Told, tally: Tally) -> list[Kernel]:
    """What the kernel can have been typed as: one if its name says so, or several for a file's numbers."""
    name = told.entry["kernel"]["name"].text()
    listed = [*KERNELS, *(profile.cells() for profile in PROFILES if profile.name == name)]
    for kernel in listed:
        if kernel.name == name and np.array_equal(kernel.values, told.kernel):
            return [replace(kernel, origin=told.origin)]
    names = {kernel.name for kernel in listed}
    found = _readings(told, "kernel", name, told.kernel, names, DESCRIBE_TAPS, tally)
    return [Kernel(told.kernel, told.origin, name, texts=texts) for texts in found]


def signals_told(told: Told, values: FloatArray, tally: Tally) -> list[Signal]:
    """The same of the signal."""
    name = told.entry["signal"]["name"].text()
    for signal in SIGNALS:
        if signal.name == name and np.array_equal(signal.values, values):
            return [signal]
    names = set() if told.film.shows_picture else {signal.name for signal in SIGNALS}
    found = _readings(told, "signal", name, values, names, DESCRIBE_INPUTS, tally)
    return [Signal(values, name, texts=texts) for texts in found]


def are_alike(readings: Sequence[Array]) -> bool:
    """Whether the numbers are the same exactly, however they were typed."""
    return all(np.array_equal(exact, readings[0]) for exact in readings)


def _readings(
    told: Told, what: str, name: str, values: FloatArray, listed: set[str], most: dict[int, Index], tally: Tally
) -> list[Texts]:
    """The texts that the numbers can have had: a literal's; in a file decimals, fractions, or some of each."""
    typed = _literal(name, what, most)
    if typed is not None and np.array_equal(typed.values, values):
        return [typed.texts]
    if name in listed:
        tally.amiss.add(f"{what}.name is {quoted(name)}, which has other numbers")
    elif not _FILE.fullmatch(name):
        tally.amiss.add(f"{what}.name is {quoted(name)}, which these numbers cannot be called")
    numbers: list[float] = values.ravel().tolist()
    whole = all(number.is_integer() for number in numbers)
    if values.size > _MOST_READ or (whole and not _says_fractions(told)):
        return [None]
    fractions = tuple(str(_simple(number)) for number in numbers)
    if whole:
        return [None, fractions]
    short = tuple(repr(n) if len(repr(n)) <= _SHORT else text for n, text in zip(numbers, fractions, strict=True))
    parts = lcm(*(Fraction(text).denominator for text in fractions))
    over = tuple(f"{Fraction(text) * parts}/{parts}" for text in fractions)
    return [None, *dict.fromkeys([short, fractions, over]), tuple(f"{number:.18e}" for number in numbers)]  # np.savetxt


def _says_fractions(told: Told) -> bool:
    return any("/" in beat["caption"].text() for beat in told.entry["beats"].entries(MOST_BEATS))


def _simple(number: float) -> Fraction:
    """1/9 or 0.3, of which the file has only the nearest float."""
    short = Fraction(number).limit_denominator(_MOST_DENOMINATOR)
    return short if float(short) == number else Fraction(repr(number))


def _literal(name: str, what: str, most: dict[int, Index]) -> Typed | None:
    """The numbers that a name spells out, if it is written the way that they are."""
    try:
        typed = literal(name, what, most)
    except InputError:
        return None
    return typed if typed.name == name else None
