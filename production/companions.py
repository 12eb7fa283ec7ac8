"""Companions: the files that lie beside a film in whatever format it is, and whose content is known without drawing."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

from kernels import InputError, quoted

from .describe import describe_text
from .folder import check_target
from .reading import holds, read_object
from .request import FilmRequest


@dataclass(frozen=True)
class CompanionKind:
    """A kind of companion. `ending`: what its files are called after NAME. `about`: what it is, for a list of files.

    `text`: what is in it, from the request and NAME. `is_ours`: whether a file that stands there is one of its kind,
    which may be replaced; `foreign` says what it is not otherwise.
    """

    ending: str
    about: str
    text: Callable[[FilmRequest, str], str]
    is_ours: Callable[[Path], bool]
    foreign: str


@dataclass(frozen=True)
class TextFile:
    """A companion of one film: what `Companion` asks for."""

    kind: CompanionKind
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
        return self.kind.about

    @cached_property
    def content(self) -> bytes:
        """Its text, as UTF-8."""
        return self.kind.text(self.request, self.name).encode()

    def check_target(self) -> None:
        """InputError if something that is no file has its name."""
        check_target(self.path)

    def refuse_foreign(self, force: bool) -> None:
        """InputError if a file of another kind has its name, unless it is to be replaced by force."""
        if not force and self.path.exists() and not self.kind.is_ours(self.path):
            raise InputError(
                f"{quoted(str(self.path))} exists and is not {self.kind.foreign}; choose another --name or --out, "
                "or --force to replace it"
            )

    def stands(self) -> bool:
        """Whether it stands there with just this content."""
        return holds(self.path, self.content)


def _is_numbers(path: Path) -> bool:
    found = read_object(path)
    return found is not None and {"scene", "results", "panels"} <= found.keys()


NUMBERS = CompanionKind(".json", "the numbers", describe_text, _is_numbers, "a film's numbers")
COMPANIONS = (NUMBERS,)  # of every film
