"""What the film `why-flip` promises: every weight is a reading of an unscaled copy, and together they mirror g."""

from __future__ import annotations

import itertools
import re

import numpy as np
import pytest

from kernels import InputError, kernel_named, parse_kernel, parse_signal
from scenes.storyboard.frame import FRAMES, WIDE
from scenes.storyboard.marks.readings import Readings
from scenes.storyboard.picture import Picture
from scenes.storyboard.shapes import Polygon
from scenes.storyboard.storyboard import FrameClock
from scenes.storyboard.strips import Columns, Strip
from scenes.storyboard.theme import DARK
from scenes.storyboard.wishes import Wishes
from scenes.why_flip import why_flip
from tests.scenes.films import beat, drawable, label, picture, with_settings
from tests.scenes.test_storyboards import NUMBER, close, read

CASES = [case for case in drawable() if case[0].name == "why-flip" and case[1].ndim == 1]
DATA = "2,1,3,2,1,1,0"


def story(kernel="asym3", signal=DATA, at=None, **settings):
    chosen = {"mode": "same", "boundary": "zero", "stride": 1, "dilation": 1, **settings}
    problem = with_settings(parse_signal(signal), parse_kernel(kernel), *chosen.values())
    return why_flip(problem, Wishes(at=at))


def readings(film) -> Readings:
    return next(mark for mark in film.marks if isinstance(mark, Readings))


def shapes_at(shown: Picture, seconds: float, beat: int = 0):
    return {shape.key: shape for shape in shown.shapes(beat, seconds)}


@pytest.mark.parametrize("case", CASES, ids=label)
def test_at_the_end_the_weights_stand_over_their_inputs_as_g_mirrored(case):
    shown, problem = picture(*case), case[1]
    film = shown.storyboard
    t = readings(film).known[0]
    columns, strip = shown.look.spot("columns", Columns), shown.look.spot("weights", Strip)
    shapes = {shape.key: shape for shape in shown.end_of(len(film.beats) - 1)}
    mirrored, c = problem.kernel.values[::-1], problem.kernel.shape[0] - 1 - problem.kernel.origin[0]
    for i, value in enumerate(mirrored):
        s = t + (i - c) * problem.dilation
        box = (shapes.get(f"weight.{i}.bar") or shapes[f"weight.{i}.zero"]).bounds
        assert box.middle[0] == pytest.approx(columns.x(s))
        assert box.h == pytest.approx(abs(value) * strip.row.unit, abs=0.5)
        assert (box.bottom if value >= 0 else box.y) == pytest.approx(strip.axis, abs=0.5)
        column = list(problem.extended[0]).index(s)
        assert problem.weights_extended[list(problem.outputs[0]).index(t), column] == value


@pytest.mark.parametrize("case", CASES, ids=label)
def test_every_weight_said_in_a_caption_is_the_tap_at_that_offset(case):
    film, problem = case[0].story(case[1]), case[1]
    t = readings(film).known[0]
    taps = {problem.step((k,))[0]: value for k, value in enumerate(problem.g.values)}
    told = {}
    for b in film.beats:
        for s, x, value in re.findall(rf"s = (−?\d+), (?:we read )?g\(([+−]?\d+)\) [=≈] ({NUMBER})", b.caption.text):
            reach = int(x.replace("−", "-"))
            told[int(s.replace("−", "-"))] = reach
            assert close(read(value), read(str(taps[reach])) if taps[reach] >= 0 else -read(str(-taps[reach])))
    assert told == {t - reach: reach for reach in taps}


def test_the_filter_is_said_in_the_order_of_its_offsets():
    film = story("1,2,3,4")
    assert film.beats[beat(film, "g mirrored")].caption.text == "Around t: 4, 3, 2, 1. That is g mirrored."


def test_the_default_film_tells_the_readings_of_the_storyboard():
    said = [b.caption.text for b in story().beats]
    assert said[0] == "How much does each input count at t = 3?"
    assert said[1] == "3 copies of g, not scaled, reach t = 3."
    assert said[2].startswith("From s = 2, we read g(+1) = 4")
    assert said[3].startswith("From s = 3, we read g(0) = 2")
    assert said[4] == "From s = 4, g(−1) = 1."
    assert said[6:8] == ["y(3) = 3·4 + 2·2 + 1·1 = 17.", "The same shape: y(4) = 2·4 + 1·2 + 1·1 = 11."]


@pytest.mark.parametrize("frame", FRAMES, ids=lambda frame: frame.aspect)
def test_a_reading_starts_on_its_copys_tap_slides_level_and_then_falls_plumb(frame):
    film = story()
    shown, marks = Picture(film, frame, DARK), readings(film)
    columns = shown.look.spot("columns", Columns)
    for i, s in enumerate((2, 3, 4)):
        b = beat(film, f"input {s}")
        path = []
        for step in range(int(film.beats[b].seconds * 30)):
            shapes = shapes_at(shown, film.starts[b] + step / 30, b)
            if f"weight.{i}.bar" in shapes:
                path.append(shapes[f"weight.{i}.bar"].bounds)
        tap = shapes_at(shown, film.starts[b], b)[f"copy.{i}.tap.{marks.pieces(3)[i].tap[0]}.bar"].bounds
        assert abs(path[0].middle[0] - tap.middle[0]) < 2
        assert path[0].bottom == pytest.approx(tap.bottom, abs=2)
        assert path[-1].middle[0] == pytest.approx(columns.x(s))
        for one, two in itertools.pairwise(path):
            level, plumb = abs(two.bottom - one.bottom) < 1e-6, abs(two.x - one.x) < 1e-6
            assert level or plumb, "it slides, or falls, never both"
            assert (one.w, one.h) == pytest.approx((two.w, two.h)), "a reading is never scaled"


