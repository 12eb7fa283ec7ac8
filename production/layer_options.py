"""What the options mean to a film about a network's layer: its padding, and what no layer has."""

from __future__ import annotations

import re

from kernels import InputError, quoted
from kernels.bounds import MOST_PADDING
from scenes import FILMS, Film

from .options import Options

_BY_NAME = "same", "valid"


def layer_mode(options: Options, film: Film) -> str:
    """The mode's text; `--padding same` and `--padding valid` are that mode (InputError where both say something)."""
    if not film.layer:
        return options.mode
    if options.origin is not None and not options.every:
        raise InputError(f"--origin: a layer has none, {film.name} places its weights by --padding; leave --origin out")
    if options.padding is None:
        return options.mode
    if options.mode not in (Options.mode, options.padding):
        raise InputError(
            f"--padding {quoted(options.padding)} and --mode {quoted(options.mode)} both say what pads the inputs; "
            f"leave one of them out"
        )
    return options.padding if options.padding in _BY_NAME else options.mode


def layer_padding(options: Options, film: Film) -> int | None:
    """The zeros on both sides, where they are given as a number (InputError for a film that shows no layer)."""
    text = options.padding
    if text is None or (options.every and not film.layer):
        return None
    if not film.layer:
        those = " or ".join(film.name for film in FILMS if film.layer)
        raise InputError(
            f"--padding goes with {those}, not with {film.name}; use --mode and --boundary, or leave it out"
        )
    if text in _BY_NAME:
        return None
    number = text.strip()
    if not re.fullmatch(r"\+?[0-9]{1,9}", number) or int(number) > MOST_PADDING:
        raise InputError(
            f"--padding {quoted(text)} is not a whole number from 0 to {MOST_PADDING}, nor {' or '.join(_BY_NAME)}; "
            f"use e.g. 1"
        )
    return int(number)
