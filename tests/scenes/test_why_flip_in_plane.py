"""What the film `why-flip` promises with grids: small copies around t, read in their middles, make g half-turned."""

from __future__ import annotations

import re

import numpy as np
import pytest
from scipy.signal import convolve2d

from kernels import kernel_named, parse_kernel, signal_named
from scenes.storyboard.frame import FRAMES, WIDE
from scenes.storyboard.grids.copies_read import CopiesRead
from scenes.storyboard.grids.sheets import SheetPlace
from scenes.storyboard.picture import Picture
from scenes.storyboard.storyboard import FrameClock
from scenes.storyboard.theme import DARK
from scenes.storyboard.wishes import Wishes
from scenes.why_flip import why_flip
from tests.scenes.films import beat, drawable, end, label, picture, said, with_settings

CASES = [case for case in drawable() if case[0].name == "why-flip" and case[1].ndim == 2]
GRID = signal_named("grid")


def story(kernel="corner3x3", at=None, mode="same", boundary="zero", stride=1, dilation=1):
    problem = with_settings(GRID, parse_kernel(kernel), mode, boundary, stride, dilation)
    return why_flip(problem, Wishes(at=at))


def copies(film) -> CopiesRead:
    return next(mark for mark in film.marks if isinstance(mark, CopiesRead))


@pytest.mark.parametrize("case", CASES, ids=label)
def test_the_readings_come_together_as_g_half_turned_around_its_pin(case):
    shown, g = picture(*case), case[1].g
    place, shapes = shown.look.spot("h", SheetPlace), end(shown, "half-turned")
    half = g.values[::-1, ::-1]
    pin = tuple(length - 1 - c for length, c in zip(g.shape, g.origin, strict=True))
    found = np.full(g.shape, np.nan)
    for k in np.ndindex(g.shape):
        key = f"reading.{k[0]}.{k[1]}"
        x, y = (shapes.get(key) or shapes[f"{key}.zero"]).bounds.middle
        for at in np.ndindex(g.shape):
            cell = place.block.cell((float(at[0] - pin[0]), float(at[1] - pin[1])))
            if cell.x < x < cell.right and cell.y < y < cell.bottom:
                found[at] = g.values[k]
    assert np.array_equal(found, half)


@pytest.mark.parametrize("case", CASES, ids=label)
def test_every_reading_is_the_weight_of_its_input_at_the_output(case):
    film, problem = case[0].story(case[1]), case[1]
    mark = copies(film)
    weights = {piece.s: piece.weight for piece in problem.window_pieces(mark.at)}
    assert {mark.source(k): problem.g.exact_at(k) for k in mark.taps} == weights


@pytest.mark.parametrize("frame", FRAMES, ids=lambda frame: frame.aspect)
def test_in_every_small_picture_the_tap_that_is_read_is_in_the_middle_and_the_pin_is_where_the_input_is(frame):
    shown = Picture(story(), frame, DARK)
    shapes = end(shown, "at the output")
    for k in np.ndindex(3, 3):
        name = f"copy.{k[0]}.{k[1]}"
        edge = shapes[f"{name}.frame"].bounds
        read = shapes.get(f"{name}.tap.{k[0]}.{k[1]}") or shapes[f"{name}.tap.{k[0]}.{k[1]}.zero"]
        assert read.bounds.middle == pytest.approx(edge.middle)
        assert shapes[f"{name}.read"].bounds.middle == pytest.approx(edge.middle)
        origin = shapes[f"{name}.tap.1.1"].bounds
        pitch = edge.w / 5
        assert origin.middle[0] - edge.middle[0] == pytest.approx((1 - k[1]) * pitch)  # s − t in columns
        assert origin.middle[1] - edge.middle[1] == pytest.approx((1 - k[0]) * pitch)


