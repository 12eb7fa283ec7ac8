"""What a kernel and a signal have in common: finite numbers on one or two axes, exact as they were typed."""

from __future__ import annotations

import operator
from fractions import Fraction
from functools import cached_property
from typing import Any

import numpy as np
import numpy.typing as npt

from kernels.bounds import LEAST_MAGNITUDE, MOST_MAGNITUDE, plain, times
from kernels.errors import InputError
from kernels.numbers import EXACT_DIGITS, show

Index = tuple[int, ...]
FloatArray = npt.NDArray[np.float64]
Numbers = npt.NDArray[Any]  # floats, or whole numbers where a sum must be exact


class Samples:
    """Numbers with their texts; the part that `Kernel` and `Signal` share.

    `values`: read-only float64 array, 1-D or 2-D. `texts`: the numbers as typed, flat in C order, or None.
    """

    values: FloatArray
    name: str
    summary: str
    texts: tuple[str, ...] | None

    @property
    def ndim(self) -> int:
        """Number of axes, 1 or 2."""
        return self.values.ndim

    @property
    def shape(self) -> Index:
        """Entries along each axis."""
        return self.values.shape

    @cached_property
    def exact(self) -> npt.NDArray[np.object_]:
        """The values as `Fraction`, same shape: what was typed, or else the float's shortest decimal."""
        texts = self.texts or tuple(repr(value) for value in self.values.ravel().tolist())
        exact = np.empty(len(texts), dtype=object)
        exact[:] = [Fraction(text) for text in texts]
        exact = exact.reshape(self.shape)
        exact.flags.writeable = False
        return exact

    def exact_at(self, index: Index) -> Fraction:
        """One exact value."""
        value: Fraction = self.exact[index]
        return value

    @property
    def in_fractions(self) -> bool:
        """Whether any value was typed as a fraction, so that what is computed from it is shown as one."""
        return any("/" in text for text in self.texts or ())

    def label(self, index: Index) -> str:
        """The text of one value on screen; a fraction stays as it was typed, `4/16` and not `1/4`."""
        value = self.exact_at(index)
        text = self.texts[int(np.ravel_multi_index(index, self.shape))] if self.texts else ""
        if "/" in text and value != 0:
            top, bottom = (part.lstrip("+-0") for part in text.split("/"))
            if max(len(top), len(bottom)) <= EXACT_DIGITS:
                return f"{'−' if value < 0 else ''}{top}/{bottom}"
        return show(value)

    def content(self) -> tuple[Any, ...]:
        """All that tells it from another, as plain data."""
        return type(self).__name__, self.name, self.summary, self.texts, self.shape, self.values.tobytes()

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Samples) and self.content() == other.content()

    def __hash__(self) -> int:
        return hash(self.content())


def checked_values(values: npt.ArrayLike, what: str, most: dict[int, Index]) -> FloatArray:
    """A read-only float64 copy, −0 made 0; InputError unless finite, 1-D or 2-D, and within bounds."""
    try:
        array = np.asarray(values)
    except ValueError as error:
        raise InputError(f"the {what}'s rows differ in length; give every row the same number of values") from error
    if array.dtype.kind == "c":
        raise InputError(f"the {what} is complex ({array.dtype}); give real numbers, e.g. its real part")
    if array.dtype.kind not in "iuf":
        raise InputError(f"the {what}'s values are of type {array.dtype}, not numbers; give real numbers")
    check_shape(array.shape, what, most)
    with np.errstate(all="ignore"):  # longer floats may become infinite, which is said below
        floats = np.array(array, dtype=np.float64, order="C") + 0.0  # adding 0 turns −0 into 0
    for value in floats[~np.isfinite(floats)][:1].tolist():
        raise InputError(f"the {what} contains {value}, which is not finite; replace it by a number")
    size = np.abs(floats)
    for value in floats[size > MOST_MAGNITUDE][:1].tolist():
        raise InputError(f"the {what} contains {value:g}, values go up to {plain(MOST_MAGNITUDE)}; scale it down")
    for value in floats[(size > 0) & (size < LEAST_MAGNITUDE)][:1].tolist():
        raise InputError(f"the {what} contains {value:g}, values but 0 are at least {plain(LEAST_MAGNITUDE)}; write 0")
    floats.flags.writeable = False
    return floats


def check_shape(shape: Index, what: str, most: dict[int, Index]) -> None:
    """InputError unless an array of this shape is 1-D or 2-D, not empty, and within its dimension's bounds."""
    if len(shape) not in most:
        raise InputError(f"the {what} has {len(shape)} dimensions, only 1 or 2 can be shown; give a list or a grid")
    if 0 in shape:
        raise InputError(f"the {what} is empty ({times(shape)} values); give at least one number, e.g. 1,2,4")
    if any(length > bound for length, bound in zip(shape, most[len(shape)], strict=True)):
        raise InputError(f"the {what} has {times(shape)} values, at most {times(most[len(shape)])}; shorten it")


def checked_texts(texts: tuple[str, ...] | None, size: int, what: str) -> tuple[str, ...] | None:
    """The texts, if there is one for every value (InputError)."""
    if texts is not None and len(texts) != size:
        raise InputError(f"the {what} has {len(texts)} texts for {size} values; give one text a value")
    return None if texts is None else tuple(texts)


def whole(value: object, what: str, least: int, most: int) -> int:
    """A whole number within bounds (InputError)."""
    try:
        number = operator.index(value)  # type: ignore[arg-type]
    except TypeError:
        number = least - 1
    if isinstance(value, bool) or not least <= number <= most:
        raise InputError(f"{what} {str(value)[:40]} is not a whole number from {least} to {most}; use e.g. {least}")
    return number
