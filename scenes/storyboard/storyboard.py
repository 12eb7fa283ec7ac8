"""Storyboards: an opening and beats; together a pure function from time to the values of all tracks."""

from __future__ import annotations

from bisect import bisect_right
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property
from itertools import pairwise

from kernels import Problem

from .body import Body
from .caption import Caption
from .marks.mark import Mark
from .track import Curve, Move, Track

SHORTEST_CAPTION_SECONDS = 1.2
CHARACTERS_PER_SECOND = 20
STILL_SECONDS = 0.6  # of rest after each sum, so that the eye can take it in
LEAST_PART_SECONDS, LONG_PART_SECONDS = 5.0, 15.0  # from cut to cut: each costs a key frame


@dataclass(frozen=True)
class Beat:
    """A named step: its moves (times within it), the one sentence said meanwhile, and how long it lasts.

    `seconds` grows by itself until every move has arrived, `still` seconds of rest have passed and the caption
    could be read. `chapter` names a place where a film may be cut.
    """

    name: str
    caption: Caption
    moves: Sequence[Move] = ()
    least_seconds: float = 0.0
    still: float = STILL_SECONDS
    chapter: str | None = None

    @cached_property
    def seconds(self) -> float:
        """The beat's length, a whole number of tenths of a second."""
        moved = max((move.end for move in self.moves), default=0.0) + self.still
        read = max(len(self.caption.text) / CHARACTERS_PER_SECOND, SHORTEST_CAPTION_SECONDS)
        return -(-max(moved, read, self.least_seconds) * 10 // 1) / 10


@dataclass(frozen=True)
class Storyboard:
    """A film as data: title, body, its marks, and beats in order; all that is drawn follows from tracks.

    `loops`: it ends as it begins, so that it can be played again and again without a seam. `poster`: the name of the
    beat whose end tells the most, as the one picture that stands for the film; None for the last one.
    """

    title: str
    meta: str
    problem: Problem
    body: Body
    marks: Sequence[Mark]
    beats: Sequence[Beat]
    speed: float = 1.0
    loops: bool = False
    poster: str | None = None

    def __post_init__(self) -> None:
        known = {track for mark in self.marks for track in mark.tracks}
        for beat in self.beats:
            for move in beat.moves:
                if move.track not in known:
                    raise ValueError(f"beat {beat.name!r} moves {move.track!r}, which no mark declares")
        if self.poster is not None and self.poster not in {beat.name for beat in self.beats}:
            raise ValueError(f"no beat is called {self.poster!r}, which is to be the poster")

    @cached_property
    def starts(self) -> tuple[float, ...]:
        """Seconds at which each beat starts, and the film's end as the last entry."""
        times = [0.0]
        for beat in self.beats:
            times.append(round(times[-1] + beat.seconds / self.speed, 6))
        return tuple(times)

    @property
    def seconds(self) -> float:
        """The film's length."""
        return self.starts[-1]

    @property
    def poster_beat(self) -> int:
        """Which beat's end is the poster."""
        named = [i for i, beat in enumerate(self.beats) if beat.name == self.poster]
        return named[-1] if named else len(self.beats) - 1

    @cached_property
    def parts(self) -> tuple[range, ...]:
        """The beats of every part that may be rendered by itself.

        A part begins with a chapter, or with a beat where the one before has become long; never sooner than 5 s after
        the last cut or before the end, and before a chapter only if it is as far.
        """
        chapters = [start for start, beat in zip(self.starts, self.beats, strict=False) if beat.chapter]
        cuts = [0]
        for i, beat in enumerate(self.beats[1:], start=1):
            since, left = self.starts[i] - self.starts[cuts[-1]], self.seconds - self.starts[i]
            near = any(0 < start - self.starts[i] < LEAST_PART_SECONDS for start in chapters)
            if min(since, left) >= LEAST_PART_SECONDS and (beat.chapter or (since >= LONG_PART_SECONDS and not near)):
                cuts.append(i)
        return tuple(range(first, last) for first, last in pairwise([*cuts, len(self.beats)]))

    @cached_property
    def curves(self) -> dict[Track, Curve]:
        """Every track as a function of the film's time."""
        moves: dict[Track, list[Move]] = defaultdict(list)
        for start, beat in zip(self.starts, self.beats, strict=False):
            for move in beat.moves:
                begin = start + move.start / self.speed
                moves[move.track].append(Move(move.track, move.to, begin, move.seconds / self.speed))
        return {track: Curve(track, moves[track]) for mark in self.marks for track in mark.tracks}

    def values(self, seconds: float) -> dict[Track, float]:
        """Every track's value at `seconds`, from nothing but the time: no frame depends on another."""
        return {track: curve.at(seconds) for track, curve in self.curves.items()}


@dataclass(frozen=True)
class FrameClock:
    """Which moment every frame shows: beat i begins exactly at frame round(starts[i] · fps), at every rate."""

    storyboard: Storyboard
    fps: int

    @cached_property
    def boundaries(self) -> tuple[int, ...]:
        """The first frame of every beat, and the number of frames as the last entry."""
        return tuple(round(start * self.fps) for start in self.storyboard.starts)

    @property
    def frames(self) -> int:
        """How many frames the film has."""
        return self.boundaries[-1]

    def moment(self, frame: int) -> tuple[int, float]:
        """(beat index, seconds) shown by `frame`; seconds run evenly from one boundary to the next."""
        beat = bisect_right(self.boundaries, frame) - 1
        first, last = self.boundaries[beat], self.boundaries[beat + 1]
        start, end = self.storyboard.starts[beat], self.storyboard.starts[beat + 1]
        return beat, start + (end - start) * (frame - first) / (last - first)
