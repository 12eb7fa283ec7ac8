"""The cells of a matrix: the weights that have been placed, the quiet grid around them, and the fold of ghosts."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from functools import cached_property

from kernels import Piece

from ..matrix_place import MatrixPlace
from ..panel import Panel
from ..shapes import Polygon, Rect, Role, Segments, Shape, box
from ..theme import Hatch, TapStyle
from ..track import Track, Values
from ..wording import value_text, weight_text
from .mark import Look
from .stacks import at
from .strokes import dashed, hatching, outline
from .tile import number, pin, tile

LANE_SPACING = 9.0  # px between the strokes of what is no part of W
STEPS_BACK = 0.8  # how much of a diagonal goes while another one is looked at


@dataclass(frozen=True, eq=False)
class MatrixCells:
    """The weights W_ext of a panel, each in its tap's colour.

    `placed[step]`: whether the copy at s, or the filter at t, stands there. `quiet[k]`: how far tap k's diagonal steps
    back. `fold`: 0 ghosts have columns of their own, 1 they have been added to the inputs that they repeat.
    """

    panel: Panel
    focus: Track
    placed: Mapping[int, Track] = field(init=False)
    quiet: tuple[Track, ...] = field(init=False)
    fold: Track = field(init=False)

    def __post_init__(self) -> None:
        panel = self.panel
        object.__setattr__(self, "placed", {step: Track(f"placed {step}") for step in panel.steps})
        object.__setattr__(self, "quiet", tuple(Track(f"quiet {k}") for k in range(len(panel.reaches))))
        object.__setattr__(self, "fold", Track("fold"))

    @cached_property
    def tracks(self) -> tuple[Track, ...]:
        """One for every step and tap."""
        return (self.focus, self.fold, *self.quiet, *self.placed.values())

    def shapes(self, look: Look, values: Values) -> Iterator[Shape]:
        """Lanes, grid, then the weights by row and column."""
        place = look.spot(self.panel.name, MatrixPlace)
        yield from self._lanes(look, place, values[self.focus])
        yield from self._grid(look, place, values[self.focus], values[self.fold])
        styles = look.theme.taps(self.panel.offsets)
        for pieces in self._groups.values():
            shown = [p for p in pieces if values[self.placed[self.panel.step_of(p)]] > 0]
            if values[self.fold] > 0 and self.panel.lands(pieces[0]):
                yield from self._folded(look, place, values, shown, styles)
            else:
                for piece in shown:
                    yield from self._cell(look, place, values, piece, styles[piece.tap[0]])

    @cached_property
    def _groups(self) -> dict[tuple[int, int | None], list[Piece]]:
        """The pieces that fold together: those of one row whose data come from one input."""
        groups: dict[tuple[int, int | None], list[Piece]] = defaultdict(list)
        for pieces in self.panel.pieces.values():
            for piece in pieces:
                source = self.panel.problem.source(piece.s)
                groups[piece.t[0], piece.s[0] if source is None else source[0]].append(piece)
        return groups

    def _lanes(self, look: Look, place: MatrixPlace, strength: float) -> Iterator[Shape]:
        """Hatching where rows are not kept and where columns are padding."""
        inner, name = place.inner, self.panel.name
        colour = look.ink(look.theme.axis, 0.5 * strength)
        rects = {}
        for t in place.rows.indices:
            if not self.panel.problem.lands((t,)):
                y = place.rows.start(t)
                rects[f"row.{t}"] = Rect(inner.x, y, inner.w, place.rows.end(t) - y)
        for s in place.columns.indices:
            if s not in place.shown:
                x = place.columns.start(s)
                rects[f"column.{s}"] = Rect(x, inner.y, place.columns.end(s) - x, inner.h)
        for key, rect in rects.items():
            strokes = hatching(rect, Hatch.RISING, LANE_SPACING)
            if strokes:
                yield Segments(f"{name}.lane.{key}", Role.GHOST, strokes, colour, 1.2)

    def _grid(self, look: Look, place: MatrixPlace, strength: float, fold: float) -> Iterator[Shape]:
        """Thin lines between columns and rows; ghost columns have a dashed frame, which goes when they fold."""
        inner, name, theme = place.inner, self.panel.name, look.theme
        real = [s for s in place.shown if not self.panel.is_ghost(s)]
        left, right = place.columns.start(real[0]), place.columns.end(real[-1])
        xs = [place.columns.start(s) for s in real[1:]]
        ts = [t for t in place.rows.indices if self.panel.problem.lands((t,))]
        ys = [place.rows.start(t) for t in ts[1:]]
        lines = [((x, inner.y), (x, inner.bottom)) for x in xs] + [((left, y), (right, y)) for y in ys]
        if lines:
            yield Segments(f"{name}.grid", Role.GHOST, tuple(lines), look.ink(theme.axis, 0.28 * strength), 1)
        frame = Rect(left, inner.y, right - left, inner.h)
        yield box(f"{name}.frame", Role.GHOST, frame, stroke=look.ink(theme.axis, strength), stroke_px=2)
        for s in place.shown:
            if self.panel.is_ghost(s) and fold < 1:
                x = place.columns.start(s)
                rect = Rect(x, inner.y, place.columns.end(s) - x, inner.h).grown(-1)
                strokes = dashed(outline(rect), 4, 5)
                colour = look.ink(theme.axis, 0.8 * strength)
                yield Segments(f"{name}.ghost.{s}", Role.GHOST, strokes, colour, 1.5, opacity=1 - fold)

    def _cell(
        self, look: Look, place: MatrixPlace, values: Values, piece: Piece, style: TapStyle, rect: Rect | None = None
    ) -> Iterator[Shape]:
        """One weight: filled and hatched; a weight that counts nowhere is an outline, a weight of 0 only its number."""
        t, s = at(piece)
        key, rect = f"{self.panel.name}.cell.{t}.{s}", rect or place.cell(t, s)
        quiet = values[self.quiet[piece.tap[0]]]
        strength = values[self.focus] * (1 - STEPS_BACK * quiet)
        if not self.panel.lands(piece) or self.panel.problem.source(piece.s) is None:
            fill = look.ink(style.fill, 0.8 * strength)
            opacity = 0.9 * (1 - values[self.fold]) if piece.ghost else 0.9
            yield box(f"{key}.lost", Role.GHOST, rect, stroke=fill, stroke_px=min(1.5, rect.h / 3), opacity=opacity)
            return
        label = weight_text(self.panel.problem, piece) if place.numbers else ""
        yield from tile(look, place.frame, key, rect, style, strength, label if quiet < 0.5 else "", bool(piece.weight))
        if piece.offset == (0,):
            yield pin(look, f"{key}.pin", rect, strength)

    def _folded(
        self, look: Look, place: MatrixPlace, values: Values, pieces: list[Piece], styles: tuple[TapStyle, ...]
    ) -> Iterator[Shape]:
        """The weights of one input and its ghosts on their way into one cell, where they share the width."""
        fold, panel = values[self.fold], self.panel
        counted = [p for p in pieces if p.weight] or pieces[:1]
        source = panel.problem.source(counted[0].s) if counted else None
        if source is None:  # padding counts for nothing: it folds onto no input
            for piece in counted:
                yield from self._cell(look, place, values, piece, styles[piece.tap[0]])
            return
        t, home = counted[0].t[0], place.cell(counted[0].t[0], source[0])
        share = home.w / len(counted)
        for i, piece in enumerate(counted):
            start = place.cell(t, piece.s[0])
            x, w = start.x + (home.x + i * share - start.x) * fold, start.w + (share - start.w) * fold
            rect, style = Rect(x, home.y, w, home.h), styles[piece.tap[0]]
            if fold >= 1 and len(counted) > 1:
                key = f"{panel.name}.folded.{t}.{source[0]}"
                if i == 0:
                    yield box(key, Role.BAR, home, fill=look.ink(style.fill, values[self.focus]))
                for shape in tile(look, place.frame, f"{key}.{piece.s[0]}", rect, style, values[self.focus], "", True):
                    yield shape if not isinstance(shape, Polygon) else _ghostly(shape)
            else:
                alone = len(counted) == 1 or fold <= 0
                label = weight_text(panel.problem, piece) if place.numbers and alone else ""
                key = f"{panel.name}.cell.{t}.{piece.s[0]}"
                yield from tile(look, place.frame, key, rect, style, values[self.focus], label, bool(piece.weight))
                if piece.offset == (0,):
                    yield pin(look, f"{key}.pin", rect, values[self.focus])
        if fold >= 1 and len(counted) > 1 and place.numbers:
            text = value_text(panel.problem, panel.problem.weight((t,), source))
            yield from number(look, place.frame, f"{panel.name}.folded.{t}.{source[0]}", home, text)


def _ghostly(tile: Polygon) -> Polygon:
    """A part of a tile that carries no text of its own."""
    return Polygon(tile.key, Role.GHOST, tile.points, tile.fill, tile.stroke, tile.stroke_px, tile.opacity)
