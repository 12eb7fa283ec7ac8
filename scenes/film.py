"""Films: what a user can ask for by name."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from kernels import Problem

from .storyboard.panel import View
from .storyboard.storyboard import Storyboard


@dataclass(frozen=True)
class PanelPlan:
    """What a panel of a film is about, for any dimension: a view of a problem."""

    view: View
    problem: Problem


@dataclass(frozen=True)
class Film:
    """One entry of the registry.

    `story` makes the storyboard of a problem whose dimension is among `drawn` (with a title of the user's, or None);
    `panels` says what its panels compute, in every dimension in `dimensions`, drawn yet or not.
    """

    name: str
    dimensions: tuple[int, ...]
    drawn: tuple[int, ...]
    summary: str
    story: Callable[[Problem, str | None], Storyboard]
    panels: Callable[[Problem], tuple[PanelPlan, ...]]
