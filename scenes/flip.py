"""The film `flip`: g turns about its pin into the filter h, and h back into g. Claims C4 and C5."""

from __future__ import annotations

from kernels import Problem

from .panel_plan import PanelPlan
from .storyboard import caption as say
from .storyboard import telling
from .storyboard.caption import Caption
from .storyboard.choreography import CALM, end_of, fade
from .storyboard.flip_strips import differing_output, flip_strips, shown_inputs, swept_unflipped
from .storyboard.grids.flip_square import FlipSquare
from .storyboard.grids.flip_told import flip_beats
from .storyboard.marks.half_turn import Flip, FlipGround, TurnedKernel
from .storyboard.marks.heading import Title
from .storyboard.marks.strip_rows import StripData
from .storyboard.marks.verdicts import Verdicts
from .storyboard.panel import View
from .storyboard.storyboard import Beat, Storyboard
from .storyboard.track import Move, Track
from .storyboard.wishes import NO_WISHES, Wishes
from .storyboard.wording import settings_text

TITLE = "Flip the kernel: a half turn about its pin"
PLANE_TITLE = "Flip over both axes: one half turn"
TURN_SECONDS = 1.6


class _Cast:
    """Everything that plays: g in its place, the kernel that goes down and turns, the one that goes up again."""

    def __init__(self, problem: Problem, wishes: Wishes) -> None:
        self.problem, self.swept = problem, swept_unflipped(problem)
        t = differing_output(problem, self.swept, wishes)
        taps, c = problem.g.shape[0], problem.g.origin[0]
        self.centred = 2 * c == taps - 1
        self.flip = Flip(problem, t, (0, c) if self.centred and c else (0,))
        self.g = TurnedKernel("ours", self.flip, shown=Track("g shown", 1.0))
        self.down, self.up = TurnedKernel("down", self.flip), TurnedKernel("up", self.flip)
        self.ground, self.words = FlipGround(self.flip), Verdicts(self.flip, self.swept)
        self.data = StripData(problem, shown_inputs(self.flip, self.swept), Track("data shown", 1.0))
        self.marks = (Title(), self.data, self.ground, self.g, self.down, self.up, self.words)


def flip(problem: Problem, wishes: Wishes = NO_WISHES) -> Storyboard:
    """Claims C4, C5: the filter is g turned about its pin, not g; and a filter turned likewise is the formula's g."""
    if problem.ndim > 1:
        return _in_plane(problem, wishes)
    cast = _Cast(problem, wishes)
    beats = [_kernel(cast), _arrows(cast), _turn(cast)]
    beats += [] if cast.centred else [_pin_moves(cast)]
    beats += [_data(cast), _right(cast), _wrong(cast), _back(cast), _upward(cast)]
    beats += [_first_tap(cast)] if cast.flip.slips[-1] else []
    beats.append(_result(cast))
    body = flip_strips(cast.flip, cast.swept)
    return Storyboard(wishes.title or TITLE, _meta(problem), problem, body, cast.marks, beats, poster="the result")


def _in_plane(problem: Problem, wishes: Wishes) -> Storyboard:
    """With grids, g flips over one axis and over the other, and the same by one half turn."""
    swept = swept_unflipped(problem)
    square = FlipSquare(problem, swept, differing_output(problem, swept, wishes))
    title, beats = wishes.title or PLANE_TITLE, flip_beats(square)
    return Storyboard(title, _meta(problem), problem, square.board, square.marks, beats, poster="the result")


def _meta(problem: Problem) -> str:
    return f"convolution with g = correlation with h · {settings_text(problem)}"


def panels(problem: Problem) -> tuple[PanelPlan, ...]:
    """As the film begins: g, as the formula has it."""
    return (PanelPlan(View.INPUT_CENTRED, problem),)


def _kernel(cast: _Cast) -> Beat:
    """0 s g stands about its pin."""
    g = cast.problem.g
    quantities = {"taps": say.taps(g), "offsets": say.offsets(_offsets(cast))}
    words = (
        "g is {taps}, at the offsets {offsets}." if g.shape[0] > 1 else "g is {taps}, one tap at the offset {offsets}."
    )
    return Beat("g", Caption(words, quantities), still=1.2, chapter="The flip")


def _arrows(cast: _Cast) -> Beat:
    """An arrow grows from every offset to its opposite; those of opposite offsets cross on the pin's line."""
    offsets = _offsets(cast)
    quantities = {"old": say.offsets(offsets), "new": say.offsets([-offset for offset in offsets])}
    words = "Every offset changes its sign: {old} become {new}."
    words = words if len(offsets) > 1 else "Offsets change their sign, but minus {old} is {new}."
    return Beat("the signs", Caption(words, quantities), [Move(cast.ground.arrows, 1.0, 0.2, 1.2)])


def _turn(cast: _Cast) -> Beat:
    """A second g comes down and makes half a turn about the pin: taps over it, their partners behind."""
    moves = [Move(cast.down.shown, 1.0), Move(cast.down.level, 1.0, 0.2, CALM.move)]
    moves += [Move(cast.down.turn, 1.0, 1.5, TURN_SECONDS), fade(cast.words.named, 1.0, 3.1)]
    same = cast.problem.g.is_symmetric
    words = "Turned about its pin, g is what it was: {taps}." if same else "Turned about its pin, g is h: {taps}."
    return Beat("the turn", Caption(words, {"taps": say.taps(cast.problem.h)}), moves, still=1.0)


def _pin_moves(cast: _Cast) -> Beat:
    """The pin stays where it is, so it is on another tap, counted from the first."""
    g, h = cast.problem.g, cast.problem.h
    words = "The pin stays: on tap {c} of g, counting from {zero}, it is tap {d} of h."
    quantities = {"c": say.index(g.origin[0]), "d": say.index(h.origin[0]), "zero": say.count(0)}
    return Beat("the pin", Caption(words, quantities), [fade(cast.words.rule, 1.0, 0.2)], still=1.2)


