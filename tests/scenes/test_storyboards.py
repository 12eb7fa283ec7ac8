"""Laws of storyboards, over every film and problem: captions, numbers, motion."""

from __future__ import annotations

import re
import string
from fractions import Fraction

import numpy as np
import pytest

from kernels import kernel_named, parse_kernel, parse_signal
from scenes.side_by_side import side_by_side
from scenes.storyboard.caption import MOST_CHARACTERS
from scenes.storyboard.choreography import end_of
from scenes.storyboard.frame import WIDE
from scenes.storyboard.picture import Picture
from scenes.storyboard.shapes import Polygon
from scenes.storyboard.storyboard import CHARACTERS_PER_SECOND, SHORTEST_CAPTION_SECONDS, FrameClock
from scenes.storyboard.theme import CONTEXT, DARK, FOCUS
from scenes.storyboard.track import Curve, Move, Track
from tests.scenes.films import drawable, label, with_settings

CASES = drawable()
NUMBER = r"−?\d+(?:\.\d+)?(?:/\d+)?(?:×10[⁻⁰¹²³⁴⁵⁶⁷⁸⁹]+)?"
FACTOR = rf"\(?({NUMBER})\)?"
SUPERSCRIPT = str.maketrans("⁻⁰¹²³⁴⁵⁶⁷⁸⁹", "-0123456789")


@pytest.fixture(params=CASES, ids=label)
def film(request):
    film, problem = request.param
    return film.story(problem, None)


def read(text: str) -> Fraction:
    """A number as it stands on screen."""
    text = text.replace("−", "-")
    mantissa, _, exponent = text.partition("×10")
    return Fraction(mantissa) * Fraction(10) ** int(exponent.translate(SUPERSCRIPT) or 0)


def close(a: Fraction, b: Fraction) -> bool:
    """Equal as far as three digits can say."""
    return abs(a - b) <= Fraction(1, 150) * max(abs(a), abs(b), Fraction(1, 10**12))


def test_captions_fit_and_can_be_read(film):
    for beat in film.beats:
        assert 0 < len(beat.caption.text) <= MOST_CHARACTERS, beat.caption.text
        assert beat.seconds >= SHORTEST_CAPTION_SECONDS
        assert len(beat.caption.text) <= CHARACTERS_PER_SECOND * beat.seconds


def test_no_digit_stands_in_a_template_only_quantities_carry_numbers(film):
    for beat in film.beats:
        fields = {name for _, name, _, _ in string.Formatter().parse(beat.caption.template) if name}
        assert fields <= set(beat.caption.quantities)
        assert not re.search(r"\d", beat.caption.template), beat.caption.template


def test_every_number_said_in_a_caption_is_what_numpy_finds(film):
    problem = film.problem
    y = problem.weights_extended @ np.array([float(problem.data((s,))) for s in problem.extended[0]])
    outputs = dict(zip(problem.outputs[0], y, strict=True))
    for beat in film.beats:
        text = beat.caption.text
        for s, sign, value in re.findall(rf"f\((−?\d+)\) ([=≈]) ({NUMBER})", text):
            data = float(problem.data((int(s.replace("−", "-")),)))
            assert close(read(value), Fraction(data)), text
            assert sign == "≈" or read(value) == problem.data((int(s.replace("−", "-")),)), text
        for t, total, sign, value in re.findall(rf"y\((−?\d+)\) = ([^=≈]*) ([=≈]) ({NUMBER})", text):
            at = int(t.replace("−", "-"))
            assert abs(float(read(value)) - outputs[at]) <= 6e-3 * max(abs(outputs[at]), 1e-12), text
            if sign == "=" and "…" not in total and "products" not in total:
                factors = re.findall(rf"{FACTOR}·{FACTOR}", total)
                assert sum((read(a) * read(b) for a, b in factors), Fraction(0)) == read(value), text


def test_what_a_copy_is_said_to_add_is_its_column_of_the_weights(film):
    problem = film.problem
    columns = list(problem.extended[0])
    for beat in film.beats:
        found = re.match(
            r"(?:Ghost )?f\((−?\d+)\) [=≈] \S+ (?:drops .*, )?adds (.*) to ([^;]*)(?:; .*)?\.", beat.caption.text
        )
        if found is None or "…" in beat.caption.text or "products" in beat.caption.text:
            continue
        s = int(found[1].replace("−", "-"))
        column = problem.weights_extended[:, columns.index(s)] * float(problem.data((s,)))
        said = [float(read(a) * read(b)) for a, b in re.findall(rf"{FACTOR}·{FACTOR}", found[2])]
        named = [int(t.replace("−", "-")) for t in re.findall(r"y\((−?\d+)\)", found[3])]
        expected = {t: v for t, v in zip(problem.outputs[0], column, strict=True) if v}
        assert named == list(expected), beat.caption.text
        assert np.allclose(said, list(expected.values()), rtol=6e-3), beat.caption.text


