"""Pictures through kernels: both views against scipy, exact, within bounds, looked at where it tells most."""

from __future__ import annotations

import pickle
from dataclasses import replace
from fractions import Fraction

import numpy as np
import pytest
from scipy import ndimage, signal

from kernels import (
    KERNELS,
    Boundary,
    Image,
    InputError,
    Kernel,
    Mode,
    Problem,
    Signal,
    bundled_image,
    check_picture,
    gather_picture,
    parse_kernel,
    scatter_picture,
    telling_patch,
    unflipped,
)

GRIDS = tuple(kernel for kernel in KERNELS if kernel.ndim == 2)
OTHERS = ("1", "2", "1 2; 3 4", "1 2 3 4; 5 6 7 8", "1/3 1/7; -2/3 5", "0.1 0.2 0.4; 7 8 9; 1 1 1", "1e9 -1e9 1e-9")
NAMES = {
    Boundary.ZERO: "constant", Boundary.EDGE: "nearest", Boundary.REFLECT: "mirror", Boundary.SYMMETRIC: "reflect",
    Boundary.WRAP: "wrap",
}  # fmt: skip


def random_image(rows=23, columns=17, channels=3, seed=5):
    return Image(np.random.default_rng(seed).integers(0, 256, (rows, columns, channels)))


def problem_of(image, kernel, **settings):
    return Problem(image.channel(image.told), kernel, **settings)


