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
        count = min(len(self.entries), max(1, int((spot.h + GAP_EM * size) / each)))
        top = spot.middle[1] - (count * each - GAP_EM * size) / 2
        for i, (name, shades) in enumerate(self.entries[-count:]):
            yield from self._bar(look, Rect(spot.x, top + i * each, spot.w, each), name, shades, f"scale.{i}", values)

    def _bar(self, look: Look, rect: Rect, name: str, shades: Shades, key: str, values: Values) -> Iterator[Shape]:
        theme, size, opacity = look.theme, look.layout.frame.note_px, values[self.shown]
        bar = Rect(rect.x, rect.y + LINE_EM * size, rect.w, BAR_EM * size)
        x, y = rect.middle[0], rect.y + ASCENT * size
        yield Text(f"{key}.name", Role.NOTE, name, x, y, size, theme.text, opacity=opacity)
        low = -shades.most if shades.signed else 0.0
        ramp = np.repeat(np.linspace(low, shades.most, STEPS)[None, :, None], self.channels, axis=2)
        pixels = Pixels.of(shades.pixels(theme, ramp))
        yield Raster(key, Role.PICTURE, bar, pixels, opacity)
        yield box(f"{key}.edge", Role.GHOST, bar, stroke=theme.axis, stroke_px=1, opacity=opacity)
        y = bar.bottom + (ASCENT + 0.2) * size
        for text, x, anchor in _ticks(bar, shades, size):
            yield Text(f"{key}.{anchor.name}", Role.NOTE, text, x, y, size, theme.muted, anchor=anchor, opacity=opacity)


def _ticks(bar: Rect, shades: Shades, size: float) -> list[tuple[str, float, Anchor]]:
    """The numbers at both ends, and 0 in the middle if there is room; or the one that both ends are plus and minus."""
    least, most = show(Fraction(-shades.most) if shades.signed else Fraction(0)), show(Fraction(shades.most))
    room = bar.w - text_width(least, size) - text_width(most, size)
    if shades.signed and room < size:
        return [(f"±{most}", bar.middle[0], Anchor.MIDDLE)]
    ends = [(least, bar.x, Anchor.START), (most, bar.right, Anchor.END)]
    return ends + ([("0", bar.middle[0], Anchor.MIDDLE)] if shades.signed and room > 2.5 * size else [])
