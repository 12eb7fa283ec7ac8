"""Geometry in data units: bars are as tall as their values, stand in their columns, and pieces make the totals."""

from __future__ import annotations

import numpy as np
import pytest

from kernels import parse_kernel, parse_signal
from scenes.side_by_side import side_by_side
from scenes.storyboard.frame import FRAMES, WIDE
from scenes.storyboard.picture import Picture
from scenes.storyboard.shapes import Polygon, Segments, Text
from scenes.storyboard.theme import DARK, Hatch
from tests.scenes.films import drawable, label, picture, with_settings

CASES = drawable()
OF_PILES = ("side-by-side", "input-centered", "output-centered")  # whose panels all end with the problem's piles


def shapes_of(shown: Picture, beat: int) -> dict[str, Polygon | Segments | Text]:
    return {shape.key: shape for shape in shown.end_of(beat)}


def default(kernel="asym3", signal="2,1,3,2,1,1,0", frame=WIDE, **settings):
    chosen = {"mode": "same", "boundary": "zero", "stride": 1, "dilation": 1, **settings}
    return Picture(side_by_side(with_settings(parse_signal(signal), parse_kernel(kernel), **chosen)), frame, DARK)


@pytest.mark.parametrize("case", [case for case in CASES if case[0].name in OF_PILES], ids=label)
def test_at_the_end_the_pieces_of_both_sides_add_up_to_numpys_outputs(case):
    shown = picture(*case)
    shapes = shown.end_of(len(shown.storyboard.beats) - 1)
    for name, place in shown.layout.panels.items():
        problem = place.panel.problem
        y = problem.weights_extended @ np.array([float(problem.data((s,))) for s in problem.extended[0]])
        heights = dict.fromkeys(problem.outputs[0], 0.0)
        for shape in shapes:
            kind = shape.key.split(".")
            if isinstance(shape, Polygon) and kind[:2] == [name, "piece"]:
                t, box = int(kind[2]), shape.bounds
                product = next(p for p in place.panel.landed[t] if p.s[0] == int(kind[3])).product
                seam = min(2.0, 0.4 / 0.6 * box.h)  # the strip of background that is left between pieces
                drawn = (box.h + seam) / place.stack.unit
                assert drawn == pytest.approx(abs(float(product)), rel=1e-6, abs=1e-9), shape.key
                assert box.middle[0] == pytest.approx(place.x(t))
                heights[t] += drawn if product > 0 else -drawn
        assert list(heights.values()) == pytest.approx(list(y), rel=1e-6, abs=1e-9)


@pytest.mark.parametrize("frame", FRAMES, ids=lambda frame: frame.aspect)
def test_both_panels_share_columns_and_units(frame):
    panels = default(frame=frame).layout.panels
    left, right = panels["left"], panels["right"]
    assert left.pitch == right.pitch
    for row in ("data", "kernel", "stack"):
        assert getattr(left, row).unit == getattr(right, row).unit
    assert left.kernel.unit == left.stack.unit  # copies, products and pieces share one unit of height


def test_the_copy_at_an_input_stands_as_g_and_the_filter_at_an_output_as_g_mirrored():
    shown = default()
    left, right = shown.layout.panels["left"], shown.layout.panels["right"]
    last = shapes_of(shown, len(shown.storyboard.beats) - 1)
    at = 3  # both rest in the middle column
    for k, value in enumerate((1, 2, 4)):
        ours, theirs = last[f"left.tap.{k}.bar"].bounds, last[f"right.tap.{k}.bar"].bounds
        assert ours.middle[0] == pytest.approx(left.x(at + (k - 1)))
        assert theirs.middle[0] == pytest.approx(right.x(at - (k - 1)))
        assert ours.h == pytest.approx(value * left.kernel.unit)
        assert last[f"left.tap.{k}.bar"].fill == last[f"right.tap.{k}.bar"].fill  # the hue travels with the tap


@pytest.mark.parametrize(
    ("kernel", "origin"), [("1,2,3,4", 1), ("1,1/2,1/4", 0), ("0,0,1", 1), ("1,2,3,4,5", 4)], ids=str
)
def test_the_pin_of_the_mirrored_kernel_is_the_same_tap(kernel, origin):
    problem = with_settings(parse_signal("2,1,3"), parse_kernel(kernel, (origin,)), "same", "zero", 1, 1)
    shown = Picture(side_by_side(problem), WIDE, DARK)
    last = shapes_of(shown, len(shown.storyboard.beats) - 1)
    for name in ("left", "right"):
        pin = last[f"{name}.pin"].bounds.middle[0]
        bar = last.get(f"{name}.tap.{origin}.bar") or last[f"{name}.tap.{origin}.zero"]
        assert pin == pytest.approx(bar.bounds.middle[0])
    for k in range(problem.g.shape[0]):
        offset = last.get(f"right.tap.{k}.offset")
        assert offset is None or int(offset.text.replace("−", "-")) == -(k - origin)


def test_during_the_turn_one_tap_passes_over_the_pin_and_its_partner_behind():
    shown = default()
    order = [s.key for s in shown.shapes(0, 3.2) if s.key.startswith("right.tap") and s.key.endswith("bar")]
    assert order == ["right.tap.0.bar", "right.tap.1.bar", "right.tap.2.bar"]  # behind, pin, over
    frame = {s.key: s for s in shown.shapes(0, 3.2)}
    axis = shown.layout.panels["right"].kernel.axis
    assert frame["right.tap.2.bar"].bounds.bottom < axis - 5
    assert frame["right.tap.0.bar"].bounds.bottom == pytest.approx(axis)
    widths = {round(frame[f"right.tap.{k}.bar"].bounds.w, 6) for k in range(3)}
    assert len(widths) == 1  # never a squash


