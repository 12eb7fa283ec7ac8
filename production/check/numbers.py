"""Films of numbers: results, and every panel's kernel, first output, weights and outputs."""

from __future__ import annotations

from dataclasses import replace
from math import prod

import numpy as np

from kernels import InputError
from kernels.bounds import DESCRIBE_WEIGHTS
from kernels.samples import FloatArray, Index

from .definition import EPSILON, rounding
from .entry import Entry
from .tally import Tally
from .told import MOST_NUMBERS, OPERATORS, Panel, Told

_NOT_MIRRORED = "{path}.kernel is neither the film's kernel nor a flip of it"


def check_numbers(told: Told, signal: FloatArray, tally: Tally) -> None:
    """Compare all that the film computes from its signal (InputError for what cannot be computed)."""
    if signal.ndim != told.kernel.ndim:
        raise InputError("kernel and signal have different dimensions; --check takes what a render wrote")
    for operator in OPERATORS:
        definition = told.definition(signal.shape, told.kernel, told.origin, operator)
        compare(told.entry["results"][operator], definition.result(signal), rounding(definition, signal), tally)
    for panel in told.panels:
        check_kernel(told, panel, tally)
        definition = told.definition(signal.shape, panel.kernel, panel.origin, panel.operator)
        tally.same(f"{panel.entry.path}.first", panel.first, tuple(t.start for t in definition.outputs))
        compare(panel.entry["output"], definition.result(signal), rounding(definition, signal), tally)
        outputs = prod(map(len, definition.outputs))
        if weights_told(panel.entry, outputs * signal.size, tally):
            most = replace(definition, taps=np.abs(panel.kernel)).matrix()  # of taps at one input that cancel, too
            compare(panel.entry["weights"], definition.matrix(), (panel.kernel.size + 1) * EPSILON * most, tally)


def check_kernel(told: Told, panel: Panel, tally: Tally) -> None:
    """A panel's array is the one that was typed, or one of its flips; in `symmetric` also its even part."""
    candidates = [(told.kernel, told.origin), turned(told.kernel, told.origin)]
    if told.film.name == "which-flip" and told.kernel.ndim == 2:
        candidates += _tried(told.kernel, told.origin)
    same = any(origin == panel.origin and np.array_equal(values, panel.kernel) for values, origin in candidates)
    if same or (told.film.name == "symmetric" and _is_even_part(told, panel)):
        tally.compared += panel.kernel.size + len(panel.origin)
    else:
        tally.fail(_NOT_MIRRORED.format(path=panel.entry.path))


def weights_told(panel: Entry, size: int, tally: Tally) -> bool:
    """Whether a panel has its weights written out, as it must exactly where they are few."""
    written, few = panel.get("weights") is not None, size <= DESCRIBE_WEIGHTS
    tally.same(f"{panel.path}.weights are there:", written, few)
    return written and few


def compare(entry: Entry, again: FloatArray, allowed: FloatArray, tally: Tally) -> None:
    """Compare a stored array with what it should be."""
    tally.array(entry.path, entry.array(MOST_NUMBERS), again, allowed)


def turned(values: FloatArray, origin: Index) -> tuple[FloatArray, Index]:
    """An array and its origin, mirrored on every axis."""
    return np.flip(values), tuple(m - 1 - c for m, c in zip(values.shape, origin, strict=True))


def _is_even_part(told: Told, panel: Panel) -> bool:
    even, centre = _even_part(told.kernel, told.origin)
    if centre != panel.origin or even.shape != panel.kernel.shape:
        return False
    most, _ = _even_part(np.abs(told.kernel), told.origin)
    return bool((np.abs(even - panel.kernel) <= 2 * EPSILON * most).all())


def _even_part(values: FloatArray, origin: Index) -> tuple[FloatArray, Index]:
    """(g(x) + g(−x)) / 2, as wide as both together."""
    reach = tuple(max(c, m - 1 - c) for m, c in zip(values.shape, origin, strict=True))
    sides = [(r - c, r - (m - 1 - c)) for r, m, c in zip(reach, values.shape, origin, strict=True)]
    wide = np.pad(values, sides)
    return (wide + np.flip(wide)) / 2, reach


def _tried(values: FloatArray, origin: Index) -> list[tuple[FloatArray, Index]]:
    """The kernel mirrored left to right, top to bottom, and over both diagonals."""
    (rows, columns), (r, c) = values.shape, origin
    return [
        (values[:, ::-1], (r, columns - 1 - c)),
        (values[::-1], (rows - 1 - r, c)),
        (values.T, (c, r)),
        (np.flip(values).T, (columns - 1 - c, rows - 1 - r)),
    ]
