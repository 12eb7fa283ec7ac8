"""Settings: what mode, stride, dilation and boundary do, as sentences; a film with the usual ones needs none."""

from __future__ import annotations

from kernels import Boundary, Mode, Problem

from . import caption as say
from .caption import Caption
from .panel import Panel

KEPT = {
    Mode.FULL: "Mode full keeps every output that g touches",
    Mode.SAME: "Mode same keeps the outputs at the inputs",
    Mode.VALID: "Mode valid keeps outputs whose inputs are all real",
}
GHOSTS = {
    Boundary.EDGE: "Dashed ghosts repeat the outermost inputs",
    Boundary.REFLECT: "Dashed ghosts mirror the data about its outermost inputs",
    Boundary.SYMMETRIC: "Dashed ghosts mirror the data, its outermost inputs included",
    Boundary.WRAP: "Dashed ghosts go on with the data from its other end",
}


def outputs_told(problem: Problem) -> Caption | None:
    """Which outputs are kept, where that is not simply one at every input."""
    if problem.ndim > 1:
        return _cells_told(problem)
    ts = tuple(problem.outputs[0])
    if problem.stride > 1:
        quantities = {"n": say.count(problem.stride), "ts": say.indices(ts)}
        more = len(problem.all_outputs[0]) > len(ts)
        words = "Stride {n} keeps t = {ts}; hatched outputs are skipped." if more else "Stride {n} keeps only t = {ts}."
        return Caption(words, quantities)
    if problem.mode is Mode.SAME:
        return None
    if len(ts) == 1:
        return Caption(f"{KEPT[problem.mode]}: t = {{first}}.", {"first": say.index(ts[0])})
    ends = {"first": say.index(ts[0]), "last": say.index(ts[-1])}
    return Caption(f"{KEPT[problem.mode]}: t = {{first}} to {{last}}.", ends)


def _cells_told(problem: Problem) -> Caption | None:
    """The same for the outputs of a grid."""
    rows, columns = problem.outputs
    first, last = (rows[0], columns[0]), (rows[-1], columns[-1])
    if problem.stride > 1:
        shape = {"rows": say.count(len(rows)), "columns": say.count(len(columns))}
        words = "Stride {n} keeps {rows}×{columns} outputs; hatched ones are skipped."
        return Caption(words, {"n": say.count(problem.stride), **shape})
    if problem.mode is Mode.SAME:
        return None
    ends = {"first": say.named_index(first), "last": say.named_index(last)}
    return Caption(
        f"{KEPT[problem.mode]}{':' if first != last else ': t ='} {{first}}"
        + (" to {last}." if first != last else "."),
        ends,
    )


def ghosts_told(panel: Panel) -> Caption | None:
    """What the boundary puts outside, where it puts anything there."""
    problem = panel.problem
    if not any(panel.is_ghost(s) for s in panel.inputs) or problem.boundary is Boundary.ZERO:
        return None
    return Caption(f"{GHOSTS[problem.boundary]}.", {})


def dilation_told(problem: Problem) -> Caption | None:
    """How far apart the taps lie."""
    if problem.dilation == 1 or set(problem.g.shape) == {1}:
        return None
    return Caption("Dilation {d}: the taps lie {d} inputs apart.", {"d": say.count(problem.dilation)})
