"""The film `side-by-side`: both panels fill the same output, one by copies, one by sweeping. It carries claim C9."""

from __future__ import annotations

from kernels import Problem

from .panel_plan import PanelPlan
from .storyboard import caption as say
from .storyboard import telling
from .storyboard.body import PanelRow
from .storyboard.caption import Caption
from .storyboard.choreography import QUICK, after, attend, end_of, fade, gather, scatter, split, sweep, tempo_of
from .storyboard.marks.cursor import Equals
from .storyboard.marks.heading import Title
from .storyboard.panel import Panel, View
from .storyboard.panel_marks import PanelMarks
from .storyboard.storyboard import Beat, Storyboard
from .storyboard.theme import FOCUS
from .storyboard.track import Move, Track
from .storyboard.wishes import NO_WISHES, Wishes
from .storyboard.wording import settings_text

TITLE = "Copies of g, or g mirrored: one result"
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
    for order, (s,) in enumerate(problem.scatter_order()):
        done = [t for (t,) in problem.completed_after((s,))]
        beats += _input(left, right, s, done, (order, gathered))
        gathered += len(done)
    beats += _comparison(left, right, equal)
    marks = (Title(), *left.all, *right.all, equal)
    meta = f"{BOTH_OPERATORS} · {settings_text(problem)}"
    return Storyboard(
        wishes.title or TITLE, meta, problem, PanelRow((left.panel, right.panel)), marks, beats, poster="the result"
    )


def panels(problem: Problem) -> tuple[PanelPlan, ...]:
    """Convolution with g, beside correlation with g flipped."""
    return PanelPlan(View.INPUT_CENTRED, problem), PanelPlan(View.OUTPUT_CENTRED, problem)


def _opening(left: PanelMarks, right: PanelMarks) -> Beat:
    """0 s g stands between the panels; 1 s it splits in two; 2.4 s the right one turns about its pin."""
    symmetric = left.panel.problem.g.is_symmetric
    words = "Left places g; right sweeps g mirrored" + (", which here is g." if symmetric else ", h(x) = g(−x).")
    turn = [move.later(2.4) for move in (*attend(right, left), Move(right.kernel.turn, 1.0, 0.2, 1.4))]
    moves = [*split(left, right), *turn]
    return Beat("the flip", Caption(words, {}), moves, still=1.2, chapter="Two readings of one sum")


def _input(left: PanelMarks, right: PanelMarks, s: int, done: list[int], before: tuple[int, int]) -> list[Beat]:
    """The left scatters input s; then the right gathers every output that this has just completed.

    `before`: how many inputs have been scattered and outputs gathered so far. The first of each are told slowly.
    """
    tempo = tempo_of(before[0])
    copy = [*attend(left, right), *scatter(left, s, tempo)]
    sums = []
    for i, t in enumerate(done):
        pace = tempo_of(before[1] + i)
        sums.append([*attend(right, left), *_twin(left, t, pace.move if i else 0.0), *gather(right, t, pace)])
    if len(done) == 1 and tempo is QUICK and tempo_of(before[1]) is QUICK:
        told = telling.completes(left.panel, s, done[0])
        return [Beat(f"input {s}, output {done[0]}", told, after(copy, sums[0]))]
    chapter = None if before[0] else "Copies, then sums"
    beats = [Beat(f"input {s}", telling.adds(left.panel, s, done), copy, chapter=chapter)]
    return beats + [
        Beat(f"output {t}", telling.sums(right.panel, t), moves) for t, moves in zip(done, sums, strict=True)
    ]


def _twin(left: PanelMarks, t: int, seconds: float) -> list[Move]:
    """The pile of output t is outlined on the left, while the right makes it again."""
    return [Move(left.output_at, float(t), 0.0, seconds), Move(left.output_shown, 1.0, 0.3, 0.2)]


def _comparison(left: PanelMarks, right: PanelMarks, equal: Equals) -> list[Beat]:
    """Outlines run over both rows of piles in step; then everything stands still, at full strength."""
    both, ts = (left, right), left.panel.outputs
    middle = ts[len(ts) // 2]
    rest = min(left.panel.steps, key=lambda s: abs(s - middle))
    calm = [Move(m.focus, FOCUS, 0.0, 0.3) for m in both]
    calm += [fade(track, 0.0) for m in both for track in (m.input_shown, m.output_shown)]
    calm += [Move(m.kernel.hollow, 0.0, 0.0, 0.4) for m in both]
    calm += [Move(m.kernel.at, float(to), 0.0, 0.8) for m, to in ((left, rest), (right, middle))]
    run = sweep([m.output_at for m in both], [m.output_shown for m in both], ts, end_of(calm))
    number = sum(len(stack) for stack in left.panel.landed.values())
    words = "The same {n} pieces, in the same order." if number != 1 else "{n} piece, the same on both sides."
    told = Caption(words if number else "No pieces on either side: every product is {n}.", {"n": say.count(number)})
    moves = [*calm, *run]
    compare = Beat("the comparison", told, [*moves, fade(equal.shown, 1.0, end_of(moves))], chapter="One result")
    return [compare, Beat("the result", telling.both_ways(left.panel), least_seconds=2.6, still=2.0)]
