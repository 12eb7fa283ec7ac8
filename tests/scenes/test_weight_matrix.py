"""What the film `weight-matrix` promises: the cells are W, its columns g, its rows g mirrored, and y = W f."""

from __future__ import annotations

from collections import defaultdict
from itertools import pairwise

import numpy as np
import pytest

from kernels import parse_kernel, parse_signal
from scenes import FILMS
from scenes.storyboard.frame import FRAMES, SQUARE, TALL, WIDE
from scenes.storyboard.marks.matrix_walker import MatrixWalker
from scenes.storyboard.matrix_place import MatrixPlace
from scenes.storyboard.part_places import VectorPlace
from scenes.storyboard.picture import Picture
from scenes.storyboard.shapes import Polygon, Role, Segments, Text
from scenes.storyboard.theme import DARK
from scenes.weight_matrix import weight_matrix
from tests.scenes.films import drawable, label, with_settings

CASES = [problem for film, problem in drawable() if film.name == "weight-matrix"]
SIDES = "input-centered", "output-centered"


def problem_of(kernel="asym3", signal="2,1,3,2,1,1,0", **settings):
    chosen = {"mode": "same", "boundary": "zero", "stride": 1, "dilation": 1, **settings}
    return with_settings(parse_signal(signal), parse_kernel(kernel), **chosen)


def shown(problem, frame=WIDE):
    return Picture(weight_matrix(problem), frame, DARK)


def at_end_of(picture, name):
    beat = next(i for i, beat in enumerate(picture.storyboard.beats) if beat.name == name)
    return {shape.key: shape for shape in picture.end_of(beat)}


def last(picture):
    return at_end_of(picture, "the result")


def cells(shapes, side):
    """(t, s) of every filled cell."""
    bars = [s.key.split(".") for s in shapes.values() if isinstance(s, Polygon) and s.role is Role.BAR]
    return {(int(key[2]), int(key[3])) for key in bars if key[:2] == [side, "cell"] and len(key) == 4}


@pytest.mark.parametrize("problem", CASES, ids=lambda p: label((FILMS[0], p)))
def test_the_filled_cells_are_the_weights_that_are_not_zero(problem):
    shapes = at_end_of(shown(problem), "one matrix")
    w, padded = problem.weights_extended, problem.boundary.value == "zero"
    expected = {
        (t, s)
        for i, t in enumerate(problem.outputs[0])
        for j, s in enumerate(problem.extended[0])
        if w[i, j] and not (padded and problem.is_ghost((s,)))
    }
    for side in SIDES:
        assert cells(shapes, side) == expected


@pytest.mark.parametrize("problem", CASES[::2], ids=lambda p: label((FILMS[0], p)))
def test_every_number_in_a_cell_is_its_weight(problem):
    picture = shown(problem)
    shapes, columns, rows = at_end_of(picture, "one matrix"), list(problem.extended[0]), list(problem.outputs[0])
    for side in SIDES:
        for t, s in cells(shapes, side):
            number = shapes.get(f"{side}.cell.{t}.{s}.number")
            if number is not None:
                k = next(p.tap for p in problem.window_pieces((t,)) if p.s == (s,))
                assert number.text == problem.g.label(k)
                assert float(problem.g.exact_at(k)) == problem.weights_extended[rows.index(t), columns.index(s)]


@pytest.mark.parametrize("problem", CASES, ids=lambda p: label((FILMS[0], p)))
def test_the_piles_of_both_sides_are_w_times_f(problem):
    picture = shown(problem)
    shapes = last(picture)
    y = problem.weights @ problem.signal.values
    for side in SIDES:
        place = picture.look.spot(side, MatrixPlace)
        lengths = dict.fromkeys(problem.outputs[0], 0.0)
        for t, stack in place.panel.landed.items():
            for piece in stack:
                bar = shapes[f"{side}.piece.{t}.{piece.s[0]}"].bounds
                drawn = (bar.w + min(2.0, 0.4 / 0.6 * bar.w)) / place.unit
                assert place.rows.start(t) <= bar.y <= bar.bottom <= place.rows.end(t)
                lengths[t] += drawn if piece.product > 0 else -drawn
        scale = max(np.abs(y).max(), 1e-9)
        assert np.allclose(list(lengths.values()), y, rtol=1e-6, atol=1e-6 * scale)


