"""The film `four-ways`: convolution and correlation, centred at inputs and at outputs. It carries C4 and C5."""

from __future__ import annotations

from dataclasses import replace
from itertools import product
from typing import TypeAlias

from kernels import Index, Operator, Problem

from .panel_plan import PanelPlan
from .storyboard import caption as say
from .storyboard.caption import MOST_CHARACTERS, Caption
from .storyboard.choreography import after, end_of, fade, tempo_of
from .storyboard.grids.quad_marks import GridQuadMarks
from .storyboard.marks.heading import Title
from .storyboard.marks.sign import Sign
from .storyboard.panel import Panel, View
from .storyboard.quad_body import PanelQuad
from .storyboard.quad_marks import QuadMarks
from .storyboard.storyboard import Beat, Storyboard
from .storyboard.theme import CONTEXT
from .storyboard.track import Track
from .storyboard.wishes import NO_WISHES, Wishes
from .storyboard.wording import settings_text

TITLES = {1: "Four ways to use g: two mirror it", 2: "Four ways to use g: two turn it half way round"}
CONVOLUTION = "inline(y(t) = sum_s f(s) g(t - s))"
CORRELATION = "inline(z(t) = sum_s f(s) g(s - t))"
WAYS = (
    (Operator.CONVOLUTION, View.INPUT_CENTRED, "Convolution: g at inputs", CONVOLUTION),
    (Operator.CONVOLUTION, View.OUTPUT_CENTRED, "Convolution: h at outputs", CONVOLUTION),
    (Operator.CORRELATION, View.INPUT_CENTRED, "Correlation: h at inputs", CORRELATION),
    (Operator.CORRELATION, View.OUTPUT_CENTRED, "Correlation: g at outputs", CORRELATION),
)
Quad: TypeAlias = QuadMarks | GridQuadMarks
FAINT = 0.35  # how much is seen of what is not spoken of
TELLING = {1: "asym3", 2: "corner3x3"}  # a kernel that shows what others hide
MIRRORED = {1: "mirrored", 2: "half-turned"}
ITS_MIRROR = {1: "its own mirror", 2: "its own half turn"}
MIRROR = {1: "mirror", 2: "turn"}  # what changing the centre does to the kernel, as an order
MOST_TOLD, FIRST_TOLD = 8, 3  # inputs that are all told one by one; of more only the first ones


def four_ways(problem: Problem, wishes: Wishes = NO_WISHES) -> Storyboard:
    """Claims C4 and C5: changing the centre mirrors the kernel and keeps the result; changing the operator does not."""
    panels_ = [
        Panel(f"{operator.value} {view.value}", view, replace(problem, operator=operator), heading, formula, letter)
        for (operator, view, heading, formula), letter in zip(WAYS, "yyzz", strict=True)
    ]
    grid = (QuadMarks if problem.ndim == 1 else GridQuadMarks)(panels_, problem.g)
    differ = _differing(problem)
    signs = [Sign(f"sign {i}", i != 1 or not differ, Track(f"sign {i}")) for i in range(3)]
    beats = _opening(grid, problem)
    if isinstance(grid, GridQuadMarks):
        beats += _grids(grid, signs)
    else:
        beats += [*_steps(grid, problem), *_rows(grid, problem, signs)]
    beats += _across(grid, problem, signs, differ)
    meta = f"h(x) = g(−x) · {settings_text(problem)}"
    return Storyboard(
        wishes.title or TITLES[problem.ndim],
        meta,
        problem,
        PanelQuad(panels_),
        (Title(), *grid.all, *signs),
        beats,
        poster="the result",
    )


def panels(problem: Problem) -> tuple[PanelPlan, ...]:
    """Four: convolution scattered and gathered with g, correlation scattered and gathered with g."""
    return tuple(PanelPlan(view, replace(problem, operator=operator)) for operator, view, _, _ in WAYS)


def _opening(grid: Quad, problem: Problem) -> list[Beat]:
    """First g stands in all four; then it turns about its pin in two of them."""
    one = Caption("One kernel g, put to work in four ways.", {})
    words = f"In two ways the sum reads g backwards: g is {MIRRORED[problem.ndim]}, h(x) = g(−x)."
    if problem.g.is_symmetric:
        words = "In two ways the sum reads g backwards; this g stays the same."
    turn = [*grid.turn(start=0.4), *grid.look_at(1, 2, faint=CONTEXT)]
    return [
        Beat("one kernel", one, grid.outline(0, 1, 2, 3, strips=True), chapter="Four ways"),
        Beat("the mirror", Caption(words, {}), [*turn, *grid.outline(1, 2, strips=True, start=0.0)], still=1.2),
    ]


