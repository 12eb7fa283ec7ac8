"""The public function: `film("mismatch", kernel="1,2,4")` renders a film from Python, and shows it in a notebook."""

from __future__ import annotations

import base64
import json
import os
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cached_property
from numbers import Real
from pathlib import Path
from typing import Any, TypedDict, Unpack

from .options import Options
from .reading import text_of

Numbers = str | Sequence[Any]  # as on the command line, or a list, or an array: [1, 2, 4], [[0, 1], [2, 3]]


class FilmOptions(TypedDict, total=False):
    """The options of the command line by their names, `--no-caption` as `no_caption=True`."""

    kernel: Numbers
    signal: Numbers
    image: str | Path
    padding: int | str
    origin: int | Sequence[int] | str
    mode: str
    boundary: str
    stride: int | str
    dilation: int | str
    kernel_is: str
    at: int | Sequence[int] | str
    quality: str
    width: int | str
    height: int | str
    fps: int | str
    aspect: str
    theme: str
    transparent: bool
    title: str
    speed: float | str
    no_caption: bool
    format: str | Sequence[str]
    loop: int | str
    out: str | Path
    name: str
    captions: bool
    poster: bool
    stills: bool
    slides: bool
    slides_by: str
    embed: bool
    gallery: bool
    force: bool
    encoder: str
    jobs: int | str
    job_limit: int | str
    scheduler: str
    cache: str | Path
    cache_size: float | str


_FIELDS = {"format": "formats", "captions": "caption_files", "cache_size": "cache_gib"}  # where the names differ
_FLAGS = ("transparent", "no_caption", "captions", "poster", "stills", "slides", "embed", "gallery", "force")
_MIME = {".mp4": "video/mp4", ".webm": "video/webm", ".gif": "image/gif", ".webp": "image/webp", ".apng": "image/apng"}


@dataclass(frozen=True)
class RenderedFilm:
    """A film that is on disk: `path` is its file, `files` all that was asked for, `alt` says what it shows."""

    path: Path
    files: tuple[Path, ...]
    alt: str

    @cached_property
    def numbers(self) -> dict[str, Any]:
        """Every number of the film, as in NAME.json."""
        numbers = next(path for path in self.files if path.suffix == ".json")
        return dict(json.loads(text_of(numbers.read_bytes())))

    def _repr_html_(self) -> str:
        """The film itself, so that a notebook shows it wherever it is opened."""
        from .pages import page

        path = self.path
        if path.is_dir():  # of frames: the last one shows most
            path = max(path.iterdir())
        kind = _MIME.get(path.suffix, "image/png")
        data = base64.b64encode(path.read_bytes()).decode()
        return page("notebook.html", kind=kind, data=data, alt=self.alt)

    def _repr_mimebundle_(self, **_: Any) -> dict[str, str]:
        return {"text/html": self._repr_html_(), "text/plain": repr(self)}


def film(scene: str = Options.scenes[0], /, **options: Unpack[FilmOptions]) -> RenderedFilm:
    """Render one film as the command line does; keyword arguments are its options (`kernel_is` is `--kernel-is`).

    Numbers are given as text, lists or arrays. The same call again finds the film done. Raises InputError for what
    cannot be shown, before anything is drawn, RenderError for a film that cannot be made, ImportError where what
    draws is missing.
    """
    from .alt_text import alt_text
    from .formats import asked_formats
    from .rendering import render_films
    from .request import parse_requests

    choices = _choices(scene, options)
    (request,) = parse_requests(choices)
    first, *_ = asked_formats(choices)
    files: list[Path] = []
    render_films(choices, bool(options.get("force")), files.append)
    path = next(path for path in files if path.name.endswith(first.ending))
    return RenderedFilm(path, tuple(files), alt_text(request))


def _choices(scene: str, options: FilmOptions) -> Options:
    """The options as the command line would have them (InputError)."""
    from kernels import InputError, did_you_mean, quoted

    if not isinstance(scene, str):
        raise InputError(f"the film {quoted(str(scene))} is no text; give its name, e.g. 'mismatch'")
    chosen: dict[str, Any] = {"scenes": (scene,)}
    for name, value in options.items():
        if name not in FilmOptions.__annotations__:
            hint = did_you_mean(name, tuple(FilmOptions.__annotations__))
            raise InputError(f"unknown option {quoted(name)}{hint} options are those of render --help")
        if name in _FLAGS:
            if not isinstance(value, bool):
                raise InputError(f"{name}={quoted(str(value))} is neither True nor False; give one of them")
            chosen[_FIELDS.get(name, name)] = value
        elif value is not None:
            text = _text(name, value)
            chosen |= {"kernels": (text,)} if name == "kernel" else {_FIELDS.get(name, name): text}
    chosen.pop("force", None)
    chosen.setdefault("cache", os.environ.get("BOTH_WAYS_CACHE"))
    chosen["captions"] = not chosen.pop("no_caption", False)
    return Options(**chosen)


def _text(name: str, value: object) -> str:
    """A value as it would be typed: `[1, 2, 4]` as `1,2,4`, `[[0, 1], [2, 3]]` as `0 1; 2 3`."""
    from kernels import InputError, quoted

    if isinstance(value, str | Path):
        return str(value)
    if isinstance(value, Iterable):
        entries = list(value)
        if any(isinstance(entry, Iterable) and not isinstance(entry, str) for entry in entries):
            return "; ".join(" ".join(map(str, row)) for row in entries)
        return ",".join(map(str, entries))
    if isinstance(value, Real) and not isinstance(value, bool):
        return str(value)
    raise InputError(f"{name}={quoted(str(value))} is no number and no text; give it as on the command line")
