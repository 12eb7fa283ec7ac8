"""The marks of both sides of a layer with the tracks that they share, and the movements that the film is told in."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import groupby

from kernels import Index, Layer

from .choreography import FADE, QUICK, Tempo, end_of, fade
from .layer_side import LayerSide
from .marks.layer_cells import LayerSources
from .marks.layer_grids import GridSources, GridWindow
from .marks.layer_mosaics import GridResults
from .marks.layer_results import LayerResults
from .marks.layer_window import LayerWindow
from .marks.mark import Mark
from .marks.panel_heading import PanelHeading
from .theme import CONTEXT, FOCUS
from .track import Move, Track

MOST_RUN_SECONDS = 8.0  # of all steps that are not told one by one
ALONG_SECONDS = 0.2  # from one output of a row to the next, in a run; quicker where there are many


class LayerSideMarks:
    """One side: what comes in, the weights, what comes out; in rows of cells, or in grids for a 2-D layer."""

    def __init__(self, side: LayerSide, other: LayerSide, carried: Track) -> None:
        self.side = side
        name, axes = side.name, ("row", "column")[2 - side.layer.ndim :]
        self.focus = Track(f"{name} focus", FOCUS)
        self.padded, self.unused = Track(f"{name} padding shown"), Track(f"{name} unused marked")
        self.at = tuple(Track(f"{name} at {axis}", middle) for axis, middle in zip(axes, _middle(side), strict=True))
        self.outlined, self.counted = Track(f"{name} outlined"), Track(f"{name} counted")
        flat = side.layer.ndim == 1
        sources, window = (LayerSources, LayerWindow) if flat else (GridSources, GridWindow)
        self.sources: Mark = sources(side, other, self.focus, self.padded, self.unused, carried)
        self.window: Mark = window(side, self.focus, self.at, self.outlined)
        results = LayerResults if flat else GridResults
        self.results: LayerResults | GridResults = results(side, self.focus, self.counted)

    @property
    def all(self) -> Sequence[Mark]:
        """In painting order."""
        heading = PanelHeading(self.side.name, self.side.heading, self.side.formula, self.focus)
        return heading, self.sources, self.window, self.results

    def go(self, t: Index, tempo: Tempo, start: float = 0.0) -> list[Move]:
        """The weights go to t, outlined."""
        return [Move(self.outlined, 1.0, start, tempo.lead), *self._to(t, start, tempo.move)]

    def _to(self, t: Sequence[float], start: float, seconds: float) -> list[Move]:
        return [Move(track, float(at), start, seconds) for track, at in zip(self.at, t, strict=True)]

    def make(self, t: Index, tempo: Tempo, start: float = 0.0) -> list[Move]:
        """The pieces of t leave the weights and go where they belong; what is complete is summed."""
        moves = self.results.make(t, tempo, start)
        done = end_of(moves)
        return moves + [fade(self.results.total[at], 1.0, done) for at in self.side.completed_after(t)]

    def run(self, steps: Sequence[Index]) -> list[Move]:
        """Many steps, in 2-D row by row: the weights go along a row and make one result after another."""
        taps = max(len(pieces) for pieces in self.side.pieces.values())
        tempo = Tempo(QUICK.move, min(QUICK.lag, 0.3 / taps))
        rows = [list(row) for _, row in groupby(steps, key=lambda t: t[:-1] if len(t) > 1 else t)]
        pause = min(QUICK.move + 0.2, max(MOST_RUN_SECONDS / max(len(rows), 1) - QUICK.move, 0.1))
        step = min(ALONG_SECONDS, MOST_RUN_SECONDS / max(len(steps), 1))
        moves, start = [], 0.0
        for row in rows:
            moves += self._to(row[0], start, tempo.move)
            start += tempo.move
            along = step * (len(row) - 1)
            moves += self._to(row[-1], start, along) if along else []
            for i, t in enumerate(row):
                moves += self.make(t, tempo, start + i * step)
            start += along + pause
        return moves

    def rest(self) -> list[Move]:
        """The weights return to the middle, no longer outlined."""
        return [fade(self.outlined, 0.0), *self._to(_middle(self.side), 0.0, 0.8)]


class LayerMarks:
    """Both sides, and the outputs on their way from one to the other."""

    def __init__(self, layer: Layer) -> None:
        left, right = LayerSide(layer, gathers=False), LayerSide(layer, gathers=True)
        self.carried = Track("left carried")
        self.left, self.right = LayerSideMarks(left, right, self.carried), LayerSideMarks(right, left, self.carried)

    @property
    def all(self) -> Sequence[Mark]:
        """In painting order; what is carried over passes in front of the side that made it."""
        return *self.right.all, *self.left.all

    def attend(self, to: LayerSideMarks, start: float = 0.0) -> list[Move]:
        """One side in focus, the other steps back."""
        return [Move(side.focus, FOCUS if side is to else CONTEXT, start, FADE) for side in (self.left, self.right)]

    def both(self) -> list[Move]:
        """Both at full strength."""
        return [Move(side.focus, FOCUS, 0.0, FADE) for side in (self.left, self.right)]


def _middle(side: LayerSide) -> tuple[float, ...]:
    """The t at which the weights rest."""
    return tuple(float(count // 2) for count in side.layer.shape)
