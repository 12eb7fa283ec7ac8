"""Everything that draws, imported once: in the process that workers are forked from, so that none of them need to."""

from __future__ import annotations

from .engine import load_manim

load_manim()

from scenes.stage import stage  # noqa: E402 (manim comes first, from an empty folder)

from . import colour, draw, encode, painter, work  # noqa: E402

__all__ = ["colour", "draw", "encode", "painter", "stage", "work"]
