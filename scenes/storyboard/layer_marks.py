"""The marks of both sides of a layer with the tracks that they share, and the movements that the film is told in."""

from __future__ import annotations

from collections.abc import Sequence

from kernels import Index, Layer

from .choreography import FADE, QUICK, Tempo, end_of, fade
from .layer_side import LayerSide
from .marks.layer_cells import LayerSources
from .marks.layer_results import LayerResults
from .marks.layer_window import LayerWindow
from .marks.mark import Mark
from .marks.panel_heading import PanelHeading
from .theme import CONTEXT, FOCUS
from .track import Move, Track

MOST_RUN_SECONDS = 8.0  # of all steps that are not told one by one


class LayerSideMarks:
    """One side: what comes in, the weights, what comes out."""

    def __init__(self, side: LayerSide, other: LayerSide, carried: Track) -> None:
        self.side = side
        name = side.name
        self.focus = Track(f"{name} focus", FOCUS)
        self.padded, self.unused = Track("padding shown"), Track("unused marked")
        self.at, self.outlined = Track(f"{name} at", _middle(side)), Track(f"{name} outlined")
        self.sources = LayerSources(side, other, self.focus, self.padded, self.unused, carried)
        self.results = LayerResults(side, self.focus, Track(f"{name} counted"))
        self.window = LayerWindow(side, self.focus, self.at, self.outlined)

    @property
    def all(self) -> Sequence[Mark]:
        """In painting order."""
        heading = PanelHeading(self.side.name, self.side.heading, self.side.formula, self.focus)
        return heading, self.sources, self.window, self.results

    def go(self, t: Index, tempo: Tempo, start: float = 0.0) -> list[Move]:
        """The weights go to t, outlined."""
        return [Move(self.outlined, 1.0, start, tempo.lead), Move(self.at, float(t[0]), start, tempo.move)]

    def make(self, t: Index, tempo: Tempo, start: float = 0.0) -> list[Move]:
        """The pieces of t leave the weights one after another and fall into their piles; what is complete is summed."""
        moves = []
        for i, piece in enumerate(self.side.pieces[t]):
            moves.append(Move(self.results.flight[t, piece.tap], 1.0, start + i * tempo.lag, tempo.move))
        done = end_of(moves)
        return moves + [fade(self.results.total[at], 1.0, done) for at in self.side.completed_after(t)]

    def run(self, steps: Sequence[Index]) -> list[Move]:
        """Many steps, one right after the other; the more there are, the faster."""
        taps = max(len(pieces) for pieces in self.side.pieces.values())
        tempo = Tempo(QUICK.move, min(QUICK.lag, 0.3 / taps))
        period = min(2 * QUICK.move + 0.2, max(MOST_RUN_SECONDS / max(len(steps), 1), 0.5))
        moves = []
        for i, t in enumerate(steps):
            start = i * period
            moves += [Move(self.at, float(t[0]), start, tempo.move), *self.make(t, tempo, start + tempo.move)]
        return moves

    def rest(self) -> list[Move]:
        """The weights return to the middle, no longer outlined."""
        return [fade(self.outlined, 0.0), Move(self.at, _middle(self.side), 0.0, 0.8)]


class LayerMarks:
    """Both sides, and the outputs on their way from one to the other."""

    def __init__(self, layer: Layer) -> None:
        left, right = LayerSide(layer, gathers=False), LayerSide(layer, gathers=True)
        self.carried = Track("carried")
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


def _middle(side: LayerSide) -> float:
    """The t at which the weights rest."""
    return float(side.layer.shape[0] // 2)
