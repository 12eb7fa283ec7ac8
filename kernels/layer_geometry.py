"""Where things lie on one axis of a layer: how many outputs there are, and which inputs the window of each covers."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property


@dataclass(frozen=True)
class LayerAxis:
    """One axis of a layer: N inputs, M weights, stride S, dilation D, and the padding before and after the inputs.

    The window of output t begins at t·S − before; weight k lies at t·S − before + k·D.
    """

    inputs: int
    taps: int
    stride: int
    dilation: int
    before: int
    after: int

    @property
    def reach(self) -> int:
        """How many positions a window covers from its first to its last weight, D·(M−1) + 1."""
        return self.dilation * (self.taps - 1) + 1

    @property
    def padded(self) -> range:
        """The positions of the inputs with their padding."""
        return range(-self.before, self.inputs + self.after)

    @property
    def outputs(self) -> range:
        """The t of the outputs: ⌊(N + before + after − D·(M−1) − 1) / S⌋ + 1 of them."""
        return range(max(0, (len(self.padded) - self.reach) // self.stride + 1))

    @property
    def left_over(self) -> int:
        """Positions at the end that are too few for one more window; what `conv_transpose` calls output_padding."""
        return (len(self.padded) - self.reach) % self.stride

    @property
    def middle(self) -> int:
        """The weight that is drawn as the centre, (M−1)//2."""
        return (self.taps - 1) // 2

    def position(self, t: int, k: int) -> int:
        """Where weight k of the window of output t lies."""
        return t * self.stride - self.before + k * self.dilation

    def centre(self, t: int) -> int:
        """The position under the centre of the window of output t."""
        return self.position(t, self.middle)

    @cached_property
    def overlaps(self) -> tuple[int, ...]:
        """For every input, how many outputs have it under one of their weights."""
        found, last = [0] * self.inputs, len(self.outputs) - 1
        for k in range(self.taps):
            at = self.position(0, k)
            first = at + max(0, -at // self.stride + (-at % self.stride > 0)) * self.stride
            for position in range(first, min(self.inputs, self.position(last, k) + 1), self.stride):
                found[position] += 1
        return tuple(found)
