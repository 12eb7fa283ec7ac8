"""A 2-D layer's grids: what comes in with its padding, the weights, and where the window or the copy lies."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

import numpy as np

from kernels import Index, Layer

from ..diverging import diverging
from ..font import ASCENT, DESCENT, text_width
from ..labels import GAP_EM
from ..layer_grid_place import LayerBlock, LayerGridPlace
from ..layer_side import LayerSide
from ..shapes import Anchor, Rect, Role, Segments, Shape, Text, Weight, box
from ..theme import Hatch, TapStyle, Theme
from ..track import Track, Values
from ..wording import index_text
from .layer_cells import UNUSED_SPACING, between
from .mark import Look
from .strokes import Stroke, dashed, hatching, outline
from .tile import pin, tile


def hues(theme: Theme, layer: Layer) -> Mapping[Index, TapStyle]:
    """A style for every weight by its offset: the five hues in turn, (row + 2 · column) mod 5, so that neighbours
    differ."""
    styles, (row, column) = theme.taps((0, -1, 1, -2, 2)), (axis.middle for axis in layer.axes)
    return {k: styles[(k[0] - row + 2 * (k[1] - column)) % len(styles)] for k in np.ndindex(layer.weights.shape)}


def names(
    look: Look, place: LayerGridPlace, block: LayerBlock, key: str, name: str, strength: float
) -> Iterator[Shape]:
    """A grid's name in its corner; row indices at its left, column indices above it, none on padding."""
    size, colour, (right, top) = place.frame.index_px, look.ink(look.theme.muted, strength), block.labels
    yield Text(f"{key}.name", Role.INDEX, name, right, top, size, colour, anchor=Anchor.END)
    if key.endswith(".w"):
        return  # its cells are told by their colours
    tallest = max(b - a for a, b in zip(block.rows.starts, block.rows.ends, strict=True))
    for r in block.rows.indices:
        start, end = block.rows.start(r), block.rows.end(r)
        y = (start + end) / 2 + (ASCENT - DESCENT / 2) / 2 * size
        clear = y - ASCENT * size >= top + DESCENT * size
        if r % block.row_every == 0 and end - start > 0.9 * tallest and clear:
            yield Text(f"{key}.row.{r}", Role.INDEX, index_text(r), right, y, size, colour, anchor=Anchor.END)
    widest = max(b - a for a, b in zip(block.columns.starts, block.columns.ends, strict=True))
    for c in block.columns.indices:
        text, middle = index_text(c), block.columns.middle(c)
        half = text_width(text, size) / 2
        clear = middle - half >= right + GAP_EM * size and middle + half <= place.rect.right
        if c % block.column_every == 0 and block.columns.end(c) - block.columns.start(c) > 0.9 * widest and clear:
            yield Text(f"{key}.column.{c}", Role.INDEX, text, middle, top, size, colour)


def filled(
    look: Look,
    place: LayerGridPlace,
    key: str,
    rect: Rect,
    text: str,
    share: float,
    fits: bool,
    strength: float,
    opacity: float = 1.0,
    weight: Weight = Weight.REGULAR,
) -> Iterator[Shape]:
    """A number in its cell, or where not all of its grid fit, its colour on the diverging scale."""
    theme = look.theme
    stroke = look.ink(theme.data if fits else theme.axis, strength)
    width = min(1.5, rect.h / 8)
    if fits:
        yield box(f"{key}.box", Role.GHOST, rect, stroke=stroke, stroke_px=width, opacity=opacity)
        x, size = rect.middle[0], place.frame.value_px
        colour, y = look.ink(theme.text, strength), place.baseline(rect, size)
        yield Text(f"{key}.value", Role.VALUE, text, x, y, size, colour, weight, opacity=opacity)
    else:
        fill = look.ink(diverging(theme, share), strength)
        yield box(f"{key}.box", Role.BAR, rect, fill=fill, stroke=stroke, stroke_px=width, opacity=opacity)


