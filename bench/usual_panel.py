"""One panel of `side-by-side` as manim is usually written: trackers for what moves, mobjects redrawn from them."""

from __future__ import annotations

from collections.abc import Callable, Iterator

import numpy as np
from manim import (
    DOWN,
    LEFT,
    RIGHT,
    SEMIBOLD,
    UP,
    DashedLine,
    DashedVMobject,
    Dot,
    Line,
    MathTypst,
    Mobject,
    Rectangle,
    Text,
    Triangle,
    ValueTracker,
    VGroup,
    VMobject,
    always_redraw,
)

from kernels import Piece
from scenes.storyboard import shapes
from scenes.storyboard.layout import Layout
from scenes.storyboard.panel_layout import PanelLayout, Row
from scenes.storyboard.theme import DARK
from scenes.storyboard.wording import data_text, index_text, value_text

PX = 1 / 90  # manim units in a layout pixel: 8 units are 720 of them
FONT = "Source Sans 3"
FONT_SIZE_PER_PX = 0.8205  # manim's font_size at which this font's em is one layout pixel
FORMULA_SIZE_PER_PX = 1.081  # likewise for Typst
HALF_DIGIT_EM = 0.33  # from the baseline of figures to their middle


def point(x: float, y: float) -> np.ndarray:
    """Layout pixels of a 16:9 frame to manim's units."""
    return np.array([(x - 640) * PX, (360 - y) * PX, 0.0])


def words(text: str, x: float, baseline: float, size: float, colour: str, **style: str) -> Text:
    """A text whose middle stands at x."""
    found = Text(text, font=FONT, font_size=size * FONT_SIZE_PER_PX, color=colour, **style)
    return found.move_to(point(x, baseline - HALF_DIGIT_EM * size))


def begun(text: str, x: float, baseline: float, size: float, colour: str, **style: str) -> Text:
    """A text that begins at x."""
    found = words(text, x, baseline, size, colour, **style)
    return found.align_to(point(x, baseline), LEFT)


