"""What the film `flip` promises: a half turn about the pin, offsets that change sign, and the sums with and without."""

from __future__ import annotations

import re
from fractions import Fraction

import numpy as np
import pytest

from kernels import parse_kernel, parse_signal
from scenes.flip import flip
from scenes.storyboard.frame import FRAMES, WIDE
from scenes.storyboard.marks.half_turn import FlipGround
from scenes.storyboard.picture import Picture
from scenes.storyboard.storyboard import FrameClock
from scenes.storyboard.strips import Columns, Strip
from scenes.storyboard.theme import DARK
from scenes.storyboard.wishes import Wishes
from tests.scenes.films import beat, drawable, end, label, picture, said, with_settings
from tests.scenes.test_storyboards import NUMBER, close, read

CASES = [case for case in drawable() if case[0].name == "flip" and case[1].ndim == 1]
DATA = "2,1,3,2,1,1,0"


def story(kernel="asym3", signal=DATA, at=None, origin=None, **settings):
    chosen = {"mode": "same", "boundary": "zero", "stride": 1, "dilation": 1, **settings}
    problem = with_settings(parse_signal(signal), parse_kernel(kernel, origin), *chosen.values())
    return flip(problem, Wishes(at=at))


def output(film) -> int:
    return next(mark for mark in film.marks if isinstance(mark, FlipGround)).flip.at


@pytest.mark.parametrize("case", CASES, ids=label)
def test_at_the_end_g_stands_above_its_flip_and_the_pins_are_in_one_column(case):
    shown, problem = picture(*case), case[1]
    columns, t = shown.look.spot("columns", Columns), output(shown.storyboard)
    shapes = {shape.key: shape for shape in shown.end_of(len(shown.storyboard.beats) - 1)}
    for name, strip, kernel in (("ours", "g", problem.kernel), ("down", "h", problem.kernel.flipped())):
        place, reversed_taps = shown.look.spot(strip, Strip), name == "down"
        assert shapes[f"{name}.pin"].bounds.middle == pytest.approx((columns.x(t), place.axis))
        for k, value in enumerate(kernel.values):
            tap = len(kernel.values) - 1 - k if reversed_taps else k
            box = (shapes.get(f"{name}.tap.{tap}.bar") or shapes[f"{name}.tap.{tap}.zero"]).bounds
            assert box.middle[0] == pytest.approx(columns.x(t + (k - kernel.origin[0]) * problem.dilation))
            assert box.h == pytest.approx(abs(value) * place.row.unit, abs=0.5)


@pytest.mark.parametrize("case", CASES, ids=label)
def test_the_unflipped_sum_is_what_numpy_finds_for_g_over_the_same_data(case):
    film, problem = case[0].story(case[1]), case[1]
    t = output(film)
    g, c = problem.kernel.values, problem.kernel.origin[0]
    found = sum(g[k] * float(problem.data((t + (k - c) * problem.dilation,))) for k in range(len(g)))
    truth = sum(g[k] * float(problem.data((t - (k - c) * problem.dilation,))) for k in range(len(g)))
    text = said(film, "unflipped")
    value = re.findall(rf"[=≈] ({NUMBER}), (wrong|too)\.", text)
    assert close(read(value[0][0]), Fraction(found)) or abs(found) < 1e-12, text
    same = abs(found - truth) <= 1e-9 * max(abs(found), abs(truth), 1e-9)
    assert value[0][1] == ("too" if same else "wrong"), text


@pytest.mark.parametrize("case", CASES, ids=label)
def test_offsets_change_their_sign_and_the_flip_moves_the_origin_to_its_opposite(case):
    film, problem = case[0].story(case[1]), case[1]
    shown = Picture(film, WIDE, DARK)
    shapes = {shape.key: shape for shape in shown.end_of(len(film.beats) - 1)}
    taps, c = problem.kernel.shape[0], problem.kernel.origin[0]
    for k in range(taps):
        texts = [shapes.get(f"{name}.tap.{k}.offset") for name in ("ours", "down")]
        numbers = [int(text.text.replace("−", "-")) for text in texts if text is not None]
        assert len(numbers) in (0, 2)  # where there is no room, on neither side
        assert numbers in ([], [(k - c) * problem.dilation, -(k - c) * problem.dilation])
    assert shapes["rule.taps"].text == f"tap {c} → tap {taps - 1 - c}"


