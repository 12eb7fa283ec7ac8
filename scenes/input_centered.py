"""The film `input-centered`: copies of g at every input are left standing, and add up below. It carries claim C2."""

from __future__ import annotations

from kernels import Problem

from .panel_plan import PanelPlan
from .storyboard import caption as say
from .storyboard import telling
from .storyboard.body import PanelRow
from .storyboard.caption import Caption
from .storyboard.choreography import QUICK, after, end_of, fade, leaving, scatter, sweep, tempo_of
from .storyboard.choreography import run as run_of
from .storyboard.grids.bench import Bench
from .storyboard.marks.heading import Title
from .storyboard.one_panel import OnePanel
from .storyboard.panel import Panel, View
from .storyboard.position import Place, distance, middle_of, nearest
from .storyboard.settings_shown import opening_of, settings_beats
from .storyboard.storyboard import Beat, Storyboard
from .storyboard.track import Move
from .storyboard.turns import runs
from .storyboard.wishes import NO_WISHES, Wishes
from .storyboard.wording import settings_text

TITLE = "Convolution: a copy of g at every input"
HEADING = "Copies, scaled by their inputs, add up"
COPIES = "inline(y(t) = sum_s f(s) g(t - s))"


def input_centered(problem: Problem, wishes: Wishes = NO_WISHES) -> Storyboard:
    """Claim C2: convolution centres a copy of g at every input; scaled by their inputs, the copies sum to y."""
    marks = OnePanel(Panel("left", View.INPUT_CENTRED, problem, HEADING, COPIES, bench=True))
    beats = [_opening(marks), *_reach(marks), *settings_beats(marks, marks.aids_away())]
    before: list[Move] = marks.aids_away()
    for order, run in enumerate(runs(marks.panel)):
        completed = [t for s in run.steps for t in marks.panel.done(s)]
        if run.told:
            beats.append(_input(marks, run.steps[0], order, before))
            before = [] if marks.keeps_all else [fade(marks.standing.left[run.steps[0]], 0.0)]
        else:
            moves, before = [*before, *run_of(marks, run.steps)], []
            beats.append(Beat(f"inputs from {run.steps[0]}", telling.row_scattered(run.steps, completed), moves))
    beats += _sum(marks, before)
    meta = f"convolution · {settings_text(problem)}"
    drawn = (Title(), *marks.all)
    return Storyboard(wishes.title or TITLE, meta, problem, PanelRow((marks.panel,)), drawn, beats, poster="the result")


def panels(problem: Problem) -> tuple[PanelPlan, ...]:
    """Convolution with g."""
    return (PanelPlan(View.INPUT_CENTRED, problem),)


def _opening(marks: OnePanel) -> Beat:
    """0 s g stands in the middle; 1.2 s it goes to the first input."""
    told = telling.kernel_is(marks.panel, "g")
    return Beat("the kernel", told, opening_of(marks), still=1.0, chapter="A copy at every input")


def _reach(marks: OnePanel) -> list[Beat]:
    """In 2-D: the cells that a copy at the middle input reaches, and the two taps that a half turn would exchange."""
    if not marks.pair:
        return []
    s = middle_of(marks.panel.inputs)
    moves = [*marks.input_at.to(s), *marks.kernel_at.to(s, 0.0, 0.9), fade(marks.input_shown, 1.0)]
    return [Beat("two taps", telling.pair(marks.panel), [*moves, fade(marks.pair.shown, 1.0, 1.0)], still=1.6)]


def _input(marks: OnePanel, s: Place, step: int, before: list[Move]) -> Beat:
    """The copy at s is scaled; its pieces fall, and its ghost stays where it was."""
    tempo = tempo_of(step)
    moves = [*before, *scatter(marks, s, tempo)]
    moves.append(fade(marks.standing.left[s], 1.0, leaving(marks, moves)))
    done = marks.panel.done(s)
    if len(done) == 1 and tempo is QUICK:
        return Beat(f"input {s}", telling.completes(marks.panel, s, done[0]), moves)
    return Beat(f"input {s}", telling.adds(marks.panel, s, done), moves)


def _sum(marks: OnePanel, before: list[Move]) -> list[Beat]:
    """An outline runs over the columns: what stands above one another has been added up below."""
    panel = marks.panel
    calm = [*before, fade(marks.input_shown, 0.0)]
    calm += [] if marks.plane else [Move(marks.kernel.shown, 0.0, 0.0, 0.4)]
    run = sweep([marks.output_at], [marks.output_shown], panel.outputs, end_of(calm))
    number = sum(any(piece.product for piece in pieces) for pieces in panel.pieces.values())
    where = "cell by cell" if marks.plane else "column by column"
    words = f"{{n}} copies overlap; {where}, they add up." if number > 1 else "One copy: it is the output."
    told = Caption(words, {"n": say.count(number)}) if number else Caption("No input counts: every copy is flat.", {})
    beats = [Beat("the sum", told, [*calm, *run], chapter="Their sum")]
    if isinstance(marks.standing, Bench):
        return [*beats, *_overlap(marks, marks.standing)]
    totals = [panel.total(t) for t in panel.outputs]
    rest = nearest(panel.steps, middle_of(panel.outputs))
    back = after([*marks.kernel_at.to(rest), Move(marks.kernel.hollow, 0.0)], [Move(marks.kernel.shown, 1.0, 0.0, 0.6)])
    last = Caption("The sum of all copies: y is {values}.", {"values": say.values(panel.problem, totals)})
    return [*beats, Beat("the result", last, back, least_seconds=2.6, still=2.0)]


def _overlap(marks: OnePanel, bench: Bench) -> list[Beat]:
    """One output: its mosaic is magnified on the bench, and frames show which inputs' copies overlap there."""
    panel = marks.panel
    middle = middle_of(panel.outputs)
    t = max(panel.outputs, key=lambda t: (len(panel.landed[t]), -distance(t, middle)))
    look = [*marks.output_at.to(t), fade(marks.output_shown, 1.0), Move(bench.magnified[t], 1.0, 0.4, 1.2)]
    last = Caption("Every output is the sum of all copies that reach it.", {})
    return [
        Beat("one output", telling.total(panel.problem, t), look, still=1.2),
        Beat("the result", last, least_seconds=2.6, still=2.0),
    ]
