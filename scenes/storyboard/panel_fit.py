"""Panel fit: the rows of panels, fitted so that bars are as tall as the texts around them allow."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from functools import cached_property, reduce

from kernels import Kernel

from . import labels
from .font import ASCENT, DESCENT, text_width
from .formula import formula_size
from .frame import Frame
from .panel import Extent, Panel
from .panel_layout import BAR_SHARE, LEADING, TAP_GAP_EM, TOTAL_WEIGHT, Labels, PanelLayout, Row
from .shapes import Rect, Weight
from .wording import data_text, index_text, value_text

WIDEST_COLUMN = 92.0  # px; few inputs stay a picture of bars, not of walls
DATA_SHARE = 0.2  # of the height for bars that goes to the data's own row
MOST_HEADROOM = 3  # lines that labels above bars may be lifted by
LEAST_BARS = 0.28  # of a panel's height, whatever the labels would like
HEADING_EM = 1.3  # a heading and what is left free under it
INDEX_EM = 1.25  # a line of indices
GAP_EM = 0.6  # between the rows
BOX_ROOM = 8.0  # px between a label and the outlines around its column, both sides together


class PanelFit:
    """Fits panels that share their columns and their units of height into rectangles of one size."""

    def __init__(self, frame: Frame, panels: Sequence[Panel], size: Rect) -> None:
        self.frame = frame
        self.panels = panels
        starts = [panel.columns.start for panel in panels]
        self.columns = range(min(starts), max(panel.columns.stop for panel in panels))
        self.gutter = text_width("f(s)", frame.index_px) + 0.7 * frame.index_px
        self.size = size
        self.gap = labels.GAP_EM * frame.value_px
        first = (size.w - self.gutter) / len(self.columns)
        self.overhang = max(0.0, (self._widest - first) / 2)  # of labels in the outermost columns
        self.pitch = min((size.w - self.gutter - self.overhang) / len(self.columns), WIDEST_COLUMN)

    def placed(self, panel: Panel, rect: Rect) -> PanelLayout:
        """The panel's layout in `rect`."""
        frame = self.frame
        spare = rect.w - self.gutter - self.overhang - self.pitch * len(self.columns)
        left = rect.x + self.gutter + spare / 2
        data, kernel, stack = (_moved(row, rect.y) for row in self.rows(self.data_lines or 1, self.total_lines or 1))
        apart = self.pitch - self.gap
        outermost = [index_text(column) for column in (self.columns[0], self.columns[-1])]
        return PanelLayout(
            panel=panel,
            frame=frame,
            rect=rect,
            first_column=self.columns.start,
            pitch=self.pitch,
            left=left,
            heading_y=rect.y + ASCENT * frame.heading_px,
            formula_y=None if self.one_line else rect.y + frame.heading_px * (LEADING + 0.6),
            data=data,
            values=self._values(panel, data, alone=self.data_lines is None),
            kernel=kernel,
            tap_levels=self.tap_levels,
            stack=stack,
            piece_room=min(apart, 2 * apart - max(self._total_widths(panel))),
            offset_levels=self.offset_levels,
            totals=self._totals(panel, stack, alone=self.total_lines is None),
            index_every=labels.every(
                [text_width(text, frame.index_px) for text in outermost], self.pitch, labels.GAP_EM * frame.index_px
            ),
        )

    def rows(self, above_data: int, above_stack: int) -> tuple[Row, Row, Row]:
        """Data, kernel and stack rows of a panel whose top is y = 0, with lines of room for the labels above bars."""
        size = self.frame.index_px
        free = self._free(above_data, above_stack)
        data = _joined(panel.data_extent for panel in self.panels)
        kernel = _joined(panel.kernel_extent for panel in self.panels)
        stack = _joined(panel.stack_extent for panel in self.panels)
        unit = free * (1 - DATA_SHARE) / ((kernel.span + stack.span) or 1.0)
        top = self._heading + above_data * self.frame.value_px + BOX_ROOM / 2
        below = top + free * DATA_SHARE + (INDEX_EM + GAP_EM) * size + self._sources
        return (
            _row(top, free * DATA_SHARE / (data.span or 1.0), data),
            _row(below, unit, kernel),
            _row(self.size.h - INDEX_EM * size - unit * stack.span, unit, stack),
        )

    def _free(self, above_data: int, above_stack: int) -> float:
        """The height that texts leave for bars."""
        size, lines = self.frame.index_px, float(above_data + above_stack)
        lines += max(self.tap_levels) + 1 + TAP_GAP_EM if self.tap_levels is not None else 0
        offsets = max(self.offset_levels or [0])
        indices = (3 * INDEX_EM + offsets + 1.75 * GAP_EM) * size
        return self.size.h - self._heading - self._sources - lines * self.frame.value_px - indices - BOX_ROOM

    @property
    def _heading(self) -> float:
        return self.frame.heading_px * (HEADING_EM if self.one_line else HEADING_EM + 1.2)

    @property
    def _sources(self) -> float:
        """Room for the arrows from inputs to the ghosts that repeat them."""
        return 0.95 * self.frame.index_px if any(p.folds for p in self.panels) else 0.0

    @cached_property
    def data_lines(self) -> int | None:
        """The lines above the data that all values need; None if they do not fit however they are lifted."""
        most = self._most(lambda lines: self._free(lines, 1))
        return self._lines(most, lambda lines: self.rows(lines, 1)[0], self._values)

    @cached_property
    def total_lines(self) -> int | None:
        """The lines above the stacks that all totals need, None likewise."""
        data = self.data_lines or 1
        most = self._most(lambda lines: self._free(data, lines))
        return self._lines(most, lambda lines: self.rows(data, lines)[2], self._totals)

    def _most(self, free: Callable[[int], float]) -> int:
        """How many lines of labels leave bars their share of the height; in narrow columns lifted ones confuse."""
        if self.pitch < self.frame.value_px:
            return 1
        return max((n for n in range(2, MOST_HEADROOM + 1) if free(n) >= LEAST_BARS * self.size.h), default=1)

    def _lines(self, most: int, row: Callable[[int], Row], placed: Callable[[Panel, Row], Labels]) -> int | None:
        for lines in range(1, most + 1):
            bars = row(lines)
            highest = min(y for panel in self.panels for y in placed(panel, bars).baseline.values())
            whole = all(placed(panel, bars).clear for panel in self.panels)
            if (
                whole
                and highest - ASCENT * self.frame.value_px
                >= bars.top - lines * self.frame.value_px - BOX_ROOM / 2 - 0.1
            ):
                return lines
        return None

    @property
    def _widest(self) -> float:
        """The widest number of any panel."""
        texts = [p.problem.g.label((k,)) for p in self.panels for k in range(p.problem.g.shape[0])]
        texts += [data_text(p.problem, (s,)) for p in self.panels for s in p.inputs]
        texts += [value_text(p.problem, p.problem.total((t,))) for p in self.panels for t in p.outputs]
        return max(text_width(text, self.frame.value_px) for text in texts)

    @cached_property
    def one_line(self) -> bool:
        """Whether headings and formulas stand beside each other."""
        size, em = self.frame.heading_px, self.frame.formula_px
        return all(
            text_width(p.heading, size, Weight.SEMIBOLD) + 0.85 * size + formula_size(p.formula)[0] * em <= self.size.w
            for p in self.panels
        )

    @cached_property
    def tap_levels(self) -> list[int] | None:
        """The lines of the taps' values under the kernel, fit for it and for its flip."""
        return self._levels(lambda g, k: g.label((k,)), self.frame.value_px)

    @cached_property
    def offset_levels(self) -> list[int] | None:
        """The lines of the offsets, likewise."""
        return self._levels(lambda g, k: index_text(k - g.origin[0], signed=True), self.frame.index_px)

    def _levels(self, label: Callable[[Kernel, int], str], size: float) -> list[int] | None:
        found: list[list[int] | None] = []
        for panel in self.panels:
            g, pitch = panel.problem.g, panel.problem.dilation * self.pitch
            widths = [text_width(label(g, k), size) for k in range(g.shape[0])]
            xs = [k * pitch for k in range(g.shape[0])]
            found += [labels.levels(row, xs, labels.GAP_EM * size) for row in (widths, widths[::-1])]
        fitting = [levels for levels in found if levels is not None]
        return max(fitting, key=max) if len(fitting) == len(found) else None

    def _values(self, panel: Panel, row: Row, alone: bool = False) -> Labels:
        tops = [row.y(max(float(panel.problem.data((s,))), 0.0)) for s in panel.inputs]
        widths = [text_width(data_text(panel.problem, (s,)), self.frame.value_px) for s in panel.inputs]
        return self._above(panel.inputs, widths, tops, alone)

    def _totals(self, panel: Panel, row: Row, alone: bool = False) -> Labels:
        tops = [row.y(sum(max(float(p.product), 0.0) for p in panel.landed[t])) for t in panel.outputs]
        return self._above(panel.outputs, self._total_widths(panel), tops, alone)

    def _total_widths(self, panel: Panel) -> list[float]:
        texts = [value_text(panel.problem, panel.problem.total((t,))) for t in panel.outputs]
        return [text_width(text, self.frame.value_px, TOTAL_WEIGHT) for text in texts]

    def _above(self, columns: Sequence[int], widths: list[float], tops: list[float], alone: bool) -> Labels:
        """Baselines above bars; `alone`: one label at a time, all at one height that is clear of every bar."""
        size = self.frame.value_px
        xs = [column * self.pitch for column in columns]
        if alone:
            bottoms = [min(tops)] * len(tops)
        else:
            bottoms = labels.above_bars(widths, xs, tops, self.pitch * BAR_SHARE, size, self.gap)
        narrow = not alone and max(widths) + BOX_ROOM <= self.pitch
        apart = 0.0 if narrow else BOX_ROOM / 2  # from an outline that ends below the labels
        baselines = {c: b - DESCENT * size - apart for c, b in zip(columns, bottoms, strict=True)}
        clear = alone or not labels.crossed(widths, xs, tops, bottoms, size)
        return Labels(baselines, not alone, dict(zip(columns, tops, strict=True)), narrow, clear)


def _row(top: float, unit: float, extent: Extent) -> Row:
    return Row(top + unit * extent.high, unit, top, top + unit * extent.span)


def _moved(row: Row, by: float) -> Row:
    return Row(row.axis + by, row.unit, row.top + by, row.bottom + by)


def _joined(extents: Iterable[Extent]) -> Extent:
    return reduce(Extent.joined, extents)
