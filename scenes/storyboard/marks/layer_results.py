"""What comes out of one side of a layer: the pieces in piles of equal blocks, their sums, and how many there were."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from functools import cached_property

from kernels import Index, Piece

from .. import labels
from ..choreography import Tempo
from ..font import text_width
from ..layer_body import COUNT_EM, OVERLAPS
from ..layer_place import LayerPlace
from ..layer_side import LayerSide
from ..layer_wording import count_formulas, place_text, shown
from ..panel_layout import TOTAL_WEIGHT
from ..shapes import Anchor, Formula, Rect, Role, Segments, Shape, Text, box
from ..theme import Hatch, TapStyle, mix
from ..track import Move, Track, Values
from .layer_cells import bar, between, row_names, value
from .mark import Look
from .strokes import dashed, hatching, outline
from .tile import tile

LANE_SPACING = 9.0  # px
DARKEST = 0.75  # how much of the axis colour fills the square of the most windows


@dataclass(frozen=True, eq=False)
class LayerResults:
    """The outputs with their piles. `flight[t, k]`: 0 the piece is a weight of the window at t, 1 it has landed.

    `counted`: how much is seen of the counts below, the formula of the layer or the overlaps of its transpose.
    """

    side: LayerSide
    focus: Track
    counted: Track
    flight: Mapping[tuple[Index, Index], Track] = field(init=False)
    total: Mapping[Index, Track] = field(init=False)

    def __post_init__(self) -> None:
        made = [(piece.t, piece.tap) for pieces in self.side.pieces.values() for piece in pieces]
        object.__setattr__(self, "flight", {key: Track(f"{self.side.name} flight {key}") for key in made})
        object.__setattr__(self, "total", {at: Track(f"{self.side.name} total {at}") for at in self.side.results})

    @cached_property
    def tracks(self) -> tuple[Track, ...]:
        """One for every piece and result."""
        return (self.focus, self.counted, *self.flight.values(), *self.total.values())

    def make(self, t: Index, tempo: Tempo, start: float) -> list[Move]:
        """The pieces of t leave their weights one after another and fall into their piles."""
        pieces = enumerate(self.side.pieces[t])
        return [Move(self.flight[t, p.tap], 1.0, start + i * tempo.lag, tempo.move) for i, p in pieces]

    def shapes(self, look: Look, values: Values) -> Iterator[Shape]:
        """Names, cells with their sums and indices, counts, then piles and what flies."""
        side, place, strength = self.side, look.spot(self.side.name, LayerPlace), values[self.focus]
        letter, index = side.letters[1], "t" if side.gathers else "s"
        yield from row_names(look, place, letter, index, place.result_y, place.result_index_y, "result", strength)
        for at, text in side.results.items():
            yield from self._cell(look, place, values, at, text)
        if not side.gathers:
            yield from self._lanes(look, place, strength)
        yield from self._counts(look, place, strength, values[self.counted])
        styles = look.theme.taps(tuple(k - side.layer.axes[0].middle for k in range(side.layer.weights.shape[0])))
        for pieces in side.pieces.values():
            for piece in pieces:
                yield from self._piece(look, place, values, piece, styles[piece.tap[0]])

    def _cell(self, look: Look, place: LayerPlace, values: Values, at: Index, text: str) -> Iterator[Shape]:
        side, theme, strength, rect = self.side, look.theme, values[self.focus], place.result(at)
        key, there = f"{side.name}.result.{at[0]}", values[self.total[at]]
        yield box(f"{key}.cell", Role.GHOST, rect, stroke=look.ink(theme.axis, strength), stroke_px=2)
        if there > 0:
            colour, fits = look.ink(theme.text, strength), place.numbers["result"]
            yield from value(look, place, key, rect, text, colour, fits, there, TOTAL_WEIGHT)
            if not fits:
                layer = side.layer
                exact = layer.total if side.gathers else layer.back
                numbers = [float(exact(other)) for other in side.results]
                yield from bar(look, key, rect, float(exact(at)), numbers, strength, there)
        if at[0] % place.every["result"] == 0:
            x, y, size = rect.middle[0], place.result_index_y, place.frame.index_px
            yield Text(f"{key}.index", Role.INDEX, place_text(at), x, y, size, look.ink(theme.muted, strength))

    def _lanes(self, look: Look, place: LayerPlace, strength: float) -> Iterator[Shape]:
        """Hatched cells where the transpose drops into the padding, which is cut off."""
        colour = look.ink(look.theme.axis, 0.6 * strength)
        for s in self.side.big:
            if not self.side.layer.is_input(s):
                key, rect = f"{self.side.name}.lane.{s[0]}", place.result(s)
                yield Segments(key, Role.GHOST, hatching(rect, Hatch.RISING, LANE_SPACING), colour, 1.5)
                yield Segments(f"{key}.edge", Role.GHOST, dashed(outline(rect), 5, 4), colour, 2)

    def _counts(self, look: Look, place: LayerPlace, strength: float, opacity: float) -> Iterator[Shape]:
        """Under the layer the count of its outputs; under its transpose how many windows cover each input."""
        if opacity <= 0:
            return
        side, frame, theme = self.side, place.frame, look.theme
        muted, text, name = look.ink(theme.muted, strength), look.ink(theme.text, strength), side.name
        if side.gathers:
            em, x = place.formula_px, place.rect.right
            lines = list(zip(count_formulas(side.layer.axes[0]), (muted, text), strict=True))
            for i, (formula, colour) in enumerate(lines[-place.count_lines :]):
                y = place.notes_y + (i + 0.5) * COUNT_EM * em
                yield Formula(f"{name}.count.{i}", Role.NOTE, formula, x, y, em, colour, Anchor.END, opacity)
            return
        y, size, most = place.notes_y + 1.1 * frame.index_px, frame.note_px, int(side.layer.overlaps.max())
        room = place.result(next(iter(side.results))).x - place.rect.x - labels.GAP_EM * size
        words, x = next((name for name in OVERLAPS if text_width(name, size) <= room), OVERLAPS[-1]), place.rect.x
        yield Text(f"{name}.overlaps", Role.NOTE, words, x, y, size, muted, anchor=Anchor.START, opacity=opacity)
        widest, size = text_width(str(most), frame.index_px, TOTAL_WEIGHT), frame.index_px
        every = labels.every([widest], place.pitch, labels.GAP_EM * size)
        for (s,) in side.results:
            key, count = f"{name}.overlap.{s}", int(side.layer.overlaps[s])
            share, cell = count / (most or 1), place.result((s,))
            square = Rect(cell.x, y - 1.0 * size, cell.w, 1.3 * size)
            fill = look.ink(mix(theme.background, theme.axis, DARKEST * share), strength)
            if count:
                yield box(f"{key}.square", Role.GHOST, square, fill=fill, opacity=opacity)
            if s % every == 0:
                yield Text(key, Role.INDEX, str(count), place.x(s), y, size, text, TOTAL_WEIGHT, opacity=opacity)

    def _piece(self, look: Look, place: LayerPlace, values: Values, piece: Piece, style: TapStyle) -> Iterator[Shape]:
        """A piece on its way from its weight to its pile; what leaves the inputs fades on the way."""
        way, slot = values[self.flight[piece.t, piece.tap]], self.side.slots.get((piece.t, piece.tap))
        if way <= 0 or (slot is None and way >= 1):
            return
        start = place.tile(piece.t, piece.tap)
        end = place.result(piece.s) if slot is None else place.block(*slot)
        key, strength = f"{self.side.name}.piece.{piece.t[0]}.{piece.tap[0]}", values[self.focus]
        label = shown(self.side.layer, piece.product) if place.numbers["pieces"] else ""
        opacity = 1.0 if slot is not None else 1 - way
        yield from tile(
            look, place.frame, key, between(start, end, way), style, strength, label, bool(piece.product), opacity
        )
