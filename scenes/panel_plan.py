"""Panel plans: what a panel of a film computes, drawn yet or not."""

from __future__ import annotations

from dataclasses import dataclass

from kernels import Layer, Problem

from .storyboard.panel import View


@dataclass(frozen=True)
class PanelPlan:
    """What a panel of a film is about, for any dimension: a view of a problem."""

    view: View
    problem: Problem


@dataclass(frozen=True)
class LayerPlan:
    """What a panel of a film about a layer is about: the layer itself, or, input-centred, its transpose."""

    view: View
    layer: Layer
