"""What the films with one panel promise, `input-centered` and `output-centered`."""

from __future__ import annotations

import re

import numpy as np
import pytest

from kernels import parse_kernel, parse_signal
from scenes import FILMS
from scenes.storyboard.frame import WIDE
from scenes.storyboard.picture import Picture
from scenes.storyboard.shapes import Polygon
from scenes.storyboard.storyboard import FrameClock
from scenes.storyboard.theme import DARK
from tests.scenes.films import with_settings

FILM = {film.name: film for film in FILMS}
SETTINGS = {"mode": "same", "boundary": "zero", "stride": 1, "dilation": 1}


def shown(film, kernel="1,2,4", signal="2,1,3,2,1,1,0", **settings):
    problem = with_settings(parse_signal(signal), parse_kernel(kernel), **{**SETTINGS, **settings})
    return Picture(FILM[film].story(problem), WIDE, DARK)


def end(picture, name=None):
    """The shapes at the end of a beat, by key; of the film without a name."""
    beats = picture.storyboard.beats
    at = len(beats) - 1 if name is None else next(i for i, beat in enumerate(beats) if beat.name == name)
    return {shape.key: shape for shape in picture.end_of(at)}


def said(picture):
    return [beat.caption.text for beat in picture.storyboard.beats]


@pytest.mark.parametrize("kernel", ["1,2,4", "-1,3,-1", "1,1/2,1/4"])
def test_the_copies_that_are_left_standing_add_up_to_numpys_full_convolution(kernel):
    picture = shown("input-centered", kernel, mode="full")
    place, shapes = picture.layout.panels["left"], end(picture)
    g = np.array([eval(k) for k in kernel.split(",")])
    y = np.convolve([2, 1, 3, 2, 1, 1, 0], g)
    for t, expected in zip(place.panel.outputs, y, strict=True):
        dots = [s for key, s in shapes.items() if re.fullmatch(rf"left\.standing\.-?\d+\.{t}", key)]
        heights = [(place.kernel.axis - dot.bounds.middle[1]) / place.kernel.unit for dot in dots]
        assert all(dot.bounds.middle[0] == pytest.approx(place.x(t)) for dot in dots)
        assert sum(heights) == pytest.approx(expected)


def test_a_copy_is_left_standing_when_its_pieces_leave_and_never_before():
    picture = shown("input-centered")
    for s in range(7):
        before = end(picture, f"input {s - 1}" if s else "the kernel")
        after = end(picture, f"input {s}")
        assert not any(key.startswith(f"left.standing.{s}.") for key in before)
        assert any(key.startswith(f"left.standing.{s}.") for key in after) == (s != 6)  # f(6) = 0 leaves nothing


def test_the_copies_are_counted():
    assert "6 copies overlap; column by column, they add up." in said(shown("input-centered"))
    assert "No input counts: every copy is flat." in said(shown("input-centered", signal="0,0"))
    assert "One copy: it is the output." in said(shown("input-centered", signal="3"))


def test_the_window_weighs_the_inputs_around_the_output_and_its_own():
    text = said(shown("output-centered"))
    assert "g is 1, 2, 4 at offsets −1, 0, +1." in text
    assert "The filter is g mirrored: h is 4, 2, 1 at offsets −1, 0, +1." in text
    assert "Around t = 3, it weighs f(2) by 4, f(3) by 2, f(4) by 1." in text
    assert "Offset 0, the pin, is t's own place: f(3) counts 2." in text


def test_an_even_filter_is_told_with_its_own_offsets():
    text = said(shown("output-centered", "1,2,3,4", dilation=2))
    assert "The filter is g mirrored: h is 4, 3, 2, 1 at offsets −4, −2, 0, +2." in text
    assert "Dilation 2: the taps lie 2 inputs apart." in text


@pytest.mark.parametrize("film", ["input-centered", "output-centered"])
def test_what_the_stride_skips_is_hatched_and_said(film):
    picture = shown(film, stride=2)
    name = next(iter(picture.layout.panels))
    place, shapes = picture.layout.panels[name], end(picture)
    lanes = [s for key, s in shapes.items() if re.fullmatch(rf"{name}\.lane\.\d+", key)]
    for t in (1, 3, 5):
        assert any(abs(lane.bounds.middle[0] - place.x(t)) < 2 for lane in lanes), t
        assert f"{name}.t.{t}" not in shapes
    assert "Stride 2 keeps t = 0, 2, 4, 6; hatched outputs are skipped." in said(picture)


