"""The body of four small panels: input-centred ones left, output-centred ones right, one row for each operator."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property, reduce

from . import labels
from .font import ASCENT, DESCENT, text_width
from .frame import Frame
from .panel import Extent, Panel
from .panel_layout import TOTAL_WEIGHT, Row, beside
from .part_places import BOX_PAD, Band, HeadingPlace, VectorPlace, fit_vector
from .shapes import Rect
from .wording import index_text, value_text

COLUMN_GAP_EM = 2.0  # of the heading, between left and right: the signs stand there
WIDEST_COLUMN = 64.0  # px
LINE = ASCENT + DESCENT  # em that a number needs
AFTER_SIGN_EM = 1.6  # of the heading, left free for a sign at the end of a line in tall frames


@dataclass(frozen=True)
class SmallPlace:
    """The place of one small panel: heading, the kernel as a strip of cells, bars, totals and indices."""

    panel: Panel
    frame: Frame
    rect: Rect
    columns: Band
    strip: tuple[float, float]  # top and bottom of the kernel's cells
    numbers: bool  # whether every tap fits into its cell
    bars: Row
    totals_y: float  # baseline of the upper line of totals
    levels: Mapping[int, int] | None  # the line of every total; None: there is room for the one in focus only
    index_y: float
    index_every: int

    def cell(self, column: float) -> Rect:
        """A cell of the kernel's strip."""
        x, w = self.columns.start(column), self.columns.end(column) - self.columns.start(column)
        seam = min(1.5, 0.12 * w)
        return Rect(x + seam, self.strip[0], w - 2 * seam, self.strip[1] - self.strip[0])

    def pile(self, column: float, low: float, high: float) -> Rect:
        """A piece of the pile in a column, from one value to another."""
        x, w = self.columns.start(column), self.columns.end(column) - self.columns.start(column)
        top, bottom = sorted((self.bars.y(low), self.bars.y(high)))
        return Rect(x + 0.13 * w, top, 0.74 * w, bottom - top)

    def total_y(self, t: int) -> float:
        """The baseline of a total."""
        return self.totals_y + (self.levels or {}).get(t, 0) * self.frame.value_px

    @property
    def totals_box(self) -> Rect:
        """What an outline around the outputs encloses: their totals, or where there is no room for all, their bars."""
        ts, size = self.panel.outputs, self.frame.value_px
        half = (self.columns.ends[0] - self.columns.starts[0]) / 2
        half = max(half, *self._ends) if self.levels is not None else half
        x, right = self.columns.middle(ts[0]) - half, self.columns.middle(ts[-1]) + half
        if self.levels is None:
            return Rect(x, self.bars.top - 3, right - x, self.bars.bottom - self.bars.top + 6)
        top = self.totals_y - (ASCENT + 0.08) * size
        return Rect(x, top, right - x, (LINE + 0.1 + max(self.levels.values())) * size)

    @property
    def _ends(self) -> tuple[float, float]:
        """Half of what the outermost totals need."""
        problem, ts = self.panel.problem, self.panel.outputs
        texts = [value_text(problem, problem.total((t,))) for t in (ts[0], ts[-1])]
        first, last = (text_width(text, self.frame.value_px, TOTAL_WEIGHT) / 2 + 3 for text in texts)
        return first, last


@dataclass(frozen=True)
class SignPlace:
    """Where a sign between panels stands."""

    x: float
    y: float
    size_px: float


@dataclass(frozen=True, eq=False)
class PanelQuad:
    """Four panels, row by row; in a tall frame all above one another, with f only once."""

    panels: Sequence[Panel]

    def placed(self, frame: Frame, area: Rect) -> Mapping[str, object]:
        """A `SmallPlace` and a `HeadingPlace` for every panel, `left`, `right` for both sides, three `SignPlace`s.

        In 2-D a `GridLayout` and a `HeadingPlace` for every panel, and the signs'.
        """
        if self.panels[0].problem.ndim > 1:
            from .grids.quad_fit import GridQuadFit  # here, because it places signs as this module does

            return GridQuadFit(frame, self.panels, area).places()
        return QuadFit(frame, self.panels, area).places()


