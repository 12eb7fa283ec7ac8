"""The weights of a layer as a row of tiles, never flipped: a window of the layer, or a copy of the transpose."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from ..font import text_width
from ..labels import GAP_EM
from ..layer_place import LayerPlace
from ..layer_side import LayerSide
from ..shapes import Anchor, Rect, Role, Segments, Shape, Text, box
from ..track import Track, Values
from .mark import Look
from .tile import pin, tile


@dataclass(frozen=True, eq=False)
class LayerWindow:
    """The tiles at output `at`, what they stand for outlined: the inputs under them, or the value that is dropped."""

    side: LayerSide
    focus: Track
    at: tuple[Track, ...]
    outlined: Track

    @property
    def tracks(self) -> tuple[Track, ...]:
        """Place and outline."""
        return self.focus, *self.at, self.outlined

    def shapes(self, look: Look, values: Values) -> Iterator[Shape]:
        """Outline, the two lines that run together or apart, tiles from left to right, and the pin at the middle."""
        side, place, strength = self.side, look.spot(self.side.name, LayerPlace), values[self.focus]
        name, w, at = side.name, side.layer.weights, (values[self.at[0]],)
        tiles = [place.tile(at, (k,)) for k in range(w.shape[0])]
        yield from self._name(look, place, tiles[0], strength)
        yield from self._funnel(look, place, values, tiles)
        middle = side.layer.axes[0].middle
        styles = look.theme.taps(tuple(k - middle for k in range(len(tiles))))
        for k, (rect, style) in enumerate(zip(tiles, styles, strict=True)):
            label = w.label((k,)) if place.numbers["weights"] else ""
            yield from tile(look, place.frame, f"{name}.w.{k}", rect, style, strength, label, bool(w.values[k]))
        yield pin(look, f"{name}.pin", tiles[middle], strength)
        opacity = values[self.outlined]
        if opacity > 0:
            colour = look.ink(look.theme.accent, strength)
            for i, rect in enumerate(self._covered(place, at, tiles)):
                yield box(f"{name}.window.{i}", Role.FOCUS, rect, stroke=colour, stroke_px=4, opacity=opacity)

    def _covered(self, place: LayerPlace, at: tuple[float], tiles: list[Rect]) -> list[Rect]:
        """What is outlined: all inputs under the window, one by one where dilation leaves gaps."""
        if not self.side.gathers:
            return [place.source(at)]
        row = place.source_y
        cells = [Rect(tile.x, row, tile.w, place.cell_h) for tile in tiles]
        if self.side.layer.dilation > 1:
            return cells
        return [Rect(cells[0].x, row, cells[-1].right - cells[0].x, place.cell_h)]

    def _funnel(self, look: Look, place: LayerPlace, values: Values, tiles: list[Rect]) -> Iterator[Shape]:
        """From the window's ends to the one output, or from the one value to the copy's ends."""
        at, colour = (values[self.at[0]],), look.ink(look.theme.axis, values[self.focus])
        ends = tiles[0].x, tiles[-1].right
        if self.side.gathers:
            rect, y, far = place.result(at), tiles[0].bottom + 2, place.result_y - 2
        else:
            rect, y, far = place.source(at), tiles[0].y - 2, place.source_y + place.cell_h + 2
        lines = ((ends[0], y), (rect.x, far)), ((ends[1], y), (rect.right, far))
        yield Segments(f"{self.side.name}.funnel", Role.GHOST, lines, colour, 1.5)

    def _name(self, look: Look, place: LayerPlace, first: Rect, strength: float) -> Iterator[Shape]:
        """The letter w in the gutter."""
        size, colour = place.frame.index_px, look.ink(look.theme.muted, strength)
        y = first.middle[1] + 0.3 * size
        if first.x - place.rect.x > text_width("w", size) + GAP_EM * size:
            yield Text(f"{self.side.name}.w", Role.INDEX, "w", place.rect.x, y, size, colour, anchor=Anchor.START)
