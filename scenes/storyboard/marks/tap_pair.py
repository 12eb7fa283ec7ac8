"""Tap pairs: two opposite taps of a 2-D kernel, framed and named: right and down is not left and up (claim C7)."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from kernels import Index

from ..font import ASCENT, DESCENT, text_width
from ..grids.difference_place import DifferenceGridPlace
from ..grids.kernel_tile import KernelTile
from ..grids.layout import Block, GridLayout
from ..labels import GAP_EM
from ..shapes import Anchor, Rect, Role, Shape, Text, Weight, box
from ..track import Track, Values
from ..wording import index_text, tap_text, way_text
from .mark import Look

LINE_EM = 1.15
BELOW_EM = 0.3  # between the kernel and the words


@dataclass(frozen=True, eq=False)
class TapPair:
    """The taps of a kernel at the offsets `pair` and −`pair`, with what each of them is: `right, down: 5`."""

    kernel: KernelTile
    pair: Index
    shown: Track = field(default_factory=lambda: Track("pair shown"))

    @property
    def tracks(self) -> tuple[Track, ...]:
        """The kernel's, and visibility."""
        return *self.kernel.tracks, self.shown

    def shapes(self, look: Look, values: Values) -> Iterator[Shape]:
        """A frame around either tap, wherever it is now; the words while the kernel rests."""
        shown, kernel = values[self.shown] * values[self.kernel.shown], self.kernel
        if shown <= 0:
            return
        name, rects = kernel.panel.name, kernel.rects(look, values)
        colour = look.ink(look.theme.accent, values[kernel.focus])
        for side in (-1, 1):
            k = tuple(side * i + c for i, c in zip(self.pair, kernel.panel.problem.g.origin, strict=True))
            if k in rects:
                key = f"{name}.pair.{side}"
                yield box(key, Role.FOCUS, rects[k].grown(1), stroke=colour, stroke_px=4, opacity=shown)
        turn = values[kernel.turn]
        still = shown * max(0.0, 2 * abs(2 * turn - 1) - 1)
        if still > 0:
            yield from self._words(look, look.spot(name, GridLayout), 1 if turn < 0.5 else -1, still, values)

    def _words(self, look: Look, place: GridLayout, turned: int, opacity: float, values: Values) -> Iterator[Shape]:
        """`left, up: 1` over `right, down: 5`, below the kernel if there is room."""
        g, name, blend = self.kernel.panel.problem.g, self.kernel.panel.name, self.kernel.blend
        if blend is not None:
            g, certain = blend.at(values[blend.state])
            opacity *= certain
        lines = []
        for side in (-1, 1):
            offset = tuple(side * i for i in self.pair)
            lines.append(f"{way_text(offset)}: {tap_text(g, tuple(turned * i for i in offset))}")
        spots = look.layout.places.values()
        others = [spot.block for spot in spots if isinstance(spot, DifferenceGridPlace)]
        for size in (place.frame.index_px, place.frame.note_px):
            width = max(text_width(line, size, Weight.SEMIBOLD) for line in lines)
            top = place.kernel.rect.bottom + BELOW_EM * size
            room = _free(place, others, Rect(place.kernel.rect.x, top, width, (ASCENT + LINE_EM + DESCENT) * size))
            if room is None:
                continue
            role = Role.INDEX if size == place.frame.index_px else Role.NOTE
            colour = look.ink(look.theme.text, values[self.kernel.focus])
            for i, line in enumerate(lines):
                y, key = room.y + (ASCENT + i * LINE_EM) * size, f"{name}.pair.words.{i}"
                yield Text(key, role, line, room.x, y, size, colour, Weight.SEMIBOLD, Anchor.START, opacity)
            return


def _free(place: GridLayout, others: Sequence[Block], words: Rect) -> Rect | None:
    """The words, moved to the left until they are clear of what stands at their right; None where there is no room."""
    gap, right = GAP_EM * place.frame.index_px, place.rect.right
    taken = [_taken(block, gap) for block in (place.data, *place.outputs, *others)]
    level = [rect for rect in taken if rect.y < words.bottom and words.y < rect.bottom]
    for rect in level:
        right = min(right, rect.x) if rect.x >= words.x else right
    words = Rect(min(words.x, right - words.w), words.y, words.w, words.h)
    clear = words.x >= place.rect.x and words.bottom <= place.rect.bottom
    return words if clear and not any(rect.overlaps(words) for rect in level) else None


def _taken(block: Block, gap: float) -> Rect:
    """A block with its indices, and with what is to be free beside it."""
    right, top = block.labels
    size = gap / GAP_EM
    x = right - max(text_width(index_text(r), size) for r in block.rows.indices) - gap
    y = top - size
    return Rect(x, y, block.rect.right + gap - x, block.rect.bottom - y)