@pytest.mark.parametrize("kernel", ["asym3", "3,-2,1", "ramp5"])
def test_the_pieces_of_a_pile_lie_end_to_end_from_the_axis(kernel):
    picture = shown(problem_of(kernel))
    shapes = last(picture)
    for side in SIDES:
        place = picture.look.spot(side, MatrixPlace)
        for t, stack in place.panel.landed.items():
            ends = [place.zero_x, place.zero_x]
            for piece in stack:
                bar = shapes[f"{side}.piece.{t}.{piece.s[0]}"].bounds
                if piece.product > 0:
                    assert 0 < bar.x - ends[0] <= 2.001  # the seam
                    ends[0] = bar.right
                else:
                    assert bar.right == pytest.approx(ends[1] - (0 if ends[1] == place.zero_x else 2), abs=2.001)
                    ends[1] = bar.x


@pytest.mark.parametrize("frame", FRAMES, ids=lambda frame: frame.aspect)
def test_a_diagonal_has_one_colour_and_it_is_that_of_its_tap(frame):
    for problem in (problem_of(), problem_of("1,2,3,4,5,6,7,8,9"), problem_of("even4", dilation=2)):
        shapes = at_end_of(shown(problem, frame), "one matrix")
        for side in SIDES:
            colours = defaultdict(set)
            for t, s in cells(shapes, side):
                colours[t - s].add(shapes[f"{side}.cell.{t}.{s}"].fill)
            styles = DARK.taps(tuple(problem.g.offsets()[0]))
            for k, style in enumerate(styles):
                assert colours[problem.step((k,))[0]] <= {style.fill}


def test_columns_read_downwards_are_g_and_rows_read_across_are_g_mirrored():
    shapes = last(shown(problem_of()))
    down = sorted((shapes[f"input-centered.cell.{t}.3"].bounds.y, t) for t in (2, 3, 4))
    assert [shapes[f"input-centered.cell.{t}.3.number"].text for _, t in down] == ["1", "2", "4"]
    across = sorted((shapes[f"output-centered.cell.3.{s}"].bounds.x, s) for s in (2, 3, 4))
    assert [shapes[f"output-centered.cell.3.{s}.number"].text for _, s in across] == ["4", "2", "1"]


def test_the_inputs_that_a_row_weighs_are_outlined():
    picture = shown(problem_of())
    window, vector = (
        at_end_of(picture, "row 3")[f"{SIDES[1]}.window"].bounds,
        picture.look.spot(f"{SIDES[1]} f", VectorPlace),
    )
    assert window.x == pytest.approx(vector.columns.start(2), abs=3)
    assert window.right == pytest.approx(vector.columns.end(4), abs=3)
    assert window.y < vector.box(3).y < vector.bottom < window.bottom


def test_the_left_walks_columns_and_the_right_walks_rows():
    picture = shown(problem_of())
    after = at_end_of(picture, "column 2")
    assert cells(after, "input-centered") == {(t, s) for s in range(3) for t in range(s - 1, s + 2) if t >= 0}
    assert cells(after, "output-centered") == set()
    after = at_end_of(picture, "row 1")
    assert cells(after, "output-centered") == {(t, s) for t in range(2) for s in range(t - 1, t + 2) if s >= 0}


def test_a_quarter_turn_makes_the_column_a_row():
    picture = shown(problem_of())
    story = picture.storyboard
    beat = next(i for i, b in enumerate(story.beats) if b.name == "the turn")
    before = {s.key: s for s in picture.shapes(beat, story.starts[beat] + 1.2)}
    after = at_end_of(picture, "the turn")
    middles = [before[f"output-centered.walker.{k}"].bounds.middle for k in range(3)]
    assert len({round(x, 3) for x, _ in middles}) == 1
    assert all(a[1] < b[1] for a, b in pairwise(middles))  # g downwards
    middles = [after[f"output-centered.walker.{k}"].bounds.middle for k in range(3)]
    assert len({round(y, 3) for _, y in middles}) == 1
    assert all(a[0] > b[0] for a, b in pairwise(middles))  # mirrored across
    assert before["output-centered.pin"].bounds.middle == pytest.approx(after["output-centered.pin"].bounds.middle)


