"""How a 2-D flip is told: over one axis, over the other, and as one half turn; then what h and g give at an output."""

from __future__ import annotations

from kernels import Kernel, PlaneFlip, flipped_by, telling_plane_kernel

from .. import caption as say
from .. import telling
from ..caption import Caption
from ..choreography import CALM, end_of, fade
from ..storyboard import Beat
from ..track import Move
from .flip_square import FlipSquare
from .flipped_tile import FlippedTile

ROWS_AS_WELL = "Then up to down, each row as well: that is h."
FLIP_SECONDS, TURN_SECONDS = 1.5, 1.8


def flip_beats(square: FlipSquare) -> list[Beat]:
    """The film's beats."""
    beats = [_kernel(square)]
    beats += [_pair(square)] if square.pair else []
    beats += [_one_axis(square), _other_axis(square), _rows_first(square), _columns_last(square), _half_turn(square)]
    beats += [_pair_turned(square)] if square.pair else []
    beats += [_pin(square)] if square.problem.g.origin != square.problem.h.origin else []
    beats += [_data(square), _right(square), _wrong(square), _again(square), _back(square), _result(square)]
    return beats


def _kernel(square: FlipSquare) -> Beat:
    """0 s g stands about its pin."""
    moves = [Move(square.g.shown, 1.0), Move(square.grounds["g"].shown, 1.0)]
    told = Caption("g, row by row: {taps}.", {"taps": say.taps(square.problem.g)})
    return Beat("g", told, moves, still=1.6, chapter="The flip")


def _pair(square: FlipSquare) -> Beat:
    """The taps on both sides of the pin, along the diagonal, get their rings."""
    g, (after, before) = square.problem.g, square.pair
    quantities = {"a": _tap(g, after), "b": _tap(g, before)}
    told = Caption("Right and down of the pin, g has {a}; left and up of it, {b}.", quantities)
    return Beat("the pair", told, [fade(square.g.ringed, 1.0, 0.2)], still=1.6)


def _one_axis(square: FlipSquare) -> Beat:
    """A second g goes to the right, and every column goes over the pin's own."""
    g = square.problem.g
    unseen = _same(g, flipped_by(g, PlaneFlip.LEFT_RIGHT))
    words = "Left to right, each column changes sides about the pin."
    words = "Left to right, columns change sides; in this g, nothing is seen." if unseen else words
    moves = _goes(square, square.right, ("g", "left-right"))
    moves += [Move(square.right.flips[PlaneFlip.LEFT_RIGHT], 1.0, end_of(moves) + 0.2, FLIP_SECONDS)]
    return Beat("left-right", Caption(words, {}), moves, still=0.9, chapter="Over both axes")


def _other_axis(square: FlipSquare) -> Beat:
    """A copy of that goes down, and every row goes over the pin's own: h."""
    tile = square.right_down
    moves = [Move(tile.flips[PlaneFlip.LEFT_RIGHT], 1.0)]
    moves += _goes(square, tile, ("left-right", "h"))
    moves += [Move(tile.flips[PlaneFlip.UP_DOWN], 1.0, end_of(moves) + 0.2, FLIP_SECONDS)]
    unseen = _same(square.problem.g, flipped_by(square.problem.g, PlaneFlip.UP_DOWN))
    words = "Then up to down: in this g nothing is seen, but this is h." if unseen else ROWS_AS_WELL
    return Beat("and up-down", Caption(words, {}), moves, still=0.9)


def _rows_first(square: FlipSquare) -> Beat:
    """The other way round: g goes down first, and its rows change sides."""
    moves = _goes(square, square.down, ("g", "up-down"))
    moves += [Move(square.down.flips[PlaneFlip.UP_DOWN], 1.0, end_of(moves) + 0.2, FLIP_SECONDS)]
    return Beat("up-down", Caption("In the other order: first up to down …", {}), moves, still=0.6)


def _columns_last(square: FlipSquare) -> Beat:
    """From there to the right, onto what stands there already."""
    tile = square.down_right
    moves = [Move(tile.flips[PlaneFlip.UP_DOWN], 1.0), Move(square.right_down.laid, 1.0, 0.2, 0.4)]
    moves += _goes(square, tile, ("up-down", "h"))
    moves += [Move(tile.flips[PlaneFlip.LEFT_RIGHT], 1.0, end_of(moves) + 0.2, FLIP_SECONDS)]
    told = Caption("… then left to right: it lands on the same h.", {})
    return Beat("and left-right", told, moves, still=0.9)


def _half_turn(square: FlipSquare) -> Beat:
    """Straight along the diagonal, with half a turn about the pin."""
    tile = square.across
    moves = [Move(square.down_right.laid, 1.0, 0.2, 0.4), *_goes(square, tile, ("g", "h"))]
    moves += [Move(tile.flips[PlaneFlip.HALF_TURN], 1.0, end_of(moves) + 0.2, TURN_SECONDS)]
    landed = end_of(moves) + 0.1
    moves += [Move(other.shown, 0.0, landed) for other in (square.right_down, square.down_right)]
    words = "Or at once: both flips together are one half turn about the pin."
    if square.problem.g.is_symmetric:
        words = "Or at once, by one half turn about the pin. This g stays the same."
    return Beat("half turn", Caption(words, {}), moves, still=1.4, chapter="One half turn")


def _pair_turned(square: FlipSquare) -> Beat:
    """The ringed taps have changed places."""
    g, (after, before) = square.problem.g, square.pair
    quantities = {"a": _tap(g, after), "b": _tap(g, before)}
    words = "Around h's pin, {b} is right and down, and {a} left and up."
    if g.exact_at(after) == g.exact_at(before):
        words = "Both are {a}: by this pair alone, the turn could not be seen."
    moves = [fade(square.across.ringed, 1.0, 0.2)]
    return Beat("the pair turned", Caption(words, quantities), moves, still=1.4)


