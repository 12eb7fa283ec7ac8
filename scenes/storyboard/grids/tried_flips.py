"""Tried flips: g and what its copies make, five flips of g in a row, and what each of them gives when it is swept."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from itertools import product

from kernels import TRIED_FLIPS, Kernel, PlaneFlip, Problem, flipped_by, sweepable, swept, taps_by_offset

from ..marks.heading import Title
from ..marks.mark import Mark
from ..track import Track
from ..wording import value_text
from .board import Board
from .board_marks import SheetFrame, SheetGround, SheetNote
from .flip_square import kernel_sheet, reach_of
from .flipped_tile import FlippedTile, Stop
from .result_grid import EmptyCells, ResultGrid
from .sheets import Across, Down, Sheet, strongest

UNFIT = "does not fit"


@dataclass(frozen=True, eq=False)
class Try:
    """One flip: its tile, which comes from g, what it gives, and the verdict below it.

    `outputs` is None where the flipped kernel has another shape, and the data has no room for it.
    """

    flip: PlaneFlip
    kernel: Kernel
    tile: FlippedTile
    ground: SheetGround
    outputs: ResultGrid | None
    note: SheetNote

    @property
    def right(self) -> bool:
        """Whether this is the half turn."""
        return self.flip is PlaneFlip.HALF_TURN

    @property
    def meets(self) -> bool:
        """Whether no output differs."""
        return self.outputs is not None and self.outputs.differing == 0


class TriedFlips:
    """Everything that plays, and the board that it plays on."""

    def __init__(self, problem: Problem) -> None:
        self.problem = problem
        self.g = FlippedTile("ours", problem.g, (Stop("g"),), shown=Track("g shown", 1.0))
        self.copies = ResultGrid("y", "y", problem, problem)
        self.grounds = [
            SheetGround("g", Track("g named", 1.0)),
            SheetGround("y", Track("y named", 1.0)),
            SheetGround("z"),
        ]
        self.swept_cells = EmptyCells("z", Track("z shown"))
        self.chosen = SheetFrame(PlaneFlip.HALF_TURN.value)
        self.tries = [self._try(flip) for flip in TRIED_FLIPS]

    def _try(self, flip: PlaneFlip) -> Try:
        problem, name = self.problem, flip.value
        outputs = ResultGrid(name, "z", swept(problem, flip), problem) if sweepable(problem, flip) else None
        tile = FlippedTile(name, problem.g, (Stop("g"), Stop(name)), {flip: Track(f"{name} done")})
        note = SheetNote(name, verdict(outputs))
        return Try(flip, flipped_by(problem.g, flip), tile, SheetGround(name), outputs, note)

    @property
    def marks(self) -> tuple[Mark, ...]:
        """In painting order; the kernels that fly come last."""
        tries = self.tries
        return (
            Title(), *self.grounds, EmptyCells("y"), self.swept_cells, self.copies,
            *(one.outputs for one in tries if one.outputs is not None),
            *(one.ground for one in tries), *(one.note for one in tries), self.g, *(one.tile for one in tries),
            self.chosen,
        )  # fmt: skip

    @cached_property
    def alike(self) -> tuple[PlaneFlip, ...]:
        """The wrong flips whose taps are those of the half turn."""
        right = taps_by_offset(self.problem.h)
        return tuple(one.flip for one in self.tries if not one.right and taps_by_offset(one.kernel) == right)

    @cached_property
    def lucky(self) -> tuple[PlaneFlip, ...]:
        """The wrong flips with other taps, none of whose outputs differ on these data."""
        return tuple(one.flip for one in self.tries if one.meets and not one.right and one.flip not in self.alike)

    @property
    def board(self) -> Board:
        """g and both results above, the tries below; in narrow frames more rows."""
        sheets = {"g": kernel_sheet(self.problem.g, reach_of(self.problem.g), "g"), **self._results()}
        for one in self.tries:
            heading = one.flip.value
            sheets[heading] = kernel_sheet(
                one.kernel, reach_of(one.kernel), heading, note=one.note.words, indexed=False
            )
        names = [one.flip.value for one in self.tries]
        row, rows = Across(names, 1.0), Down((Across(names[:3], 1.0), Across(names[3:], 1.0)), 0.5)
        arrangements = (
            Down((Across(("g", "y", "z"), 1.4), row), 0.9),
            Down((Across(("g", "y", "z"), 1.4), rows), 0.9),
            Down(("g", Across(("y", "z"), 1.2), rows), 0.7),
            Down(("g", Across(("y", "z"), 1.2), row), 0.7),
            Across((Down(("g", "y", "z"), 0.6), rows), 1.4),
        )
        return Board(sheets, {}, arrangements)

    def _results(self) -> dict[str, Sheet]:
        """y and z over the same outputs: all that either of them keeps."""
        problems = [self.problem, *(one.outputs.problem for one in self.tries if one.outputs is not None)]
        axes = [sorted({t for problem in problems for t in problem.outputs[axis]}) for axis in (0, 1)]
        totals = [problem.total(t) for problem in problems for t in product(*problem.outputs)]
        texts = sorted({value_text(self.problem, total) for total in totals})
        most = strongest([float(total) for total in totals])
        headings = {"y": "copies of g", "z": "g flipped, and swept"}
        return {name: Sheet(axes[0], axes[1], texts, most, words, name) for name, words in headings.items()}


def verdict(outputs: ResultGrid | None) -> str:
    """What is said of a try in a few words."""
    if outputs is None:
        return UNFIT
    if len(outputs.differences) == 1:
        return "differs" if outputs.differing else "meets"
    return f"{outputs.differing} differ" if outputs.differing else "all meet"
