"""Frames: the aspects that films come in, and the type sizes that go with each."""

from __future__ import annotations

from dataclasses import dataclass

from .shapes import Rect


@dataclass(frozen=True)
class Frame:
    """One aspect: its size in layout pixels, whether panels stand above one another, and type sizes (px)."""

    aspect: str
    width: int
    height: int
    stacked: bool
    title_px: float
    heading_px: float
    value_px: float
    index_px: float
    caption_px: float
    caption_lines: int
    title_lines: int

    @property
    def margin(self) -> float:
        """What stays empty on every side: 5 % of the height."""
        return 0.05 * self.height

    @property
    def safe(self) -> Rect:
        """The frame within its margins."""
        return Rect(0, 0, self.width, self.height).grown(-self.margin)

    @property
    def note_px(self) -> float:
        """The size of the smallest words."""
        return max(0.8 * self.index_px, 0.02 * self.height)

    @property
    def formula_px(self) -> float:
        """The em of formulas beside headings; Typst's serif looks smaller than the sans at one size."""
        return max(0.84 * self.heading_px, 0.02 * self.height)


WIDE = Frame("16:9", 1280, 720, False, 34, 28, 32, 24, 34, 1, 1)
CLASSIC = Frame("4:3", 960, 720, False, 30, 24, 26, 21, 32, 2, 1)
SQUARE = Frame("1:1", 720, 720, False, 27, 21, 24, 19, 30, 2, 2)
TALL = Frame("9:16", 720, 1280, True, 34, 27, 30, 26, 34, 3, 2)
FRAMES = (WIDE, CLASSIC, SQUARE, TALL)
