"""What the data is outside of its inputs: which input a ghost repeats."""

from __future__ import annotations

import numpy as np
import numpy.typing as npt

from kernels.errors import InputError
from kernels.modes import Boundary
from kernels.samples import Index, Numbers


def source(s: int, inputs: int, boundary: Boundary) -> int | None:
    """The input (0 … inputs−1) whose value f has at position s of one axis, or None where f is 0.

    edge: 1234 -> 11|1234|44, reflect: 1234 -> 32|1234|32, symmetric: 1234 -> 21|1234|43, wrap: 1234 -> 34|1234|12
    """
    if 0 <= s < inputs:
        return s
    if boundary is Boundary.ZERO:
        return None
    if boundary is Boundary.EDGE:
        return 0 if s < 0 else inputs - 1
    if boundary is Boundary.WRAP:
        return s % inputs
    if boundary is Boundary.SYMMETRIC:
        there_and_back = s % (2 * inputs)
        return min(there_and_back, 2 * inputs - 1 - there_and_back)
    period = max(2 * inputs - 2, 1)  # the ends are not repeated; one input alone has nothing to reflect
    return min(s % period, period - s % period) % inputs


def sources(positions: range, inputs: int, boundary: Boundary) -> npt.NDArray[np.intp]:
    """`source` of every position, −1 for None."""
    found = (source(s, inputs, boundary) for s in positions)
    return np.fromiter((-1 if s is None else s for s in found), dtype=np.intp, count=len(positions))


def extended_values(values: Numbers, extended: tuple[range, ...], boundary: Boundary) -> Numbers:
    """The data with its ghosts, one entry for every position of `extended`."""
    taken = [sources(axis, n, boundary) for axis, n in zip(extended, values.shape, strict=True)]
    result: Numbers = values[np.ix_(*taken)]
    for axis, indices in enumerate(taken):
        nothing = [slice(None)] * values.ndim
        nothing[axis] = indices < 0  # type: ignore[call-overload]
        result[tuple(nothing)] = 0
    return result


def check_ghosts(ghosts: tuple[Index, ...], shape: Index, boundary: Boundary) -> None:
    """InputError unless every ghost can be had: at most N−1 a side for reflect, N for symmetric and wrap."""
    if boundary in (Boundary.ZERO, Boundary.EDGE):
        return
    for axis, (sides, inputs) in enumerate(zip(ghosts, shape, strict=True)):
        most = inputs - 1 if boundary is Boundary.REFLECT else inputs
        if max(sides) > most:
            along = "" if len(shape) == 1 else (" rows", " columns")[axis]
            raise InputError(
                f"boundary {boundary.value} needs {max(sides)}{along or ' inputs'} outside on one side, "
                f"at most {most} with {inputs}{along or ' inputs'}; use a shorter kernel, or boundary zero or edge"
            )
