"""The film `input-centered`: copies of g at every input are left standing, and add up below. It carries claim C2."""

from __future__ import annotations

from kernels import Problem

from .panel_plan import PanelPlan
from .storyboard import caption as say
from .storyboard import telling
from .storyboard.body import PanelRow
from .storyboard.caption import Caption
from .storyboard.choreography import QUICK, after, end_of, fade, leaving, scatter, sweep, tempo_of
from .storyboard.marks.heading import Title
from .storyboard.marks.standing import StandingCopies
from .storyboard.panel import Panel, View
from .storyboard.panel_marks import PanelMarks
from .storyboard.settings_shown import opening_of, settings_beats
from .storyboard.storyboard import Beat, Storyboard
from .storyboard.track import Move
from .storyboard.wishes import NO_WISHES, Wishes
from .storyboard.wording import settings_text

TITLE = "Convolution: a copy of g at every input"
HEADING = "Copies, scaled by their inputs, add up"
COPIES = "inline(y(t) = sum_s f(s) g(t - s))"


def input_centered(problem: Problem, wishes: Wishes = NO_WISHES) -> Storyboard:
    """Claim C2: convolution centres a copy of g at every input; scaled by their inputs, the copies sum to y."""
    marks = PanelMarks(Panel("left", View.INPUT_CENTRED, problem, HEADING, COPIES))
    standing = StandingCopies(marks.panel, marks.focus)
    beats = [_opening(marks), *settings_beats(marks)]
    for step, (s,) in enumerate(problem.scatter_order()):
        beats.append(_input(marks, standing, s, step))
    beats += _sum(marks)
    meta = f"convolution · {settings_text(problem)}"
    drawn = (Title(), *marks.behind, standing, *marks.before)
    return Storyboard(wishes.title or TITLE, meta, problem, PanelRow((marks.panel,)), drawn, beats, poster="the result")


def panels(problem: Problem) -> tuple[PanelPlan, ...]:
    """Convolution with g."""
    return (PanelPlan(View.INPUT_CENTRED, problem),)


def _opening(marks: PanelMarks) -> Beat:
    """0 s g stands in the middle; 1.2 s it goes to the first input."""
    told = telling.kernel_is(marks.panel, "g")
    return Beat("the kernel", told, opening_of(marks), still=1.0, chapter="A copy at every input")


def _input(marks: PanelMarks, standing: StandingCopies, s: int, step: int) -> Beat:
    """The copy at s is scaled; its pieces fall, and its ghost stays where it was."""
    tempo = tempo_of(step)
    moves = scatter(marks, s, tempo)
    moves.append(fade(standing.left[s], 1.0, leaving(marks, moves)))
    done = [t for (t,) in marks.panel.problem.completed_after((s,))]
    if len(done) == 1 and tempo is QUICK:
        return Beat(f"input {s}", telling.completes(marks.panel, s, done[0]), moves)
    return Beat(f"input {s}", telling.adds(marks.panel, s, done), moves)


def _sum(marks: PanelMarks) -> list[Beat]:
    """An outline runs over the columns: what stands above one another has been added up below."""
    panel = marks.panel
    calm = [fade(marks.input_shown, 0.0), Move(marks.kernel.shown, 0.0, 0.0, 0.4)]
    run = sweep([marks.output_at], [marks.output_shown], panel.outputs, end_of(calm))
    number = sum(any(piece.product for piece in pieces) for pieces in panel.pieces.values())
    words = "{n} copies overlap; column by column, they add up." if number > 1 else "One copy: it is the output."
    told = Caption(words, {"n": say.count(number)}) if number else Caption("No input counts: every copy is flat.", {})
    totals = [panel.problem.total((t,)) for t in panel.outputs]
    rest = min(panel.steps, key=lambda s: abs(s - panel.outputs[len(panel.outputs) // 2]))
    back = after([*marks.kernel_at.to(rest), Move(marks.kernel.hollow, 0.0)], [Move(marks.kernel.shown, 1.0, 0.0, 0.6)])
    last = Caption("The sum of all copies: y is {values}.", {"values": say.values(panel.problem, totals)})
    return [
        Beat("the sum", told, [*calm, *run], chapter="Their sum"),
        Beat("the result", last, back, least_seconds=2.6, still=2.0),
    ]
