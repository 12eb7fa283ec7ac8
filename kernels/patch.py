"""Patches: the few pixels of a picture whose numbers are shown, and where it tells most to look at them."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import product

import numpy as np

from kernels.filtered import Filtered
from kernels.image import Image
from kernels.problem import Problem
from kernels.samples import Index

CONTEXT = 2  # pixels on every side of the middle, even if the kernel reaches less far


@dataclass(frozen=True)
class Patch:
    """Pixels around `middle` as far as the kernel reaches from there: rows and columns, in steps of the dilation."""

    middle: Index
    rows: range
    columns: range

    @property
    def pixels(self) -> tuple[Index, ...]:
        """Every one of them, row by row."""
        return tuple(product(self.rows, self.columns))

    @property
    def shape(self) -> Index:
        """Rows and columns."""
        return len(self.rows), len(self.columns)


def telling_patch(problem: Problem, image: Image, left: Filtered, right: Filtered) -> Patch:
    """The patch whose pixels tell most: they have many values (their number), far apart (their deviation). Of equals,
    the one where left and right, the results of both procedures, differ most, and then the one nearest to the middle.

    It lies within the picture, and within both results where they leave room for it.
    """
    reaches = [_reach(problem, axis) for axis in range(2)]
    steps = [np.arange(-reach, reach + 1) * problem.dilation for reach in reaches]
    common = left.minus(right)
    apart = np.abs(common.values[..., image.told])
    data = image.samples[..., image.told]
    middle = tuple((n - 1) / 2 for n in image.shape)

    def score(t: Index) -> tuple[float, ...]:
        seen = data[np.ix_(t[0] + steps[0], t[1] + steps[1])]
        differs = apart[t[0] - common.outputs[0].start, t[1] - common.outputs[1].start]
        return (
            len(np.unique(seen)) * float(seen.std()),
            float(differs),
            -float(np.hypot(t[0] - middle[0], t[1] - middle[1])),
        )

    places = [_places(n, t, int(step[-1])) for n, t, step in zip(image.shape, common.outputs, steps, strict=True)]
    best = max(product(*places), key=score)
    rows, columns = (
        range(t + int(step[0]), t + int(step[-1]) + 1, problem.dilation) for t, step in zip(best, steps, strict=True)
    )
    return Patch(best, rows, columns)


def _reach(problem: Problem, axis: int) -> int:
    """How many pixels a patch has on each side of its middle."""
    taps, c, n = problem.g.shape[axis], problem.g.origin[axis], problem.signal.shape[axis]
    needed = max(c, taps - 1 - c)
    wider = max(needed, CONTEXT)
    return wider if 2 * wider * problem.dilation < n else needed


def _places(n: int, outputs: range, reach: int) -> range:
    """Where the middle may be along one axis."""
    within = range(max(0, outputs.start) + reach, min(n, outputs.stop) - reach)
    return within or range(max(reach, outputs.start), min(n - reach, outputs.stop))
