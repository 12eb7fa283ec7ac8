"""The output-centred view: the filter h is placed at every output and weighs the inputs under it.

Everything here is built from h alone, by s = t + (k − c)·dilation, and knows nothing of copies.
"""

from __future__ import annotations

from itertools import product
from typing import TYPE_CHECKING

import numpy as np

from kernels.pieces import Piece
from kernels.samples import FloatArray, Index, Numbers
from kernels.weights import check_matrix, count

if TYPE_CHECKING:
    from kernels.problem import Problem


def windows(problem: Problem) -> FloatArray:
    """The filter at every kept output, over the extended inputs: the rows of W_ext.

    Shape (outputs, extended inputs), both in C order. InputError past the bound of a matrix.
    """
    check_matrix(count(problem.outputs), count(problem.extended))
    h, d = problem.h, problem.dilation
    placed = np.zeros((count(problem.outputs), *(len(axis) for axis in problem.extended)))
    for row, t in enumerate(product(*problem.outputs)):
        corner = (p - c * d - axis.start for p, c, axis in zip(t, h.origin, problem.extended, strict=True))
        under = tuple(slice(a, a + (taps - 1) * d + 1, d) for a, taps in zip(corner, h.shape, strict=True))
        placed[row][under] = h.values
    return placed.reshape(len(placed), -1)


def gather(problem: Problem) -> FloatArray:
    """The kept outputs, each the dot product of the filter with the data under it: y(t) = Σ_k h[k] f(t + (k − c)·d).

    Shape of the outputs; all outputs advance together, one tap of the filter after the other.
    """
    return gathered(problem, problem.extended_signal, problem.h.values)


def gathered(problem: Problem, data: Numbers, taps: Numbers) -> Numbers:
    """The same for any numbers of one type in the problem's place: `data` over the extended inputs, `taps` of h."""
    h, d = problem.h, problem.dilation
    outputs = np.zeros(tuple(len(axis) for axis in problem.outputs), dtype=taps.dtype)
    for k in np.ndindex(h.shape):
        step = (  # from the first output's position in the extended data to the datum under this tap
            t.start - axis.start + (i - c) * d
            for t, axis, i, c in zip(problem.outputs, problem.extended, k, h.origin, strict=True)
        )
        under = (slice(a, a + (len(t) - 1) * t.step + 1, t.step) for a, t in zip(step, problem.outputs, strict=True))
        outputs += data[tuple(under)] * taps[k]
    return outputs


def window_pieces(problem: Problem, t: Index) -> tuple[Piece, ...]:
    """The products under the filter at t, ordered by s; each names the tap of g that the filter's tap is."""
    made = []
    h = problem.h
    for k in np.ndindex(h.shape):  # rising k is rising s, which is falling offset in g
        s = tuple(p + (i - c) * problem.dilation for p, i, c in zip(t, k, h.origin, strict=True))
        tap = tuple(taps - 1 - i for taps, i in zip(h.shape, k, strict=True))
        offset = tuple(c - i for i, c in zip(k, h.origin, strict=True))
        data, weight = problem.data(s), h.exact_at(k)
        made.append(Piece(t, s, tap, offset, data, weight, data * weight, problem.is_ghost(s)))
    return tuple(made)
