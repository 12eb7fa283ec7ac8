"""Laws of storyboards, over every film and problem: captions, numbers, motion."""

from __future__ import annotations

import re
import string
from fractions import Fraction
from itertools import product

import numpy as np
import pytest

from kernels import parse_kernel, parse_signal
from scenes.side_by_side import side_by_side
from scenes.storyboard.choreography import end_of
from scenes.storyboard.storyboard import CHARACTERS_PER_SECOND, SHORTEST_CAPTION_SECONDS, FrameClock
from scenes.storyboard.theme import FOCUS
from scenes.storyboard.track import Curve, Move, Track
from tests.scenes.films import drawable, label, some_slow, with_settings

CASES = drawable()
NUMBER = r"−?\d+(?:\.\d+)?(?:/\d+)?(?:×10[⁻⁰¹²³⁴⁵⁶⁷⁸⁹]+)?"
INDEX = r"−?\d+(?:, −?\d+)?"
FACTOR = rf"\(?≈?({NUMBER})\)?"
SUPERSCRIPT = str.maketrans("⁻⁰¹²³⁴⁵⁶⁷⁸⁹", "-0123456789")


def read(text: str) -> Fraction:
    """A number as it stands on screen."""
    text = text.replace("−", "-")
    mantissa, _, exponent = text.partition("×10")
    return Fraction(mantissa) * Fraction(10) ** int(exponent.translate(SUPERSCRIPT) or 0)


def indices(text: str) -> tuple[int, ...]:
    """An index as it stands in brackets."""
    return tuple(int(part.replace("−", "-")) for part in text.split(", "))


def close(a: Fraction, b: Fraction) -> bool:
    """Equal as far as three digits can say."""
    return abs(a - b) <= Fraction(1, 150) * max(abs(a), abs(b), Fraction(1, 10**12))


def captions_fit_and_can_be_read(film):
    for beat in film.beats:
        assert 0 < len(beat.caption.text) <= 70, beat.caption.text
        assert beat.seconds >= SHORTEST_CAPTION_SECONDS
        assert len(beat.caption.text) <= CHARACTERS_PER_SECOND * beat.seconds


def no_digit_stands_in_a_template_only_quantities_carry_numbers(film):
    for beat in film.beats:
        fields = {name for _, name, _, _ in string.Formatter().parse(beat.caption.template) if name}
        assert fields <= set(beat.caption.quantities)
        assert not re.search(r"\d", beat.caption.template), beat.caption.template


def every_number_said_in_a_caption_is_what_numpy_finds(film):
    problem = film.problem
    y = problem.weights_extended @ np.array([float(problem.data(s)) for s in product(*problem.extended)])
    outputs = dict(zip(product(*problem.outputs), y, strict=True))
    for beat in film.beats:
        text = beat.caption.text
        for s, sign, value in re.findall(rf"f\(({INDEX})\) ([=≈]) ({NUMBER})", text):
            data = problem.data(indices(s))
            assert close(read(value), data), text
            assert sign == "≈" or read(value) == data, text
        for t, total, sign, value in re.findall(rf"y\(({INDEX})\) = ([^=≈]*) ([=≈]) ({NUMBER})", text):
            at = indices(t)
            assert abs(float(read(value)) - outputs[at]) <= 6e-3 * max(abs(outputs[at]), 1e-12), text
            if sign == "=" and not any(mark in total for mark in ("…", "products", "≈")):
                factors = re.findall(rf"{FACTOR}·{FACTOR}", total)
                assert sum((read(a) * read(b) for a, b in factors), Fraction(0)) == read(value), text


def what_a_copy_is_said_to_add_is_its_column_of_the_weights(film):
    problem = film.problem
    columns = list(product(*problem.extended))
    for beat in film.beats:
        found = re.match(
            rf"(?:Ghost )?f\(({INDEX})\) [=≈] \S+ (?:drops .*, )?adds (.*) to ([^;]*)(?:; .*)?\.", beat.caption.text
        )
        if found is None or "…" in beat.caption.text or "products" in beat.caption.text:
            continue
        s = indices(found[1])
        column = problem.weights_extended[:, columns.index(s)] * float(problem.data(s))
        said = [float(read(a) * read(b)) for a, b in re.findall(rf"{FACTOR}·{FACTOR}", found[2])]
        named = [indices(t) for t in re.findall(rf"y\(({INDEX})\)", found[3])]
        expected = {t: v for t, v in zip(product(*problem.outputs), column, strict=True) if v}
        assert named in (list(expected), []) if "outputs" in found[3] else named == list(expected), beat.caption.text
        assert np.allclose(said, list(expected.values()), rtol=6e-3), beat.caption.text


def a_film_ends_with_every_piece_landed_and_every_total_shown(film):
    values = film.values(film.seconds)
    for mark in film.marks:
        for name in ("flight", "total"):
            for key, track in getattr(mark, name, {}).items():
                assert values[track] == 1.0, f"{name} {key}"


