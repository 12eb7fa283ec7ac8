"""Cards: what is seen between two chapters of a joined film."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from kernels import Kernel

from ..font import ASCENT, wrapped
from ..panel import Extent
from ..shapes import Rect, Role, Segments, Shape, Text, Weight, box
from ..track import Track, Values
from .data_row import signed_rect
from .heading import Title
from .mark import Look

CHAPTER_EM = 1.9  # times the size of titles
LEADING = 1.1  # em from one line of a chapter's title to the next
STEP_W, STEP_H, STEP_GAP = 34.0, 6.0, 10.0  # px of the row that shows how far the film has come
FORM_W, FORM_H, MOST_PITCH, FORM_GAP = 150.0, 84.0, 31.0, 56.0  # px: a form, its widest column, from one to the next
BAR_SHARE = 0.84  # of a column's width


@dataclass(frozen=True)
class Form:
    """A kernel of the film as a small form without numbers; `mirrored`: seen from behind, its taps in their colours."""

    kernel: Kernel
    mirrored: bool = False


@dataclass(frozen=True, eq=False)
class Card:
    """The title of chapter `number` (from 0) in large, the film's on top, and how many chapters there are.

    `forms`: the kernels that the chapter is about, above its title; only rows of taps have a form.
    """

    chapters: Sequence[str]
    number: int
    forms: Sequence[Form]
    shown: Track

    @property
    def tracks(self) -> tuple[Track, ...]:
        """It comes and goes."""
        return (self.shown,)

    def shapes(self, look: Look, values: Values) -> Iterator[Shape]:
        """The film's title, the forms, the chapter's title, and a row of steps."""
        opacity = values[self.shown]
        if opacity <= 0:
            return
        for shape in (*Title().shapes(look, values), *self._forms(look), *self._chapter(look)):
            yield replace(shape, key=f"card {self.number}/{shape.key}", opacity=shape.opacity * opacity)

    def _chapter(self, look: Look) -> Iterator[Shape]:
        """The title from the middle on; of the steps, the chapter's own is the brightest, those to come the darkest."""
        theme, area = look.theme, look.spot("card", Rect)
        size = CHAPTER_EM * look.layout.frame.title_px
        middle, y = area.middle
        y += ASCENT * size
        for i, line in enumerate(wrapped(self.chapters[self.number], area.w, size, Weight.SEMIBOLD)):
            yield Text(f"chapter.{i}", Role.HEADING, line, middle, y, size, theme.text, Weight.SEMIBOLD)
            y += LEADING * size
        left = middle - (len(self.chapters) * (STEP_W + STEP_GAP) - STEP_GAP) / 2
        for i in range(len(self.chapters)):
            fill = theme.accent if i == self.number else theme.muted if i < self.number else theme.axis
            rect = Rect(left + i * (STEP_W + STEP_GAP), y - 0.3 * size, STEP_W, STEP_H)
            yield box(f"step.{i}", Role.GHOST, rect, fill=fill)

    def _forms(self, look: Look) -> Iterator[Shape]:
        """One beside the other, with one unit of height."""
        forms = [form for form in self.forms if len(form.kernel.shape) == 1]
        extent = Extent.of([float(tap) for form in forms for tap in form.kernel.values])
        unit = FORM_H / (extent.span or 1.0)
        middle, y = look.spot("card", Rect).middle
        axis = y - 0.8 * FORM_H + extent.low * unit
        pitches = [min(FORM_W / form.kernel.shape[0], MOST_PITCH) for form in forms]
        widths = [pitch * form.kernel.shape[0] for pitch, form in zip(pitches, forms, strict=True)]
        left = middle - (sum(widths) + FORM_GAP * (len(forms) - 1)) / 2
        for i, (form, pitch, width) in enumerate(zip(forms, pitches, widths, strict=True)):
            taps = form.kernel.values.tolist()
            styles = look.theme.taps(form.kernel.offsets()[0])
            yield Segments(f"form.{i}.axis", Role.AXIS, (((left, axis), (left + width, axis)),), look.theme.axis, 2)
            for k, (tap, style) in enumerate(zip(taps, styles, strict=True)):
                x = left + ((len(taps) - 1 - k if form.mirrored else k) + 0.5) * pitch
                rect = signed_rect(x, axis, BAR_SHARE * pitch, tap * unit)
                yield box(f"form.{i}.{k}", Role.GHOST, rect, fill=style.fill)
            left += width + FORM_GAP
