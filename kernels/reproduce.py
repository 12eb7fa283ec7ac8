"""Lines to paste into Python that print both results, by explicit padding and `valid`, so that anchors are right.

The libraries' own `same` anchors differ from each other; padding by hand leaves no choice to them.
"""

from __future__ import annotations

from kernels.bounds import DESCRIBE_WEIGHTS
from kernels.modes import Boundary, Mode
from kernels.problem import Problem
from kernels.samples import Index, Samples

_PAD_MODE = {Boundary.ZERO: "constant"}  # np.pad's name, where it is not the boundary's own

_NUMPY_1D = """\
print("convolution", np.convolve({conv}, k, "valid"){kept}.tolist())
print("correlation", np.correlate({corr}, k, "valid"){kept}.tolist())
"""
_NUMPY_2D = """\
def correlate(x, w):
    return np.einsum("ijkl,kl->ij", np.lib.stride_tricks.sliding_window_view(x, w.shape), w)

print("convolution", correlate({conv}, k[::-1, ::-1]){kept}.tolist())
print("correlation", correlate({corr}, k){kept}.tolist())
"""
_SCIPY = """\
print("convolution", convolve({conv}, k, "valid", "direct"){kept}.tolist())
print("correlation", correlate({corr}, k, "valid", "direct"){kept}.tolist())
"""
_TORCH = """\
def layer(x, w):  # what networks call a convolution is a correlation
    x, w = torch.tensor(x)[None, None], torch.tensor(w)[None, None]
    return torch.nn.functional.conv{ndim}d(x, w, stride={stride}, dilation={dilation})[0, 0].tolist()

print("convolution", layer({conv}, np.flip(k).copy()))
print("correlation", layer({corr}, k))
"""


def reproduce(problem: Problem, file: str = "NAME.json", picture: str = "") -> dict[str, str]:
    """Python text for numpy, scipy and torch that prints the convolution and the correlation of the signal with the
    problem's kernel *as it is*, whatever the problem's operator.

    Arrays of more than 4096 values are read from `file`, what `--describe` wrote beside the film. `picture`: lines that
    define f, in place of its numbers. Keys: numpy, scipy, torch.
    """
    data = data_lines(problem, file, picture)
    spread = spread_lines(problem)
    pads = {"conv": _padded(problem, flipped=True), "corr": _padded(problem, flipped=False)}
    kept = _kept(problem)
    numpy_lines = (_NUMPY_1D if problem.ndim == 1 else _NUMPY_2D).format(kept=kept, **pads)
    torch_lines = _TORCH.format(ndim=problem.ndim, stride=problem.stride, dilation=problem.dilation, **pads)
    return {
        "numpy": f"import numpy as np\n{data}{spread}{numpy_lines}",
        "scipy": "import numpy as np\nfrom scipy.signal import convolve, correlate\n"
        f"{data}{spread}{_SCIPY.format(kept=kept, **pads)}",
        "torch": f"import numpy as np\nimport torch\n{data}{torch_lines}",
    }


def data_lines(problem: Problem, file: str, picture: str = "") -> str:
    """Lines that define f and k."""
    if picture:
        return f"{picture}k = np.array({_numbers(problem.kernel, 'kernel')}, float)\n"
    arrays = {"f": ("signal", problem.signal), "k": ("kernel", problem.kernel)}
    opening = ""
    if any(samples.values.size > DESCRIBE_WEIGHTS for _, samples in arrays.values()):
        opening = f"import json, pathlib\nnumbers = json.loads(pathlib.Path({file!r}).read_text('utf-8'))\n"
    lines = (f"{letter} = np.array({_numbers(samples, key)}, float)\n" for letter, (key, samples) in arrays.items())
    return opening + "".join(lines)


def _numbers(samples: Samples, key: str) -> str:
    if samples.values.size > DESCRIBE_WEIGHTS:
        return f"numbers[{key!r}]['values']"
    rows = [_row(row) for row in samples.values.reshape(-1, samples.shape[-1]).tolist()]
    return f"[{', '.join(rows)}]" if samples.ndim == 2 else rows[0]


def _row(values: list[float]) -> str:
    return f"[{', '.join(str(int(value)) if value.is_integer() else repr(value) for value in values)}]"


def spread_lines(problem: Problem) -> str:
    """Lines that put zeros between the taps of k."""
    d = problem.dilation
    if d == 1:
        return ""
    shape = tuple_text(tuple((taps - 1) * d + 1 for taps in problem.kernel.shape))
    every = ", ".join([f"::{d}"] * problem.ndim)
    return f"taps, k = k, np.zeros({shape})\nk[{every}] = taps\n"


def _padded(problem: Problem, flipped: bool) -> str:
    """f with the ghosts that a window needs: the kernel itself, or its flip."""
    if problem.mode is Mode.VALID:
        return "f"
    pads = []
    for taps, c in zip(problem.kernel.shape, problem.kernel.origin, strict=True):
        before, after = (taps - 1 - c, c) if flipped else (c, taps - 1 - c)
        if problem.mode is Mode.FULL:
            before = after = taps - 1
        pads.append((before * problem.dilation, after * problem.dilation))
    mode = _PAD_MODE.get(problem.boundary, problem.boundary.value)
    widths = str(pads[0]) if problem.ndim == 1 else str(tuple(pads))
    return f'np.pad(f, {widths}, "{mode}")'


def _kept(problem: Problem) -> str:
    """The subscript that keeps every stride-th output."""
    return "" if problem.stride == 1 else f"[{', '.join([f'::{problem.stride}'] * problem.ndim)}]"


def tuple_text(shape: Index) -> str:
    """A shape as Python takes it: `7`, or `(5, 5)`."""
    return str(shape[0]) if len(shape) == 1 else str(shape)
