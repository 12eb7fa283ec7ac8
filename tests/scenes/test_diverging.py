"""The diverging scale: zero in the middle, both ends apart for every eye, numbers readable on all of it."""

from __future__ import annotations

from itertools import pairwise

import numpy as np
import pytest

from scenes.storyboard.diverging import diverging, ink_on
from scenes.storyboard.theme import THEMES, contrast, luminance, rgb

SHARES = [i / 50 for i in range(-50, 51)]

# What a colour-blind eye makes of linear red, green and blue (Machado, Oliveira and Fernandes 2009, severity 1).
EYES = {
    "no red": ((0.152286, 1.052583, -0.204868), (0.114503, 0.786281, 0.099216), (-0.003882, -0.048116, 1.051998)),
    "no green": ((0.367322, 0.860646, -0.227968), (0.280085, 0.672501, 0.047413), (-0.011820, 0.042940, 0.968881)),
    "no blue": ((1.255528, -0.076749, -0.178779), (-0.078411, 0.930809, 0.147602), (0.004733, 0.691367, 0.303900)),
}


@pytest.fixture(params=THEMES, ids=lambda theme: theme.name)
def theme(request):
    return request.param


def linear(colour):
    c = np.array(rgb(colour)) / 255
    return np.where(c <= 0.04045, c / 12.92, ((c + 0.055) / 1.055) ** 2.4)


def test_zero_looks_like_the_background(theme):
    assert contrast(diverging(theme, 0.0), theme.background) < 1.2


def test_the_further_from_zero_the_further_from_the_background(theme):
    for sign in (-1, 1):
        apart = [contrast(diverging(theme, sign * abs(share)), theme.background) for share in SHARES[50:]]
        assert all(a < b for a, b in pairwise(apart))
        assert apart[-1] > 3  # both ends are graphics that are seen


def test_what_lies_past_the_ends_looks_like_the_ends(theme):
    assert diverging(theme, -7.0) == diverging(theme, -1.0)
    assert diverging(theme, 1.5) == diverging(theme, 1.0)


@pytest.mark.parametrize("eye", EYES)
@pytest.mark.parametrize("share", [0.5, 1.0])
def test_a_number_and_its_negative_differ_for_every_eye(theme, eye, share):
    seen = [np.clip(np.array(EYES[eye]) @ linear(diverging(theme, s)), 0, 1) ** (1 / 2.2) for s in (-share, share)]
    assert np.abs(seen[0] - seen[1]).max() > 0.2


def test_the_ends_differ_in_grey(theme):
    low, high = (luminance(diverging(theme, share)) for share in (-1.0, 1.0))
    assert high > 2 * low


def test_numbers_can_be_read_on_all_of_it(theme):
    assert min(contrast(diverging(theme, share), ink_on(theme, share)) for share in SHARES) >= 4.5
