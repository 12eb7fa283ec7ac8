"""The patch as a frame has room for it: with the pixels around where numbers still fit, or only what g needs."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property

from kernels import Patch, Problem

from .image_body import INPUT, Spots, fitted
from .marks.cell_text import size_for
from .marks.mark import Look

Ranges = tuple[range, range]


@dataclass(frozen=True, eq=False)
class PatchView:
    """A patch, and the numbers that are to be shown in its cells."""

    problem: Problem
    whole: Patch
    texts: frozenset[str]

    def patch(self, look: Look) -> Patch:
        """What is shown in this frame."""
        aspect = look.layout.frame.aspect
        if aspect not in self._known:
            self._known[aspect] = self.whole if self._fits(look) else self.needed
        return self._known[aspect]

    def region(self, look: Look) -> Ranges:
        """The rows and columns from its first to its last."""
        rows, columns = self.patch(look).rows, self.patch(look).columns
        return range(rows[0], rows[-1] + 1), range(columns[0], columns[-1] + 1)

    @cached_property
    def needed(self) -> Patch:
        """The pixels that the copy or the window in the middle lies on, and at least those beside it."""
        rows, columns = (self._kept(axis, i) for i, axis in enumerate((self.whole.rows, self.whole.columns)))
        return Patch(self.whole.middle, rows, columns)

    def _kept(self, axis: range, i: int) -> range:
        c, taps, middle = self.problem.g.origin[i], self.problem.g.shape[i], axis.index(self.whole.middle[i])
        reach = min(max(c, taps - 1 - c, 1), middle)
        return axis[middle - reach : middle + reach + 1]

    def _fits(self, look: Look) -> bool:
        rect = look.spot("left", Spots).rects[INPUT]
        _, pitch = fitted(rect, *self.whole.shape)
        return size_for(self.texts, pitch, look.layout.frame) is not None

    @cached_property
    def _known(self) -> dict[str, Patch]:
        return {}
