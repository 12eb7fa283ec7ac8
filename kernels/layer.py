"""The layer: what networks call a convolution, with stride, padding and dilation, and its transpose.

One matrix A again. Its rows are the windows: the weights as they are, unflipped, at every output. Its columns are what
the transpose scatters: every small-side value drops a scaled copy of the same weights, unflipped, onto the big side.
"""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction
from functools import cached_property, reduce
from itertools import product
from typing import Any

import numpy as np
import numpy.typing as npt

from kernels.bounds import MOST_DILATION, MOST_EXTENDED, MOST_PADDING, MOST_STRIDE, times
from kernels.errors import InputError, quoted
from kernels.kernel import Kernel
from kernels.layer_geometry import LayerAxis
from kernels.modes import Mode
from kernels.pieces import Piece
from kernels.samples import FloatArray, Index, whole
from kernels.signal import Signal
from kernels.weights import check_matrix


@dataclass(frozen=True)
class Layer:
    """y(t) = Σ_k w[k] x(t·S − P + k·D): a layer of one channel and no bias; x is 0 outside of its inputs.

    `weights`: the array is the layer's, its origin counts for nothing. `padding`: P, zeros on both sides of every axis;
    or a mode: `valid` none, `full` D·(M−1), `same` as many zeros in all as give back N outputs at stride 1, where the
    one that cannot be shared goes after the inputs, as torch has it. torch takes `same` with stride 1 only; here the
    padding is that of stride 1, of which a stride keeps every S-th output.
    Raises InputError for dimensions that differ, for anything out of bounds, and where no window fits.
    """

    signal: Signal
    weights: Kernel
    stride: int = 1
    padding: int | Mode = Mode.VALID
    dilation: int = 1

    def __post_init__(self) -> None:
        object.__setattr__(self, "stride", whole(self.stride, "stride", 1, MOST_STRIDE))
        object.__setattr__(self, "dilation", whole(self.dilation, "dilation", 1, MOST_DILATION))
        if not isinstance(self.padding, Mode):
            object.__setattr__(self, "padding", whole(self.padding, "padding", 0, MOST_PADDING))
        if self.signal.ndim != self.weights.ndim:
            raise InputError(
                f"weights {quoted(self.weights.name)} are {self.weights.ndim}-D but signal {quoted(self.signal.name)} "
                f"is {self.signal.ndim}-D; choose two of the same dimension"
            )
        padded = tuple(len(axis.padded) for axis in self.axes)
        if np.prod(padded, dtype=object) > MOST_EXTENDED:
            raise InputError(
                f"padding makes {times(padded)} inputs, at most {MOST_EXTENDED} together; use less padding"
            )
        if not all(axis.outputs for axis in self.axes):
            reach = times(tuple(axis.reach for axis in self.axes))
            raise InputError(
                f"weights {quoted(self.weights.name)} cover {reach} inputs, with their padding there are "
                f"{times(padded)}; use more padding, a smaller dilation or fewer weights"
            )

    @property
    def ndim(self) -> int:
        """Number of axes, 1 or 2."""
        return self.signal.ndim

    @property
    def in_fractions(self) -> bool:
        """Whether products and totals are shown as fractions: some of the numbers were typed so."""
        return self.signal.in_fractions or self.weights.in_fractions

    @cached_property
    def axes(self) -> tuple[LayerAxis, ...]:
        """The geometry of each axis."""
        return tuple(
            LayerAxis(n, m, self.stride, self.dilation, *self._pads(m))
            for n, m in zip(self.signal.shape, self.weights.shape, strict=True)
        )

    def _pads(self, taps: int) -> tuple[int, int]:
        """Zeros before and after the inputs of an axis."""
        if not isinstance(self.padding, Mode):
            return self.padding, self.padding
        spread = self.dilation * (taps - 1)
        if self.padding is Mode.SAME:
            return spread // 2, spread - spread // 2
        return (spread, spread) if self.padding is Mode.FULL else (0, 0)

    @property
    def outputs(self) -> tuple[range, ...]:
        """The t of the outputs, one range an axis."""
        return tuple(axis.outputs for axis in self.axes)

    @property
    def shape(self) -> Index:
        """How many outputs each axis has."""
        return tuple(len(axis.outputs) for axis in self.axes)

    def centre(self, t: Index) -> Index:
        """The position under the centre of the window of output t."""
        return tuple(axis.centre(at) for axis, at in zip(self.axes, t, strict=True))

    @cached_property
    def overlaps(self) -> npt.NDArray[np.int64]:
        """For every input, how many windows cover it with a weight, shape of the signal; 0: no output uses it."""
        each = [np.array(axis.overlaps, dtype=np.int64) for axis in self.axes]
        return reduce(np.multiply.outer, each)

    # The layer, and its transpose, as arrays.

    @cached_property
    def output(self) -> FloatArray:
        """y, gathered weight by weight; shape (outputs)."""
        padded = np.pad(self.signal.values, [(axis.before, axis.after) for axis in self.axes])
        y = np.zeros(self.shape)
        for k in np.ndindex(self.weights.shape):
            y += self.weights.values[k] * padded[self._under(k)]
        return y

    def conv_transpose(self, small: npt.ArrayLike) -> FloatArray:
        """Aᵀ small, scattered weight by weight: from the shape of the outputs back to that of the inputs.

        With `small` a gradient at the outputs, it is the gradient at the inputs.
        """
        values = np.asarray(small, dtype=np.float64)
        if values.shape != self.shape:
            raise InputError(f"{times(values.shape)} values to scatter, the layer has {times(self.shape)} outputs")
        big = np.zeros(tuple(len(axis.padded) for axis in self.axes))
        for k in np.ndindex(self.weights.shape):
            big[self._under(k)] += self.weights.values[k] * values
        return big[tuple(slice(axis.before, axis.before + axis.inputs) for axis in self.axes)]

    def _under(self, k: Index) -> tuple[slice, ...]:
        """In the padded inputs, those under weight k of all windows."""
        along = zip(self.axes, k, strict=True)
        starts = [(axis, axis.position(0, i) + axis.before) for axis, i in along]
        return tuple(slice(a, a + (len(x.outputs) - 1) * x.stride + 1, x.stride) for x, a in starts)

    @cached_property
    def matrix(self) -> FloatArray:
        """A, shape (outputs, inputs) in C order: y = A x, and the transpose is Aᵀ (InputError when too large)."""
        rows, columns = int(np.prod(self.shape)), self.signal.values.size
        check_matrix(rows, columns)
        a = np.zeros((rows, columns))
        for row, t in enumerate(product(*self.outputs)):
            for k in np.ndindex(self.weights.shape):
                s = self._position(t, k)
                if self.is_input(s):
                    a[row, np.ravel_multi_index(s, self.signal.shape)] += self.weights.values[k]
        return a

    # The same, piece by piece and exact.

    def is_input(self, s: Index) -> bool:
        """Whether a position is an input, and not padding."""
        return all(0 <= at < n for at, n in zip(s, self.signal.shape, strict=True))

    def data(self, s: Index) -> Fraction:
        """x(s), exact; 0 for padding."""
        return self.signal.exact_at(s) if self.is_input(s) else Fraction(0)

    def _position(self, t: Index, k: Index) -> Index:
        return tuple(axis.position(at, i) for axis, at, i in zip(self.axes, t, k, strict=True))

    def window(self, t: Index) -> tuple[Piece, ...]:
        """The pieces x(s) · w[k] under the window of output t, in the order of the weights; they add up to y(t)."""
        return tuple(self._piece(t, k, None) for k in np.ndindex(self.weights.shape))

    def copy(self, t: Index) -> tuple[Piece, ...]:
        """The pieces y(t) · w[k] of the scaled copy that the transpose drops at t, those that land in the padding
        included."""
        return tuple(self._piece(t, k, self.total(t)) for k in np.ndindex(self.weights.shape))

    def _piece(self, t: Index, k: Index, value: Fraction | None) -> Piece:
        s = self._position(t, k)
        data, weight = self.data(s) if value is None else value, self.weights.exact_at(k)
        offset = tuple(i - axis.middle for i, axis in zip(k, self.axes, strict=True))
        return Piece(t, s, k, offset, data, weight, data * weight, not self.is_input(s))

    def total(self, t: Index) -> Fraction:
        """y(t), exact."""
        if t not in self._totals:
            self._totals[t] = sum((piece.product for piece in self.window(t)), Fraction(0))
        return self._totals[t]

    @cached_property
    def _totals(self) -> dict[Index, Fraction]:
        """The totals that were asked for so far: films ask again in every frame."""
        return {}

    @cached_property
    def landed(self) -> dict[Index, tuple[Piece, ...]]:
        """For every input position, the pieces that the transpose of y lands there, in the order of t."""
        found: dict[Index, list[Piece]] = {s: [] for s in np.ndindex(self.signal.shape)}
        for t in product(*self.outputs):
            for piece in self.copy(t):
                if not piece.ghost:
                    found[piece.s].append(piece)
        return {s: tuple(pieces) for s, pieces in found.items()}

    def back(self, s: Index) -> Fraction:
        """(Aᵀ y)(s), exact: what the transposed layer makes of the layer's own outputs."""
        return sum((piece.product for piece in self.landed[s]), Fraction(0))

    def content(self) -> tuple[Any, ...]:
        """All that tells it from another layer, as plain data."""
        padding = self.padding.value if isinstance(self.padding, Mode) else self.padding
        return (*self.signal.content(), *self.weights.content(), self.stride, padding, self.dilation)
