"""Mosaics: every output as the mosaic of its pieces, every piece on its way there, and the totals beside them.

A piece's slot in its mosaic is s − t: a finished mosaic is the kernel as its output sees it, g turned half way round.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from functools import cached_property

from kernels import Piece

from ..marks.mark import Look
from ..marks.strokes import Stroke, hatching
from ..panel import Panel
from ..panel_layout import TOTAL_WEIGHT
from ..position import Place
from ..shapes import Role, Segments, Shape
from ..tempo import QUICK, Tempo
from ..theme import Hatch
from ..track import Move, Track, Values
from ..wording import value_text
from .cells import coloured_cell, empty_cell, indices, number
from .extents import all_outputs, products_name
from .layout import SEAM, GridLayout
from .pieces import Way, drawn_piece, resting

CALM_GROW = 1.3  # of a move: from the kernel's place to the cells that it is laid upon, and multiplied there
LANE_SPACING = 7.0  # px between the strokes of what is not kept
REST = 0.3  # s, between the legs of a piece's way
SPREAD = 0.5  # of a move, by which the last piece of a step lags behind the first


@dataclass(frozen=True, eq=False)
class Mosaics:
    """The outputs of a 2-D panel.

    `grow[step]`: 0 nothing is there yet, 0..1 weights go to the cells where they are multiplied. `flight[step]`: 0
    there, 1 in the mosaics. `aside[step]`: 1 on the bench, if the panel has one. `total[t]`: how much the sum is
    seen. `shown`: how much of all pieces is seen.
    """

    panel: Panel
    focus: Track
    shown: Track = field(default_factory=lambda: Track("pieces shown", 1.0))
    grow: Mapping[Place, Track] = field(init=False)
    flight: Mapping[Place, Track] = field(init=False)
    total: Mapping[Place, Track] = field(init=False)
    aside: Mapping[Place, Track] = field(init=False)

    def __post_init__(self) -> None:
        panel = self.panel
        object.__setattr__(self, "grow", {step: Track(f"grow {step}") for step in panel.steps})
        object.__setattr__(self, "flight", {step: Track(f"flight {step}") for step in panel.steps})
        object.__setattr__(self, "total", {t: Track(f"total {t}") for t in panel.outputs})
        benched = panel.steps if panel.bench else ()
        object.__setattr__(self, "aside", {step: Track(f"aside {step}") for step in benched})

    @cached_property
    def tracks(self) -> tuple[Track, ...]:
        """Two for every step, one for every output."""
        by_step = (*self.grow.values(), *self.flight.values(), *self.aside.values())
        return self.focus, self.shown, *by_step, *self.total.values()

    def make(self, step: Place, tempo: Tempo) -> list[Move]:
        """Weights go to the cells where they are multiplied, and the products to their mosaics; quick steps do both."""
        if tempo is QUICK:
            return [Move(self.grow[step], 1.0, tempo.lead), Move(self.flight[step], 1.0, tempo.lead, tempo.move)]
        spread = SPREAD * tempo.move * (len(self.panel.pieces[step]) > 1)
        legs = [(self.grow[step], CALM_GROW * tempo.move)]
        if step in self.aside:
            legs.insert(0 if self.panel.scatters else 1, (self.aside[step], tempo.move))
        moves, at = [], tempo.lead + tempo.move
        for track, seconds in (*legs, (self.flight[step], tempo.move + spread)):
            moves.append(Move(track, 1.0, at, seconds))
            at = round(at + seconds + REST, 6)
        return moves

    def shapes(self, look: Look, values: Values) -> Iterator[Shape]:
        """Both grids; what rests, row by row, as it was if nothing has changed there; totals; what is on its way."""
        place, strength, name = look.spot(self.panel.name, GridLayout), values[self.focus], self.panel.name
        if not place.merged:
            key = f"{name}.pieces"
            yield from indices(look, place.frame, place.pieces, key, products_name(self.panel), strength)
        yield from indices(look, place.frame, place.totals, f"{name}.totals", self.panel.letter, strength)
        yield from self._lane(look, place, strength)
        for t in all_outputs(self.panel):
            yield from self._frames(look, place, t, strength)
        for r, row in self._rows.items():
            state = (look, strength, values[self.shown], *(values[track] for track in row.tracks))
            if r not in self._known or self._known[r][0] != state:
                self._known[r] = state, list(self._resting(look, place, values, row))
            yield from self._known[r][1]
        for step, pieces in self.panel.pieces.items():
            grown, flown = values[self.grow[step]], values[self.flight[step]]
            aside = values[self.aside[step]] if step in self.aside else 0.0
            if max(grown, aside) > 0 and flown < 1:
                for i, piece in enumerate(pieces):
                    way = Way(grown, flown, i, len(pieces), aside)
                    yield from drawn_piece(look, place, self.panel, piece, way, strength, values[self.shown])

    def _lane(self, look: Look, place: GridLayout, strength: float) -> Iterator[Shape]:
        """The hatched lane around the outputs, for pieces that no output takes."""
        if not self.panel.scatters:
            return
        rows, columns, colour = place.pieces.rows, place.pieces.columns, look.ink(look.theme.axis, 0.5 * strength)
        outputs = self.panel.problem.all_outputs
        cells = [(r, c) for r in rows.indices for c in columns.indices]
        strokes: list[Stroke] = []
        for r, c in cells:
            if r not in outputs[0] or c not in outputs[1]:
                strokes += hatching(place.pieces.cell((r, c)).grown(-SEAM), Hatch.RISING, LANE_SPACING)
        if strokes:
            yield Segments(f"{self.panel.name}.lane", Role.GHOST, tuple(strokes), colour, 1.0)

    def _frames(self, look: Look, place: GridLayout, t: Place, strength: float) -> Iterator[Shape]:
        """The empty cells of an output in both grids; hatched where a stride skips it."""
        for block in place.outputs:
            key, rect = f"{self.panel.name}.{block.name}.{t[0]}.{t[1]}", block.inner(t)
            yield empty_cell(look, key, rect, strength)
            if not self.panel.problem.lands(t):
                strokes = hatching(rect, Hatch.RISING, LANE_SPACING)
                colour = look.ink(look.theme.axis, 0.5 * strength)
                yield Segments(f"{key}.skipped", Role.GHOST, strokes, colour, 1.0)

    def _resting(self, look: Look, place: GridLayout, values: Values, row: _Row) -> Iterator[Shape]:
        """The pieces that have arrived in a row of outputs, and its totals; pieces give way to one in their cell."""
        strength = values[self.focus]
        for t, pieces in row.pieces.items():
            there = [p for p in pieces if values[self.flight[self.panel.step_of(p)]] >= 1]
            shown = values[self.shown] * (1.0 - values[self.total[t]] if place.merged else 1.0)
            yield from resting(look, place, self.panel, t, there, strength, shown)
            yield from self._total(look, place, t, strength, values[self.total[t]])

    def _total(self, look: Look, place: GridLayout, t: Place, strength: float, opacity: float) -> Iterator[Shape]:
        if opacity <= 0:
            return
        panel, block, total = self.panel, place.totals, self.panel.total(t)
        key, rect = f"{panel.name}.total.{t[0]}.{t[1]}", block.inner(t)
        if block.numbers:
            text, colour = value_text(panel.problem, total), look.ink(look.theme.text, strength)
            frame = f"{panel.name}.totals.{t[0]}.{t[1]}"
            yield from number(place.number_px, key, rect, text, colour, TOTAL_WEIGHT, opacity, frame)
        else:
            yield coloured_cell(look, key, rect, place.share(block, float(total)), strength, opacity)

    @cached_property
    def _rows(self) -> dict[int, _Row]:
        rows: dict[int, dict[Place, tuple[Piece, ...]]] = {}
        for t, pieces in self.panel.landed.items():
            rows.setdefault(t[0], {})[t] = pieces
        return {r: self._row(pieces) for r, pieces in rows.items()}

    def _row(self, pieces: dict[Place, tuple[Piece, ...]]) -> _Row:
        steps = dict.fromkeys(self.panel.step_of(p) for ps in pieces.values() for p in ps)
        return _Row(pieces, (*(self.flight[step] for step in steps), *(self.total[t] for t in pieces)))

    @cached_property
    def _known(self) -> dict[int, tuple[tuple[object, ...], list[Shape]]]:
        """What every row looked like when it was last asked for: a shortcut, never a state."""
        return {}


@dataclass(frozen=True)
class _Row:
    """A row of outputs: the pieces of each, and all tracks that its looks at rest depend on."""

    pieces: Mapping[Place, tuple[Piece, ...]]
    tracks: tuple[Track, ...]
