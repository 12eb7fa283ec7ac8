"""Turns: in which order a film scatters inputs and gathers outputs, and which steps it tells one by one.

In 1-D every step is told by itself. In 2-D a row of inputs is a turn: its most telling step is told with all of its
numbers in the first rows, and the other steps are a quick run.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from itertools import groupby

from .panel import Panel
from .position import Place, index_of

TOLD_ROWS = 2  # of a grid, in which one step is told with all numbers


@dataclass(frozen=True)
class Run:
    """Steps that belong together: one that is told with all of its numbers, or some that are quick."""

    steps: tuple[Place, ...]
    told: bool


@dataclass(frozen=True)
class Turn:
    """Some inputs, and the outputs that they complete."""

    inputs: tuple[Run, ...]
    outputs: tuple[Run, ...]

    @property
    def done(self) -> tuple[Place, ...]:
        """All outputs that the turn completes."""
        return tuple(t for run in self.outputs for t in run.steps)


def turns(panel: Panel, gathers: Panel | None = None) -> tuple[Turn, ...]:
    """The turns of a film whose left `panel` scatters; `gathers`: its right panel, if it has one."""
    found, told = [], 0
    for i, row in enumerate(_rows(panel.inputs)):
        done = tuple(sorted(t for s in row for t in panel.done(s)))
        if panel.problem.ndim == 1:
            found.append(Turn(_each(row), _each(done)))
            continue
        inputs = _around(row, lambda s: _landing(panel, s), i < TOLD_ROWS)
        outputs = _around(done, lambda t: _under(gathers or panel, t), told < TOLD_ROWS)
        told += bool(done)
        found.append(Turn(inputs, outputs))
    return tuple(found)


def whole(panel: Panel) -> tuple[Run, ...]:
    """All steps of a film that tells one at most: in 1-D none, in 2-D the most telling one of the first rows."""
    if panel.problem.ndim == 1:
        return (Run(panel.steps, False),)
    worth = _landing if panel.scatters else _under
    first = [step for row in _rows(panel.steps)[:TOLD_ROWS] for step in row]
    at = first.index(max(first, key=lambda step: worth(panel, step)))
    cut = Run(panel.steps[:at], False), Run(panel.steps[at : at + 1], True), Run(panel.steps[at + 1 :], False)
    return tuple(run for run in cut if run.steps)


def runs(panel: Panel) -> tuple[Run, ...]:
    """The steps of a film that has one panel only, in the same way."""
    if panel.problem.ndim == 1:
        return _each(panel.steps)
    worth = _landing if panel.scatters else _under
    found: list[Run] = []
    for i, row in enumerate(_rows(panel.steps)):
        found += _around(row, lambda step: worth(panel, step), i < TOLD_ROWS)
    return tuple(found)


def _rows(places: Sequence[Place]) -> list[tuple[Place, ...]]:
    """Places row by row; in 1-D each is a row of its own."""
    return [tuple(group) for _, group in groupby(places, key=lambda place: index_of(place)[0])]


def _each(steps: Sequence[Place]) -> tuple[Run, ...]:
    return tuple(Run((step,), True) for step in steps)


def _around(row: tuple[Place, ...], worth: Callable[[Place], tuple[int, float]], telling: bool) -> tuple[Run, ...]:
    """A row as runs: what comes before the most telling step, that step, and what comes after it."""
    if not row or not telling:
        return (Run(row, False),) if row else ()
    at = row.index(max(row, key=worth))
    cut = Run(row[:at], False), Run(row[at : at + 1], True), Run(row[at + 1 :], False)
    return tuple(run for run in cut if run.steps)


def _landing(panel: Panel, s: Place) -> tuple[int, float]:
    """How much there is to see at an input: pieces that land, then how large they are."""
    landed = [p for p in panel.pieces[s] if p.product and panel.lands(p)]
    return len(landed), float(sum(abs(p.product) for p in landed))


def _under(panel: Panel, t: Place) -> tuple[int, float]:
    """How much there is to see at an output, likewise."""
    pieces = [p for p in panel.landed[t] if not p.ghost]
    return len(pieces), float(sum(abs(p.product) for p in pieces))
