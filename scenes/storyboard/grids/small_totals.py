"""The outputs of a small 2-D panel: what has come so far as a colour, and the total once it is complete."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from functools import cached_property

from ..marks.mark import Look
from ..marks.strokes import hatching
from ..panel import Panel
from ..panel_layout import TOTAL_WEIGHT
from ..position import Place, Position
from ..shapes import Rect, Role, Segments, Shape, box
from ..theme import Hatch
from ..track import Track, Values
from ..wording import value_text
from .cells import coloured_cell, empty_cell, indices, number
from .extents import all_outputs
from .layout import GridLayout
from .mosaics import LANE_SPACING


@dataclass(frozen=True, eq=False)
class SmallTotals:
    """`flight[step]`: how far the products of a step are in the outputs; `total[t]`: how much the sum is seen.

    `at`, `pointed`: the outline around one output. `outlined`: the one around all of them.
    """

    panel: Panel
    focus: Track
    at: Position
    pointed: Track
    outlined: Track = field(default_factory=lambda: Track("outlined"))
    flight: Mapping[Place, Track] = field(init=False)
    total: Mapping[Place, Track] = field(init=False)

    def __post_init__(self) -> None:
        object.__setattr__(self, "flight", {step: Track(f"flight {step}") for step in self.panel.steps})
        object.__setattr__(self, "total", {t: Track(f"total {t}") for t in self.panel.outputs})

    @cached_property
    def tracks(self) -> tuple[Track, ...]:
        """Those, and its outlines."""
        moving = (*self.flight.values(), *self.total.values())
        return self.focus, *self.at.tracks, self.pointed, self.outlined, *moving

    def shapes(self, look: Look, values: Values) -> Iterator[Shape]:
        """Indices, cells, outlines."""
        panel, strength = self.panel, values[self.focus]
        place = look.spot(panel.name, GridLayout)
        yield from indices(look, place.frame, place.totals, f"{panel.name}.totals", panel.letter, strength)
        for t in all_outputs(panel):
            key, rect = f"{panel.name}.totals.{t[0]}.{t[1]}", place.totals.inner(t)
            yield empty_cell(look, key, rect, strength)
            if not panel.problem.lands(t):
                strokes, colour = hatching(rect, Hatch.RISING, LANE_SPACING), look.ink(look.theme.axis, 0.5 * strength)
                yield Segments(f"{key}.skipped", Role.GHOST, strokes, colour, 1.0)
        for t in panel.outputs:
            yield from self._output(look, place, values, t, strength)
        colour, (r, c) = look.ink(look.theme.accent, strength), self.at.at(values)
        for name, rect, shown in (
            ("cursor", place.totals.cell((r, c)), values[self.pointed]),
            ("outline", self._all(place), values[self.outlined]),
        ):
            if shown > 0:
                key = f"{panel.name}.totals.{name}"
                yield box(key, Role.FOCUS, rect, stroke=colour, stroke_px=4, opacity=shown)

    def _all(self, place: GridLayout) -> Rect:
        first, last = place.totals.cell(self.panel.outputs[0]), place.totals.cell(self.panel.outputs[-1])
        return Rect(first.x, first.y, last.right - first.x, last.bottom - first.y)

    def _output(self, look: Look, place: GridLayout, values: Values, t: Place, strength: float) -> Iterator[Shape]:
        """One cell: the sum of what has arrived as a colour, until its number is there."""
        block, shown = place.totals, values[self.total[t]]
        key, rect = f"{self.panel.name}.total.{t[0]}.{t[1]}", block.inner(t)
        arrived = [values[track] * product for track, product in self._pieces[t]]
        so_far = sum(arrived) if shown < 1 else float(self.panel.total(t))
        faded = 1.0 - shown if block.numbers else 1.0
        if faded > 0 and (shown > 0 or any(arrived)):
            yield coloured_cell(look, f"{key}.colour", rect, place.share(block, so_far), strength, faded)
        if block.numbers:
            text, colour = value_text(self.panel.problem, self.panel.total(t)), look.ink(look.theme.text, strength)
            yield from number(place.number_px, key, rect, text, colour, TOTAL_WEIGHT, shown)

    @cached_property
    def _pieces(self) -> dict[Place, list[tuple[Track, float]]]:
        """By output: the step that brings a piece, and the product."""
        return {
            t: [(self.flight[self.panel.step_of(p)], float(p.product)) for p in pieces]
            for t, pieces in self.panel.landed.items()
        }
