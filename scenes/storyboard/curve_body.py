"""Curve body: two panels of curves over one x axis, side by side, or above one another in a tall frame."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property

import numpy as np

from kernels import Curves, Problem, profile_of

from . import labels
from .body import split
from .font import ASCENT, text_width
from .formula import formula_size
from .frame import Frame
from .panel import Extent
from .panel_layout import LEADING, Row
from .shapes import Rect, Weight
from .wording import index_text

POINTS = 260  # of a curve across a panel
LEAST_RESULT = 0.4  # of the height of g: what the last row has, also where y is 0
LEAST_JUMP, MOST_UPRIGHT = 0.02, 56  # of the height of g; copies up to which jumps are drawn upright
COARSE = 4  # levels of copies that are shown one by one
EDGE = 8.0  # px beyond the axis, for the pin at its end
HEADING_EM, INDEX_EM, GAP_EM = 1.5, 1.3, 0.75  # of heading and index type: what lines and gaps take


@dataclass(frozen=True, eq=False)
class CurvePanel:
    """One of the two panels: its name in the picture, what it is about, and the names of its three rows.

    `changing`: which of these names change with what the row shows; who shows it says them.
    """

    name: str
    heading: str
    formula: str
    rows: tuple[str, str, str]
    changing: tuple[str, ...] = ()


@dataclass(frozen=True)
class CurvePlace:
    """Where the parts of one panel stand: data, what is made of it, and y."""

    frame: Frame
    rect: Rect
    heading_y: float
    formula_y: float | None  # None: on the heading's own line
    first: float  # the x that stands at `left`
    left: float
    pitch: float  # px from one input to the next
    data: Row
    middle: Row
    result: Row
    index_every: int
    valued: bool  # whether there is room for the data's values over the steps

    def x(self, at: float) -> float:
        """Layout x of a place on the axis."""
        return self.left + (at - self.first) * self.pitch

    def index_y(self, row: Row) -> float:
        """The baseline of the indices under a row."""
        return row.bottom + (0.2 + ASCENT) * self.frame.index_px


@dataclass(frozen=True, eq=False)
class CurvePair:
    """Both panels of a problem whose kernel is a profile; they share their axis and one unit of height."""

    problem: Problem
    left: CurvePanel
    right: CurvePanel

    @cached_property
    def curves(self) -> Curves:
        """The staircase and the profile."""
        profile = profile_of(self.problem.kernel)
        if profile is None:
            raise ValueError(f"{self.problem.kernel.name} is no curve")  # a story's mistake: its check refuses this
        return Curves(self.problem.signal, profile)

    @cached_property
    def xs(self) -> np.ndarray:
        """The places at which curves are computed."""
        return np.linspace(*self.curves.span, POINTS)

    def xs_of_sum(self, level: float) -> np.ndarray:
        """Those places and, where copies are few, both sides of every jump, so that it is drawn upright."""
        (low, high), profile = self.curves.span, self.curves.profile
        centres = self.curves.centres(level)
        ends = np.array([profile.low, profile.high])
        edges = ends[profile.at(ends) > LEAST_JUMP]
        if not edges.size or centres.size > MOST_UPRIGHT:
            return self.xs
        jumps = np.add.outer(centres.ravel(), edges).ravel()
        xs: np.ndarray = np.unique(np.concatenate([self.xs, jumps - 1e-6, jumps + 1e-6]))
        return xs[(xs >= low) & (xs <= high)]

    @property
    def middle(self) -> int:
        """The whole t at which g stands, and where the slide rests."""
        return self.curves.count // 2

    @cached_property
    def peak(self) -> float:
        """How tall g is drawn: as tall as the tallest step, whatever the data are."""
        return float(np.abs(self.problem.signal.values).max()) or 1.0

    @cached_property
    def extents(self) -> tuple[Extent, Extent, Extent]:
        """Of the rows: the data with g, its copies, the sum and the integral."""
        values = [float(value) for value in self.problem.signal.values]
        with_g = Extent.of([*values, self.peak])
        sums = [self.curves.copies_sum(self.xs, float(level)) for level in range(COARSE)]
        drawn = np.concatenate([self.curves.y(self.xs), *sums])
        result = Extent.of([float(drawn.min()), float(drawn.max())])
        return with_g, with_g, result.joined(Extent(0.0, LEAST_RESULT * self.peak))

    def placed(self, frame: Frame, area: Rect) -> Mapping[str, object]:
        """A `CurvePlace` for each panel."""
        both = (self.left, self.right)
        rects = split(area, 2, frame)
        return {panel.name: self._place(frame, rect) for panel, rect in zip(both, rects, strict=True)}

    def _place(self, frame: Frame, rect: Rect) -> CurvePlace:
        size = frame.index_px
        low, high = self.curves.span
        gutter = max(text_width(name, size) for panel in (self.left, self.right) for name in panel.rows) + 0.6 * size
        pitch = (rect.w - gutter - EDGE) / (high - low)
        one_line = all(self._beside(frame, panel, rect.w) for panel in (self.left, self.right))
        heading = frame.heading_px * (HEADING_EM if one_line else HEADING_EM + 1.1)
        widths = [text_width(self.problem.signal.label((s,)), frame.value_px) for s in range(self.curves.count)]
        valued = labels.levels(widths, [s * pitch for s in range(len(widths))], labels.GAP_EM * frame.value_px, 1)
        heading += frame.value_px if valued is not None else 0.0
        free = rect.h - heading - 2 * INDEX_EM * size - 2 * GAP_EM * size
        unit = free / (sum(extent.span for extent in self.extents) or 1.0)
        rows, top = [], rect.y + heading
        for extent, below in zip(self.extents, (INDEX_EM + GAP_EM, GAP_EM, 0.0), strict=True):
            rows.append(Row(top + unit * extent.high, unit, top, top + unit * extent.span))
            top = rows[-1].bottom + below * size
        outermost = [text_width(index_text(s), size) for s in (0, self.curves.count - 1)]
        return CurvePlace(
            frame=frame,
            rect=rect,
            heading_y=rect.y + ASCENT * frame.heading_px,
            formula_y=None if one_line else rect.y + frame.heading_px * (LEADING + 0.55),
            first=low,
            left=rect.x + gutter,
            pitch=pitch,
            data=rows[0],
            middle=rows[1],
            result=rows[2],
            index_every=labels.every(outermost, pitch, labels.GAP_EM * size),
            valued=valued is not None,
        )

    def _beside(self, frame: Frame, panel: CurvePanel, width: float) -> bool:
        words = text_width(panel.heading, frame.heading_px, Weight.SEMIBOLD) + 0.85 * frame.heading_px
        return words + formula_size(panel.formula)[0] * frame.formula_px <= width