def _pin(square: FlipSquare) -> Beat:
    """The pin stays where it is, so it is on another tap, counted from the first row and column."""
    quantities = {"c": say.named_index(square.problem.g.origin), "d": say.named_index(square.problem.h.origin)}
    told = Caption("The pin is off the middle: on tap {c} of g, on tap {d} of h.", quantities)
    return Beat("the pin", told, least_seconds=3.2, still=1.2)


def _data(square: FlipSquare) -> Beat:
    """0.2 s the data comes forward; then h is laid upon it, its pin at the output."""
    window = square.window
    moves = [fade(square.data.shown, 1.0, 0.2), fade(square.grounds["data"].shown, 1.0, 0.2)]
    moves += [Move(window.flips[PlaneFlip.HALF_TURN], 1.0), Move(window.shown, 1.0, 0.6)]
    moves += [Move(window.way, 1.0, 0.7, CALM.move), fade(square.data.pointed, 1.0, 1.7)]
    moves += [Move(window.laid, 1.0, 1.7, 0.6)]
    told = Caption("A network sweeps h. Here its pin is at t = {t}.", {"t": say.named_index(square.at)})
    return Beat("the data", told, moves, still=0.9, chapter="For the sweep, flip g")


def _right(square: FlipSquare) -> Beat:
    """The sum under h."""
    moves = [fade(square.sums.shown[0], 1.0, 0.6)]
    return Beat("flipped", telling.total(square.problem, square.at), moves, still=1.6)


def _wrong(square: FlipSquare) -> Beat:
    """The window turns back: g as it is, over the same data."""
    right, wrong = (problem.total(square.at) for problem in (square.problem, square.swept))
    pieces = telling.counting(square.swept, square.at)
    quantities = {"sum": say.total(square.swept, pieces), "equals": say.equals(square.problem, wrong)}
    words = "Unflipped: {sum} {equals}, wrong." if right != wrong else "Unflipped: {sum} {equals}, too."
    moves = [fade(square.sums.shown[0], 0.0)]
    moves += [Move(square.window.flips[PlaneFlip.HALF_TURN], 0.0, 0.3, TURN_SECONDS)]
    moves += [fade(square.sums.shown[1], 1.0, end_of(moves) + 0.2)]
    return Beat("unflipped", Caption(words, quantities), moves, still=1.8)


def _again(square: FlipSquare) -> Beat:
    """It turns once more, into h; a kernel that hides the flip is told to."""
    g = square.problem.g
    right, wrong = (problem.total(square.at) for problem in (square.problem, square.swept))
    moves = [Move(square.window.flips[PlaneFlip.HALF_TURN], 1.0, 0.2, TURN_SECONDS)]
    moves += [fade(square.sums.shown[0], 1.0, end_of(moves) + 0.1)]
    words = "So the sweep needs h(x) = g(−x): rows and columns change sign."
    if g.is_symmetric:
        words = "This g equals its flip and hides it; try another, say {other}."
    elif right == wrong:
        words = "At this t the data hide the flip, but h(x) = g(−x) is not g."
    quantities = {"other": say.kernel_name(telling_plane_kernel().name)}
    return Beat("flipped again", Caption(words, quantities), moves, still=1.0)


def _back(square: FlipSquare) -> Beat:
    """A filter h goes back along the diagonal, turning, and lands on g."""
    tile, turn = square.back, square.back.flips[PlaneFlip.HALF_TURN]
    moves = [Move(turn, 1.0), Move(tile.shown, 1.0, 0.05), Move(square.g.laid, 1.0, 0.1, 0.4)]
    moves += [Move(square.g.ringed, 0.0, 0.1, 0.3)]
    moves += [Move(tile.way, 1.0, 0.5, CALM.move), Move(turn, 0.0, 1.6, TURN_SECONDS)]
    landed = end_of(moves) + 0.1
    moves += [Move(square.g.laid, 0.0, landed), Move(tile.shown, 0.0, landed)]
    moves += [fade(square.g.ringed, 1.0, landed)] if square.pair else []
    told = Caption("The other way: a network's filter h, turned, is the formula's g.", {})
    return Beat("filter to g", told, moves, still=1.0, chapter="For the formula, flip h")


def _result(square: FlipSquare) -> Beat:
    """Everything stands still: the square, and both sums."""
    g = square.problem.g
    right, wrong = (problem.total(square.at) for problem in (square.problem, square.swept))
    quantities = {"right": say.equals(square.problem, right), "wrong": say.values(square.problem, [wrong])}
    quantities["t"] = say.index(square.at)
    words = "Half-turned, y({t}) {right}; as it is, g would give {wrong}."
    if g.is_symmetric:
        words = "Equal to its half turn, g gives y({t}) {right} either way."
    elif right == wrong:
        words = "Here, turned or not, y({t}) {right}; other outputs tell."
    return Beat("the result", Caption(words, quantities), least_seconds=3.6, still=2.0)


def _goes(square: FlipSquare, tile: FlippedTile, ends: tuple[str, str]) -> list[Move]:
    """A tile appears where another one stands, and goes to the next corner along an arrow."""
    moves = [Move(tile.shown, 1.0), Move(square.arrows[ends].grown, 1.0, 0.1, CALM.move)]
    return [*moves, fade(square.grounds[ends[1]].shown, 1.0, 0.2), Move(tile.way, 1.0, 0.2, CALM.move)]


def _tap(g: Kernel, k: tuple[int, ...]) -> say.Quantity:
    return say.listed([g.label(k)])


def _same(a: Kernel, b: Kernel) -> bool:
    return a.origin == b.origin and a.values.tolist() == b.values.tolist()
