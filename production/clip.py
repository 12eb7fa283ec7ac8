"""Clips: a film in one format, from the jobs that draw it to the file in its place."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

from scenes.storyboard.storyboard import FrameClock

from .address import job_address
from .comment import film_comment
from .folder import check_target
from .formats import Format
from .job import Job
from .request import FilmRequest
from .segments import Segment, segments
from .whole import whole, whole_folder


@dataclass(frozen=True)
class Clip:
    """A film as one file, or as a folder of frames: what `Drawn` asks for."""

    request: FilmRequest
    format: Format
    path: Path

    @property
    def fps(self) -> int:
        """Frames a second."""
        return self.format.rate(self.request.fps)

    @property
    def frames(self) -> int:
        """How many frames it shows, those that are merged with the one before counted apart."""
        return FrameClock(self.request.storyboard, self.fps).frames

    @property
    def fact(self) -> str:
        """Size, rate and length."""
        width, height = self.request.size
        length = f"{self.frames} frames, {self.request.storyboard.seconds:.1f} s"
        return f"{width}×{height}, {self.fps} fps, {length}"

    @cached_property
    def jobs(self) -> dict[str, Job]:
        """What is drawn and encoded apart, by address."""
        story = self.request.storyboard
        width, height = self.request.size
        most = self.format.most_pixels and self.format.most_pixels // (width * height)
        whole_film = (Segment(range(len(story.beats)), range(self.frames)),)
        parts = segments(story, self.fps, most) if self.format.in_segments else whole_film
        jobs = [Job(self.request, part, self.format) for part in parts]
        return {job_address(job): job for job in jobs}

    @cached_property
    def comment(self) -> str:
        """What its file says of itself."""
        return film_comment(self.request, tuple(self.jobs))

    def check_target(self) -> None:
        """InputError if a folder has a file's name, or a file a folder's."""
        check_target(self.path, folder=self.format.is_folder)

    def refuse_foreign(self, force: bool) -> None:
        """InputError if a file that is not ours, or another film, has its name; a damaged film may go."""
        from .standing import refuse_foreign, refuse_strangers

        refuse_strangers(self)
        if not force:
            refuse_foreign(self)

    def stands(self) -> bool:
        """Whether the film stands there whole, made of exactly what it would be made of now."""
        from .standing import is_made

        return is_made(self)

    def write(self, parts: Iterable[bytes]) -> None:
        """Put it in its place, whole or not at all."""
        from .joined import write_film, write_frames  # imports av

        if self.format.is_folder:
            with whole_folder(self.path) as folder:
                write_frames(self, parts, folder)
        else:
            with whole(self.path) as file:
                write_film(self, parts, file)
