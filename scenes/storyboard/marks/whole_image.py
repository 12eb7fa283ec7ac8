"""Whole pictures: pixels at one spot or on their way to another, row by row where they are still being made."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import cached_property

from ..image_body import Spot, Spots, between, fitted
from ..patch_view import PatchView
from ..pixels import Pixels
from ..shapes import Raster, Rect, Role, Segments, Shape, box
from ..theme import Theme, mix
from ..track import Track, Values
from .mark import Look
from .outlined import outlined

Ranges = tuple[range, range]


@dataclass(frozen=True, eq=False)
class WholeImage:
    """The pixels that `pixels(theme, step)` gives, at the rows and columns `area` of a `canvas` that pictures share.

    `at`: which of the spots, or how far on the way to the next. `step`: how many rows were used or made. `framed`: how
    far an outline is seen around the patch of `view`, or, `widened`, around the rows and columns `region`. `blank`:
    whether what is not made yet has a ground.
    """

    key: str
    spots: tuple[Spot, ...]
    canvas: Ranges
    area: Ranges
    view: PatchView
    region: Ranges
    pixels: Callable[[Theme, int], Pixels | None]
    at: Track
    shown: Track
    focus: Track
    step: Track
    cursor: Track
    framed: Track
    widened: Track
    blank: bool = False

    @property
    def tracks(self) -> tuple[Track, ...]:
        """Place, progress and visibility."""
        return self.at, self.shown, self.focus, self.step, self.cursor, self.framed, self.widened

    def shapes(self, look: Look, values: Values) -> Iterator[Shape]:
        """The pixels with a thin frame; the row in work; the outline."""
        shown = values[self.shown]
        if shown <= 0:
            return
        theme, step = look.theme, round(values[self.step])
        strength = 1 - (1 - values[self.focus]) * theme.dimming
        whole = self.rect(look, values[self.at], self.area)
        if self.blank:
            ground = mix(theme.background, theme.axis, 0.16)
            yield box(f"{self.key}.ground", Role.GHOST, whole, fill=ground, opacity=shown)
        pixels = self._pixels(theme, step)
        if pixels is not None:
            rect = Rect(whole.x, whole.y, whole.w, whole.h * pixels.height / len(self.area[0]))
            yield Raster(self.key, Role.PICTURE, rect, pixels, shown * strength)
        stroke = look.ink(theme.axis, values[self.focus])
        yield box(f"{self.key}.edge", Role.GHOST, whole, stroke=stroke, stroke_px=1.5, opacity=shown)
        if values[self.cursor] > 0:
            y = whole.y + whole.h * min(step, len(self.area[0])) / len(self.area[0])
            line = (((whole.x - 4, y), (whole.right + 4, y)),)
            opacity = shown * values[self.cursor]
            yield Segments(f"{self.key}.cursor", Role.FOCUS, line, theme.accent, 3, opacity)
        if values[self.framed] > 0:
            regions = self.view.region(look), self.region
            narrow, wide = (self.rect(look, values[self.at], region) for region in regions)
            around = between(narrow, wide, values[self.widened]).grown(2)
            yield from outlined(look, f"{self.key}.region", around, shown * values[self.framed])

    def rect(self, look: Look, at: float, ranges: Ranges) -> Rect:
        """Where some rows and columns of the canvas stand."""
        low = min(int(at), len(self.spots) - 1)
        high = min(low + 1, len(self.spots) - 1)
        rows, columns = self.canvas
        place = between(self._place(look, self.spots[low]), self._place(look, self.spots[high]), at - low)
        pitch = place.w / len(columns)
        x, y = place.x + (ranges[1].start - columns.start) * pitch, place.y + (ranges[0].start - rows.start) * pitch
        return Rect(x, y, (ranges[1].stop - ranges[1].start) * pitch, (ranges[0].stop - ranges[0].start) * pitch)

    def _place(self, look: Look, spot: Spot) -> Rect:
        """Where the whole canvas stands at a spot."""
        rect = look.spot(spot.part, Spots).rects[spot.name]
        return fitted(rect, len(self.canvas[0]), len(self.canvas[1]), 0.5 if spot.part == "hero" else 0.0)[0]

    def _pixels(self, theme: Theme, step: int) -> Pixels | None:
        """Made once for every theme and step: a frame asks for the same again."""
        if (theme.name, step) not in self._made:
            self._made[theme.name, step] = self.pixels(theme, step)
        return self._made[theme.name, step]

    @cached_property
    def _made(self) -> dict[tuple[str, int], Pixels | None]:
        return {}
