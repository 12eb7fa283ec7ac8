"""Choreography: the few movements that stories are told in, as lists of moves; times in seconds within a beat."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from .marks.stacks import at
from .panel_marks import PanelMarks
from .theme import CONTEXT, FOCUS
from .track import Move, Track


@dataclass(frozen=True)
class Tempo:
    """How long one movement lasts, and how far pieces lag behind one another (s)."""

    move: float
    lag: float

    @property
    def lead(self) -> float:
        """How far the cursor runs ahead of what follows it: 0.3 s, or half of a quick move."""
        return min(0.3, self.move / 2)


CALM = Tempo(0.9, 0.15)
BRISK = Tempo(0.6, 0.15)
QUICK = Tempo(0.4, 0.1)
CALM_STEPS, BRISK_STEPS = 2, 5  # the first steps are told slowly, the next briskly, all others quickly
FADE = 0.3
LONG_RUN, LONG_RUN_SECONDS = 10, 0.5  # steps from which a run goes faster, and then its seconds for one
MOST_SWEEP_SECONDS = 6.0  # of an outline over many columns


def tempo_of(step: int) -> Tempo:
    """The tempo of a step that has so many before it."""
    return CALM if step < CALM_STEPS else BRISK if step < BRISK_STEPS else QUICK


def attend(to: PanelMarks, away: PanelMarks) -> list[Move]:
    """Bring one panel into focus, let the other step back, and take its cursors off."""
    cursors = (away.input_shown, away.output_shown, to.output_shown if to.panel.scatters else to.input_shown)
    return [Move(to.focus, FOCUS, 0.0, FADE), Move(away.focus, CONTEXT, 0.0, FADE), *(fade(c, 0.0) for c in cursors)]


def fade(track: Track, to: float, start: float = 0.0) -> Move:
    """Something appears (1) or goes (0)."""
    return Move(track, to, start, FADE)


def split(left: PanelMarks, right: PanelMarks) -> list[Move]:
    """0 s g stands between the panels; 1 s it splits in two, one for each; 2.2 s they are at their first places."""
    opening = [Move(marks.kernel.home, 0.0) for marks in (left, right)]
    opening += [Move(left.focus, FOCUS), Move(right.focus, FOCUS), Move(right.kernel.shown, 0.0)]
    return [
        *opening, Move(right.kernel.shown, 1.0, 1.0), *(Move(m.kernel.home, 1.0, 1.0, 1.2) for m in (left, right)),
    ]  # fmt: skip


def run(marks: PanelMarks) -> list[Move]:
    """All copies or all windows, one right after the other: the kernel leaves as soon as its products do."""
    make = scatter if marks.panel.scatters else gather
    period = LONG_RUN_SECONDS if len(marks.panel.steps) > LONG_RUN else 2 * QUICK.move
    return [move.later(i * period) for i, step in enumerate(marks.panel.steps) for move in make(marks, step, QUICK)]


def scatter(marks: PanelMarks, s: int, tempo: Tempo) -> list[Move]:
    """The copy of g goes to input s, is scaled by f(s), its pieces fall straight down; completed totals appear."""
    lead = _lead(marks.input_at, marks.input_shown, s, tempo)
    moves = lead + _make(marks, s, tempo)
    done = marks.panel.problem.completed_after((s,))
    return moves + [fade(marks.stacks.total[t], 1.0, end_of(moves)) for (t,) in done]


def gather(marks: PanelMarks, t: int, tempo: Tempo) -> list[Move]:
    """The filter goes to output t, is multiplied with the inputs under it, the products meet; the total appears."""
    moves = _lead(marks.output_at, marks.output_shown, t, tempo) + _make(marks, t, tempo)
    return [*moves, fade(marks.stacks.total[t], 1.0, end_of(moves))]


def sweep(tracks: Sequence[Track], shown: Sequence[Track], columns: Sequence[int], start: float) -> list[Move]:
    """Outlines appear at the first column and go from one to the next in step, resting at each, then they go."""
    step = max(MOST_SWEEP_SECONDS / max(len(columns), 1), 0.2) if len(columns) > 12 else 0.45
    moves = [Move(track, float(columns[0]), start) for track in tracks]
    for i, column in enumerate(columns[1:]):
        begin = start + FADE + 0.2 + i * step
        moves += [Move(track, float(column), begin, step * 0.55) for track in tracks]
    end = start + FADE + 0.2 + len(columns) * step
    return moves + [move for track in shown for move in (fade(track, 1.0, start), fade(track, 0.0, end))]


def after(moves: Sequence[Move], then: Sequence[Move]) -> list[Move]:
    """`moves`, and `then` once they have all arrived."""
    return [*moves, *(move.later(end_of(moves)) for move in then)]


def leaving(marks: PanelMarks, moves: Sequence[Move]) -> float:
    """When the first of the panel's pieces leaves the kernel."""
    flights = set(marks.stacks.flight.values())
    return min((move.start for move in moves if move.track in flights), default=end_of(moves))


def end_of(moves: Sequence[Move]) -> float:
    """When the last of the moves has arrived."""
    return max((move.end for move in moves), default=0.0)


def _lead(position: Track, shown: Track, column: int, tempo: Tempo) -> list[Move]:
    """The cursor goes first."""
    return [Move(shown, 1.0, 0.0, tempo.lead), Move(position, float(column), 0.0, tempo.move)]


def _make(marks: PanelMarks, step: int, tempo: Tempo) -> list[Move]:
    """Kernel to its place, weights stretched into products, products to the piles."""
    kernel, stacks = marks.kernel, marks.stacks
    pieces = marks.panel.pieces[step]
    travel = tempo.move if step != marks.panel.steps[0] else tempo.lead  # at its first place it stands already
    stretch = tempo.lead + travel
    fly = stretch + tempo.move
    moves = [
        Move(kernel.hollow, 0.0, tempo.lead, travel / 2),
        Move(kernel.at, float(step), tempo.lead, tempo.move),
        Move(stacks.grow[step], 1.0, stretch, tempo.move),
        Move(kernel.hollow, 1.0, stretch + 0.05),  # when the products have begun to grow over the taps
    ]
    lag = 0.0
    for piece in pieces:
        if piece.product:
            moves.append(Move(stacks.flight[at(piece)], 1.0, fly + lag, tempo.move))
            lag += tempo.lag
        else:
            moves.append(Move(stacks.flight[at(piece)], 1.0, fly))
    return moves
