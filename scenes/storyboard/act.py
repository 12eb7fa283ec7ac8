"""Acts: other films' storyboards as they play within a joined film, and the excerpts of them that are played."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import cached_property

from .caption import MOST_CHARACTERS, Caption
from .choreography import LONG_RUN, LONG_RUN_SECONDS, QUICK
from .marks.on_stage import OnStage
from .storyboard import Beat, Storyboard
from .track import Move, Track


@dataclass(frozen=True, eq=False)
class Act:
    """A storyboard with a stage of its own: title, body and marks are seen as far as `shown` says."""

    name: str
    story: Storyboard
    shown: Track = field(default_factory=lambda: Track("act shown"))

    @cached_property
    def marks(self) -> tuple[OnStage, ...]:
        """The storyboard's, on this act's stage."""
        return tuple(OnStage(mark, self.name, self.shown) for mark in self.story.marks)

    def excerpt(self, since: str | None = None, until: str | None = None, through: str | None = None) -> Excerpt:
        """The beats from the one named `since`, or the first, to the one before `until`, to `through`, or to the last.

        Raises
        ------
        ValueError
            when there are no such beats.
        """
        names = [beat.name for beat in self.story.beats]
        first = 0 if since is None else self._index(since)
        last = len(names) if until is None else self._index(until, first + 1)
        last = last if through is None else self._index(through, first) + 1
        return Excerpt(self, tuple(self.story.beats[first:last]), self.story.values(self.story.starts[first]))

    def _index(self, name: str, first: int = 0) -> int:
        names = [beat.name for beat in self.story.beats]
        if name not in names[first:]:
            raise ValueError(f"{self.name} has no beat {name!r} after {first} others: {', '.join(names)}")
        return names.index(name, first)


@dataclass(frozen=True, eq=False)
class Excerpt:
    """Beats of an act, one after another, and the values in which its tracks are found when they begin.

    Any moment is a function of the tracks, so these values are all that is left of the beats before.
    """

    act: Act
    beats: tuple[Beat, ...]
    opening: Mapping[Track, float]

    def led_by(self, words: str) -> Excerpt:
        """The same with words before its first sentence that lead over to it, if there is room for them."""
        first, *others = self.beats
        told = Caption(f"{words} {first.caption.template}", first.caption.quantities)
        if len(told.text) > MOST_CHARACTERS:
            return self
        return replace(self, beats=(replace(first, caption=told), *others))

    def closed_by(self, beat: Beat) -> Excerpt:
        """The same with a beat of the joined film's own after it."""
        return replace(self, beats=(*self.beats, beat))

    def hurried(self, which: Callable[[Beat], bool], told: int, name: str, caption: Caption) -> Excerpt:
        """The first `told` of the beats that `which` is true of as they are, and the others, if several, in one."""
        steps = [i for i, beat in enumerate(self.beats) if which(beat)][told:]
        if len(steps) < 2:
            return self
        first, last = steps[0], steps[-1] + 1
        beats = self.beats[first:last]
        still = max(beat.still for beat in beats)
        one = Beat(name, caption, overlapped([beat.moves for beat in beats]), still=still)
        return replace(self, beats=(*self.beats[:first], one, *self.beats[last:]))


def overlapped(runs: Sequence[Sequence[Move]]) -> list[Move]:
    """All moves, in as little time as calm allows.

    Every run begins as soon after the one before as in `choreography.run`, or later: when all tracks that both move
    are free.
    """
    period = LONG_RUN_SECONDS if len(runs) > LONG_RUN else 2 * QUICK.move
    moves: list[Move] = []
    free: dict[Track, float] = {}
    start = -period
    for run in runs:
        start = max([start + period, *(free[m.track] - m.start for m in run if m.track in free)])
        later = [move.later(start) for move in run]
        for move in later:
            free[move.track] = max(move.end, free.get(move.track, 0.0))
        moves += later
    return moves
