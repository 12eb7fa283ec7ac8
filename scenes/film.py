"""Films: what a user can ask for by name."""

from __future__ import annotations

from dataclasses import dataclass
from importlib import import_module
from types import ModuleType
from typing import TYPE_CHECKING

from .storyboard.wishes import NO_WISHES, Wishes

if TYPE_CHECKING:
    from kernels import Problem, Signal

    from .panel_plan import LayerPlan, PanelPlan
    from .storyboard.storyboard import Storyboard


@dataclass(frozen=True)
class Film:
    """One entry of the registry; its story is the module of its name, `why-flip` → `scenes/why_flip.py`.

    `dimensions`: of the problems that its numbers are known for; `drawn`: of those, what can be drawn. `signals`,
    `kernel`: the names of the data (one for each dimension) and of the kernel that it meets when the user names none,
    where these are not every film's; `stride` likewise. `looks_at_output`: whether it looks at one output, which a user
    may choose. `layer`: whether it shows a network's layer, whose weights are the array as typed, whatever that was
    meant as, and whose padding a user may choose. `shows_picture`: whether its data is a picture, the
    bundled one if none is named. `in_chapters`: whether it is so long that a
    lecturer goes on by chapters, not by beats. The story's module is imported when it is needed: a list of films needs
    none.
    """

    name: str
    dimensions: tuple[int, ...]
    drawn: tuple[int, ...]
    summary: str
    signals: tuple[str, ...] = ()
    kernel: str | None = None
    looks_at_output: bool = False
    stride: int = 1
    layer: bool = False
    shows_picture: bool = False
    in_chapters: bool = False

    @property
    def told_by(self) -> str:
        """The name of the story's module, and of the function in it that makes the storyboard."""
        return self.name.replace("-", "_")

    def story(self, problem: Problem, wishes: Wishes = NO_WISHES) -> Storyboard:
        """The storyboard of a problem whose dimension is among `drawn`."""
        storyboard: Storyboard = getattr(self._module, self.told_by)(problem, wishes)
        return storyboard

    def panels(self, problem: Problem, wishes: Wishes = NO_WISHES) -> tuple[PanelPlan | LayerPlan, ...]:
        """What the film's panels compute, in every dimension in `dimensions`, drawn yet or not."""
        plans: tuple[PanelPlan | LayerPlan, ...] = (
            self._module.panels(problem, wishes) if self.layer else self._module.panels(problem)
        )
        return plans

    def check(self, problem: Problem) -> None:
        """InputError for a problem that the film has no story for; most films tell every kernel of numbers."""
        from kernels import InputError, profile_of, quoted

        name = problem.kernel.name.removesuffix(" flipped")
        if problem.ndim not in self.dimensions:
            raise InputError(
                f"{self.name} has no story for {problem.ndim}-D kernels such as {quoted(name)}; "
                f"use side-by-side, or a {self.dimensions[0]}-D kernel (render --list shows all)"
            )
        if self.kernel is None and profile_of(problem.kernel):
            raise InputError(
                f"kernel {quoted(name)} is a curve, {self.name} shows kernels of numbers; "
                f"use render continuous --kernel {name}, or another kernel (render --list shows all)"
            )
        own = getattr(self._module, "check", None)
        if own is not None:
            own(problem)

    def check_drawn(self, problem: Problem, wishes: Wishes = NO_WISHES) -> None:
        """InputError for what the film has a story for, but no room."""
        own = getattr(self._module, "check_drawn", None)
        if own is not None:
            own(problem, wishes)

    def default_signal(self, ndim: int) -> Signal:
        """The data that the film meets unless told otherwise, with a kernel of this dimension."""
        from kernels import DEFAULT_SIGNAL, bundled_image, signal_named

        if self.shows_picture and ndim == 2:
            return bundled_image().channel(0)
        return signal_named(self.signals[self.dimensions.index(ndim)]) if self.signals else DEFAULT_SIGNAL[ndim]

    @property
    def _module(self) -> ModuleType:
        return import_module(f"{__package__}.{self.told_by}")
