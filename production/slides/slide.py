"""A slide: some whole beats of a film, what is said in them, and the segments that its clip is made of."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import pairwise

from kernels import InputError, did_you_mean, quoted
from scenes import Film
from scenes.storyboard.cues import sentences_in
from scenes.storyboard.storyboard import FrameClock, Storyboard

from ..segments import Segment, segments

BEATS, CHAPTERS = "beats", "chapters"


@dataclass(frozen=True)
class Slide:
    """One slide. `name`: of its beat, or its chapter. `chapter`: what it belongs to. `notes`: its sentences in order.

    `segments`: what its clip is joined of. `last`: the frame that the clip holds, as a segment of its own.
    """

    name: str
    chapter: str
    notes: tuple[str, ...]
    segments: tuple[Segment, ...]
    last: Segment

    @property
    def frames(self) -> range:
        """Those of the film that the clip shows."""
        return range(self.segments[0].frames.start, self.segments[-1].frames.stop)


def slides_by(text: str | None, film: Film) -> str:
    """What the film is cut by: as asked, or its own choice (InputError)."""
    if text is None:
        return CHAPTERS if film.in_chapters else BEATS
    if text in (BEATS, CHAPTERS):
        return text
    hint = did_you_mean(text, (BEATS, CHAPTERS))
    raise InputError(f"unknown --slides-by {quoted(text)}{hint} choices are {BEATS}, {CHAPTERS}")


def slides(storyboard: Storyboard, fps: int, by: str) -> tuple[Slide, ...]:
    """The film as slides, each frame in one of them; a beat that no frame shows at this rate has none."""
    clock = FrameClock(storyboard, fps)
    return tuple(_slide(clock, beats, by) for beats in _cut(clock, by))


def _slide(clock: FrameClock, beats: range, by: str) -> Slide:
    story, at = clock.storyboard, clock.boundaries
    shown, _ = clock.moment(at[beats.start])  # the first of its beats that has frames
    chapter = next((beat.chapter for beat in reversed(story.beats[: shown + 1]) if beat.chapter), story.title)
    name = chapter if by == CHAPTERS else story.beats[shown].name
    end = at[beats.stop] - 1
    last, _ = clock.moment(end)
    held = Segment(range(last, last + 1), range(end, end + 1))
    return Slide(name, chapter, sentences_in(clock, beats), tuple(_segments(clock, beats)), held)


def _cut(clock: FrameClock, by: str) -> Iterator[range]:
    """The beats of each slide; those without frames belong to what comes after them."""
    story, at = clock.storyboard, clock.boundaries
    starts = [0]
    for i, beat in enumerate(story.beats[1:], start=1):
        if at[i] > at[starts[-1]] and at[i] < clock.frames and (beat.chapter or by == BEATS):
            starts.append(i)
    yield from (range(first, stop) for first, stop in pairwise([*starts, len(story.beats)]))


def _segments(clock: FrameClock, beats: range) -> Iterator[Segment]:
    """The film's own segments that lie in these beats, so that they are not drawn twice, and the rest of others."""
    for whole in segments(clock.storyboard, clock.fps):
        first, stop = max(whole.beats.start, beats.start), min(whole.beats.stop, beats.stop)
        frames = range(clock.boundaries[first], clock.boundaries[stop]) if first < stop else range(0)
        if frames:
            yield Segment(range(first, stop), frames)