def _data(cast: _Cast) -> Beat:
    """Every tap of the filter is joined with the input under it; the pin is over the output's own."""
    told = Caption("A network sweeps h. Here its pin is at t = {t}.", {"t": say.index(cast.flip.at)})
    moves = [fade(cast.down.pairs, 1.0, 0.4)]
    return Beat("the data", told, moves, chapter="For the sweep, flip g")


def _right(cast: _Cast) -> Beat:
    """The sum under h."""
    moves = [fade(cast.words.right, 1.0, 0.6)]
    return Beat("flipped", telling.total(cast.problem, cast.flip.at), moves, still=1.2)


def _wrong(cast: _Cast) -> Beat:
    """The kernel turns back: g, unflipped, is over the same data."""
    right, wrong = (problem.total((cast.flip.at,)) for problem in (cast.problem, cast.swept))
    pieces = cast.swept.window_pieces((cast.flip.at,))
    quantities = {"sum": say.total(cast.swept, pieces), "equals": say.equals(cast.problem, wrong)}
    words = "Unflipped: {sum} {equals}, wrong." if right != wrong else "Unflipped: {sum} {equals}, too."
    moves = [
        fade(cast.words.named, 0.0, 0.2),
        fade(cast.words.right, 0.0),
        Move(cast.down.turn, 0.0, 0.2, TURN_SECONDS),
    ]
    moves.append(Move(cast.ground.arrows, 0.0, 0.0, 0.4))  # this kernel has not gone their way
    moves += [fade(cast.words.unflipped, 1.0, end_of(moves)), fade(cast.words.wrong, 1.0, end_of(moves) + 0.2)]
    return Beat("unflipped", Caption(words, quantities), moves, still=1.6)


def _back(cast: _Cast) -> Beat:
    """It turns once more, into h; a kernel that hides the flip is told to."""
    right, wrong = (problem.total((cast.flip.at,)) for problem in (cast.problem, cast.swept))
    moves = [
        fade(cast.words.unflipped, 0.0),
        Move(cast.words.wrong_level, 0.0, 0.1, CALM.move),
        Move(cast.down.turn, 1.0, 0.9, TURN_SECONDS),
    ]
    moves.append(Move(cast.ground.arrows, 1.0, 0.9, 0.9))
    moves += [fade(track, 1.0, end_of(moves)) for track in (cast.words.named, cast.words.right)]
    words = "So the sweep needs h(x) = g(−x)."
    if cast.problem.g.is_symmetric:
        words = "This g equals its flip and hides it; try another, say {other}."
    elif right == wrong:
        words = "Only these data hide the flip: h(x) = g(−x) is not g."
    return Beat("flipped again", Caption(words, {"other": say.kernel_name("asym3")}), moves, still=1.0)


def _upward(cast: _Cast) -> Beat:
    """A second h goes up and turns on its way, and lands on g."""
    moves = [Move(cast.up.level, 1.0), Move(cast.up.turn, 1.0), Move(cast.up.shown, 1.0, 0.05)]
    moves += [Move(cast.g.hollow, 1.0, 0.1, 0.4), Move(cast.up.level, 0.0, 0.6, CALM.move)]
    moves += [Move(cast.up.turn, 0.0, 1.6, TURN_SECONDS)]
    landed = end_of(moves) + 0.1
    moves += [Move(cast.g.hollow, 0.0, landed), Move(cast.up.shown, 0.0, landed)]
    told = Caption("The other way: a network's filter h, flipped, is the formula's g.", {})
    return Beat("filter to g", told, moves, still=1.7, chapter="For the formula, flip h")


def _first_tap(cast: _Cast) -> Beat:
    """The taps slip past the pin until it is on the first: then the flip moves it to the last."""
    slip = cast.flip.slips[-1]
    offsets = [round(reach) for reach in cast.flip.reaches(slip)]
    quantities = {"old": say.offsets(offsets), "new": say.offsets([-offset for offset in reversed(offsets)])}
    gone = (cast.down.pairs, cast.words.right, cast.words.wrong)
    moves = [fade(track, 0.0) for track in gone]
    moves += [Move(cast.flip.slip, float(slip), 0.4, 1.4), fade(cast.words.rule, 1.0, 1.9)]
    told = Caption("With the pin on the first tap of g, {old} become {new}.", quantities)
    return Beat("the pin", told, moves, still=1.8, chapter="The pin")


def _result(cast: _Cast) -> Beat:
    """Everything is back: g above h, arrows that cross, both sums."""
    right, wrong = (problem.total((cast.flip.at,)) for problem in (cast.problem, cast.swept))
    moves = [Move(cast.flip.slip, 0.0, 0.0, 1.0)] if cast.flip.slips[-1] else []
    back = (cast.down.pairs, cast.words.right, cast.words.wrong, cast.words.rule)
    moves += [fade(track, 1.0, 1.1) for track in back]
    quantities = {"right": say.equals(cast.problem, right), "wrong": say.values(cast.problem, [wrong])}
    quantities["t"] = say.index(cast.flip.at)
    words = "Flipped, y({t}) {right}; not flipped, it would be {wrong}."
    if cast.problem.g.is_symmetric:
        words = "Equal to its flip, g gives y({t}) {right} either way."
    elif right == wrong:
        words = "Here, flipped or not, y({t}) {right}; other data tell."
    return Beat("the result", Caption(words, quantities), moves, least_seconds=3.6, still=2.0)


def _offsets(cast: _Cast) -> list[int]:
    return [round(reach) for reach in cast.flip.reaches(0)]
