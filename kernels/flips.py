"""The flips of a 2-D kernel that people try; one of them, the half turn, is the flip that convolution needs."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from enum import Enum
from fractions import Fraction
from typing import Any

import numpy as np
import numpy.typing as npt

from kernels.catalogue import KERNELS
from kernels.errors import InputError
from kernels.kernel import Kernel
from kernels.modes import Operator
from kernels.problem import Problem
from kernels.samples import Index


class PlaneFlip(Enum):
    """A rearrangement of the taps of a 2-D kernel about its pin; (r, c) is a tap's offset.

    LEFT_RIGHT (r, −c); UP_DOWN (−r, c); TRANSPOSE (c, r), over the diagonal from the upper left; ANTI_TRANSPOSE
    (−c, −r), over the other diagonal; HALF_TURN (−r, −c), which is LEFT_RIGHT and UP_DOWN together.
    """

    LEFT_RIGHT = "left-right"
    UP_DOWN = "up-down"
    TRANSPOSE = "transpose"
    ANTI_TRANSPOSE = "anti-transpose"
    HALF_TURN = "half turn"

    def moved(self, offset: Index) -> Index:
        """Where the tap at an offset goes."""
        r, c = offset
        return {
            PlaneFlip.LEFT_RIGHT: (r, -c),
            PlaneFlip.UP_DOWN: (-r, c),
            PlaneFlip.TRANSPOSE: (c, r),
            PlaneFlip.ANTI_TRANSPOSE: (-c, -r),
            PlaneFlip.HALF_TURN: (-r, -c),
        }[self]


TRIED_FLIPS = tuple(PlaneFlip)  # in the order in which they are tried: the right one last


def flipped_by(kernel: Kernel, flip: PlaneFlip) -> Kernel:
    """A 2-D kernel with its taps rearranged about its pin; transposes exchange its height and its width.

    `K[:, ::-1]`, `K[::-1]`, `K.T`, `K[::-1, ::-1].T`, `K[::-1, ::-1]`; the origin goes where its tap goes.
    """
    if flip is PlaneFlip.HALF_TURN:
        return kernel.flipped()
    order = _rearranged(np.arange(kernel.values.size).reshape(kernel.shape), flip).ravel()
    here = np.zeros(kernel.shape, dtype=bool)
    here[kernel.origin] = True
    row, column = np.argwhere(_rearranged(here, flip))[0].tolist()
    texts = tuple(kernel.texts[i] for i in order) if kernel.texts else None
    values = _rearranged(kernel.values, flip)
    return Kernel(values, (row, column), f"{kernel.name} {flip.value}", f"{flip.value} of: {kernel.summary}", texts)


def _rearranged(values: npt.NDArray[Any], flip: PlaneFlip) -> npt.NDArray[Any]:
    if flip is PlaneFlip.LEFT_RIGHT:
        return values[:, ::-1]
    if flip is PlaneFlip.UP_DOWN:
        return values[::-1]
    return values.T if flip is PlaneFlip.TRANSPOSE else values[::-1, ::-1].T


def swept(problem: Problem, flip: PlaneFlip) -> Problem:
    """g, flipped so, swept over the outputs: right for the half turn.

    Raises InputError where a transposed kernel is too long for the data.
    """
    return replace(problem, kernel=flipped_by(problem.g, flip), operator=Operator.CORRELATION)


def sweepable(problem: Problem, flip: PlaneFlip) -> bool:
    """Whether `swept` has an answer: other shapes may not fit the data in mode `valid`, or need too many ghosts."""
    try:
        swept(problem, flip)
    except InputError:
        return False
    return True


def taps_by_offset(kernel: Kernel) -> Mapping[Index, Fraction]:
    """The taps that are not 0, by their offsets: what a kernel is, however many zeros stand around it."""
    origin = kernel.origin
    return {
        tuple(i - c for i, c in zip(k, origin, strict=True)): kernel.exact_at(k)
        for k in np.ndindex(kernel.shape)
        if kernel.values[k]
    }


def unseen_flips(kernel: Kernel) -> tuple[PlaneFlip, ...]:
    """The wrong flips that this kernel cannot tell from the half turn, whatever the data."""
    right = taps_by_offset(kernel.flipped())
    wrong = [flip for flip in TRIED_FLIPS if flip is not PlaneFlip.HALF_TURN]
    return tuple(flip for flip in wrong if taps_by_offset(flipped_by(kernel, flip)) == right)


def telling_plane_kernel() -> Kernel:
    """The first kernel of the catalogue for which every wrong flip gives other taps than the half turn."""
    return next(k for k in KERNELS if k.ndim == 2 and not k.is_symmetric and not unseen_flips(k))
