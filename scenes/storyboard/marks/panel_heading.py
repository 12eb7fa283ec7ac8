"""Headings of panels in bodies of their own kind: words, and at the end of the line or below a formula."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from ..part_places import HeadingPlace
from ..shapes import Anchor, Formula, Role, Shape, Text, Weight
from ..track import Track, Values
from .mark import Look


@dataclass(frozen=True, eq=False)
class PanelHeading:
    """What the part called `name` is about; `formula` may be empty."""

    name: str
    words: str
    formula: str
    focus: Track

    @property
    def tracks(self) -> tuple[Track, ...]:
        """Dims with its panel."""
        return (self.focus,)

    def shapes(self, look: Look, values: Values) -> Iterator[Shape]:
        """Heading left; the formula at the right end of the line, or below where there is no room."""
        place, strength, key = look.spot(f"{self.name} heading", HeadingPlace), values[self.focus], self.name
        if not place.shown:
            return
        size, em, x, y = place.frame.heading_px, place.frame.formula_px, place.rect.x, place.y
        colour, muted = look.ink(look.theme.text, strength), look.ink(look.theme.muted, strength)
        yield Text(f"{key}.heading", Role.HEADING, self.words, x, y, size, colour, Weight.SEMIBOLD, Anchor.START)
        if self.formula and place.with_formula:
            x, y, anchor = place.rect.right, y - 0.3 * em, Anchor.END
            if place.formula_y is not None:
                x, y, anchor = place.rect.x, place.formula_y, Anchor.START
            yield Formula(f"{key}.formula", Role.HEADING, self.formula, x, y, em, muted, anchor)
