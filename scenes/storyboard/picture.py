"""Pictures: a storyboard in a frame and a theme; any moment of it as a list of shapes."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING

from .font import ASCENT, wrapped
from .frame import Frame
from .marks.mark import Look, Mark
from .panel_layout import LEADING
from .shapes import Role, Shape, Text
from .storyboard import Storyboard
from .theme import Theme
from .track import smooth

if TYPE_CHECKING:
    from .layout import Layout

CAPTION_FADE_SECONDS = 0.25
FIRST_OPACITY = 0.3  # a new caption is there from its first frame


@dataclass(frozen=True, eq=False)
class Picture:
    """A film ready to be drawn: pure functions of the time, without manim."""

    storyboard: Storyboard
    frame: Frame
    theme: Theme
    with_captions: bool = True

    @cached_property
    def layout(self) -> Layout:
        """Where everything stands."""
        from .layout import lay_out  # here, because captions and numbers alone need no layout

        story = self.storyboard
        return lay_out(self.frame, story.title, story.meta, story.body)

    @cached_property
    def look(self) -> Look:
        """What marks need to know."""
        return Look(self.layout, self.theme)

    def shapes(self, beat: int, seconds: float) -> list[Shape]:
        """Everything seen at `seconds` of the film, in painting order; `beat` says whose caption it is."""
        values = self.storyboard.values(seconds)
        shapes: list[Shape] = []
        for mark in self.storyboard.marks:
            state = tuple(values[track] for track in mark.tracks)
            known = self._last.get(mark)
            if known is None or known[0] != state:  # most marks rest in most frames
                known = self._last[mark] = state, list(mark.shapes(self.look, values))
            shapes += known[1]
        return shapes + self._caption(beat, seconds)

    @cached_property
    def _last(self) -> dict[Mark, tuple[tuple[float, ...], list[Shape]]]:
        """What every mark looked like when it was last asked: a shortcut, never a state."""
        return {}

    def end_of(self, beat: int) -> list[Shape]:
        """The last moment of a beat, when everything has arrived."""
        return self.shapes(beat, self.storyboard.starts[beat + 1] - 1e-6)

    def _caption(self, beat: int, seconds: float) -> list[Shape]:
        if not self.with_captions:
            return []
        text, frame, area = self.storyboard.beats[beat].caption.text, self.frame, self.layout.caption
        before = self.storyboard.beats[beat - 1].caption.text if beat else None
        start, end = self.storyboard.starts[beat : beat + 2]
        since = (seconds - start) / CAPTION_FADE_SECONDS
        known = text == before or beat == 0 or end - start < 4 * CAPTION_FADE_SECONDS
        opacity = 1.0 if known or since >= 1 else FIRST_OPACITY + (1 - FIRST_OPACITY) * smooth(since)
        lines = wrapped(text, area.w, frame.caption_px)
        step = frame.caption_px * LEADING
        top = area.y + (frame.caption_lines - len(lines)) * step / 2 + ASCENT * frame.caption_px
        return [
            Text(f"caption.{i}", Role.CAPTION, line, frame.width / 2, top + i * step, frame.caption_px, self.theme.text,
                 opacity=opacity)
            for i, line in enumerate(lines)
        ]  # fmt: skip
