"""The film `continuous`: sums become integrals. It carries claim C2, for curves.

Copies of g(x) rise at the steps of the data, split and split again, and their sum swells into y; beside it g(t − s),
mirrored, slides over the data, and the signed area of the product draws the same y.
"""

from __future__ import annotations

from kernels import PROFILES, Boundary, InputError, Mode, Problem, profile_of, quoted

from .panel_plan import PanelPlan
from .storyboard import caption as say
from .storyboard.caption import Caption, Quantity
from .storyboard.choreography import after, end_of, fade
from .storyboard.curve_body import CurvePair, CurvePanel
from .storyboard.marks.heading import Title
from .storyboard.marks.sliding import Sliding
from .storyboard.marks.staircase import Staircase
from .storyboard.marks.swelling import Swelling
from .storyboard.panel import View
from .storyboard.storyboard import Beat, Storyboard
from .storyboard.theme import CONTEXT, FOCUS
from .storyboard.track import Move, Track
from .storyboard.wishes import NO_WISHES, Wishes

TITLE = "The same with curves: sums become integrals"
LEFT = CurvePanel(
    "left", "Copies of g swell", "inline(y(t) = integral f(s) g(t - s) dif s)", ("f", "copies", "sum"), ("copies",)
)
RIGHT = CurvePanel(
    "right", "g mirrored slides", "inline(y(t) = integral f(s) g(t - s) dif s)", ("f, g", "product", "y"), ("f, g",)
)
RISE, LAG, SPLIT, SLIDE = 0.9, 0.35, 1.2, 3.6  # s
MOST_LAGS = 3.0  # s, of all copies together


def continuous(problem: Problem, wishes: Wishes = NO_WISHES) -> Storyboard:
    """Claim C2: copies of g centred at every input, scaled by their inputs, sum to the output; for curves."""
    check(problem)
    body = CurvePair(problem, LEFT, RIGHT)
    play = _Play(body)
    beats = [play.opening(), play.copies(), *play.splits(), play.limit(), play.mirror(), *play.slide(), *play.result()]
    meta = f"g(x) = {body.curves.profile.formula} · convolution · zero outside"
    return Storyboard(wishes.title or TITLE, meta, problem, body, play.marks, beats, poster="the result")


def panels(problem: Problem) -> tuple[PanelPlan, ...]:
    """The same numbers at whole t: convolution with the areas of g over one step, as copies and as windows."""
    return PanelPlan(View.INPUT_CENTRED, problem), PanelPlan(View.OUTPUT_CENTRED, problem)


def check(problem: Problem) -> None:
    """InputError unless the kernel is a profile, and all settings are the plain ones."""
    if profile_of(problem.kernel) is None:
        names = ", ".join(profile.name for profile in PROFILES)
        raise InputError(
            f"continuous needs a kernel that is a curve, {quoted(problem.kernel.name)} is numbers; use one of {names}"
        )
    plain = problem.mode is Mode.SAME and problem.boundary is Boundary.ZERO
    if not plain or problem.stride != 1 or problem.dilation != 1:
        raise InputError("continuous shows whole curves; leave --mode, --boundary, --stride and --dilation out")


