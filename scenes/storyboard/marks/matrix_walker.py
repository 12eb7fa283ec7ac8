"""The walker of a matrix: g as a column that steps from input to input, or turned into a row, from output to output."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from math import cos, pi, sin

from ..matrix_place import MatrixPlace
from ..panel import Panel
from ..part_places import VectorPlace
from ..shapes import Rect, Role, Shape, box
from ..track import Track, Values
from .mark import Look
from .tile import pin, tile


@dataclass(frozen=True, eq=False)
class MatrixWalker:
    """The kernel of a panel on its way through the matrix; where it comes to rest it leaves itself behind."""

    panel: Panel
    focus: Track
    at: Track  # the input or output at its pin
    turn: Track  # 0: a column of W, g downwards; 1: a row of W, g mirrored
    shown: Track
    placed: Mapping[int, Track]

    @property
    def tracks(self) -> tuple[Track, ...]:
        """Place, turn, and what it has left behind."""
        return self.focus, self.at, self.turn, self.shown, *self.placed.values()

    def shapes(self, look: Look, values: Values) -> Iterator[Shape]:
        """The taps while they are on their way; the outline and the pin always."""
        opacity = values[self.shown]
        if opacity <= 0:
            return
        place, panel, at = look.spot(self.panel.name, MatrixPlace), self.panel, values[self.at]
        angle, name = pi / 2 * values[self.turn], panel.name
        rests = at == round(at) and round(at) in self.placed and values[self.placed[round(at)]] > 0
        styles = look.theme.taps(panel.offsets)
        rects = [self._rect(place, at, reach, angle) for reach in panel.reaches]
        if not rests or values[self.turn] not in (0, 1):
            for k, rect in enumerate(rects):
                label = panel.problem.g.label((k,)) if place.numbers else ""
                counts = bool(panel.problem.g.values[k])
                key, strength = f"{name}.walker.{k}", values[self.focus]
                yield from tile(look, place.frame, key, rect, styles[k], strength, label, counts, opacity)
        if values[self.turn] in (0, 1):
            x, y = min(r.x for r in rects), min(r.y for r in rects)
            around = Rect(x, y, max(r.right for r in rects) - x, max(r.bottom for r in rects) - y).grown(2)
            colour = look.ink(look.theme.accent, values[self.focus])
            yield from self._window(look, around, values)
            yield box(f"{name}.walker.outline", Role.FOCUS, around, stroke=colour, stroke_px=4, opacity=opacity)
        home = self._rect(place, at, 0, angle)
        yield pin(look, f"{name}.pin", home, values[self.focus], opacity)

    def _window(self, look: Look, around: Rect, values: Values) -> Iterator[Shape]:
        """A thin outline around the inputs that a row weighs."""
        vector = look.spot(f"{self.panel.name} f", VectorPlace)
        if values[self.turn] == 1 and vector.fit.boxed:
            over = vector.box(values[self.at])
            rect = Rect(around.x + 1, over.y - 3, around.w - 2, over.h + 6)
            colour = look.ink(look.theme.accent, values[self.focus])
            opacity = values[self.shown]
            yield box(f"{self.panel.name}.window", Role.GHOST, rect, stroke=colour, stroke_px=2, opacity=opacity)

    def _rect(self, place: MatrixPlace, at: float, reach: int, angle: float) -> Rect:
        """A tap's cell: `reach` rows below the pin at first, as many columns to the left of it after the turn."""
        column, row = place.cell(at + reach, at), place.cell(at, at - reach)
        home, over, down = place.cell(at, at), sin(angle), cos(angle)
        x = home.middle[0] + (row.middle[0] - home.middle[0]) * over
        y = home.middle[1] + (column.middle[1] - home.middle[1]) * down
        w, h = column.w + (row.w - column.w) * over, row.h + (column.h - row.h) * down
        return Rect(x - w / 2, y - h / 2, w, h)
