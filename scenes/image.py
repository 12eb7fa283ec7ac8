"""The film `image`: a real picture through a kernel, both ways; and through the same kernel without its half turn."""

from __future__ import annotations

from kernels import Image, Problem, check_picture, unflipped

from .panel_plan import PanelPlan
from .storyboard import image_told as telling
from .storyboard.choreography import end_of, fade
from .storyboard.image_body import ImageBody
from .storyboard.image_marks import ImageMarks, ImageSide
from .storyboard.image_results import ImageResults
from .storyboard.panel import View
from .storyboard.storyboard import Beat, Storyboard
from .storyboard.theme import CONTEXT, FOCUS
from .storyboard.track import Move
from .storyboard.wishes import NO_WISHES, Wishes

TITLE = "A picture through a kernel, both ways"
SWEEP_SECONDS = 5.0  # of a whole picture
STATE_SECONDS = 0.45  # from one state of a patch to the next


def image(problem: Problem, wishes: Wishes = NO_WISHES) -> Storyboard:
    """Claims C7 to C9 on a picture: both ways agree with the half turn, and part without it."""
    picture = wishes.image or Image.of(problem.signal)
    play = _Play(problem, ImageResults(problem, picture))
    beats = [*play.opening(), *play.scatters(), *play.gathers(), *play.whole(), *play.unflipped(), play.end()]
    meta = telling.meta(problem, picture)
    title, poster = wishes.title or TITLE, "the difference"
    return Storyboard(title, meta, problem, ImageBody(), play.marks.all, beats, poster=poster)


def panels(problem: Problem) -> tuple[PanelPlan, ...]:
    """Convolution scattered, and gathered; then correlation with the same array, with which the film ends."""
    both = (PanelPlan(view, problem) for view in View)
    return (*both, PanelPlan(View.OUTPUT_CENTRED, unflipped(problem)))


def check(problem: Problem) -> None:
    """InputError for what is no picture, or too large to be shown."""
    check_picture(problem)


