"""What the film `mismatch` promises where the kernel is 2-D."""

from __future__ import annotations

from itertools import product

import numpy as np
import pytest
from scipy.signal import convolve2d, correlate2d

from kernels import kernel_named, parse_kernel, parse_signal, signal_named
from scenes.mismatch import BY_LUCK, HIDDEN, TITLE, mismatch
from scenes.storyboard.diverging import diverging
from scenes.storyboard.frame import FRAMES, TALL, WIDE
from scenes.storyboard.picture import Picture
from scenes.storyboard.shapes import Polygon, Text
from scenes.storyboard.storyboard import FrameClock
from scenes.storyboard.theme import DARK, LIGHT
from tests.scenes.films import planes, with_settings

CORNER, GRID = kernel_named("corner3x3").values, signal_named("grid").values
Y, Z = convolve2d(GRID, CORNER, "same"), correlate2d(GRID, CORNER, "same")
TS = list(np.ndindex(Y.shape))
PROBLEMS = list(planes())


def film(kernel="corner3x3", signal="", mode="same", boundary="zero", stride=1, dilation=1, origin=()):
    g = parse_kernel(kernel, origin) if ";" in kernel else kernel_named(kernel)
    f = parse_signal(signal) if signal else signal_named("grid")
    return mismatch(with_settings(f, g, mode, boundary, stride, dilation))


def beat_of(story, name):
    return next(i for i, beat in enumerate(story.beats) if beat.name == name)


def at_end_of(story, name, frame=WIDE, theme=DARK):
    shown = Picture(story, frame, theme)
    return shown, {s.key: s for s in shown.end_of(beat_of(story, name))}


def said(story):
    return [beat.caption.text for beat in story.beats]


def read(shape):
    assert isinstance(shape, Text)
    return float(shape.text.replace("−", "-"))


@pytest.mark.parametrize("frame", FRAMES, ids=lambda frame: frame.aspect)
def test_the_end_shows_both_runs_and_the_differences_of_both(frame):
    _, last = at_end_of(film(), "the result", frame)
    for r, c in TS:
        assert read(last[f"left.total.{r}.{c}"]) == Y[r, c]
        assert read(last[f"right.total.{r}.{c}"]) == Y[r, c]
        assert read(last[f"wrong.back.{r}.{c}.value"]) == Z[r, c]
        assert read(last[f"was.cell.{r}.{c}.value"]) == Y[r, c] - Z[r, c]
        assert read(last[f"now.cell.{r}.{c}.value"]) == 0


@pytest.mark.parametrize("theme", [DARK, LIGHT], ids=lambda theme: theme.name)
def test_differences_grow_into_their_colours_one_after_another_and_fall_to_0_as_the_filter_comes_by(theme):
    story = film()
    strongest = np.abs(Y - Z).max()
    shown, grown = at_end_of(story, "the differences", theme=theme)
    for r, c in TS:
        assert grown[f"was.cell.{r}.{c}"].fill == diverging(theme, (Y - Z)[r, c] / strongest)
    first = story.starts[beat_of(story, "the differences")]
    half = {s.key: s for s in shown.shapes(beat_of(story, "the differences"), first + 4.0)}
    assert half["was.cell.0.2"].fill == grown["was.cell.0.2"].fill
    assert half["was.cell.3.2"].fill == diverging(theme, 0)
    again = beat_of(story, "the sweep again")
    before = {s.key: s for s in shown.shapes(again, story.starts[again] + 0.7)}
    _, after = at_end_of(story, "the sweep again", theme=theme)
    for r, c in TS:
        assert before[f"now.cell.{r}.{c}"].fill == grown[f"was.cell.{r}.{c}"].fill
        assert after[f"now.cell.{r}.{c}"].fill == diverging(theme, 0)
        assert f"now.cell.{r}.{c}.value" not in before


def test_only_the_swept_filter_turns_half_way_round_about_its_pin():
    story = film()
    left, right = (
        next(m for m in story.marks if getattr(m, "turn", None) and m.panel.name == n) for n in ("left", "right")
    )
    shown, _ = at_end_of(story, "the flip")
    place = shown.layout.places["right"].kernel
    for time in np.arange(0.0, story.seconds, 0.5):
        assert story.values(time)[left.turn] == 0
    for name, side in (("the reason", 1), ("the flip", -1)):
        values = story.values(story.starts[beat_of(story, name) + 1] - 1e-6)
        for (r, c), rect in right.rects(shown.look, values).items():
            assert rect.middle == pytest.approx(place.cell((side * (r - 1), side * (c - 1))).middle)


