"""The film `weight-matrix`: one matrix W with y = W f, walked by columns and by rows. It carries claim C3."""

from __future__ import annotations

from kernels import Problem

from .panel_plan import PanelPlan
from .storyboard import caption as say
from .storyboard import telling
from .storyboard.caption import MOST_CHARACTERS, Caption
from .storyboard.choreography import CALM, after, end_of, fade, tempo_of
from .storyboard.marks.heading import Title
from .storyboard.matrix_body import MatrixPair
from .storyboard.matrix_marks import MatrixMarks
from .storyboard.panel import Panel, View
from .storyboard.storyboard import Beat, Storyboard
from .storyboard.theme import FOCUS
from .storyboard.track import Move
from .storyboard.wishes import NO_WISHES, Wishes
from .storyboard.wording import settings_text

TITLE = "One matrix: its columns are g, its rows are g mirrored"
WEIGHTS = "inline(W_(t s) = g(t - s))"
PRODUCT = "inline(y(t) = sum_s W_(t s) f(s))"
MOST_TOLD = 8  # steps that are all told one by one; of more only the first ones
FIRST_TOLD = 3


def weight_matrix(problem: Problem, wishes: Wishes = NO_WISHES) -> Storyboard:
    """Claim C3: the value of the unscaled copy at an output is its input's weight there; W holds them all."""
    ways = (View.INPUT_CENTRED, "Columns: copies of g", WEIGHTS), (View.OUTPUT_CENTRED, "Rows: h(x) = g(−x)", PRODUCT)
    panels = [Panel(view.value, view, problem, heading, formula) for view, heading, formula in ways]
    middle = panels[1].outputs[len(panels[1].outputs) // 2]
    left, right = MatrixMarks(panels[0], panels[0].inputs[0]), MatrixMarks(panels[1], middle)
    beats = [_opening(left), *_columns(left), _turn(left, right, middle), *_rows(right), *_diagonals(left, right)]
    beats += _fold(left, right) if right.panel.folds else []
    beats.append(_result(left, right))
    meta = f"y = W f · {settings_text(problem)}"
    marks = (Title(), *left.all, *right.all)
    return Storyboard(wishes.title or TITLE, meta, problem, MatrixPair(panels), marks, beats, poster="the result")


def panels(problem: Problem) -> tuple[PanelPlan, ...]:
    """Convolution with g, beside correlation with g flipped: one matrix."""
    return PanelPlan(View.INPUT_CENTRED, problem), PanelPlan(View.OUTPUT_CENTRED, problem)


def _opening(left: MatrixMarks) -> Beat:
    """0 s f stands above the empty matrix; 0.4 s g as a column on the left."""
    moves = [Move(left.focus, FOCUS), fade(left.walker.shown, 1.0, 0.4)]
    told = Caption("Row t of W, column s: how much input s counts in output t.", {})
    return Beat("the matrix", told, moves, chapter="Columns: copies of g")


def _columns(left: MatrixMarks) -> list[Beat]:
    """One input after the other: its copy of g arrives, its products go to the outputs."""
    steps, problem = left.panel.steps, left.panel.problem
    told = len(steps) if len(steps) <= MOST_TOLD else FIRST_TOLD
    s = steps[0]
    words = Caption("Column s = {s} is g, centred on t = {s}: the weights of f({s}).", {"s": say.index(s)})
    beats = [Beat("the first column", words, left.arrive(s, CALM))]
    for i, s in enumerate(steps[:told]):
        done = [t for (t,) in problem.completed_after((s,))]
        tempo = tempo_of(i)
        moves = left.multiply(s, tempo) if i == 0 else after(left.arrive(s, tempo), left.multiply(s, tempo))
        beats.append(Beat(f"column {s}", telling.adds(left.panel, s, done), moves))
    if steps[told:]:
        words = Caption("Every column is the same g, one t further on.", {})
        beats.append(Beat("all columns", words, left.run(steps[told:])))
    return beats


def _turn(left: MatrixMarks, right: MatrixMarks, middle: int) -> Beat:
    """0 s g stands as a column in the middle; 1.4 s it turns about its pin and is a row."""
    symmetric = right.panel.problem.g.is_symmetric
    words = "Turned a quarter about its pin, the column is a row: " + ("g again." if symmetric else "g mirrored.")
    turn = [fade(right.walker.shown, 1.0), Move(right.walker.turn, 1.0, 1.4, 1.6)]
    cursor = [Move(right.output_at, float(middle), 0.0), fade(right.output_shown, 1.0, 0.3)]
    moves = [*right.attend(left), *turn, *cursor]
    return Beat("the turn", Caption(words, {}), moves, still=1.2, chapter="Rows: g mirrored")


def _rows(right: MatrixMarks) -> list[Beat]:
    """One output after the other: the mirrored g arrives as its row, the products meet in its pile."""
    steps = right.panel.steps
    told = len(steps) if len(steps) <= MOST_TOLD else FIRST_TOLD
    beats = []
    for i, t in enumerate(steps[:told]):
        tempo = tempo_of(i)
        moves = after(right.arrive(t, tempo), right.multiply(t, tempo))
        beats.append(Beat(f"row {t}", telling.sums(right.panel, t), moves))
    if steps[told:]:
        words = Caption("Every row is the same filter h, one output further on.", {})
        beats.append(Beat("all rows", words, right.run(steps[told:])))
    return beats


def _diagonals(left: MatrixMarks, right: MatrixMarks) -> list[Beat]:
    """Both matrices at full strength; then each tap's diagonal alone, on both sides at once."""
    both, g = (left, right), left.panel.problem.g
    calm = [move for m in both for move in (Move(m.focus, FOCUS, 0.0, 0.3), *m.calm())]
    words = "Either way the same W: each tap of g fills one diagonal."
    beats = [Beat("one matrix", Caption(words, {}), calm, chapter="The same matrix")]
    if len(left.panel.reaches) == 1:
        return beats
    for k, reach in enumerate(left.panel.reaches):
        numbers = {"reach": say.index(reach), "tap": say.tap(g, k)}
        tap = Caption("Where t−s is {reach}, the weight is g({reach}) {tap}.", numbers)
        if len(left.panel.reaches) <= 5:
            beats.append(Beat(f"diagonal {reach}", tap, [move for m in both for move in m.only(k)]))
    if len(left.panel.reaches) > 5:
        run = [move for m in both for k in range(len(left.panel.reaches)) for move in m.only(k, 0.9 * k)]
        told = Caption("On each diagonal t−s is one number, and the weight is one tap.", {})
        beats.append(Beat("diagonals", told, run))
    again = [move for m in both for move in m.only(None)]
    alike = Caption("That is convolution: the weight depends on t−s alone.", {})
    return [*beats, Beat("all diagonals", alike, again)]


def _fold(left: MatrixMarks, right: MatrixMarks) -> list[Beat]:
    """Ghost columns move onto the inputs that they repeat and are added there."""
    moves = [Move(m.cells.fold, 1.0, 0.4, 1.6) for m in (left, right)]
    told = Caption("A ghost's weights count for the input that it repeats: added to it.", {})
    end = end_of(moves)
    return [Beat("the fold", told, moves, least_seconds=end + 1.6, still=1.4, chapter="Ghosts fold in")]


def _result(left: MatrixMarks, right: MatrixMarks) -> Beat:
    """The outlines come back, around a column in the middle and around a row: g downwards, g mirrored across."""
    problem, moves = left.panel.problem, []
    inputs, outputs = problem.inputs[0], left.panel.outputs
    for marks, steps in ((left, inputs), (right, outputs)):
        moves += [Move(marks.walker.at, float(steps[len(steps) // 2])), fade(marks.walker.shown, 1.0)]
    totals = [problem.total((t,)) for t in left.panel.outputs]
    numbers = {"g": say.taps(problem.g), "h": say.taps(problem.h), "y": say.values(problem, totals)}
    told = Caption("Downwards {g}, across {h}: both ways, y is {y}.", numbers)
    told = told if len(told.text) <= MOST_CHARACTERS else telling.both_ways(left.panel)
    return Beat("the result", told, moves, least_seconds=3.6, still=2.0)
