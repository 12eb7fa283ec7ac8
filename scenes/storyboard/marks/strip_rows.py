"""What stands in strips: taps in their hues, and the data as neutral bars."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from kernels import Problem

from ..shapes import Anchor, Rect, Role, Segments, Shape, Text, box
from ..strips import Columns, Strip
from ..theme import TapStyle
from ..track import Track, Values
from ..wording import data_text, index_text
from .data_row import signed_rect
from .kernel_row import HATCH_SPACING
from .mark import Look
from .strokes import dashed, hatching, outline


def tap_bar(
    look: Look, key: str, rect: Rect, style: TapStyle, strength: float, opacity: float = 1.0
) -> Iterator[Shape]:
    """One tap in its hue with its hatching; a tap of 0 is a line."""
    fill, stroke = look.ink(style.fill, strength), look.ink(style.hatch_colour, strength)
    if rect.h < 0.5:
        yield Segments(f"{key}.zero", Role.GHOST, (((rect.x, rect.y), (rect.right, rect.y)),), fill, 3, opacity)
        return
    yield box(f"{key}.bar", Role.BAR, rect, fill=fill, opacity=opacity)
    strokes = hatching(rect, style.hatch, HATCH_SPACING)
    if strokes:
        yield Segments(f"{key}.hatch", Role.GHOST, strokes, stroke, 1.5, opacity)


def hollow_tap(look: Look, key: str, rect: Rect, style: TapStyle, opacity: float = 1.0) -> Iterator[Shape]:
    """Only the dashed outline of a tap."""
    path = outline(rect) if rect.h > 3 else ((rect.x, rect.y), (rect.right, rect.y))
    yield Segments(f"{key}.outline", Role.GHOST, dashed(path), look.ink(style.fill, 1.0), 2, opacity)


def strip_axis(look: Look, columns: Columns, strip: Strip, key: str, strength: float, opacity: float) -> Segments:
    """The axis of a strip, across all columns."""
    ends = ((columns.left, strip.axis), (columns.right, strip.axis))
    return Segments(key, Role.AXIS, (ends,), look.ink(look.theme.axis, strength), 2, opacity)


def before(look: Look, columns: Columns, text: str, y: float, key: str, opacity: float = 1.0) -> Text:
    """A name at the left of a strip."""
    size = look.layout.frame.index_px
    return Text(key, Role.INDEX, text, columns.before, y, size, look.theme.muted, anchor=Anchor.START, opacity=opacity)


@dataclass(frozen=True, eq=False)
class StripData:
    """The inputs `shown_inputs` of a problem in the strip "data", ghosts dashed; some inputs may be left out."""

    problem: Problem
    shown_inputs: Sequence[int]
    shown: Track

    @property
    def tracks(self) -> tuple[Track, ...]:
        """Visibility."""
        return (self.shown,)

    def shapes(self, look: Look, values: Values) -> Iterator[Shape]:
        """Axis, names, and for every input its bar, value and index."""
        opacity = values[self.shown]
        if opacity <= 0:
            return
        columns, strip = look.spot("columns", Columns), look.spot("data", Strip)
        real = [s for s in self.shown_inputs if not self.problem.is_ghost((s,))]
        if real:
            half = columns.pitch / 2
            ends = ((columns.x(real[0]) - half, strip.axis), (columns.x(real[-1]) + half, strip.axis))
            yield Segments("data.axis", Role.AXIS, (ends,), look.theme.axis, 2, opacity)
        yield before(look, columns, "f(s)", strip.name_y, "data.name", opacity)
        yield before(look, columns, "s", strip.index_y, "data.letter", opacity)
        for order, s in enumerate(self.shown_inputs):
            level = strip.value_levels[order] if strip.value_levels is not None else None
            yield from self._input(look, s, level, opacity)

    def _input(self, look: Look, s: int, level: int | None, opacity: float) -> Iterator[Shape]:
        columns, strip, theme = look.spot("columns", Columns), look.spot("data", Strip), look.theme
        frame, ghost, x = look.layout.frame, self.problem.is_ghost((s,)), columns.x(s)
        rect = signed_rect(x, strip.axis, columns.bar, float(self.problem.data((s,))) * strip.row.unit)
        if ghost:
            path = outline(rect) if rect.h > 3 else ((rect.x, strip.axis), (rect.right, strip.axis))
            yield Segments(f"data.{s}.bar", Role.GHOST, dashed(path), theme.muted, 2, opacity)
        elif rect.h > 0:
            yield box(f"data.{s}.bar", Role.BAR, rect, fill=theme.data, opacity=opacity)
        colour = theme.muted if ghost else theme.text
        if level is not None:
            text, y = data_text(self.problem, (s,)), strip.value_y(level)
            yield Text(f"data.{s}.value", Role.VALUE, text, x, y, frame.value_px, colour, opacity=opacity)
        if s % strip.index_every == 0:
            y, size = strip.index_y, frame.index_px
            yield Text(f"data.{s}.index", Role.INDEX, index_text(s), x, y, size, theme.muted, opacity=opacity)
