"""The sentences of a film about a layer; all their numbers come from the layer."""

from __future__ import annotations

from collections.abc import Sequence

from kernels import Index, Layer, Piece

from . import caption as say
from .caption import MOST_CHARACTERS, Caption, Quantity
from .layer_wording import data_text, equals, factor, place_text, shown, values


def weights_told(layer: Layer) -> Caption:
    """`A layer's weights are 1, 2, 4. They slide as they are: no flip.`"""
    w = layer.weights
    if w.values.size == 1:
        return Caption("A layer of one weight: {taps}.", {"taps": _taps(layer)})
    if w.ndim > 1:
        shape = {"rows": say.count(w.shape[0]), "columns": say.count(w.shape[1])}
        return Caption("A layer's {rows} by {columns} weights slide as they are: no flip.", shape)
    return Caption("A layer slides its weights {taps} as they are: no flip.", {"taps": _taps(layer)})


def _taps(layer: Layer) -> Quantity:
    labels = [layer.weights.label(k) for k in _indices(layer)]
    told = say.listed(labels)
    return Quantity((*told.wordings, f"{len(labels)} in all"))


def _indices(layer: Layer) -> list[Index]:
    rows = layer.weights.shape
    return (
        [(k,) for k in range(rows[0])] if len(rows) == 1 else [(i, j) for i in range(rows[0]) for j in range(rows[1])]
    )


def padding_told(layer: Layer) -> Caption:
    """How many zeros stand outside."""
    axis = layer.axes[0]
    count = {"before": say.count(axis.before), "after": say.count(axis.after), "n": say.count(layer.signal.values.size)}
    if not any(a.before or a.after for a in layer.axes):
        return Caption("No padding: every window lies on inputs alone.", {})
    if axis.before != axis.after:
        return Caption("Padding: zeros before the inputs, {before}, and after them, {after}.", count)
    return Caption("Padding {before}: zeros stand around the {n} inputs.", count)


def dilation_told(layer: Layer) -> Caption:
    """How far apart the weights lie."""
    return Caption("Dilation {d}: the weights lie {d} inputs apart.", {"d": say.count(layer.dilation)})


def stride_told(layer: Layer) -> Caption:
    """How far the window goes from output to output."""
    if layer.stride == 1:
        return Caption("Stride {n}: the window goes on to the next input.", {"n": say.count(1)})
    return Caption("Stride {n}: the window jumps {n} inputs at once.", {"n": say.count(layer.stride)})


def gathered(layer: Layer, t: Index) -> Caption:
    """`z(0) = 0·1 + 2·2 + 1·4 = 8; padding counts as 0.`, the padding where there is room for it."""
    pieces = _counting(layer, layer.window(t))
    quantities = {
        "t": Quantity((place_text(t),)),
        "sum": _sum([_product(data_text(layer, p.s), layer, p) for p in pieces]),
        "equals": equals(shown(layer, layer.total(t))),
    }
    if any(piece.ghost for piece in pieces):
        padded = Caption("z({t}) = {sum} {equals}; padding counts as {zero}.", {**quantities, "zero": say.count(0)})
        if len(padded.template.format(**{k: q.wordings[0] for k, q in padded.quantities.items()})) <= MOST_CHARACTERS:
            return padded
    return Caption("z({t}) = {sum} {equals}.", quantities)


def scattered(layer: Layer, t: Index) -> Caption:
    """`z(0) = 8 drops 8·1 outside, adds 8·2, 8·4 to u(0), u(1).`"""
    data = shown(layer, layer.total(t))
    pieces = _counting(layer, layer.copy(t))
    lost, landed = [p for p in pieces if p.ghost], [p for p in pieces if not p.ghost]
    if not pieces:
        return Caption("z({t}) {value} adds nothing.", {"t": Quantity((place_text(t),)), "value": equals(data)})
    parts = ["drops {lost} outside"] if lost else []
    parts += ["adds {landed} to {places}"] if landed else []
    places = say.listed([f"u({place_text(p.s)})" for p in landed])
    quantities = {
        "t": Quantity((place_text(t),)),
        "value": equals(data),
        "lost": _products([_product(data, layer, p) for p in lost]),
        "landed": _products([_product(data, layer, p) for p in landed]),
        "places": Quantity((*places.wordings, f"{len(landed)} cells")),
    }
    told = Caption("z({t}) {value} " + ", ".join(parts) + ".", quantities)
    return (
        told if len(told.text) <= MOST_CHARACTERS else Caption("z({t}) {value} drops one scaled copy of w.", quantities)
    )


