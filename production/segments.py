"""Segments: the slices of a film that are drawn and encoded apart, the same ones whatever draws them."""

from __future__ import annotations

from dataclasses import dataclass

from scenes.storyboard.storyboard import FrameClock, Storyboard


@dataclass(frozen=True)
class Segment:
    """Whole beats of a film, and the frames that show them."""

    beats: range
    frames: range


def segments(storyboard: Storyboard, fps: int) -> tuple[Segment, ...]:
    """The film cut where its storyboard says."""
    boundaries = FrameClock(storyboard, fps).boundaries
    return tuple(Segment(p, range(boundaries[p.start], boundaries[p.stop])) for p in storyboard.parts)
