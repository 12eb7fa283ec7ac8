"""The vectors beside a matrix: f above its columns with its indices, and how the panel is called."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from ..font import ASCENT, text_width
from ..matrix_place import MatrixPlace
from ..panel import Panel
from ..shapes import Anchor, Formula, Polygon, Rect, Role, Segments, Shape, Text, Weight, box
from ..theme import CONTEXT
from ..track import Track, Values
from ..wording import data_text, index_text
from .data_row import near
from .mark import Look
from .strokes import dashed, disc, outline


@dataclass(frozen=True, eq=False)
class MatrixHeading:
    """What a matrix is read by, and the formula of that reading."""

    panel: Panel
    focus: Track

    @property
    def tracks(self) -> tuple[Track, ...]:
        """Dims with its panel."""
        return (self.focus,)

    def shapes(self, look: Look, values: Values) -> Iterator[Shape]:
        """Heading left; the formula at the right end of the line, or below where there is no room."""
        place, strength, name = look.spot(self.panel.name, MatrixPlace), values[self.focus], self.panel.name
        size, em, x, y = place.frame.heading_px, place.frame.formula_px, place.rect.x, place.heading_y
        colour, muted = look.ink(look.theme.text, strength), look.ink(look.theme.muted, strength)
        words = self.panel.heading
        yield Text(f"{name}.heading", Role.HEADING, words, x, y, size, colour, Weight.SEMIBOLD, Anchor.START)
        x, y, anchor = place.rect.right, y - 0.3 * em, Anchor.END
        if place.formula_y is not None:
            x, y, anchor = place.rect.x, place.formula_y, Anchor.START
        yield Formula(f"{name}.formula", Role.HEADING, self.panel.formula, x, y, em, muted, anchor)


@dataclass(frozen=True, eq=False)
class MatrixInputs:
    """The vector f, one entry above each column; ghosts are dashed, with arrows from what they repeat."""

    panel: Panel
    focus: Track
    at: Track
    shown: Track
    fold: Track

    @property
    def tracks(self) -> tuple[Track, ...]:
        """The cursor, and the fold that takes the ghosts away."""
        return self.focus, self.at, self.shown, self.fold

    def shapes(self, look: Look, values: Values) -> Iterator[Shape]:
        """Names, then every column's index and value, then the outline of the input in focus."""
        place, name, theme = look.spot(self.panel.name, MatrixPlace), self.panel.name, look.theme
        frame, strength = place.frame, values[self.focus]
        muted = look.ink(theme.muted, strength)
        for key, text, y in (("s", "s", place.index_y), ("f", "f(s)", place.value_y)):
            x, size = place.rect.x, frame.index_px
            yield Text(f"{name}.{key}.name", Role.INDEX, text, x, y, size, muted, anchor=Anchor.START)
        for s in place.shown:
            ghost = self.panel.is_ghost(s)
            opacity = 1 - values[self.fold] if ghost else 1.0
            if opacity > 0:
                pointed = near(values[self.at], s) * values[self.shown]
                yield from self._input(look, place, s, strength, opacity, pointed)
        if values[self.shown] > 0:
            rect = self.around(place, values[self.at])
            colour = look.ink(theme.accent, strength)
            yield box(f"{name}.f.cursor", Role.FOCUS, rect, stroke=colour, stroke_px=4, opacity=values[self.shown])

    def around(self, place: MatrixPlace, s: float) -> Rect:
        """What an outline around one input encloses: its box, or only a mark above its column."""
        x, w = place.columns.start(s), place.columns.end(s) - place.columns.start(s)
        bottom = place.rows.start(place.rows.indices[0]) - 7
        if not place.boxed:
            return Rect(x, bottom - 4, w, 4)
        top = place.value_y - (ASCENT + 0.1) * place.frame.value_px
        return Rect(x + 1, top, w - 2, bottom - top)

    def _input(
        self, look: Look, place: MatrixPlace, s: int, strength: float, opacity: float, pointed: float
    ) -> Iterator[Shape]:
        panel, frame, theme = self.panel, place.frame, look.theme
        key, ghost, x = f"{panel.name}.f.{s}", panel.is_ghost(s), place.columns.middle(s)
        if place.boxed:
            rect, colour = self.around(place, s), look.ink(theme.data, strength * (CONTEXT if ghost else 1))
            if ghost:
                yield Segments(f"{key}.box", Role.GHOST, dashed(outline(rect), 4, 4), colour, 1.5, opacity)
            else:
                yield box(f"{key}.box", Role.GHOST, rect, stroke=colour, stroke_px=2)
        shown = 1.0 if place.value_levels is not None else pointed
        if shown > 0:
            text, lift = data_text(panel.problem, (s,)), (place.value_levels or {}).get(s, 0)
            at = x if place.value_levels is not None else place.clamped_x(x, text_width(text, frame.value_px))
            y, colour = place.value_y - lift * frame.value_px, look.ink(theme.muted if ghost else theme.text, strength)
            yield Text(f"{key}.value", Role.VALUE, text, at, y, frame.value_px, colour, opacity=shown * opacity)
        if s % place.column_every == 0:
            text, colour = index_text(s), look.ink(theme.muted, strength)
            size = frame.index_px
            yield Text(f"{key}.index", Role.INDEX, text, x, place.index_y, size, colour, opacity=opacity)
        if ghost:
            yield from self._source(look, place, s, strength, opacity)

    def _source(self, look: Look, place: MatrixPlace, s: int, strength: float, opacity: float) -> Iterator[Shape]:
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
        key, colour = f"{self.panel.name}.f.{s}.source", look.ink(look.theme.muted, strength * CONTEXT)
        yield Segments(key, Role.GHOST, strokes, colour, 1.5, opacity)
        yield Polygon(f"{key}.from", Role.GHOST, disc(x, low, 3.0), colour, opacity=opacity)