@pytest.mark.parametrize("kernel", [*GRIDS, *(parse_kernel(f"{text};{text}") for text in OTHERS)], ids=lambda k: k.name)
@pytest.mark.parametrize("boundary", Boundary, ids=lambda b: b.value)
def test_both_views_are_scipys_convolution_in_every_channel(kernel, boundary):
    image = random_image()
    problem = problem_of(image, kernel, boundary=boundary)
    left, right = scatter_picture(problem, image), gather_picture(problem, image)
    assert (left.numerators == right.numerators).all()
    swept = gather_picture(unflipped(problem), image)
    for i in range(3):
        data = image.samples[..., i].astype(float)
        middle = tuple(c - m // 2 for c, m in zip(kernel.origin, kernel.shape, strict=True))
        near = {"rtol": 1e-12, "atol": 1e-13 * 255 * float(np.abs(kernel.values).sum())}
        kept = {"mode": NAMES[boundary], "origin": middle}
        assert np.allclose(left.values[..., i], ndimage.convolve(data, kernel.values, **kept), **near)
        assert np.allclose(swept.values[..., i], ndimage.correlate(data, kernel.values, **kept), **near)


@pytest.mark.parametrize("mode", [Mode.FULL, Mode.VALID], ids=lambda m: m.value)
@pytest.mark.parametrize("kernel", GRIDS, ids=lambda k: k.name)
def test_full_and_valid_are_scipys(kernel, mode):
    image = random_image(channels=1)
    problem = problem_of(image, kernel, mode=mode)
    data = image.samples[..., 0].astype(float)
    left, swept = scatter_picture(problem, image), gather_picture(unflipped(problem), image)
    assert np.allclose(left.values[..., 0], signal.convolve(data, kernel.values, mode.value, "direct"))
    assert np.allclose(swept.values[..., 0], signal.correlate(data, kernel.values, mode.value, "direct"))


def test_a_network_layer_computes_what_the_unflipped_sweep_does():
    torch = pytest.importorskip("torch")
    image, kernel = random_image(), parse_kernel("corner3x3")
    swept = gather_picture(unflipped(problem_of(image, kernel)), image)
    layer = torch.nn.functional.conv2d(
        torch.tensor(image.samples.transpose(2, 0, 1)[:, None].astype(float)), torch.tensor(kernel.values)[None, None],
        padding=1,
    )  # fmt: skip
    assert np.array_equal(layer[:, 0].numpy().transpose(1, 2, 0), swept.values)


def test_outputs_are_exact_where_floats_are_not():
    image = random_image(channels=1)
    result = gather_picture(problem_of(image, Kernel(np.array([[1 / 3, 1 / 7]]), texts=("1/3", "1/7"))), image)
    a, b = (int(image.samples[4, column, 0]) for column in (6, 5))
    assert result.at((4, 6), 0) == Fraction(a, 3) + Fraction(b, 7)
    assert result.denominator == 21


def test_numbers_that_are_too_large_for_a_machine_word_stay_exact():
    image = Image(np.full((16, 16, 1), 255))
    problem = problem_of(image, parse_kernel("999999999.123456789 -0.000000001;1 1"))
    left = scatter_picture(problem, image)
    assert left.numerators.dtype == object
    assert left.at((8, 8), 0) == 255 * (Fraction("999999999.123456789") - Fraction("0.000000001") + 2)


def test_rows_that_have_scattered_add_up_to_the_whole():
    image = random_image(channels=1)
    problem = problem_of(image, parse_kernel("corner3x3"))
    whole = scatter_picture(problem, image).numerators
    top = scatter_picture(problem, image, rows=10).numerators
    assert (top[:9] == whole[:9]).all()  # complete: the next row's copies begin one row above it
    assert (top[11:] == 0).all()
    assert (scatter_picture(problem, image, rows=23).numerators == whole).all()
    assert (scatter_picture(problem, image, rows=0).numerators == 0).all()


def test_the_shift_moves_a_picture_right_one_way_and_left_the_other():
    image = bundled_image()
    problem = problem_of(image, parse_kernel("shift3x3"))
    data = image.samples.astype(int)
    assert (scatter_picture(problem, image).numerators[:, 1:] == data[:, :-1]).all()
    assert (gather_picture(unflipped(problem), image).numerators[:, :-1] == data[:, 1:]).all()


def test_differences_are_taken_by_t_where_both_have_it():
    image = random_image(channels=1)
    problem = problem_of(image, parse_kernel("1 2;3 4", (0, 0)), mode=Mode.FULL)
    left, right = scatter_picture(problem, image), gather_picture(unflipped(problem), image)
    assert (left.outputs[0].start, right.outputs[0].start) == (0, -1)
    apart = left.minus(right)
    assert apart.outputs == (range(23), range(17))
    assert apart.at((3, 4), 0) == left.at((3, 4), 0) - right.at((3, 4), 0)
    assert apart.changed == int((apart.values != 0).sum())


@pytest.mark.parametrize("kernel", [*GRIDS, parse_kernel("1 2;3 4"), parse_kernel("1 2 3;4 5 6;7 8 9", (0, 2))])
@pytest.mark.parametrize("dilation", [1, 3])
@pytest.mark.parametrize("mode", Mode, ids=lambda m: m.value)
def test_the_patch_lies_within_the_picture_and_holds_every_copy_and_window(kernel, dilation, mode):
    image = random_image(31, 40)
    problem = problem_of(image, kernel, mode=mode, dilation=dilation)
    patch = telling_patch(problem, image, scatter_picture(problem, image), gather_picture(unflipped(problem), image))
    assert patch.rows[0] >= 0 and patch.columns[0] >= 0  # noqa: PT018 (one condition on a corner)
    assert patch.rows[-1] < 31 and patch.columns[-1] < 40  # noqa: PT018
    assert patch.middle in patch.pixels
    assert {p.t for p in problem.copy_pieces(patch.middle)} <= set(patch.pixels)
    assert {p.s for p in problem.window_pieces(patch.middle)} <= set(patch.pixels)


def test_the_bundled_picture_looks_different_after_every_flip_and_turn():
    grey = bundled_image().samples[..., 0]
    turned = [np.rot90(grey, k) for k in range(4)]
    every = [*turned, *(one.T for one in turned)]
    assert len({one.tobytes() for one in every}) == 8


def test_images_survive_pickling_unwritable_and_are_told_apart():
    image = random_image()
    again = pickle.loads(pickle.dumps(image))
    assert again == image
    assert hash(again) == hash(image)
    assert not again.samples.flags.writeable
    assert replace(image, samples=image.samples[::-1]) != image


@pytest.mark.parametrize(
    ("samples", "why"),
    [
        (np.zeros((16, 16)), "1 or 3 channels"),
        (np.zeros((16, 16, 4)), "1 or 3 channels"),
        (np.zeros((15, 16, 1)), "from 16×16 to 128×128"),
        (np.zeros((16, 129, 1)), "from 16×16 to 128×128"),
        (np.full((16, 16, 1), 256), "from 0 to 255"),
        (np.full((16, 16, 1), -1), "from 0 to 255"),
        (np.full((16, 16, 1), 0.5), "whole numbers"),
    ],
    ids=str,
)
def test_what_is_no_picture_is_refused(samples, why):
    with pytest.raises(InputError, match=why):
        Image(samples)


@pytest.mark.parametrize(
    ("data", "kernel", "settings", "why"),
    [
        (np.zeros((7, 5)), "emboss", {}, "use --image FILE"),
        (np.full((20, 20), 0.5), "emboss", {}, "is no picture"),
        (np.zeros((20, 20)), np.ones((8, 3)), {}, "a film shows at most 7×7"),
        (np.zeros((20, 20)), "emboss", {"stride": 2}, "use stride 1"),
        (np.zeros((20, 20)), "emboss", {"dilation": 5}, "spreads the kernel over 11×11 pixels, at most half"),
    ],
    ids=str,
)
def test_what_the_film_of_a_picture_cannot_show_is_refused_in_one_line(data, kernel, settings, why):
    chosen = parse_kernel(kernel) if isinstance(kernel, str) else Kernel(kernel)
    with pytest.raises(InputError, match=why):
        check_picture(Problem(Signal(data), chosen, **settings))
    check_picture(Problem(bundled_image().channel(0), parse_kernel("emboss"), dilation=15))
