"""What the film `which-flip` promises: what every flip gives, where it differs, and what this kernel cannot tell."""

from __future__ import annotations

import re

import numpy as np
import pytest
from scipy.signal import convolve2d, correlate2d

from kernels import TRIED_FLIPS, Mode, PlaneFlip, Problem, kernel_named, parse_kernel, parse_signal, signal_named
from scenes.storyboard.frame import WIDE
from scenes.storyboard.grids.result_grid import ResultGrid
from scenes.storyboard.grids.sheets import SheetPlace
from scenes.storyboard.picture import Picture
from scenes.storyboard.theme import DARK
from scenes.which_flip import panels, which_flip
from tests.scenes.films import drawable, end, label, picture, said, with_settings

CASES = [case for case in drawable() if case[0].name == "which-flip"]
GRID = signal_named("grid")
FLIPS = {
    "left-right": lambda k: k[:, ::-1],
    "up-down": lambda k: k[::-1],
    "transpose": lambda k: k.T,
    "anti-transpose": lambda k: k[::-1, ::-1].T,
    "half turn": lambda k: k[::-1, ::-1],
}


def story(kernel="corner3x3", signal=GRID, mode="same"):
    return which_flip(with_settings(signal, parse_kernel(kernel), mode, "zero", 1, 1))


@pytest.mark.parametrize("name", FLIPS)
def test_a_try_shows_the_outputs_that_scipy_finds_and_marks_those_that_differ(name):
    film = story()
    shown, g = Picture(film, WIDE, DARK), kernel_named("corner3x3").values
    shapes = end(shown, name)
    truth = convolve2d(GRID.values, g, mode="same")
    tried = correlate2d(GRID.values, FLIPS[name](g), mode="same")
    for t in np.ndindex(truth.shape):
        key = f"{t[0]}.{t[1]}"
        assert shapes[f"y.{key}"].text == f"{truth[t]:g}"
        assert shapes[f"{name}.{key}"].text == f"{tried[t]:g}"
        assert (f"{name}.verdict.{key}.same" in shapes) == (truth[t] == tried[t])
        assert (f"{name}.verdict.{key}.differs" in shapes) == (truth[t] != tried[t])
    differ = int((truth != tried).sum())
    assert shapes[f"{name}.note"].text == (f"{differ} differ" if differ else "all meet")
    assert said(film, name).endswith(f"{differ} of 20 outputs differ." if differ else "all 20 outputs meet.")


@pytest.mark.parametrize("case", CASES, ids=label)
def test_tiles_end_as_numpy_flips_the_kernel(case):
    shown, g = picture(*case), case[1].g
    shapes = {shape.key: shape for shape in shown.end_of(len(shown.storyboard.beats) - 1)}
    marks = np.arange(g.values.size).reshape(g.shape)
    for name, flip in FLIPS.items():
        place, flipped = shown.look.spot(name, SheetPlace), flip(marks)
        row, column = np.argwhere(flipped == marks[g.origin])[0]
        for at in np.ndindex(flipped.shape):
            k = np.unravel_index(flipped[at], g.shape)
            key = f"{name}.tap.{k[0]}.{k[1]}"
            shape = shapes.get(key) or shapes[f"{key}.zero"]
            cell = place.block.cell((float(at[0] - row), float(at[1] - column)))
            assert shape.bounds.middle == pytest.approx(cell.middle)


@pytest.mark.parametrize("case", CASES, ids=label)
def test_the_half_turn_meets_whatever_the_kernel_and_the_settings(case):
    film = case[0].story(case[1])
    half = next(m for m in film.marks if isinstance(m, ResultGrid) and m.name == "half turn")
    assert half.differing == 0
    assert re.search(r"outputs? meets?\.$", said(film, "half turn"))


