"""Parts told: the sentences about even and odd part; all their numbers come from the problem."""

from __future__ import annotations

from collections.abc import Mapping
from fractions import Fraction

from kernels import Index, Problem

from . import caption as say
from .caption import MOST_CHARACTERS, Caption
from .differing import Differences, shown_by
from .panel import Panel
from .position import Place
from .wording import tap_text, value_text, way_text


def starts(panel: Panel) -> Caption:
    """`k starts as the even part of g: 2.5, 2, 2.5.`"""
    told = Caption("k starts as the even part of g: {taps}.", {"taps": say.taps(panel.problem.g)})
    return told if len(told.text) <= MOST_CHARACTERS else Caption("k starts as the even part of g.", {})


def outputs_of(side: str, panel: Panel) -> Caption:
    """`Left, k at every input: y is 6, …`"""
    totals = [panel.total(t) for t in panel.outputs]
    where = "input" if panel.scatters else "output"
    words = f"{side}, k at every {where}: {panel.letter} is {{values}}."
    return Caption(words, {"values": say.values(panel.problem, totals)})


def agrees() -> Caption:
    """The even part is its own mirror image."""
    return Caption("Left minus right is {zero}: k equals its own flip.", {"zero": say.count(0)})


def nothing_grows(problem: Problem) -> list[tuple[str, Caption]]:
    """A symmetric kernel has no odd part; one that has is named."""
    told = [("no odd part", Caption("This g has no odd part: k is g already, and nothing can part.", {}))]
    return [*told, ("what shows it", shown_by(problem))]


def grown(problem: Problem, parted: Differences, whole: bool) -> Caption:
    """What half of the odd part, or all of it, does to the outputs."""
    common = [d for d in parted.values() if d is not None]
    if problem.ndim > 1 and any(common):
        words = "All of it, k is g" if whole else "Half of the odd part joins"
        verb = "differ" if len(common) > 1 else "differs"
        quantities = {"n": say.count(sum(bool(d) for d in common)), "all": say.count(len(common))}
        return Caption(f"{words}: {{n}} of {{all}} outputs {verb}.", quantities)
    words = "All of it, k is g; left minus right: " if whole else "Half of the odd part joins; left minus right: "
    if any(common):
        return Caption(f"{words}{{values}}.", {"values": say.values(problem, common)})
    words = "All of it, k is g" if whole else "Half of the odd part joins"
    return Caption(f"{words}; this data hides it, left is right.", {})


def alike(even: Problem, pair: Index | None) -> Caption:
    """The even part: `k weighs right, down and left, up alike: 3.`"""
    if pair is None:
        return agrees()
    return Caption("k weighs {on} and {back} alike: {weight}.", _weights(even, pair))


def apart(problem: Problem, pair: Index | None) -> Caption:
    """g itself: `Now right, down weighs 5, but left, up weighs 1.`"""
    if pair is None:
        return agrees()
    return Caption("Now {on} weighs {weight}, but {back} weighs {other}.", _weights(problem, pair))


def _weights(problem: Problem, pair: Index) -> Mapping[str, say.Quantity]:
    """The two ways of a pair of offsets, and the taps there."""
    back = tuple(-i for i in pair)
    texts = {"on": way_text(pair), "back": way_text(back)}
    texts |= {"weight": tap_text(problem.g, pair), "other": tap_text(problem.g, back)}
    return {name: say.listed([text]) for name, text in texts.items()}


def alone(problem: Problem, made: Mapping[Place, Fraction]) -> Caption:
    """The outputs of the odd part."""
    values = say.listed([value_text(problem, value) for value in made.values()])
    return Caption("The odd part alone makes {values}.", {"values": values})


def twice(made: Mapping[Place, Fraction]) -> Caption:
    """Each difference is twice that."""
    if any(made.values()):
        return Caption("Left minus right is exactly twice that, at every t.", {})
    return Caption("Left minus right is twice that: {zero} at every t.", {"zero": say.count(0)})


def back(parted: Differences) -> Caption:
    """The odd part goes."""
    if any(parted.values()):
        return Caption("Without the odd part, every difference is {zero} again.", {"zero": say.count(0)})
    return Caption("Without the odd part, every difference is {zero} as well.", {"zero": say.count(0)})


def hides() -> Caption:
    """What is to be remembered."""
    return Caption("A symmetric kernel hides which procedure was used.", {})
