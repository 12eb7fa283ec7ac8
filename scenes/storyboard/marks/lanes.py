"""The lanes: where pieces of copies go that no kept output takes, outside of all outputs or skipped by stride."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from ..font import text_width
from ..labels import GAP_EM
from ..panel import Panel
from ..panel_layout import PanelLayout
from ..shapes import Anchor, Rect, Role, Segments, Shape, Text
from ..theme import Hatch
from ..track import Track, Values
from ..wording import index_text
from .mark import Look
from .strokes import hatching

NAMES = "outside", "out"
SPACING = 11.0  # px between the strokes


@dataclass(frozen=True, eq=False)
class Lanes:
    """The hatched columns of a panel: beside the outputs of one that scatters, and where the stride skips."""

    panel: Panel
    focus: Track

    @property
    def tracks(self) -> tuple[Track, ...]:
        """Dims with its panel."""
        return (self.focus,)

    def shapes(self, look: Look, values: Values) -> Iterator[Shape]:
        """A hatched area each, and what it is called."""
        place, strength = look.place(self.panel), values[self.focus]
        row, colour = place.stack, look.ink(look.theme.axis, 0.6 * strength)
        height = min(0.3 * (row.bottom - row.top), 40.0)
        lanes = [Rect(place.x(t) - place.bar / 2, row.axis - height, place.bar, height) for t in self.panel.skipped]
        for side in self._sides():
            if side:
                left, right = place.x(side[0] - 0.5), place.x(side[-1] + 0.5)
                lanes.append(Rect(left, row.top, right - left, row.bottom - row.top))
        for i, lane in enumerate(lanes):
            strokes = hatching(lane, Hatch.RISING, SPACING)
            if strokes:
                yield Segments(f"{self.panel.name}.lane.{i}", Role.GHOST, strokes, colour, 1.5)
        if row.bottom > row.top:
            yield from self._names(look, place, strength)

    def _sides(self) -> tuple[list[int], list[int]]:
        """The columns outside of all outputs, before and beyond them."""
        ts = self.panel.outputs
        outside = [t for t in self.panel.outside if t not in self.panel.skipped]
        return [t for t in outside if t < ts[0]], [t for t in outside if t > ts[-1]]

    def _names(self, look: Look, place: PanelLayout, strength: float) -> Iterator[Shape]:
        """`outside` (or `out`) under the lanes, from the outputs outward, where there is room for it."""
        panel, frame, size = self.panel, place.frame, place.frame.note_px
        colour, y = look.ink(look.theme.muted, strength), place.index_y(place.stack)
        widest = max(text_width(index_text(t), frame.index_px) for t in (panel.outputs[0], panel.outputs[-1]))
        apart = max(4.0, widest / 2 + GAP_EM * frame.index_px - place.pitch / 2)  # from the index beside it
        before, beyond = self._sides()
        ends = place.rect.x + size, min(place.rect.right + size, frame.safe.right)  # the indices' letter stands first
        sides = [("before", place.x(before[-1] + 0.5) - apart, Anchor.END)] if before else []
        sides += [("beyond", place.x(beyond[0] - 0.5) + apart, Anchor.START)] if beyond else []
        room = min((abs(ends[anchor is Anchor.START] - x) for _, x, anchor in sides), default=0.0)
        name = next((name for name in NAMES if text_width(name, size) <= room), None)
        for which, x, anchor in sides if name else []:
            yield Text(f"{panel.name}.lane.{which}", Role.NOTE, name or "", x, y, size, colour, anchor=anchor)
