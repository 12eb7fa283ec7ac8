"""Differences of two problems by t, and the mistake that `mismatch` shows: one kernel in both procedures."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from fractions import Fraction
from itertools import product

from kernels.catalogue import KERNELS
from kernels.errors import InputError
from kernels.kernel import Kernel
from kernels.modes import Operator
from kernels.problem import Problem
from kernels.samples import Index


def unflipped(problem: Problem) -> Problem:
    """The same g swept over the outputs as it is: its correlation, where its flip would be right."""
    return replace(problem, kernel=problem.g, operator=Operator.CORRELATION)


def mirrored(problem: Problem) -> Problem:
    """h, the flip of g, swept over the outputs: as it has to be for the same result."""
    return replace(problem, kernel=problem.h, operator=Operator.CORRELATION)


def differences(left: Problem, right: Problem) -> dict[Index, Fraction | None]:
    """left(t) − right(t), exact, for every t that either keeps, in order; None where only one of them does."""
    kept = {*product(*left.outputs), *product(*right.outputs)}
    return {t: left.total(t) - right.total(t) if left.lands(t) and right.lands(t) else None for t in sorted(kept)}


def blended(problem: Problem, share: Fraction) -> Problem:
    """The same with g's even part and a share of its odd part: its outputs are those of both parts, added so."""
    return replace(problem, kernel=problem.g.blend(share), operator=Operator.CONVOLUTION)


def odd_part_of(problem: Problem) -> Problem:
    """The same with nothing but g's odd part."""
    return replace(problem, kernel=problem.g.odd_part(), operator=Operator.CONVOLUTION)


def swapped_pair(kernel: Kernel) -> Index | None:
    """The offset k > 0 with the weight that differs most from that at −k; None for a symmetric kernel.

    In 2-D right and down, (+1, +1), wherever it differs from left and up, (−1, −1).
    """
    odd = kernel.odd_part()
    apart = {k: abs(odd.exact_at(tuple(i + c for i, c in zip(k, odd.origin, strict=True))))
             for k in product(*odd.offsets()) if k > (0,) * odd.ndim}  # fmt: skip
    diagonal = (1,) * kernel.ndim
    if apart.get(diagonal):
        return diagonal
    found = max(apart, key=lambda k: (apart[k], -sum(map(abs, k))), default=None)
    return found if found is not None and apart[found] else None


def part(values: Mapping[Index, Fraction | None]) -> bool:
    """Whether any difference is not 0."""
    return any(values.values())


def telling_kernel(problem: Problem) -> Kernel | None:
    """The first kernel of the catalogue whose flip can be seen on this data with these settings; None if none can."""
    for kernel in KERNELS:
        if kernel.ndim == problem.ndim and not kernel.is_symmetric:
            try:
                tried = replace(problem, kernel=kernel, operator=Operator.CONVOLUTION)
                if part(differences(tried, unflipped(tried))):
                    return kernel
            except InputError:  # too long for the data
                continue
    return None
