"""Bodies: what fills a frame between its title and its caption; the usual one is a row of panels."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Protocol

from .frame import Frame
from .panel import Panel
from .shapes import Rect

PANEL_GAP_EM = 1.6
STACKED_GAP_EM = 1.7


class Body(Protocol):
    """Knows where its parts stand; films of a kind of their own bring their own."""

    def placed(self, frame: Frame, area: Rect) -> Mapping[str, object]:
        """The place of every part within `area`, by the part's name; a mark asks for it with `Look.spot`."""


@dataclass(frozen=True, eq=False)
class PanelRow:
    """One or more panels that share columns and units: side by side, or above one another in a tall frame."""

    panels: Sequence[Panel]

    def placed(self, frame: Frame, area: Rect) -> Mapping[str, object]:
        """A `PanelLayout` for every panel; in 2-D a `GridLayout`."""
        from .grids.fit import GridFit  # here, because captions and numbers alone need no layout
        from .panel_fit import PanelFit

        rects = split(area, len(self.panels), frame)
        plane = self.panels[0].problem.ndim > 1
        fit = GridFit(frame, self.panels, rects[0]) if plane else PanelFit(frame, self.panels, rects[0])
        return {panel.name: fit.placed(panel, rect) for panel, rect in zip(self.panels, rects, strict=True)}


def split(area: Rect, count: int, frame: Frame) -> list[Rect]:
    """The area cut into `count` equal parts: side by side, or above one another in a tall frame."""
    gap = frame.heading_px * (STACKED_GAP_EM if frame.stacked else PANEL_GAP_EM)
    if frame.stacked:
        height = (area.h - gap * (count - 1)) / count
        return [Rect(area.x, area.y + i * (height + gap), area.w, height) for i in range(count)]
    width = (area.w - gap * (count - 1)) / count
    return [Rect(area.x + i * (width + gap), area.y, width, area.h) for i in range(count)]
