"""Gallery: one page over all the films of ours in a folder, whenever they were made."""

from __future__ import annotations

import os
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from urllib.parse import quote

from kernels import InputError, quoted
from scenes import FILMS

from .failures import failures_said
from .folder import check_target, make_folder
from .formats import APNG, GIF, PLAYED, WEBP
from .harmless import harmless
from .options import Options
from .pages import is_page, page
from .reading import holds, read_object
from .transcript import clock_time
from .whole import whole

SHOWN = (WEBP, APNG, GIF)  # what only moves
_SETTINGS = {"mode": Options.mode, "boundary": Options.boundary, "stride": 1, "dilation": 1}  # the usual ones
_MOST_KERNEL = 5_000  # characters of a kernel's name: the largest that a film shows has 4,018
_MOST_SECONDS = 1e6


@dataclass(frozen=True)
class Entry:
    """A film in the gallery: what its numbers say of it, and where its files are, as addresses from the page.

    `settings`: those that are not the usual ones, to be read on after the kernel's name.
    `film_file`: what plays; None where there is only `picture`, which moves by itself. `page`: what its card leads to.
    """

    name: str
    film: str
    kernel: str
    settings: str
    seconds: float
    film_file: str | None
    picture: str | None
    page: str

    @property
    def summary(self) -> str:
        """The film in a few words."""
        return next(film.summary for film in FILMS if film.name == self.film)

    @property
    def length(self) -> str:
        """Minutes and seconds."""
        return clock_time(self.seconds)


def gallery_path(options: Options) -> Path:
    """Where the page of a command goes."""
    return Path(options.out) / "index.html"


def gallery_line(options: Options) -> str:
    """The page in a list of what would be written; nothing if it was not asked for."""
    path = gallery_path(options)
    return f"{harmless(str(path))}: the gallery, {'exists' if path.exists() else 'new'}\n" if options.gallery else ""


def check_gallery(options: Options, force: bool) -> None:
    """InputError if somebody else's page has the gallery's name."""
    path = gallery_path(options)
    check_target(path)
    if not force and path.exists() and not is_page(path):
        raise InputError(
            f"{quoted(str(path))} exists and is no gallery of films; choose another --out, or --force to replace it"
        )


def write_gallery(options: Options) -> Path:
    """Write the page anew, whole or not at all, if the folder has changed since; its path (RenderError)."""
    path = gallery_path(options)
    with failures_said(path):
        make_folder(path.parent)
        content = gallery_html(path.parent).encode("utf-8", "replace")
        if not holds(path, content):
            with whole(path) as file:
                file.write_bytes(content)
    return path


def gallery_html(folder: Path) -> str:
    """The page over every film in a folder."""
    found = entries(folder)
    films = list(dict.fromkeys(entry.film for entry in found))
    kernels = sorted({entry.kernel for entry in found})
    return page("gallery.html", entries=found, films=films, kernels=kernels)


def entries(folder: Path) -> list[Entry]:
    """Every film whose numbers lie in a folder beside something that shows it: by film, then by name."""
    made = [entry for path in sorted(folder.glob("*.json")) if (entry := _entry(path)) is not None]
    order = [film.name for film in FILMS]
    return sorted(made, key=lambda entry: (order.index(entry.film), entry.name))


def _entry(numbers: Path) -> Entry | None:
    """The film that a file of numbers belongs to; None if it is no such file, or if nothing shows its film."""
    found, name, folder = _told(numbers), numbers.stem, numbers.parent
    if found is None:
        return None
    films = [f"{name}{kind.ending}" for kind in PLAYED] + [f"{name}/{name}{kind.ending}" for kind in PLAYED]
    pictures = [f"{name}-poster.png", f"{name}/{name}-poster.png"]
    film, poster = _first(folder, films), _first(folder, pictures)
    moving = _first(folder, [f"{name}{kind.ending}" for kind in SHOWN])
    if film is None and moving is None:
        return None
    page_file = _first(folder, [f"{name}/{name}.html"])
    leads_to = page_file or film or moving
    return Entry(name=name, film_file=film, picture=poster or (None if film else moving), page=str(leads_to), **found)


def _told(path: Path) -> dict[str, Any] | None:
    """What a card says of a film, from its numbers; None if the file is something else.

    Anybody may have written it: every value is of its type and within its bounds, or there is no card.
    """
    found = read_object(path) or {}
    kernel = found.get("kernel")
    name = kernel.get("name") if isinstance(kernel, dict) else None
    film, seconds = found.get("scene"), found.get("seconds")
    if film not in [film.name for film in FILMS] or not isinstance(name, str) or not 0 < len(name) <= _MOST_KERNEL:
        return None
    if isinstance(seconds, bool) or not isinstance(seconds, int | float) or not 0 < seconds < _MOST_SECONDS:
        return None
    settings = {what: found.get(what) for what in _SETTINGS}
    if any(type(value) is not type(_SETTINGS[what]) or len(str(value)) > 20 for what, value in settings.items()):
        return None
    unusual = (f" · {what} {harmless(str(value))}" for what, value in settings.items() if value != _SETTINGS[what])
    return {"film": film, "kernel": harmless(name), "seconds": float(seconds), "settings": "".join(unusual)}


def _first(folder: Path, names: list[str]) -> str | None:
    """The first of these files that is there, as an address from the page."""
    return next((quote(os.fsencode(name)) for name in names if (folder / name).is_file()), None)
