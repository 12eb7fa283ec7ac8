"""Where things lie on one axis: the outputs of each mode, and the inputs, ghosts included, that they need."""

from __future__ import annotations

from dataclasses import dataclass

from kernels.modes import Mode


@dataclass(frozen=True, slots=True)
class Axis:
    """One axis of a problem: N inputs, and the M taps of g, its origin c and the dilation d."""

    inputs: int
    taps: int
    origin: int
    dilation: int

    @property
    def lead(self) -> int:
        """How far a copy reaches before its input, c·d; so far a window reaches beyond its output."""
        return self.origin * self.dilation

    @property
    def tail(self) -> int:
        """How far a copy reaches beyond its input, (M−1−c)·d; so far a window reaches before its output."""
        return (self.taps - 1 - self.origin) * self.dilation

    def outputs(self, mode: Mode) -> range:
        """Every t of the mode, before stride; empty for a kernel that is longer than the data in `valid`."""
        if mode is Mode.FULL:
            return range(-self.lead, self.inputs + self.tail)
        if mode is Mode.VALID:
            return range(self.tail, self.inputs - self.lead)
        return range(self.inputs)

    def extended(self, outputs: range) -> range:
        """Every s that a window of any of these outputs covers, and all inputs."""
        return range(min(0, outputs.start - self.tail), max(self.inputs, outputs.stop + self.lead))

    def span(self, outputs: range) -> int:
        """Positions from the first to the last that extended inputs, outputs, or any copy touch."""
        extended = self.extended(outputs)
        return len(extended) + self.lead + self.tail
