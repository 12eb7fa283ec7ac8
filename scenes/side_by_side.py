"""The film `side-by-side`: both panels fill the same output, one by copies, one by sweeping. It carries claim C9."""

from __future__ import annotations

from dataclasses import replace

from kernels import Problem

from .panel_plan import PanelPlan
from .storyboard import caption as say
from .storyboard import telling
from .storyboard.body import PanelRow
from .storyboard.caption import Caption
from .storyboard.choreography import (
    QUICK,
    Tempo,
    after,
    attend,
    end_of,
    fade,
    gather,
    scatter,
    split,
    sweep,
    tempo_of,
)
from .storyboard.choreography import run as run_of
from .storyboard.marks.cursor import Equals
from .storyboard.marks.heading import Title
from .storyboard.panel import Panel, View
from .storyboard.panel_marks import PanelMarks
from .storyboard.position import Place, middle_of, nearest
from .storyboard.storyboard import Beat, Storyboard
from .storyboard.theme import FOCUS
from .storyboard.track import Move, Track
from .storyboard.turns import Run, Turn, turns
from .storyboard.wishes import NO_WISHES, Wishes
from .storyboard.wording import mirrored_word, settings_text

TITLES = {1: "Copies of g, or g mirrored: one result", 2: "Copies of g, or g half-turned: one result"}
BOTH_OPERATORS = "convolution with g = correlation with h"
COPIES = "inline(y(t) = sum_s f(s) g(t - s))"
SWEEP = "inline(y(t) = sum_s f(s) h(s - t))"


def side_by_side(problem: Problem, wishes: Wishes = NO_WISHES) -> Storyboard:
    """Claim C9: done right, both procedures give the same output, made of the same products in another order."""
    left = PanelMarks(Panel("left", View.INPUT_CENTRED, problem, "A copy of g at every input", COPIES))
    right = PanelMarks(Panel("right", View.OUTPUT_CENTRED, problem, "h(x) = g(−x) at every output", SWEEP))
    equal = Equals(left.panel, right.panel, Track("equal"))
    beats = [_opening(left, right)]
    gathered = 0
    for order, turn in enumerate(turns(left.panel, right.panel)):
        beats += _turn(left, right, turn, (order, gathered))
        gathered += len(turn.outputs)
    beats += _comparison(left, right, equal)
    marks = (Title(), *left.all, *right.all, equal)
    meta = f"{BOTH_OPERATORS} · {settings_text(problem)}"
    return Storyboard(
        wishes.title or TITLES[problem.ndim],
        meta,
        problem,
        PanelRow((left.panel, right.panel)),
        marks,
        beats,
        poster="the result",
    )


def panels(problem: Problem) -> tuple[PanelPlan, ...]:
    """Convolution with g, beside correlation with g flipped."""
    return PanelPlan(View.INPUT_CENTRED, problem), PanelPlan(View.OUTPUT_CENTRED, problem)


def _opening(left: PanelMarks, right: PanelMarks) -> Beat:
    """0 s g stands between the panels; 1 s it splits in two; 2.4 s the right one turns about its pin."""
    problem = left.panel.problem
    same = ", which here is g." if problem.g.is_symmetric else ", h(x) = g(−x)."
    words = f"Left places g; right sweeps g {mirrored_word(problem)}{same}"
    turn = [move.later(2.4) for move in (*attend(right, left), Move(right.kernel.turn, 1.0, 0.2, 1.4))]
    moves = [*split(left, right), *turn]
    return Beat("the flip", Caption(words, {}), moves, still=1.2, chapter="Two readings of one sum")


def _turn(left: PanelMarks, right: PanelMarks, turn: Turn, before: tuple[int, int]) -> list[Beat]:
    """The left scatters some inputs; then the right gathers every output that they have just completed.

    `before`: how many turns there have been, and runs of outputs. The first of each are told slowly.
    """
    copies = [_copies(left, right, run, turn, tempo_of(before[0])) for run in turn.inputs]
    sums = [_sums(left, right, run, i, tempo_of(before[1] + i)) for i, run in enumerate(turn.outputs)]
    quick = all(tempo_of(steps) is QUICK for steps in before)
    if quick and len(copies) == len(sums) == 1 and turn.inputs[0].told and turn.outputs[0].told:
        s, t = turn.inputs[0].steps[0], turn.done[0]
        both = after(copies[0].moves, sums[0].moves)
        return [Beat(f"input {s}, output {t}", telling.completes(left.panel, s, t), both)]
    chapter = None if before[0] else "Copies, then sums"
    return [replace(copies[0], chapter=chapter), *copies[1:], *sums]


def _copies(left: PanelMarks, right: PanelMarks, run: Run, turn: Turn, tempo: Tempo) -> Beat:
    """One input with all of its numbers, or a quick run of them."""
    done = turn.done if run is turn.inputs[-1] else ()
    if run.told:
        (s,) = run.steps
        return Beat(f"input {s}", telling.adds(left.panel, s, done), [*attend(left, right), *scatter(left, s, tempo)])
    moves = [*attend(left, right), *run_of(left, run.steps, known=tempo is QUICK)]
    return Beat(f"inputs from {run.steps[0]}", telling.row_scattered(run.steps, done), moves)


def _sums(left: PanelMarks, right: PanelMarks, run: Run, i: int, tempo: Tempo) -> Beat:
    """One output with all of its numbers, its twin on the left outlined; or a quick run of them."""
    if run.told:
        (t,) = run.steps
        moves = [*attend(right, left), *_twin(left, t, tempo.move if i else 0.0), *gather(right, t, tempo)]
        return Beat(f"output {t}", telling.sums(right.panel, t), moves)
    moves = [*attend(right, left), *run_of(right, run.steps, known=tempo is QUICK)]
    return Beat(f"outputs from {run.steps[0]}", telling.row_gathered(right.panel, run.steps), moves)


def _twin(left: PanelMarks, t: Place, seconds: float) -> list[Move]:
    """The pile of output t is outlined on the left, while the right makes it again."""
    return [*left.output_at.to(t, 0.0, seconds), Move(left.output_shown, 1.0, 0.3, 0.2)]


def _comparison(left: PanelMarks, right: PanelMarks, equal: Equals) -> list[Beat]:
    """Outlines run over both rows of piles in step; then everything stands still, at full strength."""
    both, ts = (left, right), left.panel.outputs
    middle = middle_of(ts)
    rest = nearest(left.panel.steps, middle)
    calm = [Move(m.focus, FOCUS, 0.0, 0.3) for m in both]
    calm += [fade(track, 0.0) for m in both for track in (m.input_shown, m.output_shown)]
    calm += [Move(m.kernel.hollow, 0.0, 0.0, 0.4) for m in both]
    calm += [move for m, to in ((left, rest), (right, middle)) for move in m.kernel_at.to(to, 0.0, 0.8)]
    run = sweep([m.output_at for m in both], [m.output_shown for m in both], ts, end_of(calm))
    number = sum(len(stack) for stack in left.panel.landed.values())
    words = "The same {n} pieces, in the same order." if number != 1 else "{n} piece, the same on both sides."
    told = Caption(words if number else "No pieces on either side: every product is {n}.", {"n": say.count(number)})
    moves = [*calm, *run]
    compare = Beat("the comparison", told, [*moves, fade(equal.shown, 1.0, end_of(moves))], chapter="One result")
    return [compare, Beat("the result", telling.both_ways(left.panel), least_seconds=2.6, still=2.0)]
