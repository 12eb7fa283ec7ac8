"""What the film `impulse` promises beyond what every film does."""

from __future__ import annotations

import numpy as np
import pytest

from kernels import InputError, kernel_named, parse_kernel, parse_signal
from production.naming import film_name
from production.options import Options
from production.request import parse_requests
from scenes.impulse import impulse
from scenes.storyboard.frame import WIDE
from scenes.storyboard.gliding import passing
from scenes.storyboard.picture import Picture
from scenes.storyboard.shapes import Polygon, Text
from scenes.storyboard.storyboard import FrameClock
from scenes.storyboard.theme import DARK
from scenes.storyboard.track import smooth
from tests.scenes.films import CATALOGUE, with_settings

SIGNAL = "0,0,0,1,0,0,0"


def shown(kernel="asym3", signal=SIGNAL, **settings):
    chosen = {"mode": "same", "boundary": "zero", "stride": 1, "dilation": 1, **settings}
    return Picture(impulse(with_settings(parse_signal(signal), parse_kernel(kernel), **chosen)), WIDE, DARK)


def totals(picture, beat, name):
    found = {s.key: s.text for s in picture.end_of(beat) if isinstance(s, Text)}
    ts = picture.layout.panels[name].panel.outputs
    return [float(found[f"{name}.total.{t}"]) for t in ts if f"{name}.total.{t}" in found]


@pytest.mark.parametrize("kernel", [k.name for k in CATALOGUE if k.shape[0] <= 5])
def test_it_lasts_ten_seconds_and_its_last_frame_is_its_first(kernel):
    picture = shown(kernel)
    assert picture.storyboard.seconds == 10.0
    for fps in (15, 20, 30, 60):
        clock = FrameClock(picture.storyboard, fps)
        assert picture.shapes(*clock.moment(0)) == picture.shapes(*clock.moment(clock.frames - 1))


def test_convolution_answers_with_g_and_correlation_with_g_mirrored():
    picture = shown()
    for beat in (0, 3):
        moment = picture.shapes(beat, picture.storyboard.starts[beat] + 0.9)
        assert any(s.key == "left.total.3" for s in moment)
    impulse_at_3 = np.array([0, 0, 0, 1, 0, 0, 0])
    assert totals(picture, 3, "left") == list(np.convolve(impulse_at_3, [1, 2, 4], "same"))
    assert totals(picture, 3, "right") == list(np.correlate(impulse_at_3, [1, 2, 4], "same"))


def test_both_sides_place_the_same_g_unturned_and_a_tap_has_one_colour_on_both():
    picture = shown()
    last = {s.key: s for s in picture.end_of(3)}
    left, right = picture.layout.panels["left"], picture.layout.panels["right"]
    for k in range(3):
        ours, theirs = last[f"left.tap.{k}.bar"], last[f"right.tap.{2 - k}.bar"]  # the right one's array is reversed
        assert ours.bounds.middle[0] - left.x(3) == pytest.approx(theirs.bounds.middle[0] - right.x(3))
        assert ours.bounds.h == pytest.approx(theirs.bounds.h)
        assert ours.fill == theirs.fill
    assert last["right.kernel.name"].text == "g"
    assert last["left.piece.4.3"].fill == last["right.piece.2.3"].fill  # the 4, after the impulse and before it


def test_the_echo_comes_after_the_clap_with_convolution_and_before_it_with_correlation():
    picture = shown("echo")
    ends = {s.key: s for s in picture.end_of(3) if isinstance(s, Polygon)}
    after = sorted(int(key.split(".")[2]) for key in ends if key.startswith("left.piece."))
    before = sorted(int(key.split(".")[2]) for key in ends if key.startswith("right.piece."))
    assert (after, before) == ([3, 4, 5], [1, 2, 3])
    said = [beat.caption.text for beat in picture.storyboard.beats]
    assert said[1] == "The clap at s = 3 sets off g: echoes follow."
    assert "echo" in picture.storyboard.title.lower()


