"""What the film `impulse` promises in grids: g itself, g half-turned, a seamless loop, and true words."""

from __future__ import annotations

import numpy as np
import pytest
from scipy.signal import convolve2d, correlate2d

from kernels import kernel_named, parse_kernel, parse_signal, signal_named
from production.options import Options
from production.request import parse_requests
from scenes.impulse import impulse
from scenes.storyboard.frame import WIDE
from scenes.storyboard.grids.kernel_tile import KernelTile
from scenes.storyboard.impulse_tale import Tale
from scenes.storyboard.picture import Picture
from scenes.storyboard.shapes import Polygon, Text
from scenes.storyboard.storyboard import FrameClock
from scenes.storyboard.theme import DARK
from tests.scenes.films import plane_kernels, with_settings

IMPULSE = signal_named("impulse2d")


def problem_of(kernel="corner3x3", signal=IMPULSE, **settings):
    chosen = {"mode": "same", "boundary": "zero", "stride": 1, "dilation": 1, **settings}
    return with_settings(signal, parse_kernel(kernel), **chosen)


def shown(*args, **settings):
    return Picture(impulse(problem_of(*args, **settings)), WIDE, DARK)


def last(picture):
    return {s.key: s for s in picture.end_of(len(picture.storyboard.beats) - 1)}


def totals(shapes, name):
    ts = [(r, c) for r in range(5) for c in range(5)]
    return np.reshape([float(shapes[f"{name}.total.{r}.{c}"].text) for r, c in ts], (5, 5))


@pytest.mark.parametrize("kernel", plane_kernels(), ids=lambda k: k.name)
def test_it_is_a_loop_of_about_ten_seconds_whose_last_frame_is_its_first(kernel):
    picture = Picture(impulse(with_settings(IMPULSE, kernel, "same", "zero", 1, 1)), WIDE, DARK)
    assert 9.5 <= picture.storyboard.seconds <= 12
    clock = FrameClock(picture.storyboard, 30)
    assert picture.shapes(*clock.moment(0)) == picture.shapes(*clock.moment(clock.frames - 1))


@pytest.mark.parametrize("kernel", ["corner3x3", "letter-F", "1 2; 3 4"])
def test_convolution_answers_with_g_and_correlation_with_g_half_turned(kernel):
    shapes, g = last(shown(kernel)), parse_kernel(kernel)
    k = np.array(g.values)
    y, z = np.zeros((5, 5)), np.zeros((5, 5))
    for (r, c), weight in np.ndenumerate(k):
        r, c = r - g.origin[0], c - g.origin[1]
        y[2 + r, 2 + c], z[2 - r, 2 - c] = weight, weight
    assert np.array_equal(totals(shapes, "left"), y)
    assert np.array_equal(totals(shapes, "right"), z)


def test_the_answers_are_those_of_scipy():
    shapes, f, g = last(shown()), np.array(IMPULSE.values), np.array(kernel_named("corner3x3").values)
    assert np.array_equal(totals(shapes, "left"), convolve2d(f, g, "same"))
    assert np.array_equal(totals(shapes, "right"), correlate2d(f, g, "same"))


def test_both_kernels_stand_as_typed_and_an_answer_has_the_colour_of_its_tap():
    picture = shown()
    shapes = last(picture)
    for r in range(3):
        for c in range(3):
            if (r, c) in ((0, 0), (0, 2), (1, 1), (2, 0), (2, 2)):
                ours, theirs = shapes[f"left.tap.{r}.{c}"], shapes[f"right.tap.{2 - r}.{2 - c}"]
                assert ours.fill == theirs.fill  # the right one's array is reversed
                assert ours.bounds.y == pytest.approx(theirs.bounds.y)
                assert shapes[f"left.tint.{1 + r}.{1 + c}"].stroke == ours.fill
                assert shapes[f"right.tint.{3 - r}.{3 - c}"].stroke == ours.fill


def test_right_and_down_stays_so_on_the_left_and_becomes_left_and_up_on_the_right():
    picture = shown()
    shapes = last(picture)
    for name, t in (("left", (3, 3)), ("right", (1, 1))):
        place = picture.layout.places[name]
        rect = shapes[f"{name}.totals.answer"].bounds
        assert rect.middle == pytest.approx(place.totals.cell(t).middle)
        assert shapes[f"{name}.total.{t[0]}.{t[1]}"].text == "5"
        tap = shapes[f"{name}.kernel.answer"].bounds.middle
        assert tap == pytest.approx(place.kernel.cell((1, 1)).middle)


