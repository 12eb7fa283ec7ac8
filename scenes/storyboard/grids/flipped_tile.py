"""Flipped tiles: a kernel on its way over a board, flipped over one axis or both, over a diagonal, or half way round.

Taps move as cards would: over an axis some pass in front and their partners behind; numbers stay upright.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from math import cos, hypot, pi, sin

import numpy as np

from kernels import Index, Kernel, PlaneFlip

from ..marks.mark import Look
from ..marks.tile import pin
from ..shapes import Rect, Role, Shape, box
from ..track import Track, Values
from .layout import SEAM
from .sheets import SheetPlace
from .taps import Tap, drawn_tap

LIFT = 0.2  # of a cell: how far a tap that passes in front of an axis stands off, for every cell between them
NEARER = 0.05  # how much larger it looks, likewise
Cell = tuple[float, float]
Offset = tuple[float, float]


@dataclass(frozen=True)
class Stop:
    """A place on the way: the sheet, the cell of the pin in it, and how many cells lie from one tap to the next."""

    sheet: str
    pin: Cell = (0.0, 0.0)
    spread: float = 1.0


@dataclass(frozen=True, eq=False)
class FlippedTile:
    """One kernel, at the stop number `way` (between stops it is on its way), with its flips done in their order.

    `laid`: how far only frames in the taps' colours are left. `ringed`: an accent around the taps at `rings`.
    """

    name: str
    kernel: Kernel
    stops: Sequence[Stop]
    flips: Mapping[PlaneFlip, Track] = field(default_factory=dict)
    rings: Sequence[Index] = ()
    way: Track = field(default_factory=lambda: Track("way"))
    shown: Track = field(default_factory=lambda: Track("kernel shown"))
    laid: Track = field(default_factory=lambda: Track("kernel laid upon"))
    ringed: Track = field(default_factory=lambda: Track("rings shown"))

    @cached_property
    def tracks(self) -> tuple[Track, ...]:
        """Place, flips and looks."""
        return self.way, self.shown, self.laid, self.ringed, *self.flips.values()

    def shapes(self, look: Look, values: Values) -> Iterator[Shape]:
        """Taps from back to front, the pin, the rings."""
        shown, laid = values[self.shown], values[self.laid]
        if shown <= 0:
            return
        place = self._place(look, values)
        styles = look.theme.cells(self.kernel.shape, self.kernel.origin, 1)
        rects = self.rects(look, values)
        for k in sorted(rects, key=lambda k: (round(rects[k][1], 6), k)):
            tap = Tap(float(self.kernel.values[k]), self.kernel.label(k), styles[k])
            yield from drawn_tap(look, place, f"{self.name}.tap.{k[0]}.{k[1]}", rects[k][0], tap, shown, laid)
        yield pin(look, f"{self.name}.pin", rects[self.kernel.origin][0], 1.0, shown)
        ringed = values[self.ringed] * shown
        if ringed > 0:
            for k in self.rings:
                ring, accent = rects[k][0].grown(SEAM), look.theme.accent
                key = f"{self.name}.ring.{k[0]}.{k[1]}"
                yield box(key, Role.FOCUS, ring, stroke=accent, stroke_px=4, opacity=ringed)

    def rects(self, look: Look, values: Values) -> Mapping[Index, tuple[Rect, float]]:
        """Where every tap stands, and how near it is to the eye."""
        (pin_x, pin_y), (pitch_x, pitch_y), (w, h) = self._frame(look, values)
        found = {}
        for k in np.ndindex(self.kernel.shape):
            r, c = (float(i - o) for i, o in zip(k, self.kernel.origin, strict=True))
            near, across = 0.0, 1.0
            for flip, track in self.flips.items():
                share = values[track]
                if flip is PlaneFlip.HALF_TURN:
                    r, c, across = turned((r, c), share, pitch_x / pitch_y)
                else:
                    r, c, near = over((r, c), flip, share)
            size = (1 + NEARER * near) / across
            x, y = pin_x + c * pitch_x, pin_y + r * pitch_y
            found[k] = Rect(x - w * size / 2, y - h * size / 2, w * size, h * size), near
        return found

    def _place(self, look: Look, values: Values) -> SheetPlace:
        at = min(round(values[self.way]), len(self.stops) - 1)
        return look.spot(self.stops[at].sheet, SheetPlace)

    def _frame(self, look: Look, values: Values) -> tuple[Cell, Cell, Cell]:
        """The middle of the pin, the pitch of the taps and their size, between two stops as well."""
        way = values[self.way]
        first = min(int(way), max(len(self.stops) - 2, 0))
        ends = self.stops[first : first + 2]
        share, found = way - first, []
        for stop in ends:
            block = look.spot(stop.sheet, SheetPlace).block
            cell, inner = block.cell(stop.pin), block.inner(stop.pin)
            found.append((cell.middle, (cell.w * stop.spread, cell.h * stop.spread), (inner.w, inner.h)))
        a, b = found[0], found[-1]
        mixed = [(p[0] + (q[0] - p[0]) * share, p[1] + (q[1] - p[1]) * share) for p, q in zip(a, b, strict=True)]
        return mixed[0], mixed[1], mixed[2]


def turned(at: Offset, share: float, aspect: float) -> tuple[float, float, float]:
    """A tap turned about the pin in the plane, (row, column, how much smaller it has to be); `aspect` of cells."""
    angle, (r, c) = pi * share, at
    down, right = cos(angle) * r + sin(angle) * c * aspect, cos(angle) * c - sin(angle) * r / aspect
    return down, right, abs(cos(angle)) + abs(sin(angle)) * max(aspect, 1 / aspect)


def over(at: Offset, flip: PlaneFlip, share: float) -> tuple[float, float, float]:
    """A tap on its way over an axis, (row, column, how near it is to the eye)."""
    r, c = at
    angle = pi * share
    turn, depth = cos(angle), sin(angle)
    if flip is PlaneFlip.LEFT_RIGHT:
        near = c * depth
        return r - LIFT * near, c * turn, near
    if flip is PlaneFlip.UP_DOWN:
        near = r * depth
        return r * turn, c + LIFT * near, near
    along, across = (r + c) / 2, (c - r) / 2  # the main diagonal, and what lies beside it
    if flip is PlaneFlip.TRANSPOSE:
        near = across * depth * hypot(1, 1)
        along, across = along - LIFT * near, across * turn
    else:
        near = along * depth * hypot(1, 1)
        along, across = along * turn, across + LIFT * near
    return along - across, along + across, near