def test_one_reading_moves_at_a_time():
    film = story("1,2,3,4,5,6,7,8,9", "1,2,3,4,5,6,7,8,9,1,2,3")
    marks, time = readings(film), 0.0
    while time < film.seconds - 0.1:
        now, soon = film.values(time), film.values(time + 0.05)
        moving = [i for i in range(9) if any(now[track] != soon[track] for track in (marks.slide[i], marks.fall[i]))]
        assert len(moving) <= 1, f"{moving} move at {time:.2f} s"
        time += 0.05


def test_copies_are_never_scaled_whatever_the_data():
    for signal in (DATA, "9,9,9,9,9,9,9"):
        shown = Picture(story(signal=signal), WIDE, DARK)
        shapes, unit = {s.key: s for s in shown.end_of(1)}, shown.look.spot("weights", Strip).row.unit
        heights = [[shapes[f"copy.{i}.tap.{k}.bar"].bounds.h / unit for k in range(3)] for i in range(3)]
        assert np.allclose(heights, [[1, 2, 4]] * 3)


def test_each_copy_has_its_pin_at_its_own_input():
    shown = Picture(story("echo"), WIDE, DARK)
    shapes, columns = {s.key: s for s in shown.end_of(1)}, shown.look.spot("columns", Columns)
    t = readings(shown.storyboard).known[0]
    for i, s in enumerate((t - 2, t - 1, t)):
        assert shapes[f"copy.{i}.pin"].bounds.middle[0] == pytest.approx(columns.x(s))
        assert shapes[f"copy.{i}.name"].text == f"g at s = {s}"


def test_the_output_is_the_one_wished_for_and_else_one_whose_taps_are_all_inside():
    assert [readings(story(at=t)).known[0] for t in (None, 0, 6)] == [3, 0, 6]
    for kernel in ("asym3", "even4", "echo", "ramp5"):
        film = story(kernel)
        assert not any(piece.ghost for piece in readings(film).pieces(readings(film).known[0]))
    with pytest.raises(InputError, match="--at 7 is not an output: t goes from 0 to 6"):
        story(at=7)


def test_what_lies_outside_is_said_to_and_its_copy_is_only_outlined():
    film = story(at=0)
    assert film.beats[2].caption.text.startswith("Outside, at s = −1, we read g(+1) = 4")
    shapes = {s.key: s for s in Picture(film, WIDE, DARK).end_of(2)}
    assert "copy.0.tap.0.outline" in shapes
    assert "copy.0.tap.0.bar" not in shapes
    assert "copy.1.tap.0.bar" in shapes


def test_the_last_frame_shows_the_output_asked_for_with_its_sum():
    shapes = {s.key: s for s in Picture(story(at=1), WIDE, DARK).end_of(len(story(at=1).beats) - 1)}
    assert (shapes["cursor.t"].text, shapes["total"].text) == ("t = 1", "y(1) = 13")
    assert [shapes[f"weight.{i}.offset"].text for i in range(3)] == ["−1", "0", "+1"]
    assert [shapes[f"weight.{i}.value"].text for i in range(3)] == ["4", "2", "1"]


def test_a_symmetric_kernel_and_a_single_output_are_told_truthfully():
    film = story("triangle3")
    assert film.beats[beat(film, "g mirrored")].caption.text.endswith("which here is g itself.")
    alone = story(signal="1,2,3", mode="valid")
    assert not any("same shape" in b.caption.text for b in alone.beats)
    one = story("identity")
    assert one.beats[1].caption.text == "1 copy of g, not scaled, reaches t = 3."


def test_nothing_teleports():
    film = story()
    shown, clock = Picture(film, WIDE, DARK), FrameClock(film, 60)
    pitch = shown.look.spot("columns", Columns).pitch
    before: dict[str, tuple[float, float]] = {}
    for frame in range(clock.frames):
        shapes = [s for s in shown.shapes(*clock.moment(frame)) if isinstance(s, Polygon) and s.opacity > 0.3]
        now = {shape.key: shape.bounds.middle for shape in shapes}
        for key in now.keys() & before.keys():
            assert max(abs(a - b) for a, b in zip(now[key], before[key], strict=True)) < pitch, f"{key} at {frame}"
        before = now


def test_kernels_named_in_this_file_are_not_symmetric_by_luck():
    assert not any(kernel_named(name).is_symmetric for name in ("asym3", "even4", "echo", "ramp5"))
