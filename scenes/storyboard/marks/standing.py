"""Standing copies: what every scaled copy leaves behind where it was made, as a ghost."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from functools import cached_property
from itertools import pairwise

from ..panel import Panel
from ..panel_layout import PanelLayout
from ..shapes import Polygon, Role, Segments, Shape
from ..track import Track, Values
from .mark import Look
from .strokes import Point, disc

RADIUS = 5.5  # px
FOOT = 0.5  # of a column from a tap to where its copy is 0 again
FILLED = 0.13  # so that overlapping copies shine through one another
LINE, DOT = 0.75, 0.9  # strengths: ghosts stand behind what is being made


@dataclass(frozen=True, eq=False)
class StandingCopies:
    """One ridge for every input: a dot for every product in its tap's colour, and the line through them.

    `left[s]`: how much of the copy at s is seen.
    """

    panel: Panel
    focus: Track
    left: Mapping[int, Track] = field(init=False)

    def __post_init__(self) -> None:
        object.__setattr__(self, "left", {s: Track(f"left {s}") for s in self.panel.inputs})

    @cached_property
    def tracks(self) -> tuple[Track, ...]:
        """One for every input."""
        return self.focus, *self.left.values()

    def shapes(self, look: Look, values: Values) -> Iterator[Shape]:
        """Areas, lines, then dots, so that no dot is hidden."""
        place, strength = look.place(self.panel), values[self.focus]
        seen = [s for s in self.panel.inputs if values[self.left[s]] > 0 and self._made(s)]
        line = look.ink(look.theme.muted, LINE * strength)
        for s in seen:
            ridge = self._ridge(place, s)
            key, shown = f"{self.panel.name}.standing.{s}", values[self.left[s]]
            yield Polygon(f"{key}.area", Role.GHOST, ridge, look.theme.data, opacity=FILLED * shown)
            strokes = tuple(pairwise(ridge))
            yield Segments(f"{key}.line", Role.GHOST, strokes, line, 2, shown)
        styles = self.panel.styles(look.theme)
        radius = min(RADIUS, 0.16 * place.pitch)
        for s in seen:
            for piece in self.panel.pieces[s]:
                key = f"{self.panel.name}.standing.{s}.{piece.t[0]}"
                at = disc(place.x(piece.t[0]), place.kernel.y(float(piece.product)), radius)
                fill = look.ink(styles[piece.tap[0]].fill, DOT * strength)
                yield Polygon(key, Role.GHOST, at, fill, look.theme.background, 1.0, values[self.left[s]])

    def _made(self, s: int) -> bool:
        """Whether the copy at s adds anything; one of height 0 leaves nothing."""
        return any(piece.product for piece in self.panel.pieces[s])

    def _ridge(self, place: PanelLayout, s: int) -> tuple[Point, ...]:
        """From 0 through every product and back to 0; with dilation also to 0 between them, where the copy has none."""
        spread = self.panel.problem.dilation > 1
        pieces = sorted(self.panel.pieces[s], key=lambda piece: piece.t)
        points: list[Point] = []
        for i, piece in enumerate(pieces):
            t, y = piece.t[0], place.kernel.y(float(piece.product))
            points += [(place.x(t - FOOT), place.kernel.axis)] if spread or i == 0 else []
            points += [(place.x(t), y)]
            points += [(place.x(t + FOOT), place.kernel.axis)] if spread or i == len(pieces) - 1 else []
        return tuple(points)
