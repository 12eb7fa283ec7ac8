"""Blended stacks: finished piles whose pieces grow and shrink as the kernel changes."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property

from kernels import Piece

from ..blend import between, settled
from ..panel import Panel
from ..panel_layout import TOTAL_WEIGHT, PanelLayout
from ..shapes import Rect, Role, Segments, Shape, Text, box
from ..track import Track, Values
from ..wording import index_text, value_text
from .data_row import leader, near, row_names, signed_rect
from .kernel_row import HATCH_SPACING
from .mark import Look
from .stacks import SEAM
from .strokes import hatching


@dataclass(frozen=True, eq=False)
class BlendedStacks:
    """The outputs of panels that stand in one place, one for every state of the kernel.

    `state`: which of them is seen; between two, pieces are on their way. Sums are shown at states only.
    """

    panels: tuple[Panel, ...]
    focus: Track
    state: Track
    cursor: Track
    cursor_shown: Track

    @property
    def tracks(self) -> tuple[Track, ...]:
        """The state, dimming, and where single sums are shown."""
        return self.focus, self.state, self.cursor, self.cursor_shown

    def shapes(self, look: Look, values: Values) -> Iterator[Shape]:
        """Axis and indices, the piles, their sums."""
        panel, theme, strength, state = self.panels[0], look.theme, values[self.focus], values[self.state]
        place = look.place(panel)
        row, name = place.stack, f"{panel.name}.blended"
        ends = ((place.x(panel.outputs[0] - 0.5), row.axis), (place.x(panel.outputs[-1] + 0.5), row.axis))
        yield Segments(f"{name}.axis", Role.AXIS, (ends,), look.ink(theme.axis, strength), 2)
        yield from row_names(look, place, row, f"{panel.letter}(t)", "t", name, strength)
        for t in panel.outputs:
            if t % place.index_every == 0:
                size, colour, y = place.frame.index_px, look.ink(theme.muted, strength), place.index_y(row)
                yield Text(f"{name}.t.{t}", Role.INDEX, index_text(t), place.x(t), y, size, colour)
            yield from self._pile(look, place, t, state, strength)
        for t in panel.outputs:
            yield from self._total(look, values, t)

    @cached_property
    def _products(self) -> dict[int, list[tuple[Piece, list[float]]]]:
        """For every output its pieces in the order of the pile, each with its product in every state."""
        found: dict[int, list[tuple[Piece, list[float]]]] = {t: [] for t in self.panels[0].outputs}
        for step, pieces in self.panels[0].pieces.items():
            for i, piece in enumerate(pieces):
                if self.panels[0].lands(piece):
                    products = [float(panel.pieces[step][i].product) for panel in self.panels]
                    found[piece.t[0]].append((piece, products))
        for pile in found.values():
            pile.sort(key=lambda entry: (entry[0].s, [-k for k in entry[0].offset]))
        return found

    def _pile(self, look: Look, place: PanelLayout, t: int, state: float, strength: float) -> Iterator[Shape]:
        styles = self.panels[0].styles(look.theme)
        up = down = 0.0
        for piece, products in self._products[t]:
            product = between(products, state)
            foot = up if product > 0 else down
            up, down = up + max(product, 0.0), down + min(product, 0.0)
            rect = signed_rect(place.x(t), place.stack.y(foot), place.bar, product * place.stack.unit)
            if rect.h < 0.5:
                continue
            seam = min(SEAM, 0.4 * rect.h)
            rect = Rect(rect.x, rect.y + (seam if product > 0 else 0), rect.w, rect.h - seam)
            key, style = f"{self.panels[0].name}.blend.{t}.{piece.s[0]}", styles[piece.tap[0]]
            yield box(key, Role.BAR, rect, fill=look.ink(style.fill, strength))
            strokes = hatching(rect, style.hatch, HATCH_SPACING)
            if strokes:
                ink = look.ink(style.hatch_colour, strength)
                yield Segments(f"{key}.hatch", Role.GHOST, strokes, ink, 1.5)

    def _total(self, look: Look, values: Values, t: int) -> Iterator[Shape]:
        """A line at the net value, which moves with it; the sum, where the state has come to rest."""
        state, strength, name = values[self.state], values[self.focus], self.panels[0].name
        net = between([float(panel.problem.total((t,))) for panel in self.panels], state)
        panel = self.panels[round(state)]
        place, ink = look.place(panel), look.ink(look.theme.accent, strength)
        x, y, half = place.x(t), place.stack.y(net), (place.bar + place.pitch) / 4 + 1
        yield Segments(f"{name}.blended.net.{t}", Role.FOCUS, (((x - half, y), (x + half, y)),), ink, 3)
        pointed = 1.0 if place.totals.all else near(values[self.cursor], t) * values[self.cursor_shown]
        opacity = settled(state) * pointed
        if opacity > 0:
            text, key = value_text(panel.problem, panel.problem.total((t,))), f"{name}.blended.total.{t}"
            y, size, colour = place.totals.baseline[t], place.frame.value_px, look.ink(look.theme.text, strength)
            yield Text(key, Role.VALUE, text, x, y, size, colour, TOTAL_WEIGHT, opacity=opacity)
            yield from leader(look, place, place.totals, t, f"{key}.leader", opacity * strength)
