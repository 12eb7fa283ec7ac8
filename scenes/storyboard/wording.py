"""Wording: numbers of a problem as they stand on screen, in bars and captions alike."""

from __future__ import annotations

from fractions import Fraction

from kernels import Index, Kernel, Piece, Problem, show

from .position import Place, index_of


def value_text(problem: Problem, value: Fraction) -> str:
    """A product or a total; a fraction if any of the problem's numbers were typed as one."""
    return show(value, as_fraction=problem.in_fractions)


def data_text(problem: Problem, s: Index) -> str:
    """f(s) as typed; what a ghost repeats, or 0."""
    source = problem.source(s)
    return "0" if source is None else problem.signal.label(source)


def weight_text(problem: Problem, piece: Piece) -> str:
    """g(t−s) as typed."""
    return problem.g.label(piece.tap)


def place_text(place: Place, signed: bool = False) -> str:
    """An index of any dimension as it stands in brackets: `3`, `1, 2`; offsets with their signs: `+1, −1`."""
    return ", ".join(index_text(i, signed) for i in index_of(place))


def index_text(column: int, signed: bool = False) -> str:
    """An index with a true minus sign; `signed` offsets carry their plus as well: `−1, 0, +1`."""
    return f"{column:+d}".replace("-", "−") if signed and column else f"{column}".replace("-", "−")


def tap_text(kernel: Kernel, offset: Index) -> str:
    """The tap at an undilated offset as typed; 0 where there is none."""
    k = tuple(i + c for i, c in zip(offset, kernel.origin, strict=True))
    inside = all(0 <= i < length for i, length in zip(k, kernel.shape, strict=True))
    return kernel.label(k) if inside else "0"


def way_text(offset: Index) -> str:
    """Where a 2-D offset lies from its centre: `right, down`; farther away than one cell, its numbers: `(−2, +1)`."""
    if any(abs(i) > 1 for i in offset):
        return f"({place_text(offset, signed=True)})"
    row, column = offset
    words = {-1: "left", 1: "right"}.get(column), {-1: "up", 1: "down"}.get(row)
    return ", ".join(word for word in words if word)


def mirrored_word(problem: Problem) -> str:
    """What a flip makes of g: in 1-D it is mirrored, in 2-D turned half way round."""
    return "mirrored" if problem.ndim == 1 else "turned half way round"


def settings_text(problem: Problem) -> str:
    """Mode and boundary, with stride and dilation where there are any: `same · zero padding · stride 2`."""
    parts = [problem.mode.value]
    parts += [{"zero": "zero padding"}.get(problem.boundary.value, f"{problem.boundary.value} boundary")]
    parts += [f"stride {problem.stride}"] if problem.stride > 1 else []
    parts += [f"dilation {problem.dilation}"] if problem.dilation > 1 else []
    return " · ".join(parts)
