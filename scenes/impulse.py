"""The film `impulse`: one impulse, one kernel; convolution answers with g, correlation with g mirrored (claim C8).

A loop of 10 s, which begins and ends in the finished picture. With a causal kernel it is a clap and its echo: the echo
comes after the clap, or before it.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from functools import cached_property

from kernels import InputError, Operator, Problem, quoted

from .panel_plan import PanelPlan
from .storyboard import caption as say
from .storyboard.body import PanelRow
from .storyboard.caption import Caption
from .storyboard.choreography import attend, fade
from .storyboard.gliding import clear, complete, glide, make
from .storyboard.marks.heading import Title
from .storyboard.panel import Panel, View
from .storyboard.panel_marks import PanelMarks
from .storyboard.storyboard import Beat, Storyboard
from .storyboard.theme import FOCUS
from .storyboard.track import Move
from .storyboard.wishes import NO_WISHES, Wishes
from .storyboard.wording import settings_text

COPIES = "inline(y(t) = sum_s f(s) g(t - s))"
SWEEP = "inline(z(t) = sum_s f(s) g(s - t))"
CLEAR, GLIDE = 0.3, 1.8  # s
SECONDS = 2.0, 2.5, 3.4, 2.1  # of the four beats: the answer, the copy, the sweep, the answer again


@dataclass(frozen=True)
class _Tale:
    """What is said of a problem: of a clap and its echo, of an impulse, or of a kernel that hides the difference."""

    problem: Problem

    @cached_property
    def s(self) -> int:
        """Where the impulse is."""
        return next(s for s in self.problem.inputs[0] if self.problem.data((s,)))

    @cached_property
    def title(self) -> str:
        """The film's title."""
        if self.echoes:
            return "A clap and its echo: after it, or before it"
        return "One impulse shows g itself" if self.hides else "One impulse shows which way round g is used"

    @cached_property
    def echoes(self) -> bool:
        """Whether the kernel is causal: taps at offset 0 and after it, none before."""
        offsets = [k for k, weight in zip(self.problem.g.offsets()[0], self.problem.g.values, strict=True) if weight]
        return len(offsets) > 1 and offsets[0] >= 0

    @property
    def whole(self) -> bool:
        """Whether the outputs are g and nothing else: no tap cut off, skipped, scaled, spread or repeated."""
        p = self.problem
        pieces = [piece for (s,) in p.scatter_order() for piece in p.copy_pieces((s,)) if piece.product]
        same = all(piece.product == piece.weight and p.lands(piece.t) and not piece.ghost for piece in pieces)
        return same and p.dilation == 1

    @property
    def hides(self) -> bool:
        """Whether both answers are the same."""
        return self.problem.g.is_symmetric

    @property
    def answer(self) -> str:
        """What the finished picture shows."""
        if self.echoes:
            return "The echo after the clap, or before it."
        if self.hides:
            return "Both answers agree: g is its own mirror."
        return "Convolution: g. Correlation: g mirrored." if self.whole else "Left g's own order, right the reverse."

    @property
    def copy(self) -> str:
        """What the left does."""
        return (
            "The clap at s = {s} sets off g: echoes follow."
            if self.echoes
            else "The impulse at s = {s} drops one copy of g."
        )

    @property
    def swept(self) -> str:
        """What the right does."""
        if self.echoes:
            return "Swept unflipped, g looks ahead: it hears the echo too early."
        same = "Swept unflipped, the last tap meets it first: "
        return same + ("no matter here." if self.hides else "g backwards.")


def impulse(problem: Problem, wishes: Wishes = NO_WISHES) -> Storyboard:
    """Claim C8, at its plainest: what one input does to all outputs, by copies of g and by g swept as it is."""
    check(problem)
    tale = _Tale(problem)
    left = PanelMarks(Panel("left", View.INPUT_CENTRED, problem, "Convolution: g at inputs", COPIES))
    swept = Panel("right", View.OUTPUT_CENTRED, _unflipped(problem), "Correlation: g at outputs", SWEEP, "z", True)
    right = PanelMarks(swept)
    beats = [_answer(left, right, tale), _copy(left, right, tale), _sweep(left, right, tale), _again(left, right, tale)]
    body, marks = PanelRow((left.panel, right.panel)), (Title(), *left.all, *right.all)
    meta = f"the same g, unflipped · {settings_text(problem)}"
    return Storyboard(
        wishes.title or tale.title, meta, problem, body, marks, beats, loops=True, poster="the answer again"
    )


