"""Panel marks: the marks that make up one panel, sharing the tracks that belong together."""

from __future__ import annotations

from collections.abc import Sequence
from functools import cached_property

from .blend import Blend
from .marks.cursor import Cursor, CursorRow
from .marks.data_row import DataRow
from .marks.heading import Heading
from .marks.kernel_row import KernelRow
from .marks.lanes import Lanes
from .marks.mark import Mark
from .marks.pin import Pin
from .marks.stacks import Stacks
from .panel import Panel
from .theme import CONTEXT
from .track import Track


class PanelMarks:
    """Heading, data, lanes, kernel, stacks, pin and cursors of one panel."""

    focus: Track
    input_at: Track
    input_shown: Track
    output_at: Track
    output_shown: Track
    kernel: KernelRow

    def __init__(self, panel: Panel, over: PanelMarks | None = None, blend: Blend | None = None) -> None:
        """`over`: marks in the same place, whose kernel and cursors this panel's piles are made with as well.

        `blend`: of the kernel, where its taps change.
        """
        self.panel = panel
        if over is not None:
            self.focus, self.kernel = over.focus, over.kernel
            self.input_at, self.input_shown = over.input_at, over.input_shown
            self.output_at, self.output_shown = over.output_at, over.output_shown
            self.stacks = Stacks(panel, self.focus, self.output_at, self.output_shown)
            return
        first = panel.steps[0]
        self.focus = Track(f"{panel.name} focus", CONTEXT)
        self.input_at = Track(f"{panel.name} input cursor", panel.inputs[0])
        self.input_shown = Track(f"{panel.name} input cursor shown")
        self.output_at = Track(f"{panel.name} output cursor", panel.outputs[0])
        self.output_shown = Track(f"{panel.name} output cursor shown")
        self.kernel = KernelRow(panel, self.focus, at=Track(f"{panel.name} kernel at", first), blend=blend)
        self.stacks = Stacks(panel, self.focus, self.output_at, self.output_shown)

    @property
    def all(self) -> Sequence[Mark]:
        """In painting order; what flies comes last."""
        return (*self.behind, *self.before)

    @cached_property
    def behind(self) -> Sequence[Mark]:
        """What everything else passes in front of."""
        return (
            Heading(self.panel, self.focus),
            DataRow(self.panel, self.focus, self.input_at, self.input_shown),
            Lanes(self.panel, self.focus),
        )

    @cached_property
    def before(self) -> Sequence[Mark]:
        """The kernel, what it makes, and the cursors."""
        inputs = Cursor(self.panel, CursorRow.DATA, self.focus, self.input_at, self.input_shown)
        outputs = Cursor(self.panel, CursorRow.STACK, self.focus, self.output_at, self.output_shown)
        return (
            self.kernel,
            self.stacks,
            Pin(self.kernel),
            inputs,
            outputs,
        )
