"""Grid marks: the marks of four small panels, and the movements that their story is told in."""

from __future__ import annotations

from collections.abc import Sequence
from functools import cached_property

from kernels import Kernel

from .choreography import FADE, QUICK, Tempo, end_of, fade
from .marks.cell_strip import CellStrip
from .marks.mark import Mark
from .marks.panel_heading import PanelHeading
from .marks.small_stacks import SmallStacks
from .marks.stacks import at
from .marks.strip_flight import StripFlight
from .marks.vector_row import VectorRow
from .panel import Panel
from .position import nearest
from .theme import CONTEXT, FOCUS
from .track import Move, Track


class SmallMarks:
    """Heading, strip and stacks of one small panel; `kernel` is g as typed, whatever becomes of it here."""

    def __init__(self, panel: Panel, kernel: Kernel, letter: str) -> None:
        self.panel = panel
        self.rest = _middle(panel)
        self.mirrored = panel.scatters is not (letter == "y")  # whether this way of using g turns it
        self.focus, self.at = Track(f"{panel.name} focus", FOCUS), Track(f"{panel.name} at", self.rest)
        self.strip = CellStrip(panel, kernel, self.focus, self.at, Track("turn"), Track("strip outlined"))
        typed = letter == "y"
        self.stacks = SmallStacks(panel, letter, not typed, self.focus, self.at, Track("outlined"))

    @cached_property
    def all(self) -> Sequence[Mark]:
        """In painting order."""
        return (
            PanelHeading(self.panel.name, self.panel.heading, self.panel.formula, self.focus),
            self.stacks,
            self.strip,
        )

    def make(self, step: int, tempo: Tempo, start: float = 0.0) -> list[Move]:
        """The kernel goes to a step; its products fall into their piles; finished totals appear."""
        moves, fly = [Move(self.at, float(step), start, tempo.move)], start + tempo.move
        lag = 0.0
        for piece in self.panel.pieces[step]:
            if piece.product:
                moves.append(Move(self.stacks.flight[at(piece)], 1.0, fly + lag, tempo.move))
                lag += tempo.lag
        return moves + [fade(self.stacks.total[t], 1.0, end_of(moves)) for t in self.done(step)]

    def done(self, step: int) -> list[int]:
        """The outputs that a step completes."""
        if not self.panel.scatters:
            return [step]
        return [t for (t,) in self.panel.problem.completed_after((step,))]


class QuadMarks:
    """Both rows of f, with a cursor on the left one, and four small panels: two scatter, two gather."""

    def __init__(self, panels: Sequence[Panel], kernel: Kernel) -> None:
        self.panels = [SmallMarks(panel, kernel, letter) for panel, letter in zip(panels, "yyzz", strict=True)]
        self.sides = [Track(f"{side} focus", FOCUS) for side in ("left", "right")]
        self.input_at, self.input_shown = Track("input cursor", panels[0].inputs[0]), Track("input cursor shown")
        self._still = Track("still")

    @cached_property
    def all(self) -> Sequence[Mark]:
        """In painting order."""
        rows: list[Mark] = []
        cursors = (self.input_at, self.input_shown), (self._still, self._still)
        names = ("left", "Input-centred"), ("right", "Output-centred")
        for (name, words), (position, shown), focus, marks in zip(
            names, cursors, self.sides, self.panels, strict=False
        ):
            rows.append(PanelHeading(name, words, "", focus))
            rows.append(VectorRow(marks.panel, focus, position, shown, self._still, name))
        return [*rows, *(mark for marks in self.panels for mark in marks.all), *self.flights]

    @cached_property
    def flights(self) -> tuple[StripFlight, ...]:
        """In either row, from the input-centred panel to the output-centred one."""
        pairs = (self.panels[:2], self.panels[2:])
        return tuple(StripFlight(first.strip, last.strip, Track("over"), Track("way")) for first, last in pairs)

    def fly(self, row: int, start: float) -> list[Move]:
        """A second copy of the row's kernel is mirrored, and goes over to the other end."""
        flight = self.flights[row]
        return [Move(flight.turn, 1.0, start, 1.2), Move(flight.way, 1.0, start + 1.3, 1.0)]

    def scatter(self, steps: Sequence[int], tempo: Tempo, start: float = 0.0) -> list[Move]:
        """Both input-centred panels, in step: input after input."""
        moves = [fade(self.input_shown, 1.0, start), *self._side(0, start)]
        for i, s in enumerate(steps):
            begin = start + i * (tempo.move + 0.25)
            moves.append(Move(self.input_at, float(s), begin, tempo.move))
            for marks in (self.panels[0], self.panels[2]):
                if s in marks.panel.pieces:
                    moves += marks.make(s, tempo, begin)
        return moves

    def gather(self, above: Sequence[int], below: Sequence[int], tempo: Tempo, start: float = 0.0) -> list[Move]:
        """Both output-centred panels, in step: output after output."""
        moves: list[Move] = [fade(self.input_shown, 0.0, start), *self._side(1, start)]
        for marks, steps in ((self.panels[1], above), (self.panels[3], below)):
            for i, t in enumerate(steps):
                moves += marks.make(t, tempo, start + i * (tempo.move + 0.25))
        return moves

    def look_at(self, *chosen: int, faint: float) -> list[Move]:
        """These panels are in focus, the others step back."""
        levels = [FOCUS if i in chosen else faint for i in range(4)]
        moves = [Move(marks.focus, level, 0.0, FADE) for marks, level in zip(self.panels, levels, strict=True)]
        for i, side in enumerate(self.sides):
            moves.append(Move(side, max(levels[i], levels[i + 2]), 0.0, FADE))
        return moves

    def _side(self, side: int, start: float) -> list[Move]:
        return [move.later(start) for move in self.look_at(side, side + 2, faint=CONTEXT)]

    def outline(self, *chosen: int, strips: bool, start: float = 0.4) -> list[Move]:
        """Outlines around the strips, or around the totals, of these panels and no others."""
        moves = []
        for i, marks in enumerate(self.panels):
            moves.append(fade(marks.strip.outlined, float(strips and i in chosen), start))
            moves.append(fade(marks.stacks.outlined, float(not strips and i in chosen), start))
        return moves

    def turn(self, seconds: float = 1.4, start: float = 0.0) -> list[Move]:
        """Where g is used mirrored, it turns about its pin."""
        return [Move(marks.strip.turn, 1.0, start, seconds) for marks in self.panels if marks.mirrored]

    def rest(self) -> list[Move]:
        """All kernels return to the middle."""
        return [Move(marks.at, float(marks.rest), 0.0, QUICK.move * 2) for marks in self.panels]


def _middle(panel: Panel) -> int:
    """Where a kernel rests: the output nearest to the middle of the inputs, or the input nearest to that output."""
    inputs = panel.problem.inputs[0]
    at: int = nearest(panel.steps, nearest(panel.outputs, inputs[len(inputs) // 2]))
    return at
