"""What comes out of one side of a 2-D layer: pieces laid where they are multiplied, sums, overlaps."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from functools import cached_property

from kernels import Index, Piece

from ..choreography import CALM, Tempo
from ..font import ASCENT, text_width
from ..labels import GAP_EM
from ..layer_body import COUNT_EM, OVERLAPS
from ..layer_grid_place import LayerBlock, LayerGridPlace
from ..layer_side import LayerSide
from ..layer_wording import count_formulas, shown
from ..panel_layout import TOTAL_WEIGHT
from ..shapes import Anchor, Formula, Role, Segments, Shape, Text, box
from ..theme import Hatch, TapStyle, mix
from ..track import Move, Track, Values
from .layer_cells import between
from .layer_grids import filled, hues, names
from .layer_results import DARKEST, LANE_SPACING
from .mark import Look
from .strokes import Stroke, hatching
from .tile import tile

LAID_STILL = 0.7  # s that products rest where they were multiplied


@dataclass(frozen=True, eq=False)
class GridResults:
    """The grid that comes out. `grow[t]`: 0 the weights of step t are in their grid, 1 they lie on the big grid,
    multiplied; `flight[t]`: 1 the pieces are in their results; `total[at]`: how much its sum is seen in their place.

    `counted`: how much is seen of the layer's count, or of the overlaps of its transpose.
    """

    side: LayerSide
    focus: Track
    counted: Track
    grow: Mapping[Index, Track] = field(init=False)
    flight: Mapping[Index, Track] = field(init=False)
    total: Mapping[Index, Track] = field(init=False)

    def __post_init__(self) -> None:
        name = self.side.name
        object.__setattr__(self, "grow", {t: Track(f"{name} grow {t}") for t in self.side.small})
        object.__setattr__(self, "flight", {t: Track(f"{name} flight {t}") for t in self.side.small})
        object.__setattr__(self, "total", {at: Track(f"{name} total {at}") for at in self.side.results})

    @cached_property
    def tracks(self) -> tuple[Track, ...]:
        """Two for every step, one for every result."""
        return (self.focus, self.counted, *self.grow.values(), *self.flight.values(), *self.total.values())

    def make(self, t: Index, tempo: Tempo, start: float) -> list[Move]:
        """The weights of t are laid on the big grid and multiplied, rest there, and go to their results; in a run they
        are there at once."""
        if tempo.move < CALM.move:
            return [Move(self.grow[t], 1.0, start), Move(self.flight[t], 1.0, start, tempo.move)]
        laid = 1.2 * tempo.move
        return [Move(self.grow[t], 1.0, start, laid), Move(self.flight[t], 1.0, start + laid + LAID_STILL, tempo.move)]

    def shapes(self, look: Look, values: Values) -> Iterator[Shape]:
        """Names and lanes, results with what lies in them, counts, and what is on its way."""
        side, place, strength = self.side, look.spot(self.side.name, LayerGridPlace), values[self.focus]
        yield from names(look, place, place.result, f"{side.name}.result", side.letters[1][0], strength)
        if not side.gathers:
            yield from self._lane(look, place, strength)
        styles = hues(look.theme, side.layer)
        for at in side.results:
            yield from self._result(look, place, values, at, styles)
        yield from self._counts(look, place, strength, values[self.counted])
        for t, pieces in side.pieces.items():
            if values[self.grow[t]] > 0 and values[self.flight[t]] < 1:
                for piece in pieces:
                    if piece.weight:
                        yield from self._piece(look, place, values, piece, styles[piece.tap])

    @cached_property
    def _into(self) -> dict[Index, list[Piece]]:
        """The pieces that a result is made of, those of weight 0 left out."""
        found: dict[Index, list[Piece]] = {at: [] for at in self.side.results}
        for pieces in self.side.pieces.values():
            for piece in pieces:
                slot = self.side.slots.get((piece.t, piece.tap))
                if slot is not None and piece.weight:
                    found[slot[0]].append(piece)
        return found

    def _result(
        self, look: Look, place: LayerGridPlace, values: Values, at: Index, styles: Mapping[Index, TapStyle]
    ) -> Iterator[Shape]:
        """An empty cell, the pieces that it has so far, or their sum."""
        side, strength, there = self.side, values[self.focus], values[self.total[at]]
        rect, key = place.result.cell(at), f"{side.name}.result.{at[0]}.{at[1]}"
        stroke = look.ink(look.theme.axis, 0.7 * strength)
        yield box(f"{key}.cell", Role.GHOST, rect, stroke=stroke, stroke_px=min(1.2, rect.h / 8))
        if there < 1:
            for piece in self._into[at]:
                if values[self.flight[piece.t]] >= 1 and piece.product:
                    pip, fill = place.pip(at, piece.tap), look.ink(styles[piece.tap].fill, strength)
                    name = f"{key}.pip.{piece.tap[0]}.{piece.tap[1]}"
                    yield box(name, Role.GHOST, pip, fill=fill, opacity=1 - there)
        if there > 0:
            exact = side.layer.total(at) if side.gathers else side.layer.back(at)
            share, fits = float(exact) / place.strongest[1], place.result.numbers
            text = side.results[at]
            yield from filled(look, place, key, rect, text, share, fits, strength, there, TOTAL_WEIGHT)

    def _lane(self, look: Look, place: LayerGridPlace, strength: float) -> Iterator[Shape]:
        """Hatching where the transpose drops into the padding, which is cut off."""
        strokes: list[Stroke] = []
        for s in self.side.big:
            if not self.side.layer.is_input(s):
                strokes += hatching(place.result.cell(s), Hatch.RISING, LANE_SPACING)
        if strokes:
            colour = look.ink(look.theme.axis, 0.6 * strength)
            yield Segments(f"{self.side.name}.lane", Role.GHOST, tuple(strokes), colour, 1.2)

    def _piece(
        self, look: Look, place: LayerGridPlace, values: Values, piece: Piece, style: TapStyle
    ) -> Iterator[Shape]:
        """A weight on its way to the cell where it is multiplied, then the product on its way to its result."""
        (t, k), side = (piece.t, piece.tap), self.side
        grown, flown, slot = values[self.grow[t]], values[self.flight[t]], side.slots.get((t, k))
        laid = place.under(tuple(float(i) for i in t), k)
        rect = between(place.weights.cell(k), laid, grown)
        if flown > 0 and slot is not None:
            rect = between(laid, place.pip(slot[0], k), flown)
        text = side.layer.weights.label(k) if grown < 1 else shown(side.layer, piece.product)
        size = place.frame.value_px
        fits = text_width(text, size) + GAP_EM * size - 3 <= rect.w
        key, opacity = f"{side.name}.piece.{t[0]}.{t[1]}.{k[0]}.{k[1]}", 1 - flown if slot is None else 1.0
        counts = bool(piece.product) or grown < 1
        label = text if fits else ""
        yield from tile(look, place.frame, key, rect, style, values[self.focus], label, counts, opacity)

    def _counts(self, look: Look, place: LayerGridPlace, strength: float, opacity: float) -> Iterator[Shape]:
        """Under the layer the count of its rows and of its columns; beside its transpose the overlaps."""
        if opacity <= 0:
            return
        if place.overlaps is not None:
            yield from self._overlaps(look, place, place.overlaps, strength, opacity)
            return
        em, text = place.formula_px, look.ink(look.theme.text, strength)
        for i, axis in enumerate(self.side.layer.axes):
            y, key = place.notes_y + (i + 0.5) * COUNT_EM * em, f"{self.side.name}.count.{i}"
            formula = count_formulas(axis)[1]
            yield Formula(key, Role.NOTE, formula, place.rect.right, y, em, text, Anchor.END, opacity)

    def _overlaps(
        self, look: Look, place: LayerGridPlace, block: LayerBlock, strength: float, opacity: float
    ) -> Iterator[Shape]:
        """A small grid, the darker the more windows cover a cell: the checkerboard."""
        layer, theme, size, name = self.side.layer, look.theme, place.frame.note_px, self.side.name
        most = int(layer.overlaps.max()) or 1
        first = block.cell((0, 0))
        fits = text_width(str(most), size, TOTAL_WEIGHT) + GAP_EM * size <= first.w + 3 and first.h >= size
        words, rect = OVERLAPS[0] if text_width(OVERLAPS[0], size) <= block.rect.w else OVERLAPS[1], block.rect
        muted, y = look.ink(theme.muted, strength), block.labels[1]
        yield Text(f"{name}.overlaps", Role.NOTE, words, rect.x, y, size, muted, anchor=Anchor.START, opacity=opacity)
        for s in self.side.results:
            count, cell, key = int(layer.overlaps[s]), block.cell(s), f"{name}.overlap.{s[0]}.{s[1]}"
            if count:
                fill = look.ink(mix(theme.background, theme.axis, DARKEST * count / most), strength)
                yield box(f"{key}.square", Role.GHOST, cell, fill=fill, opacity=opacity)
            if fits:
                x, colour = cell.middle[0], look.ink(theme.text, strength)
                y = cell.middle[1] + ASCENT / 2 * size
                yield Text(key, Role.NOTE, str(count), x, y, size, colour, TOTAL_WEIGHT, opacity=opacity)
