"""What comes into one side of a layer: a cell each for inputs, padding included, or for the outputs carried over."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from kernels import Index

from ..layer_place import LayerPlace
from ..layer_side import LayerSide
from ..layer_wording import place_text
from ..shapes import Anchor, Rect, Role, Segments, Shape, Text, Weight, box
from ..theme import CONTEXT, Hatch
from ..track import Track, Values
from .data_row import signed_rect
from .mark import Look
from .strokes import dashed, hatching, outline

UNUSED_SPACING = 9.0  # px between the strokes


@dataclass(frozen=True, eq=False)
class LayerSources:
    """The row that comes in. `padded`: how much of the padding is seen; `unused`: whether idle inputs are marked.

    `carried`: 0 while the outputs are still with the side `other` that made them, 1 once they are here.
    """

    side: LayerSide
    other: LayerSide
    focus: Track
    padded: Track
    unused: Track
    carried: Track

    @property
    def tracks(self) -> tuple[Track, ...]:
        """Padding and idle inputs on the right, the way over on the left."""
        return (self.focus, self.padded, self.unused) if self.side.gathers else (self.focus, self.carried)

    def shapes(self, look: Look, values: Values) -> Iterator[Shape]:
        """Names, and for every position its cell, its number and its index."""
        side, place, strength = self.side, look.spot(self.side.name, LayerPlace), values[self.focus]
        letter, index = side.letters[0], "s" if side.gathers else "t"
        yield from row_names(look, place, letter, index, place.source_y, place.source_index_y, "source", strength)
        for at, text in side.sources.items():
            yield from self._cell(look, place, values, at, text)
            if at[0] % place.every["source"] == 0 and (not side.gathers or side.layer.is_input(at)):
                x, colour = place.source(at).middle[0], look.ink(look.theme.muted, strength)
                key, size = f"{side.name}.source.{at[0]}.index", place.frame.index_px
                yield Text(key, Role.INDEX, place_text(at), x, place.source_index_y, size, colour)

    def _cell(self, look: Look, place: LayerPlace, values: Values, at: Index, text: str) -> Iterator[Shape]:
        side, theme, strength, rect = self.side, look.theme, values[self.focus], place.source(at)
        key = f"{side.name}.source.{at[0]}"
        if side.gathers and not side.layer.is_input(at):
            opacity, colour = values[self.padded], look.ink(theme.muted, CONTEXT * strength)
            if opacity > 0:
                yield Segments(f"{key}.cell", Role.GHOST, dashed(outline(rect), 5, 4), colour, 2, opacity)
                muted = look.ink(theme.muted, strength)
                yield from value(look, place, key, rect, text, muted, place.numbers["source"], opacity)
            return
        if not side.gathers:
            carried = values[self.carried]
            yield box(f"{key}.cell", Role.GHOST, rect, stroke=look.ink(theme.axis, strength), stroke_px=2)
            if carried <= 0:
                return
            rect = between(look.spot(self.other.name, LayerPlace).result(at), rect, carried)
        number = side.layer.data(at) if side.gathers else side.layer.total(at)
        ground = theme.background if not side.gathers and values[self.carried] < 1 else None  # it passes over others
        stroke = look.ink(theme.data, strength)
        yield box(f"{key}.box", Role.GHOST, rect, fill=ground, stroke=stroke, stroke_px=2)
        fits, colour = place.numbers["source"], look.ink(theme.text, strength)
        if fits:
            yield from value(look, place, key, rect, text, colour, fits)
        else:
            sources = side.sources if side.gathers else None
            numbers = [side.layer.data(s) for s in sources] if sources else [side.layer.total(t) for t in side.small]
            yield from bar(look, key, rect, float(number), [float(n) for n in numbers], strength)
        if side.gathers and not side.layer.overlaps[at] and values[self.unused] > 0:
            strokes, faint = hatching(rect, Hatch.RISING, UNUSED_SPACING), look.ink(theme.axis, strength)
            yield Segments(f"{key}.unused", Role.GHOST, strokes, faint, 1.5, values[self.unused])


def row_names(
    look: Look, place: LayerPlace, letter: str, index: str, top: float, index_y: float, key: str, strength: float
) -> Iterator[Shape]:
    """What a row of cells is called, and the letter of its indices, at the left end."""
    size, colour, x = place.frame.index_px, look.ink(look.theme.muted, strength), place.rect.x
    y = top + place.cell_h / 2 + 0.3 * size
    name = place.side.name
    yield Text(f"{name}.{key}.name", Role.INDEX, letter, x, y, size, colour, anchor=Anchor.START)
    yield Text(f"{name}.{key}.letter", Role.INDEX, index, x, index_y, size, colour, anchor=Anchor.START)


def value(
    look: Look,  # noqa: ARG001 (all that draw are called alike)
    place: LayerPlace,
    key: str,
    rect: Rect,
    text: str,
    colour: str,
    fits: bool,
    opacity: float = 1.0,
    weight: Weight = Weight.REGULAR,
) -> Iterator[Shape]:
    """A number in its cell, if every number of its row fits."""
    if fits and opacity > 0:
        x, y, size = rect.middle[0], place.baseline(rect), place.frame.value_px
        yield Text(f"{key}.value", Role.VALUE, text, x, y, size, colour, weight, opacity=opacity)


def bar(
    look: Look, key: str, rect: Rect, number: float, numbers: list[float], strength: float, opacity: float = 1.0
) -> Iterator[Shape]:
    """A bar in a cell, in place of a number that there is no room for: from 0 up or down, by the row's extremes."""
    inner = rect.grown(-min(3.0, 0.1 * rect.w))
    high, low = max(0.0, *numbers), min(0.0, *numbers)
    unit = inner.h / ((high - low) or 1.0)
    filled = signed_rect(inner.middle[0], inner.y + high * unit, inner.w, number * unit)
    if filled.h > 0:
        yield box(f"{key}.bar", Role.GHOST, filled, fill=look.ink(look.theme.data, strength), opacity=opacity)


def between(a: Rect, b: Rect, share: float) -> Rect:
    """A rectangle on its way from one place to another."""
    pairs = zip((a.x, a.y, a.w, a.h), (b.x, b.y, b.w, b.h), strict=True)
    return Rect(*(p + (q - p) * share for p, q in pairs))
