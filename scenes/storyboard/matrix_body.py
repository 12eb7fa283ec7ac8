"""The body of films about the matrix: one or two matrices of one size, fitted so that the weights can be read."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property, reduce

from . import labels
from .body import split
from .font import ASCENT, DESCENT, text_width
from .frame import Frame
from .matrix_place import ROW_GAP_EM, THIN, MatrixPlace
from .panel import Extent, Panel
from .panel_layout import LEADING, TOTAL_WEIGHT, beside
from .part_places import BOX_PAD, Band, HeadingPlace, VectorFit, VectorPlace, fit_vector
from .shapes import Rect
from .wording import index_text, value_text

MOST_CELL = 76.0  # px; few inputs stay a matrix, not a wall
SLIMMEST, WIDEST = 0.62, 1.7  # a cell's width to its height, unless its number needs more
PILE_SHARES = 0.28, 0.22, 0.16, 0.11  # of the width for cells and piles; the first that leaves room for the numbers
LINE = ASCENT + DESCENT  # em that a number needs


@dataclass(frozen=True, eq=False)
class MatrixPair:
    """Matrices side by side, or above one another in a tall frame; they share their columns, rows and units."""

    panels: Sequence[Panel]

    def placed(self, frame: Frame, area: Rect) -> Mapping[str, object]:
        """A `MatrixPlace`, a `HeadingPlace` and a `VectorPlace` for every panel."""
        rects = split(area, len(self.panels), frame)
        fit = MatrixFit(frame, self.panels, rects[0])
        places: dict[str, object] = {}
        for panel, rect in zip(self.panels, rects, strict=True):
            place = places[panel.name] = fit.placed(panel, rect)
            places[f"{panel.name} heading"] = fit.heading(rect)
            places[f"{panel.name} f"] = fit.vector(place)
        return places


class MatrixFit:
    """Fits matrices of one problem into rectangles of one size."""

    def __init__(self, frame: Frame, panels: Sequence[Panel], size: Rect) -> None:
        self.frame, self.panels, self.size = frame, panels, size
        self.problem = panels[0].problem
        em, ts = frame.index_px, panels[0].outputs
        rows = max(text_width(index_text(t), em) for t in (ts[0], ts[-1])) + text_width("t", em)
        self.gutter = max(text_width("f(s)", em) + 0.6 * em, rows + (ROW_GAP_EM + 1.1 * labels.GAP_EM) * em)
        self.gap = labels.GAP_EM * frame.value_px
        texts = [value_text(self.problem, self.problem.total((t,))) for t in panels[0].outputs]
        self.total_width = max(
            text_width("y(t)", frame.index_px), *(text_width(text, frame.value_px, TOTAL_WEIGHT) for text in texts)
        )
        self.extent = reduce(Extent.joined, [panel.stack_extent for panel in panels])

    @cached_property
    def columns(self) -> dict[int, float]:
        """Every s of W_ext with its share of the pitch: zero ghosts are thin."""
        return {s: THIN if self.problem.source((s,)) is None else 1.0 for s in self.problem.extended[0]}

    @cached_property
    def rows(self) -> dict[int, float]:
        """Every t that is an output or that a copy touches: what is not kept is thin."""
        touched = {p.t[0] for (s,) in self.problem.scatter_order() for p in self.problem.copy_pieces((s,))}
        ends = [*touched, *self.problem.all_outputs[0]]
        return {t: 1.0 if self.problem.lands((t,)) else THIN for t in range(min(ends), max(ends) + 1)}

    @cached_property
    def label_width(self) -> float:
        """What the widest weight needs in a cell."""
        g = self.problem.g
        return max(text_width(g.label((k,)), self.frame.value_px) for k in range(g.shape[0])) + max(self.gap, BOX_PAD)

    @cached_property
    def one_line(self) -> bool:
        """Whether headings and formulas stand beside each other."""
        return beside(self.panels, self.frame, self.size.w)

    @property
    def above(self) -> float:
        """The height of all that stands above the matrix, when f(s) takes one line."""
        frame = self.frame
        heading = frame.heading_px * (1.25 if self.one_line else 2.45)
        sources = 0.95 * frame.index_px if self.folds else 0.0
        return heading + sources + 1.15 * frame.index_px + 1.12 * frame.value_px + 10

    @property
    def folds(self) -> bool:
        """Whether ghosts repeat inputs."""
        return any(share == 1.0 and self.problem.is_ghost((s,)) for s, share in self.columns.items())

    @cached_property
    def shown(self) -> list[int]:
        """The s of full columns."""
        return [s for s, share in self.columns.items() if share == 1.0]

    def _vector(self, pitch: float) -> VectorFit:
        return fit_vector(self.problem, self.frame, self.shown, pitch)

    @cached_property
    def _cells(self) -> tuple[float, float, float, VectorFit]:
        """(column pitch, row pitch, width of the piles, the fit of f)."""
        found = [self._tried(share) for share in PILE_SHARES]
        return next((cells for cells in found if self._readable(cells)), found[1])

    def _readable(self, cells: tuple[float, float, float, VectorFit]) -> bool:
        return cells[0] >= self.label_width and cells[1] >= LINE * self.frame.value_px + 4

    def _tried(self, pile_share: float) -> tuple[float, float, float, VectorFit]:
        room = self.size.w - self.gutter - self.total_width - 2 * self.gap
        wide, high = sum(self.columns.values()), sum(self.rows.values())
        column = min((1 - pile_share) * room / wide, MOST_CELL)
        vector = self._vector(column)
        row = min((self.size.h - self.above - vector.lines * self.frame.value_px - 4) / high, MOST_CELL)
        row = min(row, max(column / SLIMMEST, LINE * self.frame.value_px + 6))
        column = min(column, max(row * WIDEST, self.label_width))
        narrower = self._vector(column)
        row = min(row, (self.size.h - self.above - narrower.lines * self.frame.value_px - 4) / high)
        return column, row, min(room - column * wide, 0.5 * room), narrower

    def heading(self, rect: Rect) -> HeadingPlace:
        """The place of a panel's heading."""
        size = self.frame.heading_px
        below = None if self.one_line else rect.y + size * (LEADING + 0.6)
        return HeadingPlace(self.frame, rect, rect.y + ASCENT * size, below)

    def vector(self, place: MatrixPlace) -> VectorPlace:
        """The place of f above a matrix."""
        size = self.frame.index_px
        right = place.totals_x - text_width("y(t)", size) - 0.6 * size
        bottom = place.rows.starts[0] - 7
        return VectorPlace(self.frame, self._cells[3], self.shown, place.columns, place.rect.x, right, bottom)

    def placed(self, panel: Panel, rect: Rect) -> MatrixPlace:
        """The matrix of a panel in `rect`."""
        frame = self.frame
        column, row, piles, vector = self._cells
        lines = vector.lines
        used = self.gutter + column * sum(self.columns.values()) + 2 * self.gap + piles + self.total_width
        left = rect.x + self.gutter + (rect.w - used) / 2
        spare = rect.h - self.above - lines * frame.value_px - row * sum(self.rows.values())
        top = rect.y + self.above + lines * frame.value_px + 0.4 * spare
        columns, rows = Band.of(self.columns, column, left), Band.of(self.rows, row, top)
        pile_left = columns.ends[-1] + self.gap
        unit = piles / (self.extent.span or 1.0)
        return MatrixPlace(
            panel=panel,
            frame=frame,
            rect=rect,
            columns=columns,
            rows=rows,
            numbers=self._readable(self._cells),
            names_y=top - 7 - 0.3 * frame.value_px,
            row_every=labels.every([LINE * frame.index_px], row, 1.0),
            zero_x=pile_left - self.extent.low * unit,
            unit=unit,
            piles=(pile_left, pile_left + piles),
            totals_x=pile_left + piles + self.gap + self.total_width,
            totals=row >= LINE * frame.value_px,
        )