class QuadFit:
    """Fits four panels that share columns and units into an area."""

    def __init__(self, frame: Frame, panels: Sequence[Panel], area: Rect) -> None:
        self.frame, self.panels, self.area = frame, panels, area
        self.gutter = text_width("f(s)", frame.index_px) + 0.5 * frame.index_px
        gap = COLUMN_GAP_EM * frame.heading_px
        self.width = area.w if frame.stacked else (area.w - gap) / 2
        columns = [panel.columns for panel in panels]
        self.columns = range(min(c.start for c in columns), max(c.stop for c in columns))
        self.inputs = sorted({s for panel in panels for s in panel.inputs})
        self.extent = reduce(Extent.joined, [panel.stack_extent for panel in panels])

    @cached_property
    def pitch(self) -> float:
        """Of the columns; the widest total may stand over half a column at either end."""
        texts = [value_text(p.problem, p.problem.total((t,))) for p in self.panels for t in p.outputs]
        beyond = max(text_width(text, self.frame.value_px, TOTAL_WEIGHT) for text in texts) / 2
        return min((self.width - self.gutter - beyond) / len(self.columns), WIDEST_COLUMN)

    @cached_property
    def numbers(self) -> bool:
        """Whether every tap fits into its cell."""
        g, size = self.panels[0].problem.g, self.frame.value_px
        widest = max(text_width(g.label((k,)), size) for k in range(g.shape[0]))
        return widest + max(BOX_PAD, labels.GAP_EM * size) <= self.pitch

    @cached_property
    def levels(self) -> list[list[int]] | None:
        """The lines of all totals, panel by panel."""
        size, found = self.frame.value_px, []
        for panel in self.panels:
            texts = [value_text(panel.problem, panel.problem.total((t,))) for t in panel.outputs]
            widths = [text_width(text, size, TOTAL_WEIGHT) for text in texts]
            first = self.gutter + (panel.outputs[0] - self.columns.start + 0.5) * self.pitch - widths[0] / 2
            line = labels.levels(widths, [t * self.pitch for t in panel.outputs], labels.GAP_EM * size)
            if line is None or first < text_width("y(t)", self.frame.index_px) + labels.GAP_EM * size:
                return None
            found.append(line)
        return found

    def places(self) -> dict[str, object]:
        """Every part's place, by name."""
        area, size, stacked = self.area, self.frame.heading_px, self.frame.stacked
        sides = [area] if stacked else [Rect(area.x, 0, self.width, 0), Rect(area.right - self.width, 0, self.width, 0)]
        top = area.y if stacked else area.y + 1.25 * size
        vector = self._vectors(top, sides)
        top = vector["left f"].bottom + 0.42 * size
        count = 4 if stacked else 2
        gap = 0.5 * size
        height = (area.bottom - top - gap * (count - 1)) / count
        found: dict[str, object] = {**vector}
        for side, x in zip(("left", "right"), (sides[0].x, sides[-1].x), strict=True):
            rect = Rect(x, area.y, self.width, size)
            found[f"{side} heading"] = HeadingPlace(self.frame, rect, area.y + ASCENT * size, None, shown=not stacked)
        for i, panel in enumerate(self.panels):
            row, column = (i, 0) if stacked else divmod(i, 2)
            place = self._panel(panel, Rect(sides[column].x, top + row * (height + gap), self.width, height), i)
            found[panel.name] = place
            found[f"{panel.name} heading"] = self._heading(place.rect)
        return {**found, **self._signs([found[panel.name] for panel in self.panels])}  # type: ignore[misc]

    def _vectors(self, top: float, sides: Sequence[Rect]) -> dict[str, VectorPlace]:
        """f at the top of each side; in a tall frame only once."""
        frame, found = self.frame, {}
        shown = {
            side: sorted({s for p in self.panels[i::2] for s in p.inputs}) for i, side in enumerate(("left", "right"))
        }
        if frame.stacked:
            shown = dict.fromkeys(shown, self.inputs)
        fits = {side: fit_vector(self.panels[0].problem, frame, s, self.pitch) for side, s in shown.items()}
        lines = max(fit.lines for fit in fits.values())
        sources = 0.95 * frame.index_px if any(panel.folds for panel in self.panels) else 0.0
        bottom = top + sources + 1.15 * frame.index_px + (1.12 + lines) * frame.value_px + 4
        for side, rect in zip(("left", "right"), (sides[0], sides[-1]), strict=True):
            found[f"{side} f"] = VectorPlace(
                frame, fits[side], shown[side], self._band(rect), rect.x, rect.right, bottom,
                drawn=side == "left" or not frame.stacked,
            )  # fmt: skip
        return found

    def _band(self, rect: Rect) -> Band:
        left = rect.x + self.gutter + max(0.0, (rect.w - self.gutter - self.pitch * len(self.columns)) / 2)
        return Band.of(dict.fromkeys(self.columns, 1.0), self.pitch, left)

    def _heading(self, rect: Rect) -> HeadingPlace:
        size = self.frame.heading_px
        width = rect.w - (AFTER_SIGN_EM * size if self.frame.stacked else 0.0)
        fits = beside(self.panels, self.frame, width)
        return HeadingPlace(self.frame, Rect(rect.x, rect.y, width, rect.h), rect.y + ASCENT * size, None, fits)

    def _panel(self, panel: Panel, rect: Rect, i: int) -> SmallPlace:
        frame = self.frame
        value, index = frame.value_px, frame.index_px
        strip_top = rect.y + 1.3 * frame.heading_px
        strip_bottom = strip_top + (LINE * value + 5 if self.numbers else 0.7 * value)
        lines = 1 + max((max(levels) for levels in self.levels or []), default=0)
        totals_top = rect.bottom - 1.15 * index - (lines - 1) * value - 1.05 * value
        top, bottom = strip_bottom + 0.35 * index, totals_top - 0.2 * index
        unit = max(bottom - top, 4.0) / (self.extent.span or 1.0)
        outer = [text_width(index_text(c), index) for c in (self.columns[0], self.columns[-1])]
        return SmallPlace(
            panel=panel,
            frame=frame,
            rect=rect,
            columns=self._band(rect),
            strip=(strip_top, strip_bottom),
            numbers=self.numbers,
            bars=Row(top + unit * self.extent.high, unit, top, bottom),
            totals_y=totals_top + (ASCENT + 0.08) * value,
            levels=None if self.levels is None else dict(zip(panel.outputs, self.levels[i], strict=True)),
            index_y=rect.bottom - DESCENT * index,
            index_every=labels.every(outer, self.pitch, labels.GAP_EM * index),
        )

    def _signs(self, places: Sequence[SmallPlace]) -> dict[str, SignPlace]:
        """Between the panels of each row, and between the rows."""
        size = 1.25 * self.frame.heading_px
        if self.frame.stacked:
            x = self.area.right - 0.35 * size
            ys = [place.rect.y + ASCENT * self.frame.heading_px + 0.1 * size for place in places[1:]]
            return {f"sign {i}": SignPlace(x, y, size) for i, y in enumerate(ys)}
        x, between = self.area.middle[0], (places[0].rect.bottom + places[2].rect.y) / 2 + 0.3 * size
        ys = [places[0].totals_y, between, places[2].totals_y]
        return {f"sign {i}": SignPlace(x, y, size) for i, y in enumerate(ys)}
