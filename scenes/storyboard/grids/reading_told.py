"""How copies are read with grids: small copies around t, readings that go to their inputs, and the data joining."""

from __future__ import annotations

from collections.abc import Sequence
from functools import cached_property

from kernels import Index, PlaneFlip, Problem

from .. import caption as say
from .. import telling
from ..caption import MOST_CHARACTERS, Caption
from ..choreography import CALM, end_of, fade
from ..marks.heading import Title
from ..marks.mark import Mark
from ..one_output import neighbour
from ..storyboard import Beat
from ..track import Move, Track
from ..wording import place_text, value_text
from .board import Board
from .board_marks import BoardLines, SheetData, SheetGround
from .copies_read import CopiesRead, FlownReadings, copies_sheet
from .flip_square import BACKDROP, corner_pair, data_sheet, kernel_sheet, reach_of
from .flipped_tile import FlippedTile, Stop
from .sheets import Across, Down, Lines

WHERE = {(-1, -1): "up and left", (1, 1): "down and right"}


class ReadingBoard:
    """Everything that plays: small copies, the weights around t, the data with them laid upon it, and the sums."""

    def __init__(self, problem: Problem, at: Index) -> None:
        self.problem, self.at = problem, at
        self.beside: Index | None = neighbour(problem, at)
        self.known = [at] if self.beside is None else [at, self.beside]
        self.pair = corner_pair(problem.g)
        self.copies = CopiesRead(problem, at)
        self.readings = FlownReadings(self.copies, self.pair)
        self.data = SheetData(problem, self.under, at, Track("data shown", 1.0))
        stops = [Stop("h"), *(Stop("data", (t[0], t[1]), problem.dilation) for t in self.known)]
        turned = {PlaneFlip.HALF_TURN: Track("window turned", 1.0)}
        self.window = FlippedTile("window", problem.g, stops, turned)
        self.grounds = {"copies": SheetGround("copies"), "h": SheetGround("h")}
        self.grounds["data"] = SheetGround("data", Track("data named", 1.0))
        self.sums = BoardLines("sums", [_sum(problem, t) for t in self.known])

    @cached_property
    def under(self) -> tuple[Index, ...]:
        """The inputs under the window at all outputs that are spoken of."""
        return tuple({piece.s for t in self.known for piece in self.problem.window_pieces(t)})

    @cached_property
    def first(self) -> tuple[Index, ...]:
        """The taps that are read with words: those of the corners, or else the first ones that are not 0."""
        if self.pair:
            return self.pair
        return tuple(k for k in self.copies.taps if self.problem.g.values[k])[:2]

    @property
    def marks(self) -> tuple[Mark, ...]:
        """In painting order; readings and the window fly over the rest."""
        return Title(), *self.grounds.values(), self.data, self.copies, self.readings, self.window, self.sums

    @property
    def board(self) -> Board:
        """Copies, weights and data beside one another, or above."""
        g = self.problem.g
        sheets = {
            "h": kernel_sheet(g, reach_of(g), "weights around t"),
            "data": data_sheet(self.problem, self.known, self.under),
        }
        beside = len(sheets["h"].rows) + len(sheets["data"].rows) + 3
        sheets["copies"] = copies_sheet(self.problem, beside, "copies of g, each around its own input")
        arrangements = (
            Across(("copies", Down(("h", "sums"), 1.0), "data"), 1.4),
            Across(("copies", Down(("h", "data", "sums"), 0.6)), 1.6),
            Down(("copies", Across(("data", Down(("h", "sums"), 0.5)), 1.2)), 0.8),
            Across((Down(("copies", "data"), 0.8), Down(("h", "sums"), 0.8)), 1.2),
        )
        return Board(sheets, {"sums": Lines(self.sums.pairs)}, arrangements)


def reading_beats(board: ReadingBoard) -> list[Beat]:
    """The film's beats."""
    rest = [k for k in board.copies.taps if k not in board.first]
    beats = [_question(board), _copies(board), _at_output(board)]
    beats += [_reading(board, k, i) for i, k in enumerate(board.first)]
    beats += [_others(board, rest)] if rest else []
    beats += [_turned(board), *([_pair(board)] if board.pair else []), _data(board)]
    beats += [] if board.beside is None else [_beside(board, board.beside)]
    return [*beats, _result(board)]


def _question(board: ReadingBoard) -> Beat:
    """0.3 s the output's place in the data is outlined."""
    told = Caption("How much does each input count at t = {t}?", {"t": say.named_index(board.at)})
    return Beat("the question", told, [fade(board.data.pointed, 1.0, 0.3)], 3.0, chapter="One output")


def _copies(board: ReadingBoard) -> Beat:
    """The copies that reach the output appear, each where its input lies; none is scaled."""
    copies, count = board.copies, len(board.copies.taps)
    words = "{n} copies of g reach t, each set where its input is, seen from t."
    words = words if count > 1 else "{n} copy of g reaches t."
    step = min(0.35, 3.2 / count)
    moves = [fade(board.grounds["copies"].shown, 1.0, 0.1)]
    moves += [Move(copies.copy[k], 1.0, 0.2 + step * i, 0.4) for i, k in enumerate(copies.taps)]
    return Beat("the copies", Caption(words, {"n": say.count(count)}), moves, still=1.2)


