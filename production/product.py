"""Products: what a film becomes on disk. Clips are drawn; companions are written from what is known of the film."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path
from typing import Protocol

from .formats import Format
from .job import Job
from .request import FilmRequest


class Product(Protocol):
    """A file, or a folder of files, that a plan writes. Whoever makes films knows nothing else about it."""

    @property
    def path(self) -> Path:
        """Where it goes."""

    @property
    def fact(self) -> str:
        """What it is, in a few words, for a list of files."""

    def check_target(self) -> None:
        """InputError if something that is not of its kind, a folder for a file, has its name."""

    def refuse_foreign(self, force: bool) -> None:
        """InputError if something that this project did not make, or made for another film, has its name.

        `force`: only if it is what nobody could mean to replace, such as a folder with other things in it.
        """

    def stands(self) -> bool:
        """Whether it stands there whole, made of exactly what it would be made of now."""


class Drawn(Product, Protocol):
    """A product that is drawn, by jobs that any executor may run."""

    @property
    def request(self) -> FilmRequest:
        """The film that it shows."""

    @property
    def format(self) -> Format:
        """The kind of file that it is."""

    @property
    def jobs(self) -> dict[str, Job]:
        """What must be drawn for it, in order, by address."""

    def write(self, parts: Iterable[bytes]) -> None:
        """Put it in its place, whole or not at all, from what its jobs gave."""


class Companion(Product, Protocol):
    """A product whose content follows from the plan alone."""

    @property
    def content(self) -> bytes:
        """All that is in its file."""
