"""The settings of a film that no story knows: its quality, and what its array was meant as."""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from scenes.storyboard.frame import Frame


@dataclass(frozen=True)
class Quality:
    """A size and a rate by name; the short side is the same in every aspect."""

    name: str
    short_px: int
    fps: int

    def size(self, frame: Frame) -> tuple[int, int]:
        """Width and height in pixels, both even: high is 1920×1080 in 16:9, 1080×1080 in 1:1, 1080×1920 in 9:16."""
        short, long = sorted((frame.width, frame.height))
        long_px = 2 * round(self.short_px * long / short / 2)
        return (self.short_px, long_px) if frame.width < frame.height else (long_px, self.short_px)


QUALITIES = (
    Quality("draft", 480, 15),
    Quality("low", 480, 30),
    Quality("medium", 720, 30),
    Quality("high", 1080, 60),
    Quality("4k", 2160, 60),
)


class KernelIs(Enum):
    """What the array typed was meant as."""

    G = "g"  # the formula's kernel: copies of it stand at inputs
    FILTER = "filter"  # what a network sweeps over its inputs, h(x) = g(−x)