def _steps(grid: QuadMarks, problem: Problem) -> list[Beat]:
    """Left: every input drops two copies. Right: the outputs that this has completed are gathered."""
    above, below = (replace(problem, operator=operator) for operator in Operator)
    inputs = sorted({s for p in (above, below) for (s,) in p.scatter_order()})
    told = len(inputs) if len(inputs) <= MOST_TOLD else FIRST_TOLD
    beats, so_far = [], ([], [])  # type: list[Beat], tuple[list[int], list[int]]
    for i, s in enumerate(inputs[:told]):
        done = [[t for (t,) in p.completed_after((s,))] for p in (above, below)]
        words = Caption(
            "f({s}) {value} drops a copy of g above, of h below.", {"s": say.index(s), "value": say.data(problem, s)}
        )
        look = [] if i else grid.outline(strips=True, start=0.0)
        chapter = None if i else "In step"
        moves = grid.scatter([s], tempo_of(i))
        if i == 0 or not any(done):
            beats.append(Beat(f"input {s}", words, [*look, *moves], chapter=chapter))
            moves = []
        for known, new in zip(so_far, done, strict=True):
            known += new
        if any(done):
            moves = after(moves, grid.gather(done[0], done[1], tempo_of(i)))
            beats.append(Beat(f"outputs after {s}", _so_far(above, below, so_far), moves))
    if inputs[told:]:
        rest = [[t for t in p.outputs[0] if t not in known] for p, known in zip((above, below), so_far, strict=True)]
        left = Caption("At every input, a copy of g above, of h below.", {})
        right = Caption("At every output, h above, g below.", {})
        beats.append(Beat("all inputs", left, grid.scatter(inputs[told:], tempo_of(told + 2))))
        beats.append(Beat("all outputs", right, grid.gather(rest[0], rest[1], tempo_of(told + 2))))
    return beats


def _so_far(above: Problem, below: Problem, done: tuple[list[int], list[int]]) -> Caption:
    """What is complete on either row."""
    y, z = ([p.total((t,)) for t in ts] for p, ts in zip((above, below), done, strict=True))
    numbers = {"y": say.values(above, y), "z": say.values(below, z)}
    if y and z:
        told = Caption("So far above y is {y}, below z is {z}.", numbers)
        counts = {"y": say.count(len(y)), "z": say.count(len(z))}
        short = Caption("Complete so far: above {y} of the outputs, below {z}.", counts)
        return told if len(told.text) <= MOST_CHARACTERS else short
    return Caption("So far above y is {y}." if y else "So far below z is {z}.", numbers)


def _rows(grid: QuadMarks, problem: Problem, signs: list[Sign]) -> list[Beat]:
    """Each row agrees with itself: the same formula, centred at either end."""
    beats = []
    for i, (operator, letter) in enumerate(zip(Operator, "yz", strict=True)):
        p = replace(problem, operator=operator)
        totals = [p.total((t,)) for t in p.outputs[0]]
        told = Caption(f"{operator.value.title()} agrees: {letter} is {{values}}.", {"values": say.values(p, totals)})
        look = [*grid.look_at(2 * i, 2 * i + 1, faint=FAINT), *grid.outline(2 * i, 2 * i + 1, strips=False)]
        moves = [*look, *(grid.rest() if i == 0 else []), fade(grid.input_shown, 0.0)]
        moves.append(fade(signs[2 * i].shown, 1.0, end_of(moves)))
        chapter = None if i else "Which agree"
        beats.append(Beat(f"{operator.value} agrees", told, moves, least_seconds=3.0, chapter=chapter))
    return beats


def _grids(grid: GridQuadMarks, signs: list[Sign]) -> list[Beat]:
    """In 2-D row after row: all copies, then all windows, and that they agree."""
    beats = []
    for i, operator in enumerate(Operator):
        name, inputs, outputs = operator.value.title(), "gh"[i], "hg"[i]
        copies = Caption(f"{name} from the inputs: a copy of {inputs} at every one.", {})
        windows = Caption(f"{name} from the outputs: {outputs} at every one.", {})
        chapter = None if i else "Row by row"
        beats.append(Beat(f"{operator.value} at inputs", copies, grid.run(2 * i), chapter=chapter))
        beats.append(Beat(f"{operator.value} at outputs", windows, grid.run(2 * i + 1)))
        number = say.count(len(grid.panels[2 * i].panel.outputs))
        told = Caption(f"{name} agrees: from both ends the same {{n}} outputs.", {"n": number})
        look = [*grid.look_at(2 * i, 2 * i + 1, faint=FAINT), *grid.outline(2 * i, 2 * i + 1, strips=False)]
        moves = [*look, *grid.rest(), fade(grid.input_shown, 0.0)]
        moves.append(fade(signs[2 * i].shown, 1.0, end_of(moves)))
        beats.append(Beat(f"{operator.value} agrees", told, moves, least_seconds=3.0))
    return beats


