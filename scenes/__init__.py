"""Floor 2: one short file per story, and the registry of films: one line each, the default first."""

from __future__ import annotations

from .film import Film, PanelPlan
from .side_by_side import panels, side_by_side

__all__ = ["FILMS", "Film", "PanelPlan"]

FILMS: tuple[Film, ...] = (
    Film("side-by-side", (1, 2), (1,), "one output made twice: by copies of g, by g mirrored", side_by_side, panels),
)
