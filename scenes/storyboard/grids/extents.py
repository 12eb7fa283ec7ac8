"""Extents: the rows and columns of every block of 2-D panels, how wide they are, and the numbers that stand there."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property

import numpy as np

from kernels import Boundary, Index

from ..panel import Panel
from ..wording import data_text, value_text

BLOCKS = {"data": "f", "kernel": "g", "pieces": "f·g", "totals": "y"}  # by the names that they bear
BENCH = "bench"  # one more, in films that lay out the products of one step
LANE = 0.5  # of a cell: padding and what leaves the outputs are only seen at the edge
WIDEST_LANES = 1.2  # cells that all lanes at one side have together, at most
Cell = tuple[int, int]


@dataclass(frozen=True)
class Extents:
    """One block: shares of a cell by row and by column, the numbers in it as texts and as values."""

    row_shares: Mapping[int, float]
    column_shares: Mapping[int, float]
    texts: Callable[[Panel], Iterable[str]]
    values: Callable[[Panel], Iterable[float]]

    @cached_property
    def rows(self) -> tuple[int, ...]:
        """The rows' indices."""
        return tuple(self.row_shares)

    @cached_property
    def columns(self) -> tuple[int, ...]:
        """The columns' indices."""
        return tuple(self.column_shares)

    @property
    def height(self) -> float:
        """In cells."""
        return sum(self.row_shares.values())

    @property
    def width(self) -> float:
        """In cells."""
        return sum(self.column_shares.values())

    def strongest(self, panels: Sequence[Panel]) -> float:
        """The largest magnitude of any number in it; 1 if all are 0."""
        return max((abs(v) for panel in panels for v in self.values(panel)), default=0.0) or 1.0


def extents_of(panels: Sequence[Panel]) -> dict[str, Extents]:
    """The extents of the four blocks that all the panels share, and of the bench where there is one."""
    thin = all(panel.problem.boundary is Boundary.ZERO for panel in panels)
    inputs = [s for panel in panels for s in panel.inputs if not thin or not panel.is_ghost(s)]
    padding = [s for panel in panels for s in panel.inputs if thin and panel.is_ghost(s)]
    outputs = [t for panel in panels for t in all_outputs(panel)]
    lost = [p.t for panel in panels for ps in panel.pieces.values() for p in ps if panel.scatters]
    taps = [offset for panel in panels for offset in tap_offsets(panel)]
    taps += [(-r, -c) for panel in panels if not panel.scatters for r, c in tap_offsets(panel)]
    found = {
        "data": _extents(inputs, padding, _data_texts, _data_values),
        "kernel": _extents(taps, [], _tap_texts, _tap_values),
        "pieces": _extents(outputs, lost, _no_texts, _piece_values),
        "totals": _extents(outputs, [], _total_texts, _total_values),
    }
    if any(panel.bench for panel in panels):
        both = [*taps, *((-r, -c) for r, c in taps)]
        found[BENCH] = _extents(both, [], _piece_texts, _piece_values)
    return found


def products_name(panel: Panel) -> str:
    """What the pieces of a panel are products of; h where a film is about the filter alone."""
    return "f·h" if panel.bench and not panel.scatters else BLOCKS["pieces"]


def all_outputs(panel: Panel) -> list[Cell]:
    """Every t of the mode, those that a stride skips as well."""
    rows, columns = panel.problem.all_outputs
    return [(r, c) for r in rows for c in columns]


def tap_offsets(panel: Panel) -> list[Cell]:
    """The undilated offsets of the taps of g, in C order."""
    rows, columns = panel.problem.g.offsets()
    return [(r, c) for r in rows for c in columns]


def _extents(
    cells: Sequence[Index],
    thin: Sequence[Index],
    texts: Callable[[Panel], Iterable[str]],
    values: Callable[[Panel], Iterable[float]],
) -> Extents:
    """Whole rows and columns for `cells`, lanes beyond them for what else there is."""
    shares = [_shares([cell[axis] for cell in cells], [cell[axis] for cell in thin]) for axis in (0, 1)]
    return Extents(shares[0], shares[1], texts, values)


def _shares(whole: Sequence[int], thin: Sequence[int]) -> dict[int, float]:
    first, last = min(whole), max(whole)
    low, high = min([first, *thin]), max([last, *thin])
    before, beyond = first - low, high - last
    return {
        i: 1.0 if first <= i <= last else min(LANE, WIDEST_LANES / (before if i < first else beyond))
        for i in range(low, high + 1)
    }


def _data_texts(panel: Panel) -> Iterable[str]:
    problem = panel.problem
    return (data_text(problem, s) for s in panel.inputs if problem.source(s) is not None)


def _data_values(panel: Panel) -> Iterable[float]:
    return (float(panel.problem.data(s)) for s in panel.inputs)


def _tap_texts(panel: Panel) -> Iterable[str]:
    g = panel.problem.g
    return (g.label(k) for k in np.ndindex(g.shape))


def _tap_values(panel: Panel) -> Iterable[float]:
    return (float(value) for value in panel.problem.g.values.ravel())


def _no_texts(panel: Panel) -> Iterable[str]:  # noqa: ARG001 (the others')
    return ()


def _piece_texts(panel: Panel) -> Iterable[str]:
    return (value_text(panel.problem, p.product) for ps in panel.pieces.values() for p in ps if p.product)


def _piece_values(panel: Panel) -> Iterable[float]:
    return (float(p.product) for ps in panel.pieces.values() for p in ps)


def _total_texts(panel: Panel) -> Iterable[str]:
    return (value_text(panel.problem, panel.total(t)) for t in panel.outputs)


def _total_values(panel: Panel) -> Iterable[float]:
    return (float(panel.total(t)) for t in panel.outputs)
