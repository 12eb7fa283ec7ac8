"""Grids: what stands in their cells, held against numpy and scipy; mosaics, windows and the half turn, as geometry."""

from __future__ import annotations

import numpy as np
import pytest
from scipy.signal import convolve2d

from kernels import Problem, kernel_named, parse_kernel, parse_signal, signal_named
from scenes.side_by_side import side_by_side
from scenes.storyboard.diverging import diverging
from scenes.storyboard.frame import FRAMES, SQUARE, WIDE
from scenes.storyboard.grids.kernel_tile import KernelTile
from scenes.storyboard.grids.layout import GridLayout
from scenes.storyboard.grids.mosaics import Mosaics
from scenes.storyboard.picture import Picture
from scenes.storyboard.shapes import Polygon, Text
from scenes.storyboard.theme import DARK, LIGHT
from scenes.storyboard.turns import turns
from tests.scenes.films import label, planes

GRID = signal_named("grid")
PROBLEMS = list(planes())

ONE_QUICK_FRAME = [
    pytest.param(frame, id=frame.aspect, marks=pytest.mark.slow if i else ()) for i, frame in enumerate(FRAMES)
]


def shown(problem: Problem, frame=WIDE, theme=DARK) -> Picture:
    return Picture(side_by_side(problem), frame, theme)


def end(picture: Picture) -> dict[str, object]:
    shapes = picture.end_of(len(picture.storyboard.beats) - 1)
    return {shape.key: shape for shape in shapes}


def texts(shapes, start: str) -> dict[tuple[int, ...], str]:
    """The numbers whose keys begin so, by the indices in their keys."""
    found = {}
    for key, shape in shapes.items():
        if key.startswith(start) and isinstance(shape, Text):
            indices = [part for part in key.removeprefix(start).split(".") if part not in ("value", "number")]
            if all(part.lstrip("-").isdigit() for part in indices):
                found[tuple(int(part) for part in indices)] = shape.text
    return found


@pytest.mark.parametrize("side", ["left", "right"])
@pytest.mark.parametrize("kernel", ["corner3x3", "sobel-x", "sobel-y", "box3x3", "sharpen3x3"])
def test_the_totals_in_the_cells_are_what_scipy_finds(kernel, side):
    problem = Problem(GRID, kernel_named(kernel))
    numbers = texts(end(shown(problem)), f"{side}.total.")
    expected = convolve2d(GRID.values, problem.kernel.values, "same")
    assert numbers, "no number is shown"
    for at, text in numbers.items():
        assert float(text.replace("−", "-")) == expected[at]
    assert len(numbers) == expected.size


def test_data_and_weights_stand_in_their_cells_and_the_swept_kernel_is_numpys_half_turn():
    problem = Problem(GRID, kernel_named("corner3x3"))
    picture = shown(problem)
    shapes = end(picture)
    for side in ("left", "right"):
        data = texts(shapes, f"{side}.data.")
        assert {at: int(text) for at, text in data.items()} == {at: int(v) for at, v in np.ndenumerate(GRID.values)}
    place = picture.layout.places["right"]
    assert isinstance(place, GridLayout)
    turned = problem.kernel.values[::-1, ::-1]
    for (r, c), weight in np.ndenumerate(turned):
        cell = place.kernel.cell((r - 1, c - 1))
        inside = [s for s in shapes.values() if isinstance(s, Text) and cell.contains(s.bounds)]
        assert [s.text for s in inside] == [f"{weight:g}"]


def test_half_way_round_no_two_taps_of_a_turning_kernel_overlap():
    picture = shown(Problem(GRID, kernel_named("letter-F")))
    tile = next(m for m in picture.storyboard.marks if isinstance(m, KernelTile) and not m.panel.scatters)
    values = dict(picture.storyboard.values(picture.storyboard.seconds))
    for turn in np.linspace(0, 1, 23):
        rects = list(tile.rects(picture.look, {**values, tile.turn: float(turn)}).values())
        assert not any(a.grown(-0.6).overlaps(b) for i, a in enumerate(rects) for b in rects[:i])


@pytest.mark.parametrize("problem", PROBLEMS, ids=lambda p: label((_Named, p)))
def test_finished_mosaics_are_alike_on_both_sides(problem):
    """Claim C9: the same pieces in the same slots."""
    picture = shown(problem)
    pieces: dict[str, dict[str, tuple[float, ...]]] = {"left": {}, "right": {}}
    origin = {name: picture.layout.places[name].pieces.rect for name in pieces}
    for key, shape in end(picture).items():
        side = key.partition(".")[0]
        if isinstance(shape, Polygon) and (".piece." in key or ".mosaic." in key):
            box = shape.bounds
            at = (box.x - origin[side].x, box.y - origin[side].y, box.w, box.h)
            pieces[side][key.partition(".")[2]] = tuple(round(v, 6) for v in at)
    assert pieces["left"] == pieces["right"]
    if ".piece." in " ".join(pieces["left"]):
        landed = sum(len(stack) for stack in picture.storyboard.body.panels[0].landed.values())
        assert len(pieces["left"]) == landed


