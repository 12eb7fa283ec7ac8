"""Tap grids: a 2-D kernel as tiles about its pin; it turns about the pin, lies down on pixels, and is multiplied."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from fractions import Fraction
from math import cos, pi, sin

import numpy as np

from kernels import Index, Kernel, Piece, show

from ..blend import settled
from ..image_body import Spot, Spots
from ..patch_view import PatchView
from ..shades import Shades
from ..shapes import Polygon, Rect, Role, Segments, Shape, Text, box
from ..theme import TapStyle, mix
from ..track import Track, Values
from .cell_text import baseline, size_for
from .kernel_row import HATCH_SPACING
from .mark import Look
from .strokes import disc, hatching


@dataclass(frozen=True, eq=False)
class TapGrid:
    """The tiles of g with its pin in the middle of a spot: as large as they can be, or, in the last spot if there is a
    `view`, as large as the cells of its patch.

    `at`: which of the spots, or how far on the way to the next. `turn`: 0 is g, 1 is g turned by half a turn. `halved`:
    how far tiles leave the upper halves of their cells free. `scaled`: 0 shows weights, 1 the products `pieces`. `met`:
    how far these have come together in the middle of the spot `goal`.
    """

    key: str
    kernel: Kernel
    spots: tuple[Spot, ...]
    view: PatchView | None
    shades: Shades
    pieces: tuple[Piece, ...]
    goal: Spot
    at: Track
    turn: Track
    halved: Track
    scaled: Track
    met: Track
    shown: Track
    focus: Track

    @property
    def tracks(self) -> tuple[Track, ...]:
        """Place, turn, and what has become of the weights."""
        return self.at, self.turn, self.halved, self.scaled, self.met, self.shown, self.focus

    def shapes(self, look: Look, values: Values) -> Iterator[Shape]:
        """The tiles with their numbers, and the pin."""
        if values[self.shown] <= 0:
            return
        styles = look.theme.taps(range(self.kernel.values.size))
        x, y, pitch = self._middle(look, values)
        size = self._size(look, pitch)
        for i, k in enumerate(np.ndindex(self.kernel.shape)):
            rect = self._tile(look, values, k, (x, y), pitch)
            yield from self._shapes(look, values, i, k, rect, styles[i], size)
        if values[self.scaled] < 0.5 and values[self.met] <= 0:
            radius = min(5.0, 0.12 * pitch)
            accent, ground = look.ink(look.theme.accent, values[self.focus]), look.theme.background
            at = x + pitch / 2 - radius - 3, y + pitch / 2 - radius - 3
            yield Polygon(f"{self.key}.pin", Role.FOCUS, disc(*at, radius), accent, ground, 1.5, values[self.shown])

    def _middle(self, look: Look, values: Values) -> tuple[float, float, float]:
        """Where the pin's tile has its middle, and the side of a cell."""
        at = values[self.at]
        low = min(int(at), len(self.spots) - 1)
        high, found = min(low + 1, len(self.spots) - 1), []
        for i in (low, high):
            rect, (rows, columns) = (
                look.spot(self.spots[i].part, Spots).rects[self.spots[i].name],
                self._squares(look, i),
            )
            found.append((*rect.middle, min(rect.w / columns, rect.h / rows)))
        a, b = found
        x, y, pitch = (p + (q - p) * (at - low) for p, q in zip(a, b, strict=True))
        return x, y, pitch

    def _squares(self, look: Look, spot: int) -> Index:
        """How many cells a spot is high and wide."""
        if self.view and spot == len(self.spots) - 1:
            return self.view.patch(look).shape
        along = zip(self.kernel.origin, self.kernel.shape, strict=True)
        return tuple(2 * max(c, taps - 1 - c) + 1 for c, taps in along)

    def _tile(self, look: Look, values: Values, k: Index, middle: tuple[float, float], pitch: float) -> Rect:
        """The tile of a tap. While it turns it is smaller, so that upright tiles pass one another."""
        angle = pi * values[self.turn]
        down, right = (i - c for i, c in zip(k, self.kernel.origin, strict=True))
        x = middle[0] + (right * cos(angle) - down * sin(angle)) * pitch
        y = middle[1] + (right * sin(angle) + down * cos(angle)) * pitch
        side = pitch / (abs(cos(angle)) + abs(sin(angle)))
        halved, met = values[self.halved] * (1 - values[self.scaled]), values[self.met]
        if met > 0:
            goal = look.spot(self.goal.part, Spots).rects[self.goal.name].middle
            x, y, side = x + (goal[0] - x) * met, y + (goal[1] - y) * met, side * (1 - 0.3 * met)
        top = y - side / 2 + halved * side / 2
        return Rect(x - side / 2 + 1, top + 1, side - 2, y + side / 2 - top - 2)

    def _shapes(
        self, look: Look, values: Values, i: int, k: Index, rect: Rect, style: TapStyle, size: float | None
    ) -> Iterator[Shape]:
        """One tile: a weight in its tap's colour, a product in the colour of its value."""
        theme, strength, scaled = look.theme, values[self.focus], values[self.scaled]
        shown, key = values[self.shown] * (1 - max(0.0, 5 * values[self.met] - 4)), f"{self.key}.{i}"
        product, counts = self._product(k), bool(self.kernel.values[k])
        label = self.kernel.label(k) if scaled < 0.5 or product is None else show(product)
        seen = settled(scaled) * (1.0 if values[self.met] <= 0 else 0.0)
        if not counts:
            ground, edge = mix(theme.background, theme.axis, 0.16), look.ink(theme.axis, 0.8 * strength)
            shown *= 1 - scaled
            yield box(key, Role.GHOST, rect, fill=ground, stroke=edge, stroke_px=1, opacity=shown)
            ink, inside = look.ink(theme.muted, strength), None
        else:
            value = float(product or 0)
            fill = mix(style.fill, self.shades.fill(theme, value), scaled)
            ink = theme.on_tap if scaled < 0.5 else self.shades.ink(theme, value)
            edge = look.ink(style.fill, strength)
            yield box(key, Role.BAR, rect, fill=look.ink(fill, strength), stroke=edge, stroke_px=3, opacity=shown)
            inside = key
            strokes = hatching(rect, style.hatch, min(HATCH_SPACING, rect.h / 2)) if scaled < 0.5 else ()
            if strokes:
                colour, width = look.ink(style.hatch_colour, strength), min(1.5, rect.h / 10)
                yield Segments(f"{key}.hatch", Role.GHOST, strokes, colour, width, shown * settled(scaled))
        if size is not None and seen * shown > 0:
            x, y = rect.middle[0], baseline(rect.middle[1], size)
            yield Text(f"{key}.number", Role.NOTE, label, x, y, size, ink, opacity=seen * shown, inside=inside)

    def _size(self, look: Look, pitch: float) -> float | None:
        texts = {self.kernel.label(k) for k in np.ndindex(self.kernel.shape)}
        if self.view is None:  # it stands there as it is
            return size_for(texts, pitch, look.layout.frame, lines=1)
        texts |= {show(piece.product) for piece in self.pieces}
        return size_for(texts, pitch, look.layout.frame)

    def _product(self, k: Index) -> Fraction | None:
        return next((piece.product for piece in self.pieces if piece.tap == k), None)
