"""The piece: one product of data and weight, the unit that both views move about."""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction

from kernels.samples import Index


@dataclass(frozen=True, slots=True)
class Piece:
    """The contribution f(s)·g(t−s) of the input at s to the output at t, exact."""

    t: Index
    s: Index
    tap: Index  # index of the tap in g, whichever view made the piece
    offset: Index  # k − c of that tap of g, undilated
    data: Fraction  # f(s)
    weight: Fraction  # g(t−s)
    product: Fraction  # data · weight
    ghost: bool  # whether s lies outside of the inputs
