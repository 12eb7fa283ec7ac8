"""Cells: one number in a grid, as a number where it fits, else as a colour; and the indices along a grid's edges."""

from __future__ import annotations

from collections.abc import Iterator

from ..diverging import diverging
from ..font import ASCENT, DESCENT, text_width
from ..frame import Frame
from ..labels import GAP_EM
from ..marks.mark import Look
from ..shapes import Anchor, Rect, Role, Shape, Text, Weight, box
from ..wording import index_text
from .layout import Block

HALF_DIGIT = 0.33  # em
OWN_CELL = "its own cell"  # what a number stands in that is in no bar


def number(
    size: float,
    key: str,
    rect: Rect,
    text: str,
    colour: str,
    weight: Weight = Weight.REGULAR,
    opacity: float = 1.0,
    inside: str = OWN_CELL,
    role: Role = Role.VALUE,
) -> Iterator[Shape]:
    """A number of `size` px in the middle of a cell, if there is room for it there."""
    x, y = rect.middle
    y += min(HALF_DIGIT * size, rect.h / 2 - DESCENT * size)
    label = Text(key, role, text, x, y, size, colour, weight, opacity=opacity, inside=inside)
    if opacity > 0 and rect.contains(label.bounds):
        yield label


def empty_cell(look: Look, key: str, rect: Rect, strength: float) -> Shape:
    """The frame of a cell that has nothing in it yet, or that a number stands in."""
    stroke = look.ink(look.theme.axis, 0.6 * strength)
    return box(key, Role.GHOST, rect, stroke=stroke, stroke_px=min(1.2, rect.h / 8))


def coloured_cell(look: Look, key: str, rect: Rect, share: float, strength: float, opacity: float = 1.0) -> Shape:
    """A number as a colour of the diverging scale."""
    stroke = look.ink(look.theme.axis, 0.4 * strength)
    fill = look.ink(diverging(look.theme, share), strength)
    return box(key, Role.BAR, rect, fill=fill, stroke=stroke, stroke_px=min(0.8, rect.h / 12), opacity=opacity)


def indices(
    look: Look, frame: Frame, block: Block, key: str, name: str, strength: float, signed: bool = False
) -> Iterator[Shape]:
    """The name of a grid in its corner, row indices at its left, column indices above it; none on lanes."""
    size, colour = frame.index_px, look.ink(look.theme.muted, strength)
    right, top = block.labels
    beside = max(right, block.columns.starts[0] - block.gutter + text_width(name, size))
    yield Text(f"{key}.name", Role.INDEX, name, beside, top, size, colour, anchor=Anchor.END)
    whole_h = max(b - a for a, b in zip(block.rows.starts, block.rows.ends, strict=True))
    whole_w = max(b - a for a, b in zip(block.columns.starts, block.columns.ends, strict=True))
    for r, start, end in zip(block.rows.indices, block.rows.starts, block.rows.ends, strict=True):
        y = (start + end) / 2 + (ASCENT - DESCENT / 2) / 2 * size
        clear = y - ASCENT * size >= top + DESCENT * size  # of the name in the corner
        if r % block.row_every == 0 and end - start > 0.9 * whole_h and clear:
            yield Text(f"{key}.row.{r}", Role.INDEX, index_text(r, signed), right, y, size, colour, anchor=Anchor.END)
    beside += GAP_EM * size  # the name in the corner
    for c, start, end in zip(block.columns.indices, block.columns.starts, block.columns.ends, strict=True):
        text, middle = index_text(c, signed), (start + end) / 2
        if (
            c % block.column_every == 0
            and end - start > 0.9 * whole_w
            and middle - text_width(text, size) / 2 >= beside
        ):
            yield Text(f"{key}.column.{c}", Role.INDEX, text, middle, top, size, colour)