@pytest.mark.parametrize(
    ("kernel", "told"),
    [
        ("1 0 0; 0 2 0; 0 0 3", "For this g, anti-transpose passes too; corner3x3 can tell."),
        ("0 0 1; 0 2 0; 3 0 0", "For this g, transpose passes too; corner3x3 can tell."),
        ("1 2 3; 2 5 6; 3 6 9", "For this g, anti-transpose passes too; corner3x3 can tell."),
        ("1 -2 3;", "For this g, left-right passes too; corner3x3 can tell."),
        ("gaussian3x3", "For this g, 4 wrong flips pass too; corner3x3 can tell."),
        ("0 0 0; 1 1 0; 0 1 0", "For this g, transpose passes too; corner3x3 can tell."),
    ],
)
def test_a_kernel_that_cannot_tell_is_said_to_and_another_one_is_named(kernel, told):
    film = story(kernel)
    assert said(film, "flips alike") == told
    assert film.title == "Which flip? This kernel cannot tell"


def test_a_kernel_that_equals_its_half_turn_needs_no_flip_at_all_and_the_film_says_so():
    film = story("1 2 3; 4 5 4; 3 2 1")
    assert said(film, "no flip at all") == "This g equals its half turn: even unflipped, it would meet y."
    assert "flips alike" not in [b.name for b in film.beats]
    assert said(film, "left-right").endswith("outputs differ.")


def test_data_that_cannot_tell_are_not_taken_for_a_kernel_that_cannot():
    film = story(signal=parse_signal("0 0; 0 0"))
    assert said(film, "transpose") == "Rows made columns, all 4 outputs meet: by chance."
    assert said(film, "flips by chance") == "On these data 4 wrong flips met by chance; other data tell."
    assert "flips alike" not in [b.name for b in film.beats]
    assert film.title == "Which flip? Only the half turn meets"


def test_a_kernel_that_can_tell_has_no_excuses():
    names = [b.name for b in story().beats]
    assert names == ["the copies", "the question", *(n for flip in FLIPS for n in (f"try {flip}", flip)), "the result"]
    assert 40 <= story().seconds <= 90


def test_where_a_transposed_kernel_does_not_fit_the_film_says_so_and_goes_on():
    film = story("1;2;3;4", parse_signal("1 2; 3 4; 5 6; 7 8; 9 1"), "valid")
    assert said(film, "transpose") == "Rows made columns, g is 1×4: these data have no room."
    shapes = end(Picture(film, WIDE, DARK), "the result")
    assert shapes["transpose.note"].text == "does not fit"
    assert shapes["half turn.note"].text == "all meet"


def test_outputs_that_only_one_side_has_count_as_differing():
    film = story("1 -2 3;", mode="full")
    full = with_settings(GRID, parse_kernel("1 -2 3;"), "full", "zero", 1, 1)
    assert len(list(np.ndindex(full.output.shape))) == 28  # and the transposed kernel has 6 × 5
    own = {(r, c) for r in range(4) for c in range(-1, 6)} | {(r, c) for r in range(-1, 5) for c in range(5)}
    assert f"of {len(own)} outputs differ." in said(film, "transpose")


def test_the_panels_are_the_tried_flips_swept_in_their_order():
    problem = Problem(GRID, kernel_named("letter-F"), mode=Mode.FULL)
    plans = panels(problem)
    assert [plan.view.value for plan in plans] == ["output-centered"] * len(TRIED_FLIPS)
    for plan, flip in zip(plans, FLIPS.values(), strict=True):
        assert np.allclose(plan.problem.output, correlate2d(GRID.values, flip(problem.g.values), mode="full"))
        assert np.array_equal(plan.problem.h.values, flip(problem.g.values))
    tall = Problem(parse_signal("1 2; 3 4; 5 6; 7 8"), parse_kernel("1;2;3"), mode=Mode.VALID)
    assert len(panels(tall)) == 3


def test_one_kernel_moves_at_a_time_and_passed_tries_step_back():
    film = story()
    shown = Picture(film, WIDE, DARK)
    for i, flip in enumerate(TRIED_FLIPS):
        shapes = end(shown, flip.value)
        for j, other in enumerate(TRIED_FLIPS[: i + 1]):
            pin = shapes[f"{other.value}.pin"]
            assert pin.opacity == (1.0 if i == j else 0.5)
        assert not any(key.startswith(f"{later.value}.tap") for later in TRIED_FLIPS[i + 1 :] for key in shapes)
    assert end(shown, "the result")["half turn.frame"].opacity == 1.0
    assert PlaneFlip.HALF_TURN is TRIED_FLIPS[-1]
