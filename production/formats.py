"""Formats: the kinds of file that a film can be written as, and what each of them can hold."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from kernels import InputError, did_you_mean, quoted

from .options import Options


@dataclass(frozen=True)
class Format:
    """One entry of `--format`.

    `ending`: what its files are called after NAME. `about`: what it is, for a list of files. `in_segments`: whether it
    is drawn and encoded in segments, which are joined, or all at once. `most_pixels`: of a segment, all its frames
    together, if its bytes may be many. `has_opacity`: whether it can be transparent.
    `plays`: whether it says by itself how often it plays. `rates`: frames a second whose times it can hold, from the
    highest; any rate where there are none.
    """

    name: str
    ending: str
    about: str
    in_segments: bool = False
    most_pixels: int | None = None
    has_opacity: bool = False
    plays: bool = False
    rates: tuple[int, ...] = ()

    @property
    def is_folder(self) -> bool:
        """Whether it is many files, one a frame."""
        return "." not in self.ending

    def rate(self, fps: int) -> int:
        """The frames a second that a film of `fps` has in this format: 20 of 60, of 30 and of 24 in GIF."""
        return next((rate for rate in self.rates if rate <= fps), fps)


MP4 = Format("mp4", ".mp4", "H.264", in_segments=True)
WEBM = Format("webm", ".webm", "VP9", in_segments=True, has_opacity=True)
GIF = Format("gif", ".gif", "GIF", plays=True, rates=(20, 10, 5, 4, 2, 1))  # delays are hundredths of a second
WEBP = Format("webp", ".webp", "animated WebP", has_opacity=True, plays=True)
APNG = Format("apng", ".apng", "animated PNG", has_opacity=True, plays=True)
PNG = Format(
    "png", "-frames", "a PNG for every frame", in_segments=True, most_pixels=10**9, has_opacity=True
)  # some 50 MiB
FORMATS = (MP4, WEBM, GIF, WEBP, APNG, PNG)
PLAYED = (MP4, WEBM)  # by pages, with a way to pause them


def asked_formats(options: Options) -> tuple[Format, ...]:
    """Those that are asked for (InputError)."""
    return parse_formats(options.formats, options.transparent, options.loop is not None)


def drawn_formats(options: Options) -> tuple[Format, ...]:
    """All that films are drawn in: the formats that are asked for, and those of a page, if it is (InputError)."""
    asked = asked_formats(options)
    return tuple(dict.fromkeys((*asked, *(page_formats(asked, options.transparent) if options.embed else ()))))


def page_formats(asked: Sequence[Format], transparent: bool) -> tuple[Format, ...]:
    """Those of a page: what it can play of the formats that are asked for, or else the usual one."""
    return tuple(kind for kind in PLAYED if kind in asked) or ((WEBM,) if transparent else (MP4,))


def parse_formats(text: str, transparent: bool, plays: bool) -> tuple[Format, ...]:
    """The formats named, separated by commas, each once; `plays`: whether it was said how often (InputError)."""
    known = {entry.name: entry for entry in FORMATS}
    names = [word.strip().lower() for word in text.split(",")]
    for name in names:
        if name not in known:
            hint = did_you_mean(name, tuple(known))
            raise InputError(f"unknown --format {quoted(name)}{hint} formats are {', '.join(known)}")
    chosen = tuple(known[name] for name in dict.fromkeys(names))
    opaque = [entry.name for entry in chosen if not entry.has_opacity]
    if transparent and opaque:
        those = ", ".join(entry.name for entry in FORMATS if entry.has_opacity)
        raise InputError(f"--transparent goes with {those}, not with {', '.join(opaque)}; use e.g. --format webm")
    if plays and not any(entry.plays for entry in chosen):
        those = ", ".join(entry.name for entry in FORMATS if entry.plays)
        named = ", ".join(entry.name for entry in chosen)
        raise InputError(f"--loop goes with {those}, not with {named}; leave it out, or add --format gif")
    return chosen
