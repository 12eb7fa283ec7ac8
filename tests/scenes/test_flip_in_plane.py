"""What the film `flip` promises with grids: two flips over axes, in either order, are one half turn about the pin."""

from __future__ import annotations

import re

import numpy as np
import pytest
from scipy.signal import convolve2d, correlate2d

from kernels import kernel_named, parse_kernel, signal_named
from scenes.flip import flip
from scenes.storyboard.frame import FRAMES, WIDE
from scenes.storyboard.grids.sheets import SheetPlace
from scenes.storyboard.picture import Picture
from scenes.storyboard.shapes import Polygon, Text
from scenes.storyboard.storyboard import FrameClock
from scenes.storyboard.theme import DARK
from scenes.storyboard.wishes import Wishes
from tests.scenes.films import beat, drawable, end, label, picture, said, with_settings
from tests.scenes.test_storyboards import NUMBER, close, read

CASES = [case for case in drawable() if case[0].name == "flip" and case[1].ndim == 2]
GRID = signal_named("grid")


def story(kernel="corner3x3", at=None, mode="same", boundary="zero", stride=1, dilation=1):
    problem = with_settings(GRID, parse_kernel(kernel), mode, boundary, stride, dilation)
    return flip(problem, Wishes(at=at))


def grid_of(shapes, tile: str, place: SheetPlace, kernel) -> np.ndarray:
    """The numbers of a tile as they stand in the cells of a sheet, by row and column."""
    found = np.full((len(place.sheet.rows), len(place.sheet.columns)), np.nan)
    for k in np.ndindex(kernel.shape):
        key = f"{tile}.tap.{k[0]}.{k[1]}"
        shape = shapes.get(key) or shapes[f"{key}.zero"]
        x, y = shape.bounds.middle
        for i, r in enumerate(place.sheet.rows):
            for j, c in enumerate(place.sheet.columns):
                cell = place.block.cell((float(r), float(c)))
                if cell.x < x < cell.right and cell.y < y < cell.bottom:
                    found[i, j] = kernel.values[k]
    return found


