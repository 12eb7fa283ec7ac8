"""The film `impulse`: one impulse, one kernel; convolution answers with g, correlation with g mirrored (claim C8).

A loop of 10 s, which begins and ends in the finished picture. With a causal kernel it is a clap and its echo: the echo
comes after the clap, or before it. In 2-D correlation answers with g turned half way round.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from kernels import InputError, Operator, Problem, quoted

from .panel_plan import PanelPlan
from .storyboard import caption as say
from .storyboard.body import PanelRow
from .storyboard.caption import Caption
from .storyboard.choreography import attend, fade
from .storyboard.gliding import clear, complete, glide, make
from .storyboard.grids.mosaics import Mosaics
from .storyboard.grids.pair import TapAnswer, answer_at
from .storyboard.grids.tints import TotalTints
from .storyboard.impulse_tale import Tale
from .storyboard.marks.heading import Title
from .storyboard.panel import Panel, View
from .storyboard.panel_marks import PanelMarks
from .storyboard.position import index_of
from .storyboard.storyboard import Beat, Storyboard
from .storyboard.theme import FOCUS
from .storyboard.track import Move
from .storyboard.wishes import NO_WISHES, Wishes
from .storyboard.wording import settings_text

HEADINGS = "Convolution: g at inputs", "Correlation: g at outputs"
COPIES = "inline(y(t) = sum_s f(s) g(t - s))"
SWEEP = "inline(z(t) = sum_s f(s) g(s - t))"
CLEAR, GLIDE = 0.3, {1: 1.8, 2: 2.3}  # s
SECONDS = 2.0, 2.5, 3.4, 2.1  # of the four beats, at least: the answer, the copy, the sweep, the answer again
DROP, LAID = 0.5, 0.6  # s until the copy drops, and until one in a grid has been laid upon its cells


def impulse(problem: Problem, wishes: Wishes = NO_WISHES) -> Storyboard:
    """Claim C8, at its plainest: what one input does to all outputs, by copies of g and by g swept as it is."""
    check(problem)
    tale = Tale(problem)
    left = PanelMarks(Panel("left", View.INPUT_CENTRED, problem, HEADINGS[0], COPIES, sparse=True))
    swept = Panel("right", View.OUTPUT_CENTRED, _unflipped(problem), HEADINGS[1], SWEEP, "z", True, sparse=True)
    right = PanelMarks(swept)
    taps = _accents(left, right, tale)
    beats = [
        _answer(left, right, tale, taps),
        _copy(left, right, tale),
        _sweep(left, right, tale),
        _again(left, right, tale, taps),
    ]
    body, marks = PanelRow((left.panel, right.panel)), (Title(), *left.all, *right.all, *_tints(left, right), *taps)
    meta = f"the same g, unflipped · {settings_text(problem)}"
    return Storyboard(
        wishes.title or tale.title, meta, problem, body, marks, beats, loops=True, poster="the answer again"
    )


def panels(problem: Problem) -> tuple[PanelPlan, ...]:
    """Convolution and correlation with one array."""
    return PanelPlan(View.INPUT_CENTRED, problem), PanelPlan(View.OUTPUT_CENTRED, _unflipped(problem))


def check(problem: Problem) -> None:
    """InputError unless the data is an impulse: one number that is not 0."""
    count = sum(1 for value in problem.signal.exact.ravel() if value)
    if count != 1:
        raise InputError(
            f"impulse needs data with one number that is not 0, {quoted(problem.signal.name)} has {count}; "
            "leave --signal out, or use side-by-side"
        )


def _unflipped(problem: Problem) -> Problem:
    return replace(problem, kernel=problem.g, operator=Operator.CORRELATION)


def _accents(left: PanelMarks, right: PanelMarks, tale: Tale) -> list[TapAnswer]:
    """Claim C7, in 2-D: where the tap right of the centre, down by one, takes the impulse on either side."""
    if not tale.plane or tale.hides:
        return []
    ends = [(marks, answer_at(marks.panel, tale.s)) for marks in (left, right)]
    return [TapAnswer(m.panel, m.focus, tale.s, t) for m, t in ends if t is not None] if all(t for _, t in ends) else []


def _tints(*sides: PanelMarks) -> list[TotalTints]:
    """In 2-D the answers show g in the colours of its taps, too."""
    return [TotalTints(m.panel, m.focus, m.stacks) for m in sides if isinstance(m.stacks, Mosaics)]


def _answer(left: PanelMarks, right: PanelMarks, tale: Tale, taps: Sequence[TapAnswer]) -> Beat:
    """0 s the finished picture rests; 1 s it is cleared."""
    ready = [
        *complete((left, right)),
        Move(right.kernel.turn, 1.0),
        *(move for m in (left, right) for move in m.kernel_at.to(tale.s)),
    ]
    ready += [Move(m.focus, FOCUS) for m in (left, right)] + left.input_at.to(tale.s)
    wiped = [move.later(1.0) for m in (left, right) for move in clear(m, CLEAR)]
    ready += [Move(tap.shown, 1.0) for tap in taps]
    wiped += [Move(tap.shown, 0.0, 1.0, CLEAR) for tap in taps]
    away = [Move(right.kernel.shown, 0.0, 1.0, CLEAR), *right.kernel_at.to(right.panel.steps[0], 1.35)]
    return Beat("the answer", Caption(tale.answer, {}), [*ready, *wiped, *away], least_seconds=SECONDS[0])


def _copy(left: PanelMarks, right: PanelMarks, tale: Tale) -> Beat:
    """0 s the eye is led to the impulse; 0.5 s its copy drops; every other input drops nothing."""
    others = [s for s in left.panel.steps if not left.panel.problem.data(index_of(s))]
    moves = [*attend(left, right), fade(left.input_shown, 1.0)]
    for s in left.panel.steps:
        if s not in others:
            moves += make(left, s, DROP, LAID if left.plane else None, lag=0.2 / len(left.panel.pieces[s]))
    landed = max(move.end for move in moves)
    moves += [Move(left.kernel.hollow, 1.0, 0.55)]
    for s in others:
        moves.append(Move(left.stacks.grow[s], 1.0))
        moves += [fade(left.stacks.total[t], 1.0, landed - 0.3) for t in left.panel.done(s)]
    return Beat(
        "the copy",
        Caption(tale.copy, {"s": say.named_index(tale.s)}),
        moves,
        least_seconds=SECONDS[1],
        chapter="The copy",
    )


def _sweep(left: PanelMarks, right: PanelMarks, tale: Tale) -> Beat:
    """0 s the same g stands at the first output; 0.3 s it glides over all of them, tap by tap over the impulse."""
    moves = [*attend(right, left), fade(right.kernel.shown, 1.0), *glide(right, 0.35, GLIDE[tale.problem.ndim])]
    return Beat("the sweep", Caption(tale.swept, {}), moves, least_seconds=SECONDS[2], chapter="The sweep")


def _again(left: PanelMarks, right: PanelMarks, tale: Tale, taps: Sequence[TapAnswer]) -> Beat:
    """0 s both kernels stand at the impulse again, and everything is seen in full, as at the beginning."""
    calm = [Move(m.focus, FOCUS, 0.0, 0.3) for m in (left, right)] + [fade(left.input_shown, 0.0)]
    calm += [*right.kernel_at.to(tale.s, 0.0, 0.8), Move(left.kernel.hollow, 0.0, 0.0, 0.4)]
    calm += [fade(tap.shown, 1.0, 0.8) for tap in taps]
    return Beat("the answer again", Caption(tale.answer, {}), calm, least_seconds=SECONDS[3])