def test_a_film_ends_with_every_piece_landed_and_every_total_shown(film):
    values = film.values(film.seconds)
    for mark in film.marks:
        for name in ("flight", "total"):
            for key, track in getattr(mark, name, {}).items():
                assert values[track] == 1.0, f"{name} {key}"


def test_both_sides_end_with_the_same_pieces_in_the_same_order(film):
    left, right = film.panels
    for t in left.outputs:
        ours, theirs = left.landed[t], right.landed[t]
        assert [(p.s, p.tap, p.product) for p in ours] == [(p.s, p.tap, p.product) for p in theirs]


def test_a_film_comes_to_rest_before_every_beat_ends(film):
    for beat in film.beats:
        assert end_of(beat.moves) <= beat.seconds - beat.still + 1e-9


def test_the_end_holds_for_two_seconds_at_full_strength(film):
    before, end = film.values(film.seconds - 2.0), film.values(film.seconds)
    assert before == end
    for mark in film.marks:
        focus = getattr(mark, "focus", None)
        assert focus is None or end[focus] == FOCUS


def test_one_panel_moves_at_a_time(film):
    """Whenever a kernel travels or a piece flies on one side, the other side rests and is dimmed."""
    left, right = (
        next(mark for mark in film.marks if getattr(mark, "panel", None) is panel and hasattr(mark, "flight"))
        for panel in film.panels
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
    story = side_by_side(with_settings(signal, kernel_named("asym3"), "same", "zero", 1, 1), None)
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


@pytest.mark.parametrize("fps", [12, 15, 24, 25, 30, 60, 7])
def test_beats_begin_on_the_frame_nearest_to_their_time_at_every_rate(fps):
    story = side_by_side(with_settings(parse_signal("2,1,3"), parse_kernel("1,2,4"), "same", "zero", 1, 1), None)
    clock = FrameClock(story, fps)
    assert list(clock.boundaries) == [round(start * fps) for start in story.starts]
    for beat, first in enumerate(clock.boundaries[:-1]):
        assert clock.moment(first) == (beat, story.starts[beat])
    assert clock.moment(clock.frames - 1)[0] == len(story.beats) - 1


def test_any_moment_can_be_drawn_on_its_own():
    story = side_by_side(with_settings(parse_signal("2,1,3"), parse_kernel("1,2,4"), "same", "zero", 1, 1), None)
    forwards = [story.values(time / 7) for time in range(int(story.seconds * 7))]
    backwards = [story.values(time / 7) for time in reversed(range(int(story.seconds * 7)))]
    assert forwards == backwards[::-1]


def test_moves_that_would_fight_over_a_track_are_refused():
    track = Track("x")
    with pytest.raises(ValueError, match=r"x: the move at 0\.5 s starts before 1 s"):
        Curve(track, [Move(track, 1.0, 0.0, 1.0), Move(track, 2.0, 0.5, 1.0)])


def test_the_default_film_tells_the_arithmetic_of_the_storyboard():
    problem = with_settings(parse_signal("2,1,3,2,1,1,0"), kernel_named("asym3"), "same", "zero", 1, 1)
    said = [beat.caption.text for beat in side_by_side(problem, None).beats]
    assert said[1] == "f(0) = 2 drops 2·1 outside, adds 2·2, 2·4 to y(0), y(1)."
    assert said[2] == "f(1) = 1 adds 1·1, 1·2, 1·4 to y(0), y(1), y(2); y(0) is complete."
    assert said[3].startswith("y(0) = 0·4 + 2·2 + 1·1 = 5")
    assert "y(3) = 3·4 + 2·2 + 1·1 = 17." in said
    assert "f(6) = 0 adds nothing; y(5), y(6) are complete." in said
    assert said[-2:] == ["The same 17 pieces, in the same order.", "Both ways, y is 5, 13, 12, 17, 11, 6, 4."]


def test_long_sums_are_elided_in_the_middle_and_keep_their_total():
    data, kernel = parse_signal("10,20,30,40,50,60,70,80,90"), parse_kernel("1,2,3,4,5,6,7,8,9")
    problem = with_settings(data, kernel, "same", "zero", 1, 1)
    said = [beat.caption.text for beat in side_by_side(problem, None).beats]
    assert any("… +" in text and text.endswith("= 1650.") for text in said), said


def test_a_symmetric_kernel_is_told_honestly():
    problem = with_settings(parse_signal("1,2"), kernel_named("triangle3"), "same", "zero", 1, 1)
    assert side_by_side(problem, None).beats[0].caption.text.endswith("which here is g.")
