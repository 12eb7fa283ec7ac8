"""Differences of two problems, and the mistake of sweeping g as it is."""

from __future__ import annotations

from fractions import Fraction

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from kernels import (
    KERNELS,
    Boundary,
    InputError,
    Mode,
    Operator,
    Problem,
    blended,
    differences,
    kernel_named,
    mirrored,
    odd_part_of,
    parse_kernel,
    parse_signal,
    part,
    swapped_pair,
    telling_kernel,
    unflipped,
)
from tests.kernels.kernel_problems import by_padding, problems, same

DEFAULT = parse_signal("2,1,3,2,1,1,0")


@given(problems(operator=Operator.CONVOLUTION))
def test_differences_are_what_numpy_finds_wherever_both_keep_the_output(problem):
    try:
        swept = unflipped(problem)
    except InputError:  # the ghosts of one side only fit
        return
    left, right = by_padding(problem), by_padding(swept)
    places = [{t: i for i, t in enumerate(np.ndindex(y.shape))} for y in (left, right)]
    found = differences(problem, swept)
    for t, difference in found.items():
        at = [tuple((p - a.start) / a.step for p, a in zip(t, q.outputs, strict=True)) for q in (problem, swept)]
        both = all(index in known for index, known in zip(at, places, strict=True))
        assert (difference is not None) == both
        if both:
            i, j = (tuple(int(p) for p in index) for index in at)
            same(float(difference), left[i] - right[j])


@given(problems(operator=Operator.CONVOLUTION))
def test_the_flip_leaves_no_difference_anywhere(problem):
    found = differences(problem, mirrored(problem))
    assert set(found.values()) == {0}


def test_sweeping_g_as_it_is_means_numpys_correlate():
    for kernel in (k for k in KERNELS if k.ndim == 1 and k.shape[0] % 2 and k.origin[0] == k.shape[0] // 2):
        swept = unflipped(Problem(DEFAULT, kernel))
        if kernel.shape[0] <= 7:
            same(swept.output, np.correlate(DEFAULT.values, kernel.values, "same"))


def test_an_output_of_one_side_only_has_no_difference():
    problem = Problem(DEFAULT, kernel_named("echo"), mode=Mode.FULL)
    found = differences(problem, unflipped(problem))
    assert [t for (t,), d in found.items() if d is None] == [-2, -1, 7, 8]


def test_a_kernel_that_shows_the_flip_is_the_first_of_the_catalogue_that_does():
    assert telling_kernel(Problem(DEFAULT, kernel_named("triangle3"))).name == "asym3"
    hidden = Problem(parse_signal("3,3,3"), parse_kernel("1"), boundary=Boundary.WRAP)
    assert telling_kernel(hidden) is None
    assert telling_kernel(Problem(parse_signal("0"), parse_kernel("1"))) is None


def test_parting_means_any_difference_but_none_and_0():
    problem = Problem(DEFAULT, kernel_named("asym3"))
    assert part(differences(problem, unflipped(problem)))
    assert not part(differences(problem, mirrored(problem)))


@given(problems(operator=Operator.CONVOLUTION), st.fractions(-2, 2, max_denominator=8))
def test_the_outputs_of_a_blend_are_those_of_the_even_part_and_a_share_of_the_odd_parts(problem, share):
    try:
        even, odd, blend = blended(problem, Fraction(0)), odd_part_of(problem), blended(problem, share)
    except InputError:  # the parts' support is longer than the kernel
        return
    same(blend.output, by_padding(even) + float(share) * by_padding(odd))


@given(problems(operator=Operator.CONVOLUTION))
def test_the_difference_is_exactly_twice_what_the_odd_part_makes(problem):
    try:
        whole, odd = blended(problem, Fraction(1)), odd_part_of(problem)
        found = differences(whole, unflipped(whole))
    except InputError:
        return
    assert found == {t: 2 * odd.total(t) for t in found}


def test_a_blend_of_everything_is_the_kernel_on_its_parts_support():
    kernel = kernel_named("echo")
    assert [str(value) for value in kernel.blend(Fraction(1)).exact] == ["0", "0", "1", "1/2", "1/4"]
    assert kernel.blend(Fraction(0)) == kernel.even_part()


@pytest.mark.parametrize(
    ("text", "origin", "pair"),
    [
        ("1 0 2; 0 3 0; 4 0 5", (), (1, 1)),  # right and down, though (1, −1) parts as well
        ("1 0 -1; 2 0 -2; 1 0 -1", (), (1, 1)),
        ("0 0 0; 1 0 2; 0 0 0", (), (0, 1)),
        ("0 1 0; 0 0 0; 0 5 0", (), (1, 0)),
        ("1 2; 3 4", (), (1, 1)),  # nothing lies opposite
        ("1 2 1; 2 4 2; 1 2 1", (), None),
        ("1 2 3; 4 5 4; 3 2 1", (), None),  # looks uneven, equals its half turn
        ("1 2 4", (), (1,)),
        ("5 2 4 2 1", (), (2,)),
        ("1 2 1", (0,), (1,)),
        ("7", (), None),
    ],
)
def test_the_swapped_pair_is_right_and_down_or_what_parts_most(text, origin, pair):
    kernel = parse_kernel(text, origin)
    assert swapped_pair(kernel) == pair
    assert (pair is None) == kernel.is_symmetric
