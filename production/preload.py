"""Everything that draws, imported once: in the process that workers are forked from, so that none of them need to."""

from __future__ import annotations

from .engine import load_manim

load_manim()

import typst  # noqa: E402 (manim comes first, from an empty folder)

from scenes.stage import stage  # noqa: E402
from scenes.storyboard.font import face  # noqa: E402
from scenes.storyboard.shapes import Weight  # noqa: E402

from . import colour, draw, encode, painter, work  # noqa: E402

__all__ = ["colour", "draw", "encode", "painter", "stage", "typst", "work"]

for _weight in Weight:
    _ = face(_weight).characters
