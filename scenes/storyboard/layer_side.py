"""The two sides of a film about a layer: the layer gathers on the right, its transpose scatters on the left."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from itertools import product

from kernels import Index, Layer, Piece

from .layer_wording import data_text, shown

Slot = tuple[Index, int]  # the cell that a piece lands over, and how many lie under it


@dataclass(frozen=True, eq=False)
class LayerSide:
    """One panel: the layer from its inputs f to its outputs z, or the transpose from z to u, on the inputs' cells.

    `s` is a position on the big side, padding included; `t` an index of the small side. Every step is one t.
    """

    layer: Layer
    gathers: bool

    @property
    def name(self) -> str:
        """Its name in the picture: input-centred left, output-centred right."""
        return "right" if self.gathers else "left"

    @property
    def heading(self) -> str:
        """What it is about."""
        return "Layer: gather" if self.gathers else "Transposed: scatter"

    @property
    def formula(self) -> str:
        """What it computes, for Typst."""
        return "z = A f" if self.gathers else "u = A^sans(T) z"

    @property
    def letters(self) -> tuple[str, str]:
        """The names of what comes in and of what comes out."""
        return ("f(s)", "z(t)") if self.gathers else ("z(t)", "u(s)")

    @cached_property
    def big(self) -> tuple[Index, ...]:
        """All positions of the big side, padding included."""
        return tuple(product(*(axis.padded for axis in self.layer.axes)))

    @cached_property
    def small(self) -> tuple[Index, ...]:
        """All t."""
        return tuple(product(*self.layer.outputs))

    @cached_property
    def pieces(self) -> dict[Index, tuple[Piece, ...]]:
        """The pieces of every step, in the order of the weights."""
        made = self.layer.window if self.gathers else self.layer.copy
        return {t: made(t) for t in self.small}

    @cached_property
    def slots(self) -> dict[tuple[Index, Index], Slot]:
        """Where the piece of step t and weight k lands; none for what the transpose drops into the padding."""
        if self.gathers:
            return {(p.t, p.tap): (p.t, i) for pieces in self.pieces.values() for i, p in enumerate(pieces)}
        landed = self.layer.landed.items()
        return {(p.t, p.tap): (s, i) for s, pieces in landed for i, p in enumerate(pieces)}

    @cached_property
    def tallest(self) -> int:
        """How many pieces the tallest pile has."""
        return max((level + 1 for _, level in self.slots.values()), default=1)

    @cached_property
    def sources(self) -> dict[Index, str]:
        """What comes in, cell by cell."""
        if self.gathers:
            return {s: data_text(self.layer, s) for s in self.big}
        return {t: shown(self.layer, self.layer.total(t)) for t in self.small}

    @cached_property
    def results(self) -> dict[Index, str]:
        """What comes out, cell by cell."""
        if self.gathers:
            return {t: shown(self.layer, self.layer.total(t)) for t in self.small}
        return {s: shown(self.layer, self.layer.back(s)) for s in self.big if self.layer.is_input(s)}

    def completed_after(self, t: Index) -> tuple[Index, ...]:
        """The results that need no later step; those that need none at all come with the first."""
        if self.gathers:
            return (t,)
        landed = self.layer.landed
        last = {s: max((p.t for p in pieces), default=self.small[0]) for s, pieces in landed.items()}
        return tuple(s for s, at in last.items() if at == t)
