"""Differing: the sentences about outputs that part; all their numbers come from the problem."""

from __future__ import annotations

from collections.abc import Mapping
from fractions import Fraction
from itertools import product

from kernels import Index, Kernel, Problem, part, telling_kernel, unflipped

from . import caption as say
from .caption import MOST_CHARACTERS, Caption
from .panel import Panel
from .position import Place, index_of, place_of
from .telling import adds, problem_pieces
from .wording import tap_text, value_text, way_text

Differences = Mapping[Place, Fraction | None]


def hides(parted: Differences) -> bool:
    """Whether there is something to compare, and it is all the same."""
    return any(d is not None for d in parted.values()) and not part(_indexed(parted))


def given(panel: Panel) -> Caption:
    """What both get: `Both procedures get g = 1, 2, 4, unflipped.`"""
    told = Caption("Both procedures get g = {taps}, unflipped.", {"taps": say.taps(panel.problem.g)})
    return told if len(told.text) <= MOST_CHARACTERS else Caption("Both procedures get the same g, unflipped.", {})


def outputs_of(words: str, panel: Panel) -> Caption:
    """What a panel makes, where the words say `{values}`."""
    totals = [panel.total(t) for t in panel.outputs]
    return Caption(words, {"values": say.values(panel.problem, totals)})


def begins(panel: Panel) -> Caption:
    """What the first steps of a grid do."""
    if panel.scatters:
        return Caption("Left: a copy of g goes to every input.", {})
    return Caption("Right: g goes to every output as it is, unflipped.", {})


def step(panel: Panel, at: Place) -> Caption:
    """A step of a grid with its numbers: what its copy adds, or `z(1, 2) = 3·1 + 2·2 = 7.`"""
    if panel.scatters:
        return adds(panel, at, ())
    quantities = {
        "t": say.index(at),
        "sum": say.total(panel.problem, problem_pieces(panel, at)),
        "equals": say.equals(panel.problem, panel.total(at)),
    }
    return Caption(f"{panel.letter}({{t}}) = {{sum}} {{equals}}.", quantities)


def most(problem: Problem, parted: Differences, pair: Index | None) -> Place:
    """The output that differs most; of those that an input reaches by the offsets of a pair, if there are any."""

    def worth(t: Place) -> tuple[bool, Fraction]:
        s = reached(problem, t, pair)
        seen = s is not None and problem.data(index_of(s)) != 0
        return bool(parted[t]) and seen, abs(parted[t] or Fraction(0))

    return max(parted, key=worth)


def reached(problem: Problem, t: Place, pair: Index | None) -> Place | None:
    """The input whose weight in t is one of a pair: before t, else after it; None if there is neither."""
    if pair is None:
        return None
    steps = [tuple(side * k * problem.dilation for k in pair) for side in (-1, 1)]
    found = [tuple(i + by for i, by in zip(index_of(t), way, strict=True)) for way in steps]
    return next((place_of(s) for s in found if not problem.is_ghost(s)), None)