def added(layer: Layer, s: Index) -> Caption:
    """`Where copies overlap they add up: u(1) = 8·4 + 15·1 = 47.`"""
    pieces = _counting(layer, layer.landed[s])
    quantities = {
        "s": Quantity((place_text(s),)),
        "sum": _sum([_product(shown(layer, p.data), layer, p) for p in pieces]),
        "equals": equals(shown(layer, layer.back(s))),
    }
    return Caption("Copies that meet add up: u({s}) = {sum} {equals}.", quantities)


def meeting(layer: Layer, done: Sequence[Index]) -> Index | None:
    """The one of these cells in which most copies meet with products that count; None if nowhere two do."""
    best = max(done, key=lambda s: len([p for p in layer.landed[s] if p.product]), default=None)
    met = [] if best is None else [p for p in layer.landed[best] if p.product]
    return best if len(met) > 1 or (best is not None and layer.ndim == 1 and len(layer.landed[best]) > 1) else None


def outputs_told(layer: Layer) -> Caption:
    """The other outputs, in one go."""
    totals = [layer.total(t) for t in _small(layer)]
    return Caption("All outputs: z is {values}.", {"values": values(layer, totals)})


def results_told(layer: Layer) -> Caption:
    """All that the transpose makes."""
    back = [layer.back(s) for s in layer.landed]
    return Caption("The copies add up: u is {values}.", {"values": values(layer, back)})


def counts_told(layer: Layer) -> Caption:
    """`7 inputs make 4 outputs.`"""
    quantities = {"n": _shape(layer.signal.shape), "m": _shape(layer.shape)}
    return Caption("So {n} inputs make {m} outputs: the formula counts the windows.", quantities)


def unused_told(layer: Layer) -> Caption:
    """Which inputs no window reaches."""
    idle = [s for s in layer.landed if not layer.overlaps[s]]
    told = say.listed([f"f({place_text(s)})" for s in idle])
    names = Quantity((*told.wordings, f"{len(idle)} inputs"))
    words = "No weight ever meets {idle}: unused." if len(idle) > 1 else "No weight ever meets {idle}: it is unused."
    return Caption(words, {"idle": names})


def overlaps_told(layer: Layer) -> Caption:
    """How many copies meet in each cell: in turns of the stride, or everywhere the same."""
    low, high = turns(layer)
    quantities = {"low": say.count(low), "high": say.count(high)}
    if low == high == 1:
        return Caption("Inside, every cell lies under one window: no checkerboard.", {})
    if low == high:
        return Caption("Inside, every cell lies under {high} windows: no checkerboard.", quantities)
    if layer.ndim == 1:
        return Caption("Cells lie under {low} or {high} windows in turn: a checkerboard.", quantities)
    return Caption("Cells lie under {low} to {high} windows: the checkerboard.", quantities)


def turns(layer: Layer) -> tuple[int, int]:
    """The fewest and the most windows over one cell, far from all ends: the same only where the stride fits."""
    low = high = 1
    for axis in layer.axes:
        hits = [0] * axis.stride
        for k in range(axis.taps):
            hits[k * axis.dilation % axis.stride] += 1
        low, high = low * min(hits), high * max(hits)
    return low, high


def _counting(layer: Layer, pieces: Sequence[Piece]) -> list[Piece]:
    """In 2-D, where windows are large, only the pieces that are not 0; in 1-D all of them."""
    return [piece for piece in pieces if piece.product or layer.ndim == 1]


def _small(layer: Layer) -> list[Index]:
    axes = layer.outputs
    return [(t,) for t in axes[0]] if len(axes) == 1 else [(a, b) for a in axes[0] for b in axes[1]]


def _shape(shape: Index) -> Quantity:
    return Quantity(("×".join(str(n) for n in shape),))


def _product(data: str, layer: Layer, piece: Piece) -> str:
    return f"{factor(data)}·{factor(layer.weights.label(piece.tap))}"


def _sum(products: Sequence[str]) -> Quantity:
    told = say.listed(list(products) or ["0"], " + ")
    return Quantity((*told.wordings, f"sum of {len(products)} products")) if len(products) > 1 else told


def _products(products: Sequence[str]) -> Quantity:
    told = say.listed(list(products) or ["0"])
    return Quantity((*told.wordings, f"{len(products)} products")) if len(products) > 1 else told