def _at_output(board: ReadingBoard) -> Beat:
    """In every copy the cell at the output is outlined."""
    moves = [fade(track, 1.0, 0.2) for track in board.copies.read.values()]
    moves += [fade(board.data.shown, BACKDROP, 0.2), fade(board.grounds["data"].shown, BACKDROP, 0.2)]
    told = Caption("The cell in the middle is t. There we read, unscaled, each weight.", {})
    return Beat("at the output", told, moves, still=1.4)


def _reading(board: ReadingBoard, k: Index, i: int) -> Beat:
    """One reading goes to the place of its input around t."""
    problem = board.problem
    reach, s = problem.step(k), board.copies.source(k)
    from_t = (-_sign(reach[0]), -_sign(reach[1])) if board.pair else ()
    where = f", {WHERE[from_t]} of t" if from_t in WHERE else ""
    quantities = {"s": say.named_index(s), "x": say.offset(reach), "equals": say.tap(problem.g, k)}
    outside = "Outside, at" if problem.is_ghost(s) else "From"
    told = Caption(f"{outside} s = {{s}}{where}, we read g({{x}}) {{equals}}.", quantities)
    moves = [Move(board.readings.flight[k], 1.0, 0.4, 1.6)]
    moves += [] if i else [fade(board.grounds["h"].shown, 1.0, 0.1)]
    return Beat(f"reading {i}", told, moves, still=1.4, chapter=None if i else "Reading the copies")


def _others(board: ReadingBoard, rest: Sequence[Index]) -> Beat:
    """All others one after another, ever faster in larger kernels."""
    step = min(0.35, 3.5 / len(rest))
    moves = [Move(board.readings.flight[k], 1.0, 0.3 + step * i, 0.9) for i, k in enumerate(rest)]
    words = "So do the others: each weight goes to its own input's place."
    words = words if len(board.first) else "Each weight goes to its own input's place."
    shown = [] if board.first else [fade(board.grounds["h"].shown, 1.0, 0.1)]
    return Beat("the others", Caption(words, {}), [*shown, *moves], still=1.2)


def _turned(board: ReadingBoard) -> Beat:
    """What has come together around t is g turned half way round."""
    g = board.problem.g
    words = "Around t: {taps}. That is g turned half way round."
    if g.is_symmetric:
        words = "Around t stands g turned half way round, which here is g itself."
    told = Caption(words, {"taps": say.taps(board.problem.h)})
    if len(told.text) > MOST_CHARACTERS:
        told = Caption("All together, around t, they are g turned half way round.", {})
    return Beat("half-turned", told, least_seconds=3.4, still=2.2, chapter="g half-turned")


def _pair(board: ReadingBoard) -> Beat:
    """The weights of both sides of t, along the diagonal, are those of opposite taps."""
    g, (after, before) = board.problem.g, board.pair
    quantities = {"after": say.listed([g.label(after)]), "before": say.listed([g.label(before)])}
    words = "Down and right of t counts {before}, up and left {after}: in g it is opposite."
    if g.exact_at(after) == g.exact_at(before):
        words = "Down and right of t counts {before}, as up and left: this pair hides it."
    moves = [fade(board.readings.ringed, 1.0, 0.2)]
    return Beat("the pair", Caption(words, quantities), moves, still=1.6)


def _data(board: ReadingBoard) -> Beat:
    """The weights are laid upon the inputs that they weigh; the total appears."""
    window = board.window
    moves = [fade(board.data.shown, 1.0, 0.1), fade(board.grounds["data"].shown, 1.0, 0.1)]
    moves += [Move(window.shown, 1.0, 0.3), Move(window.way, 1.0, 0.4, CALM.move), Move(window.laid, 1.0, 1.4, 0.5)]
    moves += [fade(board.sums.shown[0], 1.0, end_of(moves) + 0.4)]
    return Beat("the sum", telling.total(board.problem, board.at), moves, still=1.6)


def _beside(board: ReadingBoard, beside: Index) -> Beat:
    """The same weights go on to another output."""
    told = telling.total(board.problem, beside, "The same shape: ")
    moves = [fade(board.data.pointed, 0.0), Move(board.window.way, 2.0, 0.3, CALM.move)]
    moves += [fade(board.sums.shown[1], 1.0, 1.6)]
    return Beat(f"output {beside}", told, moves, still=1.6, chapter="Every output")


def _result(board: ReadingBoard) -> Beat:
    """Back at the first output."""
    moves = [Move(board.window.way, 1.0, 0.2, CALM.move)] if board.beside is not None else []
    moves += [fade(board.data.pointed, 1.0, 1.2)] if board.beside is not None else []
    told = Caption("So the filter around every output is h(x) = g(−x): g half-turned.", {})
    return Beat("the result", told, moves, least_seconds=3.4, still=2.0)


def _sum(problem: Problem, t: Index) -> tuple[str, str]:
    return f"at t = ({place_text(t)}):", f"y = {value_text(problem, problem.total(t))}".replace("= ≈", "≈ ")


def _sign(number: int) -> int:
    return (number > 0) - (number < 0)
