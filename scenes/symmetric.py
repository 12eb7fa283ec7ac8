"""The film `symmetric`: from the even part to g and back; outputs part by what the odd part makes. It carries C6."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from fractions import Fraction

from kernels import Problem, blended, differences, odd_part_of, swapped_pair, unflipped

from .panel_plan import PanelPlan
from .storyboard import parts_told as telling
from .storyboard.blend import Blend
from .storyboard.caption import Caption
from .storyboard.choreography import attend, fade, run, split
from .storyboard.compared import DifferenceStrip
from .storyboard.comparing import blended_outputs, compared, differences_of, pairs_of
from .storyboard.marks.difference_cells import DifferenceCells
from .storyboard.marks.differences import Differences
from .storyboard.marks.heading import Title
from .storyboard.marks.mark import Mark
from .storyboard.marks.shown import Shown
from .storyboard.panel import Panel, View
from .storyboard.panel_marks import PanelMarks
from .storyboard.position import Position, index_of, middle_of, place_of
from .storyboard.storyboard import Beat, Storyboard
from .storyboard.telling import two_sums
from .storyboard.theme import FOCUS
from .storyboard.track import Move, Track
from .storyboard.wishes import NO_WISHES, Wishes
from .storyboard.wording import settings_text

TITLE = "A symmetric kernel hides the flip"
OPERATORS = "convolution, correlation"
COPIES = "inline(y(t) = sum_s f(s) k(t - s))"
UNFLIPPED = "inline(z(t) = sum_s f(s) k(s - t))"
SHARES = {  # of the odd part, where numbers are shown: in grids those that have room, without halves
    1: (Fraction(0), Fraction(1, 2), Fraction(1)),
    2: (Fraction(0), Fraction(1)),
}
SLIDE_SECONDS = {1: 2.0, 2: 3.0}


def symmetric(problem: Problem, wishes: Wishes = NO_WISHES) -> Storyboard:
    """Claim C6: symmetric kernels hide which procedure was used; what is not symmetric is what parts the outputs."""
    play = _Play(problem)
    beats = [play.opening(), *play.fills(), *play.equal(), *play.grows(), *play.back()]
    meta = f"{OPERATORS} · {settings_text(problem)}"
    return Storyboard(wishes.title or TITLE, meta, problem, play.body, play.marks, beats, poster="the result")


def panels(problem: Problem) -> tuple[PanelPlan, ...]:
    """The opening state: convolution and correlation with the even part."""
    even = blended(problem, Fraction(0))
    return PanelPlan(View.INPUT_CENTRED, even), PanelPlan(View.OUTPUT_CENTRED, unflipped(even))


class _Play:
    """Both panels in every state: left the copies of k, right k swept as it is; piles are made, then they slide."""

    def __init__(self, problem: Problem) -> None:
        self.problem = problem
        states = [blended(problem, share) for share in SHARES[problem.ndim]]
        self.state, self.making, self.sliding = Track("share"), Track("making", 1.0), Track("sliding")
        blend = Blend(tuple(state.g for state in states), self.state)
        lefts = [self._panel(f"left {i}", View.INPUT_CENTRED, state) for i, state in enumerate(states)]
        rights = [self._panel(f"right {i}", View.OUTPUT_CENTRED, unflipped(state)) for i, state in enumerate(states)]
        kernel = Panel("right", View.OUTPUT_CENTRED, states[0], "k at every output", UNFLIPPED, "z")
        self.left, self.right = PanelMarks(lefts[0], blend=blend), PanelMarks(kernel, blend=blend)
        self.swept = PanelMarks(rights[0], self.right)
        odd = odd_part_of(problem)
        alone = {t: odd.total(index_of(t)) for t in kernel.outputs}
        self.most = max(alone, key=lambda t: abs(alone[t]))
        self.ends = lefts[-1], rights[-1]  # where k is g
        self.spot_shown = Track("spot shown")
        spot = Position("spot", self.most), self.spot_shown  # whose numbers are shown where there is no room for all
        self.slides = [
            blended_outputs(tuple(panels), m.focus, self.state, *spot)
            for panels, m in ((lefts, self.left), (rights, self.right))
        ]
        self.parted = [{place_of(t): d for t, d in differences(s, unflipped(s)).items()} for s in states]
        self.alone = [dict.fromkeys(alone, Fraction(0)), alone, {t: 2 * value for t, value in alone.items()}]
        differ = DifferenceStrip("differ", "left − right: y − z", "", problem, tuple(self.parted))
        made = DifferenceStrip(
            "made",
            "what g's odd part makes",
            "below: what g's odd part makes",
            problem,
            tuple(self.alone),
            frozenset({0, 2}),
        )
        self.differ, self.made = differences_of(differ, *spot), differences_of(made, *spot)
        self.pair = swapped_pair(problem.g) if problem.ndim > 1 else None
        self.pairs = pairs_of((self.left, self.right), self.pair)
        self.body = compared(tuple(lefts), (kernel, *rights), (differ, made))

    @staticmethod
    def _panel(name: str, view: View, problem: Problem) -> Panel:
        scatters = view is View.INPUT_CENTRED
        heading, formula = ("k at every input", COPIES) if scatters else ("k at every output", UNFLIPPED)
        return Panel(name, view, problem, heading, formula, "y" if scatters else "z", mirrored=not scatters)

    @property
    def marks(self) -> Sequence[Mark]:
        """Everything, in painting order."""
        making, left, right = self.making, self.left, self.right
        return (
            *(Title(), *left.behind, *right.behind, left.kernel, right.kernel),
            *(Shown(left.stacks, making), Shown(self.swept.stacks, making)),
            *(Shown(slide, self.sliding) for slide in self.slides),
            *(*left.before[2:], *right.before[2:], self.differ, self.made, *self.pairs),
        )

    def opening(self) -> Beat:
        """0 s k stands between the panels; 1 s it splits in two, and neither turns."""
        told = telling.starts(self.left.panel)
        return Beat("the even part", told, split(self.left, self.right), still=1.0, chapter="The even part")

    def fills(self) -> list[Beat]:
        """The left scatters all inputs, then the right gathers all outputs with k as it is."""
        left = [*attend(self.left, self.right), *run(self.left)]
        right = [*attend(self.right, self.left), *run(self.swept)]
        made, swept = telling.outputs_of("Left", self.left.panel), telling.outputs_of("Right", self.swept.panel)
        return [Beat("the copies", made, left), Beat("the sweep", swept, right)]

    def equal(self) -> list[Beat]:
        """Both kernels go to the middle; the differences are 0."""
        both, ts = (self.left, self.right), self.right.panel.outputs
        middle = middle_of(ts)
        moves = [Move(m.focus, FOCUS, 0.0, 0.3) for m in both]
        moves += [fade(track, 0.0) for m in both for track in (m.input_shown, m.output_shown)]
        moves += [Move(m.kernel.hollow, 0.0, 0.0, 0.4) for m in both]
        moves += [move for m in both for move in m.kernel_at.to(middle, 0.0, 0.8)]
        moves += [Move(self.sliding, 1.0, 0.0, 0.3), Move(self.making, 0.0, 0.3), fade(self.differ.shown, 1.0, 0.9)]
        moves += [move.later(0.9) for move in self.differ.names_one()]
        alike = self._pair("the pair alike", telling.alike(self.left.panel.problem, self.pair))
        return [Beat("no difference", telling.agrees(), moves, still=1.0), *alike]

    def grows(self) -> list[Beat]:
        """Half of the odd part, all of it; then what it makes alone, and twice that."""
        if self.problem.g.is_symmetric:
            return [Beat(*told, still=1.0) for told in telling.nothing_grows(self.problem)]
        last = len(self.parted) - 1
        halves = [telling.grown(self.problem, parted, whole=False) for parted in self.parted[1:-1]]
        whole = telling.grown(self.problem, self.parted[-1], whole=True)
        alone = [fade(self.made.shown, 1.0), *self._to(self.made, 1, 0.3, 0.9)]
        alone += self.differ.steps_back()
        twice = [*self._to(self.made, 2, 0.2, 0.9), *self._to(self.made, 1, 2.3, 0.7)]
        grows = [Beat("half", told, self._slide(i), still=1.0) for i, told in enumerate(halves, 1)]
        grows.append(Beat("all", whole, self._slide(last), still=1.0))
        return [
            replace(grows[0], chapter="The odd part grows"),
            *grows[1:],
            *self._pair("the pair apart", telling.apart(self.problem, self.pair)),
            *self._example(),
            Beat("the odd part alone", telling.alone(self.problem, self.alone[1]), alone, still=1.0),
            Beat("twice", telling.twice(self.alone[1]), twice, still=0.8),
        ]

    def back(self) -> list[Beat]:
        """The odd part goes; outlines of the differences stay."""
        last = Beat("the result", telling.hides(), least_seconds=3.0, still=2.0)
        if self.problem.g.is_symmetric:
            return [last]
        moves = [*self.differ.comes_back(), *(move.later(0.3) for move in self._slide(0))]
        return [Beat("and back", telling.back(self.parted[-1]), moves, still=1.0, chapter="And back"), last]

    def _pair(self, name: str, told: Caption) -> list[Beat]:
        """In 2-D: the taps right and down, left and up (claim C7)."""
        return [Beat(name, told, [fade(pair.shown, 1.0) for pair in self.pairs], still=1.6)] if self.pairs else []

    def _example(self) -> list[Beat]:
        """In 2-D: both sums of the output that differs most, if g's own support reaches it."""
        kept = self.problem.lands(index_of(self.most))
        if not self.pair or not kept or not self.parted[-1][self.most]:
            return []
        moves = [move for m in (self.left, self.right) for move in m.output_at.to(self.most)]
        moves += self.right.kernel_at.to(self.most, 0.0, 0.8)
        moves += [
            fade(m.output_shown, shown, at) for m in (self.left, self.right) for shown, at in ((1.0, 0.3), (0.0, 4.5))
        ]
        return [Beat("an example", two_sums(*self.ends, self.most), moves)]

    def _slide(self, state: int) -> list[Move]:
        """Kernel, piles and differences go to a state together."""
        seconds = SLIDE_SECONDS[self.problem.ndim]
        return [Move(self.state, float(state), 0.0, seconds), *self._to(self.differ, state, 0.0, seconds)]

    @staticmethod
    def _to(strip: Differences | DifferenceCells, state: int, start: float, seconds: float) -> list[Move]:
        return [Move(track, float(state), start, seconds) for track in strip.at.values()]
