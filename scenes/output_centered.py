"""The film `output-centered`: a window is swept over the outputs: weigh, multiply, add. It carries claim C1."""

from __future__ import annotations

from kernels import Problem

from .panel_plan import PanelPlan
from .storyboard import caption as say
from .storyboard import telling
from .storyboard.body import PanelRow
from .storyboard.caption import Caption
from .storyboard.choreography import end_of, fade, gather, leaving, sweep, tempo_of
from .storyboard.choreography import run as run_of
from .storyboard.marks.heading import Title
from .storyboard.one_panel import OnePanel
from .storyboard.panel import Panel, View
from .storyboard.position import Place, middle_of, place_of
from .storyboard.settings_shown import opening_of, settings_beats
from .storyboard.storyboard import Beat, Storyboard
from .storyboard.track import Move
from .storyboard.turns import runs
from .storyboard.wishes import NO_WISHES, Wishes
from .storyboard.wording import settings_text

TITLE = "A network's filter: one window at every output"
HEADING = "Weigh the inputs around t, and add"
SWEEP = "inline(y(t) = sum_s f(s) h(s - t))"
MOST_POINTED = 16  # inputs under a window that an outline goes to one by one
SAME = {  # what is said of a kernel that its flip leaves as it is
    1: "The filter is g mirrored; this g is its own mirror image.",
    2: "The filter is g turned half way round; this g stays the same.",
}


def output_centered(problem: Problem, wishes: Wishes = NO_WISHES) -> Storyboard:
    """Claim C1: a filter is the weights of all inputs around the output, and of the output's own position."""
    marks = OnePanel(Panel("right", View.OUTPUT_CENTRED, problem, HEADING, SWEEP, bench=True))
    beats = [_opening(marks), _flip(marks), *_window(marks), *settings_beats(marks, marks.aids_away()), _back(marks)]
    before: list[Move] = []
    for order, run in enumerate(runs(marks.panel)):
        chapter = None if order else "Multiply, and add"
        if run.told:
            (t,) = run.steps
            moves, told, name = gather(marks, t, tempo_of(order)), telling.sums(marks.panel, t), f"output {t}"
            moves += [*before, fade(marks.standing.left[t], 1.0, leaving(marks, moves))]
            before = [fade(marks.standing.left[t], 0.0)]
        else:
            told, name = telling.row_gathered(marks.panel, run.steps), f"outputs from {run.steps[0]}"
            moves, before = [*before, *run_of(marks, run.steps)], []
        beats.append(Beat(name, told, moves, chapter=chapter))
    beats.append(_result(marks, before))
    meta = f"correlation with h · {settings_text(problem)}"
    drawn = (Title(), *marks.all)
    return Storyboard(wishes.title or TITLE, meta, problem, PanelRow((marks.panel,)), drawn, beats, poster="the result")


def panels(problem: Problem) -> tuple[PanelPlan, ...]:
    """Convolution with g, computed as correlation with g flipped."""
    return (PanelPlan(View.OUTPUT_CENTRED, problem),)


def _opening(marks: OnePanel) -> Beat:
    """0 s g stands in the middle; 1.2 s it goes to the first output."""
    return Beat("the kernel", telling.kernel_is(marks.panel, "g"), opening_of(marks), chapter="The filter")


def _flip(marks: OnePanel) -> Beat:
    """0.2 s g turns about its pin, and is h."""
    problem = marks.panel.problem
    told = Caption(SAME[problem.ndim], {}) if problem.g.is_symmetric else telling.kernel_is(marks.panel, "h")
    return Beat("the flip", told, [Move(marks.kernel.turn, 1.0, 0.2, 1.4)], still=1.0)


def _window(marks: OnePanel) -> list[Beat]:
    """The filter goes to the middle output, an outline to every input that it weighs, then to the one at t itself.

    In 2-D a second outline shows every input's tap; then come the two taps that a half turn exchanges.
    """
    t = middle_of(marks.panel.outputs)
    travel = marks.kernel_at.to(t, 0.0, 0.9)
    run = sweep([marks.input_at], marks.pointing, _around(marks.panel, t), end_of(travel))
    own = [*marks.input_at.to(t), *(fade(track, 1.0) for track in marks.pointing)]
    beats = [
        Beat("the window", telling.weighs(marks.panel, t), [*travel, *run]),
        Beat("its own place", telling.own_weight(marks.panel, t), own),
    ]
    if marks.pair:
        shown = [*(fade(track, 0.0) for track in marks.pointing), fade(marks.pair.shown, 1.0, 0.3)]
        beats.append(Beat("two taps", telling.pair(marks.panel), shown, still=1.6))
    return beats


def _around(panel: Panel, t: Place) -> list[Place]:
    """The inputs under the window, in order; of many in 2-D only those that count."""
    pieces = panel.pieces[t]
    if panel.problem.ndim > 1 and len(pieces) > MOST_POINTED:
        pieces = tuple(piece for piece in pieces if piece.weight) or pieces
    return sorted({place_of(piece.s) for piece in pieces})


def _back(marks: OnePanel) -> Beat:
    """The filter goes to the first output."""
    away = [fade(marks.input_shown, 0.0), *marks.aids_away()]
    moves = [*away, *marks.kernel_at.to(marks.panel.outputs[0], 0.2, 0.9)]
    return Beat("the start", Caption("The same weights at every output, one after another.", {}), moves)


def _result(marks: OnePanel, before: list[Move]) -> Beat:
    """The filter rests over the middle output, with its products; everything stands still."""
    panel, left = marks.panel, marks.standing.left
    t = middle_of(panel.outputs)
    moves = [fade(marks.output_shown, 0.0), Move(marks.kernel.hollow, 0.0, 0.0, 0.4)]
    moves += [*marks.kernel_at.to(t, 0.0, 0.8)]
    if before != [fade(left[t], 0.0)]:
        moves += [*before, fade(left[t], 1.0, 0.8)]
    told = Caption("One filter at all {n} outputs: the same weights everywhere.", {"n": say.count(len(panel.outputs))})
    if panel.problem.ndim == 1:
        totals = [panel.total(t) for t in panel.outputs]
        told = Caption("One filter, every output: y is {values}.", {"values": say.values(panel.problem, totals)})
    return Beat("the result", told, moves, least_seconds=end_of(moves) + 2.6, still=2.0, chapter="The result")
