"""Films of a layer: its outputs, its transpose, its settings and counts, from padded inputs and sums written out."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from math import prod

import numpy as np

from kernels import InputError
from kernels.bounds import MOST_EXTENDED, MOST_PADDING
from kernels.samples import FloatArray, Index

from .definition import EPSILON
from .entry import Entry
from .numbers import compare, weights_told
from .tally import Tally
from .told import Told

_SPREAD = MOST_PADDING * 1_000  # zeros that a mode can ask for: dilation times taps
_COUNT = re.compile(r"⌊\((\d+) \+ (?:2·(\d+)|(\d+) \+ (\d+)) − (\d+)·\((\d+) − 1\) − 1\) / (\d+)⌋ \+ 1 = (\d+)")


@dataclass(frozen=True)
class Slid:
    """Weights slid over padded inputs: y(t) = Σ_k w[k] x(t·S − before + k·D)."""

    data: FloatArray
    weights: FloatArray
    pads: tuple[tuple[int, int], ...]
    stride: int
    dilation: int

    def __post_init__(self) -> None:
        if prod(self.padded) > MOST_EXTENDED:
            raise InputError("layer.padding is past all bounds; --check takes what a render or --describe wrote")
        if min(self.spare) < 0:
            raise InputError("the layer's window does not fit; --check takes what a render or --describe wrote")

    @property
    def padded(self) -> Index:
        """The padded inputs of each axis."""
        return tuple(n + before + after for n, (before, after) in zip(self.data.shape, self.pads, strict=True))

    @property
    def spare(self) -> Index:
        """The positions of each axis that a window has beyond its own reach."""
        reach = (self.dilation * (m - 1) + 1 for m in self.weights.shape)
        return tuple(n - r for n, r in zip(self.padded, reach, strict=True))

    @property
    def outputs(self) -> Index:
        """How many windows fit, axis by axis."""
        return tuple(spare // self.stride + 1 for spare in self.spare)

    def under(self, k: Index) -> tuple[slice, ...]:
        """In the padded inputs, what lies under weight k of every window."""
        starts = (i * self.dilation for i in k)
        return tuple(slice(a, a + n * self.stride, self.stride) for a, n in zip(starts, self.outputs, strict=True))

    def result(self) -> FloatArray:
        """y."""
        x = np.pad(self.data, self.pads)
        cut = tuple(map(slice, self.outputs))  # a slice may reach one stride further than it must
        zero = np.zeros(self.outputs)
        return sum((self.weights[k] * x[self.under(k)][cut] for k in np.ndindex(self.weights.shape)), zero)

    def place(self, t: Index) -> tuple[slice, ...]:
        """In the padded inputs, what lies under the weights of the window of output t."""
        along = zip(t, self.weights.shape, strict=True)
        starts = ((i * self.stride, self.dilation * (m - 1) + 1) for i, m in along)
        return tuple(slice(a, a + reach, self.dilation) for a, reach in starts)

    def scattered(self, small: FloatArray) -> FloatArray:
        """The transpose: every value drops a copy of the weights on the inputs under its window."""
        x = np.zeros(self.padded)
        for t in np.ndindex(self.outputs):
            x[self.place(t)] += small[t] * self.weights
        return self.inner(x)

    def matrix(self) -> FloatArray:
        """The layer as a matrix, outputs × inputs: row t has the weights where the window of t lies."""
        rows = np.zeros((prod(self.outputs), self.data.size))
        for row, t in zip(rows, np.ndindex(self.outputs), strict=True):
            x = np.zeros(self.padded)
            x[self.place(t)] = self.weights
            row[:] = self.inner(x).ravel()
        return rows

    def inner(self, x: FloatArray) -> FloatArray:
        """Padded inputs without their padding."""
        along = zip(self.pads, self.data.shape, strict=True)
        return x[tuple(slice(before, before + n) for (before, _), n in along)]

    def magnitude(self) -> Slid:
        """The same of all magnitudes: what rounding is measured by."""
        return replace(self, data=np.abs(self.data), weights=np.abs(self.weights))


def check_layer(told: Told, signal: FloatArray, tally: Tally) -> None:
    """Compare all that the film of a layer computes (InputError for what cannot be computed)."""
    entry, w = told.entry["layer"], told.kernel
    pads = [pad.index(2, 0, _SPREAD) for pad in entry["padding"].entries(2)]
    if not len(pads) == w.ndim == signal.ndim:
        raise InputError("layer.padding has other dimensions than the data; --check takes what a render wrote")
    slid = Slid(signal, w, tuple((a, z) for a, z in pads), told.stride, told.dilation)
    _check_counts(told, slid, entry, tally)
    y, most = slid.result(), slid.magnitude().result()
    unit = 2 * (w.size + 1) * EPSILON
    compare(told.entry["results"]["correlation"], y, unit * most, tally)
    compare(told.entry["results"]["convolution"], *_with(replace(slid, weights=np.flip(w)), unit), tally)
    back, most_back = slid.scattered(y), slid.magnitude().scattered(most)
    for panel in told.panels:
        scatters = panel.view == "input-centered"
        tally.array(f"{panel.entry.path}.kernel", panel.kernel, w)
        tally.same(f"{panel.entry.path}.origin", panel.origin, tuple((m - 1) // 2 for m in w.shape))
        tally.same(f"{panel.entry.path}.first", panel.first, (0,) * w.ndim)
        tally.same(f"{panel.entry.path}.operator", panel.operator, "convolution" if scatters else "correlation")
        compare(panel.entry["output"], back if scatters else y, unit * (2 * most_back if scatters else most), tally)
        if weights_told(panel.entry, y.size * signal.size, tally):
            matrix = slid.matrix().T if scatters else slid.matrix()
            compare(panel.entry["weights"], matrix, unit * np.abs(matrix), tally)


def _with(slid: Slid, unit: float) -> tuple[FloatArray, FloatArray]:
    return slid.result(), unit * slid.magnitude().result()


def _check_counts(told: Told, slid: Slid, entry: Entry, tally: Tally) -> None:
    ndim = slid.weights.ndim
    tally.same("layer.inputs", entry["inputs"].index(ndim, 0, MOST_EXTENDED), slid.data.shape)
    tally.same("layer.outputs", entry["outputs"].index(ndim, 0, MOST_EXTENDED), slid.outputs)
    spare = tuple(n % slid.stride for n in slid.spare)
    tally.same("layer.output_padding", entry["output_padding"].index(ndim, 0, MOST_EXTENDED), spare)
    covered = replace(slid, weights=np.ones_like(slid.weights)).scattered(np.ones(slid.outputs))
    compare(entry["overlaps"], covered, np.zeros_like(covered), tally)
    spread = [slid.dilation * (m - 1) for m in slid.weights.shape]
    by_mode = {
        "same": [(n // 2, n - n // 2) for n in spread],
        "full": [(n, n) for n in spread],
        "valid": [(0, 0)] * ndim,
    }
    if told.mode != "same" or len({pad for pads in slid.pads for pad in pads}) > 1:  # else it may be a number asked for
        tally.same("layer.padding", list(slid.pads), by_mode[told.mode])
    counts = list(entry["count"].entries(2))
    tally.same("the length of layer.count", len(counts), ndim)
    for axis, count in enumerate(counts):
        before, after = slid.pads[axis] if axis < ndim else (0, 0)
        found = _COUNT.fullmatch(count.text())
        numbers = [int(n) for n in found.groups() if n is not None] if found else []
        pads = [before] if found and found[2] else [before, after]
        n, m = (slid.data.shape[axis], slid.weights.shape[axis]) if axis < ndim else (0, 0)
        right = [n, *pads, slid.dilation, m, slid.stride, slid.outputs[axis]] if axis < ndim else []
        tally.same(count.path, numbers, right)
        if found and found[2] and before != after:
            tally.fail(f"{count.path} has one padding for both sides, which differ")
