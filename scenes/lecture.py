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
from .storyboard.panel import View
from .storyboard.storyboard import Beat, Storyboard
from .storyboard.wishes import NO_WISHES, Wishes
from .storyboard.wording import settings_text
from .symmetric import symmetric
from .why_flip import why_flip

TITLE = "Convolution, from both ends"
TOLD_COPIES = 3  # one by one; the others follow in one beat
LONGEST_PROBLEM = 6  # beats in which the first chapter has to come to an output


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
    chapters = [
        _chapter("The problem", "Two procedures, one sum. Do both use the same kernel?", _until_output(both)),
        _chapter("Copies", "First the formula's way: from the inputs.", _copies(copies)),
        _chapter(
            "Weights",
            "Then a network's way: from the outputs.",
            window.excerpt("the window", through="its own place"),
            why.excerpt(until="g mirrored"),
        ),
        _chapter("Why the flip", "Around t, what do these weights form?", why.excerpt("g mirrored")),
        _chapter("The flip", _flip_told(problem), turn.excerpt(through="filter to g")),
        _chapter("The same kernel in both", "What if nobody flips it?", parts.excerpt(until="the flip")),
        _chapter(
            "Why nobody notices",
            "Let k be the even part of g: g and its mirror image, averaged.",
            even.excerpt("no difference"),
        ),
        _chapter(
            "Right in both",
            "Done right, the swept kernel is g mirrored.",
            parts.excerpt("the flip", through="the sweep again"),
            both.excerpt("the comparison"),
        ),
    ]
    return joined(wishes.title or TITLE, settings_text(problem), problem, chapters)


def panels(problem: Problem) -> tuple[PanelPlan, ...]:
    """What the first chapter shows: convolution with g, beside correlation with g flipped."""
    return PanelPlan(View.INPUT_CENTRED, problem), PanelPlan(View.OUTPUT_CENTRED, problem)


def _chapter(title: str, words: str, *excerpts: Excerpt) -> Chapter:
    return Chapter(title, Caption(words, {}), excerpts)


def _flip_told(problem: Problem) -> str:
    """What a flip is: claim C7, which only a kernel with rows and columns can show, is said where it cannot be."""
    if problem.ndim == 1:
        return "On a line it is a mirror; in a plane, half a turn: over both axes."
    return "Right and down becomes left and up: half a turn, over both axes."


def _until_output(act: Act) -> Excerpt:
    """From the opening to the first output that is made on both sides, if that is soon; else some inputs."""
    first = [beat.name for beat in act.story.beats[:LONGEST_PROBLEM]]
    return act.excerpt(through=next((name for name in first if "output" in name), first[-1]))


def _copies(act: Act) -> Excerpt:
    """All copies; those after the first few in one beat."""
    rest = Caption("And so on: every other input adds its own copy.", {})
    return act.excerpt().hurried(_is_input, TOLD_COPIES, "the other inputs", rest)


def _is_input(beat: Beat) -> bool:
    return beat.name.startswith("input")