class _Play:
    """The film's beats, in order."""

    def __init__(self, problem: Problem, results: ImageResults) -> None:
        self.problem, self.results = problem, results
        self.marks = ImageMarks(problem, results)
        self.left, self.right = self.marks.left, self.marks.right
        self.told = results.image.told

    def opening(self) -> list[Beat]:
        """The picture and g, large; then both go to either side, a patch comes out, and the right g turns."""
        first = Beat("the picture", telling.opening(self.results.image), least_seconds=3.0, chapter="A picture")
        both = (self.left, self.right)
        moves = [fade(side.framed, 1.0) for side in both]
        moves += [Move(track, 1.0, 0.9) for track in (self.right.picture_shown, self.right.kernel_shown)]
        for side in both:
            moves += [Move(side.kernel_at, 1.0, 0.9, 1.1), Move(side.at, 1.0, 1.6, 1.2)]
            moves += [Move(side.magnified, 1.0, 2.9, 1.2), fade(side.output_shown, 1.0, 2.8)]
        moves += [fade(track, 1.0, 3.8) for track in (self.marks.headed, self.marks.flipped, self.marks.labelled)]
        magnified = telling.magnified(self.problem, self.results.image)
        turn = [*self._look_at(self.right, self.left), Move(self.right.turn, 1.0, 0.5, 1.6)]
        return [
            first,
            Beat("a patch", magnified, moves, still=1.0),
            Beat("the half turn", telling.turns(self.problem.g), turn, still=1.0),
        ]

    def scatters(self) -> list[Beat]:
        """Left, one copy in full; then all others add up with it, row by row."""
        left, patch = self.left, self.results.patch
        there = [*self._look_at(left, self.right), fade(left.input_outlined, 1.0), fade(left.copy_shown, 1.0, 0.4)]
        there.append(Move(left.copy_at, 1.0, 0.6, 1.2))
        multiplied = [Move(left.scaled, 1.0, 0.3, 0.9)]
        multiplied += [Move(left.state, 1.0, 2.2, 0.6), fade(left.copy_shown, 0.0, 2.3)]
        count = len(left.outputs.states)
        adding = [fade(left.input_outlined, 0.0)]
        adding += [
            Move(left.state, float(i), 0.4 + (i - 2) * STATE_SECONDS, STATE_SECONDS - 0.1) for i in range(2, count)
        ]
        return [
            Beat("one copy", telling.copy(self.problem, patch), there, chapter="Left, a copy at every pixel"),
            Beat("the scaled copy", telling.scaled(self.problem, patch), multiplied, still=1.0),
            Beat("all copies", telling.all_copies(), adding, still=1.0),
        ]

    def gathers(self) -> list[Beat]:
        """Right, one window in full; then the outputs around it."""
        right, patch, result = self.right, self.results.patch, self.results.gathered
        there = [*self._look_at(right, self.left), fade(right.output_outlined, 1.0), fade(right.copy_shown, 1.0, 0.4)]
        there += [Move(right.copy_at, 1.0, 0.6, 1.2), Move(right.halved, 1.0, 0.6, 1.2)]
        multiplied = [Move(right.scaled, 1.0, 0.3, 0.9)]
        met = [Move(right.met, 1.0, 0.2, 1.0), Move(right.state, 1.0, 0.9, 0.5), fade(right.copy_shown, 0.0, 1.2)]
        met += [Move(right.halved, 0.0, 1.6), Move(right.scaled, 0.0, 1.6, 0.4)]
        around = [fade(self.left.output_outlined, 1.0), Move(self.left.focus, FOCUS, 0.0, 0.3)]
        around += [Move(right.state, float(i), 1.6 + (i - 2) * STATE_SECONDS, STATE_SECONDS - 0.1)
                   for i in range(2, len(right.outputs.states))]  # fmt: skip
        total = telling.total(self.problem, result, patch, self.told)
        return [
            Beat("one window", telling.window(), there, chapter="Right, a window at every pixel"),
            Beat("the products", total, multiplied, least_seconds=3.0, still=1.4),
            Beat("the sum", total, met),
            Beat("the same number", telling.same_number(result, patch, self.told), around, still=1.0),
        ]

    def whole(self) -> list[Beat]:
        """Pictures and patches change places; then every row scatters left, and every row is gathered right."""
        both, rows = (self.left, self.right), float(len(self.results.area[0]))
        moves = [Move(self.marks.whole_at, 1.0, 0.4, 1.0)]
        for side in both:
            moves += [fade(side.output_outlined, 0.0), Move(side.magnified, 0.0, 0.0, 0.4)]
            moves += [Move(side.at, 2.0, 0.4, 1.0), Move(side.widened, 1.0, 0.4, 1.0), fade(side.inset_shown, 1.0, 1.2)]
            moves += [fade(side.cursor, 1.0, 1.4), Move(side.rows, rows, 1.8, SWEEP_SECONDS)]
            moves.append(fade(side.cursor, 0.0, 1.8 + SWEEP_SECONDS))
        return [
            Beat("the whole picture", telling.sweeps(), moves, still=0.8, chapter="The whole picture"),
            Beat("equal", telling.equal(self.results.y), still=1.2),
        ]

    def unflipped(self) -> list[Beat]:
        """Right again, with g as it is."""
        marks, right, rows = self.marks, self.right, float(len(self.results.area[0]))
        moves = [*self._look_at(right, self.left), Move(right.turn, 0.0, 0.3, 1.4), fade(marks.flipped, 0.0, 0.6)]
        moves += [fade(marks.unflipped, 1.0, 1.1), Move(marks.z_shown, 1.0, 1.8)]
        moves += [Move(marks.z_rows, rows, 2.0, SWEEP_SECONDS)]
        told = telling.shown(self.problem, self.results.y, self.results.z)
        calm = [Move(self.left.focus, FOCUS, 0.0, 0.3)]
        return [
            Beat("unflipped", telling.unturned(self.problem.g), moves, still=0.8, chapter="Without the half turn"),
            Beat("what is seen", told, calm, still=1.6),
        ]

    def end(self) -> Beat:
        """Input, convolution, correlation, difference side by side."""
        marks, right = self.marks, self.right
        moves = [fade(track, 0.0) for track in (right.picture_shown, right.output_shown, right.inset_shown)]
        moves += [fade(marks.labelled, 0.0), fade(right.kernel_shown, 0.0)]
        moves += [Move(marks.z_at, 1.0, 0.4, 1.2)]
        moves += [fade(track, 1.0, 1.7) for track in (marks.d_shown, marks.named, marks.scaled)]
        told = telling.differ(self.results.difference)
        return Beat(
            "the difference", told, moves, least_seconds=end_of(moves) + 3.0, still=3.0, chapter="The difference"
        )

    def _look_at(self, to: ImageSide, away: ImageSide) -> list[Move]:
        return [Move(to.focus, FOCUS, 0.0, 0.3), Move(away.focus, CONTEXT, 0.0, 0.3)]
