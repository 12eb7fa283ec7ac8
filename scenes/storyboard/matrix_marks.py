"""Matrix marks: the marks that make up one matrix, and the movements that its story is told in."""

from __future__ import annotations

from collections.abc import Sequence
from functools import cached_property

from .choreography import FADE, QUICK, Tempo, end_of, fade
from .marks.mark import Mark
from .marks.matrix_cells import MatrixCells
from .marks.matrix_outputs import MatrixOutputs
from .marks.matrix_walker import MatrixWalker
from .marks.panel_heading import PanelHeading
from .marks.stacks import at
from .marks.vector_row import VectorRow
from .panel import Panel
from .theme import CONTEXT, FOCUS
from .track import Move, Track


class MatrixMarks:
    """Heading, f, W, y and the walking kernel of one panel."""

    def __init__(self, panel: Panel, starts_at: int) -> None:
        self.panel = panel
        self.focus = Track(f"{panel.name} focus", CONTEXT)
        self.input_at = Track(f"{panel.name} input cursor", panel.inputs[0])
        self.input_shown = Track(f"{panel.name} input cursor shown")
        self.output_at = Track(f"{panel.name} output cursor", panel.outputs[0])
        self.output_shown = Track(f"{panel.name} output cursor shown")
        self.cells = MatrixCells(panel, self.focus)
        self.outputs = MatrixOutputs(panel, self.focus, self.output_at, self.output_shown)
        self.walker = MatrixWalker(
            panel,
            self.focus,
            Track(f"{panel.name} walker", starts_at),
            Track("turn"),
            Track("shown"),
            self.cells.placed,
        )

    @cached_property
    def all(self) -> Sequence[Mark]:
        """In painting order; what moves comes last."""
        return (
            PanelHeading(self.panel.name, self.panel.heading, self.panel.formula, self.focus),
            VectorRow(self.panel, self.focus, self.input_at, self.input_shown, self.cells.fold, self.panel.name),
            self.cells,
            self.outputs,
            self.walker,
        )

    def arrive(self, step: int, tempo: Tempo, start: float = 0.0) -> list[Move]:
        """The kernel goes to a step, the cursor of what it is centred at with it, and stays there as weights."""
        there = start + tempo.move
        moves = [Move(self.walker.at, float(step), start, tempo.move), Move(self.cells.placed[step], 1.0, there)]
        position, shown = self._cursor
        return [*moves, Move(position, float(step), start, tempo.move), Move(shown, 1.0, start, min(FADE, tempo.move))]

    def multiply(self, step: int, tempo: Tempo, start: float = 0.0) -> list[Move]:
        """The step's products leave their cells one after another and join their piles; finished totals appear."""
        moves, lag = [], 0.0
        for piece in self.panel.pieces[step]:
            if at(piece) in self.outputs.flight:
                moves.append(Move(self.outputs.flight[at(piece)], 1.0, start + lag, tempo.move))
                lag += tempo.lag
        ready = end_of(moves) if moves else start
        return moves + [fade(self.outputs.total[t], 1.0, ready) for t in self._done(step)]

    def run(self, steps: Sequence[int], tempo: Tempo = QUICK, start: float = 0.0) -> list[Move]:
        """Step after step without a word: each arrives, and multiplies while the next one is on its way."""
        moves: list[Move] = []
        for i, step in enumerate(steps):
            begin = start + i * (tempo.move + 0.2)
            moves += self.arrive(step, tempo, begin)
            moves += self.multiply(step, Tempo(tempo.move, 0.0), begin + tempo.move)
        return moves

    def only(self, tap: int | None, start: float = 0.0) -> list[Move]:
        """The diagonal of one tap stands out; with None all are seen again."""
        return [
            Move(track, float(tap is not None and k != tap), start, FADE) for k, track in enumerate(self.cells.quiet)
        ]

    def calm(self) -> list[Move]:
        """Cursors and kernel leave."""
        return [fade(track, 0.0) for track in (self.input_shown, self.output_shown, self.walker.shown)]

    def attend(self, away: MatrixMarks) -> list[Move]:
        """This matrix comes into focus, the other steps back."""
        return [Move(self.focus, FOCUS, 0.0, FADE), Move(away.focus, CONTEXT, 0.0, FADE), *away.calm()]

    @property
    def _cursor(self) -> tuple[Track, Track]:
        scatters = self.panel.scatters
        return (self.input_at, self.input_shown) if scatters else (self.output_at, self.output_shown)

    def _done(self, step: int) -> list[int]:
        """The outputs that a step completes."""
        if not self.panel.scatters:
            return [step]
        return [t for (t,) in self.panel.problem.completed_after((step,))]
