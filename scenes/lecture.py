"""The film `lecture`: the whole argument in chapters, joined from the films that carry its claims, C1 to C9."""

from __future__ import annotations

from dataclasses import replace

from kernels import Problem

from .flip import flip
from .input_centered import input_centered
from .mismatch import mismatch
from .output_centered import output_centered
from .panel_plan import PanelPlan
from .side_by_side import side_by_side
from .storyboard.act import Act, Excerpt
from .storyboard.caption import Caption
from .storyboard.joined import Chapter, joined
from .storyboard.marks.card import Form
from .storyboard.panel import View
from .storyboard.storyboard import Beat, Storyboard
from .storyboard.wishes import NO_WISHES, Wishes
from .storyboard.wording import settings_text
from .symmetric import symmetric
from .why_flip import why_flip

TITLE = "Convolution, from both ends"
PROBLEM = "Two procedures for one sum. Why does one flip the kernel?"
EVEN = "Let k be the even part of g: g and its flip, averaged."
ARGUMENT = "g at every input, or g flipped at every output: the same y."
MIRRORED = {1: "g mirrored", 2: "half-turned"}  # the beat of why-flip, by dimension
TOLD_COPIES = 3  # one by one; the others follow in one beat
LONGEST_PROBLEM, SHORT_PROBLEM = 9, 4  # beats of the first chapter up to its first output; or if that is farther


def lecture(problem: Problem, wishes: Wishes = NO_WISHES) -> Storyboard:
    """Claims C1 to C9, one after another: each chapter answers what its card says or asks."""
    own = replace(wishes, title=None)
    both = Act("side-by-side", side_by_side(problem, own))
    copies = Act("input-centered", input_centered(problem, own))
    window = Act("output-centered", output_centered(problem, own))
    why = Act("why-flip", why_flip(problem, own))
    turn = Act("flip", flip(problem, own))
    parts = Act("mismatch", mismatch(problem, own))
    even = Act("symmetric", symmetric(problem, own))
    mirrored = MIRRORED[problem.ndim]
    g, h, k = Form(problem.g), Form(problem.g, mirrored=True), Form(problem.g.even_part())
    chapters = [
        Chapter("The problem", (g, h), _said(PROBLEM), [_until_output(both)]),
        Chapter("Copies", (g,), _said("First the formula's way: from the inputs."), [_copies(copies)]),
        Chapter("Weights", (h,), _said("Then a network's way: from the outputs."), _weights(window, why, mirrored)),
        Chapter("Why the flip", (g, h), _said("Around t, what do these weights form?"), [_mirrored(why, mirrored)]),
        Chapter("The flip", (g, h), _said(_what_a_flip_is(problem)), [turn.excerpt(through="filter to g")]),
        Chapter(
            "The same kernel in both", (g, g), _said("What if nobody flips it?"), [parts.excerpt(until="the flip")]
        ),
        Chapter("Why nobody notices", (k, k), _said(EVEN), [even.excerpt("no difference")]),
        Chapter("Right in both", (g, h), _said("Done right, the swept kernel is g flipped."), _right(parts, both)),
    ]
    film = joined(wishes.title or TITLE, settings_text(problem), problem, chapters)
    return replace(film, poster="side-by-side: the argument")


def panels(problem: Problem) -> tuple[PanelPlan, ...]:
    """What the first chapter shows: convolution with g, beside correlation with g flipped."""
    return PanelPlan(View.INPUT_CENTRED, problem), PanelPlan(View.OUTPUT_CENTRED, problem)


def _said(words: str) -> Caption:
    return Caption(words, {})


def _what_a_flip_is(problem: Problem) -> str:
    """Claim C7, which a kernel with rows and columns shows in all chapters; one without can only say it."""
    if problem.ndim == 1:
        return "On a line it is a mirror; in a plane, half a turn: over both axes."
    return "Right and down becomes left and up: half a turn, over both axes."


def _until_output(act: Act) -> Excerpt:
    """From the opening to the first output that is made on both sides, if that is soon; else a few inputs."""
    first = [beat.name for beat in act.story.beats[:LONGEST_PROBLEM]]
    few = first[:SHORT_PROBLEM][-1]
    if act.story.problem.ndim > 1:  # the first output of a grid is two rows away
        return act.excerpt(through=few)
    return act.excerpt(through=next((name for name in first if "output" in name), few))


def _copies(act: Act) -> Excerpt:
    """All copies; those after the first few in one beat."""
    rest = _said("And so on: the remaining inputs add their copies.")
    return act.excerpt().hurried(_is_input, TOLD_COPIES, "the remaining inputs", rest)


def _weights(window: Act, why: Act, mirrored: str) -> list[Excerpt]:
    """The weights of one window; then what every copy of g gives at one output."""
    read = why.excerpt(until=mirrored).led_by("Now ask the copies.")
    return [window.excerpt("the window", through="its own place"), read]


def _mirrored(why: Act, mirrored: str) -> Excerpt:
    """What the weights form, and their sum; a second output where there is time for it."""
    return why.excerpt(mirrored) if why.story.problem.ndim == 1 else why.excerpt(mirrored, through="the sum")


def _right(parts: Act, both: Act) -> list[Excerpt]:
    """The outputs that parted come together, both sides are compared piece by piece; and the argument in a sentence."""
    last = Beat("the argument", _said(ARGUMENT), least_seconds=4.0, still=2.0)
    return [parts.excerpt("the flip", through="the sweep again"), both.excerpt("the comparison").closed_by(last)]


def _is_input(beat: Beat) -> bool:
    return beat.name.startswith("input")
