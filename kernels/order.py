"""The order of scattering, and which outputs each input completes."""

from __future__ import annotations

from itertools import product
from typing import TYPE_CHECKING

import numpy as np

from kernels.samples import Index

if TYPE_CHECKING:
    from kernels.problem import Problem


def completions(problem: Problem) -> dict[Index, tuple[Index, ...]]:
    """For each input that carries data, in the order of scattering, the outputs that are complete after it.

    An output is complete when the last input with a weight ≠ 0 there has scattered; one that no such input reaches
    counts as complete after the first. Every kept output appears exactly once.
    """
    last = np.zeros(tuple(len(axis) for axis in problem.outputs), dtype=np.intp)
    for k in np.ndindex(problem.g.shape):
        if problem.g.values[k] != 0:
            np.maximum(last, _places(problem, problem.step(k)), out=last)
    completed: list[list[Index]] = [[] for _ in product(*problem.carrying)]
    for t, place in zip(product(*problem.outputs), last.ravel().tolist(), strict=True):
        completed[place].append(t)
    return {s: tuple(done) for s, done in zip(product(*problem.carrying), completed, strict=True)}


def _places(problem: Problem, step: Index) -> np.ndarray[tuple[int, ...], np.dtype[np.intp]]:
    """For every kept output t, the place of s = t − step in the order of scattering; 0 where s carries no data."""
    places, reached = np.zeros((), dtype=np.intp), np.ones((), dtype=bool)
    for outputs, inputs, shift in zip(problem.outputs, problem.carrying, step, strict=True):
        s = np.arange(outputs.start, outputs.stop, outputs.step) - shift - inputs.start
        places = places[..., None] * len(inputs) + s
        reached = reached[..., None] & (s >= 0) & (s < len(inputs))
    return np.where(reached, places, 0)
