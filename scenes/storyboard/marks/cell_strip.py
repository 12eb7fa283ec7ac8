"""The strip: a kernel as a row of cells with its pin, at any column; it turns about the pin when it is mirrored."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from math import cos, pi, sin

from kernels import Kernel

from ..panel import Panel
from ..quad_body import SmallPlace
from ..shapes import Anchor, Rect, Role, Shape, Text, box
from ..track import Track, Values
from .mark import Look
from .tile import pin, tile

LIFT = 0.85  # of a cell's height, by which a tap stands out as it passes the pin


@dataclass(frozen=True, eq=False)
class CellStrip:
    """The kernel g as typed in a small panel: unturned where it is used as it is, turned where it is mirrored."""

    panel: Panel
    kernel: Kernel
    focus: Track
    at: Track  # the column of the pin
    turn: Track  # 0: g, 1: g mirrored
    outlined: Track

    @property
    def tracks(self) -> tuple[Track, ...]:
        """Place, turn and outline."""
        return self.focus, self.at, self.turn, self.outlined

    def shapes(self, look: Look, values: Values) -> Iterator[Shape]:
        """The letter, the cells from back to front, the pin, and an outline while the strip is spoken of."""
        place, name, strength = look.spot(self.panel.name, SmallPlace), self.panel.name, values[self.focus]
        turn, frame, muted = values[self.turn], place.frame, look.ink(look.theme.muted, strength)
        y = (place.strip[0] + place.strip[1]) / 2 + 0.25 * frame.index_px
        letter, opacity = "h" if turn > 0.5 else "g", abs(cos(pi * turn))
        size, x = frame.index_px, place.rect.x
        yield Text(f"{name}.letter", Role.INDEX, letter, x, y, size, muted, anchor=Anchor.START, opacity=opacity)
        home = place.cell(values[self.at])
        rects = turned(place, home, self.kernel, self.panel.problem.dilation, turn)
        yield from taps(look, place, name, self.kernel, rects, strength)
        if values[self.outlined] > 0:
            left, right = min(r.x for r in rects), max(r.right for r in rects)
            around = Rect(left, home.y, right - left, home.h).grown(3)
            colour = look.ink(look.theme.accent, strength)
            opacity = values[self.outlined]
            yield box(f"{name}.strip.outline", Role.FOCUS, around, stroke=colour, stroke_px=4, opacity=opacity)


def turned(place: SmallPlace, home: Rect, kernel: Kernel, dilation: int, turn: float) -> list[Rect]:
    """The cells of a kernel with its pin at `home`, so far turned about it: one side passes in front of it."""
    angle, pitch = pi * turn, place.columns.ends[0] - place.columns.starts[0]
    offsets = kernel.offsets()[0]
    furthest, found = max(1, *(abs(offset) for offset in offsets)), []
    for offset in offsets:
        before = abs(sin(angle)) * LIFT * home.h * offset / furthest if offset > 0 else 0.0
        found.append(Rect(home.x + offset * dilation * pitch * cos(angle), home.y + before, home.w, home.h))
    return found


def taps(
    look: Look, place: SmallPlace, name: str, kernel: Kernel, rects: Sequence[Rect], strength: float
) -> Iterator[Shape]:
    """The cells from back to front, and the pin."""
    offsets = tuple(kernel.offsets()[0])
    styles = look.theme.taps(offsets)
    order = sorted(range(len(offsets)), key=lambda k: ((offsets[k] > 0) - (offsets[k] < 0), -abs(offsets[k])))
    for k in order:
        label, counts = kernel.label((k,)) if place.numbers else "", bool(kernel.values[k])
        yield from tile(look, place.frame, f"{name}.tap.{k}", rects[k], styles[k], strength, label, counts)
    yield pin(look, f"{name}.pin", rects[offsets.index(0)], strength)
