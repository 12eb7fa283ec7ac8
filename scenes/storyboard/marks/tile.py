"""Tiles: a weight as a rectangle in its tap's colour and hatching, with its number and, at offset 0, the pin."""

from __future__ import annotations

from collections.abc import Iterator

from ..font import ASCENT, DESCENT, text_width
from ..frame import Frame
from ..labels import GAP_EM
from ..shapes import Polygon, Rect, Role, Segments, Shape, Text, box
from ..theme import TapStyle
from .kernel_row import HATCH_SPACING
from .mark import Look
from .strokes import disc, hatching


def tile(
    look: Look,
    frame: Frame,
    key: str,
    rect: Rect,
    style: TapStyle,
    strength: float,
    label: str,
    counts: bool,
    opacity: float = 1.0,
) -> Iterator[Shape]:
    """A weight as a tile in its tap's colour with its number; a weight of 0 is only a muted number."""
    size = frame.value_px
    label = label if rect.h >= (ASCENT + DESCENT) * size + 4 else ""
    if not counts:
        stroke = look.ink(look.theme.axis, 0.5 * strength)
        yield box(f"{key}.zero", Role.GHOST, rect, stroke=stroke, stroke_px=min(1.2, rect.h / 4), opacity=opacity)
        if label:
            x, y, colour = rect.middle[0], _baseline(frame, rect), look.ink(look.theme.muted, strength)
            yield Text(f"{key}.number", Role.VALUE, label, x, y, size, colour, opacity=opacity)
        return
    yield box(key, Role.BAR, rect, fill=look.ink(style.fill, strength), opacity=opacity)
    strokes = hatching(rect, style.hatch, min(HATCH_SPACING, rect.h / 2))
    if strokes:
        width = min(1.5, rect.h / 8)
        yield Segments(f"{key}.hatch", Role.GHOST, strokes, look.ink(style.hatch_colour, strength), width, opacity)
    if label:
        yield from number(look, frame, key, rect, label, opacity)


def pin(look: Look, key: str, rect: Rect, strength: float, opacity: float = 1.0) -> Polygon:
    """The mark of the tap at offset 0: a small disc in the corner of its tile, clear of the number."""
    radius = min(4.5, 0.13 * rect.w, 0.13 * rect.h)
    circle = disc(rect.x + radius + 1.5, rect.bottom - radius - 1.5, radius)
    accent, background = look.ink(look.theme.accent, strength), look.theme.background
    return Polygon(key, Role.FOCUS, circle, accent, background, min(1.5, radius / 3), opacity)


def number(look: Look, frame: Frame, key: str, rect: Rect, label: str, opacity: float = 1.0) -> Iterator[Shape]:
    """A number in its tile, if it fits."""
    size, x = frame.value_px, rect.middle[0]
    if text_width(label, size) + GAP_EM * size - 3 <= rect.w:  # tiles stand 3 px apart
        colour = look.theme.on_tap
        y = _baseline(frame, rect)
        yield Text(f"{key}.number", Role.VALUE, label, x, y, size, colour, opacity=opacity, inside=key)


def _baseline(frame: Frame, rect: Rect) -> float:
    """The baseline that centres a number in a tile."""
    return rect.middle[1] + (ASCENT - DESCENT) / 2 * frame.value_px + 1