@pytest.mark.parametrize(
    ("boundary", "ghosts"), [("reflect", {-1: 1, 7: 1}), ("wrap", {-1: 0, 7: 2}), ("edge", {-1: 2, 7: 0})]
)
@pytest.mark.parametrize("film", ["input-centered", "output-centered"])
def test_ghosts_are_drawn_with_what_they_repeat_and_said(film, boundary, ghosts):
    picture = shown(film, boundary=boundary)
    name, shapes = next(iter(picture.layout.panels)), end(picture)
    for s, value in ghosts.items():
        assert shapes[f"{name}.data.{s}.value"].text == str(value)
        assert f"{name}.data.{s}.source" in shapes
    assert any(text.startswith("Dashed ghosts ") for text in said(picture))


@pytest.mark.parametrize(
    ("mode", "words"),
    [
        ("full", "Mode full keeps every output that g touches: t = −1 to 7."),
        ("valid", "Mode valid keeps outputs whose inputs are all real: t = 1 to 5."),
    ],
)
@pytest.mark.parametrize("film", ["input-centered", "output-centered"])
def test_the_kept_outputs_are_said(film, mode, words):
    assert words in said(shown(film, mode=mode))


def test_the_usual_settings_cost_no_time():
    names = [beat.name for beat in shown("input-centered").storyboard.beats]
    assert names == ["the kernel", *(f"input {s}" for s in range(7)), "the sum", "the result"]


@pytest.mark.parametrize("film", ["input-centered", "output-centered"])
def test_one_panel_is_larger_than_two(film):
    alone = next(iter(shown(film).layout.panels.values()))
    beside = shown("side-by-side").layout.panels["left"]
    assert alone.pitch > 1.5 * beside.pitch


def test_zero_clips_and_the_caption_says_so():
    text = said(shown("input-centered"))
    assert text[1] == "f(0) = 2 drops 2·1 outside, adds 2·2, 2·4 to y(0), y(1)."
    assert any("what lies outside counts as 0" in words for words in said(shown("output-centered")))
    assert not any(isinstance(s, Polygon) and key.endswith("piece.-1.0") for key, s in
                   end(shown("input-centered")).items())  # fmt: skip


def test_the_products_stand_under_the_window_until_it_moves_on():
    picture = shown("output-centered")
    place, f, h = picture.layout.panels["right"], np.array([0, 2, 1, 3, 2, 1, 1, 0, 0]), np.array([4, 2, 1])
    for t in range(7):
        shapes = end(picture, f"output {t}")
        assert all(key.startswith(f"right.product.{t}.") for key in shapes if ".product." in key)
        for s, product in zip((t - 1, t, t + 1), f[t : t + 3] * h, strict=True):
            area = shapes.get(f"right.product.{t}.{s}.area")
            assert (area is None) == (product == 0)
            if area is not None:
                assert area.bounds.h == pytest.approx(product * place.kernel.unit)
                assert area.bounds.middle[0] == pytest.approx(place.x(s))
    last = end(picture)
    assert last["right.product.3.2.value"].text == "12"
    assert not any(key.startswith("right.product.6.") for key in last)


@pytest.mark.parametrize("film", ["input-centered", "output-centered"])
def test_nothing_teleports(film):
    """Nor while the settings are shown: from frame to frame nothing leaps further than a column."""
    picture = shown(film, boundary="wrap", stride=2)
    clock, pitch = FrameClock(picture.storyboard, 30), next(iter(picture.layout.panels.values())).pitch
    before: dict[str, tuple[float, float]] = {}
    for frame in range(clock.frames):
        shapes = [s for s in picture.shapes(*clock.moment(frame)) if isinstance(s, Polygon) and s.opacity > 0.3]
        now = {shape.key: shape.bounds.middle for shape in shapes}
        for key in now.keys() & before.keys():
            leap = max(abs(now[key][0] - before[key][0]), abs(now[key][1] - before[key][1]))
            assert leap < 1.5 * pitch, f"{key} leaps {leap:.0f} px at frame {frame}"
        before = now
