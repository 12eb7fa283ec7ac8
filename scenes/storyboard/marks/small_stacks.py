"""Small stacks: the outputs of a small panel as piles of products, with their totals in one row below."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from functools import cached_property

from kernels import Piece

from ..font import text_width
from ..panel import Panel
from ..panel_layout import TOTAL_WEIGHT
from ..quad_body import SmallPlace
from ..shapes import Anchor, Rect, Role, Segments, Shape, Text, box
from ..theme import Hatch, TapStyle
from ..track import Track, Values
from ..wording import index_text, value_text
from .data_row import near
from .kernel_row import HATCH_SPACING
from .mark import Look
from .stacks import at
from .strokes import hatching

SEAM = 1.5  # px of background between pieces
LANE_SPACING = 9.0  # px


@dataclass(frozen=True, eq=False)
class SmallStacks:
    """The outputs. `flight[t, s]`: 0 the weight is in the strip, 1 the product in its pile, or gone in a lane."""

    panel: Panel
    letter: str  # what the outputs are called, y or z
    mirrored: bool  # whether the panel's g is the kernel as typed, mirrored: its hues go by the typed one
    focus: Track
    cursor: Track  # the column of the kernel
    outlined: Track
    flight: Mapping[tuple[int, int], Track] = field(init=False)
    total: Mapping[int, Track] = field(init=False)

    def __post_init__(self) -> None:
        made = [at(p) for pieces in self.panel.pieces.values() for p in pieces if p.product]
        object.__setattr__(self, "flight", {key: Track(f"flight {key}") for key in made})
        object.__setattr__(self, "total", {t: Track(f"total {t}") for t in self.panel.outputs})

    @cached_property
    def tracks(self) -> tuple[Track, ...]:
        """One for every piece and output."""
        return (self.focus, self.cursor, self.outlined, *self.flight.values(), *self.total.values())

    def shapes(self, look: Look, values: Values) -> Iterator[Shape]:
        """Axis, lanes, names and indices; the piles and what flies; the totals."""
        place, panel, theme = look.spot(self.panel.name, SmallPlace), self.panel, look.theme
        strength, size, name = values[self.focus], place.frame.index_px, panel.name
        muted, row, ts = look.ink(theme.muted, strength), place.bars, panel.outputs
        yield from self._lanes(look, place, strength)
        ends = ((place.columns.start(ts[0]), row.axis), (place.columns.end(ts[-1]), row.axis))
        yield Segments(f"{name}.axis", Role.AXIS, (ends,), look.ink(theme.axis, strength), 2)
        for key, text, y in (("y", f"{self.letter}(t)", place.totals_y), ("t", "t", place.index_y)):
            yield Text(f"{name}.{key}.name", Role.INDEX, text, place.rect.x, y, size, muted, anchor=Anchor.START)
        for t in ts:
            if t % place.index_every == 0:
                x = place.columns.middle(t)
                yield Text(f"{name}.t.{t}", Role.INDEX, index_text(t), x, place.index_y, size, muted)
        styles = theme.taps(tuple(-o for o in reversed(panel.offsets)) if self.mirrored else panel.offsets)
        for pieces in panel.pieces.values():
            for piece in pieces:
                if piece.product and values[self.flight[at(piece)]] > 0:
                    k = piece.tap[0]
                    yield from self._piece(look, place, values, piece, styles[-1 - k if self.mirrored else k])
        for t in ts:
            yield from self._total(look, place, values, t)
        if values[self.outlined] > 0:
            colour, opacity = look.ink(theme.accent, strength), values[self.outlined]
            rect = place.totals_box
            yield box(f"{name}.totals.outline", Role.FOCUS, rect, stroke=colour, stroke_px=4, opacity=opacity)

    def _lanes(self, look: Look, place: SmallPlace, strength: float) -> Iterator[Shape]:
        """Hatched columns for what leaves the outputs, and for outputs that a stride skips."""
        row, colour = place.bars, look.ink(look.theme.axis, 0.55 * strength)
        for t in self.panel.outside:
            x, right = place.columns.start(t), place.columns.end(t)
            strokes = hatching(Rect(x, row.top, right - x, row.bottom - row.top), Hatch.RISING, LANE_SPACING)
            if strokes:
                yield Segments(f"{self.panel.name}.lane.{t}", Role.GHOST, strokes, colour, 1.2)

    def _piece(self, look: Look, place: SmallPlace, values: Values, piece: Piece, style: TapStyle) -> Iterator[Shape]:
        """A weight that leaves the strip and is stretched by its input on the way; outside of the outputs it fades."""
        flown, (t, s), strength = values[self.flight[at(piece)]], at(piece), values[self.focus]
        stays = self.panel.lands(piece)
        if not stays and flown >= 1:
            return
        foot, product = self.panel.feet.get((t, s), 0.0), float(piece.product)
        start = place.cell(t if self.panel.scatters else s)
        end = place.pile(t, foot, foot + product if stays else foot + 0.2 * product)
        seam = min(SEAM, 0.4 * end.h)
        end = Rect(end.x, end.y + (seam if product > 0 else 0), end.w, end.h - seam)
        x, y, w, h = (
            a + (b - a) * flown
            for a, b in zip((start.x, start.y, start.w, start.h), (end.x, end.y, end.w, end.h), strict=True)
        )
        key, rect, opacity = f"{self.panel.name}.piece.{t}.{s}", Rect(x, y, w, h), 1.0 if stays else 1 - flown
        yield box(key, Role.BAR, rect, fill=look.ink(style.fill, strength), opacity=opacity)
        strokes = hatching(rect, style.hatch, HATCH_SPACING)
        if strokes:
            colour = look.ink(style.hatch_colour, strength)
            yield Segments(f"{key}.hatch", Role.GHOST, strokes, colour, 1.2, opacity)

    def _total(self, look: Look, place: SmallPlace, values: Values, t: int) -> Iterator[Shape]:
        """A notch at the net value, and the number in the row of totals."""
        opacity, strength = values[self.total[t]], values[self.focus]
        if opacity <= 0:
            return
        panel, theme, size = self.panel, look.theme, place.frame.value_px
        exact, key = panel.problem.total((t,)), f"{panel.name}.total.{t}"
        bar, y = place.pile(t, 0.0, float(exact)), place.bars.y(float(exact))
        notch = (((bar.x - 2, y), (bar.right + 2, y)),)
        yield Segments(f"{key}.notch", Role.FOCUS, notch, look.ink(theme.accent, strength), 2.5, opacity)
        shown = opacity * (1.0 if place.levels is not None else near(values[self.cursor], t))
        if shown > 0:
            text, x = value_text(panel.problem, exact), place.columns.middle(t)
            if place.levels is None:
                width, frame = text_width(text, size, TOTAL_WEIGHT), place.frame
                low = place.rect.x + text_width("y(t)", frame.index_px) + 0.6 * size
                x = min(max(x, low + width / 2), place.rect.right - width / 2)
            colour = look.ink(theme.text, strength)
            yield Text(key, Role.VALUE, text, x, place.total_y(t), size, colour, TOTAL_WEIGHT, opacity=shown)