@dataclass(frozen=True, eq=False)
class GridSources:
    """The grid that comes in; its tracks are those of `LayerSources`."""

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
        """Names and cells."""
        side, place, strength = self.side, look.spot(self.side.name, LayerGridPlace), values[self.focus]
        layer, key = side.layer, f"{side.name}.source"
        yield from names(look, place, place.source, key, side.letters[0][0], strength)
        if side.gathers:
            yield from self._inputs(look, place, values)
            return
        carried, from_place = values[self.carried], look.spot(self.other.name, LayerGridPlace)
        for t in side.small:
            rect, at = place.source.cell(t), f"{key}.{t[0]}.{t[1]}"
            stroke = look.ink(look.theme.axis, 0.7 * strength)
            yield box(f"{at}.cell", Role.GHOST, rect, stroke=stroke, stroke_px=min(1.2, rect.h / 8))
            if carried > 0:
                way = between(from_place.result.cell(t), rect, carried)
                share = float(layer.total(t)) / place.strongest[0]
                yield from filled(look, place, at, way, side.sources[t], share, place.source.numbers, strength)

    def _inputs(self, look: Look, place: LayerGridPlace, values: Values) -> Iterator[Shape]:
        side, strength, theme = self.side, values[self.focus], look.theme
        ghosts: list[Stroke] = []
        for s in side.big:
            rect, key = place.source.cell(s), f"{side.name}.source.{s[0]}.{s[1]}"
            if not side.layer.is_input(s):
                ghosts += dashed(outline(rect), 4, 4)
                continue
            share = float(side.layer.data(s)) / place.strongest[0]
            yield from filled(look, place, key, rect, side.sources[s], share, place.source.numbers, strength)
            if not side.layer.overlaps[s] and values[self.unused] > 0:
                strokes = hatching(rect, Hatch.RISING, UNUSED_SPACING)
                colour = look.ink(theme.axis, strength)
                yield Segments(f"{key}.unused", Role.GHOST, strokes, colour, 1.5, values[self.unused])
        if ghosts and values[self.padded] > 0:
            colour = look.ink(theme.axis, strength)
            yield Segments(f"{side.name}.padding", Role.GHOST, tuple(ghosts), colour, 1.2, values[self.padded])


@dataclass(frozen=True, eq=False)
class GridWindow:
    """The weights in a grid of their own, and borders of their colours where the window or the copy of `at` lies."""

    side: LayerSide
    focus: Track
    at: tuple[Track, ...]  # row and column of the t
    outlined: Track

    @property
    def tracks(self) -> tuple[Track, ...]:
        """Place and outline."""
        return self.focus, *self.at, self.outlined

    def shapes(self, look: Look, values: Values) -> Iterator[Shape]:
        """The weights with their pin; borders on the big grid; the outline of what is gathered or dropped."""
        side, place, strength = self.side, look.spot(self.side.name, LayerGridPlace), values[self.focus]
        name, layer, at = side.name, side.layer, tuple(values[track] for track in self.at)
        styles, middle = hues(look.theme, layer), tuple(axis.middle for axis in layer.axes)
        yield from names(look, place, place.weights, f"{name}.w", "w", strength)
        rects = []
        for k, style in styles.items():
            label = layer.weights.label(k) if place.weights.numbers else ""
            counts, rect = bool(layer.weights.values[k]), place.weights.cell(k)
            yield from tile(look, place.frame, f"{name}.w.{k[0]}.{k[1]}", rect, style, strength, label, counts)
            under = place.under(at, k)
            rects.append(under)
            if counts:
                width, inner = min(3.0, 0.2 * min(under.w, under.h)), under.grown(-1.0)
                key, colour = f"{name}.under.{k[0]}.{k[1]}", look.ink(style.fill, strength)
                yield box(key, Role.GHOST, inner, stroke=colour, stroke_px=width)
            if k == middle:
                yield pin(look, f"{name}.pin", rect, strength)
        if values[self.outlined] > 0:
            around = place.source.cell(at).grown(1)
            if side.gathers:
                x, y = min(r.x for r in rects), min(r.y for r in rects)
                around = Rect(x, y, max(r.right for r in rects) - x, max(r.bottom for r in rects) - y).grown(1)
            colour, opacity = look.ink(look.theme.accent, strength), values[self.outlined]
            yield box(f"{name}.window", Role.FOCUS, around, stroke=colour, stroke_px=4, opacity=opacity)
