"""Profiles and the convolution of staircases with them, held against scipy's quadrature."""

from __future__ import annotations

from itertools import pairwise

import numpy as np
import pytest
from scipy.integrate import quad

from kernels import PROFILES, Curves, InputError, Problem, kernel_named, parse_kernel, parse_signal, profile_of

BOTH = [p for profile in PROFILES for p in (profile, profile.flipped())]
SIGNALS = ("2,1,3,2,1,1,0", "-1,2.5,-3", "4", "0,0", "0.001,10000,-0.5,7")


def name(profile):
    return profile.name + " flipped" * profile.turned


def integral(function, low, high, breaks=()):
    """quad, piece by piece between the places where the function jumps or bends."""
    at = sorted({low, high, *(b for b in breaks if low < b < high)})
    return sum(quad(function, a, b, epsabs=1e-13, epsrel=1e-13)[0] for a, b in pairwise(at))


@pytest.mark.parametrize("profile", BOTH, ids=name)
def test_the_area_of_a_profile_is_the_integral_of_its_values(profile):
    for x in np.linspace(profile.low - 1, profile.high + 1, 23):
        found = integral(lambda u: profile.at(np.array(u)), profile.low - 2, x, (profile.low, 0.0, profile.high))
        assert profile.area_until(np.array(x)) == pytest.approx(found, abs=1e-11)


@pytest.mark.parametrize("profile", BOTH, ids=name)
def test_a_profile_is_zero_outside_never_negative_and_one_at_its_peak(profile):
    x = np.linspace(profile.low - 2, profile.high + 2, 4001)
    g = profile.at(x)
    assert not g[(x < profile.low) | (x > profile.high)].any()
    assert g.min() >= 0
    assert profile.at(np.array([profile.low, 0.0, profile.high])).max() == 1
    assert g.max() <= 1


def test_profiles_are_what_their_formulas_say():
    x = np.array([0.25, 0.5])
    at = {profile.name: profile.at(x) for profile in PROFILES}
    assert at["gaussian"] == pytest.approx(np.exp(-(x**2) / 2))
    assert at["decay"] == pytest.approx(np.exp(-x))
    assert at["ramp"] == pytest.approx(x / 2)
    assert at["triangle"] == pytest.approx(1 - x)
    assert list(at["box"]) == [1, 1]


@pytest.mark.parametrize("profile", BOTH, ids=name)
@pytest.mark.parametrize("signal", SIGNALS)
def test_the_curve_y_is_the_integral_of_the_product_and_at_whole_t_the_discrete_convolution(profile, signal):
    data = parse_signal(signal)
    curves = Curves(data, profile)
    low, high = curves.span
    size = max(1.0, np.abs(data.values).max())
    steps = [s - 0.5 for s in range(data.shape[0] + 1)]
    for t in np.linspace(low, high, 17):
        breaks = [*steps, t - profile.low, t, t - profile.high]
        found = integral(lambda s, t=t: curves.product(t, np.array(s)), -0.5, data.shape[0] - 0.5, breaks)
        assert curves.y(np.array(t)) == pytest.approx(found, abs=1e-10 * size)
    problem = Problem(data, profile.cells())
    assert list(problem.output) == pytest.approx(
        list(curves.y(np.array(problem.outputs[0], dtype=float))), abs=1e-11 * size
    )


@pytest.mark.parametrize("profile", BOTH, ids=name)
def test_the_sum_of_ever_more_copies_tends_to_the_integral(profile):
    curves = Curves(parse_signal("2,-1,3"), profile)
    x = np.linspace(*curves.span, 101)
    y = curves.y(x)
    errors = [np.abs(curves.copies_sum(x, n) - y).mean() for n in range(8)]
    assert errors[7] < 0.02
    assert errors[7] < errors[3] < errors[0] or errors[0] < 0.02


def test_copies_at_level_0_stand_at_the_inputs_and_split_without_a_jump():
    curves = Curves(parse_signal("2,1,3"), PROFILES[0])
    x = np.linspace(*curves.span, 50)
    discrete = sum(f * PROFILES[0].at(x - s) for s, f in enumerate((2, 1, 3)))
    assert curves.copies_sum(x, 0.0) == pytest.approx(discrete)
    for level in (0, 1, 2):
        assert curves.copies_sum(x, level + 1e-9) == pytest.approx(curves.copies_sum(x, level), abs=1e-6)
        assert curves.centres(level + 1).shape == (3, 2 ** (level + 1))
    assert list(curves.centres(1)[0]) == [-0.25, 0.25]


def test_a_profile_is_found_from_its_name_and_again_from_its_kernel():
    for profile in PROFILES:
        kernel = parse_kernel(profile.name)
        assert profile_of(kernel) is not None
        assert profile_of(kernel).name == profile.name
        flipped = profile_of(kernel.flipped())
        assert flipped.at(np.array([0.3])) == pytest.approx(profile.at(np.array([-0.3])))
    assert profile_of(kernel_named("asym3")) is None
    with pytest.raises(InputError, match="'decay' is a curve, its origin is x = 0; leave --origin out"):
        parse_kernel("decay", (1,))
