"""What the film `continuous` promises beyond what every film does."""

from __future__ import annotations

from itertools import pairwise

import numpy as np
import pytest
from scipy.integrate import quad

from kernels import PROFILES, Curves, InputError, Problem, parse_kernel, parse_signal, profile_of
from production.naming import film_name
from production.options import Options
from production.request import parse_requests
from scenes import FILMS
from scenes.continuous import continuous
from scenes.storyboard.frame import FRAMES, WIDE
from scenes.storyboard.picture import Picture
from scenes.storyboard.shapes import Polygon, Segments
from scenes.storyboard.theme import DARK

DEFAULT = "2,1,3,2,1,1,0"
DATA = (DEFAULT, "-1,2,-3,0,1", "10000,-2000,333.25,4,5,6")


def shown(kernel="decay", signal=DEFAULT, frame=WIDE):
    return Picture(continuous(Problem(parse_signal(signal), parse_kernel(kernel))), frame, DARK)


def shapes_of(picture, name):
    beat = next(i for i, beat in enumerate(picture.storyboard.beats) if beat.name == name)
    return {shape.key: shape for shape in picture.end_of(beat)}


def drawn(picture, shapes, key, row):
    """A line's points in data units."""
    line, place = shapes[key], picture.layout.places[key.partition(".")[0]]
    assert isinstance(line, Segments)
    points = [line.segments[0][0], *(end for _, end in line.segments)]
    at, axis, unit = place.first, getattr(place, row).axis, getattr(place, row).unit
    return np.array([((x - place.left) / place.pitch + at, (axis - y) / unit) for x, y in points])


@pytest.mark.parametrize("signal", DATA)
@pytest.mark.parametrize("kernel", [profile.name for profile in PROFILES])
def test_both_curves_are_drawn_alike_and_are_what_scipys_quadrature_finds(kernel, signal):
    picture = shown(kernel, signal)
    shapes = shapes_of(picture, "the result")
    ours, theirs = drawn(picture, shapes, "left.sum", "result"), drawn(picture, shapes, "right.y", "result")
    data, g = parse_signal(signal).values, profile_of(parse_kernel(kernel))
    size = np.abs(data).max()
    for t, y in theirs[::13]:
        jumps = {-0.5, len(data) - 0.5, *(s - 0.5 for s in range(len(data)))} | {t - g.low, t, t - g.high}
        at = sorted(s for s in jumps if -0.5 <= s <= len(data) - 0.5)
        total = sum(
            quad(lambda s, t=t: value(data, s) * float(g.at(np.array(t - s))), a, b)[0] for a, b in pairwise(at)
        )
        assert y == pytest.approx(total, abs=1e-8 * size)
        assert np.interp(t, *ours.T) == pytest.approx(total, abs=1e-3 * size)
    assert ours.T[1] == pytest.approx(np.interp(ours.T[0], *theirs.T), abs=1e-9 * size)


def value(data, s):
    """The staircase, told once more."""
    step = int(np.floor(s + 0.5))
    return data[step] if 0 <= step < len(data) else 0.0


@pytest.mark.parametrize("signal", DATA)
def test_the_area_of_the_product_as_drawn_is_y_where_the_slide_rests(signal):
    picture = shown("decay", signal)
    shapes, place = shapes_of(picture, "the area"), picture.layout.places["right"]
    area = 0.0
    for key, shape in shapes.items():
        if key.startswith("right.product.") and isinstance(shape, Polygon):
            xs, ys = np.array(shape.points).T
            area += np.trapezoid(place.middle.axis - ys[:-2], xs[:-2]) / place.pitch / place.middle.unit
    t = len(parse_signal(signal).values) // 2
    problem = picture.storyboard.problem
    assert area == pytest.approx(float(problem.total((t,))), rel=2e-3, abs=1e-3)


