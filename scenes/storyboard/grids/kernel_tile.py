"""The kernel tile: g (or h) as a grid of weights about its pin, turning half way round when it is flipped."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from math import cos, pi, sin, sqrt

import numpy as np

from kernels import Index

from ..blend import Blend
from ..font import text_width
from ..labels import GAP_EM
from ..marks.mark import Look
from ..marks.tile import pin
from ..panel import Panel
from ..shapes import Rect, Role, Shape, box
from ..theme import TapStyle
from ..track import Track, Values
from .cells import empty_cell, indices, number
from .filled_tap import filled_tap
from .layout import GridLayout


@dataclass(frozen=True, eq=False)
class KernelTile:
    """The kernel of a 2-D panel, in its own place; every tap keeps its colour, digits stay upright."""

    panel: Panel
    focus: Track
    home: Track = field(default_factory=lambda: Track("home", 1.0))  # 0: in the first panel's place, 1: in its own
    turn: Track = field(default_factory=lambda: Track("turn"))  # 0: g, 1: turned half way round about the pin
    shown: Track = field(default_factory=lambda: Track("shown", 1.0))
    hollow: Track = field(default_factory=lambda: Track("hollow"))  # 1: only outlines
    blend: Blend | None = None  # of kernels, where the taps change
    letters: tuple[str, str] | None = None  # its names before it has turned and after, if these are its own

    @property
    def tracks(self) -> tuple[Track, ...]:
        """Place, turn and looks."""
        moving = (self.focus, self.home, self.turn, self.shown, self.hollow)
        return (*moving, self.blend.state) if self.blend else moving

    def shapes(self, look: Look, values: Values) -> Iterator[Shape]:
        """Name and offsets, the taps from back to front, the pin."""
        shown, strength = values[self.shown], values[self.focus]
        if shown <= 0:
            return
        place, name = look.spot(self.panel.name, GridLayout), self.panel.name
        if values[self.home] >= 1 and shown >= 1:
            letter = self._letter(values[self.turn])
            yield from indices(look, place.frame, place.kernel, f"{name}.kernel", letter, strength, signed=True)
        yield from self.taps(look, values)

    def taps(
        self, look: Look, values: Values, away: tuple[float, float] = (0.0, 0.0), name: str = ""
    ) -> Iterator[Shape]:
        """The taps from back to front, and the pin; `away`: a second copy, px from its own place, by a `name`."""
        place, g, key = look.spot(self.panel.name, GridLayout), self.panel.problem.g, f"{self.panel.name}{name}"
        styles, rects = self.panel.cell_styles(look.theme), self.rects(look, values)
        for k in sorted(rects, key=lambda k: sum(i - c for i, c in zip(k, g.origin, strict=True))):
            rect = Rect(rects[k].x + away[0], rects[k].y + away[1], rects[k].w, rects[k].h)
            yield from self._tap(look, place, values, k, rect, styles[k], key)
            if k == g.origin:
                origin = rect
        yield pin(look, f"{key}.pin", origin, values[self.focus], values[self.shown])

    def rects(self, look: Look, values: Values) -> Mapping[Index, Rect]:
        """Where every tap stands: half way round the pin they pass one another, a little smaller, and stay upright."""
        block, angle = look.spot(self.panel.name, GridLayout).kernel, pi * values[self.turn]
        pin_x, pin_y = self._pin(look, values)
        cell = block.inner((0.0, 0.0))
        pitch_x, pitch_y = block.cell((0.0, 0.0)).w, block.cell((0.0, 0.0)).h
        across = abs(cos(angle)) + abs(sin(angle)) * max(pitch_x / pitch_y, pitch_y / pitch_x)
        found = {}
        for k in np.ndindex(self.panel.problem.g.shape):
            r, c = (i - o for i, o in zip(k, self.panel.problem.g.origin, strict=True))
            x = pin_x + c * pitch_x * cos(angle) - r * pitch_y * sin(angle)
            y = pin_y + c * pitch_x * sin(angle) + r * pitch_y * cos(angle)
            w, h = cell.w / across, cell.h / across
            found[k] = Rect(x - w / 2, y - h / 2, w, h)
        return found

    def _pin(self, look: Look, values: Values) -> tuple[float, float]:
        """The middle of the tap at offset 0."""
        x, y = look.spot(self.panel.name, GridLayout).kernel.cell((0.0, 0.0)).middle
        home = values[self.home]
        if home >= 1:
            return x, y
        first = next(spot for spot in look.layout.places.values() if isinstance(spot, GridLayout))
        from_x, from_y = first.kernel.cell((0.0, 0.0)).middle
        return from_x + (x - from_x) * home, from_y + (y - from_y) * home

    @staticmethod
    def _sized(place: GridLayout, rect: Rect, weight: float, certain: float) -> Rect:
        """A tap on its way from one number to the next is as large as its share of the largest; at rest it is whole."""
        size = sqrt(min(abs(place.share(place.kernel, weight)), 1.0))
        size += (1.0 - size) * certain
        w, h = rect.w * size, rect.h * size
        return Rect(rect.middle[0] - w / 2, rect.middle[1] - h / 2, w, h)

    def _letter(self, turn: float) -> str:
        if self.blend:
            return "k"
        if self.letters:
            return self.letters[turn > 0.5]
        return "h" if not self.panel.scatters and turn > 0.5 and not self.panel.mirrored else "g"

    def _tap(
        self, look: Look, place: GridLayout, values: Values, k: Index, rect: Rect, style: TapStyle, name: str
    ) -> Iterator[Shape]:
        key, theme, strength = f"{name}.tap.{k[0]}.{k[1]}", look.theme, values[self.focus]
        shown, solid, g = values[self.shown], 1.0 - values[self.hollow], self.panel.problem.g
        weight, label, certain = float(g.values[k]), g.label(k), 1.0
        if self.blend is not None:
            weight = self.blend.weight_at(k, values[self.blend.state])
            kernel, certain = self.blend.at(values[self.blend.state])
            label, rect = kernel.label(k), self._sized(place, rect, weight, certain)
        fill = look.ink(style.fill, strength)
        if not weight:
            yield empty_cell(look, f"{key}.zero", rect, strength * shown)
            colour, room = look.ink(theme.muted, strength), place.kernel.cell((0.0, 0.0)).w
            if place.kernel.numbers or text_width(label, place.number_px) + GAP_EM * place.number_px <= room:
                opacity, inside = shown * certain, f"{key}.zero"
                yield from number(place.number_px, f"{key}.number", rect, label, colour, opacity=opacity, inside=inside)
            return
        written = (label, place.number_px) if place.kernel.numbers else None
        solid = solid if written else 1.0  # a colour stays: there is nothing else to be read
        share = place.share(place.kernel, weight)
        if solid < 1:
            yield box(f"{key}.outline", Role.GHOST, rect.grown(-1), stroke=fill, stroke_px=2, opacity=shown)
        if solid > 0:
            yield from filled_tap(look, key, rect, style, written, share, strength, shown * solid, certain)
