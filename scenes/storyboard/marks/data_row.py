"""The data row: f(s) as neutral bars with values and indices; ghosts dashed, with where they come from."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from ..panel import Panel
from ..panel_layout import Labels, PanelLayout, Row
from ..shapes import Anchor, Polygon, Rect, Role, Segments, Shape, Text, box
from ..theme import CONTEXT
from ..track import Track, Values
from ..wording import data_text, index_text
from .mark import Look
from .strokes import dashed, disc, outline


def signed_rect(x: float, axis: float, width: float, height: float) -> Rect:
    """A bar of signed `height` (up is positive) standing on, or hanging from, an axis at the middle `x`."""
    return Rect(x - width / 2, axis - max(height, 0.0), width, abs(height))


def near(position: float, column: int) -> float:
    """How much a cursor at `position` is at a column: 1 on it, 0 from half a column away."""
    return max(0.0, 1.0 - 2.0 * abs(position - column))


@dataclass(frozen=True, eq=False)
class DataRow:
    """The inputs of a panel; `cursor` is where the eye is led to when there is no room for all values."""

    panel: Panel
    focus: Track
    cursor: Track
    cursor_shown: Track

    @property
    def tracks(self) -> tuple[Track, ...]:
        """Dims with its panel; shows single values at the cursor."""
        return self.focus, self.cursor, self.cursor_shown

    def shapes(self, look: Look, values: Values) -> Iterator[Shape]:
        """Axis, name, and for every input its bar, value and index."""
        place, theme, panel = look.place(self.panel), look.theme, self.panel
        row, name, strength = place.data, panel.name, values[self.focus]
        real = panel.problem.inputs[0]  # ghosts stand on nothing
        first, last = place.x(real[0]), place.x(real[-1])
        half = place.pitch / 2
        axis = (((first - half, row.axis), (last + half, row.axis)),)
        yield Segments(f"{name}.data.axis", Role.AXIS, axis, look.ink(theme.axis, strength), 2)
        yield from row_names(look, place, row, "f(s)", "s", f"{name}.data", strength)
        for s in panel.inputs:
            pointed = near(values[self.cursor], s) * values[self.cursor_shown]
            yield from self._input(look, place, s, strength, pointed)

    def _input(self, look: Look, place: PanelLayout, s: int, strength: float, pointed: float) -> Iterator[Shape]:
        panel, theme, frame, row = self.panel, look.theme, place.frame, place.data
        key, ghost = f"{panel.name}.data.{s}", panel.is_ghost(s)
        data = float(panel.problem.data((s,)))
        panel_strength = strength
        rect = signed_rect(place.x(s), row.axis, place.bar, data * row.unit)
        if ghost:
            strength *= CONTEXT
            strokes = dashed(outline(rect)) if rect.h > 3 else dashed(((rect.x, row.axis), (rect.right, row.axis)))
            yield Segments(f"{key}.bar", Role.GHOST, strokes, look.ink(theme.muted, strength), 2)
            yield from self._source(look, place, s, strength)
        elif rect.h > 0:
            yield box(f"{key}.bar", Role.BAR, rect, fill=look.ink(theme.data, strength))
        shown = 1.0 if place.values.all else pointed
        if shown > 0:
            y, colour = place.values.baseline[s], look.ink(theme.muted if ghost else theme.text, panel_strength)
            text = data_text(panel.problem, (s,))
            yield Text(f"{key}.value", Role.VALUE, text, place.x(s), y, frame.value_px, colour, opacity=shown)
            yield from leader(look, place, place.values, s, f"{key}.leader", shown * panel_strength)
        if s % place.index_every == 0:
            text, colour = index_text(s), look.ink(theme.muted, panel_strength)
            yield Text(f"{key}.index", Role.INDEX, text, place.x(s), place.index_y(row), frame.index_px, colour)

    def _source(self, look: Look, place: PanelLayout, s: int, strength: float) -> Iterator[Shape]:
        """An elbow under the indices, from the input that a ghost repeats to the ghost."""
        source = self.panel.problem.source((s,))
        if source is None:
            return
        inputs = self.panel.problem.inputs[0]
        depth = -s if s < 0 else s - inputs.stop + 1
        top = place.index_y(place.data) + 0.25 * place.frame.index_px
        low = top + min(4.0 * depth, 0.4 * place.frame.index_px) + (0.0 if s < 0 else 6.0)  # so that the two sides part
        x, to = place.x(source[0]), place.x(s)
        head = min(5.0, place.pitch / 6)
        strokes = (
            ((x, top), (x, low)),
            ((x, low), (to, low)),
            ((to, low), (to, top)),
            ((to, top), (to - head, top + head)),
            ((to, top), (to + head, top + head)),
        )
        key, colour = f"{self.panel.name}.data.{s}.source", look.ink(look.theme.muted, strength)
        yield Segments(key, Role.GHOST, strokes, colour, 1.5)
        yield Polygon(f"{key}.from", Role.GHOST, disc(x, top, 3.0), colour)


def row_names(
    look: Look, place: PanelLayout, row: Row, name: str, letter: str, key: str, strength: float
) -> Iterator[Shape]:
    """What a row shows, and the letter of its indices, in the panel's gutter."""
    yield gutter_text(look, place, name, row.axis - 2, f"{key}.name", strength)
    yield gutter_text(look, place, letter, place.index_y(row), f"{key}.letter", strength)


def gutter_text(look: Look, place: PanelLayout, text: str, y: float, key: str, strength: float) -> Text:
    """A name at the left of a row."""
    size, colour = place.frame.index_px, look.ink(look.theme.muted, strength)
    return Text(key, Role.INDEX, text, place.rect.x, y, size, colour, anchor=Anchor.START)


def leader(look: Look, place: PanelLayout, labels: Labels, column: int, key: str, strength: float) -> Iterator[Shape]:
    """A thin line from a bar up to its label, where that had to make way for others."""
    top, bottom = labels.tops[column] - 6, labels.baseline[column] + 0.14 * place.frame.value_px
    if labels.all and top - bottom > 0.35 * place.frame.value_px:
        line = (((place.x(column), top), (place.x(column), bottom)),)
        yield Segments(key, Role.GHOST, line, look.ink(look.theme.axis, strength), 1.5)
