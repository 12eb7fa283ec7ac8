"""One output: the t that a film looks at when it looks at one only, as wished for or well chosen."""

from __future__ import annotations

from itertools import product

from kernels import InputError, Problem

from .position import Place, index_of, middle_of, place_of
from .wishes import Wishes
from .wording import index_text


def chosen_output(problem: Problem, wishes: Wishes) -> Place:
    """The output wished for (InputError if it is none); else the middle one of those whose taps all lie on inputs."""
    if wishes.at is not None:
        check_output(problem, wishes.at)
        return wishes.at
    ts = [place_of(t) for t in product(*problem.outputs)]
    fewest = min(ghosts(problem, t) for t in ts)
    return middle_of([t for t in ts if ghosts(problem, t) == fewest])


def check_output(problem: Problem, t: Place) -> None:
    """InputError unless t is a kept output: one index in 1-D, `(row, column)` in 2-D."""
    asked = _typed(t)
    middle = _typed(place_of(tuple(axis[len(axis) // 2] for axis in problem.outputs)))
    if len(index_of(t)) != problem.ndim:
        form = "one index" if problem.ndim == 1 else "row and column"
        raise InputError(
            f"--at {asked} names an output of {len(index_of(t))}-D data, this is {problem.ndim}-D; "
            f"give {form}, e.g. --at {middle}"
        )
    if not problem.lands(index_of(t)):
        every = f" in steps of {problem.stride}" if problem.stride > 1 else ""
        first, last = (_typed(place_of(tuple(axis[i] for axis in problem.outputs))) for i in (0, -1))
        span = f"t goes from {first} to {last}{every}" if first != last else f"the only t is {first}"
        raise InputError(f"--at {asked} is not an output: {span}; use e.g. --at {middle}")


def _typed(t: Place) -> str:
    """An output as it is typed: `3`, `1,2`."""
    return ",".join(str(i) for i in index_of(t))


def neighbour(problem: Problem, t: Place) -> Place | None:
    """A kept output beside t, the next one if it has no more ghosts than the one before; None if t is alone."""
    at = index_of(t)
    steps = [(axis, way * problem.stride) for axis in reversed(range(problem.ndim)) for way in (1, -1)]
    near_by = [place_of((*at[:axis], at[axis] + step, *at[axis + 1 :])) for axis, step in steps]
    beside = [u for u in near_by if problem.lands(index_of(u))]
    return min(beside, key=lambda u: ghosts(problem, u), default=None)


def ghosts(problem: Problem, t: Place) -> int:
    """How many taps of the window at t lie outside of the inputs."""
    return sum(piece.ghost for piece in problem.window_pieces(index_of(t)))


def near_columns(problem: Problem, needed: range, most: int = 13) -> range:
    """`needed` columns and the inputs beside them, but of these only what fits in `most` columns."""
    return near(problem.inputs[0], needed, most)


def near(inputs: range, needed: range, most: int) -> range:
    """The same along any axis: the `needed` indices, and `inputs` beside them."""
    first, last = needed.start, needed.stop - 1
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
