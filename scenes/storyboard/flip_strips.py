"""Flip strips: the rows of a film that turns a kernel about its pin: g, h, and the data under them."""

from __future__ import annotations

from dataclasses import replace
from itertools import product

from kernels import Operator, Problem

from .marks.half_turn import Flip
from .marks.verdicts import PIN_RULE, pin_texts, verdict_texts
from .one_output import chosen_output, ghosts, near_columns, tap_texts
from .panel import Extent
from .position import Place, distance, index_of, middle_of, place_of
from .strips import StripPlan, Strips
from .wishes import Wishes
from .wording import data_text, index_text


def swept_unflipped(problem: Problem) -> Problem:
    """What comes of sweeping g as it is: correlation with g, where convolution with g was meant."""
    return replace(problem, kernel=problem.g, operator=Operator.CORRELATION)


def differing_output(problem: Problem, swept: Problem, wishes: Wishes) -> Place:
    """The output wished for; else one at which flipped and unflipped sums differ, with as few ghosts as can be."""
    if wishes.at is not None:
        return chosen_output(problem, wishes)
    ts = [place_of(t) for t in product(*problem.outputs)]
    middle = middle_of(ts)

    def rank(t: Place) -> tuple[bool, int, int]:
        same = problem.total(index_of(t)) == swept.total(index_of(t))
        return same, ghosts(problem, t) + ghosts(swept, t), distance(t, middle)

    return min(ts, key=rank)


def flip_strips(flip: Flip, swept: Problem) -> Strips:
    """The body: g, room for arrows, h, and the data."""
    problem, g, t = flip.problem, flip.g, flip.at
    taps = Extent.of([float(value) for value in g.values])
    reaches = tuple(round(reach) for slip in flip.slips for reach in flip.reaches(slip))
    offsets = {t + r: text for side in (1, -1) for r, text in tap_texts(tuple(side * r for r in reaches)).items()}
    labels = [g.label((k,)) for k in range(g.shape[0])]
    own = [round(reach) for reach in flip.reaches(0)]
    values = {t + reach: label for reach, label in zip(own, labels, strict=True)}
    turned = {t - reach: label for reach, label in zip(own, labels, strict=True)}
    data = {s: data_text(problem, (s,)) for s in shown_inputs(flip, swept)}
    extent = Extent.of([float(problem.data((s,))) for s in data])
    plans = (
        StripPlan("g", taps, values, offsets, above_em=0.0),
        StripPlan("h", taps, turned, offsets, above_em=2.6),
        StripPlan(
            "data", extent, data, {s: index_text(s) for s in data}, own_unit=True, above_em=0.5 if extent.span else 1.3
        ),
    )
    wrong, right = verdict_texts(problem, swept, t)
    small = [wrong[0], right[0], PIN_RULE, *pin_texts(flip)]
    return Strips(_columns(flip), plans, ["offset", "f(s)"], small, [wrong[1], right[1]], top_em=1.6)


def shown_inputs(flip: Flip, swept: Problem) -> tuple[int, ...]:
    """The s that are drawn: the inputs among the columns, and the ghosts under h and under unflipped g."""
    used = {piece.s[0] for problem in (flip.problem, swept) for piece in problem.window_pieces((flip.at,))}
    return tuple(s for s in _columns(flip) if s in flip.problem.inputs[0] or s in used)


def _columns(flip: Flip) -> range:
    furthest = max(round(abs(reach)) for slip in flip.slips for reach in flip.reaches(slip))
    return near_columns(flip.problem, range(flip.at - furthest, flip.at + furthest + 1), most=9)
