"""The layer and its transpose: torch's own results, scipy's on random layers, and the adjoint between the two."""

import json
import pickle
from fractions import Fraction
from pathlib import Path

import numpy as np
import pytest
import scipy.signal
from hypothesis import given, reject
from hypothesis import strategies as st

from kernels import InputError, Kernel, Layer, Mode, Signal, parse_kernel, parse_signal
from tests.kernels.kernel_problems import arrays, same

STORED = json.loads((Path(__file__).parent / "data" / "torch_layers.json").read_text())["cases"]
PADDINGS = st.one_of(st.sampled_from(Mode), st.integers(0, 4))


def name(case):
    """A test's name for a stored case."""
    shapes = "×".join(map(str, np.shape(case["x"]))), "×".join(map(str, np.shape(case["w"])))
    return f"{shapes[0]} by {shapes[1]} stride {case['stride']} padding {case['padding']} dilation {case['dilation']}"


def layer_of(case):
    """The layer of a stored case."""
    padding = Mode(case["padding"]) if isinstance(case["padding"], str) else case["padding"]
    return Layer(Signal(np.array(case["x"])), Kernel(np.array(case["w"])), case["stride"], padding, case["dilation"])


def default(**settings):
    chosen = {"stride": 2, "padding": Mode.SAME, "dilation": 1, **settings}
    return Layer(parse_signal("default"), parse_kernel("asym3"), **chosen)


@st.composite
def layers(draw):
    ndim = draw(st.integers(1, 2))
    signal = Signal(draw(arrays(ndim, 9 if ndim == 1 else 5)))
    weights = Kernel(draw(arrays(ndim, 5 if ndim == 1 else 3)))
    try:
        return Layer(signal, weights, draw(st.integers(1, 4)), draw(PADDINGS), draw(st.integers(1, 3)))
    except InputError:
        reject()


