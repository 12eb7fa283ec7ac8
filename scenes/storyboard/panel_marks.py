"""Panel marks: the marks that make up one panel, bars or grids, sharing the tracks that belong together."""

from __future__ import annotations

from collections.abc import Sequence
from functools import cached_property

from .blend import Blend
from .grids.cursor import CellCursor
from .grids.data_grid import DataGrid
from .grids.kernel_tile import KernelTile
from .grids.mosaics import Mosaics
from .grids.placed import PlacedKernel
from .marks.cursor import Cursor, CursorRow
from .marks.data_row import DataRow
from .marks.heading import Heading
from .marks.kernel_row import KernelRow
from .marks.lanes import Lanes
from .marks.mark import Mark
from .marks.pin import Pin
from .marks.stacks import Stacks
from .panel import Panel
from .position import Place, Position
from .tempo import Tempo
from .theme import CONTEXT
from .track import Move, Track


class PanelMarks:
    """Heading, data, lanes, kernel, outputs made of their pieces, pin and cursors of one panel.

    In 1-D these are rows of bars, in 2-D grids of cells; stories speak to both in the same words.
    """

    focus: Track
    input_at: Position
    input_shown: Track
    output_at: Position
    output_shown: Track
    kernel_at: Position
    kernel: KernelRow | KernelTile

    def __init__(self, panel: Panel, over: PanelMarks | None = None, blend: Blend | None = None) -> None:
        """`over`: marks in the same place, whose kernel and cursors this panel's piles are made with as well.

        `blend`: of the kernel, where its taps change.
        """
        self.panel = panel
        self.stacks: Stacks | Mosaics
        if over is not None:
            self.focus, self.kernel, self.kernel_at = over.focus, over.kernel, over.kernel_at
            self.input_at, self.input_shown = over.input_at, over.input_shown
            self.output_at, self.output_shown = over.output_at, over.output_shown
        else:
            self.focus = Track(f"{panel.name} focus", CONTEXT)
            self.input_at = Position(f"{panel.name} input cursor", panel.inputs[0])
            self.input_shown = Track(f"{panel.name} input cursor shown")
            self.output_at = Position(f"{panel.name} output cursor", panel.outputs[0])
            self.output_shown = Track(f"{panel.name} output cursor shown")
            self.kernel_at = Position(f"{panel.name} kernel at", panel.steps[0])
            if self.plane:
                self.kernel = KernelTile(panel, self.focus, blend=blend)
            else:
                self.kernel = KernelRow(panel, self.focus, at=self.kernel_at.track, blend=blend)
        if self.plane:
            self.stacks = Mosaics(panel, self.focus)
        else:
            self.stacks = Stacks(panel, self.focus, self.output_at.track, self.output_shown)

    @property
    def plane(self) -> bool:
        """Whether this is a 2-D panel: grids, not bars."""
        return self.panel.problem.ndim > 1

    @property
    def all(self) -> Sequence[Mark]:
        """In painting order; what flies comes last."""
        return (*self.behind, *self.before)

    @cached_property
    def behind(self) -> Sequence[Mark]:
        """What everything else passes in front of: first the heading, then data and lanes."""
        heading = Heading(self.panel, self.focus)
        if self.plane:
            return heading, DataGrid(self.panel, self.focus)
        return (
            heading,
            DataRow(self.panel, self.focus, self.input_at.track, self.input_shown),
            Lanes(self.panel, self.focus),
        )

    @cached_property
    def before(self) -> Sequence[Mark]:
        """The kernel, what it makes, the pin, and the cursors."""
        if isinstance(self.kernel, KernelTile):
            return (
                self.kernel,
                self.stacks,
                PlacedKernel(self.kernel, self.kernel_at, self.input_shown if self.panel.scatters else None),
                CellCursor(self.panel, self.focus, self.input_at, self.input_shown, inputs=True),
                CellCursor(self.panel, self.focus, self.output_at, self.output_shown, inputs=False),
            )
        inputs = Cursor(self.panel, CursorRow.DATA, self.focus, self.input_at.track, self.input_shown)
        outputs = Cursor(self.panel, CursorRow.STACK, self.focus, self.output_at.track, self.output_shown)
        return (
            self.kernel,
            self.stacks,
            Pin(self.kernel),
            inputs,
            outputs,
        )

    def make(self, step: Place, tempo: Tempo) -> list[Move]:
        """The kernel goes to a step, weights become products, and these go to the outputs that they are pieces of."""
        if isinstance(self.stacks, Mosaics):
            return [*self.kernel_at.to(step, tempo.lead, tempo.move), *self.stacks.make(step, tempo)]
        kernel, stacks = self.kernel, self.stacks
        travel = tempo.move if step != self.panel.steps[0] else tempo.lead  # at its first place it stands already
        stretch = tempo.lead + travel
        return [
            Move(kernel.hollow, 0.0, tempo.lead, travel / 2),
            *self.kernel_at.to(step, tempo.lead, tempo.move),
            Move(stacks.grow[step], 1.0, stretch, tempo.move),
            Move(kernel.hollow, 1.0, stretch + 0.05),  # when the products have begun to grow over the taps
            *stacks.fly(step, stretch + tempo.move, tempo),
        ]
