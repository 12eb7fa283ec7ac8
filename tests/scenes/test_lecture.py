"""What the film `lecture` promises, and the excerpts of other films that it is joined from."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest

from kernels import parse_kernel, parse_signal
from production.address import segment_address
from production.request import parse_requests
from production.segments import segments
from scenes import FILMS
from scenes.input_centered import input_centered
from scenes.lecture import TITLE, lecture
from scenes.mismatch import mismatch
from scenes.storyboard.act import Act, overlapped
from scenes.storyboard.frame import FRAMES, TALL, WIDE
from scenes.storyboard.joined import OUT_SECONDS
from scenes.storyboard.marks.on_stage import OnStage
from scenes.storyboard.picture import Picture
from scenes.storyboard.shapes import Polygon, Role, Text
from scenes.storyboard.storyboard import FrameClock
from scenes.storyboard.theme import DARK
from scenes.storyboard.track import Curve, Move, Track
from scenes.storyboard.wishes import Wishes
from tests.production.command_line import options
from tests.scenes.films import CATALOGUE, joined, label, problems, with_settings
from tests.scenes.law import broken, caption_breaches

CASES = tuple(joined())
FILM = {film.name: film for film in FILMS}
DEFAULT = "2,1,3,2,1,1,0"
LONG = ",".join(str(i * 7 % 11 - 3) for i in range(24))
CHAPTERS = [
    "The problem",
    "Copies",
    "Weights",
    "Why the flip",
    "The flip",
    "The same kernel in both",
    "Why nobody notices",
    "Right in both",
]
CLAIMS = [
    ("C2", "The sum of all copies: y is 5, 13, 12, 17, 11, 6, 4."),
    ("C1", "Around t = 3, it weighs f(2) by 4, f(3) by 2, f(4) by 1."),
    ("C1", "Offset 0, the pin, is t's own place: f(3) counts 2."),
    ("C3", "From s = 2, we read g(+1) = 4; it goes to its input."),
    ("C5", "Around t: 4, 2, 1. That is g mirrored."),
    ("C7", "On a line it is a mirror; in a plane, half a turn: over both axes."),
    ("C4", "So the sweep needs h(x) = g(−x)."),
    ("C4", "The other way: a network's filter h, flipped, is the formula's g."),
    ("C8", "Left minus right: −3, −3, −3, 6, 3, 3, 3."),
    ("C6", "A symmetric kernel hides which procedure was used."),
    ("C8", "Swept again: every difference is now 0."),
    ("C9", "The same 17 pieces, in the same order."),
    ("C9", "g at every input, or g flipped at every output: the same y."),
]


def problem(kernel="1,2,4", signal=DEFAULT, mode="same", boundary="zero", stride=1, dilation=1):
    return with_settings(parse_signal(signal), parse_kernel(kernel), mode, boundary, stride, dilation)


def film(*args, **settings):
    return lecture(problem(*args, **settings))


def said(story):
    return [beat.caption.text for beat in story.beats]


def acts(story):
    """The marks of every act, by its name, in order."""
    found = {}
    for mark in story.marks:
        if isinstance(mark, OnStage):
            found.setdefault(mark.act, []).append(mark)
    return found


def shown_tracks(story):
    """What says how far every act and every card is seen."""
    return {mark.shown for mark in story.marks}


def tracks_of(marks):
    """Every track of some marks, once, in order: the same places in two storyboards of one story."""
    return list(dict.fromkeys(track for mark in marks for track in mark.tracks))


def plays(story):
    """Beats that are an act's, (number, act, beat's name, whether the act begins with it)."""
    before = None
    for i, beat in enumerate(story.beats):
        act, _, name = beat.name.partition(": ")
        if name:
            yield i, act, name, act != before
        before = act if name else None


def test_the_chapters_are_those_of_the_argument_and_begin_with_their_cards():
    story = film()
    assert [beat.chapter for beat in story.beats if beat.chapter] == CHAPTERS
    for i, beat in enumerate(story.beats):
        if beat.chapter:
            seen = Picture(story, WIDE, DARK).end_of(i)
            assert beat.chapter in [s.text for s in seen if isinstance(s, Text) and s.role is Role.HEADING]
            assert TITLE in [s.text for s in seen if isinstance(s, Text) and s.role is Role.TITLE]


@pytest.mark.parametrize("case", CASES, ids=lambda p: label((FILM["lecture"], p)))
def test_the_film_may_be_cut_at_every_chapter(case):
    story = lecture(case)
    chapters = {i for i, beat in enumerate(story.beats) if beat.chapter}
    assert len(chapters) == len(CHAPTERS)
    assert chapters <= {part.start for part in story.parts}


def test_the_claims_are_made_in_order():
    text = said(film())
    assert [text.index(words) for _, words in CLAIMS] == sorted(text.index(words) for _, words in CLAIMS)
    assert {claim for claim, _ in CLAIMS} == {f"C{n}" for n in range(1, 10)}


def test_the_default_film_lasts_from_3_to_4_minutes():
    assert 180 <= film().seconds <= 240


@pytest.mark.parametrize("kernel", CATALOGUE, ids=lambda kernel: kernel.name)
def test_with_any_kernel_of_the_catalogue_it_lasts_about_as_long(kernel):
    assert 170 <= film(kernel.name).seconds <= 240


@pytest.mark.parametrize("case", CASES, ids=lambda p: label((FILM["lecture"], p)))
def test_with_anything_that_a_film_can_hold_it_lasts_from_2_to_5_minutes(case):
    assert 120 <= lecture(case).seconds <= 300


@pytest.mark.parametrize("case", CASES, ids=lambda p: label((FILM["lecture"], p)))
def test_every_beat_ends_as_it_does_in_the_film_that_it_is_from(case):
    """The beats that an excerpt leaves out have left their traces, and nothing else has."""
    story = lecture(case)
    ours = acts(story)
    own = {name: FILM[name].story(case) for name in ours}
    for i, act, name, _ in plays(story):
        source = own[act]
        names = [beat.name for beat in source.beats]
        if name == "the argument":  # the lecture's own, which moves nothing
            name = "the result"
        last = name if name in names else [n for n in names if n.startswith("input")][-1]  # the hurried ones
        expected = source.values(source.starts[names.index(last) + 1] - 1e-6)
        values = story.values(story.starts[i + 1] - 1e-6)
        played = tracks_of([mark.mark for mark in ours[act]])
        assert [values[track] for track in played] == [expected[track] for track in tracks_of(source.marks)], name
        assert values[ours[act][0].shown] == 1.0


@pytest.mark.parametrize("frame", [WIDE, TALL], ids=lambda frame: frame.aspect)
def test_a_moment_of_an_excerpt_is_drawn_as_its_own_film_draws_it(frame):
    case = problem()
    shown = Picture(lecture(case), frame, DARK, with_captions=False)
    own = {name: Picture(FILM[name].story(case), frame, DARK, with_captions=False) for name in acts(shown.storyboard)}
    compared = 0
    for i, act, name, first in plays(shown.storyboard):
        source = own[act]
        names = [beat.name for beat in source.storyboard.beats]
        if first or name not in names:
            continue
        at = names.index(name)
        begin, end = source.storyboard.starts[at : at + 2]
        for part in (0.0, 0.3, 0.6):
            into = part * (end - begin)
            expected = source.shapes(at, begin + into)
            drawn = shown.shapes(i, shown.storyboard.starts[i] + into)
            assert [shape.key for shape in drawn] == [f"{act}/{shape.key}" for shape in expected]
            points = [shape.bounds for shape in drawn]
            for box, shape in zip(points, expected, strict=True):
                assert (box.x, box.y, box.w, box.h) == pytest.approx(
                    (shape.bounds.x, shape.bounds.y, shape.bounds.w, shape.bounds.h), abs=1e-3
                )
            compared += 1
    assert compared > 60


@pytest.mark.parametrize("case", CASES[::4], ids=lambda p: label((FILM["lecture"], p)))
def test_nothing_comes_before_what_was_there_has_gone_and_only_what_is_unseen_is_put_elsewhere(case):
    story = lecture(case)
    shown = shown_tracks(story)
    for tenth in range(int(story.seconds * 10)):
        values = story.values(tenth / 10)
        assert sum(values[track] > 0 for track in shown) <= 1
    before = None
    for i, act, _, first in plays(story):
        if first or before != i - 1:
            at = story.starts[i] + OUT_SECONDS
            assert all(story.values(at)[track] == 0 for track in shown), story.beats[i].name
            begin = story.values(story.starts[i] - 1e-6)
            still = story.values(at - 1e-6)
            assert all(still[track] == begin[track] for track in story.curves if track not in shown), act
        before = i


def test_the_symmetric_kernel_is_told_honestly():
    text = said(film("1,2,1"))
    assert "Left places g; right sweeps g mirrored, which here is g." in text
    assert "Left minus right is 0 everywhere." in text
    assert "Nothing parts, because this g equals its flip." in text
    assert "This g has no odd part: k is g already, and nothing can part." in text
    assert "Swept again: every difference is still 0." in text
    assert not any("wrong" in words for words in text)


def test_the_problem_is_seen_up_to_an_output_that_both_sides_make_or_for_a_few_inputs():
    for kernel, mode, last in (("1,2,4", "same", "output 0"), ("1,2,3,4,5,6,7,8,9", "valid", "input 2")):
        names = [beat.name for beat in film(kernel, LONG, mode).beats]
        assert names[names.index("Copies") - 1] == f"side-by-side: {last}"


def test_many_inputs_are_told_in_one_beat_after_the_first_three():
    for signal, told in ((DEFAULT, 3), (LONG, 3), ("2,1,3,2", 4)):  # one alone is told, not hurried
        names = [beat.name for beat in film(signal=signal).beats if beat.name.startswith("input-centered: input")]
        assert len(names) == told
        hurried = [b for b in film(signal=signal).beats if b.name == "input-centered: the remaining inputs"]
        assert len(hurried) == (told == 3)
        assert all(beat.seconds <= 14 for beat in hurried)


def test_hurried_moves_keep_their_lengths_and_their_order_and_never_fight():
    a, b = Track("a"), Track("b")
    run = [Move(a, 1.0, 0.0, 0.9), Move(a, 0.0, 1.0, 0.4), Move(b, 1.0, 0.5, 0.2)]
    moves = overlapped([run, run, run])
    assert [move.seconds for move in moves] == [move.seconds for move in run] * 3
    assert [move.start for move in moves if move.track is a] == pytest.approx([0, 1, 1.4, 2.4, 2.8, 3.8])
    assert Curve(a, [m for m in moves if m.track is a]).at(10) == 0.0
    apart = overlapped([[Move(Track(str(i)), 1.0, 0.0, 0.2)] for i in range(3)])
    assert [move.start for move in apart] == pytest.approx([0, 0.8, 1.6])


def test_an_excerpt_begins_with_the_values_that_the_beats_before_it_leave():
    case = problem()
    story = mismatch(case)
    excerpt = Act("mismatch", story).excerpt("the flip", through="the sweep again")
    assert [beat.name for beat in excerpt.beats] == ["the flip", "the sweep again"]
    number = next(i for i, beat in enumerate(story.beats) if beat.name == "the flip")
    left = story.values(story.starts[number] - 1e-6)
    assert any(value != track.initial for track, value in left.items())
    at_once = {move.track for move in excerpt.beats[0].moves if move.start == move.seconds == 0}
    assert all(excerpt.opening[track] == value for track, value in left.items() if track not in at_once)


def test_words_lead_over_to_an_excerpt_where_there_is_room_for_them():
    excerpt = Act("mismatch", mismatch(problem())).excerpt("an example", until="the flip")
    sums = excerpt.beats[0].caption.text
    assert excerpt.led_by("So").beats[0].caption.text == f"So {sums}"
    assert excerpt.led_by("Now look at one of them in particular.").beats[0].caption.text == sums
    assert "Now ask the copies. How much does each input count at t = 3?" in said(film())


def test_a_beat_that_is_not_there_is_named_with_those_that_are():
    act = Act("input-centered", input_centered(problem()))
    with pytest.raises(ValueError, match=r"input-centered has no beat 'the flip' .*: the kernel, input 0, "):
        act.excerpt("the flip")
    with pytest.raises(ValueError, match="no beat 'the kernel' after 1 others"):
        act.excerpt("the kernel", until="the kernel")


@pytest.mark.parametrize("kernel", ["1,2,4", "1,-1", "3,-2,1"])
def test_a_card_shows_the_kernels_that_its_chapter_is_about(kernel):
    case = problem(kernel)
    story = lecture(case)
    shown = Picture(story, WIDE, DARK)
    g = [float(tap) for tap in case.g.values]
    k = [float(tap) for tap in case.g.even_part().values]
    expected = {
        "Copies": [g],
        "Weights": [g[::-1]],
        "The flip": [g, g[::-1]],
        "The same kernel in both": [g, g],
        "Why nobody notices": [k, k],
    }
    for i, beat in enumerate(story.beats):
        for number, taps in enumerate(expected.get(beat.chapter, ())):
            seen = shown.end_of(i)
            boxes = [s.bounds for s in seen if isinstance(s, Polygon) and f"/form.{number}." in s.key]
            axis = next(s.bounds.y for s in seen if s.key.endswith(f"/form.{number}.axis"))
            heights = [b.h if b.middle[1] < axis else -b.h for b in sorted(boxes, key=lambda b: b.x)]
            assert np.allclose(np.array(heights) / max(heights, key=abs), np.array(taps) / max(taps, key=abs))


def test_the_films_title_stands_on_its_cards_and_counts_where_it_is_seen():
    asked = parse_requests(options(scenes=("lecture",)))[0]
    other = replace(asked, title="Mine")
    cut = segments(asked.storyboard, asked.fps)
    assert cut == segments(other.storyboard, other.fps)
    with_card = [any(asked.storyboard.beats[beat].chapter for beat in segment.beats) for segment in cut]
    differ = [segment_address(asked, segment) != segment_address(other, segment) for segment in cut]
    assert differ == with_card
    assert set(with_card) == {True, False}


def test_all_chapters_that_look_at_one_output_look_at_the_one_wished_for():
    text = said(lecture(problem(), Wishes(at=5)))
    assert "Around t: 4, 2, 1. That is g mirrored." in text
    assert "3 copies of g, not scaled, reach t = 5." in text
    assert "A network sweeps h. Here its pin is at t = 5." in text


def test_at_any_speed_every_beat_ends_with_the_same_values():
    story = film()
    fast = replace(story, speed=2.5)
    assert fast.seconds == pytest.approx(story.seconds / 2.5, abs=1e-3)
    for i in range(len(story.beats)):
        assert fast.values(fast.starts[i + 1] - 1e-6) == story.values(story.starts[i + 1] - 1e-6)


@pytest.mark.slow
def test_a_segment_drawn_alone_shows_the_frames_of_the_whole():
    """Posed for each of its frames anew, in any order, the film is the same."""
    pytest.importorskip("manim")
    from production.engine import engine

    with engine():
        from production.painter import Painter
        from scenes.stage.stage import Stage

        fps, size = 2, (192, 108)
        shown = Picture(film(), WIDE, DARK)
        clock, whole = FrameClock(shown.storyboard, fps), Stage(shown)
        painter = Painter(WIDE, DARK, *size, fps)
        frames = []
        for number in range(clock.frames):
            painter.paint(whole.pose(*clock.moment(number)))
            frames.append(painter.pixels.copy())
        for segment in segments(shown.storyboard, fps)[1::3]:
            alone, own = Stage(Picture(film(), WIDE, DARK)), Painter(WIDE, DARK, *size, fps)
            for number in segment.frames:
                own.paint(alone.pose(*clock.moment(number)))
                differ = np.abs(own.pixels.astype(int) - frames[number].astype(int)).max(axis=2) > 16
                assert differ.mean() <= 0.001, number


@pytest.mark.slow
@pytest.mark.parametrize("frame", FRAMES, ids=lambda frame: frame.aspect)
@pytest.mark.parametrize("case", tuple(problems())[::7], ids=lambda p: label((FILM["lecture"], p)))
def test_cards_and_first_looks_keep_the_law_with_other_problems(case, frame):
    shown = Picture(lecture(case), frame, DARK)
    for i, beat in enumerate(shown.storyboard.beats):
        if beat.chapter:
            shapes = shown.end_of(i)
            texts = [shape for shape in shapes if isinstance(shape, Text)]
            assert broken(shapes, frame, DARK) + caption_breaches(texts, frame) == []
