"""The entries that a film's JSON has: its scene alone says which, whatever the numbers are."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from kernels import quoted
from scenes import Film

from .entry import Entry
from .snippets import LIBRARIES
from .tally import Tally
from .told import OPERATORS

# What stands where: a dictionary is an object with these entries and no others, a list has any number of the one that
# it holds, and None is whatever is asked for by its type elsewhere.
Shape = dict[str, Any] | list[Any] | None

_SETTINGS = "scene", "mode", "boundary", "stride", "dilation"
_KERNEL = "name", "values", "origin", "is", "symmetric"
_PANEL = "view", "operator", "kernel", "origin", "first", "weights", "output"
_LAYER = "padding", "inputs", "outputs", "count", "output_padding", "overlaps"
_BEAT = "name", "start", "end", "caption"
_PICTURE = "name", "channels", "channel", "shape", "digest"
_FILTERED = "first", "least", "greatest", "shape", "digest"
_TOO_MUCH = "is too much"


def check_entries(entry: Entry, film: Film, pixels: bool, tally: Tally) -> bool:
    """Tell what is missing and what is too much; whether all that there must be is there.

    `pixels`: whether the film's picture, if it shows one, is told by its numbers.
    """
    whole = True
    for path, why in _amiss(entry.value, _film(film, pixels), ""):
        tally.amiss.add(f"{path} {why}")
        whole = whole and (why == _TOO_MUCH or path == "version")  # no number needs a version
    return whole


def _film(film: Film, pixels: bool) -> Shape:
    result = _all(*_FILTERED) if film.shows_picture else None
    picture = _all(*_PICTURE, *(["values"] if pixels else []))
    return {
        **_all("version", *_SETTINGS, *(["at"] if film.looks_at_output else []), "seconds"),
        "kernel": _all(*_KERNEL),
        "signal": picture if film.shows_picture else _all("name", "values"),
        "results": dict.fromkeys(OPERATORS, result),
        "panels": [{**_all(*_PANEL), "output": result}],
        **({"layer": _all(*_LAYER)} if film.layer else {}),
        "beats": [_all(*_BEAT)],
        "reproduce": _all(*LIBRARIES),
    }


def _all(*names: str) -> dict[str, Any]:
    return dict.fromkeys(names)


def _amiss(value: Any, shape: Shape, path: str) -> Iterator[tuple[str, str]]:
    """Where an entry is not as the shape has it, and what it is instead."""
    if isinstance(shape, dict):
        if not isinstance(value, dict):
            yield path or "the whole", "is no object"
            return
        at = f"{path}." if path else ""
        yield from ((f"{at}{key}", "is missing") for key in shape if key not in value)
        yield from ((f"{at}{quoted(key, 40)[1:-1]}", _TOO_MUCH) for key in value if key not in shape)
        for key in (key for key in shape if key in value):
            yield from _amiss(value[key], shape[key], f"{at}{key}")
    elif isinstance(shape, list):
        if not isinstance(value, list):
            yield path, "is no list"
            return
        for i, one in enumerate(value):
            yield from _amiss(one, shape[0], f"{path}[{i}]")
