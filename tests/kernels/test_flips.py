"""The five flips of a 2-D kernel, held against numpy's own indexing, and what each of them makes of a sweep."""

from __future__ import annotations

from itertools import product

import numpy as np
import pytest
from scipy.signal import convolve2d, correlate2d

from kernels import (
    KERNELS,
    TRIED_FLIPS,
    Boundary,
    InputError,
    Kernel,
    Mode,
    PlaneFlip,
    Problem,
    Signal,
    differences,
    flipped_by,
    kernel_named,
    mirrored,
    parse_kernel,
    part,
    signal_named,
    sweepable,
    swept,
    taps_by_offset,
    telling_plane_kernel,
    unseen_flips,
)

NUMPYS = {
    PlaneFlip.LEFT_RIGHT: lambda k: k[:, ::-1],
    PlaneFlip.UP_DOWN: lambda k: k[::-1],
    PlaneFlip.TRANSPOSE: lambda k: k.T,
    PlaneFlip.ANTI_TRANSPOSE: lambda k: k[::-1, ::-1].T,
    PlaneFlip.HALF_TURN: lambda k: k[::-1, ::-1],
}
PLANES = [kernel for kernel in KERNELS if kernel.ndim == 2]
ODD = [Kernel([[1, 2, 3], [4, 5, 6]], (0, 2)), Kernel([[1], [2], [3], [4]], (3, 0)), parse_kernel("1/3 2/7; 1/2 4")]
WRONG = [flip for flip in TRIED_FLIPS if flip is not PlaneFlip.HALF_TURN]


@pytest.mark.parametrize("flip", TRIED_FLIPS, ids=lambda flip: flip.value)
@pytest.mark.parametrize("kernel", [*PLANES, *ODD], ids=lambda kernel: kernel.name)
def test_a_flip_is_numpys_and_the_origin_goes_where_its_tap_goes(kernel, flip):
    flipped = flipped_by(kernel, flip)
    assert np.array_equal(flipped.values, NUMPYS[flip](kernel.values))
    marks = np.arange(kernel.values.size).reshape(kernel.shape)
    assert NUMPYS[flip](marks)[flipped.origin] == marks[kernel.origin]
    moved = {flip.moved(offset): value for offset, value in taps_by_offset(kernel).items()}
    assert taps_by_offset(flipped) == moved


@pytest.mark.parametrize("flip", TRIED_FLIPS, ids=lambda flip: flip.value)
def test_every_flip_undoes_itself_and_keeps_fractions_as_they_were_typed(flip):
    for kernel in (*PLANES, *ODD):
        twice = flipped_by(flipped_by(kernel, flip), flip)
        assert np.array_equal(twice.values, kernel.values)
        assert twice.origin == kernel.origin
        assert twice.texts == kernel.texts


@pytest.mark.parametrize("flip", TRIED_FLIPS, ids=lambda flip: flip.value)
def test_a_flipped_kernel_is_swept_as_scipy_correlates(flip):
    data = signal_named("grid")
    for name in ("corner3x3", "letter-F", "motion-blur"):
        kernel = kernel_named(name)
        problem = swept(Problem(data, kernel, mode=Mode.FULL), flip)
        expected = correlate2d(data.values, NUMPYS[flip](kernel.values), mode="full")
        assert np.allclose(problem.output, expected)


def test_only_the_half_turn_makes_a_sweep_meet_the_copies_of_a_kernel_that_can_tell():
    grid = Signal(np.random.default_rng(5).integers(-9, 10, (6, 7)))
    for name in ("corner3x3", "letter-F"):
        problem = Problem(grid, kernel_named(name))
        meets = [flip for flip in TRIED_FLIPS if not part(differences(problem, swept(problem, flip)))]
        assert meets == [PlaneFlip.HALF_TURN]
        assert np.allclose(problem.output, convolve2d(grid.values, kernel_named(name).values, mode="same"))
    assert np.array_equal(swept(problem, PlaneFlip.HALF_TURN).output, mirrored(problem).output)


@pytest.mark.parametrize(
    ("kernel", "unseen"),
    [
        ("corner3x3", []),
        ("1 0 0; 0 2 0; 0 0 3", [PlaneFlip.ANTI_TRANSPOSE]),  # on one diagonal
        ("0 0 1; 0 2 0; 3 0 0", [PlaneFlip.TRANSPOSE]),  # on the other
        ("1 2 3; 4 5 4; 3 2 1", []),  # equals its half turn, which is not any other flip
        ("1 2 3; 2 5 6; 3 6 9", [PlaneFlip.ANTI_TRANSPOSE]),  # equals its transpose
        ("1 -2 3;", [PlaneFlip.LEFT_RIGHT]),
        ("gaussian3x3", WRONG),
        ("3;", WRONG),
    ],
)
def test_which_flips_a_kernel_cannot_tell_from_the_half_turn(kernel, unseen):
    assert list(unseen_flips(parse_kernel(kernel))) == unseen


@pytest.mark.parametrize("kernel", [*PLANES, *ODD], ids=lambda kernel: kernel.name)
def test_a_flip_is_unseen_exactly_if_an_impulse_cannot_tell_it(kernel):
    impulse = np.zeros((11, 11))
    impulse[5, 5] = 1
    problem = Problem(Signal(impulse), kernel)
    alike = [flip for flip in WRONG if not part(differences(problem, swept(problem, flip)))]
    assert list(unseen_flips(kernel)) == alike


def test_the_kernel_that_is_named_instead_can_tell_all_flips():
    kernel = telling_plane_kernel()
    assert kernel.name == "corner3x3"
    taps = [tuple(sorted(taps_by_offset(flipped_by(kernel, flip)).items())) for flip in TRIED_FLIPS]
    assert len(set(taps)) == len(TRIED_FLIPS)


def test_a_transposed_kernel_may_not_fit_the_data():
    tall = Problem(Signal(np.ones((5, 2))), parse_kernel("1;2;3;4"), mode=Mode.VALID)
    assert [flip for flip in TRIED_FLIPS if not sweepable(tall, flip)] == [
        PlaneFlip.TRANSPOSE, PlaneFlip.ANTI_TRANSPOSE,
    ]  # fmt: skip
    with pytest.raises(InputError):
        swept(tall, PlaneFlip.TRANSPOSE)
    ghosts = Problem(Signal(np.ones((5, 2))), parse_kernel("1;2;3;4;5"), boundary=Boundary.REFLECT)
    assert not sweepable(ghosts, PlaneFlip.TRANSPOSE)


def test_offsets_move_as_the_formula_says():
    expected = {"left-right": (2, -1), "up-down": (-2, 1), "transpose": (1, 2), "anti-transpose": (-1, -2)}
    for flip, at in product(TRIED_FLIPS, [(2, 1)]):
        assert flip.moved(at) == expected.get(flip.value, (-2, -1))
