"""Where a grid of differences stands."""

from __future__ import annotations

from dataclasses import dataclass

from ..frame import Frame
from .layout import Block


@dataclass(frozen=True)
class DifferenceGridPlace:
    """A block of cells by t, and a line of words above it; `strongest`: the largest magnitude, for colour."""

    frame: Frame
    heading: tuple[float, float]  # where the words begin, and their baseline
    block: Block
    number_px: float
    strongest: float
