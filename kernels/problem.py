"""The problem: a signal, a kernel, and every choice that turns them into outputs. Validated once, at its making."""

from __future__ import annotations

from dataclasses import dataclass, fields
from fractions import Fraction
from functools import cached_property
from itertools import product
from typing import Any

from kernels import copies, order, weights, windows
from kernels.boundary import check_ghosts, extended_values, source
from kernels.bounds import MOST_DILATION, MOST_EXTENDED, MOST_STRIDE, times
from kernels.compatibility import check_dimensions, check_mode
from kernels.errors import InputError
from kernels.geometry import Axis
from kernels.kernel import Kernel
from kernels.modes import Boundary, Mode, Operator
from kernels.pieces import Piece
from kernels.samples import FloatArray, Index, whole
from kernels.signal import Signal

Ranges = tuple[range, ...]


@dataclass(frozen=True)
class Problem:
    """y = W f: what an operator makes of a signal f and a kernel, on the outputs that the mode and the stride keep.

    convolution: y(t) = Σ_k g[k] f(t − (k − c)·dilation); correlation: y(t) = Σ_k h[k] f(t + (k − c)·dilation).
    An input index s and an output index t are tuples, one whole number an axis. Stride and dilation go for all axes.
    Raises InputError for what does not fit together: dimensions, `valid` with a kernel longer than the data, a boundary
    other than zero without `same`, too many ghosts, stride or dilation out of bounds.
    """

    signal: Signal
    kernel: Kernel
    operator: Operator = Operator.CONVOLUTION
    mode: Mode = Mode.SAME
    boundary: Boundary = Boundary.ZERO
    stride: int = 1
    dilation: int = 1

    def __post_init__(self) -> None:
        object.__setattr__(self, "stride", whole(self.stride, "stride", 1, MOST_STRIDE))
        object.__setattr__(self, "dilation", whole(self.dilation, "dilation", 1, MOST_DILATION))
        check_dimensions(self)
        check_mode(self)
        if self.mode is Mode.SAME:
            check_ghosts(tuple((a.lead, a.tail) for a in self._axes), self.signal.shape, self.boundary)
        extended = tuple(len(axis) for axis in self.extended)
        if weights.count(self.extended) > MOST_EXTENDED:
            raise InputError(
                f"dilation {self.dilation} spreads the kernel over {times(extended)} inputs with their ghosts, "
                f"at most {MOST_EXTENDED} together; use a smaller dilation"
            )

    @property
    def ndim(self) -> int:
        """Number of axes, 1 or 2."""
        return self.signal.ndim

    @cached_property
    def g(self) -> Kernel:
        """What is centred at inputs: the kernel for convolution, its flip for correlation."""
        return self.kernel if self.operator is Operator.CONVOLUTION else self.kernel.flipped()

    @cached_property
    def h(self) -> Kernel:
        """What is swept over outputs: g flipped, h(x) = g(−x)."""
        return self.g.flipped()

    @property
    def in_fractions(self) -> bool:
        """Whether products and totals are shown as fractions: some of the numbers were typed so."""
        return self.signal.in_fractions or self.kernel.in_fractions

    # Where inputs and outputs lie: one range an axis.

    @cached_property
    def _axes(self) -> tuple[Axis, ...]:
        along = zip(self.signal.shape, self.g.shape, self.g.origin, strict=True)
        return tuple(Axis(n, taps, c, self.dilation) for n, taps, c in along)

    @cached_property
    def inputs(self) -> Ranges:
        """The s of the real inputs."""
        return tuple(range(n) for n in self.signal.shape)

    @cached_property
    def all_outputs(self) -> Ranges:
        """The t of the mode, before stride."""
        return tuple(axis.outputs(self.mode) for axis in self._axes)

    @cached_property
    def outputs(self) -> Ranges:
        """The t that are kept: of all outputs the first, the first + stride, …"""
        return tuple(axis[:: self.stride] for axis in self.all_outputs)

    @cached_property
    def extended(self) -> Ranges:
        """The s of the inputs and of every ghost under the window of any output."""
        return tuple(axis.extended(t) for axis, t in zip(self._axes, self.all_outputs, strict=True))

    @cached_property
    def carrying(self) -> Ranges:
        """The s that carry data, the block that is scattered: extended inputs, but never zero ghosts."""
        return self.inputs if self.boundary is Boundary.ZERO else self.extended

    @property
    def span(self) -> Index:
        """Positions along each axis from the first to the last that extended inputs, outputs or any copy touch."""
        return tuple(axis.span(t) for axis, t in zip(self._axes, self.all_outputs, strict=True))

    def lands(self, t: Index) -> bool:
        """Whether t is a kept output."""
        return all(position in axis for position, axis in zip(t, self.outputs, strict=True))

    def step(self, k: Index) -> Index:
        """How far tap k of g lies from its input, in inputs: (k − c)·dilation."""
        return tuple((i - c) * self.dilation for i, c in zip(k, self.g.origin, strict=True))

    # What the data is, ghosts included.

    def is_ghost(self, s: Index) -> bool:
        """Whether s lies outside of the inputs."""
        return not all(position in axis for position, axis in zip(s, self.inputs, strict=True))

    def source(self, s: Index) -> Index | None:
        """The input whose value f has at s: s itself for an input, what a ghost repeats, None for a zero ghost."""
        found = [source(p, n, self.boundary) for p, n in zip(s, self.signal.shape, strict=True)]
        known = tuple(position for position in found if position is not None)
        return known if len(known) == len(found) else None

    def data(self, s: Index) -> Fraction:
        """f(s), exact; 0 for a zero ghost."""
        at = self.source(s)
        return Fraction(0) if at is None else self.signal.exact_at(at)

    @cached_property
    def extended_signal(self) -> FloatArray:
        """f over the extended inputs, ghosts included."""
        return _read_only(extended_values(self.signal.values, self.extended, self.boundary))

    # The weights, and the two views of them. InputError where a matrix is too large to hold.

    @cached_property
    def weights_extended(self) -> FloatArray:
        """W_ext[t, s] = g(t − s), shape (outputs, extended inputs) in C order."""
        return _read_only(self.windows())

    @cached_property
    def fold(self) -> FloatArray:
        """P, shape (extended inputs, inputs): folds each ghost onto the input that it repeats."""
        return _read_only(weights.fold(self))

    @cached_property
    def weights(self) -> FloatArray:
        """W = W_ext P, shape (outputs, inputs) in C order, so that y = W f."""
        return _read_only(weights.weights(self))

    def copies(self) -> FloatArray:
        """The columns of W_ext, one a row: g placed at every extended input. Shape (extended inputs, outputs)."""
        return copies.copies(self)

    def windows(self) -> FloatArray:
        """The rows of W_ext: h placed at every output. Shape (outputs, extended inputs)."""
        return windows.windows(self)

    def scatter(self) -> FloatArray:
        """The outputs, summed from scaled copies; shape of the outputs."""
        return copies.scatter(self)

    def gather(self) -> FloatArray:
        """The outputs, each summed under its window; shape of the outputs."""
        return windows.gather(self)

    @cached_property
    def output(self) -> FloatArray:
        """y, in the shape of the outputs."""
        return _read_only(self.gather())

    # The same, piece by piece and exact.

    def copy_pieces(self, s: Index) -> tuple[Piece, ...]:
        """The pieces of the scaled copy at s, in tap order, those that leave the kept outputs included."""
        return copies.copy_pieces(self, s)

    def window_pieces(self, t: Index) -> tuple[Piece, ...]:
        """The pieces under the window at t, ordered by s, then by falling offset of their tap in g."""
        return windows.window_pieces(self, t)

    def total(self, t: Index) -> Fraction:
        """y(t), exact: the sum of its window's pieces."""
        if t not in self._totals:
            self._totals[t] = sum((piece.product for piece in self.window_pieces(t)), Fraction(0))
        return self._totals[t]

    @cached_property
    def _totals(self) -> dict[Index, Fraction]:
        """The totals that were asked for so far: films ask again in every frame."""
        return {}

    def weight(self, t: Index, s: Index) -> Fraction:
        """W[t, s], exact: what input s counts in output t, by itself and by the ghosts that repeat it."""
        return sum((piece.weight for piece in self.window_pieces(t) if self.source(piece.s) == s), Fraction(0))

    def scatter_order(self) -> tuple[Index, ...]:
        """The inputs that carry data, in the order in which they scatter (C order)."""
        return tuple(product(*self.carrying))

    def completed_after(self, s: Index) -> tuple[Index, ...]:
        """The kept outputs that are complete once s has scattered; none for a zero ghost, which never scatters."""
        return self._completions.get(s, ())

    @cached_property
    def _completions(self) -> dict[Index, tuple[Index, ...]]:
        return order.completions(self)

    def content(self) -> tuple[Any, ...]:
        """All that tells it from another problem, as plain data."""
        choices = self.operator.value, self.mode.value, self.boundary.value, self.stride, self.dilation
        return (*self.signal.content(), *self.kernel.content(), *choices)

    def __reduce__(self) -> tuple[Any, ...]:  # without what was computed: workers get the question, not the answers
        return Problem, tuple(getattr(self, field.name) for field in fields(self))


def _read_only(array: FloatArray) -> FloatArray:
    array.flags.writeable = False
    return array