def test_the_sum_is_the_sum_of_the_copies_that_stand_above_it():
    picture = shown("gaussian")
    for name, copies in (("the copies", 7), ("split 1", 14), ("split 2", 28)):
        shapes = shapes_of(picture, name)
        lines = [
            drawn(picture, shapes, key, "middle") for key in shapes if key.startswith("left.copy") and "area" not in key
        ]
        total = drawn(picture, shapes, "left.sum", "result")
        added = sum(np.interp(total.T[0], *line.T, left=0, right=0) for line in lines)
        assert len(lines) == copies - copies // 7  # one step is 0 tall
        assert total.T[1] == pytest.approx(added, abs=0.06)


def test_in_the_limit_the_humps_of_the_steps_add_up_to_y():
    curves = Curves(parse_signal(DEFAULT), PROFILES[1])
    x = np.linspace(*curves.span, 60)
    assert curves.humps(x).sum(axis=1) == pytest.approx(curves.y(x))
    shapes = shapes_of(shown(), "the limit")
    assert sum(key.startswith("left.hump") and not key.endswith("area") for key in shapes) == 6
    assert not any(key.startswith("left.copy.") for key in shapes)


def test_what_slides_is_g_mirrored_with_its_foot_at_t():
    picture = shown()
    line = drawn(picture, shapes_of(picture, "the area"), "right.h", "data").T
    assert (line[0] <= 3 + 1e-9).all()  # g(t − s) of a causal g looks back
    within = line[0] > -0.5 + 1e-9  # what lies further back has left the frame
    at, height = 3 - line[0][within][:-1], line[1][within][:-1]
    assert len(at) > 20
    assert height == pytest.approx(3 * np.exp(-at))  # as tall as the tallest step


def test_a_negative_area_hangs_below_the_axis_and_is_hatched():
    picture = shown("box", "-1,2,-3,0,1")
    shapes, place = shapes_of(picture, "the result"), picture.layout.places["right"]
    assert shapes["right.product.2"].bounds.y >= place.middle.axis - 1e-6
    strokes = shapes["right.product.2.negative"].segments
    assert strokes
    assert all(b[1] > a[1] for a, b in strokes)
    assert "right.product.1.negative" not in shapes
    assert "Below the axis, area counts as negative." in {b.caption.text for b in picture.storyboard.beats}


def test_one_panel_moves_at_a_time_until_the_end():
    story = shown().storyboard
    left = {t for m in story.marks for t in m.tracks if any(t in w.tracks for w in story.marks if hasattr(w, "grown"))}
    right = {t for m in story.marks for t in m.tracks} - left
    for beat in story.beats[1:-1]:
        moving = [m for m in beat.moves if m.seconds > 0.5]
        sides = {"left" if m.track in left else "right" for m in moving}
        assert len(sides) <= 1, beat.name
    assert right


def test_the_whole_number_said_is_the_area_that_numpy_finds():
    said = [beat.caption.text for beat in shown().storyboard.beats]
    y = np.convolve([2, 1, 3, 2], np.diff(1 - np.exp(-np.array([0, 0.5, 1.5, 2.5, 3.5]))))[3]
    assert f"Its area here is the output: y(3) ≈ {y:.2f}." in said


def test_render_continuous_needs_no_kernel_and_goes_by_its_name():
    request = parse_requests(Options(scenes=("continuous",)))[0]
    assert profile_of(request.problem.kernel).name == "decay"
    assert film_name(request) == "continuous-decay"
    assert request.storyboard.seconds > 10
    other = parse_requests(Options(scenes=("continuous",), kernels=("gaussian",), kernel_is="filter"))[0]
    assert film_name(other) == "continuous-gaussian-filter"


def test_a_filter_given_is_turned_into_the_g_that_goes_with_it():
    request = parse_requests(Options(scenes=("continuous",), kernels=("decay",), kernel_is="filter"))[0]
    assert profile_of(request.problem.kernel).formula == "exp(x)"
    assert (profile_of(request.problem.kernel).low, profile_of(request.problem.kernel).high) == (-5, 0)


