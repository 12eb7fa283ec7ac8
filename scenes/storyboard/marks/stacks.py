"""The stacks: every output as the pile of its pieces, and every piece on its way from the kernel."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from functools import cached_property

from kernels import Piece

from ..panel import Panel
from ..panel_layout import TOTAL_WEIGHT, PanelLayout
from ..shapes import Rect, Role, Segments, Shape, Text, box
from ..tempo import Tempo
from ..theme import TapStyle
from ..track import Move, Track, Values
from ..wording import index_text, value_text
from .data_row import leader, near, row_names, signed_rect
from .kernel_row import HATCH_SPACING
from .mark import Look
from .strokes import Stroke, hatching

SEAM = 2.0  # px of background between pieces


@dataclass(frozen=True, eq=False)
class Stacks:
    """The outputs of a panel.

    `grow[step]`: 0 the step's pieces are not there yet, 0..1 weights stretch into products. `flight[t, s]`: 0 at the
    kernel, 1 in the pile. `total[t]`: how much the sum is seen. `cursor`: where single totals are shown. `shown`: how
    much of all pieces is seen, where they are cleared away.
    """

    panel: Panel
    focus: Track
    cursor: Track
    cursor_shown: Track
    shown: Track = field(default_factory=lambda: Track("pieces shown", 1.0))
    grow: Mapping[int, Track] = field(init=False)
    flight: Mapping[tuple[int, int], Track] = field(init=False)
    total: Mapping[int, Track] = field(init=False)

    def __post_init__(self) -> None:
        panel = self.panel
        pieces = [p for ps in panel.pieces.values() for p in ps]
        object.__setattr__(self, "grow", {step: Track(f"grow {step}") for step in panel.steps})
        object.__setattr__(self, "flight", {at(p): Track(f"flight {at(p)}") for p in pieces})
        object.__setattr__(self, "total", {t: Track(f"total {t}") for t in panel.outputs})

    @cached_property
    def tracks(self) -> tuple[Track, ...]:
        """One for every step, piece and output."""
        moving = (*self.grow.values(), *self.flight.values(), *self.total.values())
        return self.focus, self.cursor, self.cursor_shown, self.shown, *moving

    def fly(self, step: int, start: float, tempo: Tempo) -> list[Move]:
        """The products of a step go to their piles, one after another; those of 0 are gone at once."""
        moves, lag = [], 0.0
        for piece in self.panel.pieces[step]:
            if piece.product:
                moves.append(Move(self.flight[at(piece)], 1.0, start + lag, tempo.move))
                lag += tempo.lag
            else:
                moves.append(Move(self.flight[at(piece)], 1.0, start))
        return moves

    def shapes(self, look: Look, values: Values) -> Iterator[Shape]:
        """Axis and indices; the piles and what is on its way; the totals."""
        place, panel, theme = look.place(self.panel), self.panel, look.theme
        row, strength = place.stack, values[self.focus]
        first, last = panel.outputs[0], panel.outputs[-1]
        ends = ((place.x(first - 0.5), row.axis), (place.x(last + 0.5), row.axis))
        yield Segments(f"{panel.name}.stack.axis", Role.AXIS, (ends,), look.ink(theme.axis, strength), 2)
        index_y = place.index_y(row)
        yield from row_names(look, place, row, f"{panel.letter}(t)", "t", f"{panel.name}.stack", strength)
        for t in panel.outputs:
            if t % place.index_every == 0:
                size, colour = place.frame.index_px, look.ink(theme.muted, strength)
                yield Text(f"{panel.name}.t.{t}", Role.INDEX, index_text(t), place.x(t), index_y, size, colour)
        styles = panel.styles(theme)
        flying: list[Piece] = []
        for step, pieces in panel.pieces.items():
            if values[self.grow[step]] > 0:
                for piece in pieces:
                    if values[self.flight[at(piece)]] >= 1:
                        yield from self._piece(look, place, values, piece, styles[piece.tap[0]])
                    else:
                        flying.append(piece)
        for piece in flying:  # above everything that rests
            yield from self._piece(look, place, values, piece, styles[piece.tap[0]])
        for t in panel.outputs:
            yield from self._total(look, place, values, t)

    def _piece(self, look: Look, place: PanelLayout, values: Values, piece: Piece, style: TapStyle) -> Iterator[Shape]:
        grown, flown = values[self.grow[self.panel.step_of(piece)]], values[self.flight[at(piece)]]
        stays = at(piece) in self.panel.feet
        if (grown >= 1 and not piece.product) or (flown >= 1 and not stays) or values[self.shown] <= 0:
            return
        height = float(piece.weight) + (float(piece.product) - float(piece.weight)) * grown
        opacity = values[self.shown] * (1.0 if stays else 1.0 - max(0.0, 3 * flown - 2))
        rect = self._rect(place, piece, height, flown)
        key, strength = f"{self.panel.name}.piece.{piece.t[0]}.{piece.s[0]}", values[self.focus]
        fill, stroke = look.ink(style.fill, strength), look.ink(style.hatch_colour, strength)
        yield box(key, Role.BAR, rect, fill=fill, opacity=opacity)
        strokes = hatching(rect, style.hatch, HATCH_SPACING)
        if strokes:
            yield Segments(f"{key}.hatch", Role.GHOST, strokes, stroke, 1.5, opacity)
        size = place.frame.value_px
        text = value_text(self.panel.problem, piece.product)
        x, y = rect.middle
        colour = look.theme.on_tap
        label = Text(f"{key}.value", Role.VALUE, text, x, y + 0.31 * size, size, colour, opacity=opacity, inside=key)
        if grown >= 1 and rect.contains(label.bounds) and label.bounds.w <= place.piece_room:
            yield label

    def _rect(self, place: PanelLayout, piece: Piece, height: float, flown: float) -> Rect:
        """Where the piece is: at its tap in the kernel row, in its pile, or on the straight way between."""
        t, s = at(piece)
        start_x, start_y = place.x(t if self.panel.scatters else s), place.kernel.axis
        end_x, end_y = place.x(t), place.stack.y(self.panel.feet.get((t, s), 0.0))
        x, foot = start_x + (end_x - start_x) * flown, start_y + (end_y - start_y) * flown
        rect = signed_rect(x, foot, place.bar, height * place.stack.unit)
        seam = min(SEAM, 0.4 * rect.h) * flown
        return Rect(rect.x, rect.y + (seam if height > 0 else 0), rect.w, rect.h - seam)

    def _total(self, look: Look, place: PanelLayout, values: Values, t: int) -> Iterator[Shape]:
        opacity = values[self.total[t]]
        if opacity <= 0:
            return
        panel, theme, strength = self.panel, look.theme, values[self.focus]
        value = float(panel.problem.total((t,)))
        key = f"{panel.name}.total.{t}"
        strokes = self._notch(place, t, value)
        yield Segments(f"{key}.notch", Role.FOCUS, strokes, look.ink(theme.accent, strength), 3, opacity)
        shown = opacity * (1.0 if place.totals.all else near(values[self.cursor], t) * values[self.cursor_shown])
        if shown > 0:
            text = value_text(panel.problem, panel.problem.total((t,)))
            x, y = place.x(t), place.totals.baseline[t]
            size, colour = place.frame.value_px, look.ink(theme.text, strength)
            yield Text(key, Role.VALUE, text, x, y, size, colour, TOTAL_WEIGHT, opacity=shown)
            yield from leader(look, place, place.totals, t, f"{key}.leader", shown * strength)

    def _notch(self, place: PanelLayout, t: int, value: float) -> tuple[Stroke, ...]:
        """A line at the net value, just outside of the pile's end; ticks beside the bar where it lies within."""
        products = [float(p.product) for p in self.panel.landed[t]]
        end = sum(max(p, 0.0) for p in products) if value > 0 else sum(min(p, 0.0) for p in products)
        x, y, half = place.x(t), place.stack.y(value), place.bar / 2
        over = min(7.0, (place.pitch - place.bar) / 2 - 1.5)
        if products and abs(end - value) > 1e-9 * max(abs(end), 1.0):
            return ((x - half - over, y), (x - half, y)), ((x + half, y), (x + half + over, y))
        y += 0.0 if not value else -2.0 if value > 0 else 2.0
        return (((x - half - over / 2, y), (x + half + over / 2, y)),)


def at(piece: Piece) -> tuple[int, int]:
    """(t, s) of a 1-D piece."""
    return piece.t[0], piece.s[0]
