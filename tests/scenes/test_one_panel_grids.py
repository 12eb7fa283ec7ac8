"""What `input-centered` and `output-centered` promise in grids: benches, mosaics, and the two taps of claim C7."""

from __future__ import annotations

import numpy as np
import pytest
from scipy.signal import convolve2d, correlate2d

from kernels import kernel_named, signal_named
from scenes import FILMS
from scenes.storyboard.font import ASCENT, DESCENT
from scenes.storyboard.frame import FRAMES, WIDE
from scenes.storyboard.grids.layout import GridLayout
from scenes.storyboard.picture import Picture
from scenes.storyboard.shapes import Polygon, Text
from scenes.storyboard.storyboard import FrameClock
from scenes.storyboard.theme import DARK
from tests.scenes.films import drawable, label, plane_kernels, with_settings

FILM = {film.name: film for film in FILMS}
SETTINGS = {"mode": "same", "boundary": "zero", "stride": 1, "dilation": 1}
NAMES = {"input-centered": "left", "output-centered": "right"}
GRID = np.array(signal_named("grid").values)
CORNER = np.array(kernel_named("corner3x3").values)


def problem_of(kernel="corner3x3", **settings):
    kernel = kernel_named(kernel) if isinstance(kernel, str) else kernel
    return with_settings(signal_named("grid"), kernel, **{**SETTINGS, **settings})


def shown(film, kernel="corner3x3", frame=WIDE, **settings):
    return Picture(FILM[film].story(problem_of(kernel, **settings)), frame, DARK)


def beat(picture, name):
    return next(i for i, b in enumerate(picture.storyboard.beats) if b.name == name)


def end(picture, name=None):
    """The shapes at the end of a beat, by key; of the film without a name."""
    at = len(picture.storyboard.beats) - 1 if name is None else beat(picture, name)
    return {shape.key: shape for shape in picture.end_of(at)}


def said(picture, name):
    return picture.storyboard.beats[beat(picture, name)].caption.text


def place_of(picture):
    return next(place for place in picture.layout.places.values() if isinstance(place, GridLayout))


def number_at(shapes, rect):
    """The number whose middle stands in a cell."""
    found = [s for s in shapes.values() if isinstance(s, Text) and _within(rect, s.bounds.middle)]
    assert len(found) == 1, found
    return float(found[0].text.replace("−", "-"))


def _within(rect, point):
    return rect.x < point[0] < rect.right and rect.y < point[1] < rect.bottom


@pytest.mark.parametrize("film", NAMES)
def test_the_totals_on_screen_are_those_of_scipy(film):
    shapes = end(shown(film))
    y = convolve2d(GRID, CORNER, "same")
    assert np.array_equal(y, correlate2d(GRID, CORNER[::-1, ::-1], "same"))
    for (r, c), total in np.ndenumerate(y):
        assert shapes[f"{NAMES[film]}.total.{r}.{c}"].text == f"{total:g}"


@pytest.mark.parametrize("t", [(0, 1), (1, 2)])
def test_the_products_of_the_window_stand_on_the_bench_where_their_taps_are(t):
    picture = shown("output-centered")
    shapes, place, h = end(picture, f"output {t}"), place_of(picture), CORNER[::-1, ::-1]
    padded = np.pad(GRID, 1)
    products = padded[t[0] : t[0] + 3, t[1] : t[1] + 3] * h
    for (r, c), expected in np.ndenumerate(products):
        if h[r, c]:
            assert number_at(shapes, place.bench.cell((r - 1, c - 1))) == expected
    assert shapes[f"right.total.{t[0]}.{t[1]}"].text == f"{products.sum():g}"


def test_a_scaled_copy_stands_on_the_bench_when_its_pieces_have_left_for_the_outputs():
    picture = shown("input-centered")
    shapes, place = end(picture, "input (1, 3)"), place_of(picture)
    for (r, c), weight in np.ndenumerate(CORNER):
        if weight:
            assert number_at(shapes, place.bench.cell((r - 1, c - 1))) == GRID[1, 3] * weight


@pytest.mark.parametrize("film", NAMES)
def test_the_bench_is_cleared_before_the_next_steps(film):
    picture = shown(film)
    told = [i for i, b in enumerate(picture.storyboard.beats) if b.name.startswith(("input (", "output ("))]
    assert len(told) == 2
    for i in told:
        after = [s.key for s in picture.end_of(i + 1)]
        assert not any(".product." in key for key in after)


def test_the_magnified_mosaic_adds_up_to_the_total_beside_it_and_frames_the_inputs_that_it_came_from():
    picture = shown("input-centered")
    shapes, place = end(picture), place_of(picture)
    t = (1, 2)
    pieces = place.panel.landed[t]
    numbers = [number_at(shapes, place.bench.cell((p.s[0] - t[0], p.s[1] - t[1]))) for p in pieces]
    assert sum(numbers) == convolve2d(GRID, CORNER, "same")[t] == 37
    for p in pieces:
        frame = shapes[f"left.source.{p.s[0]}.{p.s[1]}"]
        assert frame.bounds.middle == pytest.approx(place.data.cell(p.s).middle)
        assert frame.stroke == shapes[f"left.tap.{p.tap[0]}.{p.tap[1]}"].fill


def test_all_copies_that_count_are_counted():
    words = f"{np.count_nonzero(GRID)} copies overlap; cell by cell, they add up."
    assert said(shown("input-centered"), "the sum") == words