def test_numbers_are_refused_in_one_line_that_names_the_curves():
    for kernel in ("asym3", "1,2,4"):
        with pytest.raises(
            InputError, match=f"curve, '{kernel}' is numbers; use one of gaussian, decay, ramp, triangle, box"
        ):
            parse_requests(Options(scenes=("continuous",), kernels=(kernel,)))


@pytest.mark.parametrize(
    "film", [f for f in FILMS if f.name != "continuous" and 1 in f.drawn], ids=lambda film: film.name
)
def test_other_films_refuse_a_curve_in_one_line_that_names_this_one(film):
    with pytest.raises(InputError, match=r"'gaussian' is a curve.*use render continuous --kernel gaussian"):
        parse_requests(Options(scenes=(film.name,), kernels=("gaussian",)))


@pytest.mark.parametrize(
    "setting", [{"mode": "full"}, {"boundary": "edge"}, {"stride": "2"}, {"dilation": "2"}], ids=str
)
def test_settings_of_sums_are_refused_for_curves(setting):
    with pytest.raises(InputError, match="leave --mode, --boundary, --stride and --dilation out"):
        parse_requests(Options(scenes=("continuous",), **setting))


@pytest.mark.parametrize("frame", FRAMES, ids=lambda frame: frame.aspect)
def test_both_panels_share_one_scale(frame):
    places = shown(frame=frame).layout.places
    for row in ("data", "middle", "result"):
        assert getattr(places["left"], row).unit == pytest.approx(places["left"].data.unit)
        assert getattr(places["left"], row).unit == pytest.approx(getattr(places["right"], row).unit)
    assert places["left"].pitch == places["right"].pitch


def test_lines_stay_within_the_frame_at_every_moment_of_the_slide():
    for kernel in ("decay", "gaussian"):
        picture = shown(kernel)
        story = picture.storyboard
        safe = WIDE.safe.grown(1.0)
        for seconds in np.arange(0.0, story.seconds, 0.25):
            beat = max(i for i, start in enumerate(story.starts[:-1]) if start <= seconds)
            for shape in picture.shapes(beat, float(seconds)):
                assert safe.contains(shape.bounds), f"{shape.key} at {seconds} s"


def test_the_letter_g_has_the_colour_of_its_curve():
    shapes = shapes_of(shown(), "the curve")
    assert shapes["left.g.name"].color == shapes["left.g"].stroke == shapes["right.g.name"].color
    assert (shapes["left.g.name"].text, shapes["right.f.name"].text) == ("g", "f,")
    later = shapes_of(shown(), "the copies")
    assert later["left.copies.name"].opacity == 1
    assert "left.g.name" not in later


def test_at_the_end_a_point_runs_over_both_curves_in_step():
    picture = shown()
    start = picture.storyboard.starts[-2]
    left, right = picture.layout.places["left"], picture.layout.places["right"]
    seen = set()
    for after in (0.35, 1.0, 1.5, 2.0, 3.0):
        shapes = {s.key: s for s in picture.shapes(len(picture.storyboard.beats) - 1, start + after)}
        (x, y), (u, v) = shapes["left.dot"].bounds.middle, shapes["right.dot"].bounds.middle
        assert x - left.left == pytest.approx(u - right.left)
        assert y == pytest.approx(v)
        seen.add(round(x))
    assert len(seen) > 3


def test_jumps_of_the_first_sum_are_upright():
    picture = shown("box")
    points = drawn(picture, shapes_of(picture, "the copies"), "left.sum", "result")
    steep = [(a, b) for a, b in pairwise(points) if abs(b[1] - a[1]) > 0.5]
    assert len(steep) == 6  # 2, 1, 3, 2, 1, 1, 0: every change, the first and the last included
    assert all(b[0] - a[0] < 1e-4 for a, b in steep)
