"""Captions: one sentence a beat, a template and the quantities that fill it; no story types a number."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction
from functools import cached_property

from kernels import Kernel, Piece, Problem, kernel_named

from .position import Place, index_of
from .wording import data_text, index_text, place_text, value_text, weight_text

MOST_CHARACTERS = 70


@dataclass(frozen=True)
class Quantity:
    """Something a caption says, in wordings from the longest to the shortest."""

    wordings: tuple[str, ...]


@dataclass(frozen=True)
class Caption:
    """A sentence: `template` with `{names}` for its `quantities`; the longest parts are elided until it fits."""

    template: str
    quantities: Mapping[str, Quantity]

    @cached_property
    def text(self) -> str:
        """The sentence as shown, at most 70 characters if its quantities can be worded that short."""
        chosen = dict.fromkeys(self.quantities, 0)
        while True:
            words = {name: q.wordings[chosen[name]] for name, q in self.quantities.items()}
            text = self.template.format(**words)
            left = [name for name, q in self.quantities.items() if chosen[name] + 1 < len(q.wordings)]
            if len(text) <= MOST_CHARACTERS or not left:
                return text
            chosen[max(left, key=lambda name: len(words[name]))] += 1


def index(place: Place) -> Quantity:
    """An index s or t as it stands in brackets: `3`, or `1, 2` in 2-D."""
    return Quantity((place_text(place),))


def named_index(place: Place) -> Quantity:
    """An index that stands by itself: `3`, or `(1, 2)` in 2-D."""
    return Quantity((_named(place),))


def indices(places: Sequence[Place]) -> Quantity:
    """`0, 2, 4`; in 2-D `(0, 0), (0, 2)`."""
    return listed([_named(place) for place in places])


def _named(place: Place) -> str:
    return f"({place_text(place)})" if isinstance(place, tuple) else place_text(place)


def offsets(columns: Sequence[int]) -> Quantity:
    """`−1, 0, +1`."""
    return listed([index_text(column, signed=True) for column in columns])


def equals(problem: Problem, value: Fraction) -> Quantity:
    """`= 17`, or `≈ 0.667` where the screen cannot hold the value exactly."""
    return _equal_to(value_text(problem, value))


def data(problem: Problem, s: Place) -> Quantity:
    """What f(s) is, as typed: `= 2`, `= 1/3`, `≈ 0.123`."""
    return _equal_to(data_text(problem, index_of(s)))


def weight(problem: Problem, piece: Piece) -> Quantity:
    """What g(t−s) is, as typed: `= 4`, `= 1/16`."""
    return _equal_to(weight_text(problem, piece))


def kernel_name(name: str) -> Quantity:
    """The catalogue's name of a kernel."""
    return Quantity((kernel_named(name).name,))


def offset(reach: Place) -> Quantity:
    """An offset with its sign: `+1`, `0`, `−1`; `+1, −1` in 2-D."""
    return Quantity((place_text(reach, signed=True),))


def taps(kernel: Kernel) -> Quantity:
    """The taps of a kernel as typed: `1, 2, 4`; in 2-D row by row: `1 0 2; 0 3 0; 4 0 5`."""
    if kernel.ndim == 1:
        return listed([kernel.label((k,)) for k in range(kernel.shape[0])])
    rows, columns = (range(length) for length in kernel.shape)
    return listed([" ".join(kernel.label((r, c)) for c in columns) for r in rows], "; ")


def shape(kernel: Kernel) -> Quantity:
    """`3` or `3×3`."""
    return Quantity(("×".join(str(length) for length in kernel.shape),))


def _equal_to(text: str) -> Quantity:
    return Quantity((f"≈ {text[1:]}" if text.startswith("≈") else f"= {text}",))


def tap(kernel: Kernel, k: Place) -> Quantity:
    """What tap k of a kernel is, as typed: `= 4`."""
    return _equal_to(kernel.label(index_of(k)))


def count(number: int) -> Quantity:
    """A count of things."""
    return Quantity((str(number),))


def listed(texts: Sequence[str], between: str = ", ") -> Quantity:
    """Texts one after another, elided in the middle where there is no room: `a, b, c, d -> a, …, d`."""
    wordings = [between.join(texts)]
    for kept in range(len(texts) - 1, 1, -1):
        head, tail = texts[: (kept + 1) // 2], texts[len(texts) - kept // 2 :]
        wordings.append(between.join([*head, "…", *tail]))
    return Quantity(tuple(wordings))


def outputs(ts: Sequence[Place]) -> Quantity:
    """`y(0), y(1), y(2)`; in 2-D `y(0, 1), y(1, 1)`."""
    return _counted(listed([f"y({place_text(t)})" for t in ts]), len(ts), "outputs")


def values(problem: Problem, numbers: Sequence[Fraction]) -> Quantity:
    """`5, 13, 12`."""
    return listed([value_text(problem, number) for number in numbers])


def products(problem: Problem, pieces: Sequence[Piece]) -> Quantity:
    """What a copy adds, data · weight each: `2·1, 2·2, 2·4`."""
    return _counted(listed([_product(problem, piece) for piece in pieces]), len(pieces), "products")


def total(problem: Problem, pieces: Sequence[Piece]) -> Quantity:
    """The arithmetic of one output, data · weight each: `3·4 + 2·2 + 1·1`."""
    told = listed([_product(problem, piece) for piece in pieces] or ["0"], " + ")
    return Quantity((*told.wordings, f"sum of {len(pieces)} products")) if len(pieces) > 1 else told


def _counted(told: Quantity, number: int, things: str) -> Quantity:
    """Where even the elided list is too long, only how many there are."""
    return Quantity((*told.wordings, f"{number} {things}")) if number > 1 else told


def _product(problem: Problem, piece: Piece) -> str:
    return f"{_factor(data_text(problem, piece.s))}·{_factor(weight_text(problem, piece))}"


def _factor(text: str) -> str:
    """A negative factor goes in brackets."""
    return f"({text})" if "−" in text.split("×")[0] else text
