"""The bench: the products of one step, cell by cell, in a grid as large as the kernel.

On the left it holds the scaled copy f(s)·g before it lands, or the mosaic of one output, magnified; on the right the
products of the window, until it moves on.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property

from kernels import Piece

from ..marks.mark import Look
from ..panel import Panel
from ..position import Place
from ..shapes import Rect, Role, Shape, box
from ..track import Track, Values
from ..wording import value_text
from .cells import coloured_cell, empty_cell, indices, number
from .extents import products_name, tap_offsets
from .layout import GridLayout
from .pieces import between, on_bench, slot


@dataclass(frozen=True, eq=False)
class Bench:
    """`left[step]`: how much of the products that a step has left there is seen.

    `magnified[t]`: how far the pieces of an output's mosaic have come out of it (0: they rest in it).
    """

    panel: Panel
    focus: Track
    left: Mapping[Place, Track] = field(init=False)
    magnified: Mapping[Place, Track] = field(init=False)

    def __post_init__(self) -> None:
        panel = self.panel
        outputs = panel.outputs if panel.scatters else ()
        object.__setattr__(self, "left", {step: Track(f"left {step}") for step in panel.steps})
        object.__setattr__(self, "magnified", {t: Track(f"magnified {t}") for t in outputs})

    @cached_property
    def tracks(self) -> tuple[Track, ...]:
        """One for every step, and on the left one for every output."""
        return self.focus, *self.left.values(), *self.magnified.values()

    def shapes(self, look: Look, values: Values) -> Iterator[Shape]:
        """Name and offsets, an empty cell for every tap, and what lies on them."""
        place, strength, name = look.spot(self.panel.name, GridLayout), values[self.focus], self.panel.name
        if place.bench is None:
            return
        near = [t for t in self.magnified if values[self.magnified[t]] > 0]
        words = products_name(self.panel)
        yield from indices(look, place.frame, place.bench, f"{name}.bench", words, strength, signed=True)
        for r, c in self._cells(bool(near)):
            yield empty_cell(look, f"{name}.bench.{r}.{c}", on_bench(place, (r, c)), strength)
        for step, track in self.left.items():
            if values[track] > 0:
                yield from self._lying(look, place, self.panel.pieces[step], strength, values[track])
        for t in near:
            for piece in self.panel.landed[t]:
                yield from self._magnified(look, place, piece, strength, values[self.magnified[t]])
                yield self._source(look, place, piece, strength, values[self.magnified[t]])

    def _cells(self, near: bool) -> Sequence[tuple[int, int]]:
        """Where taps are: of g as it lies in a copy, or as an output sees it."""
        side = 1 if self.panel.scatters and not near else -1
        return [(side * r, side * c) for r, c in tap_offsets(self.panel)]

    def _lying(
        self, look: Look, place: GridLayout, pieces: Sequence[Piece], strength: float, shown: float
    ) -> Iterator[Shape]:
        """Products as outlines in their taps' colours, with their numbers."""
        side = 1 if self.panel.scatters else -1
        for piece in pieces:
            if piece.weight:
                rect = on_bench(place, (side * piece.offset[0], side * piece.offset[1]))
                yield from self._cell(look, place, piece, rect, strength, shown)

    def _cell(
        self, look: Look, place: GridLayout, piece: Piece, rect: Rect, strength: float, shown: float
    ) -> Iterator[Shape]:
        key = f"{self.panel.name}.product.{piece.t[0]}.{piece.t[1]}.{piece.s[0]}.{piece.s[1]}"
        stroke = look.ink(self.panel.cell_styles(look.theme)[piece.tap].fill, strength)
        width = max(1.0, min(3.0, 0.08 * rect.h))
        block = place.bench
        if block is not None and not block.numbers:
            share = place.share(block, float(piece.product))
            yield coloured_cell(look, f"{key}.colour", rect.grown(-width), share, strength, shown)
        yield box(key, Role.GHOST, rect.grown(-width / 2), stroke=stroke, stroke_px=width, opacity=shown)
        if block is not None and block.numbers:
            text, colour = value_text(self.panel.problem, piece.product), look.ink(look.theme.text, strength)
            yield from number(place.number_px, f"{key}.value", rect, text, colour, opacity=shown)

    def _source(self, look: Look, place: GridLayout, piece: Piece, strength: float, out: float) -> Shape:
        """A frame around the input that a piece came from."""
        rect = place.data.cell((piece.s[0], piece.s[1]))
        width = max(1.5, min(3.0, 0.09 * rect.h))
        stroke = look.ink(self.panel.cell_styles(look.theme)[piece.tap].fill, strength)
        key = f"{self.panel.name}.source.{piece.s[0]}.{piece.s[1]}"
        return box(key, Role.GHOST, rect.grown(-width / 2 - 1), stroke=stroke, stroke_px=width, opacity=out)

    def _magnified(self, look: Look, place: GridLayout, piece: Piece, strength: float, out: float) -> Iterator[Shape]:
        """A piece on its way from its slot to the same place on the bench; its number once it is there."""
        home, to = slot(place, self.panel, piece), on_bench(place, (-piece.offset[0], -piece.offset[1]))
        if out >= 1:
            yield from self._cell(look, place, piece, to, strength, 1.0)
            return
        key = f"{self.panel.name}.product.{piece.t[0]}.{piece.t[1]}.{piece.s[0]}.{piece.s[1]}"
        stroke = look.ink(self.panel.cell_styles(look.theme)[piece.tap].fill, strength)
        rect = between(home, to, out)
        width = max(1.0, min(3.0, 0.08 * rect.h))
        yield box(key, Role.GHOST, rect.grown(-width / 2), stroke=stroke, stroke_px=width)
