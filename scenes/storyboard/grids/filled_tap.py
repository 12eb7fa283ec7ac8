"""A filled tap: a weight that is not 0 as a cell of a grid, wherever it is drawn."""

from __future__ import annotations

from collections.abc import Iterator

from ..diverging import diverging
from ..marks.mark import Look
from ..marks.strokes import hatching
from ..shapes import Rect, Role, Segments, Shape, box
from ..theme import TapStyle
from .cells import number

HATCH_SPACING = 8.0  # px


def filled_tap(
    look: Look,
    key: str,
    rect: Rect,
    style: TapStyle,
    label: tuple[str, float] | None,
    share: float,
    strength: float = 1.0,
    opacity: float = 1.0,
    certain: float = 1.0,
) -> Iterator[Shape]:
    """In its tap's colour and hatching with its number; without room for one, in the colour of its value.

    `label`: the number and its size in px, None where it has no room. `share`: of the largest weight, -1 to 1.
    `certain`: how much of the number is seen.
    """
    fill = look.ink(style.fill, strength)
    if label is None:
        width, colour = min(3.0, 0.14 * rect.h), look.ink(diverging(look.theme, share), strength)
        yield box(key, Role.BAR, rect.grown(-width / 2), fill=colour, stroke=fill, stroke_px=width, opacity=opacity)
        return
    yield box(key, Role.BAR, rect, fill=fill, opacity=opacity)
    strokes = hatching(rect, style.hatch, HATCH_SPACING)
    if strokes:
        colour = look.ink(style.hatch_colour, strength)
        yield Segments(f"{key}.hatch", Role.GHOST, strokes, colour, 1.5, opacity)
    text, size_px = label
    ink = look.theme.on_tap
    yield from number(size_px, f"{key}.number", rect, text, ink, opacity=opacity * certain, inside=key)
