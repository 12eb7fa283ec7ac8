"""Layout: where everything of a film stands, computed from the frame and the font alone, without drawing anything."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import Protocol

from kernels import InputError

from .body import Body
from .font import ASCENT, text_width, wrapped
from .frame import Frame
from .grids.layout import GridLayout
from .panel_layout import LEADING, PanelLayout
from .shapes import Rect, Weight


class Headed(Protocol):
    """What the places of all panels have in common."""

    @property
    def rect(self) -> Rect:
        """All of it."""

    @property
    def heading_y(self) -> float:
        """The baseline of the heading."""

    @property
    def formula_y(self) -> float | None:
        """The middle of the formula; None: on the heading's own line."""

    @property
    def results(self) -> Rect:
        """Where the outputs stand."""


@dataclass(frozen=True)
class Layout:
    """A frame's parts: title lines, the places of what the body shows, and the lines left for the caption."""

    frame: Frame
    title: tuple[tuple[str, float], ...]
    meta: tuple[tuple[str, float], ...]
    places: Mapping[str, object]
    caption: Rect

    @cached_property
    def panels(self) -> Mapping[str, PanelLayout]:
        """Those of the places that are panels'."""
        return {name: place for name, place in self.places.items() if isinstance(place, PanelLayout)}

    @cached_property
    def headed(self) -> Mapping[str, Headed]:
        """The places of panels in any dimension."""
        kinds = PanelLayout | GridLayout
        return {name: place for name, place in self.places.items() if isinstance(place, kinds)}

    @property
    def between(self) -> tuple[float, float]:
        """The point half-way between the first and the last panel, at the height of their kernels."""
        rows = list(self.panels.values())
        xs = [place.rect.middle[0] for place in rows]
        return (xs[0] + xs[-1]) / 2, (rows[0].kernel.axis + rows[-1].kernel.axis) / 2


def lay_out(frame: Frame, title: str, meta: str, body: Body) -> Layout:
    """The layout of a body in a frame.

    Raises
    ------
    InputError
        when the title needs more lines than the frame has for it.
    """
    safe = frame.safe
    lines = wrapped(title, safe.w, frame.title_px, Weight.SEMIBOLD)
    if len(lines) > frame.title_lines or any(
        text_width(line, frame.title_px, Weight.SEMIBOLD) > safe.w for line in lines
    ):
        raise InputError(f"the title is too long for {frame.aspect} ({len(title)} characters); shorten --title")
    step = frame.title_px * LEADING
    title_lines = tuple((line, safe.y + ASCENT * frame.title_px + i * step) for i, line in enumerate(lines))
    last = title_lines[-1]
    used = text_width(last[0], frame.title_px, Weight.SEMIBOLD) + text_width(meta, frame.index_px) + frame.title_px
    beside = used <= safe.w
    settings = [meta] if beside else wrapped(meta, safe.w, frame.index_px)
    below = frame.index_px * 1.2
    meta_lines = tuple((line, last[1] + (i + (not beside)) * below) for i, line in enumerate(settings))
    top = meta_lines[-1][1] + frame.index_px * 0.95
    caption_h = frame.caption_lines * frame.caption_px * LEADING
    caption = Rect(safe.x, safe.bottom - caption_h, safe.w, caption_h)
    area = Rect(safe.x, top, safe.w, caption.y - frame.caption_px * 0.4 - top)
    return Layout(frame, title_lines, meta_lines, body.placed(frame, area), caption)
