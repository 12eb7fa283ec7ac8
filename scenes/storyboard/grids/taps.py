"""Taps on boards: a weight as a cell in its tap's colour, with its number, or as a colour of the diverging scale."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from ..diverging import diverging
from ..marks.mark import Look
from ..shapes import Rect, Role, Shape, box
from ..theme import TapStyle
from .cells import number
from .filled_tap import filled_tap
from .sheets import SheetPlace


@dataclass(frozen=True)
class Tap:
    """A weight, its number as typed, and how it looks."""

    weight: float
    label: str
    style: TapStyle


def drawn_tap(
    look: Look, place: SheetPlace, key: str, rect: Rect, tap: Tap, opacity: float, laid: float = 0.0
) -> Iterator[Shape]:
    """A tap; `laid`: how far only its frame is left, so that what it is laid upon can be read."""
    if not tap.weight:
        if laid < 1:
            shown, muted = opacity * (1 - laid), look.theme.muted
            ground, axis = diverging(look.theme, 0.0), look.ink(look.theme.axis, 0.6)  # opaque: nothing shines through
            stroke_px = min(1.2, rect.h / 8)
            yield box(f"{key}.zero", Role.GHOST, rect, fill=ground, stroke=axis, stroke_px=stroke_px, opacity=shown)
            if place.block.numbers:
                yield from number(place.number_px, f"{key}.number", rect, tap.label, muted, opacity=shown)
        return
    width = max(1.5, min(4.0, 0.1 * rect.h))
    if laid > 0:
        framed, shown = rect.grown(-width / 2), opacity * laid
        yield box(f"{key}.frame", Role.GHOST, framed, stroke=tap.style.fill, stroke_px=width, opacity=shown)
    if laid >= 1:
        return
    opacity *= 1 - laid
    label = (tap.label, place.number_px) if place.block.numbers else None
    yield from filled_tap(look, key, rect, tap.style, label, place.share(tap.weight), opacity=opacity)
