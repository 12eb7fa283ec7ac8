"""Answers from elsewhere: the shared cases, and the traps that have cost others a wrong number."""

import json
from pathlib import Path

import numpy as np
import pytest

from kernels import Boundary, Kernel, Mode, Operator, Problem, Signal, parse_kernel, parse_origin, parse_signal
from tests.kernels.kernel_problems import same

CASES = json.loads((Path(__file__).parent / "data" / "convolution.json").read_text())["cases"]


def solve(signal, kernel, operator="convolution", mode="same", boundary="zero", origin=None, **steps):
    if isinstance(kernel, str):
        kernel = parse_kernel(kernel, origin)
    if isinstance(signal, str):
        signal = parse_signal(signal)
    return Problem(signal, kernel, Operator(operator), Mode(mode), Boundary(boundary), **steps)


@pytest.mark.parametrize("case", CASES, ids=lambda case: f"{case['mode']} {case['kernel']} on {case['signal']}"[:60])
def test_every_shared_case_has_its_answers_both_ways(case):
    chosen = {key: case[key] for key in ("mode", "boundary", "stride", "dilation") if key in case}
    origin = parse_origin(str(case["origin"])) if "origin" in case else None
    for operator in ("convolution", "correlation"):
        problem = solve(case["signal"], case["kernel"], operator, origin=origin, **chosen)
        same(problem.gather(), case[operator])
        same(problem.scatter(), case[operator])


def test_the_films_own_numbers():
    convolution = solve("default", "asym3")
    same(convolution.output, [5, 13, 12, 17, 11, 6, 4])
    same(solve("default", "asym3", "correlation").output, [8, 16, 15, 11, 8, 3, 1])
    assert [convolution.completed_after((s,)) for s in range(7)] == [
        (),
        ((0,),),
        ((1,),),
        ((2,),),
        ((3,),),
        ((4,),),
        ((5,), (6,)),
    ]
    assert [str(piece.product) for piece in convolution.window_pieces((3,))] == ["12", "4", "1"]


def test_a_correlation_completes_outputs_by_the_pattern_of_its_own_weights():
    same(solve("1 2 3", "0 0 1", "correlation").output, [2, 3, 0])
    shift_left = solve("1 2 3", "0 0 1", "correlation")  # y(t) = f(t + 1): one input is all an output waits for
    assert [shift_left.completed_after((s,)) for s in range(3)] == [((2,),), ((0,),), ((1,),)]


def test_correlation_is_not_convolution_on_asymmetric_data():
    same(solve("1 0 2 5", "1 2 4").output, [2, 6, 9, 18])
    same(solve("1 0 2 5", "1 2 4", "correlation").output, [2, 9, 24, 12])


def test_even_lengths_are_anchored_at_the_tap_left_of_the_middle():
    same(solve("0 1 0 0 0 0", "1 2 3 4").output, [1, 2, 3, 4, 0, 0])
    same(solve("0 1 0 0 0 0", "1 2 3 4", origin=(2,)).output, [2, 3, 4, 0, 0, 0])
    same(solve("0 1 0 0 0 0", "1 2 3 4", "correlation").output, [3, 2, 1, 0, 0, 0])
    same(solve("0 1 0 0 0 0", "1 2 3 4", "correlation", origin=(2,)).output, [4, 3, 2, 1, 0, 0])


def test_the_flip_of_an_even_kernel_moves_its_origin():
    flip = parse_kernel("even4").flipped()
    assert (flip.values.tolist(), flip.origin) == ([4, 3, 2, 1], (2,))


def test_a_kernel_longer_than_the_data_does_not_swap_with_it():
    same(solve("1 2", "1 0 5").output, [2, 5])
    same(solve("1 2", "1 0 5", mode="full").output, [1, 2, 5, 10])


def test_reflect_is_numpys_reflect_and_symmetric_is_numpys_symmetric():
    same(solve("1 2 3 4", "0 0 0 0 1", boundary="reflect").output, [3, 2, 1, 2])
    same(solve("1 2 3 4", "0 0 0 0 1", boundary="symmetric").output, [2, 1, 1, 2])


