"""The numbers of a film about a layer: what it makes, what its transpose makes of that, and how often inputs count."""

from __future__ import annotations

from math import prod
from typing import Any

from kernels import Layer, Operator
from kernels.bounds import DESCRIBE_WEIGHTS
from scenes.panel_plan import LayerPlan
from scenes.storyboard.layer_wording import count_text
from scenes.storyboard.panel import View

from .nested import nested


def layer_panel(plan: LayerPlan) -> dict[str, Any]:
    """The layer gathers with its weights; its transpose scatters the layer's outputs with the very same array."""
    layer = plan.layer
    scatters = plan.view is View.INPUT_CENTRED
    small = prod(layer.shape) * layer.signal.values.size <= DESCRIBE_WEIGHTS
    return {
        "view": plan.view.value,
        "operator": (Operator.CONVOLUTION if scatters else Operator.CORRELATION).value,
        "kernel": nested(layer.weights.values),
        "origin": [axis.middle for axis in layer.axes],
        "first": [0] * layer.ndim,
        "weights": nested(layer.matrix.T if scatters else layer.matrix) if small else None,
        "output": nested(layer.conv_transpose(layer.output) if scatters else layer.output),
    }


def layer_numbers(layer: Layer) -> dict[str, Any]:
    """The layer's own settings and counts, one entry an axis; `overlaps`: how many windows cover each input."""
    return {
        "padding": [[axis.before, axis.after] for axis in layer.axes],
        "inputs": list(layer.signal.shape),
        "outputs": list(layer.shape),
        "count": [count_text(axis) for axis in layer.axes],
        "output_padding": [axis.left_over for axis in layer.axes],
        "overlaps": layer.overlaps.tolist(),
    }


def layer_results(layer: Layer) -> dict[str, Any]:
    """Both operators with the array as typed, and the layer's padding: the layer is the correlation."""
    flipped = Layer(layer.signal, layer.weights.flipped(), layer.stride, layer.padding, layer.dilation)
    return {Operator.CONVOLUTION.value: nested(flipped.output), Operator.CORRELATION.value: nested(layer.output)}
