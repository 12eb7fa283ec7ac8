"""Differences: a strip of signed bars under the panels, and the outlines that an earlier result leaves behind."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from functools import cached_property

from ..blend import between, settled
from ..compared import DifferencePlace, DifferenceStrip
from ..font import text_width
from ..labels import GAP_EM
from ..panel import Panel
from ..panel_layout import TOTAL_WEIGHT
from ..position import Position
from ..shapes import Rect, Role, Segments, Shape, Text, Weight, box
from ..tempo import FADE
from ..theme import Hatch
from ..track import Move, Track, Values
from ..wording import value_text
from .data_row import near, signed_rect
from .mark import Look
from .stacks import Stacks
from .strokes import Stroke, dashed, hatching, outline

SPACING = 11.0  # px between the strokes over a t that only one side has


@dataclass(frozen=True, eq=False)
class Differences:
    """A strip. `at[t]`: the state that t's bar is in; between two states it is as far on its way as its track.

    `cursor`: where single numbers are shown. `solid`: how much of the bars is seen; `trace`: how much of the outlines
    of what they are in the last state.
    """

    strip: DifferenceStrip
    cursor: Track
    cursor_shown: Track
    shown: Track = field(default_factory=lambda: Track("strip shown"))
    solid: Track = field(default_factory=lambda: Track("strip solid", 1.0))
    trace: Track = field(default_factory=lambda: Track("strip trace"))
    at: Mapping[int, Track] = field(init=False)

    def __post_init__(self) -> None:
        object.__setattr__(self, "at", {t: Track(f"{self.strip.name} at {t}") for t in self.strip.ts})

    led: tuple[Position, ...] = ()  # outlines of its own that go with those over the panels, and how far they are seen
    led_shown: tuple[Track, ...] = ()

    def steps_back(self) -> list[Move]:
        """Outlines of the last state take the place of the bars."""
        return [Move(self.solid, 0.0, 0.0, FADE), Move(self.trace, 1.0, 0.0, FADE)]

    def names_one(self) -> list[Move]:
        """Where there is no room for all numbers, that at the cursor is shown."""
        return [Move(self.cursor_shown, 1.0, 0.0, FADE)]

    def comes_back(self) -> list[Move]:
        """The bars are looked at again; their outlines stay."""
        return [Move(self.solid, 1.0, 0.0, FADE)]

    @cached_property
    def tracks(self) -> tuple[Track, ...]:
        """One for every t."""
        return self.shown, self.solid, self.trace, self.cursor, self.cursor_shown, *self.at.values()

    def shapes(self, look: Look, values: Values) -> Iterator[Shape]:
        """Heading and axis; hatching where one side is missing; bars and numbers."""
        shown, theme, name = values[self.shown], look.theme, self.strip.name
        if shown <= 0:
            return
        place = look.spot(name, DifferencePlace)
        size = place.panel.frame.index_px
        text, x, y, anchor = place.heading
        yield Text(f"{name}.heading", Role.INDEX, text, x, y, size, theme.text, Weight.SEMIBOLD, anchor, shown)
        ends = ((place.x(self.strip.ts[0] - 0.5), place.axis), (place.x(self.strip.ts[-1] + 0.5), place.axis))
        yield Segments(f"{name}.axis", Role.AXIS, (ends,), theme.axis, 2, shown)
        for t in self.strip.ts:
            if self.strip.states[round(values[self.at[t]])][t] is None:
                lane = Rect(place.x(t) - place.bar / 2, place.rect.bottom - 40, place.bar, 40)
                strokes = hatching(lane, Hatch.RISING, SPACING)
                yield Segments(f"{name}.missing.{t}", Role.GHOST, strokes, theme.axis, 1.5, shown)
            else:
                yield from self._bar(look, place, values, t)

    def _bar(self, look: Look, place: DifferencePlace, values: Values, t: int) -> Iterator[Shape]:
        name, theme, shown, state = self.strip.name, look.theme, values[self.shown], values[self.at[t]]
        rect = signed_rect(place.x(t), place.axis, place.bar, self.height(t, state) * place.unit)
        if rect.h >= 0.5 and values[self.solid] > 0:
            yield box(f"{name}.bar.{t}", Role.BAR, rect, fill=theme.muted, opacity=shown * values[self.solid])
        if values[self.trace] > 0:
            last = self.height(t, len(self.strip.states) - 1) * place.unit
            rect = signed_rect(place.x(t), place.axis, place.bar, last)
            inner, opacity = rect.grown(-1.0) if rect.h > 3 else rect, shown * values[self.trace]
            if rect.h >= 0.5:
                yield box(f"{name}.trace.{t}", Role.GHOST, inner, stroke=theme.muted, stroke_px=2.0, opacity=opacity)
        size = place.panel.frame.value_px
        pointed = 1.0 if place.all else near(values[self.cursor], t) * values[self.cursor_shown]
        nearest = round(state)
        opacity = shown * pointed * settled(state)
        if opacity > 0 and nearest not in self.strip.silent:
            text, key = self.strip.text(nearest, t), f"{name}.value.{t}"
            x, y = place.label_x[t], place.label_y[t]
            yield Text(key, Role.VALUE, text, x, y, size, theme.text, TOTAL_WEIGHT, opacity=opacity)

    def height(self, t: int, state: float) -> float:
        """The value that t's bar has at a state, whole or on the way from one to the next."""
        return between([float(state[t] or 0) for state in self.strip.states], state)


@dataclass(frozen=True, eq=False)
class Outlines:
    """What the outputs of a panel were: outlines that stay when other piles are made in their place."""

    panel: Panel
    instead: Stacks  # whose totals they make way for
    shown: Track

    def stays(self) -> list[Move]:
        """The outlines appear."""
        return [Move(self.shown, 1.0, 0.0, FADE)]

    @property
    def tracks(self) -> tuple[Track, ...]:
        """Visibility, and which totals are seen."""
        return self.shown, *self.instead.total.values()

    def shapes(self, look: Look, values: Values) -> Iterator[Shape]:
        """One outline for every output, from the axis to its net value."""
        shown = values[self.shown]
        if shown <= 0:
            return
        place = look.place(self.panel)
        for t in self.panel.outputs:
            total = float(self.panel.problem.total((t,)))
            width = (place.bar + place.pitch) / 2
            rect = signed_rect(place.x(t), place.stack.axis, width, total * place.stack.unit)
            path = outline(rect)[1:] if total < 0 else (outline(rect)[3], *outline(rect)[:3])
            strokes = dashed(path, 3.0, 0.0)  # fine enough to leave out what would run through a number
            strokes = tuple(stroke for stroke in strokes if not self._covered(look, values, t, stroke))
            if strokes:
                key = f"{self.panel.name}.outline.{t}"
                yield Segments(key, Role.GHOST, strokes, look.theme.muted, 2, shown)

    def _covered(self, look: Look, values: Values, t: int, stroke: Stroke) -> bool:
        """Whether a dash would run through the number that stands over the pile now."""
        panel = self.instead.panel
        place = look.place(panel)
        if t not in self.instead.total or values[self.instead.total[t]] <= 0 or not place.totals.all:
            return False
        text, size = value_text(panel.problem, panel.problem.total((t,))), place.frame.value_px
        half = text_width(text, size, TOTAL_WEIGHT) / 2 + GAP_EM * size / 3
        label = Text("", Role.VALUE, text, place.x(t), place.totals.baseline[t], size, "", TOTAL_WEIGHT).bounds
        return any(abs(x - place.x(t)) < half and label.y - 3 < y < label.bottom + 3 for x, y in stroke)