def counts(problem: Problem, s: Place, t: Place) -> Caption:
    """What one input counts on both sides: `f(0, 1), left and up of t, counts 5 on the left, 1 on the right.`"""
    away = [(i - j) // problem.dilation for i, j in zip(index_of(s), index_of(t), strict=True)]
    quantities = {
        "s": say.index(s),
        "way": say.offset(tuple(away)),
        "left": say.listed([tap_text(problem.g, tuple(-i for i in away))]),
        "right": say.listed([tap_text(problem.g, tuple(away))]),
    }
    words = way_text(tuple(away)).replace(", ", " and ")
    where = "at t + ({way})" if words.startswith("(") else f"{words} of t"
    sides = "{left} on the left, {right} on the right."
    told = Caption(f"f({{s}}), {where}, counts {sides}", quantities)
    return told if len(told.text) <= MOST_CHARACTERS else Caption(f"f({{s}}) counts {sides}", quantities)


def differences(problem: Problem, parted: Differences) -> Caption:
    """Left minus right, by t."""
    common = [d for d in parted.values() if d is not None]
    if not common:
        return Caption("No t is kept on both sides: nothing can be compared.", {})
    if not part(_indexed(parted)):
        return Caption("Left minus right is {zero} everywhere.", {"zero": say.count(0)})
    if problem.ndim > 1:
        quantities = {"n": say.count(sum(bool(d) for d in common)), "all": say.count(len(common))}
        verb = "outputs differ" if len(common) > 1 else "output differs"
        return Caption(f"Left minus right: {{n}} of {{all}} {verb}.", quantities)
    return Caption("Left minus right: {values}.", {"values": say.values(problem, common)})


def why(problem: Problem, parted: Differences) -> list[tuple[str, Caption]]:
    """Where the differences come from, or why nothing is seen; what cannot be compared; each with a beat's name."""
    told = [("the reason", _reason(problem))] if part(_indexed(parted)) else _hidden(problem, parted)
    agreed = [t for t, d in parted.items() if d == 0]
    if agreed and part(_indexed(parted)):
        words = "At t = {ts} both agree, by luck of the data."
        told.append(("by luck", Caption(words, {"ts": say.indices(agreed)})))
    told += [("a likeness", likeness)] if (likeness := _likeness(problem, parted)) else []
    missing = [t for t, d in parted.items() if d is None]
    if missing:
        words = "Hatched: only one side has t = {ts}" + ("; there is no difference." if problem.ndim == 1 else ".")
        told.append(("one side only", Caption(words, {"ts": say.indices(missing)})))
    return told


def flips(problem: Problem) -> Caption:
    """Only the swept filter turns."""
    if problem.g.is_symmetric:
        return Caption("Now the swept filter turns about its pin, and looks the same.", {})
    if problem.ndim > 1:
        return Caption("Now only the swept filter turns, half way round: h(x) = g(−x).", {})
    return Caption("Now only the swept filter turns about its pin: h(x) = g(−x).", {})


def mended(parted: Differences) -> Caption:
    """What the flip has done."""
    still = "still" if hides(parted) else "now"
    return Caption(f"Swept again: every difference is {still} {{zero}}.", {"zero": say.count(0)})


def jobs(problem: Problem, parted: Differences) -> Caption:
    """What is to be remembered."""
    if problem.g.is_symmetric:
        return Caption("A kernel that equals its flip hides which procedure was used.", {})
    if hides(parted):
        return Caption("This data hid the flip; other data would show it.", {})
    trace = "the outlines are" if problem.ndim == 1 else "z is"
    return Caption(f"Same g, different job: {trace} what the unflipped g made.", {})


def _reason(problem: Problem) -> Caption:
    """The odd part makes the difference; with one pair of outer taps, in a formula."""
    if problem.ndim > 1:
        return Caption("Each is twice what the odd part of g makes of f.", {})
    odd = problem.g.odd_part()
    pairs = [k for k in odd.offsets()[0] if k > 0 and odd.exact_at((k + odd.origin[0],))]
    if len(pairs) != 1:
        return Caption("Each is twice what the odd part of g makes of f.", {})
    step = pairs[0] * problem.dilation
    twice = 2 * odd.exact_at((pairs[0] + odd.origin[0],))
    quantities = {"twice": say.listed([value_text(problem, twice)]), "step": say.index(step)}
    before, beyond = ("+", "−") if twice == -1 else ("−", "+")
    each = f"f(t{before}{{step}}) − f(t{beyond}{{step}})"
    each = each if abs(twice) == 1 else f"{{twice}}·({each})"
    return Caption(f"Each is {each}: what the mirrored taps swapped.", quantities)


def _hidden(problem: Problem, parted: Differences) -> list[tuple[str, Caption]]:
    """Nothing is seen: because of the kernel, or by luck; and a kernel that shows it."""
    if all(d is None for d in parted.values()):
        return []
    if problem.g.is_symmetric:
        told = [("the reason", Caption("Nothing parts, because this g equals its flip.", {}))]
    else:
        told = [("the reason", Caption("g is not its own flip; it is the data that hides it here.", {}))]
    return [*told, ("what shows it", shown_by(problem))]


def shown_by(problem: Problem) -> Caption:
    """A kernel of the catalogue that parts the outputs of this data."""
    other = telling_kernel(problem)
    if other is None:
        return Caption("No kernel of the catalogue shows it on this data.", {})
    return Caption("A kernel that shows it on this data: {name}.", {"name": named(other)})


def named(kernel: Kernel) -> say.Quantity:
    """A kernel of the catalogue as it is asked for."""
    return say.Quantity((f"--kernel {kernel.name}", kernel.name))


def _likeness(problem: Problem, parted: Differences) -> Caption | None:
    """Outputs that part and yet are alike: the same numbers in mirrored order, or with the sign changed."""
    if not part(_indexed(parted)):
        return None
    swept = unflipped(problem)
    left = [problem.total(t) for t in product(*problem.outputs)]
    right = [swept.total(t) for t in product(*swept.outputs)]
    if [-value for value in left] == right:
        return Caption("An antisymmetric g: right is left with its sign changed.", {})
    if left[::-1] == right and problem.ndim > 1:
        return Caption("Right is left turned half way round: this data is its own half turn.", {})
    if left[::-1] == right:
        return Caption("Right is left in mirrored order: this data is its own mirror image.", {})
    return None


def _indexed(parted: Differences) -> dict[tuple[int, ...], Fraction | None]:
    return {index_of(t): d for t, d in parted.items()}
