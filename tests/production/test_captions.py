"""Captions: what players read is what the film says, from frame to frame, at every rate and speed."""

from __future__ import annotations

import io
from dataclasses import replace
from fractions import Fraction
from itertools import pairwise

import av
import pytest

from kernels import Problem, parse_kernel
from production.captions import captions_srt, captions_vtt, chapters_vtt, milliseconds
from scenes import FILMS
from scenes.storyboard.caption import Caption, Quantity
from scenes.storyboard.storyboard import CHARACTERS_PER_SECOND, Beat, FrameClock

RATES = (1, 7, 12, 15, 24, 25, 30, 60, 120)
SPEEDS = (0.25, 1.0, 1.7, 4.0)
CLOCKS = [(fps, speed) for fps in RATES for speed in SPEEDS]


def story(name="side-by-side", kernel=None, speed=1.0):
    film = next(film for film in FILMS if film.name == name)
    problem = Problem(film.default_signal(1), parse_kernel(kernel or film.kernel or "asym3"))
    return replace(film.story(problem), speed=speed)


def said_by(*texts):
    """A film that says these texts, one a second and a half, about anything."""
    any_story = story(kernel="1")
    beats = [Beat(f"beat {i}", Caption("{text}", {"text": Quantity((text,))}), least_seconds=1.5, still=0.0)
             for i, text in enumerate(texts)]  # fmt: skip
    return replace(any_story, beats=beats, poster=None)


def read(text, form):
    """(start, end, text) of every cue in ms, as FFmpeg reads the file."""
    with av.open(io.BytesIO(text.encode()), format=form) as container:
        stream = container.streams[0]
        return [
            (packet.pts, packet.pts + packet.duration, bytes(packet).decode())
            for packet in container.demux(stream)
            if packet.size and stream.time_base == Fraction(1, 1000)
        ]


def shown(clock):
    """What is on screen frame by frame, straight from the clock."""
    return [clock.storyboard.beats[clock.moment(frame)[0]].caption.text for frame in range(clock.frames)]


@pytest.mark.parametrize(("fps", "speed"), CLOCKS)
def test_at_every_frame_the_cue_is_the_caption_of_that_frame(fps, speed):
    clock = FrameClock(story(speed=speed), fps)
    cues = read(captions_vtt(clock), "webvtt")
    for frame, text in enumerate(shown(clock)):
        now = Fraction(frame * 1000, fps)
        late = -(-now.numerator // now.denominator)  # the first whole millisecond at which the frame is seen
        assert [cue for start, end, cue in cues if start <= late < end] == [text], frame


@pytest.mark.parametrize(("fps", "speed"), CLOCKS)
def test_cues_follow_one_another_without_gap_or_overlap_to_the_end_of_the_film(fps, speed):
    clock = FrameClock(story(speed=speed), fps)
    for text, form in (
        (captions_vtt(clock), "webvtt"),
        (chapters_vtt(clock), "webvtt"),
        (captions_srt(clock), "srt"),
    ):
        cues = read(text, form)
        assert cues[0][0] == 0
        assert 0 <= Fraction(clock.frames * 1000, fps) - cues[-1][1] < 1
        assert all(before[1] == after[0] for before, after in pairwise(cues))
        assert all(start < end for start, end, _ in cues)
        assert all(before[2] != after[2] for before, after in pairwise(cues))


def test_a_cue_begins_when_its_frame_is_seen_and_never_while_the_one_before_still_is():
    assert [milliseconds(frame, 30) for frame in (0, 1, 2, 3)] == [0, 34, 67, 100]
    assert [milliseconds(frame, 25) for frame in (0, 1, 2)] == [0, 40, 80]


def test_subrip_says_the_same_at_the_same_times():
    for name in ("side-by-side", "impulse"):
        clock = FrameClock(story(name), 30)
        assert read(captions_srt(clock), "srt") == read(captions_vtt(clock), "webvtt")


def test_a_sentence_that_stays_is_one_cue():
    clock = FrameClock(said_by("one", "one", "two", "one"), 30)
    cues = read(captions_vtt(clock), "webvtt")
    assert [(end - start, text) for start, end, text in cues] == [(3000, "one"), (1500, "two"), (1500, "one")]


def test_what_no_frame_shows_is_not_said():
    clock = FrameClock(replace(said_by("one", "two", "three", "four"), speed=4.0), 1)
    cues = read(captions_vtt(clock), "webvtt")
    assert len(cues) < 4
    assert {text for _, _, text in cues} == set(shown(clock))


def test_marks_of_the_formats_are_escaped():
    clock = FrameClock(said_by("a < b & c --> d", "&amp; <i>x</i>"), 30)
    body = captions_vtt(clock).split("\n\n", 1)[1]
    assert "a &lt; b &amp; c --&gt; d\n" in body
    assert "&amp;amp; &lt;i&gt;x&lt;/i&gt;\n" in body
    assert body.count("-->") == 2  # of the two times
    assert captions_srt(clock).count("-->") == 2
    assert len(read(captions_srt(clock), "srt")) == 2


def test_chapters_are_those_of_the_story_and_the_first_begins_with_the_film():
    told = story("side-by-side")
    clock = FrameClock(told, 24)
    cues = read(chapters_vtt(clock), "webvtt")
    begins = {beat.chapter: round(start * 24) for beat, start in zip(told.beats, told.starts, strict=False)}
    assert [text for _, _, text in cues] == ["Two readings of one sum", "Copies, then sums", "One result"]
    assert all(start == milliseconds(begins[text], 24) for start, _, text in cues)


def test_what_comes_before_the_first_chapter_is_named_after_the_film():
    told = story("impulse")
    assert told.beats[0].chapter is None
    cues = read(chapters_vtt(FrameClock(told, 30)), "webvtt")
    assert (cues[0][0], cues[0][2]) == (0, told.title)


@pytest.mark.parametrize("film", [film.name for film in FILMS if 1 in film.drawn])
def test_captions_of_every_film_fit_two_lines_and_can_be_read_in_their_time(film):
    for fps in (15, 60):
        cues = read(captions_vtt(FrameClock(story(film), fps)), "webvtt")
        for start, end, text in cues:
            plain = text.replace("&gt;", ">").replace("&lt;", "<").replace("&amp;", "&")
            assert 0 < len(plain) <= 70
            assert len(plain) <= CHARACTERS_PER_SECOND * (end - start + 1000 / fps + 1) / 1000, text


def test_files_end_with_one_line_feed_and_begin_as_their_formats_do():
    clock = FrameClock(story(kernel="1"), 30)
    assert captions_vtt(clock).startswith("WEBVTT\n\n1\n00:00:00.000 --> ")
    assert captions_srt(clock).startswith("1\n00:00:00,000 --> ")
    for text in (captions_vtt(clock), chapters_vtt(clock), captions_srt(clock)):
        assert text.endswith("\n")
        assert not text.endswith("\n\n")
        assert "\r" not in text


def test_long_films_pass_the_minute_and_the_hour():
    slow = replace(said_by(*(f"sentence {i}" for i in range(700))), speed=0.25)
    cues = read(captions_vtt(FrameClock(slow, 30)), "webvtt")
    assert cues[-1] == (699 * 6000, 700 * 6000, "sentence 699")
    assert "01:09:54.000 --> 01:10:00.000" in captions_vtt(FrameClock(slow, 30))
