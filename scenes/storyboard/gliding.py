"""Gliding: a kernel that moves over the outputs without a stop, and makes each of them as it passes."""

from __future__ import annotations

from collections.abc import Sequence

from .choreography import fade
from .marks.stacks import at
from .panel_marks import PanelMarks
from .track import Move, smooth

DROP_SECONDS = 0.45  # from the kernel to the pile
STRETCH_SECONDS = 0.2  # from a weight to its product, where they differ


def glide(marks: PanelMarks, start: float, seconds: float) -> list[Move]:
    """From the first output to the last; what lies under the window drops when the pin is over its output."""
    ts = marks.panel.outputs
    moves = marks.kernel_at.to(ts[-1], start, seconds)
    for t in ts:
        moves += make(marks, t, start + seconds * passing((t - ts[0]) / ((ts[-1] - ts[0]) or 1)))
    return moves


def make(marks: PanelMarks, step: int, start: float, lag: float = 0.0) -> list[Move]:
    """The products of one step, made where the kernel stands; they drop, and complete totals appear."""
    stacks, panel = marks.stacks, marks.panel
    pieces = [piece for piece in panel.pieces[step] if piece.product]
    stretch = STRETCH_SECONDS if any(piece.weight != piece.product for piece in pieces) else 0.0
    moves = [Move(stacks.grow[step], 1.0, start, stretch)]
    for i, piece in enumerate(pieces):
        moves.append(Move(stacks.flight[at(piece)], 1.0, start + stretch + i * lag, DROP_SECONDS))
    landed = max(move.end for move in moves)
    problem = panel.problem
    done = [t for (t,) in problem.completed_after((step,))] if panel.scatters else [step]
    return moves + [fade(stacks.total[t], 1.0, landed) for t in done]


def clear(marks: PanelMarks, seconds: float) -> list[Move]:
    """Piles and totals fade; then everything is as before the first step, but for products of 0, which never show."""
    stacks = marks.stacks
    moves = [Move(stacks.shown, 0.0, 0.0, seconds), Move(stacks.shown, 1.0, seconds + 0.1)]
    moves += [Move(total, 0.0, 0.0, seconds) for total in stacks.total.values()]
    for step, pieces in marks.panel.pieces.items():
        moves.append(Move(stacks.grow[step], 0.0, seconds + 0.05))
        moves += [Move(stacks.flight[at(piece)], 0.0, seconds + 0.05) for piece in pieces if piece.product]
    return moves


def complete(panels: Sequence[PanelMarks]) -> list[Move]:
    """An opening in which everything has been made already."""
    tracks = [t for m in panels for made in (m.stacks.grow, m.stacks.flight, m.stacks.total) for t in made.values()]
    return [Move(track, 1.0) for track in tracks]


def passing(share: float) -> float:
    """When a smooth move is `share` of its way, from 0 at its start to 1 at its end: the inverse of `smooth`."""
    low, high = 0.0, 1.0
    for _ in range(40):
        middle = (low + high) / 2
        low, high = (middle, high) if smooth(middle) < share else (low, middle)
    return (low + high) / 2
