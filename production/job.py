"""Jobs: what workers are given to do, as plain data."""

from __future__ import annotations

from dataclasses import dataclass

from .formats import MP4, Format
from .request import FilmRequest
from .segments import Segment


@dataclass(frozen=True)
class Job:
    """A segment of a film that is to be drawn and encoded in a format."""

    request: FilmRequest
    segment: Segment
    format: Format = MP4

    @property
    def fps(self) -> int:
        """Frames a second in that format."""
        return self.format.rate(self.request.fps)

    @property
    def pixels(self) -> int:
        """In all of its frames together."""
        width, height = self.request.size
        return len(self.segment.frames) * width * height
