"""Outlines that are seen on any ground: the theme's accent with a seam of its background around it."""

from __future__ import annotations

from collections.abc import Iterator

from ..shapes import Rect, Role, Shape, box
from .mark import Look

LINE_PX, SEAM_PX = 4.0, 8.0


def outlined(look: Look, key: str, rect: Rect, opacity: float) -> Iterator[Shape]:
    """An outline around `rect`; on a black or a white picture, either the line or its seam stands out."""
    if opacity > 0:
        seam = look.theme.background
        yield box(f"{key}.seam", Role.GHOST, rect, stroke=seam, stroke_px=SEAM_PX, opacity=opacity)
        yield box(key, Role.FOCUS, rect, stroke=look.theme.accent, stroke_px=LINE_PX, opacity=opacity)
