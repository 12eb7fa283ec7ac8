"""Difference cells: a grid of signed numbers by t, in colours of the diverging scale."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace
from functools import cached_property

from ..blend import between, settled
from ..compared import DifferenceStrip
from ..diverging import diverging, ink_on
from ..grids.cells import empty_cell, indices, number
from ..grids.difference_place import DifferenceGridPlace
from ..panel_layout import TOTAL_WEIGHT
from ..position import Place, Position
from ..shapes import Anchor, Role, Segments, Shape, Text, Weight, box
from ..tempo import FADE
from ..theme import Hatch
from ..track import Move, Track, Values
from .mark import Look
from .strokes import hatching

SPACING = 7.0  # px between the strokes over a t that only one side has
FRAME_SHARE, FRAME_PX = 0.09, (1.5, 3.5)  # of a cell's height, and the least and most of it


@dataclass(frozen=True, eq=False)
class DifferenceCells:
    """A grid. `at[t]`: the state that t's cell is in; between two states it is as far on its way as its track.

    `trace`: how much is seen of frames in the colours of the last state. `spot`, `spot_shown`: the cell looked at.
    """

    strip: DifferenceStrip
    spot: Position
    spot_shown: Track
    shown: Track = field(default_factory=lambda: Track("strip shown"))
    trace: Track = field(default_factory=lambda: Track("strip trace"))
    at: Mapping[Place, Track] = field(init=False)

    def __post_init__(self) -> None:
        object.__setattr__(self, "at", {t: Track(f"{self.strip.name} at {t}") for t in self.strip.ts})

    @property
    def led(self) -> tuple[Position, ...]:
        """The outline of its own that goes with those over the panels."""
        return (self.spot,)

    @property
    def led_shown(self) -> tuple[Track, ...]:
        """How far that is seen."""
        return (self.spot_shown,)

    def steps_back(self) -> list[Move]:
        """It is no longer what is looked at, but stays to be read."""
        return [Move(self.trace, 1.0, 0.0, FADE)]

    def names_one(self) -> list[Move]:
        """Where there is no room for all numbers, colours say enough."""
        return []

    def comes_back(self) -> list[Move]:
        """It is looked at again; nothing needs to be done for that."""
        return []

    @cached_property
    def tracks(self) -> tuple[Track, ...]:
        """One for every t."""
        return self.shown, self.trace, *self.spot.tracks, self.spot_shown, *self.at.values()

    def shapes(self, look: Look, values: Values) -> Iterator[Shape]:
        """Heading and indices; hatching where one side is missing; colours and numbers."""
        shown, theme, name = values[self.shown], look.theme, self.strip.name
        if shown <= 0:
            return
        place = look.spot(name, DifferenceGridPlace)
        (x, y), size = place.heading, place.frame.index_px
        words, anchor = self.strip.heading, Anchor.START
        yield Text(f"{name}.heading", Role.INDEX, words, x, y, size, theme.text, Weight.SEMIBOLD, anchor, shown)
        for shape in indices(look, place.frame, place.block, name, "t", 1.0):
            yield replace(shape, opacity=shape.opacity * shown)
        for t in self.strip.ts:
            if self.strip.states[round(values[self.at[t]])][t] is None:
                strokes = hatching(place.block.inner(t), Hatch.RISING, SPACING)
                yield Segments(f"{name}.missing.{t[0]}.{t[1]}", Role.GHOST, strokes, theme.axis, 1.2, shown)
            else:
                yield from self._cell(look, place, values, t)
        if values[self.spot_shown] > 0:
            at = place.block.cell(self.spot.at(values))  # type: ignore[arg-type]
            opacity = shown * values[self.spot_shown]
            yield box(f"{name}.spot", Role.FOCUS, at, stroke=theme.accent, stroke_px=4, opacity=opacity)

    def _cell(self, look: Look, place: DifferenceGridPlace, values: Values, t: Place) -> Iterator[Shape]:
        key, shown, state = f"{self.strip.name}.cell.{t[0]}.{t[1]}", values[self.shown], values[self.at[t]]
        rect, theme = place.block.inner(t), look.theme
        share, last = (self.value(t, at) / place.strongest for at in (state, len(self.strip.states) - 1))
        yield box(key, Role.BAR, rect, fill=diverging(theme, share), opacity=shown)
        frame = empty_cell(look, f"{key}.frame", rect, 1.0)
        yield replace(frame, opacity=frame.opacity * shown)
        if values[self.trace] > 0 and last:
            width = min(max(FRAME_SHARE * rect.h, FRAME_PX[0]), FRAME_PX[1], rect.h / 4)
            colour, opacity = diverging(theme, last), shown * values[self.trace]
            inner = rect.grown(-width / 2)
            yield box(f"{key}.trace", Role.GHOST, inner, stroke=colour, stroke_px=width, opacity=opacity)
        nearest, opacity = round(state), shown * settled(state)
        if place.block.numbers and nearest not in self.strip.silent:
            text, colour = self.strip.text(nearest, t), ink_on(theme, share)
            yield from number(
                place.number_px, f"{key}.value", rect, text, colour, TOTAL_WEIGHT, opacity=opacity, inside=key
            )

    def value(self, t: Place, state: float) -> float:
        """The number that t's cell shows at a state, whole or on the way from one to the next."""
        return between([float(numbers[t] or 0) for numbers in self.strip.states], state)
