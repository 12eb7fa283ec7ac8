"""Everything that draws, imported once: in the process that workers are forked from, so that none of them need to."""

from __future__ import annotations

from contextlib import suppress

with suppress(Exception):  # whatever is wrong is found again by a worker, whose errors somebody hears
    from .engine import load_manim

    load_manim()

    import typst  # noqa: F401 (manim comes first, from an empty folder)

    from scenes.stage import stage  # noqa: F401
    from scenes.storyboard.font import face
    from scenes.storyboard.shapes import Weight

    from . import colour, draw, encode, painter, work  # noqa: F401

    for _weight in Weight:
        _ = face(_weight).characters
