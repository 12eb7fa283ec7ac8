"""The film `which-flip`: five flips are tried on a 2-D kernel, and only the half turn makes a sweep meet the copies.

It carries claim C4 in 2-D: the formula needs g flipped over both axes, and no other flip will do.
"""

from __future__ import annotations

from collections.abc import Sequence

from kernels import TRIED_FLIPS, PlaneFlip, Problem, sweepable, swept, telling_plane_kernel

from .panel_plan import PanelPlan
from .storyboard import caption as say
from .storyboard.caption import Caption, Quantity
from .storyboard.choreography import CALM, end_of, fade
from .storyboard.grids.tried_flips import TriedFlips, Try
from .storyboard.panel import View
from .storyboard.storyboard import Beat, Storyboard
from .storyboard.track import Move
from .storyboard.wishes import NO_WISHES, Wishes
from .storyboard.wording import settings_text

TITLE = "Which flip? Only the half turn meets"
HIDDEN_TITLE = "Which flip? This kernel cannot tell"
DIMMED = 0.5
FLIP_SECONDS, FILL_SECONDS = 1.5, 1.6
WORDS = {
    PlaneFlip.LEFT_RIGHT: "Left to right",
    PlaneFlip.UP_DOWN: "Up to down",
    PlaneFlip.TRANSPOSE: "Rows made columns",
    PlaneFlip.ANTI_TRANSPOSE: "Over the other diagonal",
    PlaneFlip.HALF_TURN: "Half a turn",
}
TRIED = {
    PlaneFlip.LEFT_RIGHT: "Try left to right: columns change sides about the pin.",
    PlaneFlip.UP_DOWN: "Try up to down: rows change sides about the pin.",
    PlaneFlip.TRANSPOSE: "Try the transpose: over one diagonal, rows become columns.",
    PlaneFlip.ANTI_TRANSPOSE: "Try the anti-transpose: over the other diagonal.",
    PlaneFlip.HALF_TURN: "Try half a turn about the pin: over both axes.",
}


def which_flip(problem: Problem, wishes: Wishes = NO_WISHES) -> Storyboard:
    """Claim C4: of all flips, the half turn makes g the filter that gives the same outputs."""
    cast = TriedFlips(problem)
    beats = [_copies(cast), _question(cast)]
    beats += [beat for i in range(len(cast.tries)) for beat in _try(cast, i)]
    beats += [*_honest(cast), _result(cast)]
    hidden = cast.alike or problem.g.is_symmetric
    title = wishes.title or (HIDDEN_TITLE if hidden else TITLE)
    meta = f"convolution with g, correlation with its flips · {settings_text(problem)}"
    return Storyboard(title, meta, problem, cast.board, cast.marks, beats, poster="the result")


def panels(problem: Problem) -> tuple[PanelPlan, ...]:
    """The tried flips, swept; without those that do not fit the data."""
    tried = [flip for flip in TRIED_FLIPS if sweepable(problem, flip)]
    return tuple(PanelPlan(View.OUTPUT_CENTRED, swept(problem, flip)) for flip in tried)


def _copies(cast: TriedFlips) -> Beat:
    """0.6 s the outputs of the copies appear, row by row."""
    moves = [Move(cast.copies.filled, float(len(cast.copies.outputs)), 0.6, FILL_SECONDS)]
    return Beat("the copies", Caption("Copies of g at every input add up to y.", {}), moves, still=1.0, chapter="y")


def _question(cast: TriedFlips) -> Beat:
    """The empty grid for what is swept appears, and the names of all flips."""
    moves = [fade(track, 1.0, 0.2) for track in (cast.swept_cells.shown, cast.grounds[-1].shown)]
    moves += [fade(one.ground.shown, 1.0, 0.8 + 0.2 * i) for i, one in enumerate(cast.tries)]
    told = Caption("To give y by a sweep, g has to be flipped. Which way?", {})
    return Beat("the question", told, moves, still=1.0)


