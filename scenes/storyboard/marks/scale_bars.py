"""Scale bars: which colour stands for which number."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from fractions import Fraction

import numpy as np

from kernels import show

from ..font import ASCENT, text_width
from ..image_body import Spot, Spots
from ..pixels import Pixels
from ..shades import Shades
from ..shapes import Anchor, Raster, Rect, Role, Shape, Text, box
from ..track import Track, Values
from .mark import Look

BAR_EM, LINE_EM, GAP_EM = 0.75, 1.08, 0.55
STEPS = 96  # of the bar, from end to end


@dataclass(frozen=True, eq=False)
class ScaleBars:
    """For each entry its name, a bar from its least to its greatest number, and these numbers below."""

    spot: Spot
    entries: tuple[tuple[str, Shades], ...]
    channels: int
    shown: Track

    @property
    def tracks(self) -> tuple[Track, ...]:
        """Visibility."""
        return (self.shown,)

    def shapes(self, look: Look, values: Values) -> Iterator[Shape]:
        """All that have room, in the middle of the spot."""
        if values[self.shown] <= 0:
            return
        spot, size = look.spot(self.spot.part, Spots).rects[self.spot.name], look.layout.frame.note_px
        each = (BAR_EM + 2 * LINE_EM + GAP_EM) * size
        above = len(self.entries) * each - GAP_EM * size <= spot.h  # else names stand between the numbers
        each -= 0.0 if above else LINE_EM * size
        count = min(len(self.entries), max(1, int((spot.h + GAP_EM * size) / each)))
        top = spot.middle[1] - (count * each - GAP_EM * size) / 2
        for i, entry in enumerate(self.entries[-count:]):
            rect = Rect(spot.x, top + i * each, spot.w, BAR_EM * size)
            yield from self._bar(look, rect, entry, f"scale.{i}", above, values[self.shown])

    def _bar(
        self, look: Look, bar: Rect, entry: tuple[str, Shades], key: str, above: bool, opacity: float
    ) -> Iterator[Shape]:
        theme, size, (name, shades) = look.theme, look.layout.frame.note_px, entry
        if above:
            x, y = bar.middle[0], bar.y + ASCENT * size
            yield Text(f"{key}.name", Role.NOTE, name, x, y, size, theme.text, opacity=opacity)
            bar = Rect(bar.x, bar.y + LINE_EM * size, bar.w, bar.h)
        low = -shades.most if shades.signed else 0.0
        ramp = np.repeat(np.linspace(low, shades.most, STEPS)[None, :, None], self.channels, axis=2)
        yield Raster(key, Role.PICTURE, bar, Pixels.of(shades.pixels(theme, ramp)), opacity)
        yield box(f"{key}.edge", Role.GHOST, bar, stroke=theme.axis, stroke_px=1, opacity=opacity)
        y = bar.bottom + (ASCENT + 0.2) * size
        for text, x, anchor in _ticks(bar, shades, size, None if above else name):
            colour = theme.text if text == name else theme.muted
            yield Text(f"{key}.{anchor.name}", Role.NOTE, text, x, y, size, colour, anchor=anchor, opacity=opacity)


def _ticks(bar: Rect, shades: Shades, size: float, name: str | None) -> list[tuple[str, float, Anchor]]:
    """The numbers at both ends, and between them the name or 0, if there is room; or the one that both ends are plus
    and minus."""
    least, most = show(Fraction(-shades.most) if shades.signed else Fraction(0)), show(Fraction(shades.most))
    if shades.clipped:  # what lies beyond looks like the end
        least, most = f"≤ {least}", f"≥ {most}"
    room = bar.w - text_width(least, size) - text_width(most, size)
    if shades.signed and room < size:
        return [(f"±{show(Fraction(shades.most))}", bar.middle[0], Anchor.MIDDLE)]
    ends = [(least, bar.x, Anchor.START), (most, bar.right, Anchor.END)]
    middle = name or ("0" if shades.signed else "")
    widest = 2 * max(text_width(least, size), text_width(most, size)) + text_width(middle, size) + 2 * size
    return ends + ([(middle, bar.middle[0], Anchor.MIDDLE)] if middle and widest <= bar.w else [])
