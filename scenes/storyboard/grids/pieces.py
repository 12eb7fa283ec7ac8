"""Pieces of mosaics: the way of a weight from the kernel to the cell where it is multiplied, and on to its slot."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from math import sqrt

from kernels import Piece

from ..marks.mark import Look
from ..panel import Panel
from ..position import Place
from ..shapes import Rect, Role, Shape, box
from ..wording import value_text, weight_text
from .cells import coloured_cell, number
from .layout import GridLayout

LEAST_SLOT = 4.0  # px; in smaller slots nobody could tell pieces apart, and the cell shows their sum so far
LEAST_PIECE = 2.5  # px of a piece that is not 0
FULL, LEAST_SHARE = 0.94, 0.42  # of its slot that the largest piece takes, and the smallest
MULTIPLIED = 0.7  # of its way to the cell, from which a weight is shown as the product
LAG = 0.5  # of a flight, by which the last piece of a step is behind the first


@dataclass(frozen=True)
class Way:
    """How far a piece of a step is: laid upon its cell (`grown`), flown to its slot; the `index`-th of `count`.

    `aside`: laid upon the bench, a copy before it goes to its cells, the products of a window after that.
    """

    grown: float
    flown: float
    index: int
    count: int
    aside: float = 0.0

    def multiplying(self, scatters: bool) -> float:
        """How far it is on the way on which it is multiplied."""
        return max(self.grown, self.aside) if scatters else self.grown

    @property
    def own(self) -> float:
        """This piece's own share of the flight."""
        behind = LAG * self.index / max(self.count - 1, 1)
        return min(max(self.flown * (1 + LAG) - behind, 0.0), 1.0)


def drawn_piece(
    look: Look, place: GridLayout, panel: Panel, piece: Piece, way: Way, strength: float, shown: float
) -> Iterator[Shape]:
    """A piece that is on its way."""
    if not piece.weight or shown <= 0 or (panel.sparse and not piece.product):
        return
    making = way.multiplying(panel.scatters)
    multiplied = making >= MULTIPLIED
    own, stays = way.own, bool(piece.product) and panel.lands(piece)
    rect = _laid(place, panel, piece, way)
    target = slot(place, panel, piece) if piece.product else rect
    rect = between(rect, target, own)
    opacity = shown * (1.0 if stays else 1.0 - max(0.0, 3 * own - 2) if piece.product else 1.0 - min(2 * own, 1.0))
    if opacity <= 0:
        return
    key = f"{panel.name}.piece.{piece.t[0]}.{piece.t[1]}.{piece.s[0]}.{piece.s[1]}"
    fill = look.ink(panel.cell_styles(look.theme)[piece.tap].fill, strength)
    yield box(key, Role.BAR, rect, fill=fill, opacity=opacity)
    text = value_text(panel.problem, piece.product) if multiplied else weight_text(panel.problem, piece)
    certain = min(1.0, 6 * abs(making - MULTIPLIED)) if making < 1 else max(0.0, 1.0 - 3 * own)
    colour = look.theme.on_tap
    opacity = opacity * certain
    yield from number(place.number_px, f"{key}.value", rect, text, colour, opacity=opacity, inside=key)


def resting(
    look: Look, place: GridLayout, panel: Panel, t: Place, pieces: Sequence[Piece], strength: float, shown: float
) -> Iterator[Shape]:
    """The pieces that lie in a mosaic; too small to be seen, their sum so far as a colour."""
    if shown <= 0 or not pieces:
        return
    if min(_slot_size(place, panel, t)) < LEAST_SLOT:
        share = place.share(place.totals, float(sum(piece.product for piece in pieces)))
        yield coloured_cell(look, f"{panel.name}.mosaic.{t[0]}.{t[1]}", place.pieces.inner(t), share, strength, shown)
        return
    for piece in pieces:
        rect = slot(place, panel, piece)
        key = f"{panel.name}.piece.{piece.t[0]}.{piece.t[1]}.{piece.s[0]}.{piece.s[1]}"
        colour = look.ink(panel.cell_styles(look.theme)[piece.tap].fill, strength)
        if piece.product > 0:
            yield box(key, Role.BAR, rect, fill=colour, opacity=shown)
        else:  # negative ones are hollow: their sign can be seen in grey, too
            width = max(1.0, min(2.0, 0.2 * rect.h))
            yield box(key, Role.GHOST, rect.grown(-width / 2), stroke=colour, stroke_px=width, opacity=shown)


def slot(place: GridLayout, panel: Panel, piece: Piece) -> Rect:
    """Where a piece lies in its mosaic, s − t, as large as its share of the largest product."""
    g = panel.problem.g
    w, h = _slot_size(place, panel, piece.t)
    cell = place.pieces.inner((piece.t[0], piece.t[1]))
    r, c = (taps - 1 - k for taps, k in zip(g.shape, piece.tap, strict=True))
    share = sqrt(min(abs(place.share(place.pieces, float(piece.product))), 1.0))
    size = LEAST_SHARE + (FULL - LEAST_SHARE) * share
    own_w = own_h = max(size * min(w, h), LEAST_PIECE)
    x, y = cell.x + (c + 0.5) * w, cell.y + (r + 0.5) * h
    return Rect(x - own_w / 2, y - own_h / 2, own_w, own_h)


def _slot_size(place: GridLayout, panel: Panel, t: Place) -> tuple[float, float]:
    cell, (rows, columns) = place.pieces.inner(t), panel.problem.g.shape
    return cell.w / columns, cell.h / rows


def on_bench(place: GridLayout, offset: tuple[int, int]) -> Rect:
    """The bench's cell for an offset in taps."""
    if place.bench is None:
        raise ValueError("this panel has no bench")
    return place.bench.inner(offset)


def _laid(place: GridLayout, panel: Panel, piece: Piece, way: Way) -> Rect:
    """Where a piece is before it flies: from the kernel by way of its cell, and of the bench where there is one."""
    start, cell = _home(place, panel, piece), _cell(place, panel, piece)
    if place.bench is None:
        return between(start, cell, way.grown)
    side = 1 if panel.scatters else -1
    bench = on_bench(place, (side * piece.offset[0], side * piece.offset[1]))
    if panel.scatters:
        return between(between(start, bench, way.aside), cell, way.grown)
    return between(between(start, cell, way.grown), bench, way.aside)


def _home(place: GridLayout, panel: Panel, piece: Piece) -> Rect:
    """The weight in the kernel's own place."""
    way = 1 if panel.scatters else -1  # a window holds the weight of s at s − t, a copy at t − s
    return place.kernel.inner((way * piece.offset[0], way * piece.offset[1]))


def _cell(place: GridLayout, panel: Panel, piece: Piece) -> Rect:
    """The cell where it is multiplied: the output that the copy reaches, or the input under the window."""
    r, c = piece.t if panel.scatters else piece.s
    return (place.pieces if panel.scatters else place.data).inner((r, c))


def between(a: Rect, b: Rect, share: float) -> Rect:
    """A rectangle on its way from one to another."""
    return Rect(*(p + (q - p) * share for p, q in zip((a.x, a.y, a.w, a.h), (b.x, b.y, b.w, b.h), strict=True)))
