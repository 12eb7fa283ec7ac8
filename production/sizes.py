"""Sizes in pixels that are asked for by number: even, within bounds, and in the shape of the film's frame."""

from __future__ import annotations

import re

from kernels import InputError, quoted
from scenes.storyboard.frame import Frame

from .bounds import LEAST_PX, MOST_PX


def parse_size(width: str | None, height: str | None, frame: Frame) -> tuple[int, int] | None:
    """Width and height from `--width`, `--height` or both; None if neither is given (InputError).

    The one that is missing follows from the frame, rounded to an even number; where both are given, either must be
    what follows from the other.
    """
    wide = None if width is None else _side(width, "--width")
    high = None if height is None else _side(height, "--height")
    if wide is not None and high is not None:
        if high != _even(wide * frame.height / frame.width) and wide != _even(high * frame.width / frame.height):
            raise InputError(
                f"--width {wide} and --height {high} are not {frame.aspect}; leave one out, or choose another --aspect"
            )
        return wide, high
    if wide is not None:
        return wide, _followed(_even(wide * frame.height / frame.width), f"--width {wide}", "height")
    if high is not None:
        return _followed(_even(high * frame.width / frame.height), f"--height {high}", "width"), high
    return None


def _side(text: str, what: str) -> int:
    number = text.strip()
    if not re.fullmatch(r"\+?[0-9]{1,6}", number) or not LEAST_PX <= int(number) <= MOST_PX:
        raise InputError(f"{what} {quoted(text)} is not a whole number from {LEAST_PX} to {MOST_PX}; use e.g. 640")
    if int(number) % 2:
        raise InputError(f"{what} {int(number)} is odd, and video needs even sizes; use {int(number) + 1}")
    return int(number)


def _followed(px: int, given: str, other: str) -> int:
    if not LEAST_PX <= px <= MOST_PX:
        raise InputError(f"{given} makes the {other} {px}, which is not from {LEAST_PX} to {MOST_PX}; use another")
    return px


def _even(px: float) -> int:
    return 2 * round(px / 2)
