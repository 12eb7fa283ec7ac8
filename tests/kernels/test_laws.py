"""Laws that hold for every problem: both views agree with each other, with W, and with numpy and scipy."""

import pickle
from collections import Counter
from fractions import Fraction

import numpy as np
import pytest
import scipy.ndimage
import scipy.signal
from hypothesis import given, settings
from hypothesis import strategies as st

from kernels import DEFAULT_SIGNAL, KERNELS, Boundary, Kernel, Mode, Operator, Problem, Signal
from tests.kernels.kernel_problems import arrays, by_padding, every, kernels, problems, same

NDIMAGE_MODE = {
    Boundary.ZERO: "constant",
    Boundary.EDGE: "nearest",
    Boundary.REFLECT: "mirror",
    Boundary.SYMMETRIC: "reflect",
    Boundary.WRAP: "wrap",
}
SETTINGS = [
    {"mode": mode, "boundary": boundary, "operator": operator, "stride": stride}
    for mode in Mode
    for boundary in (Boundary if mode is Mode.SAME else [Boundary.ZERO])
    for operator in Operator
    for stride in (1, 2)
]


def assert_views_agree(problem):
    expected = by_padding(problem)
    same(problem.scatter(), expected)
    same(problem.gather(), expected)
    same(problem.output, expected)
    same(problem.weights @ problem.signal.values.ravel(), expected.ravel())
    same(problem.weights_extended @ problem.extended_signal.ravel(), expected.ravel())


def fits(kernel, signal):
    return all(m <= n for m, n in zip(kernel.shape, signal.shape, strict=True))


@given(problems())
def test_scatter_gather_weights_and_numpy_agree(problem):
    assert_views_agree(problem)


@pytest.mark.parametrize("kernel", KERNELS, ids=lambda kernel: kernel.name)
def test_scatter_gather_weights_and_numpy_agree_over_the_catalogue(kernel):
    for choices in SETTINGS:
        signal = DEFAULT_SIGNAL[kernel.ndim]
        if choices["mode"] is not Mode.VALID or fits(kernel, signal):
            assert_views_agree(Problem(signal, kernel, **choices))


@given(problems())
def test_copies_and_windows_are_the_columns_and_rows_of_one_matrix(problem):
    same(problem.copies().T, problem.windows())
    same(problem.weights, problem.windows() @ problem.fold)


@given(problems(stride=1, dilation=1))
def test_scipy_signal_agrees_in_full_and_valid(problem):
    for mode in (Mode.FULL, Mode.VALID):
        if mode is Mode.VALID and not fits(problem.kernel, problem.signal):
            continue
        of_scipy = {"convolution": scipy.signal.convolve, "correlation": scipy.signal.correlate}[problem.operator.value]
        expected = of_scipy(problem.signal.values, problem.kernel.values, mode.value, "direct")
        same(Problem(problem.signal, problem.kernel, problem.operator, mode).gather(), expected)