def test_right_and_down_is_named_apart_from_left_and_up_and_they_change_places():
    story = film()
    _, unflipped = at_end_of(story, "the pair")
    _, last = at_end_of(story, "the result")
    words = {n: [s[f"{n}.pair.words.{i}"].text for i in (0, 1)] for n, s in (("left", last), ("right", last))}
    assert words == {"left": ["left, up: 1", "right, down: 5"], "right": ["left, up: 5", "right, down: 1"]}
    assert [unflipped[f"right.pair.words.{i}"].text for i in (0, 1)] == words["left"]
    assert last["right.pair.1"].bounds.middle == pytest.approx(last["right.tap.2.2"].bounds.middle)
    assert last["right.pair.-1"].bounds.middle == pytest.approx(last["right.tap.0.0"].bounds.middle)


@pytest.mark.parametrize(
    "kernel", ["corner3x3", "sobel-x", "letter-F", "motion-blur", "1 2; 3 4", "1 -2 3;", "1; 2; 0; -4"]
)
@pytest.mark.parametrize("dilation", [1, 2])
def test_what_an_input_is_said_to_count_is_its_weight_in_both_matrices(kernel, dilation):
    story = film(kernel, dilation=dilation)
    beat = next((b for b in story.beats if b.name == "the pair"), None)
    if beat is None:
        pytest.skip("no input reaches the output that differs most by the pair's offset")
    left, right = story.body.left[0].problem, story.body.right[1].problem
    s = tuple(int(i) for i in beat.caption.quantities["s"].wordings[0].split(", "))
    values = story.values(story.starts[story.beats.index(beat) + 1] - 1e-6)
    (t,) = {mark.at.at(values) for mark in story.marks if getattr(mark, "inputs", None) is False}
    t = tuple(int(i) for i in t)
    for side, problem in (("left", left), ("right", right)):
        said = beat.caption.quantities[side].wordings[0].replace("−", "-").split("/")
        value = float(said[0]) / float(said[1]) if len(said) > 1 else float(said[0])
        assert value == float(problem.weight(t, s))


@pytest.mark.parametrize("kernel", ["gaussian3x3", "box3x3", "laplacian", "1 2 3; 4 5 4; 3 2 1", "3;", "0 0 0;"])
def test_a_kernel_that_equals_its_half_turn_is_told_honestly_and_another_is_named(kernel):
    story = film(kernel)
    text = said(story)
    assert story.title == HIDDEN
    assert "Left minus right is 0 everywhere." in text
    assert "Nothing parts, because this g equals its flip." in text
    assert "A kernel that shows it on this data: --kernel corner3x3." in text
    assert "Swept again: every difference is still 0." in text
    assert not any("pair" in beat.name for beat in story.beats)


def test_a_kernel_that_only_equals_its_transpose_is_not_called_symmetric():
    assert film("1 2 3; 2 4 5; 3 5 6").title == TITLE


def test_data_that_hides_the_flip_by_luck_is_told_as_luck():
    story = film(signal="3 3 3; 3 3 3; 3 3 3", boundary="wrap")
    assert story.title == BY_LUCK
    assert said(story)[-1] == "This data hid the flip; other data would show it."


def test_outputs_that_agree_by_luck_and_results_that_are_alike_are_told():
    agreed = ", ".join(f"({r}, {c})" for r, c in TS if Y[r, c] == Z[r, c])
    assert f"At t = {agreed} both agree, by luck of the data." in said(film())
    assert f"Left minus right: {(Y != Z).sum()} of {Y.size} outputs differ." in said(film())
    assert "An antisymmetric g: right is left with its sign changed." in said(film("sobel-x"))
    turned = "Right is left turned half way round: this data is its own half turn."
    assert turned in said(film(signal="1 2 0; 3 5 3; 0 2 1"))
    assert turned not in said(film())