def _across(grid: Quad, problem: Problem, signs: list[Sign], differ: int) -> list[Beat]:
    """Between the rows; then which kernels are the same, and what that makes of the results."""
    moves = [*grid.look_at(0, 1, 2, 3, faint=CONTEXT), *grid.outline(0, 1, 2, 3, strips=False)]
    moves.append(fade(signs[1].shown, 1.0, end_of(moves)))
    total = len(_outputs(problem))
    if problem.g.is_symmetric:
        more = {"name": say.kernel_name(TELLING[problem.ndim])}
        words = Caption(f"g is {ITS_MIRROR[problem.ndim]}: all four agree. {{name}} shows more.", more)
    elif not differ:
        own = ITS_MIRROR[problem.ndim].replace("own ", "")
        words = Caption(f"g is not {own}, but with this data all four agree.", {})
    else:
        own = ITS_MIRROR[problem.ndim].replace("own ", "")
        words = Caption(
            f"The rows differ at {{n}} of {{all}} outputs: g is not {own}.",
            {"n": say.count(differ), "all": say.count(total)},
        )
    beats = [Beat("between the rows", words, moves, least_seconds=3.0)]
    beats += _taps(grid, problem) if isinstance(grid, GridQuadMarks) and differ else []
    beats += _flips(grid) if differ else []
    order = f"Change the centre, {MIRROR[problem.ndim]} the kernel"
    end = Caption(f"{order}: along each row, one result." if differ else f"{order}; here all results are one.", {})
    calm = [*grid.look_at(0, 1, 2, 3, faint=CONTEXT), *grid.outline(strips=True, start=0.0)]
    beats.append(Beat("the result", end, calm, least_seconds=3.4, still=2.2))
    return beats


def _taps(grid: GridQuadMarks, problem: Problem) -> list[Beat]:
    """Claim C7: what an input counts one step right and down of it; in either row both kernels say the same."""
    (r, c), g = problem.g.origin, problem.g
    if not grid.taps or g.exact[r + 1, c + 1] == g.exact[r - 1, c - 1]:
        return []
    weights = {"above": say.listed([g.label((r + 1, c + 1))]), "below": say.listed([g.label((r - 1, c - 1))])}
    told = Caption("One step right and down, an input counts {above} above, {below} below.", weights)
    return [Beat("one tap", told, [*grid.outline(strips=True, start=0.0), *grid.point(1.0)], still=2.0)]


def _flips(grid: Quad) -> list[Beat]:
    """The same kernel at both ends: two results. Mirrored from one end to the other: one result, in either row."""
    same = Caption("The same g at inputs and at outputs: the results part.", {})
    look = [*grid.look_at(0, 3, faint=FAINT), *grid.outline(0, 3, strips=True, start=0.0)]
    look += grid.point(0.0) if isinstance(grid, GridQuadMarks) else []
    beats = [Beat("one kernel, two results", same, look, least_seconds=3.0, chapter="The flips")]
    words = (
        "From inputs to outputs g turns into h: convolution stays.",
        "From inputs to outputs h turns into g: correlation stays.",
    )
    for i, (operator, told) in enumerate(zip(Operator, words, strict=True)):
        look = [*grid.look_at(2 * i, 2 * i + 1, faint=FAINT), *grid.outline(2 * i, 2 * i + 1, strips=True, start=0.0)]
        beats.append(Beat(f"the flip of {operator.value}", Caption(told, {}), [*look, *grid.fly(i, 0.6)], still=0.8))
    return beats


def _outputs(problem: Problem) -> set[Index]:
    """Every t that either operator has."""
    return {t for operator in Operator for t in product(*replace(problem, operator=operator).outputs)}


def _differing(problem: Problem) -> int:
    """At how many t the operators differ; a t that only one of them has counts as well."""
    ways = [replace(problem, operator=operator) for operator in Operator]
    return sum(any(not p.lands(t) for p in ways) or ways[0].total(t) != ways[1].total(t) for t in _outputs(problem))
