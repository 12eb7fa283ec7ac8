"""All that the film `image` shows of a problem, computed once: results, difference, where to look."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property

from kernels import Filtered, Image, Patch, Problem, gather_picture, scatter_picture, telling_patch, unflipped
from kernels.samples import Numbers

from .pixels import Pixels
from .shades import Shades, of_image
from .theme import Theme

INSET_REACH = 5  # pixels around the middle of what is magnified without numbers

Ranges = tuple[range, range]


@dataclass(frozen=True, eq=False)
class ImageResults:
    """A picture, and the problem of one of its channels, which has the kernel and the settings of all."""

    problem: Problem
    image: Image

    @cached_property
    def y(self) -> Filtered:
        """The convolution, scattered."""
        return scatter_picture(self.problem, self.image)

    @cached_property
    def gathered(self) -> Filtered:
        """The convolution, gathered with g turned."""
        return gather_picture(self.problem, self.image)

    @cached_property
    def z(self) -> Filtered:
        """The correlation: gathered with g as it is."""
        return gather_picture(unflipped(self.problem), self.image)

    @cached_property
    def difference(self) -> Filtered:
        """y − z."""
        return self.y.minus(self.z)

    @cached_property
    def patch(self) -> Patch:
        """Where numbers are shown."""
        return telling_patch(self.problem, self.image, self.y, self.z)

    @cached_property
    def shades(self) -> Shades:
        """Of both results."""
        return Shades.of(self.y, self.z)

    @cached_property
    def difference_shades(self) -> Shades:
        """Of their difference."""
        return Shades.of_difference(self.difference, self.shades)

    # Where everything lies.

    @cached_property
    def area(self) -> Ranges:
        """The picture's own rows and columns."""
        rows, columns = self.problem.inputs
        return rows, columns

    @cached_property
    def canvas(self) -> Ranges:
        """Rows and columns of the picture and of both results."""
        every = (self.area, self.y.outputs, self.z.outputs)
        rows, columns = (range(min(r[i].start for r in every), max(r[i].stop for r in every)) for i in range(2))
        return rows, columns

    @cached_property
    def inset_region(self) -> Ranges:
        """The square that is magnified beside whole pictures: large enough to see what a copy does."""
        patch = self.patch.rows, self.patch.columns
        reach = max(INSET_REACH, *((axis[-1] - axis[0]) // 2 for axis in patch))
        side = min(2 * reach + 1, *(len(axis) for axis in self.area))
        starts = [
            min(max(t - reach, 0), len(axis) - side) for t, axis in zip(self.patch.middle, self.area, strict=True)
        ]
        return range(starts[0], starts[0] + side), range(starts[1], starts[1] + side)

    # Pixels of every picture, whole or cut to a region, at every step of a sweep.

    def pixels_f(self, theme: Theme, region: Ranges) -> Pixels:
        """The picture."""
        rows, columns = region
        return Pixels.of(of_image(theme, self.image)[rows.start : rows.stop, columns.start : columns.stop])

    def pixels_scattered(self, theme: Theme, step: int, region: Ranges) -> Pixels | None:
        """What the first `step` rows of the picture have added up to."""
        if step <= 0:
            return None
        if step >= len(self.area[0]):
            return _cut(self.y, self.shades, theme, region)
        rows = step - self.problem.carrying[0].start
        return _cut(scatter_picture(self.problem, self.image, rows), self.shades, theme, region)

    def pixels_gathered(
        self, result: Filtered, shades: Shades, theme: Theme, step: int, region: Ranges
    ) -> Pixels | None:
        """The first rows of a result, in step with the rows of the picture; None before the first is seen."""
        rows, columns = region
        share = step / len(self.area[0])
        last = result.outputs[0].start + round(share * len(result.outputs[0]))
        made = range(rows.start, min(rows.stop, last))
        return _cut(result, shades, theme, (made, columns)) if len(made) else None


def _cut(result: Filtered, shades: Shades, theme: Theme, region: Ranges) -> Pixels:
    """The pixels of a region that lies within the result."""
    rows, columns = (
        slice(axis.start - t.start, axis.stop - t.start) for axis, t in zip(region, result.outputs, strict=True)
    )
    values: Numbers = result.values[rows, columns]
    return Pixels.of(shades.pixels(theme, values))


def common(region: Ranges, other: Ranges) -> Ranges:
    """The part of a region that lies within another."""
    rows, columns = (range(max(a.start, b.start), min(a.stop, b.stop)) for a, b in zip(region, other, strict=True))
    return rows, columns
