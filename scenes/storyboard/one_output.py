"""One output: the t that a film looks at when it looks at one only, as wished for or well chosen."""

from __future__ import annotations

from kernels import InputError, Problem

from .wishes import Wishes
from .wording import index_text


def chosen_output(problem: Problem, wishes: Wishes) -> int:
    """The output wished for (InputError if it is none); else the middle one of those whose taps all lie on inputs."""
    ts = problem.outputs[0]
    if wishes.at is not None:
        check_output(problem, wishes.at)
        return wishes.at
    fewest = min(ghosts(problem, t) for t in ts)
    best = [t for t in ts if ghosts(problem, t) == fewest]
    return best[len(best) // 2]


def check_output(problem: Problem, t: int) -> None:
    """InputError unless t is a kept output of a 1-D problem."""
    if problem.ndim > 1:
        raise InputError(f"--at {t} names an output of 1-D data, this is {problem.ndim}-D; leave it out")
    ts = problem.outputs[0]
    if t not in ts:
        every = f" in steps of {problem.stride}" if problem.stride > 1 else ""
        span = f"t goes from {ts[0]} to {ts[-1]}{every}" if len(ts) > 1 else f"the only t is {ts[0]}"
        raise InputError(f"--at {t} is not an output: {span}; use e.g. --at {ts[len(ts) // 2]}")


def neighbour(problem: Problem, t: int) -> int | None:
    """A kept output beside t, the next one if it has no more ghosts than the one before; None if t is alone."""
    ts = problem.outputs[0]
    beside = [u for u in (t + problem.stride, t - problem.stride) if u in ts]
    return min(beside, key=lambda u: ghosts(problem, u), default=None)


def ghosts(problem: Problem, t: int) -> int:
    """How many taps of the window at t lie outside of the inputs."""
    return sum(piece.ghost for piece in problem.window_pieces((t,)))


def near_columns(problem: Problem, needed: range, most: int = 13) -> range:
    """`needed` columns and the inputs beside them, but of these only what fits in `most` columns."""
    first, last = needed.start, needed.stop - 1
    inputs = problem.inputs[0]
    while last - first + 1 < most:
        more = [s for s in (first - 1, last + 1) if s in inputs]
        if not more:
            break
        s = min(more, key=lambda s: min(abs(s - needed.start), abs(s - needed.stop + 1)))
        first, last = min(first, s), max(last, s)
    return range(first, last + 1)


def tap_texts(reaches: tuple[int, ...]) -> dict[int, str]:
    """Offsets with their signs, by offset."""
    return {reach: index_text(reach, signed=True) for reach in reaches}
