"""Differing: the sentences about outputs that part; all their numbers come from the problem."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from fractions import Fraction

from kernels import Kernel, Problem, part, telling_kernel, unflipped

from . import caption as say
from .caption import Caption
from .panel import Panel
from .wording import index_text, value_text

Differences = Mapping[int, Fraction | None]


def hides(parted: Differences) -> bool:
    """Whether there is something to compare, and it is all the same."""
    return any(d is not None for d in parted.values()) and not part(_indexed(parted))


def given(panel: Panel) -> Caption:
    """What both get: `Both procedures get g = 1, 2, 4, unflipped.`"""
    g = panel.problem.g
    taps = say.listed([g.label((k,)) for k in range(g.shape[0])])
    return Caption("Both procedures get g = {taps}, unflipped.", {"taps": taps})


def outputs_of(words: str, panel: Panel) -> Caption:
    """What a panel makes, where the words say `{values}`."""
    totals = [panel.problem.total((t,)) for t in panel.outputs]
    return Caption(words, {"values": say.values(panel.problem, totals)})


def differences(problem: Problem, parted: Differences) -> Caption:
    """Left minus right, by t."""
    common = [d for d in parted.values() if d is not None]
    if not common:
        return Caption("No t is kept on both sides: nothing can be compared.", {})
    if not part(_indexed(parted)):
        return Caption("Left minus right is {zero} everywhere.", {"zero": say.count(0)})
    return Caption("Left minus right: {values}.", {"values": say.values(problem, common)})


def why(problem: Problem, parted: Differences) -> list[tuple[str, Caption]]:
    """Where the differences come from, or why nothing is seen; what cannot be compared; each with a beat's name."""
    told = [("the reason", _reason(problem))] if part(_indexed(parted)) else _hidden(problem, parted)
    agreed = [t for t, d in parted.items() if d == 0]
    if agreed and part(_indexed(parted)):
        words = "At t = {ts} both agree, by luck of the data."
        told.append(("by luck", Caption(words, {"ts": _counted(agreed)})))
    told += [("a likeness", likeness)] if (likeness := _likeness(problem, parted)) else []
    missing = [t for t, d in parted.items() if d is None]
    if missing:
        words = "Hatched: only one side has t = {ts}; there is no difference."
        told.append(("one side only", Caption(words, {"ts": _counted(missing)})))
    return told


def flips(problem: Problem) -> Caption:
    """Only the swept filter turns."""
    if problem.g.is_symmetric:
        return Caption("Now the swept filter turns about its pin, and looks the same.", {})
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
    return Caption("Same g, different job: the outlines are what the unflipped g made.", {})


def _reason(problem: Problem) -> Caption:
    """The odd part makes the difference; with one pair of outer taps, in a formula."""
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
    left = [problem.total((t,)) for t in problem.outputs[0]]
    right = [swept.total((t,)) for t in swept.outputs[0]]
    if [-value for value in left] == right:
        return Caption("An antisymmetric g: right is left with its sign changed.", {})
    if left[::-1] == right:
        return Caption("Right is left in mirrored order: this data is its own mirror image.", {})
    return None


def _counted(ts: Sequence[int]) -> say.Quantity:
    return say.listed([index_text(t) for t in ts])


def _indexed(parted: Differences) -> dict[tuple[int, ...], Fraction | None]:
    return {(t,): d for t, d in parted.items()}
