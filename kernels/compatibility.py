"""What does not fit together: dimensions, and kernels that are longer than the data."""

from __future__ import annotations

from typing import TYPE_CHECKING

from kernels.bounds import times
from kernels.errors import InputError, quoted
from kernels.modes import Boundary, Mode

if TYPE_CHECKING:
    from kernels.problem import Problem


def check_dimensions(problem: Problem) -> None:
    """InputError unless signal and kernel have the same number of axes."""
    signal, kernel = problem.signal, problem.kernel
    if signal.ndim != kernel.ndim:
        raise InputError(
            f"kernel {quoted(kernel.name)} is {kernel.ndim}-D but signal {quoted(signal.name)} is {signal.ndim}-D; "
            f"choose two of the same dimension"
        )


def check_mode(problem: Problem) -> None:
    """InputError unless the boundary goes with the mode, and `valid` leaves any output."""
    if problem.boundary is not Boundary.ZERO and problem.mode is not Mode.SAME:
        raise InputError(
            f"boundary {problem.boundary.value} goes with mode same only, not with {problem.mode.value}; "
            f"use mode same, or boundary zero"
        )
    reach = tuple((taps - 1) * problem.dilation + 1 for taps in problem.kernel.shape)
    if problem.mode is Mode.VALID and any(m > n for m, n in zip(reach, problem.signal.shape, strict=True)):
        raise InputError(
            f"kernel {quoted(problem.kernel.name)} covers {times(reach)} inputs, too many for mode valid: signal "
            f"{quoted(problem.signal.name)} has {times(problem.signal.shape)}; use a shorter kernel, or mode same"
        )
