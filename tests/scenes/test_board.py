"""Boards: sheets and lines stand within their area, clear of one another, in the arrangement that shows most."""

from __future__ import annotations

from itertools import combinations

import pytest

from scenes import FILMS
from scenes.storyboard.frame import FRAMES, SQUARE, TALL, WIDE
from scenes.storyboard.grids.board import Board
from scenes.storyboard.grids.sheets import Across, Down, Lines, LinesPlace, Sheet, SheetPlace, strongest
from scenes.storyboard.shapes import Rect
from tests.scenes.films import label, picture, planes

AREA = Rect(40.0, 100.0, 1200.0, 500.0)
BOARDS = [film for film in FILMS if film.name in ("flip", "which-flip", "why-flip")]
CASES = [(film, problem) for film in BOARDS for problem in list(planes())[::4]]


def sheet(rows=3, columns=3, text="7", **more):
    return Sheet(range(rows), range(columns), [text] if text else [], **more)


@pytest.mark.parametrize("case", CASES, ids=label)
def test_nothing_of_a_board_overlaps_or_leaves_the_margins(case):
    for frame in FRAMES:
        places = picture(*case, frame).layout.places
        rects = {name: place.rect for name, place in places.items() if isinstance(place, SheetPlace)}
        for (a, one), (b, other) in combinations(rects.items(), 2):
            assert not one.overlaps(other), f"{a} and {b} in {frame.aspect}"
        for name, rect in rects.items():
            assert frame.safe.grown(0.5).contains(rect), name
            assert rect.grown(0.5).contains(places[name].block.rect)


def test_the_arrangement_with_the_largest_cells_is_taken():
    sheets = {name: sheet(6, 6) for name in "ab"}
    board = Board(sheets, {}, (Down(("a", "b")), Across(("a", "b"))))
    wide = board.placed(WIDE, AREA)
    assert wide["a"].rect.y == wide["b"].rect.y
    tall = board.placed(TALL, Rect(64, 100, 592, 1000))
    assert tall["a"].rect.x == tall["b"].rect.x


def test_numbers_are_given_up_from_the_widest_on_until_the_others_can_be_read():
    sheets = {"a": sheet(9, 9, "1234567890"), "b": sheet(4, 4, "1")}
    placed = Board(sheets, {}, (Across(("a", "b")),)).placed(SQUARE, Rect(36, 90, 648, 400))
    assert [placed[name].block.numbers for name in "ab"] == [False, True]


def test_a_scaled_sheet_has_cells_of_its_own_size():
    sheets = {"a": sheet(text=""), "b": sheet(text="", scale=0.5)}
    placed = Board(sheets, {}, (Across(("a", "b")),)).placed(WIDE, AREA)
    large, small = (placed[name].block.cell((0.0, 0.0)) for name in "ab")
    assert (small.w, small.h) == pytest.approx((large.w / 2, large.h / 2))


def test_lines_stand_below_one_another_and_words_have_room_above_and_below_cells():
    lines = Lines((("at t = 1:", "17"), ("at t = 2:", "4")))
    sheets = {"a": sheet(heading="a heading that is wider than its cells", note="below")}
    placed = Board(sheets, {"sums": lines}, (Across(("a", "sums")),)).placed(WIDE, AREA)
    a, sums = placed["a"], placed["sums"]
    assert isinstance(sums, LinesPlace)
    ys = [y for pair in sums.baselines for y in pair]
    assert ys == sorted(ys)
    assert a.heading_y < a.block.rect.y < a.block.rect.bottom < a.note_y <= a.rect.bottom
    assert a.rect.w > a.block.rect.w


def test_colours_are_shares_of_the_largest_magnitude_and_of_1_where_all_is_0():
    assert strongest([1.0, -4.0]) == 4.0
    assert strongest([0.0]) == strongest([]) == 1.0
