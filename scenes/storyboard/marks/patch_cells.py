"""Patches: a few pixels as cells with their numbers, which change from one state to the next."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from fractions import Fraction

from kernels import Index, show

from ..blend import settled
from ..image_body import Spot, Spots, between, fitted
from ..patch_view import PatchView
from ..shades import Shades
from ..shapes import Rect, Role, Shape, Text, box
from ..theme import Theme, mix
from ..track import Track, Values
from .cell_text import baseline, size_for
from .mark import Look
from .outlined import outlined
from .whole_image import WholeImage

State = Mapping[Index, Fraction]  # numbers by pixel; what is missing is not there yet


@dataclass(frozen=True, eq=False)
class PatchCells:
    """The cells of a patch at a spot. `state`: which of the states, or how far on the way to the next.

    `grown`: how far the patch has come out of the whole picture `source`. Where a window lies, over the pixels `under`,
    numbers step up by `raised` to make room for the weights, and are hidden by `covered`.
    """

    key: str
    spot: Spot
    view: PatchView
    states: tuple[State, ...]
    shades: Shades
    source: WholeImage
    under: frozenset[Index]
    state: Track
    shown: Track
    grown: Track
    focus: Track
    raised: Track
    covered: Track
    outlined: Track

    @property
    def tracks(self) -> tuple[Track, ...]:
        """State, place and visibility."""
        return self.state, self.shown, self.grown, self.focus, self.raised, self.covered, self.outlined, self.source.at

    def shapes(self, look: Look, values: Values) -> Iterator[Shape]:
        """Cells, their numbers, and an outline around the middle one."""
        if values[self.shown] <= 0:
            return
        place, pitch = self._place(look, values)
        size = size_for(self._texts, pitch, look.layout.frame)
        state, grown = values[self.state], values[self.grown]
        low = min(int(state), len(self.states) - 1)
        high = min(low + 1, len(self.states) - 1)
        seen = settled(state) * max(0.0, 5 * grown - 4) * values[self.shown]
        patch = self.view.patch(look)
        columns = len(patch.columns)
        for i, t in enumerate(patch.pixels):
            rect = Rect(place.x + i % columns * pitch, place.y + i // columns * pitch, pitch, pitch)
            number = self.states[round(state)].get(t)
            fills = [self._fill(look.theme, self.states[j].get(t)) for j in (low, high)]
            fill = look.ink(mix(fills[0], fills[1], state - low), values[self.focus])
            edge = look.ink(look.theme.axis, 0.6 * values[self.focus])
            yield box(
                f"{self.key}.{i}", Role.GHOST, rect, fill=fill, stroke=edge, stroke_px=1, opacity=values[self.shown]
            )
            opacity = seen * (1 - values[self.covered] if t in self.under else 1.0)
            if number is not None and size is not None and opacity > 0:
                middle = rect.middle[1] - (values[self.raised] * pitch / 4 if t in self.under else 0.0)
                ink = look.ink(self.shades.ink(look.theme, float(number)), values[self.focus])
                x, y = rect.middle[0], baseline(middle, size)
                yield Text(f"{self.key}.{i}.number", Role.NOTE, show(number), x, y, size, ink, opacity=opacity)
        if values[self.outlined] > 0:
            row, column = patch.rows.index(patch.middle[0]), patch.columns.index(patch.middle[1])
            around = Rect(place.x + column * pitch, place.y + row * pitch, pitch, pitch).grown(1)
            yield from outlined(look, f"{self.key}.middle", around, values[self.outlined] * values[self.shown])

    def _place(self, look: Look, values: Values) -> tuple[Rect, float]:
        """Where the cells stand, and the side of one."""
        there = look.spot(self.spot.part, Spots).rects[self.spot.name]
        if values[self.grown] < 1:
            there = between(
                self.source.rect(look, values[self.source.at], self.view.region(look)), there, values[self.grown]
            )
        return fitted(there, *self.view.patch(look).shape)

    @property
    def _texts(self) -> set[str]:
        return {show(number) for state in self.states for number in state.values()}

    def _fill(self, theme: Theme, number: Fraction | None) -> str:
        return mix(theme.background, theme.axis, 0.16) if number is None else self.shades.fill(theme, float(number))