class _Play:
    """The tracks of both panels, and the beats that move them."""

    def __init__(self, body: CurvePair) -> None:
        self.body, self.problem = body, body.problem
        self.low, self.high = body.curves.span
        self.t = body.middle
        self.left, self.right = Track("left focus", FOCUS), Track("right focus", FOCUS)
        self.swelling = Swelling(body, self.left)
        start = Track("t", float(self.t)), Track("y drawn", self.low)
        self.sliding = Sliding(body, self.right, *start)
        stairs = Staircase(body, LEFT, self.left), Staircase(body, RIGHT, self.right)
        self.marks = (Title(), *stairs, self.swelling, self.sliding)

    def opening(self) -> Beat:
        """g stands in both panels, as a curve."""
        words = "Data as steps, g as a curve: g(x) = {formula}."
        told = Caption(words, {"formula": Quantity((self.body.curves.profile.formula,))})
        return Beat("the curve", told, least_seconds=3.2, chapter="Copies of a curve")

    def copies(self) -> Beat:
        """0 s the right steps back; 0.6 s a copy rises at every step, one after the other, and the sum with them."""
        lag = min(LAG, MOST_LAGS / len(self.swelling.grown))
        moves = [Move(self.right, CONTEXT, 0.0, 0.3), fade(self.sliding.plain, 0.0), fade(self.swelling.alone, 0.0)]
        moves += [Move(track, 1.0, 0.6 + i * lag, RISE) for i, track in enumerate(self.swelling.grown.values())]
        return Beat("the copies", Caption("A copy of g at every step, as tall as f; below, their sum.", {}), moves)

    def splits(self) -> list[Beat]:
        """Every copy splits in two, each half as tall; again; and again."""
        said = ("Twice as many copies, each half as tall.", "Again: the sum grows smoother.", "And again.")
        return [
            Beat(f"split {i + 1}", Caption(words, {}), [Move(self.swelling.level, i + 1.0, 0.2, SPLIT)])
            for i, words in enumerate(said)
        ]

    def limit(self) -> Beat:
        """The copies of each step melt into one hump, and their sum into y."""
        told = Caption("In the limit every step adds one hump: the sum is an integral.", {})
        return Beat("the limit", told, [Move(self.swelling.limit, 1.0, 0.3, 1.5)], still=1.0)

    def mirror(self) -> Beat:
        """0 s the right comes forward, with g at t; 1.2 s g mirrored appears, g stays dashed."""
        focus = [Move(self.left, CONTEXT, 0.0, 0.3), Move(self.right, FOCUS, 0.0, 0.3), fade(self.sliding.plain, 1.0)]
        symmetric = self.problem.g.is_symmetric
        words = "Read at t, f(s) counts g(t−s): over s that is g mirrored"
        told = Caption(words + (", here g." if symmetric else "."), {})
        shown = Move(self.sliding.mirrored, 1.0, 1.2, 0.8)
        return Beat("the mirror", told, [*focus, shown], still=1.2, chapter="A window that slides")

    def slide(self) -> list[Beat]:
        """To the left end; over the data to a whole t, where it rests; and on to the right end."""
        sliding, t = self.sliding, float(self.t)
        ready = [fade(sliding.plain, 0.0), Move(sliding.at, self.low, 0.2, 0.9), fade(sliding.product, 1.0, 1.2)]
        to = [Move(sliding.at, t, 0.0, SLIDE), Move(sliding.drawn, t, 0.0, SLIDE)]
        on = [Move(sliding.at, self.high, 0.0, SLIDE), Move(sliding.drawn, self.high, 0.0, SLIDE)]
        area = Caption("Its area here is the output: y({t}) {equals}.", self._numbers())
        rest = "Below the axis, area counts as negative." if (self.problem.signal.values < 0).any() else (
            "So t moves on, and the area draws y."
        )  # fmt: skip
        return [
            Beat(
                "the product",
                Caption("f(s) times g(t−s) is a curve; t moves, its area draws y.", {}),
                after(ready, to),
            ),
            Beat("the area", area, [], least_seconds=2.4),
            Beat("the rest", Caption(rest, {}), on),
        ]

    def result(self) -> list[Beat]:
        """0 s both panels come to full strength; 0.3 s a point runs back over both curves in step, to the whole t."""
        calm = [Move(self.left, FOCUS, 0.0, 0.3), Move(self.swelling.dot_at, self.high), fade(self.swelling.dot, 1.0)]
        calm += [Move(track, float(self.t), 0.3, 2.4) for track in (self.sliding.at, self.swelling.dot_at)]
        told = Caption("The same curve both ways; y({t}) {equals}.", self._numbers())
        return [Beat("the result", told, calm, least_seconds=end_of(calm) + 2.0, still=2.0, chapter="One curve")]

    def _numbers(self) -> dict[str, Quantity]:
        return {"t": say.index(self.t), "equals": say.equals(self.problem, self.problem.total((self.t,)))}