@pytest.mark.parametrize("problem", CASES, ids=lambda p: label((FILMS[0], p)))
def test_where_a_walker_rests_it_lies_on_the_cells_that_it_leaves(problem):
    picture = shown(problem)
    story = picture.storyboard
    for mark in (m for m in story.marks if isinstance(m, MatrixWalker)):
        side, place = mark.panel.name, picture.look.spot(mark.panel.name, MatrixPlace)
        outline = last(picture)[f"{side}.walker.outline"].bounds
        step = round(story.values(story.seconds)[mark.at])
        rects = [place.cell(p.t[0], p.s[0]) for p in mark.panel.pieces[step]]
        assert outline.x == pytest.approx(min(r.x for r in rects) - 2)
        assert outline.bottom == pytest.approx(max(r.bottom for r in rects) + 2)


@pytest.mark.parametrize("boundary", ["edge", "reflect", "symmetric", "wrap"])
@pytest.mark.parametrize("kernel", ["asym3", "even4", "echo", "ramp5"])
def test_ghost_columns_are_dashed_and_fold_onto_what_they_repeat(kernel, boundary):
    problem = problem_of(kernel, boundary=boundary)
    picture = shown(problem)
    before, after = at_end_of(picture, "one matrix"), last(picture)
    ghosts = [s for s in problem.extended[0] if problem.is_ghost((s,))]
    assert ghosts
    for side in SIDES:
        place = picture.look.spot(side, MatrixPlace)
        for s in ghosts:
            assert isinstance(before[f"{side}.ghost.{s}"], Segments)
            assert before[f"{side}.f.{s}.source"].segments[0][0][0] == pytest.approx(
                place.columns.middle(problem.source((s,))[0])
            )
            assert f"{side}.ghost.{s}" not in after
            assert f"{side}.f.{s}.value" not in after
        for i, t in enumerate(problem.outputs[0]):
            for j in range(7):
                number = after.get(f"{side}.folded.{t}.{j}.number")
                if number is not None:
                    assert float(number.text) == problem.weights[i, j]
        for key, shape in after.items():
            if key.startswith(f"{side}.cell.") and shape.__class__ is Polygon and shape.role is Role.BAR:
                t, s = (int(part) for part in key.split(".")[2:4])
                home = place.cell(t, problem.source((s,))[0])
                assert shape.bounds.middle == pytest.approx(home.middle), key


def test_no_ghosts_no_fold():
    assert not any(beat.name == "the fold" for beat in weight_matrix(problem_of()).beats)


def test_skipped_outputs_are_thin_hatched_rows_and_full_is_taller_than_valid():
    picture = shown(problem_of(stride=2))
    place, shapes = picture.look.spot(SIDES[0], MatrixPlace), last(picture)
    heights = {t: place.rows.end(t) - place.rows.start(t) for t in range(7)}
    assert all(heights[t] < 0.5 * heights[0] for t in (1, 3, 5))
    for t in (1, 3, 5):
        assert isinstance(shapes[f"{SIDES[0]}.lane.row.{t}"], Segments)
        assert f"{SIDES[0]}.t.{t}" not in shapes
    kept = {
        mode: len(cells(at_end_of(shown(problem_of(mode=mode)), "one matrix"), SIDES[0]))
        for mode in ("full", "same", "valid")
    }
    assert kept == {"full": 21, "same": 19, "valid": 15}


def test_zero_padding_clips_and_what_is_clipped_stays_an_outline():
    shapes = at_end_of(shown(problem_of()), "one matrix")
    assert shapes[f"{SIDES[0]}.cell.-1.0.lost"].fill is None  # g(−1) of the copy at s = 0 falls outside
    assert shapes[f"{SIDES[1]}.cell.0.-1.lost"].fill is None  # h reaches over s = −1, which counts as 0