def panels(problem: Problem) -> tuple[PanelPlan, ...]:
    """Convolution and correlation with one array."""
    return PanelPlan(View.INPUT_CENTRED, problem), PanelPlan(View.OUTPUT_CENTRED, _unflipped(problem))


def check(problem: Problem) -> None:
    """InputError unless the data is an impulse: one number that is not 0."""
    count = sum(1 for value in problem.signal.exact.ravel() if value)
    if count != 1:
        raise InputError(
            f"impulse needs data with one number that is not 0, {quoted(problem.signal.name)} has {count}; "
            "leave --signal out, or use side-by-side"
        )


def _unflipped(problem: Problem) -> Problem:
    return replace(problem, kernel=problem.g, operator=Operator.CORRELATION)


def _answer(left: PanelMarks, right: PanelMarks, tale: _Tale) -> Beat:
    """0 s the finished picture rests; 1 s it is cleared."""
    ready = [
        *complete((left, right)),
        Move(right.kernel.turn, 1.0),
        *(move for m in (left, right) for move in m.kernel_at.to(tale.s)),
    ]
    ready += [Move(m.focus, FOCUS) for m in (left, right)] + left.input_at.to(tale.s)
    wiped = [move.later(1.0) for m in (left, right) for move in clear(m, CLEAR)]
    away = [Move(right.kernel.shown, 0.0, 1.0, CLEAR), *right.kernel_at.to(right.panel.steps[0], 1.35)]
    return Beat("the answer", Caption(tale.answer, {}), [*ready, *wiped, *away], least_seconds=SECONDS[0])


def _copy(left: PanelMarks, right: PanelMarks, tale: _Tale) -> Beat:
    """0 s the eye is led to the impulse; 0.5 s its copy drops; every other input drops nothing."""
    others = [s for s in left.panel.steps if not left.panel.problem.data((s,))]
    moves = [*attend(left, right), fade(left.input_shown, 1.0)]
    for s in left.panel.steps:
        if s not in others:
            moves += make(left, s, 0.5, lag=0.2 / len(left.panel.pieces[s]))
    landed = max(move.end for move in moves)
    moves += [Move(left.kernel.hollow, 1.0, 0.55)]
    for s in others:
        moves.append(Move(left.stacks.grow[s], 1.0))
        moves += [fade(left.stacks.total[t], 1.0, landed - 0.3) for (t,) in left.panel.problem.completed_after((s,))]
    return Beat(
        "the copy", Caption(tale.copy, {"s": say.index(tale.s)}), moves, least_seconds=SECONDS[1], chapter="The copy"
    )


def _sweep(left: PanelMarks, right: PanelMarks, tale: _Tale) -> Beat:
    """0 s the same g stands at the first output; 0.3 s it glides over all of them, tap by tap over the impulse."""
    moves = [*attend(right, left), fade(right.kernel.shown, 1.0), *glide(right, 0.35, GLIDE)]
    return Beat("the sweep", Caption(tale.swept, {}), moves, least_seconds=SECONDS[2], chapter="The sweep")


def _again(left: PanelMarks, right: PanelMarks, tale: _Tale) -> Beat:
    """0 s both kernels stand at the impulse again, and everything is seen in full, as at the beginning."""
    calm = [Move(m.focus, FOCUS, 0.0, 0.3) for m in (left, right)] + [fade(left.input_shown, 0.0)]
    calm += [*right.kernel_at.to(tale.s, 0.0, 0.8), Move(left.kernel.hollow, 0.0, 0.0, 0.4)]
    return Beat("the answer again", Caption(tale.answer, {}), calm, least_seconds=SECONDS[3])