class UsualPanel:
    """`resting` is all that dims by `set_opacity`; what is redrawn in every frame reads `focus` instead."""

    def __init__(self, place: PanelLayout, layout: Layout) -> None:
        self.place, self.panel, self.frame = place, place.panel, place.frame
        self.between = point(*layout.between)
        self.styles = DARK.taps(self.panel.offsets)
        first = self.panel.steps[0]
        self.focus, self.at, self.home = ValueTracker(1), ValueTracker(first), ValueTracker(0)
        self.turn, self.hollow = ValueTracker(0), ValueTracker(0)
        self.input_at, self.input_shown = ValueTracker(self.panel.inputs[0]), ValueTracker(0)
        self.output_at, self.output_shown = ValueTracker(self.panel.outputs[0]), ValueTracker(0)
        self.name = self.gutter("g", place.tap_y(0))
        self.resting = VGroup(*self._heading(), *self._data(), *self._outputs())
        self.bars = always_redraw(self._kernel)
        self.labels = self._tap_labels(mirrored=False)
        self.dot = Dot(radius=6 * PX, color=DARK.accent).add_updater(lambda m: m.move_to(self.pin()))
        self.pointer = self._pointer()
        self.window = always_redraw(self._window)
        self.input_cursor = always_redraw(
            lambda: self._outline(place.around_data(self.input_at.get_value()), self.input_shown)
        )
        self.output_cursor = always_redraw(
            lambda: self._outline(place.around_stack(self.output_at.get_value()), self.output_shown)
        )

    # What stands still.

    def _heading(self) -> Iterator[VMobject]:
        rect, y, size = self.place.rect, self.place.heading_y, self.frame.heading_px
        yield begun(self.panel.heading, rect.x, y, size, DARK.text, weight=SEMIBOLD)
        formula = MathTypst(self.panel.formula, font_size=self.frame.formula_px * FORMULA_SIZE_PER_PX, color=DARK.muted)
        yield formula.move_to(point(rect.right, y - HALF_DIGIT_EM * size)).align_to(point(rect.right, y), RIGHT)
        axis, columns = self.place.kernel.axis, self.panel.columns
        yield self._line(columns[0], columns[-1], axis).set_stroke(opacity=0.55)

    def _data(self) -> Iterator[VMobject]:
        place, problem, row = self.place, self.panel.problem, self.place.data
        real = problem.inputs[0]
        yield self._line(real[0], real[-1], row.axis)
        yield from self._names("f(s)", "s", row)
        for s in self.panel.inputs:
            value, ghost = float(problem.data((s,))), self.panel.is_ghost(s)
            if ghost and value:
                yield DashedVMobject(self._bar(s, row.axis, value * row.unit, stroke_width=2, color=DARK.muted))
            elif ghost:
                half = place.bar / 2
                ends = point(place.x(s) - half, row.axis), point(place.x(s) + half, row.axis)
                yield DashedLine(*ends, stroke_width=2, color=DARK.muted)
            elif value:
                yield self._bar(s, row.axis, value * row.unit, stroke_width=0, fill_opacity=1, color=DARK.data)
            text, colour = data_text(problem, (s,)), DARK.muted if ghost else DARK.text
            if place.values.all:  # else there is no room for them
                yield self._fitted(words(text, place.x(s), place.values.baseline[s], self.frame.value_px, colour))
            yield from self._index(s, row)

    def _outputs(self) -> Iterator[VMobject]:
        place, row, outputs = self.place, self.place.stack, self.panel.outputs
        yield self._line(outputs[0], outputs[-1], row.axis)
        yield from self._names("y(t)", "t", row)
        for t in outputs:
            yield from self._index(t, row)
        for t in self.panel.outside:
            yield self._fitted(words("outside", place.x(t), place.index_y(row), self.frame.note_px, DARK.muted))

    def _line(self, first: int, last: int, y: float) -> Line:
        ends = point(self.place.x(first - 0.5), y), point(self.place.x(last + 0.5), y)
        return Line(*ends, stroke_width=2, color=DARK.axis)

    def _names(self, name: str, letter: str, row: Row) -> Iterator[Text]:
        yield self.gutter(name, row.axis - 2)
        yield self.gutter(letter, self.place.index_y(row))

    def gutter(self, text: str, y: float) -> Text:
        """A name at the left of a row."""
        return begun(text, self.place.rect.x, y, self.frame.index_px, DARK.muted)

    def _index(self, column: int, row: Row) -> Iterator[Text]:
        if column % self.place.index_every == 0:
            x, y = self.place.x(column), self.place.index_y(row)
            yield words(index_text(column), x, y, self.frame.index_px, DARK.muted)

    def _fitted(self, text: Text) -> Text:
        widest = 0.95 * self.place.pitch * PX
        return text.scale_to_fit_width(widest) if text.width > widest else text

    def _bar(self, column: float, axis: float, height: float, **style: object) -> Rectangle:
        bar = Rectangle(width=self.place.bar * PX, height=max(abs(height) * PX, 1e-3), **style)
        return bar.move_to(point(self.place.x(column), axis), aligned_edge=DOWN if height >= 0 else UP)

    # The kernel and all that goes with it.

    def pin(self) -> np.ndarray:
        """The foot of the tap at offset 0."""
        home = point(self.place.x(self.at.get_value()), self.place.kernel.axis)
        return self.between + (home - self.between) * self.home.get_value()

    def _foot(self, k: int) -> np.ndarray:
        """The foot of a tap: in its column, or on its way about the pin, those of positive offset passing above."""
        angle, reach = np.pi * self.turn.get_value(), self.panel.reaches[k] * self.place.pitch * PX
        over = 0.4 * np.sin(angle) * (self.panel.offsets[k] > 0)
        return self.pin() + reach * np.cos(angle) * RIGHT + over * UP

    def _kernel(self) -> VGroup:
        bars, hollow, focus = VGroup(), self.hollow.get_value(), self.focus.get_value()
        for k in sorted(range(len(self.styles)), key=lambda k: self.panel.offsets[k] > 0):
            height = float(self.panel.problem.g.values[k]) * self.place.kernel.unit
            bar = Rectangle(width=self.place.bar * PX, height=max(abs(height) * PX, 1e-3), color=self.styles[k].fill)
            bar.set_fill(opacity=(1 - hollow) * focus).set_stroke(width=2, opacity=hollow * focus)
            bars.add(bar.move_to(self._foot(k), aligned_edge=DOWN if height >= 0 else UP))
        return bars

    def _tap_labels(self, mirrored: bool) -> VGroup:
        """Weights and offsets, each kept under its tap by an updater."""
        labels, frame, g = VGroup(), self.frame, self.panel.problem.g
        for k, reach in enumerate(self.panel.reaches):
            offset = index_text(-reach if mirrored else reach, signed=True)
            value = words(g.label((k,)), 0, self.place.tap_y(0), frame.value_px, DARK.text)
            index = words(offset, 0, self.place.offset_y(), frame.index_px, DARK.muted)
            for label in (value, index):
                down = label.get_center() - point(0, self.place.kernel.axis)
                self._fitted(label).add_updater(self._follow(k, down))
                labels.add(label)
        return labels.update()

    def _follow(self, k: int, down: np.ndarray) -> Callable[[Mobject], None]:
        def follow(label: Mobject) -> None:
            label.move_to(self._foot(k) + down[1] * UP).set_opacity(self.focus.get_value())

        return follow

    def mirrored_labels(self) -> VGroup:
        """The labels after the turn, in place of those before it."""
        self.labels = self._tap_labels(mirrored=True)
        return self.labels

    def _pointer(self) -> Triangle:
        """The arrow up to the input, or down to the output."""
        place, size = self.place, 0.26 * self.frame.index_px
        up = self.panel.scatters
        y = place.kernel.top - 1.2 * size if up else place.offset_y() + 0.25 * self.frame.index_px + 0.9 * size
        arrow = Triangle(fill_opacity=1, stroke_width=0, color=DARK.accent).rotate(0 if up else np.pi)
        arrow.stretch_to_fit_width(2 * size * PX).stretch_to_fit_height(1.4 * size * PX)
        return arrow.add_updater(lambda m: m.move_to(point(place.x(self.at.get_value()), y)))

    def _window(self) -> Rectangle:
        """Around the inputs that the filter covers."""
        place, at, (top, bottom) = self.place, self.at.get_value(), self.place.data_box
        reaches = [-reach for reach in self.panel.reaches]
        left, right = place.x(at + min(reaches) - 0.5) + 2, place.x(at + max(reaches) + 0.5) - 2
        box = Rectangle(width=(right - left) * PX, height=(bottom - top) * PX, stroke_width=2, color=DARK.axis)
        return box.move_to(point((left + right) / 2, (top + bottom) / 2)).set_stroke(opacity=self.focus.get_value())

    def _outline(self, rect: shapes.Rect, shown: ValueTracker) -> Rectangle:
        box = Rectangle(width=rect.w * PX, height=rect.h * PX, stroke_width=4, color=DARK.accent)
        return box.move_to(point(*rect.middle)).set_stroke(opacity=shown.get_value() * self.focus.get_value())

    # Pieces and totals.

    def tap_bar(self, piece: Piece, height: float) -> VGroup:
        """The piece where its tap stands, so high: first as the weight, then as the product."""
        column = piece.t[0] if self.panel.scatters else piece.s[0]
        style = {"color": self.styles[piece.tap[0]].fill, "fill_opacity": 1, "stroke_width": 2}
        bar = self._bar(column, self.place.kernel.axis, height * self.place.kernel.unit, **style)
        return VGroup(bar.set_stroke(color=DARK.background))

    def number(self, piece: Piece, bar: VGroup) -> Text | None:
        """The product, where it fits into its bar."""
        x, y = self.place.x(0), self.place.kernel.axis
        text = words(value_text(self.panel.problem, piece.product), x, y, self.frame.value_px, DARK.on_tap)
        return text.move_to(bar) if text.width < bar.width and text.height < 0.65 * bar.height else None

    def slot(self, piece: Piece) -> np.ndarray:
        """The middle of the piece's place in its pile, or in the lane where it is lost."""
        t, foot = piece.t[0], 0.0
        for other in self.panel.landed.get(t, ()):
            if other.s == piece.s:
                break
            foot += float(other.product) if (other.product > 0) == (piece.product > 0) else 0.0
        return point(self.place.x(t), self.place.stack.y(foot + float(piece.product) / 2))

    def total(self, t: int) -> VGroup:
        """The sum of an output, over a line at its height."""
        place, value = self.place, self.panel.problem.total((t,))
        x, y, half = place.x(t), place.stack.y(float(value)) - 2, place.bar / 2 + 3
        notch = Line(point(x - half, y), point(x + half, y), stroke_width=3, color=DARK.accent)
        text = value_text(self.panel.problem, value)
        number = words(text, x, place.totals.baseline[t], self.frame.value_px, DARK.text, weight=SEMIBOLD)
        return VGroup(notch, self._fitted(number)) if place.totals.all else VGroup(notch)