def test_no_tap_is_pointed_at_where_both_sides_agree():
    assert not any(key.endswith(".answer") for key in last(shown("gaussian3x3")))


@pytest.mark.parametrize(
    ("kernel", "words"),
    [
        ("corner3x3", "Convolution: g. Correlation: g half-turned."),
        ("gaussian3x3", "Both answers agree: g is its own half turn."),
        ("motion-blur", "Convolution: right and down. Correlation: left and up."),
        ("shift3x3", "Convolution: right. Correlation: left."),
        ("0 2 0; 0 1 0; 0 0 0", "Convolution: up. Correlation: down."),
        ("sobel-x", "Convolution: g. Correlation: g half-turned."),
    ],
)
def test_the_answer_is_told_as_it_is(kernel, words):
    beats = shown(kernel).storyboard.beats
    assert beats[0].caption.text == beats[-1].caption.text == words


@pytest.mark.parametrize("kernel", plane_kernels(), ids=lambda k: k.name)
def test_a_smear_goes_where_its_words_say(kernel):
    """The centre of what comes out lies on the side of the impulse that is named."""
    ways = Tale(with_settings(IMPULSE, kernel, "full", "zero", 1, 1)).ways
    if ways is None:
        return
    k = np.array(kernel.values)
    centre = [np.average(np.arange(n), weights=k.sum(axis=1 - a)) - kernel.origin[a] for a, n in enumerate(k.shape)]
    assert ("down" in ways[0], "up" in ways[0]) == (centre[0] > 0, centre[0] < 0)
    assert ("right" in ways[0], "left" in ways[0]) == (centre[1] > 0, centre[1] < 0)
    opposite = {"right": "left", "left": "right", "down": "up", "up": "down", "and": "and"}
    assert ways[1].split() == [opposite[word] for word in ways[0].split()]


def test_it_says_g_only_where_the_outputs_are_g():
    whole = "Convolution: g. Correlation: g half-turned."
    corner = parse_signal("1 0 0; 0 0 0; 0 0 0")
    for other in ({"signal": corner}, {"signal": parse_signal("0 0 0; 0 2 0; 0 0 0")}, {"stride": 2}, {"dilation": 2}):
        assert shown(**other).storyboard.beats[0].caption.text != whole


def test_a_window_drops_its_product_when_its_pin_is_over_the_output():
    story = shown().storyboard
    right = next(m for m in story.marks if getattr(m, "flight", None) and m.panel.name == "right")
    placed = next(m for m in story.marks if isinstance(getattr(m, "kernel", None), KernelTile)
                  and hasattr(m, "at") and m.kernel.panel.name == "right")  # fmt: skip
    for t in ((1, 1), (1, 3), (2, 2), (3, 1), (3, 3)):
        start = next(m.start for m in story.beats[2].moves if m.track is right.flight[t])
        assert placed.at.at(story.values(story.starts[2] + start)) == pytest.approx(t, abs=0.02)


def test_zeros_do_not_fly():
    picture = shown()
    story = picture.storyboard
    for time in np.linspace(story.starts[1], story.starts[3], 60):
        beat = 1 if time < story.starts[2] else 2
        values = [s for s in picture.shapes(beat, time) if isinstance(s, Text) and ".piece." in s.key]
        assert all(s.text != "0" for s in values)


def test_nothing_leaps_round_the_loop():
    picture = shown()
    clock, pitch = FrameClock(picture.storyboard, 60), picture.layout.places["left"].totals.cell((0, 0)).w
    before: dict[str, tuple[float, float]] = {}
    for frame in (*range(clock.frames), 0):
        shapes = [s for s in picture.shapes(*clock.moment(frame)) if isinstance(s, Polygon) and s.opacity > 0.3]
        now = {shape.key: shape.bounds.middle for shape in shapes}
        for key in now.keys() & before.keys():
            leap = max(abs(now[key][0] - before[key][0]), abs(now[key][1] - before[key][1]))
            assert leap < pitch, f"{key} leaps {leap:.0f} px at frame {frame}"
        before = now


def test_its_own_data_are_an_impulse_in_a_grid():
    assert parse_requests(Options(scenes=("impulse",), kernels=("corner3x3",)))[0].typed.signal.name == "impulse2d"
