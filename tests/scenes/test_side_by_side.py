"""What the film `side-by-side` promises beyond what every film does."""

from __future__ import annotations

import pytest

from kernels import kernel_named, parse_kernel, parse_signal
from scenes.side_by_side import side_by_side
from scenes.storyboard.frame import WIDE
from scenes.storyboard.picture import Picture
from scenes.storyboard.shapes import Polygon
from scenes.storyboard.storyboard import FrameClock
from scenes.storyboard.theme import CONTEXT, DARK, FOCUS
from tests.scenes.films import drawable, label, with_settings

CASES = [case for case in drawable() if case[0].name == "side-by-side"]


@pytest.fixture(params=CASES, ids=label)
def film(request):
    film, problem = request.param
    return film.story(problem)


def test_both_sides_end_with_the_same_pieces_in_the_same_order(film):
    left, right = film.body.panels
    for t in left.outputs:
        ours, theirs = left.landed[t], right.landed[t]
        assert [(p.s, p.tap, p.product) for p in ours] == [(p.s, p.tap, p.product) for p in theirs]


def test_one_panel_moves_at_a_time(film):
    """Whenever a kernel travels or a piece flies on one side, the other side rests and is dimmed."""
    left, right = (
        next(mark for mark in film.marks if getattr(mark, "panel", None) is panel and hasattr(mark, "flight"))
        for panel in film.body.panels
    )
    last = next(i for i, beat in enumerate(film.beats) if beat.name == "the comparison")
    time, step = film.starts[1], 0.1
    while time < film.starts[last] - step:
        now, soon = film.values(time), film.values(time + step)
        moving = [
            any(now[track] != soon[track] for track in (*stacks.flight.values(), *stacks.grow.values()))
            for stacks in (left, right)
        ]
        assert moving != [True, True], f"both move at {time:.1f} s"
        for stacks, other, moves in ((left, right, moving[0]), (right, left, moving[1])):
            if moves:
                assert now[stacks.focus] == FOCUS
                assert now[other.focus] == CONTEXT
        time += step


def test_nothing_teleports():
    """From one frame at 60 a second to the next, no piece, tap or outline leaps further than a column."""
    signal = parse_signal("2,1,3,2,1,1,0")
    story = side_by_side(with_settings(signal, kernel_named("asym3"), "same", "zero", 1, 1))
    shown, clock = Picture(story, WIDE, DARK), FrameClock(story, 60)
    pitch = shown.layout.panels["left"].pitch
    before: dict[str, tuple[float, float]] = {}
    for frame in range(clock.frames):
        shapes = [s for s in shown.shapes(*clock.moment(frame)) if isinstance(s, Polygon) and s.opacity > 0.3]
        now = {shape.key: shape.bounds.middle for shape in shapes}
        for key in now.keys() & before.keys():
            leap = max(abs(now[key][0] - before[key][0]), abs(now[key][1] - before[key][1]))
            assert leap < pitch, f"{key} leaps {leap:.0f} px at frame {frame}"
        before = now


def test_the_default_film_tells_the_arithmetic_of_the_storyboard():
    problem = with_settings(parse_signal("2,1,3,2,1,1,0"), kernel_named("asym3"), "same", "zero", 1, 1)
    said = [beat.caption.text for beat in side_by_side(problem).beats]
    assert said[1] == "f(0) = 2 drops 2·1 outside, adds 2·2, 2·4 to y(0), y(1)."
    assert said[2] == "f(1) = 1 adds 1·1, 1·2, 1·4 to y(0), y(1), y(2); y(0) is complete."
    assert said[3].startswith("y(0) = 0·4 + 2·2 + 1·1 = 5")
    assert "y(3) = 3·4 + 2·2 + 1·1 = 17." in said
    assert "f(6) = 0 adds nothing; y(5), y(6) are complete." in said
    assert said[-2:] == ["The same 17 pieces, in the same order.", "Both ways, y is 5, 13, 12, 17, 11, 6, 4."]


def test_long_sums_are_elided_in_the_middle_and_keep_their_total():
    data, kernel = parse_signal("10,20,30,40,50,60,70,80,90"), parse_kernel("1,2,3,4,5,6,7,8,9")
    problem = with_settings(data, kernel, "same", "zero", 1, 1)
    said = [beat.caption.text for beat in side_by_side(problem).beats]
    assert any("… +" in text and text.endswith("= 1650.") for text in said), said


def test_a_symmetric_kernel_is_told_honestly():
    problem = with_settings(parse_signal("1,2"), kernel_named("triangle3"), "same", "zero", 1, 1)
    assert side_by_side(problem).beats[0].caption.text.endswith("which here is g.")