def test_the_default_film_tells_the_arithmetic_of_the_storyboard():
    film = story()
    assert said(film, "g") == "g is 1, 2, 4, at the offsets −1, 0, +1."
    assert said(film, "the signs") == "Every offset changes its sign: −1, 0, +1 become +1, 0, −1."
    assert said(film, "the turn") == "Turned about its pin, g is h: 4, 2, 1."
    assert said(film, "flipped") == "y(3) = 3·4 + 2·2 + 1·1 = 17."
    assert said(film, "unflipped") == "Unflipped: 3·1 + 2·2 + 1·4 = 11, wrong."
    assert said(film, "the pin") == "With the pin on the first tap of g, 0, +1, +2 become −2, −1, 0."
    assert said(film, "the result") == "Flipped, y(3) = 17; not flipped, it would be 11."


def test_both_totals_stand_beside_their_kernels():
    shapes = end(Picture(story(), WIDE, DARK), "the result")
    assert (shapes["wrong.at"].text, shapes["wrong.total"].text) == ("g at t = 3:", "11, wrong")
    assert (shapes["right.at"].text, shapes["right.total"].text) == ("h at t = 3:", "17, right")
    assert shapes["wrong.total"].y < shapes["right.total"].y


def test_while_g_stands_where_h_was_only_its_own_sum_is_shown():
    shapes = end(Picture(story(), WIDE, DARK), "unflipped")
    assert "right.total" not in shapes
    assert shapes["h.as.g.name"].text == "g"
    assert "h.name" not in shapes
    shown = Picture(story(), WIDE, DARK)
    strip = shown.look.spot("h", Strip)
    assert shapes["wrong.at"].y > strip.top


@pytest.mark.parametrize("frame", FRAMES, ids=lambda frame: frame.aspect)
def test_the_turn_is_a_half_turn_one_tap_over_the_pin_its_partner_behind_and_nothing_squashed(frame):
    film = story()
    shown, b = Picture(film, frame, DARK), beat(film, "the turn")
    columns, axis = shown.look.spot("columns", Columns), shown.look.spot("h", Strip).axis
    middle = [shown.shapes(b, film.starts[b] + 1.5 + 0.8 + step / 60) for step in range(-30, 31)]
    for shapes in middle:
        keys = [s.key for s in shapes if s.key.startswith("down.tap") and s.key.endswith("bar")]
        assert keys == ["down.tap.0.bar", "down.tap.1.bar", "down.tap.2.bar"]  # behind, the pin's, over
        boxes = {s.key: s.bounds for s in shapes}
        assert boxes["down.tap.1.bar"].middle[0] == pytest.approx(columns.x(3))
        assert boxes["down.tap.0.bar"].bottom == pytest.approx(axis)
        assert boxes["down.tap.2.bar"].bottom < axis
        assert {round(boxes[f"down.tap.{k}.bar"].w, 6) for k in range(3)} == {round(columns.bar, 6)}
        sides = [boxes[f"down.tap.{k}.bar"].middle[0] - columns.x(3) for k in (0, 2)]
        assert sides[0] == pytest.approx(-sides[1])  # opposite each other about the pin, all the time


def test_the_other_direction_starts_as_h_and_lands_on_g():
    film = story()
    shown, b = Picture(film, WIDE, DARK), beat(film, "filter to g")
    start = {s.key: s for s in shown.shapes(b, film.starts[b] + 0.06)}
    for k in range(3):
        assert start[f"up.tap.{k}.bar"].bounds == start[f"down.tap.{k}.bar"].bounds
    landed = {s.key: s for s in shown.shapes(b, film.starts[b] + 3.25)}
    after = {s.key: s for s in shown.end_of(b)}
    for k in range(3):
        assert landed[f"up.tap.{k}.bar"].bounds.x == pytest.approx(after[f"ours.tap.{k}.bar"].bounds.x, abs=0.5)
    assert not any(key.startswith("up.") for key in after)


