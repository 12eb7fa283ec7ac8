"""The film `why-flip`: copies of g are read at one output, and the readings form g mirrored. Claims C3 and C5."""

from __future__ import annotations

from kernels import Problem

from .panel_plan import PanelPlan
from .storyboard import caption as say
from .storyboard import telling
from .storyboard.caption import Caption
from .storyboard.choreography import CALM, end_of, fade, tempo_of
from .storyboard.grids.reading_told import ReadingBoard, reading_beats
from .storyboard.marks.heading import Title
from .storyboard.marks.readings import Readings
from .storyboard.marks.strip_rows import StripData
from .storyboard.one_output import chosen_output, neighbour
from .storyboard.panel import View
from .storyboard.position import Place
from .storyboard.reading_strips import reading_strips, shown_inputs
from .storyboard.storyboard import Beat, Storyboard
from .storyboard.track import Move, Track
from .storyboard.wishes import NO_WISHES, Wishes
from .storyboard.wording import settings_text

TITLE = "Read the copies at one output: g mirrored"
PLANE_TITLE = "Read the copies at one output: g half-turned"


def why_flip(problem: Problem, wishes: Wishes = NO_WISHES) -> Storyboard:
    """Claims C3, C5: an input's weight is its unscaled copy, read at the output; all readings together are g(−x)."""
    t = chosen_output(problem, wishes)
    if problem.ndim > 1:
        return _in_plane(problem, t, wishes)
    beside = neighbour(problem, t)
    known = (t,) if beside is None else (t, beside)
    marks = Readings(problem, known, Track("output", t))
    data = StripData(problem, shown_inputs(problem, known), Track("data shown", 1.0))
    beats = [_question(marks, t), _copies(marks, t)]
    beats += [_reading(marks, t, i) for i in range(len(marks.copy))]
    beats += [_mirrored(marks), _data(marks, t)]
    beats += [] if beside is None else [_beside(marks, beside)]
    beats.append(_result(marks, t))
    meta = _meta(problem)
    return Storyboard(
        wishes.title or TITLE,
        meta,
        problem,
        reading_strips(problem, known),
        (Title(), data, marks),
        beats,
        poster="the result",
    )


def _in_plane(problem: Problem, t: Place, wishes: Wishes) -> Storyboard:
    """With grids, every copy is a small picture around t, and what is read in their middles is g half-turned."""
    board = ReadingBoard(problem, t)
    title = wishes.title or PLANE_TITLE
    beats = reading_beats(board)
    return Storyboard(title, _meta(problem), problem, board.board, board.marks, beats, poster="the result")


def _meta(problem: Problem) -> str:
    return f"convolution with g · {settings_text(problem)}"


def panels(problem: Problem) -> tuple[PanelPlan, ...]:
    """The copies of g: what the film reads them for is the window of h."""
    return (PanelPlan(View.INPUT_CENTRED, problem),)


def _question(marks: Readings, t: int) -> Beat:
    """0.3 s a line through the output appears."""
    told = Caption("How much does each input count at t = {t}?", {"t": say.index(t)})
    return Beat("the question", told, [fade(marks.cursor, 1.0, 0.3)], 2.6, chapter="One output")


def _copies(marks: Readings, t: int) -> Beat:
    """The copies that reach the output appear, from the first input to the last; none is scaled."""
    one = len(marks.copy) == 1
    words = "{n} copy of g, not scaled, reaches t = {t}." if one else "{n} copies of g, not scaled, reach t = {t}."
    moves = [Move(track, 1.0, 0.2 + 0.35 * i, 0.5) for i, track in enumerate(marks.copy)]
    return Beat("the copies", Caption(words, {"n": say.count(len(marks.copy)), "t": say.index(t)}), moves, still=1.2)


def _reading(marks: Readings, t: int, i: int) -> Beat:
    """The tap at the output is outlined; its reading slides to its own input, and falls."""
    piece, tempo = marks.pieces(t)[i], tempo_of(i)
    reach = marks.reach(piece)
    quantities = {
        "s": say.index(piece.s[0]), "x": say.offset(reach), "equals": say.weight(marks.problem, piece),
    }  # fmt: skip
    where = "Outside, at s = {s}" if piece.ghost else "From s = {s}"
    goes = "; it goes there." if piece.ghost else "; it goes to its input."
    words = f"{where}, we read g({{x}}) {{equals}}" + (goes if reach else ", straight below.")
    if i > 1:
        words = f"{where}, g({{x}}) {{equals}}."
    slide = 0.2 + tempo.lead
    fall = slide + (tempo.move + 0.15 if reach else 0.0)
    moves = [fade(marks.read[i], 1.0, 0.2), Move(marks.slide[i], 1.0, slide, tempo.move if reach else 0.0)]
    moves += [Move(marks.fall[i], 1.0, fall, tempo.move)]
    moves += [] if i else [fade(marks.aside, 1.0)]
    still = 0.9 if tempo is CALM else 0.6
    chapter = None if i else "Reading the copies"
    return Beat(f"input {piece.s[0]}", Caption(words, quantities), moves, still=still, chapter=chapter)


def _mirrored(marks: Readings) -> Beat:
    """Offsets from the output appear under the weights, and the row gets its name."""
    problem = marks.problem
    same = ", which here is g itself" if problem.g.is_symmetric else ""
    words = f"Around t: {{weights}}. That is g mirrored{same}."
    told = Caption(words, {"weights": say.taps(problem.h)})
    moves = [fade(marks.offsets, 1.0, 0.2), fade(marks.named, 1.0, 0.9)]
    return Beat("g mirrored", told, moves, still=1.6, chapter="g mirrored")


def _data(marks: Readings, t: int) -> Beat:
    """Each weight is joined with the input that it weighs; the total appears."""
    moves = [fade(track, 1.0, 0.2 + 0.3 * i) for i, track in enumerate(marks.pair)]
    moves.append(fade(marks.summed, 1.0, end_of(moves) + 0.2))
    return Beat("the sum", telling.total(marks.problem, t), moves, still=1.2)


def _beside(marks: Readings, beside: int) -> Beat:
    """Everything moves on to another output; nothing changes but the inputs under the weights."""
    told = telling.total(marks.problem, beside, "The same shape: ")
    moves = [Move(marks.at, float(beside), 0.2, CALM.move * 1.4)]
    return Beat(f"output {beside}", told, moves, still=1.4, chapter="Every output")


def _result(marks: Readings, t: int) -> Beat:
    """Back at the first output; the copies stand at full strength once more."""
    moves = [Move(marks.at, float(t), 0.2, CALM.move), fade(marks.aside, 0.0, 0.2)]
    told = Caption("So the filter around every output is h(x) = g(−x).", {})
    return Beat("the result", told, moves, least_seconds=2.6, still=2.0)
