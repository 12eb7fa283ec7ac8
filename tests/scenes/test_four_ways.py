"""What the film `four-ways` promises: four true panels, which of them agree, and which kernels they hold."""

from __future__ import annotations

from dataclasses import replace
from itertools import pairwise

import numpy as np
import pytest
from scipy import ndimage

from kernels import DEFAULT_SIGNAL, Operator, Problem, kernel_named, parse_kernel, parse_signal
from scenes import FILMS
from scenes.four_ways import four_ways, panels
from scenes.storyboard.frame import FRAMES, SQUARE, TALL, WIDE
from scenes.storyboard.panel import View
from scenes.storyboard.picture import Picture
from scenes.storyboard.quad_body import SignPlace, SmallPlace
from scenes.storyboard.shapes import Polygon, Text
from scenes.storyboard.theme import DARK
from tests.scenes.films import EXTREME, LITERALS, SIGNALS, drawable, label, with_settings

CASES = [problem for film, problem in drawable() if film.name == "four-ways" and problem.ndim == 1]
NAMES = [f"{operator.value} {view.value}" for operator in Operator for view in View]


def problem_of(kernel="asym3", signal="2,1,3,2,1,1,0", **settings):
    chosen = {"mode": "same", "boundary": "zero", "stride": 1, "dilation": 1, **settings}
    return with_settings(parse_signal(signal), parse_kernel(kernel), **chosen)


def shown(problem, frame=WIDE):
    return Picture(four_ways(problem), frame, DARK)


def last(picture):
    return {shape.key: shape for shape in picture.end_of(len(picture.storyboard.beats) - 1)}


def beat(picture, name):
    return next(i for i, beat in enumerate(picture.storyboard.beats) if beat.name == name)


@pytest.mark.parametrize("problem", CASES, ids=lambda p: label((FILMS[0], p)))
def test_every_panel_piles_up_what_its_operator_makes_of_the_data(problem):
    picture = shown(problem)
    shapes = last(picture)
    outputs = {operator: replace(problem, operator=operator) for operator in Operator}
    for name in NAMES:
        operator = Operator(name.split()[0])
        place = picture.look.spot(name, SmallPlace)
        p = outputs[operator]
        made = p.scatter() if name.endswith("input-centered") else p.gather()
        heights = dict.fromkeys(p.outputs[0], 0.0)
        for t, s in ((t, s) for t in p.outputs[0] for s in place.panel.columns):
            bar = shapes.get(f"{name}.piece.{t}.{s}")
            if bar is not None:
                piece = next(q for q in place.panel.landed[t] if q.s == (s,))
                seam = min(1.5, 0.4 / 0.6 * bar.bounds.h)
                heights[t] += (bar.bounds.h + seam) / place.bars.unit * (1 if piece.product > 0 else -1)
        scale = max(np.abs(made).max(), 1e-9)
        assert np.allclose(list(heights.values()), made, rtol=1e-6, atol=1e-6 * scale), name


def test_the_totals_on_screen_are_those_of_scipy():
    shapes = last(shown(problem_of()))
    f, g = np.array([2, 1, 3, 2, 1, 1, 0]), np.array([1, 2, 4])
    expected = {"convolution": ndimage.convolve1d(f, g, mode="constant")}
    expected["correlation"] = ndimage.correlate1d(f, g, mode="constant")
    for name in NAMES:
        said = [shapes[f"{name}.total.{t}"].text for t in range(7)]
        assert said == [str(value) for value in expected[name.split()[0]]]


@pytest.mark.parametrize("frame", FRAMES, ids=lambda frame: frame.aspect)
def test_g_stands_unturned_where_the_centre_and_the_operator_go_together_and_turned_in_the_other_two(frame):
    picture = shown(problem_of(), frame)
    shapes = last(picture)
    for name in NAMES:
        xs = [shapes[f"{name}.tap.{k}"].bounds.middle[0] for k in range(3)]
        as_typed = name in ("convolution input-centered", "correlation output-centered")
        assert [a < b for a, b in pairwise(xs)] == [as_typed] * 2, name
        assert shapes[f"{name}.letter"].text == ("g" if as_typed else "h")


