"""Tracks: the animated numbers, and the moves that change them."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable, Mapping
from dataclasses import dataclass


def smooth(x: float) -> float:
    """Progress 0..1 that starts and ends at rest: 6x⁵ − 15x⁴ + 10x³ (Perlin's smootherstep)."""
    return x * x * x * (x * (6 * x - 15) + 10)


@dataclass(frozen=True, eq=False)
class Track:
    """One animated number, known by identity; `name` is for people, `initial` its value in the opening."""

    name: str
    initial: float = 0.0

    def __repr__(self) -> str:
        return f"<Track {self.name}>"


Values = Mapping[Track, float]


@dataclass(frozen=True)
class Move:
    """Take `track` to the value `to`, smoothly from `start` seconds into its beat, for `seconds` (0: at once)."""

    track: Track
    to: float
    start: float = 0.0
    seconds: float = 0.0

    @property
    def end(self) -> float:
        """Seconds into the beat at which the track has arrived."""
        return self.start + self.seconds

    def later(self, seconds: float) -> Move:
        """The same move, begun `seconds` later."""
        return Move(self.track, self.to, self.start + seconds, self.seconds)


class Curve:
    """A track's value over the whole film: the pure function time -> value that its moves make."""

    def __init__(self, track: Track, moves: Iterable[Move]) -> None:
        self._initial = track.initial
        self._moves = sorted(moves, key=lambda move: (move.start, move.end))
        self._starts = [move.start for move in self._moves]
        values = [track.initial, *(move.to for move in self._moves)]
        self._from = values[:-1]
        for before, after in zip(self._moves, self._moves[1:], strict=False):
            if after.start < before.end - 1e-9:
                raise ValueError(f"{track.name}: the move at {after.start:g} s starts before {before.end:g} s")

    def at(self, seconds: float) -> float:
        """The value at `seconds`; a move of no length has its new value from its very start."""
        index = bisect_right(self._starts, seconds + 1e-9) - 1
        if index < 0:
            return self._initial
        move = self._moves[index]
        if seconds >= move.end - 1e-9:
            return move.to
        progress = smooth((seconds - move.start) / move.seconds)
        return self._from[index] + (move.to - self._from[index]) * progress

    def within(self, start: float, end: float) -> tuple[float, tuple[tuple[float, float, float, float], ...]]:
        """All that the values from `start` to `end` depend on, whatever the film's time: the first of them, and the
        moves under way meanwhile, (from, to, begin after `start`, seconds) each."""
        moves = zip(self._from, self._moves, strict=True)
        return self.at(start), tuple(
            (came_from, move.to, round(move.start - start, 6), move.seconds)
            for came_from, move in moves
            if move.start < end - 1e-6 and move.end > start
        )
