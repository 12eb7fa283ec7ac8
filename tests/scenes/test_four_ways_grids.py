"""What the film `four-ways` promises in grids: four true panels around one f, which agree, and which tap tells."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest
from scipy.signal import convolve2d, correlate2d

from kernels import Operator, Problem, kernel_named, parse_kernel, signal_named
from scenes.four_ways import four_ways
from scenes.storyboard.frame import FRAMES, WIDE
from scenes.storyboard.grids.small_totals import SmallTotals
from scenes.storyboard.panel import View
from scenes.storyboard.picture import Picture
from scenes.storyboard.shapes import Polygon, Text
from scenes.storyboard.theme import CONTEXT, DARK, FOCUS
from tests.scenes.films import drawable, label, with_settings

CASES = [(film, p) for film, p in drawable() if film.name == "four-ways" and p.ndim == 2]
NAMES = [f"{operator.value} {view.value}" for operator in Operator for view in View]
GRID = np.array(signal_named("grid").values)


def problem_of(kernel="corner3x3", **settings):
    chosen = {"mode": "same", "boundary": "zero", "stride": 1, "dilation": 1, **settings}
    return with_settings(signal_named("grid"), parse_kernel(kernel), **chosen)


def shown(problem, frame=WIDE):
    return Picture(four_ways(problem), frame, DARK)


def last(picture):
    return {shape.key: shape for shape in picture.end_of(len(picture.storyboard.beats) - 1)}


def beat(picture, name):
    return next(i for i, beat in enumerate(picture.storyboard.beats) if beat.name == name)


def test_the_totals_on_screen_are_those_of_scipy():
    shapes, g = last(shown(problem_of())), np.array(kernel_named("corner3x3").values)
    expected = {"convolution": convolve2d(GRID, g, "same"), "correlation": correlate2d(GRID, g, "same")}
    for name in NAMES:
        for (r, c), total in np.ndenumerate(expected[name.split()[0]]):
            assert shapes[f"{name}.total.{r}.{c}"].text == f"{total:g}"


@pytest.mark.parametrize("case", CASES, ids=label)
def test_what_has_come_into_every_output_is_what_its_operator_makes_of_the_data(case):
    picture = shown(case[1])
    values = picture.storyboard.values(picture.storyboard.seconds)
    for mark in picture.storyboard.marks:
        if isinstance(mark, SmallTotals):
            p = mark.panel.problem
            made = {t: sum(values[track] * product for track, product in pieces) for t, pieces in mark._pieces.items()}
            assert np.allclose([made[t] for t in mark.panel.outputs], np.ravel(p.gather()))


@pytest.mark.parametrize("frame", FRAMES, ids=lambda frame: frame.aspect)
def test_g_stands_as_typed_where_the_centre_and_the_operator_go_together_and_half_turned_in_the_other_two(frame):
    picture = shown(problem_of("1 2 3; 4 5 6; 7 8 9"), frame)
    shapes = last(picture)
    for name in NAMES:
        place, typed = picture.layout.places[name], name in (NAMES[0], NAMES[3])
        for r in range(3):
            for c in range(3):
                cell = place.kernel.cell((r - 1, c - 1) if typed else (1 - r, 1 - c))
                assert shapes[f"{name}.tap.{r}.{c}"].bounds.middle == pytest.approx(cell.middle)
        assert shapes[f"{name}.kernel.name"].text == ("g" if typed else "h")


def test_rows_are_joined_by_equals_signs_and_parted_by_an_unequal_one():
    assert [last(shown(problem_of()))[f"sign.{i}"].text for i in range(3)] == ["=", "≠", "="]
    assert [last(shown(problem_of("gaussian3x3")))[f"sign.{i}"].text for i in range(3)] == ["="] * 3


@pytest.mark.parametrize(
    ("kernel", "words"),
    [
        ("corner3x3", "The rows differ at 18 of 20 outputs: g is not its half turn."),
        ("box3x3", "g is its own half turn: all four agree. corner3x3 shows more."),
    ],
)
def test_what_is_said_between_the_rows_is_true(kernel, words):
    picture, g = shown(problem_of(kernel)), np.array(kernel_named(kernel).values)
    differ = np.count_nonzero(convolve2d(GRID, g, "same") != correlate2d(GRID, g, "same"))
    assert picture.storyboard.beats[beat(picture, "between the rows")].caption.text == words
    assert differ == (18 if kernel == "corner3x3" else 0)


def test_an_output_that_only_one_operator_has_counts_as_a_difference():
    picture = shown(problem_of("1 2; 3 4", mode="full"))
    g, ways = np.array([[1, 2], [3, 4]]), {}
    for name, made, first in (("y", convolve2d(GRID, g), 0), ("z", correlate2d(GRID, g), -1)):
        ways[name] = {(r + first, c + first): total for (r, c), total in np.ndenumerate(made)}
    ts = set(ways["y"]) | set(ways["z"])
    differ = sum(ways["y"].get(t) != ways["z"].get(t) for t in ts)
    words = picture.storyboard.beats[beat(picture, "between the rows")].caption.text
    assert words.startswith(f"The rows differ at {differ} of {len(ts)} outputs")


def test_the_tap_that_takes_an_input_right_and_down_is_pointed_at_in_all_four():
    picture = shown(problem_of())
    shapes = {s.key: s for s in picture.end_of(beat(picture, "one tap"))}
    found = []
    for name in NAMES:
        kernel = picture.layout.places[name].kernel
        cell = kernel.cell((1, 1) if name.endswith("input-centered") else (-1, -1))
        assert shapes[f"{name}.kernel.tap"].bounds.middle == pytest.approx(cell.middle)
        (text,) = [
            s.text
            for s in shapes.values()
            if isinstance(s, Text) and cell.x < s.bounds.middle[0] < cell.right
            and cell.y < s.bounds.middle[1] < cell.bottom
        ]  # fmt: skip
        found.append(text)
    assert found == ["5", "5", "1", "1"]
    words = picture.storyboard.beats[beat(picture, "one tap")].caption.text
    assert words == "One step right and down, an input counts 5 above, 1 below."


def test_one_panel_moves_at_a_time_and_the_others_step_back():
    picture = shown(problem_of())
    story = picture.storyboard
    stacks = {m.panel.name: m for m in story.marks if isinstance(m, SmallTotals)}
    moving = [f"{operator.value} at {end}" for operator in Operator for end in ("inputs", "outputs")]
    for name, beat_name in zip(NAMES, moving, strict=True):
        i = beat(picture, beat_name)
        tracks = {move.track for move in story.beats[i].moves}
        for other, mark in stacks.items():
            assert (other == name) == bool(tracks & set(mark.flight.values()))
            assert story.values(story.starts[i] + 1.0)[mark.focus] == (FOCUS if other == name else CONTEXT)


def test_an_output_is_a_number_only_when_it_is_complete():
    picture = shown(problem_of())
    story, i = picture.storyboard, beat(picture, "convolution at inputs")
    panel = picture.layout.places[NAMES[0]].panel
    for time in np.linspace(story.starts[i], story.starts[i + 1] - 0.01, 30):
        values = story.values(time)
        mark = next(m for m in story.marks if isinstance(m, SmallTotals) and m.panel is panel)
        for shape in picture.shapes(i, time):
            if isinstance(shape, Text) and shape.key.startswith(f"{NAMES[0]}.total.") and shape.opacity > 0:
                t = tuple(map(int, shape.key.split(".")[2:4]))
                assert all(values[mark.flight[p.s]] == 1.0 for p in panel.landed[t])


def test_a_flip_goes_over_as_a_half_turn_and_lands_on_the_kernel_at_the_other_end():
    picture = shown(problem_of())
    i = beat(picture, "the flip of convolution")
    end = picture.storyboard.starts[i] + 0.6 + 2.29
    shapes = {s.key: s for s in picture.shapes(i, end) if isinstance(s, Polygon)}
    for r, c in ((0, 0), (0, 2), (2, 0), (2, 2)):
        flown, there = shapes[f"{NAMES[0]}.flight.tap.{r}.{c}"], shapes[f"{NAMES[1]}.tap.{r}.{c}"]
        assert flown.bounds.middle == pytest.approx(there.bounds.middle, abs=1.0)
        assert flown.fill == there.fill


def test_the_default_film_takes_from_40_to_90_seconds():
    assert 40 <= shown(problem_of()).storyboard.seconds <= 90


def test_the_placed_kernel_is_seen_where_there_are_cells_and_never_beside_them():
    picture = shown(problem_of())
    story, i = picture.storyboard, beat(picture, "convolution at inputs")
    block = picture.layout.places[NAMES[0]].totals
    for time in np.linspace(story.starts[i], story.starts[i + 1] - 0.01, 40):
        for shape in picture.shapes(i, time):
            if shape.key.startswith(f"{NAMES[0]}.placed"):
                assert block.rect.grown(1).contains(shape.bounds)


def test_both_operators_are_problems_with_the_kernel_as_typed():
    p: Problem = problem_of()
    assert np.array_equal(replace(p, operator=Operator.CORRELATION).gather(),
                          correlate2d(GRID, np.array(p.kernel.values), "same"))  # fmt: skip
