"""The input-centred view: a copy of g stands at every input; scaled by their inputs, the copies sum to the output.

Everything here is built from g alone, by t = s + (k − c)·dilation, and knows nothing of windows.
"""

from __future__ import annotations

from itertools import product
from typing import TYPE_CHECKING

import numpy as np

from kernels.boundary import extended_values
from kernels.pieces import Piece
from kernels.samples import FloatArray, Index, Numbers
from kernels.weights import check_matrix, count

if TYPE_CHECKING:
    from kernels.problem import Problem


def copies(problem: Problem) -> FloatArray:
    """The copies of g at every extended input, read at the kept outputs: the columns of W_ext, one a row.

    Shape (extended inputs, outputs), both in C order. InputError past the bound of a matrix.
    """
    check_matrix(count(problem.extended), count(problem.outputs))
    placed = np.zeros((count(problem.extended), *(len(axis) for axis in problem.outputs)))
    for row, s in enumerate(product(*problem.extended)):
        for k in np.ndindex(problem.g.shape):
            t = _landing(problem, s, k)
            if problem.lands(t):
                slot = tuple(axis.index(position) for axis, position in zip(problem.outputs, t, strict=True))
                placed[(row, *slot)] = problem.g.values[k]
    return placed.reshape(len(placed), -1)


def scatter(problem: Problem) -> FloatArray:
    """The kept outputs, each input having dropped its scaled copy: y(s + (k − c)·d) += f(s)·g[k], tap after tap.

    Shape of the outputs.
    """
    data = extended_values(problem.signal.values, problem.carrying, problem.boundary)
    return scattered(problem, data, problem.g.values)


def scattered(problem: Problem, data: Numbers, taps: Numbers) -> Numbers:
    """The same for any numbers of one type in the problem's place: `data` over the inputs that carry data.

    A canvas holds all that the copies touch; what leaves the kept outputs is cut off at the end.
    """
    g, d = problem.g, problem.dilation
    size = tuple(n + (length - 1) * d for n, length in zip(data.shape, g.shape, strict=True))
    canvas = np.zeros(size, dtype=taps.dtype)
    for k in np.ndindex(g.shape):
        touched = tuple(slice(i * d, i * d + n) for i, n in zip(k, data.shape, strict=True))
        canvas[touched] += data * taps[k]
    first = (axis.start - c * d for axis, c in zip(problem.carrying, g.origin, strict=True))
    kept = zip(problem.outputs, first, strict=True)
    return canvas[tuple(slice(t.start - start, t.stop - start, t.step) for t, start in kept)].copy()


def copy_pieces(problem: Problem, s: Index) -> tuple[Piece, ...]:
    """The pieces of the scaled copy at s, in tap order, those that leave the kept outputs included."""
    data, ghost = problem.data(s), problem.is_ghost(s)
    made = []
    for k in np.ndindex(problem.g.shape):
        weight = problem.g.exact_at(k)
        offset = tuple(i - c for i, c in zip(k, problem.g.origin, strict=True))
        made.append(Piece(_landing(problem, s, k), s, k, offset, data, weight, data * weight, ghost))
    return tuple(made)


def _landing(problem: Problem, s: Index, k: Index) -> Index:
    """Where tap k of the copy at s lands: t = s + (k − c)·d."""
    placed = zip(s, k, problem.g.origin, strict=True)
    return tuple(position + (i - c) * problem.dilation for position, i, c in placed)
