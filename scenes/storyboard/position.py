"""Places and positions: where something stands, in 1-D and in 2-D alike, and how it gets from one place to another."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, TypeAlias

from kernels import Index

from .track import Move, Track, Values

Place: TypeAlias = Any  # a column (int) of a 1-D film, a cell (row, column) of a 2-D one
AXES = ("row", "column")


def place_of(index: Index) -> Place:
    """The place of an index: `(3,) -> 3`, `(1, 2) -> (1, 2)`."""
    return index[0] if len(index) == 1 else index


def index_of(place: Place) -> Index:
    """The index of a place: `3 -> (3,)`, `(1, 2) -> (1, 2)`."""
    return place if isinstance(place, tuple) else (place,)


def distance(a: Place, b: Place) -> int:
    """How far two places lie apart, along the axes (what is nearest is where something rests)."""
    return sum(abs(p - q) for p, q in zip(index_of(a), index_of(b), strict=True))


def nearest(places: Sequence[Place], to: Place) -> Place:
    """The place nearest to another one."""
    return min(places, key=lambda place: distance(place, to))


def middle_of(places: Sequence[Place]) -> Place:
    """The middle one of places in order; in 2-D the one nearest to the middle of the block that they fill."""
    if not isinstance(places[0], tuple):
        return places[len(places) // 2]
    along = [sorted(set(axis)) for axis in zip(*places, strict=True)]
    return nearest(places, tuple(axis[len(axis) // 2] for axis in along))


class Position:
    """Where a cursor or a kernel is: one track an axis."""

    def __init__(self, name: str, start: Place) -> None:
        index = index_of(start)
        names = [name] if len(index) == 1 else [f"{name} {axis}" for axis in AXES]
        self.tracks = tuple(Track(n, float(at)) for n, at in zip(names, index, strict=True))

    @property
    def track(self) -> Track:
        """The only track of a position in 1-D."""
        (track,) = self.tracks
        return track

    def to(self, place: Place, start: float = 0.0, seconds: float = 0.0) -> list[Move]:
        """Go to a place, from `start` seconds into the beat, for `seconds`."""
        return [Move(t, float(at), start, seconds) for t, at in zip(self.tracks, index_of(place), strict=True)]

    def at(self, values: Values) -> tuple[float, ...]:
        """Where it is, one number an axis."""
        return tuple(values[track] for track in self.tracks)