@pytest.mark.parametrize("film", NAMES)
def test_right_and_down_and_left_and_up_are_pointed_at_and_named(film):
    picture = shown(film)
    shapes, place = end(picture, "two taps"), place_of(picture)
    placed = "pieces" if film == "input-centered" else "data"
    block, at = getattr(place, placed), (2, 2)
    for i, (r, c) in enumerate(((1, 1), (-1, -1))):
        tap, cell = shapes[f"{NAMES[film]}.kernel.pair.{i}"], shapes[f"{NAMES[film]}.{placed}.pair.{i}"]
        assert tap.bounds.middle == pytest.approx(place.kernel.cell((r, c)).middle)
        assert cell.bounds.middle == pytest.approx(block.cell((at[0] + r, at[1] + c)).middle)
        assert number_at(shapes, place.kernel.cell((r, c))) == (
            CORNER[1 + r, 1 + c] if film == "input-centered" else CORNER[1 - r, 1 - c]
        )
    words = {
        "input-centered": "g reaches right and down by 5, but left and up by 1.",
        "output-centered": "Right and down of t counts 1, left and up 5: in g it is the reverse.",
    }
    assert said(picture, "two taps") == words[film]


@pytest.mark.parametrize("film", NAMES)
def test_where_no_flip_shows_it_is_said(film):
    words = said(shown(film, "gaussian3x3"), "two taps")
    assert words == "Right-and-down and left-and-up both weigh 1/16: no flip shows here."


@pytest.mark.parametrize("kernel", plane_kernels(), ids=lambda k: k.name)
@pytest.mark.parametrize("film", NAMES)
def test_the_two_taps_are_only_shown_where_the_kernel_has_both(film, kernel):
    names = [b.name for b in FILM[film].story(problem_of(kernel)).beats]
    (first_r, last_r), (first_c, last_c) = ((axis[0], axis[-1]) for axis in kernel.offsets())
    assert ("two taps" in names) == (max(first_r, first_c) <= -1 and min(last_r, last_c) >= 1)


def test_an_outline_goes_over_the_taps_in_step_with_the_one_over_the_inputs():
    picture = shown("output-centered")
    story, place = picture.storyboard, place_of(picture)
    i, seen = beat(picture, "the window"), set()
    for time in np.linspace(story.starts[i] + 1.2, story.starts[i + 1] - 1.2, 40):
        shapes = {s.key: s for s in picture.shapes(i, time)}
        if "right.kernel.cursor" in shapes:
            tap, cell = (shapes[f"right.{name}.cursor"].bounds.middle for name in ("kernel", "data"))
            away = [a - b for a, b in zip(tap, place.kernel.cell((0, 0)).middle, strict=True)]
            centre = place.data.cell((2, 2)).middle
            widths = place.data.cell((1, 1)), place.kernel.cell((0, 0))
            assert (cell[0] - centre[0]) / widths[0].w == pytest.approx(away[0] / widths[1].w, abs=1e-6)
            assert (cell[1] - centre[1]) / widths[0].h == pytest.approx(away[1] / widths[1].h, abs=1e-6)
            seen.add((round(away[1] / widths[1].h), round(away[0] / widths[1].w)))
    assert seen == {(r, c) for r in (-1, 0, 1) for c in (-1, 0, 1)}


@pytest.mark.parametrize("film", NAMES)
def test_the_kept_outputs_and_the_ghosts_are_said(film):
    story = shown(film, mode="full")
    assert said(story, "the outputs") == "Mode full keeps every output that g touches: (−1, −1) to (4, 5)."
    assert said(shown(film, stride=2), "the outputs") == "Stride 2 keeps 2×3 outputs; hatched ones are skipped."
    assert said(shown(film, boundary="wrap"), "the boundary").startswith("Dashed ghosts go on")


@pytest.mark.parametrize("film", NAMES)
def test_the_default_film_takes_from_40_to_90_seconds(film):
    assert 40 <= shown(film).storyboard.seconds <= 90


@pytest.mark.parametrize("film", NAMES)
def test_nothing_teleports(film):
    """From frame to frame no piece, tap or outline leaps further than a cell while it is seen."""
    picture = shown(film)
    clock, place = FrameClock(picture.storyboard, 60), place_of(picture)
    reach = place.kernel.cell((0, 0)).w
    last = beat(picture, next(b.name for b in picture.storyboard.beats if b.name.startswith(("input (1", "output (1"))))
    before: dict[str, tuple[float, float]] = {}
    for frame in range(clock.boundaries[last], clock.boundaries[last + 1]):
        shapes = [s for s in picture.shapes(*clock.moment(frame)) if isinstance(s, Polygon) and s.opacity > 0.3]
        now = {shape.key: shape.bounds.middle for shape in shapes}
        for key in now.keys() & before.keys():
            leap = max(abs(now[key][0] - before[key][0]), abs(now[key][1] - before[key][1]))
            assert leap < reach, f"{key} leaps {leap:.0f} px at frame {frame}"
        before = now


@pytest.mark.parametrize("frame", FRAMES, ids=lambda frame: frame.aspect)
@pytest.mark.parametrize("case", [c for c in drawable() if c[1].ndim == 2 and c[0].name in (*NAMES, "impulse")][::5],
                         ids=label)  # fmt: skip
def test_numbers_stand_in_every_block_that_has_room_for_them(case, frame):
    film, problem = case
    for place in Picture(film.story(problem), frame, DARK).layout.places.values():
        for block in (place.data, place.kernel, place.totals, place.bench):
            if block is not None and block.numbers:
                cell = block.inner((block.rows.indices[len(block.rows.indices) // 2], block.columns.indices[0]))
                assert cell.h >= (ASCENT + DESCENT) * place.number_px