def test_a_piece_keeps_the_colour_of_its_tap_in_all_four_panels():
    picture = shown(problem_of("1,2,4,8"))
    shapes, g = last(picture), picture.storyboard.problem.g
    for name in NAMES:
        panel = picture.look.spot(name, SmallPlace).panel
        for pieces in panel.landed.values():
            for piece in pieces:
                k = list(g.exact).index(piece.weight)
                bar = shapes[f"{name}.piece.{piece.t[0]}.{piece.s[0]}"]
                assert bar.fill == shapes[f"{name}.tap.{k}"].fill


@pytest.mark.parametrize("kernel", ["asym3", "echo", "even4", "1,2,3,4,5,6,7,8,9"])
@pytest.mark.parametrize("dilation", [1, 2])
def test_strips_stand_above_the_outputs_or_below_the_inputs_that_their_taps_count_for(kernel, dilation):
    problem = problem_of(kernel, dilation=dilation)
    picture = shown(problem)
    shapes = last(picture)
    for name in NAMES:
        place = picture.look.spot(name, SmallPlace)
        rest = round(picture.storyboard.values(picture.storyboard.seconds)[_strip(picture, name).at])
        for piece in place.panel.pieces[rest]:
            k = piece.tap[0] if name.startswith("convolution") else -1 - piece.tap[0] + problem.g.shape[0]
            column = piece.t[0] if place.panel.scatters else piece.s[0]
            assert shapes[f"{name}.tap.{k}"].bounds.middle[0] == pytest.approx(place.columns.middle(column))


def _strip(picture, name):
    from scenes.storyboard.marks.cell_strip import CellStrip

    return next(m for m in picture.storyboard.marks if isinstance(m, CellStrip) and m.panel.name == name)


def test_rows_are_joined_by_equals_signs_and_parted_by_an_unequal_one():
    shapes = last(shown(problem_of()))
    assert [shapes[f"sign.{i}"].text for i in range(3)] == ["=", "≠", "="]


@pytest.mark.parametrize(
    ("kernel", "signal", "words"),
    [
        ("box3", "2,1,3,2,1,1,0", "g is its own mirror: all four agree. asym3 shows more."),
        ("asym3", "0,0,0", "g is not its mirror, but with this data all four agree."),
        ("asym3", "2,1,3,2,1,1,0", "The rows differ at 7 of 7 outputs: g is not its mirror."),
        ("asym3", "1,2,1", "The rows differ at 2 of 3 outputs: g is not its mirror."),
    ],
)
def test_what_is_said_between_the_rows_is_true(kernel, signal, words):
    picture = shown(problem_of(kernel, signal))
    assert picture.storyboard.beats[beat(picture, "between the rows")].caption.text == words
    assert last(picture)["sign.1"].text == ("≠" if "differ" in words else "=")


def test_an_output_that_only_one_operator_has_counts_as_a_difference():
    problem = problem_of("echo", mode="full")  # outputs 0 to 8 beside −2 to 6
    picture = shown(problem)
    both = {op: dict(zip(p.outputs[0], p.gather(), strict=True)) for op, p in _ways(problem).items()}
    ts = set(both[Operator.CONVOLUTION]) | set(both[Operator.CORRELATION])
    differ = [t for t in ts if both[Operator.CONVOLUTION].get(t) != both[Operator.CORRELATION].get(t)]
    said = picture.storyboard.beats[beat(picture, "between the rows")].caption.text
    assert said.startswith(f"The rows differ at {len(differ)} of {len(ts)} outputs")


def _ways(problem):
    return {operator: replace(problem, operator=operator) for operator in Operator}


def test_what_is_said_to_be_complete_is_what_both_panels_of_a_row_show():
    picture = shown(problem_of())
    story = picture.storyboard
    for i, step in enumerate(story.beats):
        if step.caption.text.startswith("So far"):
            shapes = {s.key: s for s in picture.end_of(i) if isinstance(s, Text)}
            rows = [
                [shapes[f"{name}.total.{t}"].text for t in range(7) if f"{name}.total.{t}" in shapes] for name in NAMES
            ]
            assert rows[0] == rows[1]
            assert rows[2] == rows[3]
            if "…" not in step.caption.text:
                assert step.caption.text == f"So far above y is {', '.join(rows[0])}, below z is {', '.join(rows[2])}."


