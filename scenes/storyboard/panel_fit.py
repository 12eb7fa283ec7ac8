"""Panel fit: the rows of panels, fitted so that bars are as tall as the texts around them allow."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from functools import cached_property, reduce

from . import labels
from .font import ASCENT, DESCENT, text_width
from .frame import Frame
from .panel import Extent, Panel
from .panel_layout import BAR_SHARE, LEADING, TAP_GAP_EM, TOTAL_WEIGHT, Labels, PanelLayout, Row, beside
from .shapes import Rect
from .wording import data_text, index_text, value_text

WIDEST_COLUMN = 92.0  # px; few inputs stay a picture of bars, not of walls
WIDEST_ALONE = 116.0  # px, where one panel has the whole width
DATA_SHARE = 0.2  # of the height for bars that goes to the data's own row
LEAST_LIFTING = 0.8  # em of pitch from which labels may be lifted above one another
MOST_HEADROOM = 3  # lines that labels above bars may be lifted by
LEAST_BARS = 0.28  # of a panel's height, whatever the labels would like
SCARCE = 0.12  # of a panel's height for its bars, below which labels of the kernel get fewer lines
HEADING_EM = 1.3  # a heading and what is left free under it
INDEX_EM = 1.25  # a line of indices
GAP_EM = 0.6  # between the rows
BOX_ROOM = 8.0  # px between a label and the outlines around its column, both sides together


class PanelFit:
    """Fits panels that share their columns and their units of height into rectangles of one size."""

    def __init__(self, frame: Frame, panels: Sequence[Panel], size: Rect, least_bars: float = LEAST_BARS) -> None:
        self.frame = frame
        self.least_bars = least_bars
        self.panels = panels
        starts = [panel.columns.start for panel in panels]
        self.columns = range(min(starts), max(panel.columns.stop for panel in panels))
        self.gutter = text_width("f(s)", frame.index_px) + 0.7 * frame.index_px
        self.size = size
        self.gap = labels.GAP_EM * frame.value_px
        self.widest = WIDEST_COLUMN if len(panels) > 1 else WIDEST_ALONE
        self.pitch, self.before, self.beyond = self._columns()
        self.tap_lines = self.offset_lines = 2
        for self.offset_lines, self.tap_lines in ((2, 2), (1, 2), (1, 1)):  # before bars vanish, labels do
            if self._free(1, 1) >= SCARCE * size.h:
                break

    def _columns(self) -> tuple[float, float, float]:
        """The columns' pitch, and what labels of the outermost ones need beyond them on the left and on the right."""
        labelled = self._labelled()
        last, before, beyond = len(self.columns), 0.0, 0.0
        for _ in range(6):  # narrower columns need more room beside them, which makes them narrower still
            pitch = min((self.size.w - self.gutter - before - beyond) / last, self.widest)
            places = [((column - self.columns.start + 0.5) * pitch, width) for column, width in labelled]
            before = max(0.0, *(width / 2 - x for x, width in places))
            beyond = max(0.0, *(x + width / 2 - last * pitch for x, width in places))
        return min((self.size.w - self.gutter - before - beyond) / last, self.widest), before, beyond

    def _labelled(self) -> list[tuple[float, float]]:
        """(column, width) of every number that may stand at either end."""
        value = self.frame.value_px
        found: list[tuple[float, float]] = []
        for panel in self.panels:
            g = panel.problem.g
            found += [(s, text_width(data_text(panel.problem, (s,)), value)) for s in panel.inputs]
            found += list(zip(panel.outputs, self._total_widths(panel), strict=True))
            first, last = panel.steps[0], panel.steps[-1]
            placed = [(first, 1), (last, 1)] if panel.scatters else [(first, 1), (first, -1), (last, -1)]
            for k in range(g.shape[0]):
                offset = panel.reaches[k]
                width = max(
                    text_width(g.label((k,)), value),
                    text_width(index_text(offset, signed=True), self.frame.index_px),
                )
                found += [(end + way * offset, width) for end, way in placed]
        return found

    def placed(self, panel: Panel, rect: Rect) -> PanelLayout:
        """The panel's layout in `rect`."""
        frame = self.frame
        spare = rect.w - self.gutter - self.before - self.beyond - self.pitch * len(self.columns)
        left = rect.x + self.gutter + self.before + spare / 2
        above_data, above_stack = self.lines
        data, kernel, stack = (_moved(row, rect.y) for row in self.rows(above_data or 1, above_stack or 1))
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
            values=self._values(panel, data, alone=above_data is None),
            kernel=kernel,
            tap_levels=self.tap_levels,
            stack=stack,
            piece_room=min(apart, 2 * apart - max(self._total_widths(panel))),
            offset_levels=self.offset_levels,
            totals=self._totals(panel, stack, alone=above_stack is None),
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
    def lines(self) -> tuple[int | None, int | None]:
        """The lines of labels above the data and above the stacks; None where not all labels fit, however lifted.

        Both rows of bars share the height, so they are tried together; fewer lines come first.
        """
        some = range(1, MOST_HEADROOM + 1)
        both: list[tuple[int | None, int | None]] = [(d, t) for d in some for t in some]
        both.sort(key=lambda pair: sum(lines or 0 for lines in pair))
        alone: list[tuple[int | None, int | None]] = [*((None, t) for t in some), *((d, None) for d in some)]
        return next((pair for pair in both + alone if self._fit(*pair)), (None, None))

    def _fit(self, data: int | None, total: int | None) -> bool:
        """Whether so many lines are enough for the labels, and leave the bars their share of the height."""
        most = max(data or 1, total or 1)
        if most > 1:  # in narrow columns lifted labels confuse
            if self.pitch < LEAST_LIFTING * self.frame.value_px:
                return False
            if self._free(data or 1, total or 1) < self.least_bars * self.size.h:
                return False
        rows = self.rows(data or 1, total or 1)
        tried = ((data, rows[0], self._values), (total, rows[2], self._totals))
        return all(self._enough(lines, row, placed) for lines, row, placed in tried if lines is not None)

    def _enough(self, lines: int, row: Row, placed: Callable[[Panel, Row], Labels]) -> bool:
        above = [placed(panel, row) for panel in self.panels]
        highest = min(y for found in above for y in found.baseline.values()) - ASCENT * self.frame.value_px
        return (
            all(found.clear for found in above)
            and highest >= row.top - lines * self.frame.value_px - BOX_ROOM / 2 - 0.1
        )

    @cached_property
    def one_line(self) -> bool:
        """Whether headings and formulas stand beside each other."""
        return beside(self.panels, self.frame, self.size.w)

    @property
    def tap_levels(self) -> list[int] | None:
        """The lines of the taps' values under the kernel, fit for it and for its flip."""
        return self._tap_levels[self.tap_lines - 1]

    @property
    def offset_levels(self) -> list[int] | None:
        """The lines of the offsets, likewise."""
        return self._offset_levels[self.offset_lines - 1]

    @cached_property
    def _tap_levels(self) -> list[list[int] | None]:
        size = self.frame.value_px
        return [self._levels(lambda panel, k: panel.problem.g.label((k,)), size, most) for most in (1, 2)]

    @cached_property
    def _offset_levels(self) -> list[list[int] | None]:
        size = self.frame.index_px
        return [self._levels(lambda p, k: index_text(p.reaches[k], signed=True), size, most) for most in (1, 2)]

    def _levels(self, label: Callable[[Panel, int], str], size: float, most: int) -> list[int] | None:
        found: list[list[int] | None] = []
        for panel in self.panels:
            widths = [text_width(label(panel, k), size) for k in range(len(panel.reaches))]
            xs = [reach * self.pitch for reach in panel.reaches]
            found += [labels.levels(row, xs, labels.GAP_EM * size, most) for row in (widths, widths[::-1])]
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
