"""Films: what a user can ask for by name."""

from __future__ import annotations

from dataclasses import dataclass
from importlib import import_module
from types import ModuleType
from typing import TYPE_CHECKING

from .storyboard.wishes import NO_WISHES, Wishes

if TYPE_CHECKING:
    from kernels import Problem

    from .panel_plan import PanelPlan
    from .storyboard.storyboard import Storyboard


@dataclass(frozen=True)
class Film:
    """One entry of the registry; its story is the module of its name, `why-flip` → `scenes/why_flip.py`.

    `dimensions`: of the problems that its numbers are known for; `drawn`: of those, what can be drawn.
    `looks_at_output`: whether it looks at one output, which a user may choose. The story's module is imported when it
    is needed: a list of films needs none.
    """

    name: str
    dimensions: tuple[int, ...]
    drawn: tuple[int, ...]
    summary: str
    looks_at_output: bool = False

    @property
    def told_by(self) -> str:
        """The name of the story's module, and of the function in it that makes the storyboard."""
        return self.name.replace("-", "_")

    def story(self, problem: Problem, wishes: Wishes = NO_WISHES) -> Storyboard:
        """The storyboard of a problem whose dimension is among `drawn`."""
        storyboard: Storyboard = getattr(self._module, self.told_by)(problem, wishes)
        return storyboard

    def panels(self, problem: Problem) -> tuple[PanelPlan, ...]:
        """What the film's panels compute, in every dimension in `dimensions`, drawn yet or not."""
        plans: tuple[PanelPlan, ...] = self._module.panels(problem)
        return plans

    @property
    def _module(self) -> ModuleType:
        return import_module(f"{__package__}.{self.told_by}")
