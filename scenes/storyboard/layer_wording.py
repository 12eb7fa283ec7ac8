"""Wording of layers: their numbers, their settings, and the count of their outputs, as they stand on screen."""

from __future__ import annotations

from fractions import Fraction

from kernels import Index, Layer, LayerAxis, show

from .caption import Quantity, listed
from .wording import index_text


def shown(layer: Layer, value: Fraction) -> str:
    """A product or a total; a fraction if any of the layer's numbers were typed as one."""
    return show(value, as_fraction=layer.in_fractions)


def data_text(layer: Layer, s: Index) -> str:
    """f(s) as typed; 0 for padding."""
    return layer.signal.label(s) if layer.is_input(s) else "0"


def place_text(index: Index) -> str:
    """An index in brackets' contents: `3`, or `1, −1` on two axes."""
    return ", ".join(index_text(at) for at in index)


def equals(text: str) -> Quantity:
    """`= 17`, or `≈ 0.667` where the screen cannot hold the value exactly."""
    return Quantity((f"≈ {text[1:]}" if text.startswith("≈") else f"= {text}",))


def factor(text: str) -> str:
    """A negative factor goes in brackets."""
    return f"({text})" if "−" in text.split("×")[0] else text


def values(layer: Layer, numbers: list[Fraction]) -> Quantity:
    """`8, 15, 8, 1`, at the worst only how many there are."""
    told = listed([shown(layer, number) for number in numbers])
    return Quantity((*told.wordings, f"{len(numbers)} values")) if len(numbers) > 1 else told


def pads_text(layer: Layer) -> str:
    """`padding 1`, `no padding`, or `padding 1 before, 2 after`; with two axes, their own where they differ."""
    pads = {(axis.before, axis.after) for axis in layer.axes}
    if pads == {(0, 0)}:
        return "no padding"
    if len(pads) > 1:
        return "padding " + " and ".join(_pad(axis, "+") for axis in layer.axes)
    return f"padding {_pad(layer.axes[0], ' before, ')}" + ("" if _even(layer.axes[0]) else " after")


def _even(axis: LayerAxis) -> bool:
    return axis.before == axis.after


def _pad(axis: LayerAxis, between: str) -> str:
    return str(axis.before) if _even(axis) else f"{axis.before}{between}{axis.after}"


def layer_text(layer: Layer) -> str:
    """The settings: `padding 1 · stride 2 · dilation 2`."""
    parts = [pads_text(layer), f"stride {layer.stride}"]
    return " · ".join(parts + ([f"dilation {layer.dilation}"] if layer.dilation > 1 else []))


def count_text(axis: LayerAxis) -> str:
    """`⌊(7 + 2·1 − 1·(3 − 1) − 1) / 2⌋ + 1 = 4`, with both sides of the padding where they differ."""
    pads = f"2·{axis.before}" if _even(axis) else f"{axis.before} + {axis.after}"
    spread = f"{axis.dilation}·({axis.taps} − 1)"
    return f"⌊({axis.inputs} + {pads} − {spread} − 1) / {axis.stride}⌋ + 1 = {len(axis.outputs)}"


def count_formulas(axis: LayerAxis) -> tuple[str, str]:
    """The same for Typst: in letters, and below it in numbers."""
    pads, letters = f"2 dot {axis.before}", "2 P"
    if not _even(axis):
        pads, letters = f"{axis.before} + {axis.after}", "P_1 + P_2"
    spread = f"{axis.dilation} dot ({axis.taps} - 1)"
    numbers = f"floor(({axis.inputs} + {pads} - {spread} - 1) \\/ {axis.stride}) + 1 = {len(axis.outputs)}"
    return f"floor((N + {letters} - D (M - 1) - 1) \\/ S) + 1", numbers
