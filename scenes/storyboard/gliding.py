"""Gliding: a kernel that moves over the outputs without a stop, and makes each of them as it passes."""

from __future__ import annotations

from collections.abc import Sequence

from .choreography import fade
from .grids.mosaics import Mosaics
from .marks.stacks import at
from .panel_marks import PanelMarks
from .position import Place
from .track import Move, Track, smooth

DROP_SECONDS = 0.45  # from the kernel to the pile
DOWN = 0.3  # of a row's time, for the way down to it
STRETCH_SECONDS = 0.2  # from a weight to its product, where they differ


def glide(marks: PanelMarks, start: float, seconds: float) -> list[Move]:
    """From the first output to the last; what lies under the window drops when the pin is over its output.

    A grid is crossed row by row, every second row backwards.
    """
    if marks.plane:
        return _glide_over_rows(marks, start, seconds)
    ts = marks.panel.outputs
    moves = marks.kernel_at.to(ts[-1], start, seconds)
    for t in ts:
        moves += make(marks, t, start + seconds * passing((t - ts[0]) / ((ts[-1] - ts[0]) or 1)))
    return moves


def _glide_over_rows(marks: PanelMarks, start: float, seconds: float) -> list[Move]:
    rows, columns = marks.panel.problem.outputs
    period, moves = seconds / len(rows), []
    for i, r in enumerate(rows):
        down = DOWN * period if i else 0.0
        begin, along = start + i * period + down, (period - down) * 0.98  # so that legs never touch
        path = columns[::-1] if i % 2 else columns
        moves += marks.kernel_at.to((r, path[0]), start + i * period, down * 0.98) if i else []
        moves += marks.kernel_at.to((r, path[-1]), begin, along)
        for c in columns:
            moves += make(marks, (r, c), begin + along * passing((c - path[0]) / ((path[-1] - path[0]) or 1)))
    return moves


def make(marks: PanelMarks, step: Place, start: float, stretch: float | None = None, lag: float = 0.0) -> list[Move]:
    """The products of one step, made where the kernel stands; they drop, and complete totals appear.

    `stretch`: seconds from weights to products, if not as many as they need.
    """
    panel, done = marks.panel, [*marks.panel.done(step)]
    pieces = [piece for piece in panel.pieces[step] if piece.product]
    if stretch is None:
        stretch = STRETCH_SECONDS if not marks.plane and any(p.weight != p.product for p in pieces) else 0.0
    moves = [Move(marks.stacks.grow[step], 1.0, start, stretch)]
    moves += [
        Move(track, 1.0, start + stretch + i * lag, DROP_SECONDS) for i, track in enumerate(_flights(marks, step))
    ]
    landed = max(move.end for move in moves)
    return moves + [fade(marks.stacks.total[t], 1.0, landed) for t in done]


def clear(marks: PanelMarks, seconds: float) -> list[Move]:
    """Piles and totals fade; then everything is as before the first step, but for products of 0, which never show."""
    stacks = marks.stacks
    moves = [Move(stacks.shown, 0.0, 0.0, seconds), Move(stacks.shown, 1.0, seconds + 0.1)]
    moves += [Move(total, 0.0, 0.0, seconds) for total in stacks.total.values()]
    for step in marks.panel.pieces:
        moves.append(Move(stacks.grow[step], 0.0, seconds + 0.05))
        moves += [Move(track, 0.0, seconds + 0.05) for track in _flights(marks, step)]
    return moves


def _flights(marks: PanelMarks, step: Place) -> list[Track]:
    """What flies in a step: its products one by one, or all together where they go to mosaics; none if all are 0."""
    pieces = [piece for piece in marks.panel.pieces[step] if piece.product]
    if isinstance(marks.stacks, Mosaics):
        return [marks.stacks.flight[step]] if pieces else []
    return [marks.stacks.flight[at(piece)] for piece in pieces]


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
