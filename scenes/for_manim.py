"""Scenes for manim's own command: `manim render scenes/for_manim.py SideBySide`, with the default kernel and data."""

from __future__ import annotations

from kernels import DEFAULT_SIGNAL, Problem, kernel_named

from .side_by_side import side_by_side
from .stage.director import Director
from .storyboard.frame import WIDE
from .storyboard.picture import Picture
from .storyboard.theme import DARK


class SideBySide(Director):
    """The film `side-by-side`."""

    def picture(self) -> Picture:
        """Default kernel and data."""
        return Picture(side_by_side(Problem(DEFAULT_SIGNAL[1], kernel_named("asym3"))), WIDE, DARK)
