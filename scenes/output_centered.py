"""The film `output-centered`: a window is swept over the outputs: weigh, multiply, add. It carries claim C1."""

from __future__ import annotations

from kernels import Problem

from .panel_plan import PanelPlan
from .storyboard import caption as say
from .storyboard import telling
from .storyboard.body import PanelRow
from .storyboard.caption import Caption
from .storyboard.choreography import end_of, fade, gather, leaving, sweep, tempo_of
from .storyboard.marks.heading import Title
from .storyboard.marks.products import Products
from .storyboard.panel import Panel, View
from .storyboard.panel_marks import PanelMarks
from .storyboard.settings_shown import opening_of, settings_beats
from .storyboard.storyboard import Beat, Storyboard
from .storyboard.track import Move
from .storyboard.wishes import NO_WISHES, Wishes
from .storyboard.wording import settings_text

TITLE = "A network's filter: one window at every output"
HEADING = "Weigh the inputs around t, and add"
SWEEP = "inline(y(t) = sum_s f(s) h(s - t))"


def output_centered(problem: Problem, wishes: Wishes = NO_WISHES) -> Storyboard:
    """Claim C1: a filter is the weights of all inputs around the output, and of the output's own position."""
    marks = PanelMarks(Panel("right", View.OUTPUT_CENTRED, problem, HEADING, SWEEP))
    products = Products(marks.panel, marks.focus)
    beats = [_opening(marks), _flip(marks), *_window(marks), *settings_beats(marks), _back(marks)]
    before: list[Move] = []
    for step, t in enumerate(marks.panel.outputs):
        moves = gather(marks, t, tempo_of(step))
        moves += [*before, fade(products.left[t], 1.0, leaving(marks, moves))]
        before = [fade(products.left[t], 0.0)]
        chapter = None if step else "Multiply, and add"
        beats.append(Beat(f"output {t}", telling.sums(marks.panel, t), moves, chapter=chapter))
    beats.append(_result(marks, products))
    meta = f"correlation with h · {settings_text(problem)}"
    drawn = (Title(), *marks.behind, products, *marks.before)
    return Storyboard(wishes.title or TITLE, meta, problem, PanelRow((marks.panel,)), drawn, beats, poster="the result")


def panels(problem: Problem) -> tuple[PanelPlan, ...]:
    """Convolution with g, computed as correlation with g flipped."""
    return (PanelPlan(View.OUTPUT_CENTRED, problem),)


def _opening(marks: PanelMarks) -> Beat:
    """0 s g stands in the middle; 1.2 s it goes to the first output."""
    return Beat("the kernel", telling.kernel_is(marks.panel, "g"), opening_of(marks), chapter="The filter")


def _flip(marks: PanelMarks) -> Beat:
    """0.2 s g turns about its pin, and is h."""
    if marks.panel.problem.g.is_symmetric:
        told = Caption("The filter is g mirrored; this g is its own mirror image.", {})
    else:
        told = telling.kernel_is(marks.panel, "h")
    return Beat("the flip", told, [Move(marks.kernel.turn, 1.0, 0.2, 1.4)], still=1.0)


def _window(marks: PanelMarks) -> list[Beat]:
    """The filter goes to the middle output, an outline to every input that it weighs, then to the one at t itself."""
    t = marks.panel.outputs[len(marks.panel.outputs) // 2]
    pieces = marks.panel.pieces[t]
    travel = marks.kernel_at.to(t, 0.0, 0.9)
    inputs = sorted({piece.s[0] for piece in pieces})
    weighs = Beat(
        "the window",
        telling.weighs(marks.panel, t),
        [*travel, *sweep([marks.input_at], [marks.input_shown], inputs, end_of(travel))],
    )
    own = [*marks.input_at.to(t), fade(marks.input_shown, 1.0)]
    return [weighs, Beat("its own place", telling.own_weight(marks.panel, t), own)]


def _back(marks: PanelMarks) -> Beat:
    """The filter goes to the first output."""
    moves = [fade(marks.input_shown, 0.0), *marks.kernel_at.to(marks.panel.outputs[0], 0.2, 0.9)]
    return Beat("the start", Caption("The same weights at every output, one after another.", {}), moves)


def _result(marks: PanelMarks, products: Products) -> Beat:
    """The filter rests over the middle output, with its products; everything stands still."""
    panel = marks.panel
    t = panel.outputs[len(panel.outputs) // 2]
    moves = [fade(marks.output_shown, 0.0), Move(marks.kernel.hollow, 0.0, 0.0, 0.4)]
    moves += marks.kernel_at.to(t, 0.0, 0.8)
    if t != panel.outputs[-1]:
        moves += [fade(products.left[panel.outputs[-1]], 0.0), fade(products.left[t], 1.0, 0.8)]
    totals = [panel.problem.total((t,)) for t in panel.outputs]
    told = Caption("One filter, every output: y is {values}.", {"values": say.values(panel.problem, totals)})
    return Beat("the result", told, moves, least_seconds=end_of(moves) + 2.6, still=2.0, chapter="The result")
