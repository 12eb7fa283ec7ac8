"""Comparing: what a film of compared panels shows their differences with, rows of bars in 1-D, grids in 2-D."""

from __future__ import annotations

from collections.abc import Sequence

from kernels import Index

from .body import Body
from .compared import Compared, DifferenceStrip
from .grids.compared_grids import ComparedGrids
from .grids.kernel_tile import KernelTile
from .marks.blended_stacks import BlendedStacks
from .marks.blended_totals import BlendedTotals
from .marks.difference_cells import DifferenceCells
from .marks.differences import Differences, Outlines
from .marks.stacks import Stacks
from .marks.stepped_back import SteppedBack
from .marks.tap_pair import TapPair
from .panel import Panel
from .panel_marks import PanelMarks
from .position import Position
from .track import Track


def compared(left: Sequence[Panel], right: Sequence[Panel], strips: Sequence[DifferenceStrip], trace: str = "") -> Body:
    """The body of panels that stand on the left, panels on the right, and what they differ by.

    `trace`: in 2-D the words above the outputs that a first run leaves behind, if it leaves any.
    """
    return ComparedGrids(left, right, strips, trace) if left[0].problem.ndim > 1 else Compared(left, right, strips)


def differences_of(strip: DifferenceStrip, spot: Position, spot_shown: Track) -> Differences | DifferenceCells:
    """The strip as it is drawn."""
    if len(spot.tracks) > 1:
        return DifferenceCells(strip, spot, spot_shown)
    return Differences(strip, spot.track, spot_shown)


def blended_outputs(
    panels: tuple[Panel, ...], focus: Track, state: Track, spot: Position, spot_shown: Track
) -> BlendedStacks | BlendedTotals:
    """The outputs of panels that stand in one place, one for every state of the kernel."""
    if len(spot.tracks) > 1:
        return BlendedTotals(panels, focus, state)
    return BlendedStacks(panels, focus, state, spot.track, spot_shown)


def first_run(panel: Panel, instead: PanelMarks, words: str, shown: Track) -> Outlines | SteppedBack:
    """What the outputs of `panel` leave behind when those of `instead` are made in their place."""
    if isinstance(instead.stacks, Stacks):
        return Outlines(panel, instead.stacks, shown)
    return SteppedBack(panel, words, shown)


def pairs_of(marks: Sequence[PanelMarks], pair: Index | None) -> tuple[TapPair, ...]:
    """The pair of taps at an offset and opposite to it, named in the kernels of 2-D panels."""
    return tuple(TapPair(m.kernel, pair) for m in marks if pair and isinstance(m.kernel, KernelTile))