def _try(cast: TriedFlips, i: int) -> list[Beat]:
    """A second g goes to its place and is flipped there; its outputs appear. Then the verdict on each of them."""
    one, before = cast.tries[i], cast.tries[i - 1] if i else None
    moves: list[Move] = []
    if before is not None:
        moves += [fade(track, DIMMED, 0.0) for track in (before.tile.shown, before.note.shown)]
        moves += [fade(before.outputs.shown, 0.0)] if before.outputs is not None else []
    moves += [Move(one.tile.shown, 1.0, 0.1), Move(one.tile.way, 1.0, 0.2, CALM.move)]
    moves += [Move(one.tile.flips[one.flip], 1.0, end_of(moves) + 0.2, FLIP_SECONDS)]
    found = [fade(one.note.shown, 1.0, 0.2)]
    if one.outputs is not None:
        moves += [Move(one.outputs.filled, float(len(one.outputs.outputs)), end_of(moves) + 0.2, FILL_SECONDS)]
        found += [fade(one.outputs.judged, 1.0, 0.2)]
    found += [fade(cast.chosen.shown, 1.0, 0.2)] if one.right else []
    chapter = "The wrong flips" if i == 0 else "The half turn" if one.right else None
    tried = Beat(f"try {one.flip.value}", Caption(TRIED[one.flip], {}), moves, chapter=chapter)
    return [tried, Beat(one.flip.value, _told(cast, one), found, still=1.8 if one.right else 1.4)]


def _told(cast: TriedFlips, one: Try) -> Caption:
    """What a try comes to."""
    words = WORDS[one.flip]
    if one.outputs is None:
        return Caption(f"{words}, g is {{shape}}: these data have no room.", {"shape": say.shape(one.kernel)})
    number = len(one.outputs.differences)
    quantities = {"n": say.count(one.outputs.differing), "all": say.count(number)}
    meet = "all {all} outputs meet" if number > 1 else "the only output meets"
    if one.right and cast.problem.g.is_symmetric:
        return Caption(f"{words}, g is what it was, and {meet}.", quantities)
    if one.flip in cast.alike:
        return Caption(f"{words}, {meet}: this g cannot tell.", quantities)
    if one.flip in cast.lucky:
        return Caption(f"{words}, {meet}: by chance.", quantities)
    if one.right:
        return Caption(f"{words}, and {meet}.", quantities)
    differ = "{n} of {all} outputs differ" if number > 1 else "the only output differs"
    return Caption(f"{words}: {differ}.", quantities)


def _honest(cast: TriedFlips) -> list[Beat]:
    """What this kernel, or what these data, cannot tell."""
    other = {"other": say.kernel_name(telling_plane_kernel().name)}
    beats = []
    if cast.problem.g.is_symmetric:
        told = Caption("This g equals its half turn: even unflipped, it would meet y.", {})
        beats.append(Beat("no flip at all", told, still=1.6, chapter="What hides the flip"))
    if cast.alike:
        verb = "passes" if len(cast.alike) == 1 else "pass"
        told = Caption(f"For this g, {{flips}} {verb} too; {{other}} can tell.", {"flips": _named(cast.alike), **other})
        chapter = None if beats else "What hides the flip"
        beats.append(Beat("flips alike", told, _outlined(cast, cast.alike), still=1.6, chapter=chapter))
    if cast.lucky:
        told = Caption("On these data {flips} met by chance; other data tell.", {"flips": _named(cast.lucky)})
        beats.append(Beat("flips by chance", told, _outlined(cast, cast.lucky), still=1.6))
    return beats


def _result(cast: TriedFlips) -> Beat:
    """Everything at full strength; the half turn's outputs beside y."""
    moves = [fade(track, 1.0, 0.2) for one in cast.tries for track in (one.tile.shown, one.note.shown)]
    told = Caption("Every offset has to change both of its signs: h(x) = g(−x).", {})
    return Beat("the result", told, moves, least_seconds=3.6, still=2.0)


def _named(flips: Sequence[PlaneFlip]) -> Quantity:
    """The names of flips; where there are too many, how many."""
    names = [flip.value for flip in flips]
    joined = " and ".join([", ".join(names[:-1]), names[-1]] if len(names) > 1 else names)
    return Quantity((joined, f"{len(names)} wrong flips"))


def _outlined(cast: TriedFlips, flips: Sequence[PlaneFlip]) -> list[Move]:
    """The tiles that are spoken of come back to full strength."""
    return [
        fade(track, 1.0, 0.2) for one in cast.tries if one.flip in flips for track in (one.tile.shown, one.note.shown)
    ]
