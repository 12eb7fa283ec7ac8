"""The vector f as a row of boxes above columns, with its indices; ghosts dashed, with where they come from."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from ..font import ASCENT, text_width
from ..panel import Extent, Panel
from ..part_places import VectorPlace
from ..shapes import Anchor, Polygon, Role, Segments, Shape, Text, box
from ..theme import CONTEXT
from ..track import Track, Values
from ..wording import data_text, index_text
from .data_row import near
from .mark import Look
from .strokes import dashed, disc, outline


@dataclass(frozen=True, eq=False)
class VectorRow:
    """The vector f, one entry above each column; ghosts are dashed, with arrows from what they repeat."""

    panel: Panel
    focus: Track
    at: Track
    shown: Track
    fold: Track
    name: str

    @property
    def tracks(self) -> tuple[Track, ...]:
        """The cursor, and the fold that takes the ghosts away."""
        return self.focus, self.at, self.shown, self.fold

    def shapes(self, look: Look, values: Values) -> Iterator[Shape]:
        """Names, then every column's index and value, then the outline of the input in focus."""
        place, name, theme = look.spot(f"{self.name} f", VectorPlace), self.name, look.theme
        if not place.drawn:
            return
        frame, strength = place.frame, values[self.focus]
        muted = look.ink(theme.muted, strength)
        for key, text, y in (("s", "s", place.index_y), ("f", "f(s)", place.value_y)):
            x, size = place.left, frame.index_px
            yield Text(f"{name}.{key}.name", Role.INDEX, text, x, y, size, muted, anchor=Anchor.START)
        for s in place.shown:
            ghost = self.panel.is_ghost(s)
            opacity = 1 - values[self.fold] if ghost else 1.0
            if opacity > 0:
                pointed = near(values[self.at], s) * values[self.shown]
                yield from self._input(look, place, s, strength, opacity, pointed)
        if values[self.shown] > 0:
            rect = place.box(values[self.at])
            colour = look.ink(theme.accent, strength)
            yield box(f"{name}.f.cursor", Role.FOCUS, rect, stroke=colour, stroke_px=4, opacity=values[self.shown])

    def _input(
        self, look: Look, place: VectorPlace, s: int, strength: float, opacity: float, pointed: float
    ) -> Iterator[Shape]:
        panel, frame, theme = self.panel, place.frame, look.theme
        key, ghost, x = f"{self.name}.f.{s}", panel.is_ghost(s), place.columns.middle(s)
        if place.fit.boxed:
            rect, colour = place.box(s), look.ink(theme.data, strength * (CONTEXT if ghost else 1))
            if ghost:
                yield Segments(f"{key}.box", Role.GHOST, dashed(outline(rect), 4, 4), colour, 1.5, opacity)
            else:
                yield box(f"{key}.box", Role.GHOST, rect, stroke=colour, stroke_px=2)
        elif place.fit.levels is None:
            yield from self._bar(look, place, s, strength, opacity)
        shown = 1.0 if place.fit.levels is not None else pointed
        if shown > 0:
            text = data_text(panel.problem, (s,))
            at = place.x(s, text_width(text, frame.value_px))
            y, colour = place.value_baseline(s), look.ink(theme.muted if ghost else theme.text, strength)
            yield Text(f"{key}.value", Role.VALUE, text, at, y, frame.value_px, colour, opacity=shown * opacity)
        if s % place.fit.every == 0:
            text, colour = index_text(s), look.ink(theme.muted, strength)
            size = frame.index_px
            yield Text(f"{key}.index", Role.INDEX, text, x, place.index_y, size, colour, opacity=opacity)
        if ghost:
            yield from self._source(look, place, s, strength, opacity)

    def _bar(self, look: Look, place: VectorPlace, s: int, strength: float, opacity: float) -> Iterator[Shape]:
        """A bar in place of a number that there is no room for."""
        problem, theme, key = self.panel.problem, look.theme, f"{self.name}.f.{s}"
        extent = Extent.of([float(problem.data((at,))) for at in place.shown])
        rect = place.bar(s, float(problem.data((s,))), extent)
        if self.panel.is_ghost(s):
            strokes = dashed(outline(rect), 3, 3)
            yield Segments(f"{key}.bar", Role.GHOST, strokes, look.ink(theme.muted, strength * CONTEXT), 1.5, opacity)
        elif rect.h > 0:
            yield box(f"{key}.bar", Role.BAR, rect, fill=look.ink(theme.data, strength))
        axis = (((place.columns.start(s), rect.bottom), (place.columns.end(s), rect.bottom)),)
        if not rect.h:
            yield Segments(f"{key}.zero", Role.GHOST, axis, look.ink(theme.data, strength), 1.5, opacity)

    def _source(self, look: Look, place: VectorPlace, s: int, strength: float, opacity: float) -> Iterator[Shape]:
        """An elbow above the indices, from the input that a ghost repeats to the ghost."""
        source = self.panel.problem.source((s,))
        if source is None:
            return
        count = self.panel.problem.inputs[0].stop
        depth = -s if s < 0 else s - count + 1
        size = place.frame.index_px
        low = place.index_y - (ASCENT + 0.15) * size
        high = low - min(4.0 * depth, 0.4 * size) - (0.0 if s < 0 else 6.0)
        x, to = place.columns.middle(source[0]), place.columns.middle(s)
        head = min(5.0, (place.columns.end(s) - place.columns.start(s)) / 6)
        strokes = (
            ((x, low), (x, high)),
            ((x, high), (to, high)),
            ((to, high), (to, low)),
            ((to, low), (to - head, low - head)),
            ((to, low), (to + head, low - head)),
        )
        key, colour = f"{self.name}.f.{s}.source", look.ink(look.theme.muted, strength * CONTEXT)
        yield Segments(key, Role.GHOST, strokes, colour, 1.5, opacity)
        yield Polygon(f"{key}.from", Role.GHOST, disc(x, low, 3.0), colour, opacity=opacity)
