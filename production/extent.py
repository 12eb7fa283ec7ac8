"""Extent: how long and how large the films of a command are, held against the bounds before anything is drawn."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from kernels import InputError, quoted

from .bounds import MOST_PIXELS, MOST_PIXELS_AS_PICTURES, MOST_SECONDS, MOST_STORY_SECONDS, MOST_WEBM_FRAME
from .formats import MP4, WEBM, Format
from .request import FilmRequest


def check_extent(request: FilmRequest, formats: Sequence[Format]) -> None:
    """InputError for a film that is too long, or too large in one of its formats."""
    name, seconds = request.film.name, request.storyboard.seconds
    if seconds > MOST_SECONDS:
        raise InputError(
            f"{name} with kernel {quoted(request.typed.kernel.name, 20)} is {seconds:.1f} s long, a film has at most "
            f"{MOST_SECONDS} s; use a higher --speed"
        )
    for kind in formats:
        width, height = request.size
        pixels = round(seconds * kind.rate(request.fps)) * width * height
        most = MOST_PIXELS if kind in (MP4, WEBM) else MOST_PIXELS_AS_PICTURES
        if pixels > most:
            raise InputError(
                f"{name} as {kind.name} has {pixels:.1e} pixels in {seconds:.1f} s, at most {most:.0e}; "
                f"use a lower --fps, a smaller -q, or a higher --speed"
            )
        if kind == WEBM and webm_frame(request) > MOST_WEBM_FRAME:
            twice = ", which count twice because it is transparent" if request.transparent else ""
            raise InputError(
                f"{name} as webm has {width * height} pixels a frame{twice}, at most {MOST_WEBM_FRAME}; use a smaller "
                "-q or --width, or another --format"
            )


def webm_frame(request: FilmRequest) -> int:
    """The pixels of a frame as VP9 has them: with opacity it is two streams."""
    width, height = request.size
    return width * height * (2 if request.transparent else 1)


@dataclass
class TotalExtent:
    """The films of a command so far, at the stories' own pace."""

    seconds: float = 0.0

    def add(self, request: FilmRequest) -> None:
        """One more film; InputError once they are too much for one command."""
        self.seconds += request.storyboard.seconds * request.speed
        if self.seconds > MOST_STORY_SECONDS:
            raise InputError(
                f"the films of this command are more than {MOST_STORY_SECONDS} s long together, the most that one "
                f"command makes; give it fewer kernels or films"
            )
