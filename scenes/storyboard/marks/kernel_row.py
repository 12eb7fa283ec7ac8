"""The kernel row: g (or h) as bars around its pin, placed at any column, turning about the pin when it is flipped."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from math import cos, pi, sin

from ..blend import Blend
from ..panel import Panel
from ..panel_layout import PanelLayout
from ..shapes import Anchor, Rect, Role, Segments, Shape, Text, box
from ..theme import TapStyle
from ..track import Track, Values
from ..wording import index_text
from .data_row import gutter_text, signed_rect
from .mark import Look
from .strokes import hatching

HATCH_SPACING = 7.0  # px


@dataclass(frozen=True, eq=False)
class KernelRow:
    """The kernel of a panel; every tap keeps its colour, wherever it goes."""

    panel: Panel
    focus: Track
    at: Track  # the column of the pin
    home: Track = field(default_factory=lambda: Track("home", 1.0))  # 0: between the panels, 1: in its own row
    turn: Track = field(default_factory=lambda: Track("turn"))  # 0: g, 1: g mirrored
    shown: Track = field(default_factory=lambda: Track("shown", 1.0))
    hollow: Track = field(default_factory=lambda: Track("hollow"))  # 1: only outlines, the products have left
    blend: Blend | None = None  # of kernels, where the taps change

    @property
    def tracks(self) -> tuple[Track, ...]:
        """Place, turn and looks."""
        moving = (self.focus, self.at, self.home, self.turn, self.shown, self.hollow)
        return (*moving, self.blend.state) if self.blend else moving

    def shapes(self, look: Look, values: Values) -> Iterator[Shape]:
        """Axis and name of the row, then the taps from back to front, the pin, values and offsets."""
        place, name, theme = look.place(self.panel), self.panel.name, look.theme
        strength, row = values[self.focus], place.kernel
        ends = ((place.x(self.panel.columns[0] - 0.5), row.axis), (place.x(self.panel.columns[-1] + 0.5), row.axis))
        yield Segments(f"{name}.kernel.axis", Role.AXIS, (ends,), look.ink(theme.axis, 0.55 * strength), 2)
        yield from self._name(look, place, values)
        if values[self.shown] > 0:
            yield from self._taps(look, place, values)

    def _taps(self, look: Look, place: PanelLayout, values: Values) -> Iterator[Shape]:
        kernel = self.panel.problem.g
        pin_x, axis = self.pin(look, values)
        angle = pi * values[self.turn]
        offsets, reaches = self.panel.offsets, self.panel.reaches
        styles = self.panel.styles(look.theme)
        furthest = max(1, *(abs(o) for o in offsets))
        room = place.kernel.axis - place.kernel.top
        tallest = max(abs(float(v)) for v in kernel.values) * place.kernel.unit
        lift = min(max(room - tallest, 0.35 * tallest), 1.1 * tallest) + 4
        order = sorted(range(len(offsets)), key=lambda k: (_depth(offsets[k]), -abs(offsets[k])))
        for k in order:
            reach = reaches[k] * place.pitch
            over = sin(angle) * lift * offsets[k] / furthest if offsets[k] > 0 else 0.0
            x = pin_x + reach * cos(angle)
            yield from self._bar(look, place, values, k, x, axis - over, styles[k])
        if not self.panel.scatters:
            yield from self._window(look, place, values, [r if cos(angle) > 0 else -r for r in reaches])
        yield from self._words(look, place, values, pin_x, axis - place.kernel.axis, angle)

    def _bar(
        self, look: Look, place: PanelLayout, values: Values, k: int, x: float, axis: float, style: TapStyle
    ) -> Iterator[Shape]:
        key, strength, shown = f"{self.panel.name}.tap.{k}", values[self.focus], values[self.shown]
        fill, stroke = look.ink(style.fill, strength), look.ink(style.hatch_colour, strength)
        g = self.panel.problem.g
        weight = float(g.values[k]) if self.blend is None else self.blend.weight(k, values[self.blend.state])
        rect = signed_rect(x, axis, place.bar, weight * place.kernel.unit)
        if rect.h < 0.5:
            line = (((rect.x, axis), (rect.right, axis)),)
            yield Segments(f"{key}.zero", Role.GHOST, line, fill, 3, shown)
            return
        solid = 1.0 - values[self.hollow]
        if solid > 0:
            yield box(f"{key}.bar", Role.BAR, rect, fill=fill, opacity=shown * solid)
            strokes = hatching(rect, style.hatch, HATCH_SPACING)
            if strokes:
                yield Segments(f"{key}.hatch", Role.GHOST, strokes, stroke, 1.5, shown * solid)
        if solid < 1:
            inner = rect.grown(-1.0) if rect.h > 2.5 and rect.w > 2.5 else rect
            yield box(f"{key}.outline", Role.GHOST, inner, stroke=fill, stroke_px=2.0, opacity=shown * (1 - solid))

    def pin(self, look: Look, values: Values) -> tuple[float, float]:
        """Where the pin is: the foot of the tap at offset 0."""
        place, home = look.place(self.panel), values[self.home]
        middle, level = look.layout.between
        return (
            middle + (place.x(values[self.at]) - middle) * home,
            level + (place.kernel.axis - level) * home,
        )

    @property
    def _letter(self) -> str:
        return "k" if self.blend else "g"

    def _name(self, look: Look, place: PanelLayout, values: Values) -> Iterator[Shape]:
        """g or h, in the gutter; while g stands between the panels, beside it."""
        home, turn = values[self.home], values[self.turn]
        key, strength = f"{self.panel.name}.kernel.name", values[self.focus]
        y = place.offset_y() if place.tap_levels is None else place.tap_y(0)
        if home < 0.5 and values[self.shown] > 0:
            x, axis = self.pin(look, values)
            reach = max(-self.panel.reaches[0], 0) + 0.8
            text = gutter_text(look, place, self._letter, y + axis - place.kernel.axis, key, strength)
            yield replace(text, x=x - reach * place.pitch, anchor=Anchor.END, opacity=1 - 2 * home)
        elif home > 0.5:
            letter = "h" if not self.panel.scatters and turn > 0.5 and not self.panel.mirrored else self._letter
            text = gutter_text(look, place, letter, y, key, strength)
            yield replace(text, opacity=(2 * home - 1) * abs(cos(pi * turn)) * values[self.shown])

    def _window(self, look: Look, place: PanelLayout, values: Values, reaches: list[int]) -> Iterator[Shape]:
        """A thin outline around the inputs that the filter covers; one around each if dilation leaves gaps."""
        opacity = values[self.shown] * max(0.0, 2 * values[self.home] - 1) * abs(cos(pi * values[self.turn]))
        if opacity <= 0:
            return
        pin = values[self.at]
        top, bottom = place.data_box
        colour = look.ink(look.theme.axis, values[self.focus])
        dense = self.panel.problem.dilation == 1
        groups = [(min(reaches), max(reaches))] if dense else [(r, r) for r in sorted(reaches)]
        for i, (low, high) in enumerate(groups):
            left, right = place.x(pin + low - 0.5) + 2, place.x(pin + high + 0.5) - 2
            rect = Rect(left, top, right - left, bottom - top)
            yield box(f"{self.panel.name}.window.{i}", Role.GHOST, rect, stroke=colour, stroke_px=2, opacity=opacity)

    def _words(
        self,
        look: Look,
        place: PanelLayout,
        values: Values,
        pin_x: float,
        down: float,
        angle: float,
    ) -> Iterator[Shape]:
        """Values and offsets under the taps; while the kernel turns or splits they make way, and stay upright."""
        whole = max(0.0, 1 - 10 * min(values[self.home], 1 - values[self.home]))
        opacity = values[self.shown] * whole * max(0.0, 1.0 - 2.5 * sin(angle))
        if opacity <= 0:
            return
        kernel, side, certain = self.panel.problem.g, 1 if cos(angle) > 0 else -1, opacity
        if self.blend is not None:
            kernel, settled = self.blend.at(values[self.blend.state])
            certain *= settled
        frame, theme, strength, name = place.frame, look.theme, values[self.focus], self.panel.name
        count = len(self.panel.reaches)
        for k, reach in enumerate(self.panel.reaches):
            x = pin_x + side * reach * place.pitch
            if place.tap_levels is not None and certain > 0:
                level = place.tap_levels[k if side > 0 else count - 1 - k]
                y, colour = place.tap_y(level) + down, look.ink(theme.text, strength)
                text = kernel.label((k,))
                yield Text(f"{name}.tap.{k}.value", Role.VALUE, text, x, y, frame.value_px, colour, opacity=certain)
            if place.offset_levels is not None or reach % place.index_every == 0:
                text, colour = index_text(side * reach, signed=True), look.ink(theme.muted, strength)
                y = place.offset_y((place.offset_levels or [0] * count)[k if side > 0 else count - 1 - k]) + down
                yield Text(f"{name}.tap.{k}.offset", Role.INDEX, text, x, y, frame.index_px, colour, opacity=opacity)


def _depth(offset: int) -> int:
    """Painting order of a turn: taps that pass behind the pin, the pin's tap, taps that pass over."""
    return (offset > 0) - (offset < 0)
