"""The film `mismatch`: one kernel in both procedures; outputs part, until the filter flips. It carries claim C8."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from fractions import Fraction

from kernels import Problem, differences, mirrored, swapped_pair, unflipped

from .panel_plan import PanelPlan
from .storyboard import differing as telling
from .storyboard.choreography import (
    BRISK,
    arrivals,
    attend,
    end_of,
    fade,
    gather,
    run,
    scatter,
    split,
    sweep,
)  # fmt: skip
from .storyboard.compared import DifferenceStrip
from .storyboard.comparing import compared, differences_of, first_run, pairs_of
from .storyboard.marks.heading import Heading, Title
from .storyboard.marks.mark import Mark
from .storyboard.marks.shown import Shown
from .storyboard.panel import Panel, View
from .storyboard.panel_marks import PanelMarks
from .storyboard.position import Place, Position, middle_of, place_of
from .storyboard.storyboard import Beat, Storyboard
from .storyboard.telling import two_sums
from .storyboard.theme import FOCUS
from .storyboard.track import Move, Track
from .storyboard.turns import Run, whole
from .storyboard.wishes import NO_WISHES, Wishes
from .storyboard.wording import settings_text

TITLE = "One kernel, two procedures, two results"
HIDDEN = "A kernel that hides which procedure was used"
BY_LUCK = "Data that hides which procedure was used"
BEFORE = "z, before the flip"
NOW = {1: "left − right, after the flip", 2: "left − right, now"}
SILENT = {1: frozenset[int](), 2: frozenset({0})}  # in a grid, where there is less room, only the zeros are numbers
OPERATORS = "convolution, correlation"
COPIES = "inline(y(t) = sum_s f(s) g(t - s))"
UNFLIPPED = "inline(z(t) = sum_s f(s) g(s - t))"
SWEEP = "inline(y(t) = sum_s f(s) h(s - t))"


def mismatch(problem: Problem, wishes: Wishes = NO_WISHES) -> Storyboard:
    """Claim C8: one kernel in both procedures gives different weights and different results."""
    play = _Play(problem)
    beats = [play.opening(), *play.fills(), *play.parted(), play.flip(), *play.mended()]
    meta = f"{OPERATORS} · {settings_text(problem)}"
    return Storyboard(wishes.title or play.title, meta, problem, play.body, play.marks, beats, poster=play.poster)


def panels(problem: Problem) -> tuple[PanelPlan, ...]:
    """The opening state: convolution and correlation with one array."""
    return PanelPlan(View.INPUT_CENTRED, problem), PanelPlan(View.OUTPUT_CENTRED, unflipped(problem))


class _Play:
    """The panels: left the copies; right first g as it is (`wrong`), then g mirrored, over the wrong one's outlines."""

    def __init__(self, problem: Problem) -> None:
        swept = unflipped(problem)
        first = Panel("wrong", View.OUTPUT_CENTRED, swept, "g at every output", UNFLIPPED, "z", mirrored=True)
        then = Panel("right", View.OUTPUT_CENTRED, problem, "h(x) = g(−x) at every output", SWEEP, also=first.inputs)
        self.problem = problem
        self.left = PanelMarks(Panel("left", View.INPUT_CENTRED, problem, "g at every input", COPIES))
        self.right = PanelMarks(then)
        self.wrong = PanelMarks(first, self.right)
        outputs = then.outputs
        parted = {place_of(t): d for t, d in differences(problem, swept).items()}
        mended = {place_of(t): d for t, d in differences(problem, mirrored(problem)).items()}
        none = dict.fromkeys(parted, Fraction(0))
        growing = (none | _missing(parted), parted)
        was = DifferenceStrip("was", "left − right: y − z", "", problem, growing, frozenset({0}))
        after, below = NOW[problem.ndim], "below: after the flip"
        shrinking = ({t: parted[t] for t in outputs}, mended)
        now = DifferenceStrip("now", after, below, problem, shrinking, SILENT[problem.ndim])
        self.pair = swapped_pair(problem.g) if problem.ndim > 1 else None
        spot = Position("spot", telling.most(problem, parted, self.pair))  # whose number is shown without room for all
        shown = Track("spot shown", float(problem.ndim == 1))
        self.was, self.now = differences_of(was, spot, shown), differences_of(now, spot, shown)
        self.unflipped, self.flipped = Track("unflipped", 1.0), Track("flipped", 0.0)
        self.outlines = first_run(first, self.right, BEFORE, Track("outlines"))
        self.body = compared((self.left.panel,), (then, first), (was, now), BEFORE)
        self.pairs = pairs_of((self.left, self.right), self.pair)

    @property
    def title(self) -> str:
        """What the film shows: a difference, or why there is none."""
        if not telling.hides(self.was.strip.states[1]):
            return TITLE
        return HIDDEN if self.problem.g.is_symmetric else BY_LUCK

    @property
    def poster(self) -> str:
        """Both results with an example of where they part; where they don't, with their differences."""
        return "an example" if any(self.was.strip.states[1].values()) else "the differences"

    @property
    def marks(self) -> Sequence[Mark]:
        """Everything, in painting order."""
        wrong, right = self.wrong, self.right
        heading, *behind = right.behind
        kernel, piles, *cursors = right.before
        return (
            *(Title(), *self.left.all, self.was, self.now),
            *(Shown(heading, self.flipped), Shown(Heading(wrong.panel, wrong.focus), self.unflipped)),
            *(*behind, kernel, Shown(wrong.stacks, self.unflipped), self.outlines, Shown(piles, self.flipped)),
            *(*cursors, *self.pairs),
        )

    def opening(self) -> Beat:
        """0 s g stands between the panels; 1 s it splits in two, and neither turns."""
        told = telling.given(self.left.panel)
        return Beat("the kernel", told, split(self.left, self.right), still=1.0, chapter="One kernel, twice")

    def fills(self) -> list[Beat]:
        """The left scatters all inputs, then the right gathers all outputs with g as it is; grids tell one of each."""
        left, right = "Left, g at every input: y is {values}.", "Right, g at every output: z is {values}."
        copies = [self._fill(self.left, self.left, part, left) for part in whole(self.left.panel)]
        sums = [self._fill(self.wrong, self.right, part, right) for part in whole(self.wrong.panel)]
        return [*copies, *sums]

    def _fill(self, piles: PanelMarks, marks: PanelMarks, part: Run, words: str) -> Beat:
        """One step with all of its numbers, or a quick run; the last one says all outputs."""
        panel, other = piles.panel, self.right if marks is self.left else self.left
        name, moves = "the copies" if panel.scatters else "the sweep", attend(marks, other)
        if part.told:
            (step,) = part.steps
            told = telling.step(panel, step)
            return Beat(
                f"{name}, at {step}", told, [*moves, *(scatter if panel.scatters else gather)(piles, step, BRISK)]
            )
        last = part.steps[-1] == panel.steps[-1]
        told = telling.outputs_of(words, panel) if last else telling.begins(panel)
        return Beat(name if last else f"{name}, at first", told, [*moves, *run(piles, part.steps)])

    def parted(self) -> list[Beat]:
        """An outline on both sides, and the difference of what it holds, t by t; then what it comes from."""
        both = (self.left, self.right)
        calm = [Move(m.focus, FOCUS, 0.0, 0.3) for m in both] + [fade(m.input_shown, 0.0) for m in both]
        calm += [fade(m.output_shown, 0.0) for m in both]
        calm += [Move(self.right.kernel.hollow, 0.0, 0.0, 0.4), Move(self.left.kernel.hollow, 0.0, 0.0, 0.4)]
        moves = [*calm, fade(self.was.shown, 1.0), *self._together(end_of(calm))]
        parted = self.was.strip.states[1]
        first = Beat("the differences", telling.differences(self.problem, parted), moves, chapter="Left minus right")
        return [first, *self._example(), *(Beat(*why, still=1.0) for why in telling.why(self.problem, parted))]

    def _example(self) -> list[Beat]:
        """Both sums of the output that differs most; the unflipped g goes there. In 2-D, what one input counts."""
        parted = self.was.strip.states[1]
        t = telling.most(self.problem, parted, self.pair)
        if not parted[t]:
            return []
        both = (self.left, self.right)
        moves = [move for m in both for move in m.output_at.to(t)] + [fade(m.output_shown, 1.0) for m in both]
        moves += self.right.kernel_at.to(t, 0.3, 0.9)
        gone = [fade(m.output_shown, 0.0, end_of(moves) + 3.0) for m in both]
        beats = [Beat("an example", two_sums(self.left.panel, self.wrong.panel, t), [*moves, *gone])]
        s = telling.reached(self.problem, t, self.pair)
        return beats if s is None else [*beats, self._pair(s, t)]

    def _pair(self, s: Place, t: Place) -> Beat:
        """An input, and the two weights that it has in t: those of right-and-down and of left-and-up (claim C7)."""
        both = self.left, self.right
        moves = [move for m in both for move in m.input_at.to(s)] + self.left.kernel_at.to(s, 0.0, 0.3)
        shown = [m.input_shown for m in both] + [m.output_shown for m in both]
        moves += [fade(track, 1.0, 0.3) for track in shown] + [Move(pair.shown, 1.0, 0.9, 0.3) for pair in self.pairs]
        gone = [fade(track, 0.0, 5.0) for track in shown]
        return Beat("the pair", telling.counts(self.problem, s, t), [*moves, *gone])

    def _together(self, start: float) -> list[Move]:
        """The outline runs over every t that both sides have; there the difference grows."""
        common = [t for t, d in self.was.strip.states[1].items() if d is not None]
        if not common:
            return []
        both = (self.left, self.right)
        led = [*(m.output_at for m in both), *self.was.led], [*(m.output_shown for m in both), *self.was.led_shown]
        moves = sweep(*led, common, start)
        return moves + [Move(self.was.at[t], 1.0, arrived, 0.4) for t, arrived in arrivals(common, start)]

    def flip(self) -> Beat:
        """0 s the unflipped piles step back to outlines; 1 s only the swept filter turns."""
        moves = [*attend(self.right, self.left), Move(self.unflipped, 0.0, 0.0, 0.6), *self.outlines.stays()]
        moves += self.right.kernel_at.to(self.right.panel.outputs[0], 0.0, 0.9)
        moves.append(Move(self.flipped, 1.0, 1.0, 0.6))
        moves.append(Move(self.right.kernel.turn, 1.0, 1.0, 1.4))
        return Beat("the flip", telling.flips(self.problem), moves, still=1.0, chapter="Flip the swept one")

    def mended(self) -> list[Beat]:
        """The differences step over to the right, and shrink there at every total that is gathered again."""
        over = [fade(self.now.shown, 1.0), *self.was.steps_back()]
        gathered = [move.later(0.8) for move in run(self.right)]
        done = {move.track: move.start for move in gathered}
        shrink = [Move(self.now.at[t], 1.0, done[total], 0.6) for t, total in self.right.stacks.total.items()]
        rest = [Move(m.focus, FOCUS, 0.0, 0.3) for m in (self.left, self.right)]
        rest += [fade(self.right.output_shown, 0.0), Move(self.right.kernel.hollow, 0.0, 0.0, 0.4)]
        middle = middle_of(self.right.panel.outputs)
        rest += [move for m in (self.left, self.right) for move in m.kernel_at.to(middle, 0.0, 0.8)]
        last = telling.jobs(self.problem, self.was.strip.states[1])
        return [
            Beat("the sweep again", telling.mended(self.was.strip.states[1]), [*over, *gathered, *shrink]),
            Beat("the result", last, rest, least_seconds=3.4, still=2.0, chapter="One result"),
        ]


def _missing(parted: Mapping[Place, Fraction | None]) -> dict[Place, Fraction | None]:
    return {t: None for t, d in parted.items() if d is None}
