"""What the film `impulse` says of a problem: a clap and its echo, a smear, an impulse, or what is hidden."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from itertools import product

import numpy as np

from kernels import Problem

from .position import Place, place_of

ALONG = ("down", "up"), ("right", "left")  # where rows and columns go as they rise, and as they fall


@dataclass(frozen=True)
class Tale:
    """The words; every sentence is true of this kernel and these settings."""

    problem: Problem

    @cached_property
    def s(self) -> Place:
        """Where the impulse is."""
        return next(place_of(s) for s in product(*self.problem.inputs) if self.problem.data(s))

    @property
    def plane(self) -> bool:
        """Whether it is an impulse in a grid."""
        return self.problem.ndim > 1

    @cached_property
    def title(self) -> str:
        """The film's title."""
        if self.echoes:
            return "A clap and its echo: after it, or before it"
        if self.smears:
            return "One bright cell goes one way, or the other"
        return "One impulse shows g itself" if self.hides else "One impulse shows which way round g is used"

    @cached_property
    def echoes(self) -> bool:
        """Whether a 1-D kernel is causal: taps at offset 0 and after it, none before."""
        if self.plane:
            return False
        offsets = [k for k, weight in zip(self.problem.g.offsets()[0], self.problem.g.values, strict=True) if weight]
        return len(offsets) > 1 and offsets[0] >= 0

    @cached_property
    def ways(self) -> tuple[str, str] | None:
        """Where all weights of a 2-D kernel lie, and the opposite: `("right and down", "left and up")`; else None."""
        g = self.problem.g
        if not self.plane or not g.values.any() or (g.values < 0).any():
            return None
        words: tuple[list[str], list[str]] = ([], [])
        for axis in (1, 0):
            offsets = [g.offsets()[axis][k[axis]] for k in np.ndindex(g.shape) if g.values[k]]
            if min(offsets) < 0 < max(offsets):
                return None
            if any(offsets):
                ahead, back = ALONG[axis] if max(offsets) > 0 else ALONG[axis][::-1]
                words[0].append(ahead)
                words[1].append(back)
        return (" and ".join(words[0]), " and ".join(words[1])) if words[0] else None

    @property
    def smears(self) -> bool:
        """Whether a 2-D kernel moves or smears everything one way."""
        return self.ways is not None

    @property
    def verb(self) -> str:
        """What one weight does, and what several do."""
        return "smears" if np.count_nonzero(self.problem.g.values) > 1 else "moves"

    @property
    def whole(self) -> bool:
        """Whether the outputs are g and nothing else: no tap cut off, skipped, scaled, spread or repeated."""
        p = self.problem
        pieces = [piece for s in p.scatter_order() for piece in p.copy_pieces(s) if piece.product]
        same = all(piece.product == piece.weight and p.lands(piece.t) and not piece.ghost for piece in pieces)
        return same and p.dilation == 1

    @property
    def hides(self) -> bool:
        """Whether both answers are the same."""
        return self.problem.g.is_symmetric

    @property
    def answer(self) -> str:
        """What the finished picture shows."""
        if self.echoes:
            return "The echo after the clap, or before it."
        if self.ways:
            return f"Convolution: {self.ways[0]}. Correlation: {self.ways[1]}."
        if self.hides:
            return f"Both answers agree: g is its own {'half turn' if self.plane else 'mirror'}."
        if self.plane:
            whole = "Convolution: g. Correlation: g half-turned."
            return whole if self.whole else "Left the taps lie as in g, right half-turned."
        return "Convolution: g. Correlation: g mirrored." if self.whole else "Left g's own order, right the reverse."

    @property
    def copy(self) -> str:
        """What the left does."""
        if self.ways:
            return f"From s = {{s}} a copy of g goes {self.ways[0]}."
        return (
            "The clap at s = {s} sets off g: echoes follow."
            if self.echoes
            else "The impulse at s = {s} drops one copy of g."
        )

    @property
    def swept(self) -> str:
        """What the right does."""
        if self.echoes:
            return "Swept unflipped, g looks ahead: it hears the echo too early."
        if self.ways:
            return f"Unflipped, g looks {self.ways[0]}: it {self.verb} things {self.ways[1]}."
        same = "Swept unflipped, the last tap meets it first: "
        backwards = "g half-turned." if self.plane else "g backwards."
        return same + ("no matter here." if self.hides else backwards)
