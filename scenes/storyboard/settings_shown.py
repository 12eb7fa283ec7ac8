"""How films with one panel begin: g comes in, then every setting that is not the usual one is shown."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from .choreography import end_of, fade, sweep
from .panel import Panel
from .panel_marks import PanelMarks
from .position import Place
from .settings import dilation_told, ghosts_told, outputs_told
from .storyboard import Beat
from .theme import FOCUS
from .track import Move


def opening_of(marks: PanelMarks) -> list[Move]:
    """0 s g stands in the middle; 1.2 s it goes to its first place."""
    return [Move(marks.focus, FOCUS), Move(marks.kernel.home, 0.0), Move(marks.kernel.home, 1.0, 1.2, 1.2)]


def settings_beats(marks: PanelMarks, first: Sequence[Move] = ()) -> list[Beat]:
    """One beat for every setting: ghosts, then kept outputs, are outlined; `first`: what else moves in the first."""
    panel = marks.panel
    beats = []
    if told := dilation_told(panel.problem):
        beats.append(Beat("the dilation", told, still=1.0))
    if told := ghosts_told(panel):
        beats.append(Beat("the boundary", told, _outlined(marks, _ghosts(panel), inputs=True)))
    if told := outputs_told(panel.problem):
        beats.append(Beat("the outputs", told, _outlined(marks, (_ends(panel),), inputs=False)))
    return [replace(beat, moves=[*beat.moves, *first]) for beat in beats[:1]] + beats[1:]


def _ghosts(panel: Panel) -> Sequence[Sequence[Place]]:
    """The ghosts on both sides of the data; of a grid, those right above it, and those at its left."""
    ghosts = [s for s in panel.inputs if panel.is_ghost(s)]
    if panel.problem.ndim == 1:
        return [s for s in ghosts if s < 0], [s for s in ghosts if s > 0]
    rows, columns = panel.problem.inputs
    return [(r, c) for r, c in ghosts if r == -1 and c in columns], [(r, c) for r, c in ghosts if c == -1 and r in rows]


def _ends(panel: Panel) -> Sequence[Place]:
    """All outputs; the corners of a grid of them."""
    if panel.problem.ndim == 1:
        return panel.outputs
    rows, columns = ({axis[0]: None, axis[-1]: None} for axis in panel.problem.outputs)
    return [(r, c) for r in rows for c in columns]


def _outlined(marks: PanelMarks, runs: Sequence[Sequence[Place]], inputs: bool) -> list[Move]:
    """An outline over inputs or outputs, one run after another; then it is back where the story begins."""
    at, shown = (marks.input_at, marks.input_shown) if inputs else (marks.output_at, marks.output_shown)
    moves = [fade(shown, 0.0)]
    for columns in runs:
        moves += sweep([at], [shown], columns, end_of(moves)) if columns else []
    first = marks.panel.inputs[0] if inputs else marks.panel.outputs[0]
    return [*moves, *at.to(first, end_of(moves))]
