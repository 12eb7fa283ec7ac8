"""Addresses: a digest of everything that determines the pixels of a segment, so that it never need be made twice."""

from __future__ import annotations

import hashlib
from typing import Any

from scenes.storyboard.picture import Picture
from scenes.storyboard.storyboard import FrameClock

from .formats import MP4, Format
from .job import Job
from .made_by import made_by
from .request import FilmRequest
from .segments import Segment


def job_address(job: Job) -> str:
    """The address of what a job draws."""
    return segment_address(job.request, job.segment, job.format)


def segment_address(request: FilmRequest, segment: Segment, kind: Format = MP4) -> str:
    """Hexadecimal. Equal for two segments only if they have the same frames, encoded alike.

    The title counts only as far as it is seen, and the other parts of the film not at all: what changes elsewhere
    leaves the address as it is.
    """
    facts: tuple[Any, ...] = (
        made_by(), request.film.name, request.problem.content(), request.padding,
        request.image and request.image.content(), request.size, kind.rate(request.fps), request.encoder,
        request.captions, _told(request.picture, segment, kind.rate(request.fps)),
    )  # fmt: skip
    if kind != MP4:
        first = FrameClock(request.storyboard, kind.rate(request.fps)).boundaries[segment.beats.start]
        facts += segment.frames.start - first, len(segment.frames)
        facts += kind.name, request.transparent, request.plays if kind.plays else 0
    return hashlib.sha256(repr(facts).encode()).hexdigest()


def _told(picture: Picture, segment: Segment, fps: int) -> tuple[Any, ...]:
    """The slice of the storyboard as the frames have it: times, captions, tracks, and what is seen at rest."""
    story, beats = picture.storyboard, segment.beats
    start, end = story.starts[beats.start], story.starts[beats.stop]
    boundaries = FrameClock(story, fps).boundaries[beats.start : beats.stop + 1]
    times = tuple(round(time - start, 6) for time in story.starts[beats.start : beats.stop + 1])
    said = tuple(story.beats[beat].caption.text for beat in beats)
    before = story.beats[beats.start - 1].caption.text if beats.start else None  # a caption that stays does not fade in
    moved = tuple(
        (type(mark).__name__, tuple((track.name, story.curves[track].within(start, end)) for track in mark.tracks))
        for mark in story.marks
    )
    seen = picture.shapes(beats.start, start), *(picture.end_of(beat) for beat in beats)
    frames = tuple(frame - boundaries[0] for frame in boundaries)
    return frames, times, before, said, moved, picture.frame, picture.theme, seen
