"""The outputs of a matrix: at the end of every row the pile of its products, growing to the right, and its total."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from functools import cached_property

from kernels import Piece

from ..labels import GAP_EM
from ..matrix_place import ROW_GAP_EM, MatrixPlace
from ..panel import Panel
from ..panel_layout import TOTAL_WEIGHT
from ..shapes import Anchor, Rect, Role, Segments, Shape, Text, box
from ..theme import TapStyle
from ..track import Track, Values
from ..wording import index_text, value_text
from .data_row import near
from .kernel_row import HATCH_SPACING
from .mark import Look
from .stacks import at
from .strokes import hatching

SEAM = 2.0  # px of background between pieces


@dataclass(frozen=True, eq=False)
class MatrixOutputs:
    """The vector y. `flight[t, s]`: 0 the weight is in its cell, 1 the product is in the pile; `total[t]`: the sum."""

    panel: Panel
    focus: Track
    cursor: Track
    cursor_shown: Track
    flight: Mapping[tuple[int, int], Track] = field(init=False)
    total: Mapping[int, Track] = field(init=False)

    def __post_init__(self) -> None:
        landed = [at(p) for stack in self.panel.landed.values() for p in stack]
        object.__setattr__(self, "flight", {key: Track(f"flight {key}") for key in landed})
        object.__setattr__(self, "total", {t: Track(f"total {t}") for t in self.panel.outputs})

    @cached_property
    def tracks(self) -> tuple[Track, ...]:
        """One for every piece and output."""
        return (self.focus, self.cursor, self.cursor_shown, *self.flight.values(), *self.total.values())

    def shapes(self, look: Look, values: Values) -> Iterator[Shape]:
        """Row indices and names, the axis that piles grow from, the piles, the totals."""
        place, panel, theme = look.spot(self.panel.name, MatrixPlace), self.panel, look.theme
        strength, size, name = values[self.focus], place.frame.index_px, panel.name
        muted, inner = look.ink(theme.muted, strength), place.inner
        for t in panel.outputs:
            if t % place.row_every == 0:
                x, y = place.columns.starts[0] - ROW_GAP_EM * size, place.baseline(place.rows.middle(t)) - 0.1 * size
                yield Text(f"{name}.t.{t}", Role.INDEX, index_text(t), x, y, size, muted, anchor=Anchor.END)
        yield Text(f"{name}.y.name", Role.INDEX, "y(t)", place.totals_x, place.names_y, size, muted, anchor=Anchor.END)
        y = place.baseline(place.rows.middle(panel.outputs[0])) - 0.1 * size
        yield Text(f"{name}.t.name", Role.INDEX, "t", place.rect.x, y, size, muted, anchor=Anchor.START)
        axis = (((place.zero_x, inner.y), (place.zero_x, inner.bottom)),)
        yield Segments(f"{name}.y.axis", Role.AXIS, axis, look.ink(theme.axis, strength), 2)
        styles = theme.taps(panel.offsets)
        for t, stack in panel.landed.items():
            for piece in stack:
                if values[self.flight[at(piece)]] > 0:
                    yield from self._piece(look, place, values, piece, styles[piece.tap[0]])
            yield from self._total(look, place, values, t)

    def _piece(self, look: Look, place: MatrixPlace, values: Values, piece: Piece, style: TapStyle) -> Iterator[Shape]:
        """A weight that leaves its cell, is stretched by its input on the way, and lies down in its pile."""
        flown, (t, s), strength = values[self.flight[at(piece)]], at(piece), values[self.focus]
        foot = self.panel.feet[t, s]
        start, end = place.cell(t, s), place.pile(t, foot, foot + float(piece.product))
        seam = min(SEAM, 0.4 * end.w)
        end = Rect(end.x + (seam if piece.product > 0 else 0), end.y, end.w - seam, end.h)
        x, y, w, h = (
            a + (b - a) * flown
            for a, b in zip((start.x, start.y, start.w, start.h), (end.x, end.y, end.w, end.h), strict=True)
        )
        key, rect = f"{self.panel.name}.piece.{t}.{s}", Rect(x, y, w, h)
        yield box(key, Role.BAR, rect, fill=look.ink(style.fill, strength))
        strokes = hatching(rect, style.hatch, min(HATCH_SPACING, max(rect.h / 2, 2.0)))
        if strokes:
            width = min(1.5, rect.h / 8)
            yield Segments(f"{key}.hatch", Role.GHOST, strokes, look.ink(style.hatch_colour, strength), width)
        size, (x, y) = place.frame.value_px, rect.middle
        text, y = value_text(self.panel.problem, piece.product), place.baseline(y)
        number = Text(f"{key}.value", Role.VALUE, text, x, y, size, look.theme.on_tap, inside=key)
        if flown > 0.2 and rect.contains(number.bounds) and number.bounds.w + GAP_EM * size <= rect.w:
            yield number

    def _total(self, look: Look, place: MatrixPlace, values: Values, t: int) -> Iterator[Shape]:
        """A notch at the net value, and the number at the end of the row."""
        opacity, strength = values[self.total[t]], values[self.focus]
        if opacity <= 0:
            return
        panel, theme, size = self.panel, look.theme, place.frame.value_px
        exact = panel.problem.total((t,))
        key, pile = f"{panel.name}.total.{t}", place.pile(t, 0.0, float(exact))
        x = place.zero_x + float(exact) * place.unit
        over = min(4.0, (place.rows.end(t) - place.rows.start(t)) * 0.15)
        notch = (((x, pile.y - over), (x, pile.bottom + over)),)
        yield Segments(f"{key}.notch", Role.FOCUS, notch, look.ink(theme.accent, strength), 3, opacity)
        shown = opacity * (1.0 if place.totals else near(values[self.cursor], t) * values[self.cursor_shown])
        if shown > 0:
            y, colour = place.baseline(place.rows.middle(t)), look.ink(theme.text, strength)
            x, text = place.totals_x, value_text(panel.problem, exact)
            yield Text(key, Role.VALUE, text, x, y, size, colour, TOTAL_WEIGHT, Anchor.END, opacity=shown)