def test_a_mosaic_is_the_kernel_half_turned_and_its_slots_are_at_s_minus_t():
    problem = Problem(GRID, kernel_named("corner3x3"))
    picture = shown(problem)
    place, shapes = picture.layout.places["right"], end(picture)
    t, cell = (1, 2), place.pieces.inner((1, 2))
    styles = picture.storyboard.body.panels[1].cell_styles(DARK)
    for (r, c), weight in np.ndenumerate(problem.kernel.values[::-1, ::-1]):
        s = (t[0] + r - 1, t[1] + c - 1)
        piece = shapes.get(f"right.piece.{t[0]}.{t[1]}.{s[0]}.{s[1]}")
        assert (piece is not None) == bool(weight * GRID.values[s])
        if isinstance(piece, Polygon):
            x, y = piece.bounds.middle
            assert (x, y) == pytest.approx((cell.x + (c + 0.5) * cell.w / 3, cell.y + (r + 0.5) * cell.h / 3))
            assert piece.fill == styles[2 - r, 2 - c].fill


def test_negative_pieces_are_hollow_so_that_their_sign_is_seen_in_grey():
    problem = Problem(GRID, kernel_named("sobel-x"))
    signs = set()
    for key, shape in end(shown(problem)).items():
        if ".piece." in key and isinstance(shape, Polygon):
            t0, t1, s0, s1 = (int(part) for part in key.split(".")[2:])
            product = GRID.values[s0, s1] * problem.kernel.values[t0 - s0 + 1, t1 - s1 + 1]
            assert (shape.fill is not None) == (product > 0)
            signs.add(product > 0)
    assert signs == {True, False}


@pytest.mark.parametrize("theme", [DARK, LIGHT], ids=lambda theme: theme.name)
def test_where_numbers_do_not_fit_a_cell_has_the_colour_of_its_value(theme):
    text = ";".join(",".join(str((i * 7 + j * 5) % 11 - 4) for j in range(12)) for i in range(12))
    problem = Problem(parse_signal(text), kernel_named("sobel-x"))
    picture = shown(problem, theme=theme)
    shapes, expected = end(picture), convolve2d(problem.signal.values, problem.kernel.values, "same")
    strongest = np.abs(expected).max()
    assert not texts(shapes, "left.total.")
    for at, value in np.ndenumerate(expected):
        cell = shapes[f"left.total.{at[0]}.{at[1]}"]
        assert isinstance(cell, Polygon)
        assert cell.fill == diverging(theme, value / strongest)


@pytest.mark.parametrize("frame", ONE_QUICK_FRAME)
def test_cells_are_at_least_fourteen_pixels_wide_where_they_hold_numbers(frame):
    for problem in PROBLEMS:
        picture = shown(problem, frame)
        for place in picture.layout.places.values():
            assert isinstance(place, GridLayout)
            for block in (place.data, place.kernel, place.totals):
                if block.numbers:
                    ends = [zip(band.starts, band.ends, strict=True) for band in (block.rows, block.columns)]
                    assert min(max(end - start for start, end in band) for band in ends) >= 14


@pytest.mark.parametrize("frame", ONE_QUICK_FRAME)
def test_where_numbers_fit_every_number_is_shown(frame):
    for problem in PROBLEMS:
        picture = shown(problem, frame)
        place, shapes = picture.layout.places["left"], end(picture)
        panel = place.panel
        if place.totals.numbers:
            assert set(texts(shapes, "left.total.")) == set(panel.outputs)
        if place.data.numbers:
            assert set(texts(shapes, "left.data.")) == set(panel.inputs)
        if place.kernel.numbers:
            assert set(texts(shapes, "left.tap.")) == set(np.ndindex(problem.g.shape))


def test_a_small_frame_has_smaller_numbers_rather_than_none():
    place = shown(Problem(GRID, kernel_named("corner3x3")), SQUARE).layout.places["left"]
    assert place.totals.numbers
    assert place.number_px >= 0.02 * SQUARE.height


def test_both_panels_have_their_cells_at_the_same_places():
    for problem in PROBLEMS:
        left, right = shown(problem).layout.places.values()
        for name in ("data", "kernel", "pieces", "totals"):
            a, b = getattr(left, name), getattr(right, name)
            assert a.rows == b.rows
            assert np.allclose(np.subtract(b.columns.starts, a.columns.starts), right.rect.x - left.rect.x)


def test_every_input_and_every_output_has_its_turn_once():
    for problem in PROBLEMS:
        left, right = side_by_side(problem).body.panels
        told = turns(left, right)
        assert [s for turn in told for run in turn.inputs for s in run.steps] == list(left.inputs)
        assert sorted(t for turn in told for t in turn.done) == list(right.outputs)


def test_two_steps_on_each_side_are_told_with_all_of_their_numbers():
    told = turns(*side_by_side(Problem(GRID, kernel_named("corner3x3"))).body.panels)
    assert sum(run.told for turn in told for run in turn.inputs) == 2
    assert sum(run.told for turn in told for run in turn.outputs) == 2


def test_a_film_of_the_largest_grids_stays_within_two_and_a_half_minutes():
    rows = ";".join(",".join(str((i * 5 + j * 3) % 7) for j in range(12)) for i in range(12))
    taps = ";".join(",".join(str((i * 3 + j * 2) % 5 - 1) for j in range(7)) for i in range(7))
    assert side_by_side(Problem(parse_signal(rows), parse_kernel(taps))).seconds < 150


def test_one_output_is_made_of_few_tracks_so_that_large_grids_stay_quick():
    rows = ";".join(",".join("1" for _ in range(12)) for _ in range(12))
    story = side_by_side(Problem(parse_signal(rows), kernel_named("box3x3")))
    mosaics = [mark for mark in story.marks if isinstance(mark, Mosaics)]
    assert all(len(mark.tracks) <= 3 * 144 + 2 for mark in mosaics)


class _Named:
    name = "side-by-side"