def test_pictures_stand_as_their_inputs_lie_around_the_output():
    shown = Picture(story(), WIDE, DARK)
    shapes = end(shown, "the copies")
    centre = shapes["copy.1.1.frame"].bounds.middle
    for k in np.ndindex(3, 3):
        x, y = shapes[f"copy.{k[0]}.{k[1]}.frame"].bounds.middle
        assert np.sign(x - centre[0]) == 1 - k[1]
        assert np.sign(y - centre[1]) == 1 - k[0]


def test_the_default_film_names_the_corner_pair_and_says_the_right_sums():
    film, y = story(at=(1, 2)), convolve2d(GRID.values, kernel_named("corner3x3").values, mode="same")
    assert said(film, "the question") == "How much does each input count at t = (1, 2)?"
    assert said(film, "reading 0") == "From s = (0, 1), up and left of t, we read g(+1, +1) = 5."
    assert said(film, "reading 1") == "From s = (2, 3), down and right of t, we read g(−1, −1) = 1."
    assert said(film, "the pair") == "Down and right of t counts 1, up and left 5: in g it is opposite."
    assert said(film, "half-turned") == "Around t: 5 0 4; 0 3 0; 2 0 1. That is g turned half way round."
    assert said(film, "the sum") == f"y(1, 2) = 3·5 + 2·4 + 1·3 + 5·2 + 1·1 = {y[1, 2]:g}."
    assert said(film, "output (1, 3)").endswith(f"= {y[1, 3]:g}.")
    assert 40 <= film.seconds <= 90


def test_a_symmetric_kernel_is_told_honestly():
    film = story("gaussian3x3")
    assert said(film, "half-turned") == "Around t stands g turned half way round, which here is g itself."
    assert said(film, "the pair").endswith("as up and left: this pair hides it.")


def test_readings_move_one_after_another_in_the_first_beats_and_nothing_else_does():
    film = story()
    shown = Picture(film, WIDE, DARK)
    for name, moving in (("reading 0", "reading.2.2"), ("reading 1", "reading.0.0")):
        b = beat(film, name)
        start, late = (film.starts[b] + film.beats[b].seconds * share for share in (0.3, 0.45))
        one, two = ({s.key: s.bounds.middle for s in shown.shapes(b, at)} for at in (start, late))
        moved = {key for key in one.keys() & two.keys() if one[key] != two[key] and not key.startswith("caption")}
        assert {re.sub(r"\.(number|hatch)$", "", key) for key in moved} == {moving}


def test_the_frames_on_the_data_lie_over_the_inputs_that_count():
    problem = with_settings(GRID, kernel_named("corner3x3"), "same", "wrap", 1, 1)
    film = why_flip(problem, Wishes(at=(0, 0)))
    shown = Picture(film, WIDE, DARK)
    shapes, place = end(shown, "the sum"), shown.look.spot("data", SheetPlace)
    for piece in problem.window_pieces((0, 0)):
        if piece.weight:
            frame = shapes[f"window.tap.{piece.tap[0]}.{piece.tap[1]}.frame"].bounds
            cell = place.block.inner((float(piece.s[0]), float(piece.s[1])))
            assert frame.middle == pytest.approx(cell.middle)
    assert said(film, "the sum").endswith(f"= {problem.total((0, 0))}.")


def test_an_output_that_is_alone_has_no_neighbour_to_go_on_to():
    alone = with_settings(GRID, parse_kernel("3;"), "same", "zero", 9, 1)
    assert [b.name for b in why_flip(alone).beats][-2:] == ["the sum", "the result"]


def test_nothing_teleports():
    film = story()
    shown, clock = Picture(film, WIDE, DARK), FrameClock(film, 30)
    pitch = shown.look.spot("h", SheetPlace).block.cell((0.0, 0.0)).w
    before: dict[str, tuple[float, float]] = {}
    for frame in range(clock.frames):
        shapes = shown.shapes(*clock.moment(frame))
        now = {
            s.key: s.bounds.middle for s in shapes if s.key.startswith(("reading", "window.tap")) and s.opacity > 0.3
        }
        for key in now.keys() & before.keys():
            assert max(abs(a - b) for a, b in zip(now[key], before[key], strict=True)) < pitch, f"{key} at {frame}"
        before = now
