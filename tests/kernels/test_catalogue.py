"""The kernels and signals that come with the films."""

import re

import numpy as np
import pytest

from kernels import (
    DEFAULT_SIGNAL,
    KERNELS,
    SIGNALS,
    InputError,
    Problem,
    Signal,
    check_film,
    kernel_named,
    signal_named,
)
from tests.kernels.kernel_problems import same

EXPECTED = {
    "asym3": ([1, 2, 4], (1,)),
    "box3": ([1, 1, 1], (1,)),
    "triangle3": ([1, 2, 1], (1,)),
    "gaussian5": (np.array([1, 4, 6, 4, 1]) / 16, (2,)),
    "difference": ([0.5, 0, -0.5], (1,)),
    "forward-difference": ([1, -1], (1,)),
    "sharpen3": ([-1, 3, -1], (1,)),
    "echo": ([1, 0.5, 0.25], (0,)),
    "ramp5": ([1, 2, 3, 4, 5], (2,)),
    "shift": ([0, 0, 1], (1,)),
    "identity": ([1], (0,)),
    "even4": ([1, 2, 3, 4], (1,)),
    "corner3x3": ([[1, 0, 2], [0, 3, 0], [4, 0, 5]], (1, 1)),
    "sobel-x": ([[1, 0, -1], [2, 0, -2], [1, 0, -1]], (1, 1)),
    "sobel-y": ([[1, 2, 1], [0, 0, 0], [-1, -2, -1]], (1, 1)),
    "emboss": ([[2, 1, 0], [1, 1, -1], [0, -1, -2]], (1, 1)),
    "sharpen3x3": ([[0, -1, 0], [-1, 5, -1], [0, -1, 0]], (1, 1)),
    "gaussian3x3": (np.outer([1, 2, 1], [1, 2, 1]) / 16, (1, 1)),
    "box3x3": (np.ones((3, 3)), (1, 1)),
    "laplacian": ([[0, 1, 0], [1, -4, 1], [0, 1, 0]], (1, 1)),
    "letter-F": ([[1, 1, 1], [1, 0, 0], [1, 1, 0], [1, 0, 0], [1, 0, 0]], (2, 1)),
    "shift3x3": ([[0, 0, 0], [0, 0, 1], [0, 0, 0]], (1, 1)),
    "motion-blur": (
        np.array([[0, 0, 0, 0, 0], [0, 0, 0, 0, 0], [0, 0, 1, 1, 0], [0, 0, 0, 1, 1], [0, 0, 0, 0, 0]]) / 4,
        (2, 2),
    ),
}
SYMMETRIC = {
    "box3", "triangle3", "gaussian5", "sharpen3", "identity", "sharpen3x3", "gaussian3x3", "box3x3", "laplacian",
}  # fmt: skip


def test_the_kernels_are_those_of_the_list_in_its_order():
    assert [kernel.name for kernel in KERNELS] == list(EXPECTED)


@pytest.mark.parametrize("kernel", KERNELS, ids=lambda kernel: kernel.name)
def test_each_kernel_has_its_values_origin_and_symmetry(kernel):
    values, origin = EXPECTED[kernel.name]
    same(kernel.values, values)
    assert kernel.origin == origin
    assert kernel.is_symmetric == (kernel.name in SYMMETRIC)


def test_the_signals_are_those_of_the_list_in_its_order():
    names = ["default", "impulse", "step", "pulse", "ramp", "noisy", "grid", "impulse2d", "letter"]
    assert [signal.name for signal in SIGNALS] == names
    assert signal_named("default").values.tolist() == [2, 1, 3, 2, 1, 1, 0]
    assert [DEFAULT_SIGNAL[ndim].name for ndim in (1, 2)] == ["default", "grid"]


@pytest.mark.parametrize("entry", [*KERNELS, *SIGNALS], ids=lambda entry: entry.name)
def test_each_entry_has_one_short_line(entry):
    assert 10 <= len(entry.summary) <= 110
    assert "\n" not in entry.summary
    assert re.fullmatch(r"[A-Za-z0-9-]+", entry.name)


def test_fractions_of_the_catalogue_stay_fractions():
    assert [kernel_named("gaussian5").label((k,)) for k in range(5)] == ["1/16", "4/16", "6/16", "4/16", "1/16"]
    assert [kernel_named("difference").label((k,)) for k in range(3)] == ["1/2", "0", "−1/2"]
    assert [kernel_named("echo").label((k,)) for k in range(3)] == ["1", "1/2", "1/4"]


def test_the_summaries_say_what_the_kernels_do():
    ramp = signal_named("ramp")  # rises by 1
    same(Problem(ramp, kernel_named("difference")).output[1:-1], np.ones(5))
    same(Problem(ramp, kernel_named("forward-difference")).output[:-1], np.ones(6))
    same(Problem(ramp, kernel_named("shift")).output, [0, 1, 2, 3, 4, 5, 6])
    same(Problem(signal_named("impulse"), kernel_named("echo")).output, [0, 0, 0, 1, 0.5, 0.25, 0])
    across = np.arange(30.0).reshape(5, 6)  # rises by 1 to the right, by 6 downwards
    assert Problem(Signal(across), kernel_named("sobel-x")).output[2, 2] == 8
    assert Problem(Signal(across), kernel_named("sobel-y")).output[2, 2] == 48
    assert Problem(Signal(across), kernel_named("emboss")).output[2, 2] > across[2, 2]
    same(Problem(Signal(across), kernel_named("shift3x3")).output[:, 1:], across[:, :-1])


@pytest.mark.parametrize("name", ["sobel-x", "sobel-y", "emboss"])
def test_where_books_print_the_filter_the_line_gives_its_first_row(name):
    kernel = kernel_named(name)
    row = " ".join(kernel.flipped().label((0, column)) for column in range(3))
    assert f"books print the filter, {row} in its first row" in kernel.summary


@pytest.mark.parametrize("name", ["grid", "letter"])
def test_the_grids_equal_none_of_their_turns_and_mirrors(name):
    values = signal_named(name).values
    others = [np.rot90(values, k) for k in (1, 2, 3)] + [np.rot90(values.T, k) for k in range(4)]
    assert not any(np.array_equal(values, other) for other in others)


def test_the_motion_blur_and_the_letter_tell_all_wrong_flips_from_the_half_turn():
    for name in ("motion-blur", "letter-F"):
        values = kernel_named(name).values
        half_turn = np.rot90(values, 2)
        for wrong in (values, values[::-1], values[:, ::-1], values.T, half_turn.T):
            assert not np.array_equal(half_turn, wrong)


@pytest.mark.parametrize("kernel", KERNELS, ids=lambda kernel: kernel.name)
def test_every_pair_of_the_catalogue_can_be_a_film(kernel):
    for signal in SIGNALS:
        if signal.ndim == kernel.ndim:
            check_film(Problem(signal, kernel))


@pytest.mark.parametrize(
    ("lookup", "name", "line"),
    [
        (kernel_named, "asym4", "unknown kernel 'asym4'; did you mean 'asym3'? render --list shows all"),
        (signal_named, "impuls", "unknown signal 'impuls'; did you mean 'impulse'? render --list shows all"),
        (kernel_named, "qqqqqq", "unknown kernel 'qqqqqq'; render --list shows all"),
        (kernel_named, "step", "'step' is a signal, not a kernel; render --list shows all kernels"),
        (signal_named, "box3", "'box3' is a kernel, not a signal; render --list shows all signals"),
    ],
)
def test_a_mistyped_name_gets_the_nearest_one(lookup, name, line):
    with pytest.raises(InputError) as caught:
        lookup(name)
    assert str(caught.value) == line
