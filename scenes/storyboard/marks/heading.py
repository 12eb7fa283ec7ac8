"""Headings: the film's title, and what each panel is about."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from ..panel import Panel
from ..shapes import Anchor, Formula, Role, Shape, Text, Weight
from ..track import Track, Values
from .mark import Look


@dataclass(frozen=True, eq=False)
class Title:
    """The film's title, and beside it in small the settings that hold for both panels."""

    @property
    def tracks(self) -> tuple[Track, ...]:
        """A title does not move."""
        return ()

    def shapes(self, look: Look, values: Values) -> Iterator[Shape]:  # noqa: ARG002 (the protocol's)
        """The title's lines and the settings."""
        layout, theme = look.layout, look.theme
        frame = layout.frame
        for i, (line, y) in enumerate(layout.title):
            at = frame.safe.x
            yield Text(f"title.{i}", Role.TITLE, line, at, y, frame.title_px, theme.text, Weight.SEMIBOLD, Anchor.START)
        beside = layout.meta[0][1] == layout.title[-1][1]
        x, anchor = (frame.safe.right, Anchor.END) if beside else (frame.safe.x, Anchor.START)
        for i, (line, y) in enumerate(layout.meta):
            yield Text(f"settings.{i}", Role.NOTE, line, x, y, frame.index_px, theme.muted, anchor=anchor)


@dataclass(frozen=True, eq=False)
class Heading:
    """A panel's heading with its formula."""

    panel: Panel
    focus: Track

    @property
    def tracks(self) -> tuple[Track, ...]:
        """Dims with its panel."""
        return (self.focus,)

    def shapes(self, look: Look, values: Values) -> Iterator[Shape]:
        """Heading left; the formula at the right end of the line, or below where there is no room."""
        place, frame, name = look.headed(self.panel), look.layout.frame, self.panel.name
        colour = look.ink(look.theme.text, values[self.focus])
        words = self.panel.heading
        x, y = place.rect.x, place.heading_y
        yield Text(
            f"{name}.heading", Role.HEADING, words, x, y, frame.heading_px, colour, Weight.SEMIBOLD, Anchor.START
        )
        em = frame.formula_px
        muted = look.ink(look.theme.muted, values[self.focus])
        if place.formula_y is None:
            x, y, anchor = place.rect.right, y - 0.3 * em, Anchor.END
        else:
            y, anchor = place.formula_y, Anchor.START
        yield Formula(f"{name}.formula", Role.HEADING, self.panel.formula, x, y, em, muted, anchor)
