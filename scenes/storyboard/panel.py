"""Panels: what one side of a film shows of a problem, before anybody says where."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass
from enum import Enum
from fractions import Fraction
from functools import cached_property
from itertools import product

from kernels import Boundary, Index, Piece, Problem

from .position import Place, index_of, place_of
from .theme import TapStyle, Theme


class View(Enum):
    """The two readings of W: `INPUT_CENTRED` by columns (scatter), `OUTPUT_CENTRED` by rows (gather)."""

    INPUT_CENTRED = "input-centered"
    OUTPUT_CENTRED = "output-centered"


@dataclass(frozen=True)
class Extent:
    """The range of values a row must hold; 0 is always within."""

    low: float = 0.0
    high: float = 0.0

    @property
    def span(self) -> float:
        """high − low."""
        return self.high - self.low

    def joined(self, other: Extent) -> Extent:
        """The smallest extent that holds both."""
        return Extent(min(self.low, other.low), max(self.high, other.high))

    @classmethod
    def of(cls, values: list[float]) -> Extent:
        """The extent of 0 and `values`."""
        return cls(min(0.0, *values, 0.0), max(0.0, *values, 0.0))


@dataclass(frozen=True, eq=False)
class Panel:
    """One view of a problem: its inputs, the pieces it makes, and in 1-D the columns that it needs."""

    name: str
    view: View
    problem: Problem
    heading: str
    formula: str
    letter: str = "y"  # of its outputs
    mirrored: bool = False  # its problem's g is the flip of the film's: taps keep the colours that they have there
    also: tuple[Place, ...] = ()  # inputs shown beside those that are used
    sparse: bool = False  # in 2-D: whether products of 0 are left out on their way
    bench: bool = False  # in 2-D: whether the products of one step are laid out in a grid of their own

    @property
    def scatters(self) -> bool:
        """Whether this is the input-centred view."""
        return self.view is View.INPUT_CENTRED

    @cached_property
    def offsets(self) -> tuple[int, ...]:
        """The offset of every tap of g in taps, which decides its hue."""
        return tuple(self.problem.g.offsets()[0])

    @cached_property
    def reaches(self) -> tuple[int, ...]:
        """How far every tap of g lies from its input, in inputs: its dilated offset. Mirroring negates it."""
        return tuple(self.problem.step((k,))[0] for k in range(self.problem.g.shape[0]))

    def styles(self, theme: Theme) -> tuple[TapStyle, ...]:
        """How every tap of g looks."""
        if not self.mirrored:
            return theme.taps(self.offsets)
        return theme.taps([-offset for offset in reversed(self.offsets)])[::-1]

    def cell_styles(self, theme: Theme) -> Mapping[Index, TapStyle]:
        """How every tap of a 2-D g looks, by its index."""
        side = -1 if self.mirrored else 1
        return theme.cells(self.problem.g.shape, self.problem.g.origin, side)

    @cached_property
    def outputs(self) -> tuple[Place, ...]:
        """The t of the outputs."""
        return tuple(place_of(t) for t in product(*self.problem.outputs))

    @cached_property
    def inputs(self) -> tuple[Place, ...]:
        """Every s shown, ghosts included: a scatter has no use for the zeros of padding, a gather reads them."""
        if self.scatters:
            return tuple(place_of(s) for s in self.problem.scatter_order())
        used = set(self.also) | {place_of(piece.s) for pieces in self.pieces.values() for piece in pieces}
        return tuple(sorted(used | {place_of(s) for s in product(*self.problem.inputs)}))

    def is_ghost(self, s: Place) -> bool:
        """Whether input s is only what the boundary makes of the data."""
        return self.problem.is_ghost(index_of(s))

    def total(self, t: Place) -> Fraction:
        """The output at t, exact."""
        return self.problem.total(index_of(t))

    def done(self, step: Place) -> tuple[Place, ...]:
        """The outputs that a step completes."""
        if not self.scatters:
            return (step,)
        return tuple(place_of(t) for t in self.problem.completed_after(index_of(step)))

    @cached_property
    def steps(self) -> tuple[Place, ...]:
        """Where the kernel is placed: at every input, or at every output."""
        return self.inputs if self.scatters else self.outputs

    def step_of(self, piece: Piece) -> Place:
        """The step that makes `piece`."""
        return place_of(piece.s if self.scatters else piece.t)

    @cached_property
    def pieces(self) -> dict[Place, tuple[Piece, ...]]:
        """The pieces of every step, from the copy at s or from the window at t."""
        if self.scatters:
            return {s: self.problem.copy_pieces(index_of(s)) for s in self.inputs}
        return {t: self.problem.window_pieces(index_of(t)) for t in self.outputs}

    def lands(self, piece: Piece) -> bool:
        """Whether `piece` ends in the stack of an output that is kept."""
        return self.problem.lands(piece.t)

    @cached_property
    def landed(self) -> dict[Place, tuple[Piece, ...]]:
        """The non-zero pieces of every output, in the order of its stack: by source s outward from the axis."""
        stacks: dict[Place, list[Piece]] = defaultdict(list)
        for pieces in self.pieces.values():
            for piece in pieces:
                if piece.product and self.lands(piece):
                    stacks[place_of(piece.t)].append(piece)
        return {t: tuple(sorted(stacks[t], key=lambda p: (p.s, [-k for k in p.offset]))) for t in self.outputs}

    @cached_property
    def feet(self) -> dict[tuple[int, int], float]:
        """The value at which every landed piece begins in its pile, by (t, s); those of one sign pile up."""
        feet = {}
        for t, stack in self.landed.items():
            up = down = 0.0
            for piece in stack:
                product = float(piece.product)
                feet[t, piece.s[0]] = up if product > 0 else down
                up, down = up + max(product, 0.0), down + min(product, 0.0)
        return feet

    @cached_property
    def columns(self) -> range:
        """All columns in which anything of the panel stands: inputs, outputs, taps of every copy or window."""
        ends = [*self.inputs, *self.problem.all_outputs[0]]
        ends += [end for pieces in self.pieces.values() for p in pieces for end in (p.s[0], p.t[0])]
        ends += [self.steps[0] + reach for reach in self.reaches]  # before it turns, a filter stands there as g
        return range(min(ends), max(ends) + 1)

    @cached_property
    def outside(self) -> tuple[int, ...]:
        """The columns where pieces of copies fall that no kept output takes: beyond the ends, or skipped by stride."""
        if not self.scatters:
            return ()
        return tuple(sorted({p.t[0] for ps in self.pieces.values() for p in ps if not self.lands(p)}))

    @cached_property
    def skipped(self) -> tuple[int, ...]:
        """The outputs of the mode that the stride does not keep."""
        kept = set(self.outputs)
        return tuple(t for t in self.problem.all_outputs[0] if t not in kept)

    @property
    def folds(self) -> bool:
        """Whether ghosts repeat inputs (any boundary but zero)."""
        return self.problem.boundary is not Boundary.ZERO and any(self.is_ghost(s) for s in self.inputs)

    @cached_property
    def data_extent(self) -> Extent:
        """Of the data, ghosts included."""
        return Extent.of([float(self.problem.data((s,))) for s in self.inputs])

    @cached_property
    def kernel_extent(self) -> Extent:
        """Of the weights and of their products, which grow from them in place."""
        pieces = [p for ps in self.pieces.values() for p in ps]
        return Extent.of([float(v) for p in pieces for v in (p.weight, p.product)])

    @cached_property
    def stack_extent(self) -> Extent:
        """Of the stacks: positive pieces pile up, negative ones down."""
        ups = [sum(max(float(p.product), 0.0) for p in stack) for stack in self.landed.values()]
        downs = [sum(min(float(p.product), 0.0) for p in stack) for stack in self.landed.values()]
        return Extent.of(ups + downs)
