"""The marks of four small 2-D panels around one f, and the movements that their story is told in."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace
from functools import cached_property
from itertools import product

from kernels import Kernel, Operator

from ..choreography import FADE, fade, in_order, run_starts
from ..marks.mark import Look, Mark
from ..marks.panel_heading import PanelHeading
from ..panel import Panel
from ..position import Place, Position, middle_of, nearest
from ..shapes import Role, Shape, box
from ..tempo import QUICK
from ..theme import CONTEXT, FOCUS
from ..track import Move, Track, Values
from .cursor import CellCursor
from .data_grid import DataGrid
from .kernel_tile import KernelTile
from .layout import GridLayout
from .pair import PAIR, TileTap, has_pair
from .placed import PlacedKernel
from .small_totals import SmallTotals


class GridMarks:
    """Heading, kernel tile and outputs of one small panel; the tile is g as typed, turned where this way turns it."""

    def __init__(self, panel: Panel, kernel: Kernel) -> None:
        self.panel = panel
        convolves = panel.problem.operator is Operator.CONVOLUTION
        self.mirrored = panel.scatters is not convolves
        self.rest = nearest(panel.steps, nearest(panel.outputs, middle_of([*product(*panel.problem.inputs)])))
        self.focus, self.at = Track(f"{panel.name} focus", FOCUS), Position(f"{panel.name} at", panel.steps[0])
        self.placed, self.outlined = Track(f"{panel.name} placed"), Track(f"{panel.name} tile outlined")
        typed = replace(panel, problem=replace(panel.problem, kernel=kernel, operator=Operator.CONVOLUTION))
        self.tile = KernelTile(typed, self.focus, letters=("g", "h"))
        none = Track("no cursor")
        self.stacks = SmallTotals(panel, self.focus, self.at, none if panel.scatters else self.placed)

    @cached_property
    def all(self) -> Sequence[Mark]:
        """In painting order."""
        return (
            PanelHeading(self.panel.name, self.panel.heading, self.panel.formula, self.focus),
            self.tile,
            TileOutline(self.tile, self.outlined),
            self.stacks,
            PlacedKernel(self.tile, self.at, self.placed),
        )

    def make(self, step: Place, start: float) -> list[Move]:
        """The kernel goes to a step; its products go into the outputs; finished totals appear."""
        moves = self.at.to(step, start, QUICK.move)
        moves.append(Move(self.stacks.flight[step], 1.0, start + QUICK.move, QUICK.move))
        done = start + 2 * QUICK.move
        return moves + [fade(self.stacks.total[t], 1.0, done) for t in self.panel.done(step)]


@dataclass(frozen=True, eq=False)
class TileOutline:
    """A focus stroke around a kernel."""

    tile: KernelTile
    shown: Track

    @property
    def tracks(self) -> tuple[Track, ...]:
        """Its own visibility, and its panel's."""
        return self.tile.focus, self.shown

    def shapes(self, look: Look, values: Values) -> Iterator[Shape]:
        """Around all of its cells."""
        if values[self.shown] > 0:
            place = look.spot(self.tile.panel.name, GridLayout)
            colour = look.ink(look.theme.accent, values[self.tile.focus])
            key, rect = f"{self.tile.panel.name}.kernel.outline", place.kernel.rect
            yield box(key, Role.FOCUS, rect, stroke=colour, stroke_px=4, opacity=values[self.shown])


@dataclass(frozen=True, eq=False)
class TileFlight:
    """A second copy of a kernel, which turns about its pin and goes over to the panel that uses it so."""

    first: KernelTile
    last: KernelTile
    turn: Track = field(default_factory=lambda: Track("over"))
    way: Track = field(default_factory=lambda: Track("way"))

    @property
    def tracks(self) -> tuple[Track, ...]:
        """How far it is turned and on its way, and how the first kernel stands."""
        return self.turn, self.way, *self.first.tracks

    def shapes(self, look: Look, values: Values) -> Iterator[Shape]:
        """Its taps, as the first kernel draws its own."""
        way = values[self.way]
        if values[self.turn] <= 0 or way >= 1:
            return
        start, end = (look.spot(tile.panel.name, GridLayout).kernel.rect for tile in (self.first, self.last))
        turned = {**values, self.first.turn: values[self.first.turn] + values[self.turn], self.first.focus: FOCUS}
        yield from self.first.taps(look, turned, ((end.x - start.x) * way, (end.y - start.y) * way), ".flight")