@pytest.mark.parametrize("case", CASES, ids=label)
def test_both_orders_of_flips_and_the_half_turn_end_on_the_same_cells(case):
    shown, problem = picture(*case), case[1]
    g = problem.g
    place = shown.look.spot("h", SheetPlace)
    ends = {"right.down": "and up-down", "down.right": "and left-right", "across": "half turn"}
    grids = [grid_of(end(shown, name), tile, place, g) for tile, name in list(ends.items())[::2]]
    full = np.full((len(place.sheet.rows), len(place.sheet.columns)), np.nan)
    r0, c0 = (len(place.sheet.rows) // 2 - g.flipped().origin[0], len(place.sheet.columns) // 2 - g.flipped().origin[1])
    full[r0 : r0 + g.shape[0], c0 : c0 + g.shape[1]] = g.values[::-1, ::-1]
    for grid in grids:
        assert np.array_equal(grid, full, equal_nan=True)
    both = end(shown, "and left-right")
    if f"down.right.tap.{g.origin[0]}.{g.origin[1]}" in both:
        assert np.array_equal(grid_of(both, "down.right", place, g), full, equal_nan=True)


@pytest.mark.parametrize(("tile", "sheet", "name", "of"), [
    ("right", "left-right", "left-right", lambda k: k[:, ::-1]),
    ("down", "up-down", "up-down", lambda k: k[::-1]),
])  # fmt: skip
@pytest.mark.parametrize("kernel", ["corner3x3", "letter-F", "1 -2 3;"])
def test_half_way_g_is_flipped_over_one_axis_only(kernel, tile, sheet, name, of):
    shown = Picture(story(kernel), WIDE, DARK)
    g = parse_kernel(kernel)
    assert np.array_equal(grid_of(end(shown, name), tile, shown.look.spot(sheet, SheetPlace), g), of(g.values))


@pytest.mark.parametrize("case", CASES, ids=label)
def test_the_unflipped_sum_is_what_numpy_finds_for_g_over_the_same_data(case):
    film, problem = case[0].story(case[1]), case[1]
    t = [int(i.replace("−", "-")) for i in re.findall(r"t = \((−?\d+), (−?\d+)\)", said(film, "the data"))[0]]
    g, d = problem.kernel, problem.dilation
    sums = [0.0, 0.0]
    for k in np.ndindex(g.shape):
        for i, side in enumerate((1, -1)):
            s = tuple(u + side * (m - c) * d for u, m, c in zip(t, k, g.origin, strict=True))
            sums[i] += float(g.values[k]) * float(problem.data(s))
    value = re.findall(rf"[=≈] ({NUMBER}), (wrong|too)\.", said(film, "unflipped"))[0]
    assert close(read(value[0]), sums[0]) or abs(sums[0]) < 1e-12  # type: ignore[arg-type]
    same = abs(sums[0] - sums[1]) <= 1e-9 * max(*map(abs, sums), 1e-9)
    assert value[1] == ("too" if same else "wrong")


def test_the_default_film_tells_two_flips_one_turn_and_two_sums():
    film = story(at=(1, 2))
    y = convolve2d(GRID.values, kernel_named("corner3x3").values, mode="same")
    z = correlate2d(GRID.values, kernel_named("corner3x3").values, mode="same")
    assert said(film, "the pair") == "Right and down of the pin, g has 5; left and up of it, 1."
    assert said(film, "half turn") == "Or at once: both flips together are one half turn about the pin."
    assert said(film, "the pair turned") == "Around h's pin, 1 is right and down, and 5 left and up."
    assert said(film, "flipped") == f"y(1, 2) = 3·5 + 2·4 + 1·3 + 5·2 + 1·1 = {y[1, 2]:g}."
    assert said(film, "unflipped") == f"Unflipped: 3·1 + 2·2 + 1·3 + 5·4 + 1·5 = {z[1, 2]:g}, wrong."
    assert said(film, "the result") == f"Half-turned, y(1, 2) = {y[1, 2]:g}; as it is, g would give {z[1, 2]:g}."
    assert 40 <= film.seconds <= 90


def test_a_kernel_that_hides_the_flip_says_so_and_names_one_that_does_not():
    film = story("gaussian3x3")
    assert said(film, "flipped again") == "This g equals its flip and hides it; try another, say corner3x3."
    assert said(film, "the pair turned") == "Both are 1/16: by this pair alone, the turn could not be seen."
    assert said(film, "unflipped").endswith(", too.")
    assert "nothing is seen" in said(story("1 -2 3;"), "and up-down")


def test_a_pin_off_the_middle_is_said_to_be_on_another_tap():
    assert said(story("1 2; 3 4"), "the pin") == "The pin is off the middle: on tap (0, 0) of g, on tap (1, 1) of h."
    assert "the pair" not in [b.name for b in story("1 2; 3 4").beats]
    assert "the pin" not in [b.name for b in story().beats]


@pytest.mark.parametrize("frame", FRAMES, ids=lambda frame: frame.aspect)
def test_digits_stay_upright_in_their_cells_and_no_cell_is_squashed_on_its_way(frame):
    film = story()
    shown = Picture(film, frame, DARK)
    for name, tile in (("left-right", "right"), ("and up-down", "right.down"), ("half turn", "across")):
        b = beat(film, name)
        for step in range(1, 20):
            shapes = shown.shapes(b, film.starts[b] + film.beats[b].seconds * step / 20)
            bars = {s.key: s.bounds for s in shapes if isinstance(s, Polygon) and s.key.startswith(f"{tile}.tap")}
            inner = shown.look.spot("h", SheetPlace).block.inner((0.0, 0.0))
            assert len({round(box.w / box.h, 3) for box in bars.values()} | {round(inner.w / inner.h, 3)}) == 1
            for text in (s for s in shapes if isinstance(s, Text) and s.inside in bars):
                assert bars[text.inside].contains(text.bounds)


def test_over_an_axis_columns_pass_in_front_and_their_partners_behind():
    film = story()
    shown, b = Picture(film, WIDE, DARK), beat(film, "left-right")
    middle = shown.shapes(b, film.starts[b] + 1.3 + 0.7)
    order = [s.key for s in middle if re.fullmatch(r"right\.tap\.\d\.\d", s.key)]
    assert [key.split(".")[-1] for key in order] == ["0", "0", "1", "2", "2"]


def test_the_frames_on_the_data_are_the_kernel_that_is_swept():
    shown = Picture(story(at=(1, 2)), WIDE, DARK)
    place = shown.look.spot("data", SheetPlace)
    for name, side in (("flipped", -1), ("unflipped", 1)):
        shapes = end(shown, name)
        for k in ((0, 0), (0, 2), (1, 1), (2, 0), (2, 2)):
            cell = place.block.inner((1.0 + side * (k[0] - 1), 2.0 + side * (k[1] - 1)))
            assert shapes[f"window.tap.{k[0]}.{k[1]}.frame"].bounds.middle == pytest.approx(cell.middle)


def test_nothing_teleports():
    film = story()
    shown, clock = Picture(film, WIDE, DARK), FrameClock(film, 30)
    pitch = shown.look.spot("g", SheetPlace).block.cell((0.0, 0.0)).w
    before: dict[str, tuple[float, float]] = {}
    for frame in range(clock.frames):
        shapes = [s for s in shown.shapes(*clock.moment(frame)) if ".tap." in s.key and s.opacity > 0.3]
        now = {shape.key: shape.bounds.middle for shape in shapes}
        for key in now.keys() & before.keys():
            assert max(abs(a - b) for a, b in zip(now[key], before[key], strict=True)) < pitch, f"{key} at {frame}"
        before = now
