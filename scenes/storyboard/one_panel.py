"""The marks of a film with one panel: the panel's own, larger, and what is left standing of every step."""

from __future__ import annotations

from collections.abc import Sequence
from functools import cached_property

from .choreography import fade
from .grids.bench import Bench
from .grids.pair import PairAccents, TapCursor, has_pair
from .marks.mark import Mark
from .marks.products import Products
from .marks.standing import StandingCopies
from .panel import Panel
from .panel_marks import PanelMarks
from .track import Move, Track


class OnePanel(PanelMarks):
    """`standing.left[step]`: how much is seen of what a step leaves: ghosts in their place, or in 2-D on the bench.

    `pair`: in 2-D the accents on the taps of claim C7, if the kernel has both. `pointing`: the tracks of all cursors
    that lead from input to input, a second one in 2-D from tap to tap.
    """

    standing: Products | StandingCopies | Bench

    def __init__(self, panel: Panel) -> None:
        super().__init__(panel)
        self.pair: PairAccents | None = None
        self._taps: TapCursor | None = None
        if self.plane:
            self.standing = Bench(panel, self.focus)
            self.pair = PairAccents(panel, self.focus, self.kernel_at) if has_pair(panel) else None
            self._taps = TapCursor(panel, self.focus, self.kernel_at, self.input_at)
        else:
            self.standing = (StandingCopies if panel.scatters else Products)(panel, self.focus)

    @property
    def pointing(self) -> tuple[Track, ...]:
        """How much the cursors are seen."""
        return (self.input_shown, self._taps.shown) if self._taps else (self.input_shown,)

    @property
    def keeps_all(self) -> bool:
        """Whether what every step leaves can stand there together: copies of bars; the bench holds one step's only."""
        return self.panel.scatters and not self.plane

    def aids_away(self) -> list[Move]:
        """What points at single taps goes."""
        tracks = [mark.shown for mark in (self.pair, self._taps) if mark is not None]
        return [fade(track, 0.0) for track in tracks]

    @cached_property
    def all(self) -> Sequence[Mark]:
        """In painting order: what stands is behind what is being made."""
        aids = [mark for mark in (self.pair, self._taps) if mark is not None]
        return (*self.behind, self.standing, *self.before, *aids)
