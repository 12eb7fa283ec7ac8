"""Segments: the slices of a film that are drawn and encoded apart, the same ones whatever draws them."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from dataclasses import dataclass
from itertools import pairwise

from scenes.storyboard.storyboard import FrameClock, Storyboard


@dataclass(frozen=True)
class Segment:
    """Frames of a film, and the beats that they show: whole ones, but where a piece would be too large."""

    beats: range
    frames: range


def segments(storyboard: Storyboard, fps: int, most_frames: int | None = None) -> tuple[Segment, ...]:
    """The film cut where its storyboard says; pieces of more than `most_frames` in equal ones, also within beats."""
    boundaries = FrameClock(storyboard, fps).boundaries
    whole = [Segment(p, range(boundaries[p.start], boundaries[p.stop])) for p in storyboard.parts]
    if most_frames is None:
        return tuple(whole)
    return tuple(piece for segment in whole for piece in _pieces(segment, boundaries, most_frames))


def _pieces(segment: Segment, boundaries: tuple[int, ...], most: int) -> list[Segment]:
    frames = segment.frames
    count = -(-len(frames) // most)
    if count <= 1:
        return [segment]
    cuts = [frames.start + place * len(frames) // count for place in range(count + 1)]
    return [
        Segment(range(bisect_right(boundaries, first) - 1, bisect_left(boundaries, last)), range(first, last))
        for first, last in pairwise(cuts)
    ]