def test_a_t_that_only_one_side_has_is_hatched_and_named():
    story = film("1 2; 3 4", mode="full")
    _, shapes = at_end_of(story, "the differences")
    strip = story.body.strips[0]
    alone = {t for t, d in strip.states[1].items() if d is None}
    assert alone
    for r, c in strip.ts:
        assert (f"was.missing.{r}.{c}" in shapes) == ((r, c) in alone)
        assert (f"was.cell.{r}.{c}" in shapes) == ((r, c) not in alone)
    assert any(line.startswith("Hatched: only one side has t = (−1, −1)") for line in said(story))


@pytest.mark.parametrize(
    "problem", PROBLEMS, ids=lambda p: f"{p.kernel.name} {p.signal.shape} {p.mode.value} {p.stride}"
)
def test_the_differences_are_numpys(problem):
    story = mismatch(problem)
    right = story.body.right[1].problem
    sums = []
    for side in (problem, right):
        f = np.array([float(side.data(s)) for s in product(*side.extended)])
        sums.append(dict(zip(product(*side.outputs), side.weights_extended @ f, strict=True)))
    for t, d in story.body.strips[0].states[1].items():
        assert (d is None) == (t not in sums[0] or t not in sums[1])
        if d is not None:
            assert float(d) == pytest.approx(sums[0][t] - sums[1][t], rel=1e-9, abs=1e-9)
    assert all(d == 0 for d in story.body.strips[1].states[1].values())


@pytest.mark.parametrize("problem", PROBLEMS[::3], ids=lambda p: f"{p.kernel.name} {p.signal.shape} {p.mode.value}")
@pytest.mark.parametrize("frame", [WIDE, TALL], ids=lambda frame: frame.aspect)
def test_grids_show_every_number_or_every_colour_and_stand_clear_of_one_another(problem, frame):
    story = mismatch(problem)
    shown, last = at_end_of(story, "the result", frame)
    right, was, now = (shown.layout.places[name] for name in ("right", "was", "now"))
    for t in story.body.right[0].outputs:
        name = f"{t[0]}.{t[1]}"
        assert isinstance(last[f"right.total.{name}"], Text if right.totals.numbers else Polygon)
        assert (f"now.cell.{name}.value" in last) == now.block.numbers
        missing = story.body.strips[0].states[1][t] is None
        assert (f"was.cell.{name}.value" in last) == (was.block.numbers and not missing)
    left, trace = shown.layout.places["left"], shown.layout.places["trace"]
    blocks = [p for side in (left, right) for p in (side.data, side.kernel, side.totals)]
    blocks += [was.block, now.block, trace.block]
    for i, one in enumerate(blocks):
        assert frame.safe.grown(0.5).contains(one.rect)
        assert not any(one.rect.overlaps(other.rect) for other in blocks[i + 1 :])


def test_pieces_give_way_to_the_total_in_their_cell():
    shown, last = at_end_of(film(), "the result")
    assert not any(".piece." in key for key in last)
    story = shown.storyboard
    at = beat_of(story, "the copies, at first")
    pieces = [s for s in shown.end_of(at) if s.key.startswith("left.piece")]
    cells = shown.layout.places["left"].totals
    for piece in pieces:
        t = tuple(int(i) for i in piece.key.split(".")[2:4])
        assert cells.cell(t).contains(piece.bounds)
    assert len(pieces) > 10


def test_the_first_run_steps_back_without_a_leap_and_stays():
    story = film()
    shown, clock = Picture(story, WIDE, DARK), FrameClock(story, 30)
    flip = beat_of(story, "the flip")
    start, end = (shown.layout.places[n] for n in ("right", "trace"))
    key, before = "wrong.back.3.4.value", None
    for frame in range(clock.boundaries[flip], clock.boundaries[flip + 1]):
        shape = {s.key: s for s in shown.shapes(*clock.moment(frame))}.get(key)
        if shape is not None:
            x = shape.bounds.middle[0]
            assert abs(x - (before or start.totals.cell((3, 4)).middle[0])) < start.totals.cell((3, 4)).w
            before = x
    assert before == pytest.approx(end.block.cell((3, 4)).middle[0], abs=1)


@pytest.mark.parametrize("kernel", ["corner3x3", "sobel-x", "letter-F"])
def test_the_film_takes_40_to_90_seconds(kernel):
    assert 40 <= film(kernel).seconds <= 90