def by_scipy(layer):
    """The outputs by scipy, from explicit zeros and a spread kernel; shares nothing with kernels/."""
    d, w = layer.dilation, layer.weights.values
    spread = np.zeros([(m - 1) * d + 1 for m in w.shape])
    spread[(slice(None, None, d),) * w.ndim] = w
    pads = []
    for m in w.shape:
        total = {Mode.SAME: d * (m - 1), Mode.FULL: 2 * d * (m - 1), Mode.VALID: 0}.get(layer.padding)
        pads.append((layer.padding,) * 2 if total is None else (total // 2, total - total // 2))
    every = scipy.signal.correlate(np.pad(layer.signal.values, pads), spread, "valid", "direct")
    return every[(slice(None, None, layer.stride),) * w.ndim]


@pytest.mark.parametrize("case", STORED, ids=name)
def test_the_layer_its_gradient_and_its_transpose_are_torchs(case):
    layer = layer_of(case)
    same(layer.output, case["y"])
    same(layer.conv_transpose(case["small"]), case["gradient"])
    if "transposed" in case:  # torch takes no output_padding as large as stride and dilation, and no `same`
        same(layer.conv_transpose(case["small"]), case["transposed"])
        assert [axis.left_over for axis in layer.axes] == case["output_padding"]


def test_the_stored_results_leave_no_setting_out():
    assert len(STORED) > 100
    assert {(len(np.shape(c["x"])), c["stride"], c["dilation"]) for c in STORED} >= {
        (ndim, stride, dilation) for ndim in (1, 2) for stride in (1, 2, 3) for dilation in (1, 2)
    }
    assert sum("transposed" in case for case in STORED) > 80
    assert any(any(case.get("output_padding", ())) for case in STORED)
    even = [case for case in STORED if case["padding"] == "same" and not np.shape(case["w"])[-1] % 2]
    assert {case["dilation"] for case in even} == {1, 2, 3}


def test_layer_and_transpose_are_those_of_the_torch_that_is_installed():
    torch = pytest.importorskip("torch", reason="torch is not installed; its stored results are held above")

    @given(layers(), st.integers(0, 99))
    def holds(layer, seed):
        pads = [p for axis in reversed(layer.axes) for p in (axis.before, axis.after)]
        x = torch.tensor(layer.signal.values, requires_grad=True)
        w = torch.tensor(layer.weights.values)[None, None]
        conv = getattr(torch.nn.functional, f"conv{layer.ndim}d")
        padded = torch.nn.functional.pad(x[None, None], pads)
        y = conv(padded, w, stride=layer.stride, dilation=layer.dilation)[0, 0]
        same(layer.output, y.tolist())
        small = np.random.default_rng(seed).integers(-9, 9, layer.shape).astype(float)
        y.backward(torch.tensor(small))
        same(layer.conv_transpose(small), x.grad.tolist())

    holds()


@given(layers())
def test_the_outputs_are_scipys_on_padded_inputs(layer):
    same(layer.output, by_scipy(layer))


@given(layers(), st.integers(0, 99))
def test_a_layer_and_its_transpose_are_adjoint_and_are_one_matrix(layer, seed):
    chance = np.random.default_rng(seed)
    x, y = chance.integers(-9, 9, layer.signal.shape), chance.integers(-9, 9, layer.shape)
    other = Layer(Signal(x), layer.weights, layer.stride, layer.padding, layer.dilation)
    assert np.vdot(other.output, y) == pytest.approx(np.vdot(x, layer.conv_transpose(y)), abs=1e-9)
    same(layer.matrix @ x.ravel(), other.output.ravel())
    same(layer.matrix.T @ y.ravel(), layer.conv_transpose(y).ravel())


@given(layers())
def test_the_exact_pieces_add_up_both_ways(layer):
    for t in np.ndindex(layer.shape):
        assert float(layer.total(t)) == pytest.approx(layer.output[t], abs=1e-9)
        assert [piece.weight for piece in layer.copy(t)] == list(layer.weights.exact.ravel())  # unflipped
        assert [piece.s for piece in layer.copy(t)] == [piece.s for piece in layer.window(t)]
    back = layer.conv_transpose(layer.output)
    for s in np.ndindex(layer.signal.shape):
        assert float(layer.back(s)) == pytest.approx(back[s], rel=1e-9, abs=1e-6)
        assert layer.overlaps[s] == len(layer.landed[s])


@given(layers())
def test_overlaps_are_what_ones_scatter(layer):
    ones = Kernel(np.ones(layer.weights.shape))
    counting = Layer(layer.signal, ones, layer.stride, layer.padding, layer.dilation)
    same(counting.conv_transpose(np.ones(layer.shape)), layer.overlaps)


@given(layers())
def test_the_count_is_the_one_of_the_formula_and_no_further_window_fits(layer):
    for axis, count in zip(layer.axes, layer.output.shape, strict=True):
        spread = axis.dilation * (axis.taps - 1)
        assert count == (axis.inputs + axis.before + axis.after - spread - 1) // axis.stride + 1
        last = axis.padded[-1]
        assert axis.position(count - 1, axis.taps - 1) + axis.left_over == last
        assert axis.position(count, axis.taps - 1) > last


def test_stride_two_with_three_weights_covers_the_inputs_once_and_twice_in_turn():
    layer = default()
    assert layer.overlaps.tolist() == [1, 2, 1, 2, 1, 2, 1]
    assert layer.shape == (4,)
    assert layer.output.tolist() == [8, 15, 8, 1]
    assert [layer.back((s,)) for s in range(7)] == [16, 47, 30, 68, 16, 33, 2]
    grid = Layer(Signal(np.zeros((5, 5))), Kernel(np.ones((3, 3))), 2, 1)
    assert grid.overlaps[:3, :3].tolist() == [[1, 2, 1], [2, 4, 2], [1, 2, 1]]


def test_the_measured_examples():
    layer = Layer(Signal(np.arange(1.0, 9)), Kernel([1.0, 2, 3]), 2)
    assert layer.output.tolist() == [14, 26, 38]
    assert layer.overlaps.tolist() == [1, 1, 2, 1, 2, 1, 1, 0]  # the last input is read by no window
    for n, stride, expected in ((5, 1, [1, 12, 123, 230, 300]), (7, 2, [1, 2, 13, 20, 130, 200, 300])):
        layer = Layer(Signal(np.zeros(n)), Kernel([1.0, 2, 3]), stride)
        assert layer.conv_transpose([1, 10, 100]).tolist() == expected


def test_same_puts_the_zero_that_cannot_be_shared_after_the_inputs():
    impulse = Signal([0.0, 1, 0, 0, 0, 0])
    layer = Layer(impulse, Kernel([1.0, 2, 3, 4]), 1, Mode.SAME)
    assert (layer.axes[0].before, layer.axes[0].after) == (1, 2)
    assert layer.output.tolist() == [3, 2, 1, 0, 0, 0]  # torch's
    assert Layer(impulse, Kernel([1.0, 2, 3, 4]), 2, Mode.SAME).output.tolist() == [3, 1, 0]


def test_the_origin_of_the_weights_counts_for_nothing():
    for origin in ((0,), (1,), (2,)):
        layer = Layer(parse_signal("default"), Kernel([1.0, 2, 4], origin), 2, Mode.SAME)
        assert layer.output.tolist() == [8, 15, 8, 1]


def test_fractions_stay_exact():
    layer = Layer(parse_signal("1/3,2/3,1"), parse_kernel("1/7,1/7"))
    assert layer.total((0,)) == Fraction(1, 7)
    assert layer.back((1,)) == Fraction(1, 49) + Fraction(5, 147)
    assert layer.in_fractions


def test_a_layer_travels_to_workers_and_knows_its_content():
    layer = default()
    assert layer.landed
    assert pickle.loads(pickle.dumps(layer)).content() == layer.content()
    others = [default(stride=1), default(padding=1), default(padding=Mode.VALID), default(dilation=2)]
    assert len({other.content() for other in (layer, *others)}) == 5


@pytest.mark.parametrize(
    ("kernel", "signal", "settings", "words"),
    [
        ("1,2,4", "1,2", {}, "weights '1,2,4' cover 3 inputs, with their padding there are 2; use more padding"),
        ("1,2,4", "1 2; 3 4", {}, "weights '1,2,4' are 1-D but signal '1,2;3,4' is 2-D; choose two of the same"),
        ("1,2,4", "1,2,3", {"padding": -1}, "padding -1 is not a whole number from 0 to 1000"),
        ("1,2,4", "1,2,3", {"padding": 1001}, "padding 1001 is not a whole number from 0 to 1000"),
        ("1,2,4", "1,2,3", {"stride": 0}, "stride 0 is not a whole number from 1 to 1000"),
        ("1,2,4", "1,2,3", {"dilation": 1001}, "dilation 1001 is not a whole number from 1 to 1000"),
        ("1 1;1 1", "1 2; 3 4", {"padding": 1000}, "padding makes 2002×2002 inputs, at most 2097152 together"),
    ],
)
def test_what_makes_no_layer_is_refused_in_one_line(kernel, signal, settings, words):
    with pytest.raises(InputError) as refused:
        Layer(parse_signal(signal), parse_kernel(kernel), **settings)
    assert str(refused.value).startswith(words)
    assert "\n" not in str(refused.value)


def test_only_values_of_the_shape_of_the_outputs_can_be_scattered():
    with pytest.raises(InputError, match="3 values to scatter, the layer has 4 outputs"):
        default().conv_transpose([1, 2, 3])


def test_a_matrix_that_is_too_large_is_refused():
    layer = Layer(Signal(np.zeros(5000)), Kernel([1.0]))
    assert layer.output.shape == (5000,)
    with pytest.raises(InputError, match="5000×5000 numbers"):
        _ = layer.matrix