@pytest.mark.parametrize(
    ("kernel", "origin", "told"),
    [
        ("even4", None, "The pin stays: on tap 1 of g, counting from 0, it is tap 2 of h."),
        ("echo", None, "The pin stays: on tap 0 of g, counting from 0, it is tap 2 of h."),
        ("1,2,3,4,5", (4,), "The pin stays: on tap 4 of g, counting from 0, it is tap 0 of h."),
    ],
)
def test_off_its_middle_the_pin_is_said_to_be_on_another_tap(kernel, origin, told):
    film = story(kernel, origin=origin)
    assert said(film, "the pin") == told
    shapes = end(Picture(film, WIDE, DARK), "the pin")
    assert shapes["ours.pin"].bounds.middle[0] == pytest.approx(shapes["down.pin"].bounds.middle[0])


def test_a_centred_kernel_slips_until_its_pin_is_on_the_first_tap_and_comes_back():
    shown = Picture(story(), WIDE, DARK)
    columns = shown.look.spot("columns", Columns)
    shapes = end(shown, "the pin")
    assert [shapes[f"ours.tap.{k}.offset"].text for k in range(3)] == ["0", "+1", "+2"]
    assert [shapes[f"down.tap.{k}.offset"].text for k in range(3)] == ["0", "−1", "−2"]
    assert shapes["rule.taps"].text == "tap 0 → tap 2"
    assert shapes["ours.tap.0.bar"].bounds.middle[0] == pytest.approx(columns.x(3))
    assert not any(key.startswith(("right.", "wrong.", "down.pair")) for key in shapes)
    assert [end(shown, "the result")[f"ours.tap.{k}.offset"].text for k in range(3)] == ["−1", "0", "+1"]


def test_a_kernel_that_hides_the_flip_says_so_and_names_one_that_does_not():
    film = story("triangle3")
    assert said(film, "the turn") == "Turned about its pin, g is what it was: 1, 2, 1."
    assert said(film, "unflipped").endswith("= 8, too.")
    assert said(film, "flipped again") == "This g equals its flip and hides it; try another, say asym3."
    assert end(Picture(film, WIDE, DARK), "the result")["wrong.total"].text == "8, the same"
    lucky = story("asym3", "0,0,0")
    assert said(lucky, "flipped again") == "Only these data hide the flip: h(x) = g(−x) is not g."
    assert said(story("identity"), "the signs") == "Offsets change their sign, but minus 0 is 0."


def test_unless_wished_otherwise_the_output_is_one_where_the_flip_can_be_seen():
    signal = "1,1,1,1,1,2,3"  # in the middle, flipped or not, the sums agree
    y = np.convolve([1, 1, 1, 1, 1, 2, 3], [1, 2, 4], "same")
    z = np.correlate([1, 1, 1, 1, 1, 2, 3], [1, 2, 4], "same")
    assert y[3] == z[3]
    t = output(story(signal=signal))
    assert y[t] != z[t]
    assert t == 4
    assert output(story(signal=signal, at=3)) == 3


def test_nothing_teleports():
    film = story()
    shown, clock = Picture(film, WIDE, DARK), FrameClock(film, 60)
    pitch = shown.look.spot("columns", Columns).pitch
    before: dict[str, tuple[float, float]] = {}
    for frame in range(clock.frames):
        shapes = [s for s in shown.shapes(*clock.moment(frame)) if s.key.endswith((".bar", ".pin")) and s.opacity > 0.3]
        now = {shape.key: shape.bounds.middle for shape in shapes}
        for key in now.keys() & before.keys():
            assert max(abs(a - b) for a, b in zip(now[key], before[key], strict=True)) < pitch, f"{key} at {frame}"
        before = now
