"""What the patches of the film `image` go through: numbers that add up on the left, and are summed one by one right."""

from __future__ import annotations

from fractions import Fraction

from kernels import Filtered, Image, Patch, Problem, show

from .marks.patch_cells import State


def inputs(image: Image, patch: Patch) -> State:
    """The pixels' own numbers, of the channel that is told."""
    return {s: Fraction(int(image.samples[*s, image.told])) for s in patch.pixels}


def scattered(problem: Problem, patch: Patch, result: Filtered, channel: int) -> tuple[State, ...]:
    """Nothing; the copy at the middle alone; with it the copies at every input above, row after row; everything."""
    kept = {t: problem.window_pieces(t) for t in patch.pixels if problem.lands(t)}
    alone = {p.t: p.product for p in problem.copy_pieces(patch.middle) if p.t in kept}
    states: list[State] = [{}, alone]
    for row in sorted({p.s[0] for pieces in kept.values() for p in pieces}):
        counted = {t: [p for p in pieces if p.s[0] <= row or p.s == patch.middle] for t, pieces in kept.items()}
        states.append({t: sum((p.product for p in pieces), Fraction(0)) for t, pieces in counted.items() if pieces})
    complete = {t: result.at(t, channel) for t in kept}
    return (*states[:-1], complete)


def gathered(problem: Problem, patch: Patch, result: Filtered, channel: int) -> tuple[State, ...]:
    """Nothing; the middle output alone; then row after row."""
    complete = {t: result.at(t, channel) for t in patch.pixels if problem.lands(t)}
    states: list[State] = [{}, {patch.middle: complete[patch.middle]}]
    for row in patch.rows:
        states.append({t: y for t, y in complete.items() if t[0] <= row or t == patch.middle})
    return tuple(states)


def texts(problem: Problem, image: Image, patch: Patch, outputs: tuple[State, ...]) -> frozenset[str]:
    """Every number that is written into cells."""
    pieces = *problem.copy_pieces(patch.middle), *problem.window_pieces(patch.middle)
    numbers = {number for state in (inputs(image, patch), *outputs) for number in state.values()}
    return frozenset(show(number) for number in numbers | {piece.product for piece in pieces})
