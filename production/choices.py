"""Choices: one word of the command line each, made what it stands for, or refused in one line (InputError)."""

from __future__ import annotations

import math
import re
from typing import TypeVar

from kernels import InputError, did_you_mean, quoted
from scenes import FILMS, Film
from scenes.storyboard.position import Place, place_of

from .bounds import LEAST_SPEED, MOST_SPEED, MOST_TITLE

Choice = TypeVar("Choice")


def chosen(text: str, known: dict[str, Choice], what: str, plural: str) -> Choice:
    """The choice of this name; `what` and `plural` are what it is called."""
    if text in known:
        return known[text]
    names = tuple(known)
    raise InputError(f"unknown {what} {quoted(text)}{did_you_mean(text, names)} {plural} are {', '.join(names)}")


def whole(text: str, what: str, least: int, most: int, usual: int = 1) -> int:
    """A whole number from `least` to `most`; `usual` is one to try."""
    number = text.strip()  # here, because a regular expression's spaces are more than those that `int` knows
    if re.fullmatch(r"\+?[0-9]{1,9}", number) and least <= int(number) <= most:
        return int(number)
    raise InputError(f"{what} {quoted(text)} is not a whole number from {least} to {most}; use e.g. {usual}")


def speed(text: str) -> float:
    """A pace, times the story's own."""
    try:
        speed = float(text) if len(text) <= 40 else math.nan
    except ValueError:
        speed = math.nan
    if not LEAST_SPEED <= speed <= MOST_SPEED:
        raise InputError(f"--speed {quoted(text)} is not a number from {LEAST_SPEED} to {MOST_SPEED:g}; use e.g. 1.5")
    return speed


def at(text: str, film: Film) -> Place:
    """The output that a film looks at: `3`, or `1,2` in 2-D."""
    if not film.looks_at_output:
        *those, last = (film.name for film in FILMS if film.looks_at_output)
        raise InputError(
            f"--at goes with {', '.join(those)} or {last}, not with {film.name}, which shows every output; leave it out"
        )
    number = r"\s*[+-]?[0-9]{1,9}\s*"
    if not re.fullmatch(f"{number}(?:,{number})?", text):
        raise InputError(
            f"--at {quoted(text)} is not a whole number; give an output t, e.g. 3, or r,c in 2-D, e.g. 1,2"
        )
    return place_of(tuple(int(part.strip()) for part in text.split(",")))


def title(text: str) -> str:
    """A title of one line, without anything that cannot be shown."""
    title = text.strip()
    if not 1 <= len(title) <= MOST_TITLE:
        raise InputError(f"--title {quoted(text, 30)} has {len(title)} characters; give from 1 to {MOST_TITLE}")
    if not title.isprintable():
        raise InputError(f"--title {quoted(text)} has characters that cannot be shown; give one line of text")
    return title
