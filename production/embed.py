"""Embed: a folder with all that a page needs to show a film, in the dark and in the light, and the page itself."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from functools import cached_property
from pathlib import Path

from kernels import InputError, quoted
from scenes.storyboard.theme import THEMES, Theme

from .clip import Clip
from .comment import film_comment
from .embed_files import embed_files
from .folder import check_target
from .formats import PLAYED, Format, page_formats
from .job import Job
from .reading import holds
from .request import FilmRequest
from .seals import is_sealed, sealed
from .whole import whole_folder

EMBED = Format("embed", "", "a page and all that it shows")


@dataclass(frozen=True)
class Embed:
    """The folder NAME/ of one film: what `Drawn` asks for. `formats`: those of the command; a page plays some."""

    request: FilmRequest
    folder: Path
    name: str
    formats: tuple[Format, ...]

    @property
    def path(self) -> Path:
        """Where it goes."""
        return self.folder / self.name

    @property
    def format(self) -> Format:
        """A folder."""
        return EMBED

    @property
    def fact(self) -> str:
        """What it is."""
        return f"a page, a figure to paste, {len(self.clips)} films, dark and light"

    @cached_property
    def themes(self) -> tuple[Theme, ...]:
        """The film's own theme, then the other."""
        return self.request.theme, *(theme for theme in THEMES if theme != self.request.theme)

    @cached_property
    def clips(self) -> tuple[Clip, ...]:
        """The films in it, theme by theme: NAME.mp4 in the film's own, NAME-light.mp4 in the other."""
        kinds = page_formats(self.formats, self.request.transparent)
        return tuple(
            Clip(self._in(theme), kind, self.path / f"{self.stem(theme)}{kind.ending}")
            for theme in self.themes
            for kind in kinds
        )

    @cached_property
    def jobs(self) -> dict[str, Job]:
        """Those of all films in it; what the film beside it has as well is drawn once."""
        return {address: job for clip in self.clips for address, job in clip.jobs.items()}

    def stem(self, theme: Theme) -> str:
        """What the files of a theme are called."""
        return self.name if theme == self.request.theme else f"{self.name}-{theme.name}"

    def check_target(self) -> None:
        """InputError if something that is no folder has its name."""
        check_target(self.path, folder=True)

    def refuse_foreign(self, force: bool) -> None:
        """InputError if the folder is somebody else's: it holds another film, or (whatever `force`) other things."""
        if not self.path.is_dir():
            return
        known = {*self._texts, *self._posters, *(f"{self.stem(t)}{kind.ending}" for t in THEMES for kind in PLAYED)}
        found = sorted(self.path.iterdir())
        for path in found:
            if path.name not in known or not path.is_file():
                raise InputError(
                    f"{quoted(str(path))} is no part of a film's page; move it, or choose another --name or --out"
                )
        if not force:
            for clip in self.clips:
                clip.refuse_foreign(force)
            if found and not any(clip.path.exists() for clip in self.clips):
                raise InputError(
                    f"{quoted(str(self.path))} has files, but no film of ours; choose another --name or --out, or "
                    "--force to replace them"
                )

    def stands(self) -> bool:
        """Whether it stands there with just these files, all made of exactly what they would be made of now."""
        if not self.path.is_dir():
            return False
        names = {*self._texts, *self._posters, *(clip.path.name for clip in self.clips)}
        if {path.name for path in self.path.iterdir()} != names:
            return False
        return (
            all(holds(self.path / name, text) for name, text in self._texts.items())
            and all(is_sealed(self.path / poster, note) for poster, (_, note) in self._posters.items())
            and all(clip.stands() for clip in self.clips)
        )

    def write(self, parts: Iterable[bytes]) -> None:
        """Put it in its place, whole or not at all."""
        drawn = dict(zip(self.jobs, parts, strict=True))
        with whole_folder(self.path) as folder:
            for name, data in self._made(drawn, folder):
                (folder / name).write_bytes(data)

    def _made(self, drawn: dict[str, bytes], folder: Path) -> Iterator[tuple[str, bytes]]:
        """Write the films to the folder; then every other file as (name, content)."""
        from .joined import write_film  # imports av
        from .stills import poster

        for clip in self.clips:
            write_film(clip, [drawn[address] for address in clip.jobs], folder / clip.path.name)
        yield from self._texts.items()
        for name, (request, comment) in self._posters.items():
            yield name, sealed(poster(request), ".png", comment)

    @cached_property
    def _texts(self) -> dict[str, bytes]:
        """Every file that needs no drawing, by name."""
        kinds = tuple(dict.fromkeys(clip.format for clip in self.clips))
        texts = embed_files(self.request, self.name, {theme: self.stem(theme) for theme in self.themes}, kinds)
        return {name: text.encode("utf-8", "replace") for name, text in texts.items()}

    @cached_property
    def _posters(self) -> dict[str, tuple[FilmRequest, str]]:
        """The posters by file name: the film that each is of, and the comment that it bears."""
        return {
            f"{self.stem(theme)}-poster.png": (self._in(theme), film_comment(self._in(theme), ["poster", *addresses]))
            for theme in self.themes
            for addresses in [next(clip.jobs for clip in self.clips if clip.request.theme == theme)]
        }

    def _in(self, theme: Theme) -> FilmRequest:
        return replace(self.request, theme=theme)