class GridQuadMarks:
    """One f with its cursor, and four small panels: two scatter, two gather."""

    def __init__(self, panels: Sequence[Panel], kernel: Kernel) -> None:
        self.panels = [GridMarks(panel, kernel) for panel in panels]
        gathers = replace(panels[1], also=panels[3].inputs)
        self.f_focus, self.input_shown = Track("f focus", FOCUS), Track("input cursor shown")
        self.input_at = Position("input cursor", panels[0].inputs[0])
        self.f = DataGrid(gathers, self.f_focus)
        self.cursor = CellCursor(gathers, self.f_focus, self.input_at, self.input_shown, inputs=True)
        pairs = (self.panels[:2], self.panels[2:])
        ahead, back = PAIR  # an input one step left and up of an output reaches it by one step right and down
        offsets = [ahead if panel.scatters else back for panel in panels] if has_pair(panels[0]) else []
        self.taps = [TileTap(m.panel, m.focus, at) for m, at in zip(self.panels, offsets, strict=False)]
        self.flights = tuple(TileFlight(first.tile, last.tile) for first, last in pairs)

    @cached_property
    def all(self) -> Sequence[Mark]:
        """In painting order."""
        return (self.f, *(mark for marks in self.panels for mark in marks.all), self.cursor, *self.taps, *self.flights)

    def fly(self, row: int, start: float) -> list[Move]:
        """A second copy of the row's kernel is turned, and goes over to the other end."""
        flight = self.flights[row]
        return [Move(flight.turn, 1.0, start, 1.2), Move(flight.way, 1.0, start + 1.3, 1.0)]

    def point(self, seen: float) -> list[Move]:
        """Claim C7: in every panel the tap that takes an input one step right and down is pointed at, or not."""
        return [fade(tap.shown, seen) for tap in self.taps]

    def run(self, i: int) -> list[Move]:
        """All steps of one panel, slowly at first, while the others step back."""
        marks, moves = self.panels[i], [*self.look_at(i, faint=CONTEXT), *self.outline(strips=True, start=0.0)]
        moves += [fade(m.placed, float(m is marks)) for m in self.panels]
        moves += [fade(self.input_shown, float(marks.panel.scatters))]
        made: list[Move] = []
        steps = marks.panel.steps
        for start, step in zip(run_starts(len(steps), plane=True), steps, strict=True):
            made += marks.make(step, start)
            made += self.input_at.to(step, start, QUICK.move) if marks.panel.scatters else []
        return [*moves, *in_order(made)]

    def look_at(self, *chosen: int, faint: float) -> list[Move]:
        """These panels are in focus, the others step back."""
        return [Move(m.focus, FOCUS if i in chosen else faint, 0.0, FADE) for i, m in enumerate(self.panels)]

    def outline(self, *chosen: int, strips: bool, start: float = 0.4) -> list[Move]:
        """Outlines around the kernels, or around the outputs, of these panels and no others."""
        moves = []
        for i, marks in enumerate(self.panels):
            moves.append(fade(marks.outlined, float(strips and i in chosen), start))
            moves.append(fade(marks.stacks.outlined, float(not strips and i in chosen), start))
        return moves

    def turn(self, seconds: float = 1.4, start: float = 0.0) -> list[Move]:
        """Where g is used half-turned, it turns about its pin."""
        return [Move(marks.tile.turn, 1.0, start, seconds) for marks in self.panels if marks.mirrored]

    def rest(self) -> list[Move]:
        """No kernel is placed any more."""
        return [fade(marks.placed, 0.0) for marks in self.panels]
