"""Decks: a film as a folder of slides, from the jobs that draw it to the folder in its place."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

from ..address import job_address
from ..comment import film_comment
from ..folder import check_target
from ..formats import MP4, PNG, Format
from ..job import Job
from ..request import FilmRequest
from ..whole import whole_folder
from . import ledger
from .files import clip_names, still_names, texts
from .slide import Slide, slides

SLIDES = Format("slides", "-slides", "slides", in_segments=True)


@dataclass(frozen=True)
class Deck:
    """A film as slides: what `Drawn` asks for. `by`: whether a slide is a beat or a chapter."""

    request: FilmRequest
    by: str
    path: Path
    name: str
    format: Format = SLIDES

    @cached_property
    def slides(self) -> tuple[Slide, ...]:
        """What it is cut into."""
        return slides(self.request.storyboard, self.request.fps, self.by)

    @property
    def fact(self) -> str:
        """How many, their size and rate."""
        width, height = self.request.size
        return f"{len(self.slides)} slides, {width}×{height}, {self.request.fps} fps"

    @cached_property
    def _drawn(self) -> dict[Job, str]:
        """The address of all that is drawn: the segments of the clips, and the pictures that they end with."""
        jobs = [Job(self.request, part, MP4) for slide in self.slides for part in slide.segments]
        jobs += [Job(self.request, slide.last, PNG) for slide in self.slides]
        return {job: job_address(job) for job in jobs}

    @property
    def jobs(self) -> dict[str, Job]:
        """The same by address, each once; a segment that is the film's own has the address that it has there."""
        return {address: job for job, address in self._drawn.items()}

    @cached_property
    def comment(self) -> str:
        """What its clips and the folder say of themselves."""
        return film_comment(self.request, tuple(self._drawn.values()))

    @cached_property
    def texts(self) -> dict[str, bytes]:
        """Every file in it that is not drawn."""
        return texts(self.request, self.slides, self.name)

    def check_target(self) -> None:
        """InputError if a file has the folder's name."""
        check_target(self.path, folder=True)

    def refuse_foreign(self, force: bool) -> None:
        """InputError if there is anything in it that is somebody's own; `force` gives up what was edited, no more."""
        ledger.refuse_foreign(self.path, self.request, force)

    def stands(self) -> bool:
        """Whether it stands there whole, made of exactly what it would be made of now."""
        names = {*self.texts, *clip_names(self.slides), *still_names(self.slides)}
        return ledger.stands(self.path, self.comment, names, self.texts)

    def write(self, parts: Iterable[bytes]) -> None:
        """Put it in its place, whole or not at all, from what its jobs gave."""
        given = dict(zip(self.jobs, parts, strict=True))
        with whole_folder(self.path) as folder:
            for name, data in self.texts.items():
                _place(folder, name).write_bytes(data)
            self._write_drawn(folder, given)
            ledger.write(folder, self.comment)

    def _write_drawn(self, folder: Path, given: dict[str, bytes]) -> None:
        from ..join import join  # imports av

        for slide, clip, still in zip(self.slides, clip_names(self.slides), still_names(self.slides), strict=True):
            segments = [given[self._drawn[Job(self.request, part, MP4)]] for part in slide.segments]
            join(segments, self.request.fps, _place(folder, clip), self.comment)
            with zipfile.ZipFile(io.BytesIO(given[self._drawn[Job(self.request, slide.last, PNG)]])) as archive:
                _place(folder, still).write_bytes(archive.read("0"))


def _place(folder: Path, name: str) -> Path:
    path = folder / name
    path.parent.mkdir(exist_ok=True)
    return path