def test_offsets_on_screen_are_the_dilated_ones_of_g_and_of_h():
    shown = default(dilation=2)
    shapes = shapes_of(shown, len(shown.storyboard.beats) - 1)
    problem = shown.storyboard.problem
    for k in range(3):
        for name, offset in (("left", problem.step((k,))[0]), ("right", -problem.step((k,))[0])):
            place, text = shown.layout.panels[name], shapes[f"{name}.tap.{k}.offset"]
            assert text.text == (f"{offset:+d}".replace("-", "−") if offset else "0")
            assert text.x - shapes[f"{name}.pin"].bounds.middle[0] == pytest.approx(offset * place.pitch)


def test_an_output_shows_its_total_only_when_it_is_complete():
    shown = default()
    story = shown.storyboard
    after_first = shapes_of(shown, next(i for i, b in enumerate(story.beats) if b.name == "input 0"))
    assert not any(".total." in key for key in after_first)
    after_second = shapes_of(shown, next(i for i, b in enumerate(story.beats) if b.name == "input 1"))
    assert [key for key in after_second if ".total." in key and not key.endswith("notch")] == ["left.total.0"]


def test_zero_padding_is_drawn_dashed_on_the_right_and_as_a_lane_on_the_left():
    shapes = shapes_of(default(), 1)
    assert isinstance(shapes["right.data.-1.bar"], Segments)
    assert shapes["right.data.-1.value"].text == "0"
    assert isinstance(shapes["left.lane.0"], Segments)
    assert "left.data.-1.bar" not in shapes


def test_ghosts_say_where_they_come_from():
    shown = default(boundary="reflect")
    shapes = shapes_of(shown, 1)
    place = shown.layout.panels["left"]
    arrow = shapes["left.data.-1.source"].segments
    assert arrow[0][0][0] == pytest.approx(place.x(1))  # reflect: f(−1) repeats f(1)
    assert arrow[2][1][0] == pytest.approx(place.x(-1))
    assert shapes["left.data.-1.value"].text == "1"


def test_outputs_that_stride_skips_have_no_pile_and_are_marked():
    shown = default(stride=2)
    shapes = shapes_of(shown, len(shown.storyboard.beats) - 1)
    place = shown.layout.panels["left"]
    marked = [s.bounds.middle[0] for k, s in shapes.items() if k.startswith("left.lane.") and isinstance(s, Segments)]
    for t in (1, 3, 5):
        assert any(x == pytest.approx(place.x(t), abs=1) for x in marked), t
    assert not any(key.startswith(("left.piece.1.", "right.piece.1.", "left.t.1")) for key in shapes)


def test_negative_pieces_hang_below_the_axis_and_the_notch_marks_the_net_value():
    shown = default(kernel="3,-2,1", signal="1,2,3")
    shapes, place = shapes_of(shown, len(shown.storyboard.beats) - 1), shown.layout.panels["left"]
    piece = shapes["left.piece.1.1"].bounds  # 2·(−2), under nothing
    assert piece.y >= place.stack.axis - 1e-6
    y = np.convolve([1, 2, 3], [3, -2, 1], "same")
    for t, value in enumerate(y):
        notch = shapes[f"left.total.{t}.notch"].segments
        assert notch[0][0][1] == pytest.approx(place.stack.y(value), abs=2.1)  # just outside, at the end of a pile
        bar = place.x(t) - place.bar / 2
        if len(notch) == 2:  # within the pile: ticks beside it, so that no piece's number is struck through
            assert notch[0][1][0] == pytest.approx(bar)


def test_a_total_of_zero_is_labelled_too():
    shown = default(kernel="1,-1", signal="1,1")
    shapes = shapes_of(shown, len(shown.storyboard.beats) - 1)
    assert "0" in {shape.text for key, shape in shapes.items() if isinstance(shape, Text) and ".total." in key}


def test_hatching_stays_within_its_bar():
    from scenes.storyboard.marks.strokes import hatching
    from scenes.storyboard.shapes import Rect

    for rect in (Rect(10, 20, 30, 40), Rect(0, 0, 50, 3), Rect(5, 5, 2, 90)):
        for hatch in Hatch:
            for stroke in hatching(rect, hatch, 7.0):
                for x, y in stroke:
                    assert rect.x - 1e-6 <= x <= rect.right + 1e-6
                    assert rect.y - 1e-6 <= y <= rect.bottom + 1e-6


def test_the_letter_beside_the_swept_kernel_is_g_until_it_has_turned():
    shown = default()
    for seconds, letters in ((0.5, {"g"}), (2.3, {"g"}), (5.0, {"g", "h"})):
        names = {s.text for s in shown.shapes(0, seconds) if s.key.endswith(".kernel.name") and s.opacity > 0.05}
        assert names == letters, seconds


def test_a_tap_is_never_empty_before_its_product_has_left():
    shown = default()
    story = shown.storyboard
    first = story.starts[1]
    for tenth in range(int(story.beats[1].seconds * 60)):
        shapes = {s.key: s for s in shown.shapes(1, first + tenth / 60)}
        there = f"left.tap.{1}.bar" in shapes or "left.piece.0.0" in shapes
        assert there, f"{tenth} frames into the first copy"
