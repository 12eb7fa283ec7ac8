"""Numbers in small cells: as large as all of them allow, or none where they could not be read."""

from __future__ import annotations

from collections.abc import Iterable

from ..font import ASCENT, DESCENT, text_width
from ..frame import Frame
from ..labels import GAP_EM

LINE = ASCENT + DESCENT  # em that a number needs


def size_for(texts: Iterable[str], pitch: float, frame: Frame, lines: int = 2) -> float | None:
    """The size (px) at which every text fits into a cell, of which `lines` may stand above one another; None if the
    frame's smallest is too large."""
    widest = max((text_width(text, 1.0) for text in texts), default=0.0)
    size = min(frame.value_px, (pitch - 1) / (widest + GAP_EM), (pitch / lines - 4.5) / LINE)
    return size if size >= frame.note_px else None


def baseline(middle: float, size: float) -> float:
    """The baseline that centres a number about a height."""
    return middle + (ASCENT - DESCENT) / 2 * size + 1
