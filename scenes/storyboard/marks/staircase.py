"""The staircase: the data of a panel of curves, its axes, names and heading."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from ..curve_body import CurvePair, CurvePanel, CurvePlace
from ..font import DESCENT
from ..panel_layout import Row
from ..shapes import Anchor, Formula, Rect, Role, Segments, Shape, Text, Weight, box
from ..track import Track, Values
from ..wording import index_text
from .mark import Look

SEAM = 1.5  # px of background between steps


@dataclass(frozen=True, eq=False)
class Staircase:
    """Everything of a panel that rests: what its rows are called, and the steps f(s) over s − 1/2 … s + 1/2."""

    body: CurvePair
    panel: CurvePanel
    focus: Track

    @property
    def tracks(self) -> tuple[Track, ...]:
        """Dims with its panel."""
        return (self.focus,)

    def shapes(self, look: Look, values: Values) -> Iterator[Shape]:
        """Heading, axes and names, steps and indices."""
        place, strength = look.spot(self.panel.name, CurvePlace), values[self.focus]
        yield from self._heading(look, place, strength)
        rows = (place.data, place.middle, place.result)
        for row, name in zip(rows, self.panel.rows, strict=True):
            yield from self._axis(look, place, row, name, strength)
        fill = look.ink(look.theme.data, strength)
        for s, value in enumerate(self.body.curves.signal.values):
            if value:
                top, foot = sorted((place.data.y(float(value)), place.data.axis))
                rect = Rect(place.x(s - 0.5) + SEAM / 2, top, max(place.pitch - SEAM, 1.0), foot - top)
                yield box(f"{self.panel.name}.step.{s}", Role.BAR, rect, fill=fill)
        if place.valued and self.panel is self.body.left:  # on the right, g passes there
            yield from self._values(look, place, strength)
        for row, letter in ((place.data, "s"), (place.result, "t")):
            yield from self._indices(look, place, row, letter, strength)

    def _values(self, look: Look, place: CurvePlace, strength: float) -> Iterator[Shape]:
        signal, size = self.body.problem.signal, place.frame.value_px
        colour = look.ink(look.theme.text, strength)
        for s, value in enumerate(signal.values):
            y = place.data.y(max(float(value), 0.0)) - DESCENT * size
            yield Text(f"left.value.{s}", Role.VALUE, signal.label((s,)), place.x(s), y, size, colour)

    def _heading(self, look: Look, place: CurvePlace, strength: float) -> Iterator[Shape]:
        name, frame, theme = self.panel.name, place.frame, look.theme
        x, y, em = place.rect.x, place.heading_y, frame.formula_px
        yield Text(
            f"{name}.heading", Role.HEADING, self.panel.heading, x, y, frame.heading_px,
            look.ink(theme.text, strength), Weight.SEMIBOLD, Anchor.START,
        )  # fmt: skip
        if place.formula_y is None:
            x, y, anchor = place.rect.right, y - 0.3 * em, Anchor.END
        else:
            y, anchor = place.formula_y, Anchor.START
        colour = look.ink(theme.muted, strength)
        yield Formula(f"{name}.formula", Role.HEADING, self.panel.formula, x, y, em, colour, anchor)

    def _axis(self, look: Look, place: CurvePlace, row: Row, name: str, strength: float) -> Iterator[Shape]:
        low, high = self.body.curves.span
        ends = ((place.x(low), row.axis), (place.x(high), row.axis))
        key = f"{self.panel.name}.{name}"
        yield Segments(f"{key}.axis", Role.AXIS, (ends,), look.ink(look.theme.axis, strength), 2)
        colour = look.ink(look.theme.muted, strength)
        if name not in self.panel.changing:
            yield row_name(f"{key}.name", place, row, name, colour)

    def _indices(self, look: Look, place: CurvePlace, row: Row, letter: str, strength: float) -> Iterator[Shape]:
        key, size, y = f"{self.panel.name}.{letter}", place.frame.index_px, place.index_y(row)
        colour = look.ink(look.theme.muted, strength)
        if row.bottom - row.axis < 2 * size:  # else too far from the name to be read with it
            yield Text(f"{key}.letter", Role.INDEX, letter, place.rect.x, y, size, colour, anchor=Anchor.START)
        for s in range(0, self.body.curves.count, place.index_every):
            yield Text(f"{key}.{s}", Role.INDEX, index_text(s), place.x(s), y, size, colour)


def row_name(key: str, place: CurvePlace, row: Row, name: str, colour: str, opacity: float = 1.0) -> Text:
    """What a row shows, in the gutter at its axis."""
    x, y, size = place.rect.x, row.axis - 2, place.frame.index_px
    return Text(key, Role.INDEX, name, x, y, size, colour, anchor=Anchor.START, opacity=opacity)
