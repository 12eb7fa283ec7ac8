"""Lines to paste into Python that print what a layer and its transpose make, with every zero of the padding written."""

from __future__ import annotations

from kernels.layer import Layer
from kernels.problem import Problem
from kernels.reproduce import data_lines, spread_lines, tuple_text

_PADDED = "x = np.pad(f, {pads})\n"
_NUMPY = """\
def layer(w):  # what networks call a convolution is a correlation
    seen = np.lib.stride_tricks.sliding_window_view(x, w.shape)[{kept}]
    return (seen * w).sum(axis={last})

y, back = layer(k), np.zeros(x.shape)
for t in np.ndindex(y.shape):
    back[tuple(slice(i * {stride}, i * {stride} + m) for i, m in zip(t, k.shape))] += y[t] * k

print("correlation", y.tolist())
print("convolution", layer(np.flip(k)).tolist())
print("transposed", back[{inner}].tolist())
"""
_SCIPY = """\
y, back = correlate(x, k, "valid", "direct")[{kept}], np.zeros(x.shape)
apart = np.zeros({apart})
apart[{kept}] = y
whole = convolve(apart, k, "full", "direct")
back[tuple(map(slice, whole.shape))] = whole
print("correlation", y.tolist())
print("convolution", convolve(x, k, "valid", "direct")[{kept}].tolist())
print("transposed", back[{inner}].tolist())
"""
_TORCH = """\
def layer(w):  # what networks call a convolution is a correlation
    return F.conv{ndim}d(x, torch.tensor(w)[None, None], stride={stride}, dilation={dilation})

y, w = layer(k), torch.tensor(k)[None, None]
back = F.pad(F.conv_transpose{ndim}d(y, w, stride={stride}, dilation={dilation}), {cropped})
print("correlation", y[0, 0].tolist())
print("convolution", layer(np.flip(k).copy())[0, 0].tolist())
print("transposed", back[0, 0].tolist())
"""


def reproduce_layer(problem: Problem, layer: Layer, file: str = "NAME.json") -> dict[str, str]:
    """Python text for numpy, scipy and torch that prints the layer's outputs (`correlation`), those with its weights
    flipped (`convolution`), and what the transposed layer makes of the first (`transposed`).

    `problem` has the layer's signal, weights and dilation; `file` as in `reproduce`. Keys: numpy, scipy, torch.
    """
    data, spread = data_lines(problem, file), spread_lines(problem)
    axes = layer.axes
    words = {
        "ndim": layer.ndim,
        "stride": layer.stride,
        "dilation": layer.dilation,
        "pads": str(tuple((axis.before, axis.after) for axis in axes)),
        "kept": ", ".join([f"::{layer.stride}"] * layer.ndim),
        "last": "-1" if layer.ndim == 1 else "(-2, -1)",
        "inner": ", ".join(f"{axis.before}:{axis.before + axis.inputs}" for axis in axes),
        "apart": tuple_text(tuple((len(axis.outputs) - 1) * axis.stride + 1 for axis in axes)),
        "cropped": _cropped(layer),
    }
    padded = _PADDED.format(**words)
    torch_pads = str(tuple(pad for axis in reversed(axes) for pad in (axis.before, axis.after)))
    return {
        "numpy": f"import numpy as np\n{data}{spread}{padded}{_NUMPY.format(**words)}",
        "scipy": "import numpy as np\nfrom scipy.signal import convolve, correlate\n"
        f"{data}{spread}{padded}{_SCIPY.format(**words)}",
        "torch": "import numpy as np\nimport torch\nimport torch.nn.functional as F\n"
        f"{data}x = F.pad(torch.tensor(f)[None, None], {torch_pads})\n{_TORCH.format(**words)}",
    }


def _cropped(layer: Layer) -> str:
    """The padding, mostly negative, that leaves of all that the transpose scatters the positions of the inputs."""
    pads = []
    for axis in reversed(layer.axes):
        whole = (len(axis.outputs) - 1) * axis.stride + axis.reach
        pads += [-axis.before, axis.before + axis.inputs - whole]
    return str(tuple(pads))