@pytest.mark.parametrize("frame", FRAMES, ids=lambda frame: frame.aspect)
@pytest.mark.parametrize("inputs", [1, 2, 7, 12, 24])
def test_numbers_stand_in_all_cells_or_in_none(inputs, frame):
    problem = problem_of("even4", ",".join(str(i * 5 % 7) for i in range(inputs)), mode="full")
    picture = shown(problem, frame)
    shapes = at_end_of(picture, "one matrix")
    numbers = {k.removesuffix(".number") for k, s in shapes.items() if isinstance(s, Text) and ".cell." in k}
    for side in SIDES:
        filled = {f"{side}.cell.{t}.{s}" for t, s in cells(shapes, side)}
        assert numbers & filled in (set(), filled)
    if inputs == 7 and frame is WIDE:
        assert numbers


@pytest.mark.parametrize("frame", [WIDE, SQUARE, TALL], ids=lambda frame: frame.aspect)
@pytest.mark.parametrize("problem", CASES[::4], ids=lambda p: label((FILMS[0], p)))
def test_f_stands_above_its_columns_and_y_at_the_end_of_its_rows(problem, frame):
    picture = shown(problem, frame)
    shapes = last(picture)
    for side in SIDES:
        place, vector = picture.look.spot(side, MatrixPlace), picture.look.spot(f"{side} f", VectorPlace)
        assert vector.bottom < place.rows.starts[0]
        for s in problem.inputs[0]:
            value = shapes.get(f"{side}.f.{s}.value")
            assert value is None or value.x == pytest.approx(place.columns.middle(s)) or vector.fit.levels is None
        for t in problem.outputs[0]:
            total = shapes.get(f"{side}.total.{t}")
            assert total is None or place.rows.start(t) <= total.bounds.middle[1] <= place.rows.end(t)
        for key, shape in shapes.items():
            if key.startswith(f"{side}.") and isinstance(shape, Polygon):
                assert place.rect.grown(4.5).contains(shape.bounds), key


def test_each_diagonal_is_told_with_its_offset_and_its_tap():
    said = [beat.caption.text for beat in weight_matrix(problem_of(dilation=2)).beats if "diagonal " in beat.name]
    assert said == [
        f"Where t−s is {reach}, the weight is g({reach}) = {g}." for reach, g in (("−2", 1), ("0", 2), ("2", 4))
    ]


def test_one_side_fills_at_a_time():
    story = weight_matrix(problem_of())
    stacks = [m for m in story.marks if hasattr(m, "flight")]
    for tenth in range(int(story.seconds * 10)):
        now, soon = story.values(tenth / 10), story.values(tenth / 10 + 0.1)
        assert sum(any(now[track] != soon[track] for track in m.flight.values()) for m in stacks) < 2


def test_a_symmetric_kernel_is_told_honestly():
    turn = next(beat for beat in weight_matrix(problem_of("box3")).beats if beat.name == "the turn")
    assert turn.caption.text.endswith("g again.")


@pytest.mark.parametrize("signal", ["10000,-2000,333.25,4,5,6,7,8,9,10", ",".join(str(i % 9 - 3) for i in range(24))])
def test_where_there_is_no_room_for_all_of_f_it_stands_as_bars_with_the_one_in_focus_named(signal):
    problem = problem_of(signal=signal)
    picture = shown(problem)
    shapes = at_end_of(picture, "column 1")
    vector = picture.look.spot(f"{SIDES[0]} f", VectorPlace)
    assert vector.fit.levels is None
    f = problem.signal.values
    heights = {s: shapes[f"{SIDES[0]}.f.{s}.bar"].bounds.h for s in range(len(f)) if f[s]}
    tallest = max(heights, key=lambda s: abs(f[s]))
    for s, height in heights.items():
        assert height == pytest.approx(heights[tallest] * abs(f[s] / f[tallest]))
    values = [key for key in shapes if key.startswith(f"{SIDES[0]}.f.") and key.endswith(".value")]
    assert values == [f"{SIDES[0]}.f.1.value"]
