"""What a kernel and a signal are called: an entry of a catalogue, the numbers themselves, or the file they are from."""

from __future__ import annotations

import re
from dataclasses import replace
from math import prod

import numpy as np

from kernels import KERNELS, PROFILES, SIGNALS, InputError, Kernel, Signal, quoted
from kernels.bounds import DESCRIBE_INPUTS, DESCRIBE_TAPS, FILM_INPUTS
from kernels.literal import Typed, literal
from kernels.samples import FloatArray, Index

from ..naming import OWN
from .picture import typed_as
from .tally import Tally
from .told import Told

_FILE = re.compile(rf"[A-Za-z0-9._-]{{1,40}}({re.escape(OWN)})?")
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
    found = _readings("kernel", name, told.kernel, names, DESCRIBE_TAPS, tally)
    return [Kernel(told.kernel, told.origin, name, texts=texts) for texts in found]


def signals_told(told: Told, values: FloatArray, tally: Tally) -> list[Signal]:
    """The same of the signal."""
    name = told.entry["signal"]["name"].text()
    for signal in SIGNALS:
        if signal.name == name and np.array_equal(signal.values, values):
            return [signal]
    names = set() if told.film.shows_picture else {signal.name for signal in SIGNALS}
    found = _readings("signal", name, values, names, DESCRIBE_INPUTS, tally)
    return [Signal(values, name, texts=texts) for texts in found]


def _readings(
    what: str, name: str, values: FloatArray, listed: set[str], most: dict[int, Index], tally: Tally
) -> list[Texts]:
    """The texts that the numbers can have had: a literal's; else those of decimals, and of simple fractions."""
    typed = _literal(name, what, most)
    if typed is not None and np.array_equal(typed.values, values):
        return [typed.texts]
    if name in listed:
        tally.amiss.add(f"{what}.name is {quoted(name)}, which has other numbers")
    elif not _FILE.fullmatch(name):
        tally.amiss.add(f"{what}.name is {quoted(name)}, which these numbers cannot be called")
    if values.size > _MOST_READ:
        return [None]
    return [None, tuple(str(typed_as(value)) for value in values.ravel().tolist())]


def _literal(name: str, what: str, most: dict[int, Index]) -> Typed | None:
    """The numbers that a name spells out, if it is written the way that they are."""
    try:
        typed = literal(name, what, most)
    except InputError:
        return None
    return typed if typed.name == name else None