def test_scattering_at_a_boundary_uses_ghosts_and_does_not_fold_the_ends():
    same(solve("1 2 3 4 5", "1 2 3", "convolution", boundary="symmetric").scatter(), [7, 10, 16, 22, 27])


def test_a_stride_keeps_the_first_output_and_every_nth_after_it():
    same(solve("1 2 3 4 5 6 7 8", "1 2 3", "correlation", "valid", stride=2).output, [14, 26, 38])
    strided = solve("1 2 3 4 5 6 7 8", "1 2 3", "correlation", "full", stride=3)
    assert strided.outputs == (range(-1, 9, 3),)


def test_full_starts_where_the_first_tap_lands():
    assert solve("1 2 3", "1 2 4 8", mode="full", origin=(1,), dilation=2).outputs == (range(-2, 7),)
    assert solve("1 2 3", "1 2 4 8", "correlation", mode="full", origin=(1,), dilation=2).outputs == (range(-4, 5),)


def test_valid_starts_where_all_taps_lie_on_inputs():
    assert solve("1 2 3 4 5", "1 2 4", mode="valid", origin=(0,)).outputs == (range(2, 5),)
    assert solve("1 2 3 4 5", "1 2 4", "correlation", mode="valid", origin=(0,)).outputs == (range(3),)


def test_small_integer_types_do_not_overflow():
    signal, kernel = Signal(np.array([200, 100], np.uint8)), Kernel(np.array([2, 1], np.uint8))
    same(solve(signal, kernel, mode="full").output, [400, 400, 100])


def test_no_number_shows_the_noise_of_floating_point():
    tenths = solve("0.1 0.2 0.3", "0.1 0.7 0.2")
    assert [str(tenths.total((t,))) for t in range(3)] == ["9/100", "19/100", "1/4"]


def test_the_2d_flip_is_a_half_turn_and_nothing_else():
    corner = parse_kernel("corner3x3")
    turned = corner.flipped().values
    assert turned.tolist() == [[5, 0, 4], [0, 3, 0], [2, 0, 1]]
    values = corner.values
    for other in (values.T, values[::-1, ::-1].T, values[::-1], values[:, ::-1]):
        assert not np.array_equal(turned, other)


@pytest.mark.parametrize(
    ("text", "origin", "symmetric"),
    [
        ("1,2,3;4,5,4;3,2,1", None, True),  # looks asymmetric, equals its half turn
        ("1,2,3;2,4,5;3,5,6", None, False),  # equals its transpose, not its half turn
        ("1,2,1", (0,), False),  # its origin is not in its middle
        ("1,1", None, False),
        ("5", None, True),
    ],
)
def test_symmetry_is_equality_with_the_flip_origin_included(text, origin, symmetric):
    assert parse_kernel(text, origin).is_symmetric is symmetric


def test_right_and_down_differs_from_left_and_up():
    grid, corner = "0 0 0; 0 1 0; 0 0 0", "corner3x3"
    same(solve(grid, corner).output, [[1, 0, 2], [0, 3, 0], [4, 0, 5]])
    same(solve(grid, corner, "correlation").output, [[5, 0, 4], [0, 3, 0], [2, 0, 1]])


def test_weights_are_ghosts_folded_onto_what_they_repeat():
    problem = solve("1 2 3", "1 2 4", boundary="reflect")
    assert problem.weights.tolist() == [[2, 5, 0], [4, 2, 1], [0, 5, 2]]
    assert problem.weights_extended.tolist() == [[4, 2, 1, 0, 0], [0, 4, 2, 1, 0], [0, 0, 4, 2, 1]]
    assert [problem.source((s,)) for s in (-1, 0, 3)] == [(1,), (0,), (1,)]
    assert solve("1 2 3", "1 2 4").weights.tolist() == [[2, 1, 0], [4, 2, 1], [0, 4, 2]]


def test_weights_of_few_entries_exist_however_far_the_kernel_is_spread():
    spread = solve("3", "1 2 4 5 6", mode="full", dilation=1000)
    same(spread.weights.ravel(), spread.output / 3)
    assert spread.weights.shape == (4001, 1)
