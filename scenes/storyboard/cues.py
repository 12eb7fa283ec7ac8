"""Cues: from which frame to which each sentence of a film is on screen."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from .storyboard import FrameClock


@dataclass(frozen=True)
class Cue:
    """A text, the frame with which it appears and the frame with which it is gone; it is shown for at least one."""

    text: str
    first: int
    end: int


def sentences(clock: FrameClock) -> tuple[Cue, ...]:
    """The narration: one cue a sentence, without gaps from the film's first frame to its end."""
    captions = [beat.caption.text for beat in clock.storyboard.beats]
    return _cues(zip(captions, clock.boundaries, clock.boundaries[1:], strict=False))


def sentences_in(clock: FrameClock, beats: range) -> tuple[str, ...]:
    """What is said in these beats, each sentence once."""
    first, end = clock.boundaries[beats.start], clock.boundaries[beats.stop]
    return tuple(cue.text for cue in sentences(clock) if cue.first < end and cue.end > first)


def chapters(clock: FrameClock) -> tuple[Cue, ...]:
    """The film's chapters, without gaps; what comes before the first one is named after the film."""
    story = clock.storyboard
    starts = [i for i, beat in enumerate(story.beats) if beat.chapter or i == 0]
    names = [story.beats[i].chapter or story.title for i in starts]
    frames = [clock.boundaries[i] for i in starts]
    return _cues(zip(names, frames, [*frames[1:], clock.frames], strict=True))


def _cues(spans: Iterable[tuple[str, int, int]]) -> tuple[Cue, ...]:
    """One cue for each text; a text said again at once stays, and one that no frame shows is left out."""
    cues: list[Cue] = []
    for text, first, end in spans:
        if first == end:
            continue  # at a few frames a second, a fast film has beats between two frames
        if cues and cues[-1].text == text:
            cues[-1] = Cue(text, cues[-1].first, end)
        else:
            cues.append(Cue(text, first, end))
    return tuple(cues)
