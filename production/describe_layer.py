"""The numbers of a film about a layer: what it makes, what its transpose makes of that, and how often inputs count."""

from __future__ import annotations

from collections.abc import Sequence
from fractions import Fraction
from math import prod
from typing import Any

import numpy as np

from kernels import Index, Layer, Operator
from kernels.bounds import DESCRIBE_WEIGHTS
from scenes.panel_plan import LayerPlan
from scenes.storyboard.layer_wording import count_text, layer_text, shown
from scenes.storyboard.panel import View

from .nested import nested

MOST_SAID = 16  # numbers that are said one by one


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


def layer_shown(layer: Layer) -> str:
    """The film in two sentences, for whoever cannot see it: the layer, its outputs, and what its transpose makes."""
    w = layer.weights
    weights = _numbers(layer, [w.exact_at(k) for k in np.ndindex(w.shape)], w.shape)
    data = _numbers(layer, [layer.data(s) for s in np.ndindex(layer.signal.shape)], layer.signal.shape)
    z = _numbers(layer, [layer.total(t) for t in np.ndindex(layer.shape)], layer.shape)
    u = _numbers(layer, [layer.back(s) for s in np.ndindex(layer.signal.shape)], layer.signal.shape)
    settings = layer_text(layer).replace(" · ", ", ")
    return (
        f"The animation shows a network layer with the weights {weights} ({settings}): from {data} it makes {z}. "
        f"Its transpose scatters the same weights, unflipped, and makes of that {u}."
    )


def _numbers(layer: Layer, numbers: Sequence[Fraction], shape: Index) -> str:
    """All of them, or of many how many there are, and their range."""
    if len(numbers) <= MOST_SAID:
        return _words([shown(layer, number) for number in numbers], shape)
    ends = shown(layer, min(numbers)), shown(layer, max(numbers))
    return f"{'×'.join(str(n) for n in shape)} numbers between {ends[0]} and {ends[1]}"


def _words(texts: Sequence[str], shape: Index) -> str:
    """`1, 2, 4`, or rows one after another: `1 0; 0 2`."""
    if len(shape) == 1:
        return ", ".join(texts)
    return "; ".join(" ".join(texts[at : at + shape[1]]) for at in range(0, len(texts), shape[1]))
