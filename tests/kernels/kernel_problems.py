"""Random problems for the laws, and an independent answer to hold them against."""

from itertools import product

import numpy as np
from hypothesis import reject
from hypothesis import strategies as st

from kernels import Boundary, InputError, Kernel, Mode, Operator, Problem, Signal

PAD_MODE = {Boundary.ZERO: "constant"} | {b: b.value for b in Boundary if b is not Boundary.ZERO}


def same(actual, expected):
    """Assert that two arrays have one shape and the same numbers, but for rounding."""
    actual, expected = np.asarray(actual, dtype=float), np.asarray(expected, dtype=float)
    assert actual.shape == expected.shape
    np.testing.assert_allclose(actual, expected, rtol=1e-9, atol=1e-9)


@st.composite
def arrays(draw, ndim, most):
    shape = tuple(draw(st.integers(1, most)) for _ in range(ndim))
    size = int(np.prod(shape))
    tenths = draw(st.lists(st.integers(-90, 90), min_size=size, max_size=size))
    return np.array(tenths).reshape(shape) / draw(st.sampled_from([1, 10]))


@st.composite
def kernels(draw, ndim=None):
    ndim = draw(st.integers(1, 2)) if ndim is None else ndim
    values = draw(arrays(ndim, 5 if ndim == 1 else 3))
    return Kernel(values, tuple(draw(st.integers(0, m - 1)) for m in values.shape))


@st.composite
def problems(draw, **fixed):
    kernel = draw(kernels())
    signal = Signal(draw(arrays(kernel.ndim, 9 if kernel.ndim == 1 else 5)))
    mode = draw(st.sampled_from(Mode))
    choices = {
        "operator": draw(st.sampled_from(Operator)),
        "mode": mode,
        "boundary": draw(st.sampled_from(Boundary)) if mode is Mode.SAME else Boundary.ZERO,
        "stride": draw(st.integers(1, 3)),
        "dilation": draw(st.integers(1, 3)),
    }
    try:
        return Problem(signal, kernel, **(choices | fixed))
    except InputError:  # too short for `valid`, or for its ghosts
        reject()


def by_padding(problem, signal=None):
    """The outputs by np.pad and a `valid` correlation, straight from the definitions; shares nothing with kernels/."""
    kernel, d = problem.kernel, problem.dilation
    values = kernel.values
    spread = np.zeros(tuple((m - 1) * d + 1 for m in values.shape))
    spread[tuple(slice(None, None, d) for _ in values.shape)] = values
    pads = []
    for m, c in zip(values.shape, kernel.origin, strict=True):
        before, after = c * d, (m - 1 - c) * d  # what a correlation reads before and after its output
        if problem.operator is Operator.CONVOLUTION:
            before, after = after, before
        if problem.mode is Mode.FULL:
            before = after = (m - 1) * d
        pads.append((0, 0) if problem.mode is Mode.VALID else (before, after))
    if problem.operator is Operator.CONVOLUTION:
        spread = np.flip(spread)
    data = np.pad(problem.signal.values if signal is None else signal, pads, PAD_MODE[problem.boundary])
    seen = np.lib.stride_tricks.sliding_window_view(data, spread.shape)
    outputs = (seen * spread).sum(axis=tuple(range(-problem.ndim, 0)))
    return outputs[tuple(slice(None, None, problem.stride) for _ in pads)]


def every(axes):
    """All index tuples of a block."""
    return list(product(*axes))
