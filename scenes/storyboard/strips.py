"""Strips: a body of rows of bars above one another over the same columns, with words at the left and the right."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from . import labels
from .font import ASCENT, text_width
from .frame import Frame
from .panel import Extent
from .panel_layout import BAR_SHARE, Row
from .shapes import Rect, Weight

WIDEST_COLUMN = 104.0  # px
TALLEST = 0.24  # of the body's height for the bars of one strip
OWN_SHARE = 0.16  # of the height for bars that goes to a strip with a unit of its own
INDEX_EM = 1.15  # a line of indices
VALUE_GAP_EM = 0.3  # between bars and their values, where the pin's disc ends
WORDS_EM = 0.8  # between the columns and the words beside them


@dataclass(frozen=True)
class StripPlan:
    """One row of bars: what it must hold, and the labels under it, by column.

    `own_unit`: False for taps, which all share one unit of height. `above_em`: what stays free above it, in em of an
    index.
    """

    name: str
    extent: Extent
    values: Mapping[int, str] = field(default_factory=dict)
    indices: Mapping[int, str] = field(default_factory=dict)
    own_unit: bool = False
    above_em: float = 0.5


@dataclass(frozen=True)
class Strip:
    """Where a strip stands; `value_levels` in the columns' order, None where the values have no room."""

    frame: Frame
    row: Row
    value_levels: Sequence[int] | None
    index_every: int

    @property
    def top(self) -> float:
        """Where the tallest bar ends."""
        return self.row.top

    @property
    def axis(self) -> float:
        """y of the axis."""
        return self.row.axis

    @property
    def name_y(self) -> float:
        """The baseline of words beside the axis, just above it."""
        return self.axis - 0.22 * self.frame.index_px

    def value_y(self, level: int = 0) -> float:
        """The baseline of the values under the bars."""
        return self.row.bottom + (VALUE_GAP_EM + ASCENT + level) * self.frame.value_px

    @property
    def index_y(self) -> float:
        """The baseline of the indices under the values."""
        return self.row.bottom + _values_h(self.frame, self.value_levels) + (0.1 + ASCENT) * self.frame.index_px

    @property
    def bottom(self) -> float:
        """Where the last line of labels ends."""
        return self.index_y + 0.25 * self.frame.index_px


@dataclass(frozen=True)
class Columns:
    """The columns that all strips share, and where the words at the left and the right of them begin."""

    first: int
    count: int
    pitch: float
    left: float  # x of the first column's left edge
    before: float
    beyond: float

    def x(self, column: float) -> float:
        """The middle of a column."""
        return self.left + (column - self.first + 0.5) * self.pitch

    @property
    def right(self) -> float:
        """x of the last column's right edge."""
        return self.left + self.count * self.pitch

    @property
    def bar(self) -> float:
        """The width of a bar."""
        return self.pitch * BAR_SHARE


@dataclass(frozen=True, eq=False)
class Strips:
    """The body: strips from top to bottom, the columns, and the words that must fit beside them.

    `small` words are as large as indices, `large` ones as headings; `top_em` stays free above the first strip, in em
    of an index.
    """

    columns: range
    plans: Sequence[StripPlan]
    left: Sequence[str]
    small: Sequence[str]
    large: Sequence[str]
    top_em: float = 0.0

    def placed(self, frame: Frame, area: Rect) -> Mapping[str, object]:
        """A `Strip` for every plan by its name, and the `Columns` as "columns"."""
        columns = self._columns(frame, area)
        levels = [_levels(frame, plan, columns.pitch) for plan in self.plans]
        free = area.h - self.top_em * frame.index_px
        for plan, level in zip(self.plans, levels, strict=True):
            free -= _labels_h(frame, plan, level) + plan.above_em * frame.index_px
        units, spare = self._units(area.h, free)
        places: dict[str, object] = {"columns": columns}
        y = area.y + self.top_em * frame.index_px
        for plan, level, unit in zip(self.plans, levels, units, strict=True):
            y += plan.above_em * frame.index_px + spare / len(self.plans)
            row = Row(y + plan.extent.high * unit, unit, y, y + plan.extent.span * unit)
            widest = max((text_width(text, frame.index_px) for text in plan.indices.values()), default=0.0)
            every = labels.every([widest], columns.pitch, labels.GAP_EM * frame.index_px)
            places[plan.name] = Strip(frame, row, level, every)
            y = row.bottom + _labels_h(frame, plan, level)
        return places

    def _columns(self, frame: Frame, area: Rect) -> Columns:
        gap = WORDS_EM * frame.index_px
        left = max(text_width(text, frame.index_px) for text in self.left) + gap
        wide = [text_width(text, frame.index_px) for text in self.small]
        wide += [text_width(text, frame.heading_px, Weight.SEMIBOLD) for text in self.large]
        right = max(wide, default=0.0) + gap
        pitch = min((area.w - left - right) / len(self.columns), WIDEST_COLUMN)
        start = area.x + (area.w - left - right - pitch * len(self.columns)) / 2
        end = start + left + pitch * len(self.columns)
        return Columns(self.columns.start, len(self.columns), pitch, start + left, start, end + gap)

    def _units(self, height: float, free: float) -> tuple[list[float], float]:
        """px per unit of value for every strip, and the height that is left over."""
        own = [plan for plan in self.plans if plan.own_unit]
        shared = sum(plan.extent.span for plan in self.plans if not plan.own_unit) or 1.0
        tallest = max((plan.extent.span for plan in self.plans if not plan.own_unit), default=1.0) or 1.0
        for_own = min(OWN_SHARE * free, TALLEST * height)
        unit = min((free - for_own * len(own)) / shared, TALLEST * height / tallest)
        units = [for_own / (p.extent.span or 1.0) if p.own_unit else unit for p in self.plans]
        used = sum(plan.extent.span * u for plan, u in zip(self.plans, units, strict=True))
        return units, max(free - used, 0.0)


def _levels(frame: Frame, plan: StripPlan, pitch: float) -> Sequence[int] | None:
    placed = sorted(plan.values.items())
    widths = [text_width(text, frame.value_px) for _, text in placed]
    return labels.levels(widths, [column * pitch for column, _ in placed], labels.GAP_EM * frame.value_px)


def _values_h(frame: Frame, levels: Sequence[int] | None) -> float:
    return 0.0 if not levels else (max(levels) + 1 + VALUE_GAP_EM) * frame.value_px


def _labels_h(frame: Frame, plan: StripPlan, levels: Sequence[int] | None) -> float:
    return _values_h(frame, levels) + (INDEX_EM * frame.index_px if plan.indices else 0.0)
