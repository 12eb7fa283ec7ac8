"""Marks that point at taps: the two of claim C7, right-and-down and left-and-up, and the tap of one input."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from math import hypot

from ..marks.mark import Look
from ..marks.strokes import Stroke
from ..panel import Panel
from ..position import Place, Position
from ..shapes import Rect, Role, Segments, Shape, box
from ..track import Track, Values
from .layout import Block, GridLayout

AHEAD = 1, 1  # right of the centre, down by one
PAIR = AHEAD, (-1, -1)  # offsets (down, right): right of the centre, down by one; left of it, up by one
HEAD = 0.42  # of an arrow's length


def has_pair(panel: Panel) -> bool:
    """Whether the kernel has both of the taps that a half turn exchanges and every single-axis flip does not."""
    rows, columns = panel.problem.g.offsets()
    return all(r in rows and c in columns for r, c in PAIR)


def answer_at(panel: Panel, s: Place) -> Place | None:
    """Where the product of an impulse at s with the tap right of the centre, down by one, ends, if it is seen.

    A copy takes it the same way from s; a kernel that is swept as it is, the opposite way.
    """
    side = panel.problem.dilation * (1 if panel.scatters else -1)
    t = s[0] + side, s[1] + side
    return t if any(p.s == s for p in panel.landed.get(t, ())) else None


@dataclass(frozen=True, eq=False)
class PairAccents:
    """Strong accents on both taps of the kernel and on the cells that they count for, with arrows from the pin."""

    panel: Panel
    focus: Track
    at: Position
    shown: Track = field(default_factory=lambda: Track("pair shown"))

    @property
    def tracks(self) -> tuple[Track, ...]:
        """The kernel's place and its own visibility."""
        return self.focus, *self.at.tracks, self.shown

    def shapes(self, look: Look, values: Values) -> Iterator[Shape]:
        """In the kernel's own grid, and where it is placed."""
        shown = values[self.shown]
        if shown <= 0:
            return
        place, (r, c) = look.spot(self.panel.name, GridLayout), self.at.at(values)
        colour, d = look.ink(look.theme.accent, values[self.focus]), self.panel.problem.dilation
        placed = place.pieces if self.panel.scatters else place.data
        for i, (dr, dc) in enumerate(PAIR):
            for block, pin, cell in (
                (place.kernel, (0.0, 0.0), (float(dr), float(dc))),
                (placed, (r, c), (r + d * dr, c + d * dc)),
            ):
                key, start = f"{self.panel.name}.{block.name}.pair.{i}", block.cell(pin)
                near = block is place.kernel or d == 1
                yield from _accent(key, block.cell(cell), start if near else None, colour, shown)


@dataclass(frozen=True, eq=False)
class TileTap:
    """One tap of a kernel as it stands, at an offset: an accent on it, and an arrow from the pin."""

    panel: Panel
    focus: Track
    offset: Place
    shown: Track = field(default_factory=lambda: Track("tap shown"))

    @property
    def tracks(self) -> tuple[Track, ...]:
        """Its own visibility."""
        return self.focus, self.shown

    def shapes(self, look: Look, values: Values) -> Iterator[Shape]:
        """In the kernel's own grid."""
        shown = values[self.shown]
        if shown > 0:
            block: Block = look.spot(self.panel.name, GridLayout).kernel
            colour = look.ink(look.theme.accent, values[self.focus])
            key, start = f"{self.panel.name}.kernel.tap", block.cell((0, 0))
            yield from _accent(key, block.cell(self.offset), start, colour, shown)


@dataclass(frozen=True, eq=False)
class TapAnswer:
    """One tap, and where its product has ended: accents on both, and an arrow from the impulse's own place there."""

    panel: Panel
    focus: Track
    s: Place
    t: Place
    shown: Track = field(default_factory=lambda: Track("answer shown"))

    @property
    def tracks(self) -> tuple[Track, ...]:
        """Its own visibility."""
        return self.focus, self.shown

    def shapes(self, look: Look, values: Values) -> Iterator[Shape]:
        """In the kernel's grid, and in both grids of outputs."""
        shown = values[self.shown]
        if shown <= 0:
            return
        place, colour = look.spot(self.panel.name, GridLayout), look.ink(look.theme.accent, values[self.focus])
        dilation = self.panel.problem.dilation
        for block, start, end in (
            (place.kernel, (0, 0), AHEAD),
            (place.pieces, self.s, self.t),
            (place.totals, self.s, self.t),
        ):
            key, near = f"{self.panel.name}.{block.name}.answer", block is place.kernel or dilation == 1
            yield from _accent(key, block.cell(end), block.cell(start) if near else None, colour, shown)


@dataclass(frozen=True, eq=False)
class TapCursor:
    """An outline around the tap that weighs the input under the cursor; in step with that cursor."""

    panel: Panel
    focus: Track
    kernel_at: Position
    input_at: Position
    shown: Track = field(default_factory=lambda: Track("tap cursor shown"))

    @property
    def tracks(self) -> tuple[Track, ...]:
        """Both places, and its own visibility."""
        return self.focus, *self.kernel_at.tracks, *self.input_at.tracks, self.shown

    def shapes(self, look: Look, values: Values) -> Iterator[Shape]:
        """A focus stroke around s − t, in taps."""
        if values[self.shown] <= 0:
            return
        block: Block = look.spot(self.panel.name, GridLayout).kernel
        t, s = self.kernel_at.at(values), self.input_at.at(values)
        r, c = ((to - at) / self.panel.problem.dilation for at, to in zip(t, s, strict=True))
        colour = look.ink(look.theme.accent, values[self.focus])
        key = f"{self.panel.name}.kernel.cursor"
        yield box(key, Role.FOCUS, block.cell((r, c)), stroke=colour, stroke_px=4, opacity=values[self.shown])


def _accent(key: str, rect: Rect, start: Rect | None, colour: str, shown: float) -> Iterator[Shape]:
    """A focus stroke around a cell, with an arrow from the cell beside it where it begins at one."""
    yield box(key, Role.FOCUS, rect, stroke=colour, stroke_px=4, opacity=shown)
    if start is not None:
        yield Segments(f"{key}.arrow", Role.GHOST, _arrow(start, rect), colour, 3.0, shown)


def _arrow(start: Rect, end: Rect) -> tuple[Stroke, ...]:
    """A short arrow over the corner that two cells share, clear of the numbers in their middles."""
    (ax, ay), (bx, by) = start.middle, end.middle
    tail = ax + (bx - ax) * 0.27, ay + (by - ay) * 0.27
    tip = ax + (bx - ax) * 0.47, ay + (by - ay) * 0.47
    dx, dy = tip[0] - tail[0], tip[1] - tail[1]
    length = hypot(dx, dy) or 1.0
    size = HEAD * length
    ux, uy = dx / length * size, dy / length * size
    wings = [(tip[0] - 0.8 * ux - side * 0.6 * uy, tip[1] - 0.8 * uy + side * 0.6 * ux) for side in (1, -1)]
    return (tail, tip), *((wing, tip) for wing in wings)
