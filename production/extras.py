"""Extras: what a user may have beside a film and its numbers; each is one option, and one file or more."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass
from functools import cached_property, partial
from pathlib import Path

from kernels import InputError, quoted
from scenes.storyboard.storyboard import FrameClock

from .captions import captions_srt, captions_vtt, chapters_vtt
from .contact_sheet import contact_sheet
from .folder import check_target
from .handout import handout
from .options import Options
from .reading import holds
from .request import FilmRequest
from .stills import beat_stills, poster, still_names
from .transcript import transcript
from .whole import whole, whole_folder

STILL_NAME = re.compile(r"[0-9]{2,}-[a-z0-9-]*\.png")


@dataclass(frozen=True)
class ExtraKind:
    """A kind of extra. `ending`: what it is called after NAME. `about`: what it is, for a list of files.

    `made`: what is in the file; or, for a folder, the names of its files with what is in each.
    """

    ending: str
    about: str
    made: Callable[[FilmRequest], bytes | dict[str, bytes]]

    @property
    def is_folder(self) -> bool:
        """Whether it is a folder of files."""
        return self.ending == STILLS


@dataclass(frozen=True)
class Extra:
    """An extra of one film."""

    kind: ExtraKind
    request: FilmRequest
    folder: Path
    name: str

    @property
    def path(self) -> Path:
        """Where it goes."""
        return self.folder / f"{self.name}{self.kind.ending}"

    @property
    def fact(self) -> str:
        """What it is."""
        return f"{len(still_names(self.request))} {self.kind.about}" if self.kind.is_folder else self.kind.about

    @cached_property
    def content(self) -> bytes | dict[str, bytes]:
        """All that is in it."""
        return self.kind.made(self.request)

    def check_target(self) -> None:
        """InputError if a folder has a file's name, or a file a folder's."""
        check_target(self.path, folder=self.kind.is_folder)

    def refuse_foreign(self, force: bool) -> None:
        """InputError if something with its name may be somebody else's: no film's numbers are beside it.

        In a folder, `force` takes nothing away but stills.
        """
        if self.kind.is_folder and self.path.exists():
            for path in sorted(self.path.iterdir()):
                if not (path.is_file() and STILL_NAME.fullmatch(path.name)):
                    raise InputError(
                        f"{quoted(str(path))} is no still of a film; move it, or choose another --name or --out"
                    )
        if not force and self.path.exists() and not (self.folder / f"{self.name}.json").exists():
            raise InputError(
                f"{quoted(str(self.path))} exists without a film of its name beside it; choose another --name or "
                "--out, or --force to replace it"
            )

    def stands(self) -> bool:
        """Whether it stands there with just this content."""
        if isinstance(self.content, bytes):
            return holds(self.path, self.content)
        there = {path.name for path in self.path.iterdir()} if self.path.exists() else set()
        return there == self.content.keys() and all(
            holds(self.path / name, data) for name, data in self.content.items()
        )

    def write(self) -> None:
        """Put it in its place, whole or not at all."""
        if isinstance(self.content, bytes):
            with whole(self.path) as file:
                file.write_bytes(self.content)
        else:
            with whole_folder(self.path) as folder:
                for name, data in self.content.items():
                    (folder / name).write_bytes(data)


def extras(options: Options) -> tuple[ExtraKind, ...]:
    """Those that are asked for."""
    wants_poster = options.poster or (options.gallery and not options.embed)  # an embed folder has its own
    asked = (options.caption_files, CAPTIONS), (wants_poster, POSTER), (options.stills, PAPER)
    return tuple(kind for wanted, kinds in asked if wanted for kind in kinds)


def _timed(text: Callable[[FrameClock], str], request: FilmRequest) -> bytes:
    return text(FrameClock(request.storyboard, request.fps)).encode()


STILLS = "-stills"
CAPTIONS = (
    ExtraKind(".vtt", "captions", partial(_timed, captions_vtt)),
    ExtraKind(".chapters.vtt", "chapters", partial(_timed, chapters_vtt)),
    ExtraKind(".srt", "captions", partial(_timed, captions_srt)),
    ExtraKind(".txt", "transcript and alt text", lambda request: transcript(request).encode()),
)
POSTER = (ExtraKind("-poster.png", "the most telling frame", poster),)
PAPER = (
    ExtraKind(STILLS, "stills", lambda request: dict(beat_stills(request))),
    ExtraKind("-sheet.png", "contact sheet", contact_sheet),
    ExtraKind("-handout.pdf", "handout", handout),
)
