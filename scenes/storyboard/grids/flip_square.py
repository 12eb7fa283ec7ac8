"""The flip square: g and h at opposite corners, g flipped over one axis at the other two; and h over the data.

Along two sides of the square the kernel flips over one axis after the other; along the diagonal it makes half a turn.
"""

from __future__ import annotations

from collections.abc import Sequence
from functools import cached_property

from kernels import Index, Kernel, PlaneFlip, Problem

from ..marks.heading import Title
from ..marks.mark import Mark
from ..one_output import near
from ..position import index_of
from ..track import Track
from ..wording import data_text, place_text, value_text
from .board import Board
from .board_marks import BoardLines, SheetArrow, SheetData, SheetGround
from .flipped_tile import FlippedTile, Stop
from .sheets import Across, Down, Lines, Sheet, strongest

BACKDROP = 0.4  # how much is seen of data that nothing is said about yet
MOST_NEAR = 7  # rows or columns of data, unless the kernel reaches further
HEADINGS = {"g": "g", "left-right": "left-right", "up-down": "up-down", "h": "h: half turn"}
ARROWS = (("g", "left-right"), ("left-right", "h"), ("g", "up-down"), ("up-down", "h"), ("g", "h"))


class FlipSquare:
    """Everything that plays, and the board that it plays on; `at`: the output at which sums are taken."""

    def __init__(self, problem: Problem, swept: Problem, at: Index) -> None:
        self.problem, self.swept, self.at = problem, swept, at
        self.pair = corner_pair(problem.g)
        self.g = self._tile("ours", ("g",))
        self.right = self._tile("right", ("g", "left-right"), PlaneFlip.LEFT_RIGHT)
        self.right_down = self._tile("right.down", ("left-right", "h"), PlaneFlip.LEFT_RIGHT, PlaneFlip.UP_DOWN)
        self.down = self._tile("down", ("g", "up-down"), PlaneFlip.UP_DOWN)
        self.down_right = self._tile("down.right", ("up-down", "h"), PlaneFlip.UP_DOWN, PlaneFlip.LEFT_RIGHT)
        self.across = self._tile("across", ("g", "h"), PlaneFlip.HALF_TURN)
        self.back = self._tile("back", ("h", "g"), PlaneFlip.HALF_TURN)
        self.window = self._tile("window", ("h", "data"), PlaneFlip.HALF_TURN)
        self.grounds = {name: SheetGround(name) for name in HEADINGS}
        self.grounds["data"] = SheetGround("data", Track("data named", BACKDROP))
        self.arrows = {ends: SheetArrow(*ends) for ends in ARROWS}
        self.data = SheetData(problem, self.under, at, shown=Track("data shown", BACKDROP))
        self.sums = BoardLines("sums", verdicts(problem, swept, at))

    def _tile(self, name: str, sheets: Sequence[str], *flips: PlaneFlip) -> FlippedTile:
        stops = [
            Stop("data", (self.at[0], self.at[1]), self.problem.dilation) if sheet == "data" else Stop(sheet)
            for sheet in sheets
        ]
        tracks = {flip: Track(f"{name} {flip.value}") for flip in flips}
        return FlippedTile(name, self.problem.g, stops, tracks, self.pair)

    @cached_property
    def marks(self) -> tuple[Mark, ...]:
        """In painting order; what flies comes last."""
        resting = (self.g, self.right, self.right_down, self.down, self.down_right, self.across)
        return (
            Title(), *self.grounds.values(), *self.arrows.values(), self.data, *resting, self.window, self.back,
            self.sums,
        )  # fmt: skip

    @cached_property
    def under(self) -> tuple[Index, ...]:
        """The inputs under h and under unflipped g at the output."""
        return tuple({piece.s for problem in (self.problem, self.swept) for piece in problem.window_pieces(self.at)})

    @property
    def board(self) -> Board:
        """The square, and beside or below it the data and the sums."""
        problem, g = self.problem, self.problem.g
        widest = max(HEADINGS.values(), key=len)
        sheets = {name: kernel_sheet(g, reach_of(g), words, room=widest) for name, words in HEADINGS.items()}
        sheets["data"] = data_sheet(problem, [self.at], self.under)
        square = Down((Across(("g", "left-right"), 2.4), Across(("up-down", "h"), 2.4)), 1.0)
        arrangements = (
            Across((square, Down(("data", "sums"))), 2.0),
            Down((square, Across(("data", "sums"))), 0.8),
            Down((square, "data", "sums"), 0.8),
        )
        return Board(sheets, {"sums": Lines(self.sums.pairs)}, arrangements)


def reach_of(g: Kernel) -> tuple[int, int]:
    """How far g, flipped in any way that keeps its axes, reaches from its pin: rows, columns."""
    rows, columns = (max(c, length - 1 - c) for length, c in zip(g.shape, g.origin, strict=True))
    return rows, columns


def kernel_sheet(
    g: Kernel, reach: tuple[int, int], heading: str, room: str = "", note: str = "", indexed: bool = True
) -> Sheet:
    """Room for g about its pin, however it is flipped."""
    rows, columns = (range(-r, r + 1) for r in reach)
    texts = [g.label(divmod(i, g.shape[1])) for i in range(g.values.size)]
    most = strongest([float(value) for value in g.values.ravel()])
    return Sheet(rows, columns, texts, most, heading, signed=True, indexed=indexed, note=note, room=room)


def data_sheet(problem: Problem, ts: Sequence[Index], used: Sequence[Index]) -> Sheet:
    """The inputs at and around some outputs, as far as a kernel over them reaches, in whichever way it is turned."""
    spans = []
    for axis, reach in enumerate(reach_of(problem.g)):
        along = [t[axis] for t in ts]
        needed = range(min(along) - reach * problem.dilation, max(along) + reach * problem.dilation + 1)
        shown = near(problem.inputs[axis], needed, MOST_NEAR)
        covered = [i for i in shown if i in problem.inputs[axis] or any(s[axis] == i for s in used)]
        spans.append(range(covered[0], covered[-1] + 1))
    cells = [(r, c) for r in spans[0] for c in spans[1] if problem.source((r, c)) is not None]
    texts = [data_text(problem, s) for s in cells]
    most = strongest([float(problem.data(s)) for s in cells])
    return Sheet(spans[0], spans[1], texts, most, name="f")


def corner_pair(g: Kernel) -> tuple[Index, ...]:
    """The taps right and down of the pin and left and up of it, if g has both."""
    r, c = g.origin
    inside = 0 < r < g.shape[0] - 1 and 0 < c < g.shape[1] - 1
    return ((r + 1, c + 1), (r - 1, c - 1)) if inside else ()


def verdicts(right: Problem, swept: Problem, t: Index) -> tuple[tuple[str, str], tuple[str, str]]:
    """What h gives at an output, and what g gives when it is swept as it is, in two lines each."""
    truth, other = right.total(index_of(t)), swept.total(index_of(t))
    verdict = "the same" if truth == other else "wrong"
    at = f"at t = ({place_text(t)}):"
    return (f"h {at}", f"{value_text(right, truth)}, right"), (f"g {at}", f"{value_text(right, other)}, {verdict}")
