"""Reading strips: the rows of a film that reads copies of g at one output: copies, weights, data."""

from __future__ import annotations

from collections.abc import Sequence

from kernels import Problem

from . import caption as say
from .marks.readings import total_text
from .one_output import near_columns, tap_texts
from .panel import Extent
from .strips import StripPlan, Strips
from .wording import data_text, index_text, weight_text


def reading_strips(problem: Problem, known: Sequence[int]) -> Strips:
    """The body for the outputs `known`: a copy a row, then the weights, then the data under them."""
    taps = Extent.of([float(value) for value in problem.g.values])
    pieces = [piece for t in known for piece in problem.window_pieces((t,))]
    here = problem.window_pieces((known[0],))
    data = {s: data_text(problem, (s,)) for s in shown_inputs(problem, known)}
    reaches = tuple(piece.s[0] - piece.t[0] for piece in here)
    plans = [StripPlan(f"copy {i}", taps, above_em=0.45) for i in range(len(here))]
    weights = {piece.s[0]: weight_text(problem, piece) for piece in here}
    plans.append(StripPlan("weights", taps, weights, tap_texts(reaches), above_em=0.8))
    values = Extent.of([float(problem.data((s,))) for s in data])
    plans.append(
        StripPlan(
            "data", values, data, {s: index_text(s) for s in data}, own_unit=True, above_em=0.35 if values.span else 1.3
        )
    )
    left = ["weight", *(f"g at s = {index_text(piece.s[0])}" for piece in pieces)]
    small = [f"g(+{99}) {say.weight(problem, piece).wordings[0]}" for piece in here]
    large = ["h(x) = g(−x)", *(total_text(problem, t) for t in known)]
    return Strips(_columns(problem, known), plans, left, small, large, top_em=0.8)


def shown_inputs(problem: Problem, known: Sequence[int]) -> tuple[int, ...]:
    """The s that are drawn: the inputs among the columns, and the ghosts that are read at any of `known`."""
    columns = _columns(problem, known)
    used = {piece.s[0] for t in known for piece in problem.window_pieces((t,))}
    return tuple(s for s in columns if s in problem.inputs[0] or s in used)


def _columns(problem: Problem, known: Sequence[int]) -> range:
    reaches = [problem.step((k,))[0] for k in range(problem.g.shape[0])]
    width = max(reaches) - min(reaches)
    return near_columns(problem, range(min(known) - width, max(known) + width + 1))