def a_film_comes_to_rest_before_every_beat_ends(film):
    for beat in film.beats:
        assert beat.still >= 0.6
        assert end_of(beat.moves) <= beat.seconds - beat.still + 1e-9


def the_end_holds_for_two_seconds_at_full_strength(film):
    end = film.values(film.seconds)
    if film.loops:  # without a seam
        assert end == film.values(0.0)
        assert film.beats[-1].caption.text == film.beats[0].caption.text
    else:
        assert film.values(film.seconds - 2.0) == end
    for mark in film.marks:
        focus = getattr(mark, "focus", None)
        assert focus is None or end[focus] == FOCUS


def a_negative_factor_stands_in_brackets(film):
    for beat in film.beats:
        assert not re.search(r"·≈?−", beat.caption.text), beat.caption.text
        assert not re.search(r"[,+] ≈?−[\d.]+·", beat.caption.text), beat.caption.text


def the_poster_is_the_end_of_a_beat_that_is_not_the_first(film):
    assert film.poster is not None
    assert film.beats[film.poster_beat].name == film.poster
    assert film.poster_beat > 0


LAWS = (
    the_poster_is_the_end_of_a_beat_that_is_not_the_first,
    captions_fit_and_can_be_read,
    no_digit_stands_in_a_template_only_quantities_carry_numbers,
    every_number_said_in_a_caption_is_what_numpy_finds,
    what_a_copy_is_said_to_add_is_its_column_of_the_weights,
    a_film_ends_with_every_piece_landed_and_every_total_shown,
    a_film_comes_to_rest_before_every_beat_ends,
    the_end_holds_for_two_seconds_at_full_strength,
    a_negative_factor_stands_in_brackets,
)


@pytest.mark.parametrize("case", some_slow(CASES), ids=label)
def test_every_film_keeps_every_law(case):
    """All laws of one film in one test: thousands of cases are slow enough without eight tests for each."""
    film, problem = case
    story = film.story(problem)
    for law in LAWS:
        law(story)


@pytest.mark.parametrize("fps", [12, 15, 24, 25, 30, 60, 7])
def test_beats_begin_on_the_frame_nearest_to_their_time_at_every_rate(fps):
    story = side_by_side(with_settings(parse_signal("2,1,3"), parse_kernel("1,2,4"), "same", "zero", 1, 1))
    clock = FrameClock(story, fps)
    assert list(clock.boundaries) == [round(start * fps) for start in story.starts]
    for beat, first in enumerate(clock.boundaries[:-1]):
        assert clock.moment(first) == (beat, story.starts[beat])
    assert clock.moment(clock.frames - 1)[0] == len(story.beats) - 1


def test_any_moment_can_be_drawn_on_its_own():
    story = side_by_side(with_settings(parse_signal("2,1,3"), parse_kernel("1,2,4"), "same", "zero", 1, 1))
    forwards = [story.values(time / 7) for time in range(int(story.seconds * 7))]
    backwards = [story.values(time / 7) for time in reversed(range(int(story.seconds * 7)))]
    assert forwards == backwards[::-1]


def test_moves_that_would_fight_over_a_track_are_refused():
    track = Track("x")
    with pytest.raises(ValueError, match=r"x: the move at 0\.5 s starts before 1 s"):
        Curve(track, [Move(track, 1.0, 0.0, 1.0), Move(track, 2.0, 0.5, 1.0)])


def test_captions_fit_whatever_the_numbers_and_the_boundary():
    from tests.scenes.films import EXTREME, LITERALS, SIGNALS

    for kernel in (*LITERALS, *EXTREME):
        for signal in ("2,1,3,2,1,1,0", "99999,-12345.6,1/3,0.12345,2", *SIGNALS):
            for settings in (("same", "zero", 1, 1), ("same", "edge", 1, 1), ("full", "zero", 2, 1)):
                problem = with_settings(parse_signal(signal), parse_kernel(kernel), *settings)
                for beat in side_by_side(problem).beats:
                    assert len(beat.caption.text) <= 70, beat.caption.text


def test_what_was_typed_as_a_decimal_is_said_as_one_beside_fractions():
    problem = with_settings(parse_signal("0.001,1/3"), parse_kernel("1,1/2"), "same", "zero", 1, 1)
    said = [beat.caption.text for beat in side_by_side(problem).beats]
    assert said[1].startswith("f(0) = 0.001 adds 0.001·1"), said[1]


def test_a_rounded_factor_says_so_and_an_exact_total_is_exact():
    problem = with_settings(parse_signal("2,0"), parse_kernel("10000,20000,99999"), "same", "zero", 1, 1)
    said = [beat.caption.text for beat in side_by_side(problem).beats]
    assert any("2·≈100000" in text for text in said), said
    assert any(re.search(r"y\(0\) = .* = 40000", text) for text in said), said