def test_only_causal_kernels_tell_the_story_of_the_echo():
    told = {k.name for k in CATALOGUE if "clap" in shown(k.name).storyboard.title}
    assert told == {"echo"}


def test_a_tap_drops_when_it_stands_over_the_impulse():
    picture = shown()
    story = picture.storyboard
    right = next(m for m in story.marks if getattr(m, "flight", None) and m.panel.name == "right")
    kernel = next(m for m in story.marks if hasattr(m, "turn") and m.panel.name == "right")
    for t in (2, 3, 4):
        start = next(m.start for m in story.beats[2].moves if m.track is right.flight[t, 3])
        assert story.values(story.starts[2] + start)[kernel.at] == pytest.approx(t, abs=1e-3)


def test_a_symmetric_kernel_is_told_honestly():
    said = {beat.caption.text for beat in shown("triangle3").storyboard.beats}
    assert "Both answers agree: g is its own mirror." in said


def test_the_inverse_of_smooth_is_one():
    for share in (0.0, 0.1, 0.5, 0.9, 1.0):
        assert smooth(passing(share)) == pytest.approx(share, abs=1e-9)


def test_its_own_data_are_an_impulse_and_go_without_saying_in_its_name():
    request = parse_requests(Options(scenes=("impulse",)))[0]
    assert request.typed.signal.name == "impulse"
    assert film_name(request) == "impulse-asym3"
    both = parse_requests(Options(scenes=("side-by-side", "impulse")))
    assert [r.typed.signal.name for r in both] == ["default", "impulse"]
    named = parse_requests(Options(scenes=("impulse",), signal="0,1,0"))[0]
    assert film_name(named) != "impulse-asym3"


def test_it_says_g_only_where_the_outputs_are_g():
    g = "Convolution: g. Correlation: g mirrored."
    assert shown().storyboard.beats[0].caption.text == g
    for other in ({"signal": "1,0,0"}, {"signal": "0,2,0"}, {"stride": 2}, {"boundary": "wrap", "signal": "1,0,0"}):
        assert shown(**other).storyboard.beats[0].caption.text != g


@pytest.mark.parametrize(("signal", "count"), [("default", 6), ("0,0", 0)])
def test_other_data_are_refused_in_one_line_that_says_what_to_use(signal, count):
    with pytest.raises(InputError, match=rf"one number that is not 0, '.*' has {count}; leave --signal out") as refusal:
        parse_requests(Options(scenes=("impulse",), signal=signal))
    assert "\n" not in str(refusal.value)


def test_a_tap_of_another_height_is_stretched_before_it_drops():
    story = impulse(with_settings(parse_signal("0,3,0"), kernel_named("asym3"), "same", "zero", 1, 1))
    stacks = next(m for m in story.marks if getattr(m, "flight", None) and m.panel.name == "left")
    grow = next(m for m in story.beats[1].moves if m.track is stacks.grow[1])
    assert grow.seconds > 0


@pytest.mark.parametrize("kernel", ["asym3", "echo", "even4"])
def test_nothing_leaps_from_one_frame_to_the_next_round_the_loop_too(kernel):
    picture = shown(kernel)
    clock = FrameClock(picture.storyboard, 60)
    pitch = picture.layout.panels["left"].pitch
    before: dict[str, tuple[float, float]] = {}
    for frame in (*range(clock.frames), 0):
        shapes = [s for s in picture.shapes(*clock.moment(frame)) if isinstance(s, Polygon) and s.opacity > 0.3]
        now = {shape.key: shape.bounds.middle for shape in shapes}
        for key in now.keys() & before.keys():
            leap = max(abs(now[key][0] - before[key][0]), abs(now[key][1] - before[key][1]))
            assert leap < pitch, f"{key} leaps {leap:.0f} px at frame {frame}"
        before = now


def test_one_panel_moves_at_a_time():
    story = shown().storyboard
    stacks = {m.panel.name: m for m in story.marks if getattr(m, "flight", None)}
    for beat, moving in ((1, {"left"}), (2, {"right"})):
        found = {n for n, m in stacks.items() for move in story.beats[beat].moves if move.track in m.flight.values()}
        assert found == moving
