"""The weights: W_ext[t, s] = g(t − s), the fold P of ghosts onto the inputs that they repeat, and W = W_ext P."""

from __future__ import annotations

from math import prod
from typing import TYPE_CHECKING

import numpy as np
import numpy.typing as npt

from kernels.boundary import sources
from kernels.bounds import MOST_MATRIX, times
from kernels.errors import InputError
from kernels.samples import FloatArray

if TYPE_CHECKING:
    from kernels.problem import Problem

Ranges = tuple[range, ...]


def count(axes: Ranges) -> int:
    """How many positions a block of the grid has."""
    return prod(len(axis) for axis in axes)


def check_matrix(rows: int, columns: int) -> None:
    """InputError when a matrix would be too large to hold."""
    if rows * columns > MOST_MATRIX:
        raise InputError(
            f"the weights are {times((rows, columns))} numbers, at most {MOST_MATRIX} together; shorten the signal"
        )


def fold(problem: Problem) -> FloatArray:
    """P, shape (extended inputs, inputs): 1 where an extended input is that input or a ghost of it; zero ghosts fold
    onto nothing."""
    rows, columns = count(problem.extended), count(problem.inputs)
    check_matrix(rows, columns)
    matrix = np.zeros((rows, columns))
    folded = _flat_sources(problem, problem.extended)
    real = np.flatnonzero(folded >= 0)
    matrix[real, folded[real]] = 1.0
    return matrix


def weights(problem: Problem) -> FloatArray:
    """W = W_ext P, shape (outputs, inputs): what each input counts in each output, ghosts folded in.

    Summed tap by tap without W_ext, which may be far larger: W[t, source(t − (k − c)·d)] += g[k].
    """
    rows, columns = count(problem.outputs), count(problem.inputs)
    check_matrix(rows, columns)
    matrix = np.zeros((rows, columns))
    every = np.arange(rows)
    for k in np.ndindex(problem.g.shape):
        reached = tuple(
            range(axis.start - step, axis.stop - step, axis.step)
            for axis, step in zip(problem.outputs, problem.step(k), strict=True)
        )
        folded = _flat_sources(problem, reached)
        matrix[every[folded >= 0], folded[folded >= 0]] += problem.g.values[k]
    return matrix


def _flat_sources(problem: Problem, positions: Ranges) -> npt.NDArray[np.intp]:
    """For every position of a block, in C order, the flat index of the input that has its value; −1 for none."""
    flat = np.zeros(1, dtype=np.intp)
    for axis, n in zip(positions, problem.signal.shape, strict=True):
        found = sources(axis, n, problem.boundary)
        joined = flat[:, None] * n + found[None, :]
        flat = np.where((flat[:, None] < 0) | (found[None, :] < 0), -1, joined).ravel()
    return flat