def test_left_and_right_never_move_at_the_same_time_while_they_fill():
    story = four_ways(problem_of())
    end = story.starts[next(i for i, b in enumerate(story.beats) if b.name == "convolution agrees")]
    stacks = [m for m in story.marks if hasattr(m, "flight")]
    time = story.starts[2]
    while time < end - 0.1:
        now, soon = story.values(time), story.values(time + 0.1)
        moving = {m.panel.view for m in stacks if any(now[track] != soon[track] for track in m.flight.values())}
        assert len(moving) < 2, time
        time += 0.1


def test_the_flip_ends_on_the_strip_of_the_other_end():
    picture = shown(problem_of())
    story = picture.storyboard
    for operator in Operator:
        i = beat(picture, f"the flip of {operator.value}")
        start, target = f"{operator.value} input-centered", f"{operator.value} output-centered"
        moments = [story.starts[i] + 0.02 * k for k in range(round((story.beats[i].seconds) * 50))]
        flights = [{s.key: s for s in picture.shapes(i, moment)} for moment in moments]
        flying = [shapes for shapes in flights if f"{start}.flight.tap.0" in shapes]
        assert len(flying) > 50
        for k in range(3):
            there = flying[-1][f"{target}.tap.{k}"].bounds.middle
            assert flying[-1][f"{start}.flight.tap.{k}"].bounds.middle == pytest.approx(there, abs=2)
            here = flying[0][f"{start}.tap.{k}"].bounds.middle
            assert flying[0][f"{start}.flight.tap.{k}"].bounds.middle == pytest.approx(here, abs=2)


@pytest.mark.parametrize("frame", [WIDE, SQUARE, TALL], ids=lambda frame: frame.aspect)
def test_input_centred_panels_are_on_the_left_and_come_first_in_a_tall_frame(frame):
    picture = shown(problem_of(), frame)
    places = [picture.look.spot(name, SmallPlace) for name in NAMES]
    for one, other in (places[:2], places[2:]):
        assert (one.rect.x, one.rect.y) < (other.rect.x, other.rect.y) or frame is TALL
        assert one.rect.y <= other.rect.y
        assert one.bars.unit == pytest.approx(other.bars.unit)
    signs = [picture.look.spot(f"sign {i}", SignPlace) for i in range(3)]
    assert signs[0].y < signs[1].y < signs[2].y


@pytest.mark.parametrize("problem", CASES[::3], ids=lambda p: label((FILMS[0], p)))
@pytest.mark.parametrize("frame", FRAMES, ids=lambda frame: frame.aspect)
def test_bars_and_cells_stay_in_their_panels(problem, frame):
    picture = shown(problem, frame)
    for key, shape in last(picture).items():
        name = next((name for name in NAMES if key.startswith(name)), None)
        if name and isinstance(shape, Polygon) and ".piece." in key:
            assert picture.look.spot(name, SmallPlace).rect.grown(0.5).contains(shape.bounds), key


def test_the_panels_are_four_and_name_both_operators_from_both_ends():
    plans = panels(Problem(DEFAULT_SIGNAL[2], kernel_named("corner3x3")))  # in 2-D too
    assert [(plan.view, plan.problem.operator) for plan in plans] == [
        (View.INPUT_CENTRED, Operator.CONVOLUTION),
        (View.OUTPUT_CENTRED, Operator.CONVOLUTION),
        (View.INPUT_CENTRED, Operator.CORRELATION),
        (View.OUTPUT_CENTRED, Operator.CORRELATION),
    ]
    assert np.array_equal(plans[0].problem.scatter(), plans[1].problem.gather())
    assert np.array_equal(plans[2].problem.scatter(), plans[3].problem.gather())
    assert not np.array_equal(plans[0].problem.scatter(), plans[2].problem.scatter())


def test_captions_fit_whatever_the_numbers():
    for kernel in (*LITERALS, *EXTREME):
        for signal in ("99999,-12345.6,1/3,0.12345,2", *SIGNALS):
            for step in four_ways(problem_of(kernel, signal)).beats:
                assert len(step.caption.text) <= 70, step.caption.text
