"""Choreography: the few movements that stories are told in, as lists of moves; times in seconds within a beat."""

from __future__ import annotations

from collections.abc import Sequence

from .panel_marks import PanelMarks
from .position import Place, Position
from .tempo import BRISK, CALM, FADE, QUICK, Tempo, tempo_of
from .theme import CONTEXT, FOCUS
from .track import Move, Track

__all__ = [
    "BRISK", "CALM", "FADE", "QUICK", "Tempo", "after", "attend", "end_of", "fade", "gather", "in_order", "leaving",
    "run", "run_starts", "scatter", "split", "sweep", "tempo_of",
]  # fmt: skip


LONG_RUN, LONG_RUN_SECONDS = 10, 0.5  # steps from which a run goes faster, and then its seconds for one
FIRST_PERIOD, KNOWN_PERIOD = 0.7, 0.3  # from one step of a run over a grid to the next, at first
LONGEST_RUN_SECONDS, LEAST_PERIOD = 9.0, 0.06  # of a run over a grid, and of one of its steps
MOST_SWEEP_SECONDS = 6.0  # of an outline over many places


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


def run(marks: PanelMarks, steps: Sequence[Place] | None = None, known: bool = False) -> list[Move]:
    """All copies or all windows (or those of `steps`), one right after the other, as soon as the products have left.

    Over a grid, a run begins slowly and becomes quick; one whose like is `known` by now is quick from the start.
    """
    steps = marks.panel.steps if steps is None else steps
    make = scatter if marks.panel.scatters else gather
    moves: list[Move] = []
    for start, step in zip(run_starts(len(steps), marks.plane, known), steps, strict=True):
        moves += [move.later(start) for move in make(marks, step, QUICK)]
    return in_order(moves)


def run_starts(count: int, plane: bool, known: bool = False) -> list[float]:
    """When every step of a run begins."""
    if not plane:
        period = LONG_RUN_SECONDS if count > LONG_RUN else 2 * QUICK.move
        return [i * period for i in range(count)]
    starts, at, period = (
        [],
        0.15,
        KNOWN_PERIOD if known else FIRST_PERIOD,
    )  # panels have changed their focus before anything moves
    for left in range(count, 0, -1):
        starts.append(at)
        at += period
        quickest = max((LONGEST_RUN_SECONDS - at) / left, LEAST_PERIOD)
        period = max(min(period * 0.85, quickest), LEAST_PERIOD)
    return starts


def in_order(moves: list[Move]) -> list[Move]:
    """The moves of quick steps that follow one another: the next one of a track ends the one before."""
    last: dict[Track, int] = {}
    kept: list[Move | None] = []
    for move in sorted(moves, key=lambda move: (move.start, move.end)):
        before = last.get(move.track)
        earlier = None if before is None else kept[before]
        if before is not None and earlier is not None and earlier.end > move.start + 1e-9:
            room = move.start - earlier.start
            kept[before] = Move(move.track, earlier.to, earlier.start, room) if room > 1e-9 else None
        last[move.track] = len(kept)
        kept.append(move)
    return [move for move in kept if move is not None]


def scatter(marks: PanelMarks, s: Place, tempo: Tempo) -> list[Move]:
    """The copy of g goes to input s, is scaled by f(s), its pieces fall straight down; completed totals appear."""
    lead = _lead(marks.input_at, marks.input_shown, s, tempo)
    moves = lead + marks.make(s, tempo)
    return moves + [fade(marks.stacks.total[t], 1.0, end_of(moves)) for t in marks.panel.done(s)]


def gather(marks: PanelMarks, t: Place, tempo: Tempo) -> list[Move]:
    """The filter goes to output t, is multiplied with the inputs under it, the products meet; the total appears."""
    moves = _lead(marks.output_at, marks.output_shown, t, tempo) + marks.make(t, tempo)
    return [*moves, fade(marks.stacks.total[t], 1.0, end_of(moves))]


def arrivals(places: Sequence[Place], start: float) -> list[tuple[Place, float]]:
    """The places that a sweep goes over, each with the time at which it arrives there."""
    first, step = start + FADE + 0.2, _sweep_step(len(places))
    path = _there_and_back(places)
    return [(place, first + (i - 0.45) * step if i else start) for i, place in enumerate(path)]


def sweep(positions: Sequence[Position], shown: Sequence[Track], places: Sequence[Place], start: float) -> list[Move]:
    """Outlines appear at the first place and go from one to the next in step, resting at each, then they go."""
    path, step = arrivals(places, start), _sweep_step(len(places))
    moves = [move for position in positions for move in position.to(path[0][0], start)]
    for place, arrives in path[1:]:
        begin = arrives - step * 0.55
        moves += [move for position in positions for move in position.to(place, begin, step * 0.55)]
    end = start + FADE + 0.2 + len(places) * step
    return moves + [move for track in shown for move in (fade(track, 1.0, start), fade(track, 0.0, end))]


def _sweep_step(count: int) -> float:
    return max(MOST_SWEEP_SECONDS / count, LEAST_PERIOD) if count > 12 else 0.45


def _there_and_back(places: Sequence[Place]) -> list[Place]:
    """Cells row by row, every second row backwards, so that an outline never flies across a grid."""
    if not places or not isinstance(places[0], tuple):
        return list(places)
    rows: dict[int, list[Place]] = {}
    for place in places:
        rows.setdefault(place[0], []).append(place)
    return [place for i, row in enumerate(rows.values()) for place in (row[::-1] if i % 2 else row)]


def after(moves: Sequence[Move], then: Sequence[Move]) -> list[Move]:
    """`moves`, and `then` once they have all arrived."""
    return [*moves, *(move.later(end_of(moves)) for move in then)]


def leaving(marks: PanelMarks, moves: Sequence[Move]) -> float:
    """When the first of the panel's pieces leaves the kernel."""
    laid_out = marks.plane and marks.panel.bench and marks.panel.scatters  # a copy on its bench leaves for its cells
    flights = set((marks.stacks.grow if laid_out else marks.stacks.flight).values())
    return min((move.start for move in moves if move.track in flights), default=end_of(moves))


def end_of(moves: Sequence[Move]) -> float:
    """When the last of the moves has arrived."""
    return max((move.end for move in moves), default=0.0)


def _lead(position: Position, shown: Track, place: Place, tempo: Tempo) -> list[Move]:
    """The cursor goes first."""
    return [Move(shown, 1.0, 0.0, tempo.lead), *position.to(place, 0.0, tempo.move)]