@given(problems(mode=Mode.SAME, stride=1, dilation=1))
def test_scipy_ndimage_agrees_in_same_with_every_boundary_and_origin(problem):
    kernel = problem.kernel
    of_scipy = {"convolution": scipy.ndimage.convolve, "correlation": scipy.ndimage.correlate}[problem.operator.value]
    origin = [c - m // 2 for c, m in zip(kernel.origin, kernel.shape, strict=True)]
    mode = NDIMAGE_MODE[problem.boundary]
    same(problem.gather(), of_scipy(problem.signal.values, kernel.values, mode=mode, origin=origin))


@given(problems(boundary=Boundary.ZERO), st.data())
def test_an_impulse_answers_with_the_copy_of_g_at_its_place(problem, data):
    place = data.draw(st.sampled_from(every(problem.inputs)))
    impulse = np.zeros(problem.signal.shape)
    impulse[place] = 1
    answer = Problem(Signal(impulse), problem.kernel, problem.operator, problem.mode, stride=problem.stride)
    g = problem.g
    for index, t in enumerate(every(answer.outputs)):
        tap = tuple(p - s + c for p, s, c in zip(t, place, g.origin, strict=True))
        inside = all(0 <= k < m for k, m in zip(tap, g.shape, strict=True))
        assert answer.scatter().ravel()[index] == (g.values[tap] if inside else 0)


@given(problems(), st.data())
def test_the_adjoint_of_the_weights_is_their_transpose(problem, data):
    size = problem.weights.shape[0]
    y = np.array(data.draw(st.lists(st.integers(-9, 9), min_size=size, max_size=size)), dtype=float)
    back = problem.weights.T @ y
    same(problem.gather().ravel() @ y, problem.signal.values.ravel() @ back)
    if problem.stride == 1 and problem.boundary is Boundary.ZERO:  # the other operator, with the very same kernel
        adjoint = Operator.CORRELATION if problem.operator is Operator.CONVOLUTION else Operator.CONVOLUTION
        whole = {Mode.SAME: Mode.SAME, Mode.FULL: Mode.VALID, Mode.VALID: Mode.FULL}[problem.mode]
        upside = Signal(y.reshape(problem.gather().shape))
        same(Problem(upside, problem.kernel, adjoint, whole, dilation=problem.dilation).gather().ravel(), back)


@given(kernels(ndim=1), arrays(1, 6), st.integers(0, 4), st.sampled_from(Operator))
def test_a_shifted_input_gives_the_shifted_output(kernel, values, shift, operator):
    late = np.concatenate([np.zeros(shift), values])
    plain = Problem(Signal(values), kernel, operator, Mode.FULL).gather()
    same(Problem(Signal(late), kernel, operator, Mode.FULL).gather(), np.concatenate([np.zeros(shift), plain]))


@given(kernels(), st.data())
def test_an_origin_moved_by_one_moves_the_output_by_one(kernel, data):
    signal = Signal(data.draw(arrays(kernel.ndim, 6)))
    for operator, sign in ((Operator.CONVOLUTION, -1), (Operator.CORRELATION, 1)):
        at_zero = Problem(signal, Kernel(kernel.values, (0,) * kernel.ndim), operator, Mode.FULL)
        moved = Problem(signal, kernel, operator, Mode.FULL)
        same(at_zero.gather(), moved.gather())
        for before, after, c in zip(at_zero.outputs, moved.outputs, kernel.origin, strict=True):
            assert after.start == before.start + sign * c


@given(kernels())
def test_flipping_twice_is_the_identity(kernel):
    assert kernel.flipped().flipped() == kernel


@given(problems())
def test_convolution_is_correlation_with_the_flip(problem):
    other = Operator.CORRELATION if problem.operator is Operator.CONVOLUTION else Operator.CONVOLUTION
    turned = Problem(
        problem.signal,
        problem.kernel.flipped(),
        other,
        problem.mode,
        problem.boundary,
        problem.stride,
        problem.dilation,
    )
    assert turned.outputs == problem.outputs
    same(turned.gather(), problem.gather())


@given(kernels())
def test_even_and_odd_part_sum_to_the_kernel_exactly(kernel):
    even, odd = kernel.even_part(), kernel.odd_part()
    total = even.exact + odd.exact
    inside = tuple(slice(r - c, r - c + m) for r, c, m in zip(even.origin, kernel.origin, kernel.shape, strict=True))
    assert (total[inside] == kernel.exact).all()
    assert np.count_nonzero(total) == np.count_nonzero(kernel.values)
    assert even.is_symmetric
    assert (odd.exact == -odd.exact[(slice(None, None, -1),) * odd.ndim]).all()
    assert even.shape == tuple(2 * max(c, m - 1 - c) + 1 for c, m in zip(kernel.origin, kernel.shape, strict=True))
    centred = kernel.shape == even.shape  # zeros beside the kernel leave it unequal to its flip
    assert kernel.is_symmetric == (centred and not odd.values.any())


@given(kernels())
def test_a_kernel_is_symmetric_exactly_if_it_equals_its_flip(kernel):
    flip = kernel.flipped()
    assert kernel.is_symmetric == (flip.origin == kernel.origin and np.array_equal(flip.values, kernel.values))


@given(problems())
def test_exact_totals_equal_the_outputs(problem):
    totals = [float(problem.total(t)) for t in every(problem.outputs)]
    same(totals, problem.gather().ravel())


@given(problems())
def test_both_views_move_the_same_pieces(problem):
    scattered = Counter(
        piece for s in every(problem.extended) for piece in problem.copy_pieces(s) if problem.lands(piece.t)
    )
    gathered = Counter(piece for t in every(problem.outputs) for piece in problem.window_pieces(t))
    assert scattered == gathered
    assert all(isinstance(piece.product, Fraction) for piece in gathered)


@given(problems())
def test_pieces_name_their_tap_its_offset_and_their_source(problem):
    g = problem.g
    for t in every(problem.outputs):
        for piece in problem.window_pieces(t):
            assert piece.offset == tuple(k - c for k, c in zip(piece.tap, g.origin, strict=True))
            assert piece.t == tuple(s + o * problem.dilation for s, o in zip(piece.s, piece.offset, strict=True))
            assert piece.weight == g.exact[piece.tap]
            assert piece.product == piece.data * piece.weight
            assert piece.ghost == (not all(0 <= s < n for s, n in zip(piece.s, problem.signal.shape, strict=True)))


@given(problems())
def test_pieces_under_a_window_come_by_rising_source(problem):
    for t in every(problem.outputs):
        sources = [piece.s for piece in problem.window_pieces(t)]
        assert sources == sorted(sources)


@given(problems())
def test_pieces_of_a_copy_come_in_tap_order(problem):
    for s in every(problem.inputs):
        assert [piece.tap for piece in problem.copy_pieces(s)] == list(np.ndindex(problem.g.shape))


@given(problems())
def test_every_output_is_completed_exactly_once_and_not_too_early(problem):
    order = problem.scatter_order()
    completed = [t for s in order for t in problem.completed_after(s)]
    assert sorted(completed) == sorted(every(problem.outputs))
    done_after = {t: order.index(s) for s in order for t in problem.completed_after(s)}
    matrix, columns = problem.weights_extended, every(problem.extended)
    for row, t in zip(matrix, every(problem.outputs), strict=True):
        givers = [order.index(s) for s, weight in zip(columns, row, strict=True) if weight and s in order]
        assert done_after[t] == max(givers, default=0)


@given(problems())
def test_ghosts_repeat_what_np_pad_puts_there(problem):
    pads = [(-axis.start, axis.stop - n) for axis, n in zip(problem.extended, problem.signal.shape, strict=True)]
    mode = "constant" if problem.boundary is Boundary.ZERO else problem.boundary.value
    same(problem.extended_signal, np.pad(problem.signal.values, pads, mode))
    for s, value in zip(every(problem.extended), problem.extended_signal.ravel(), strict=True):
        assert float(problem.data(s)) == value
        source = problem.source(s)
        assert source == s if not problem.is_ghost(s) else (source is None) == (problem.boundary is Boundary.ZERO)


@given(problems())
def test_every_window_lies_on_extended_inputs(problem):
    covered = {piece.s for t in every(problem.all_outputs) for piece in problem.window_pieces(t)}
    assert covered <= set(every(problem.extended))
    for axis in range(problem.ndim):
        positions = {s[axis] for s in covered} | set(problem.inputs[axis])
        assert (min(positions), max(positions)) == (problem.extended[axis][0], problem.extended[axis][-1])


@given(problems())
@settings(max_examples=30)
def test_problems_survive_pickling_unchanged_and_read_only(problem):
    problem.output, problem.kernel.exact  # noqa: B018  caches do not travel
    back = pickle.loads(pickle.dumps(problem))
    assert back == problem
    assert hash(back) == hash(problem)
    assert not back.kernel.values.flags.writeable
    assert not back.signal.values.flags.writeable


@given(problems())
def test_the_exact_weight_of_an_input_counts_its_ghosts_too(problem):
    exact = [[float(problem.weight(t, s)) for s in every(problem.inputs)] for t in every(problem.outputs)]
    assert np.allclose(np.array(exact).reshape(problem.weights.shape), problem.weights, rtol=1e-12, atol=1e-12)
