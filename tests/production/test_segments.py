"""Segments: where films are cut, what tells one from another, and that they join to the film that they are cut from."""

from __future__ import annotations

import io
from dataclasses import replace
from itertools import pairwise

import av
import numpy as np
import pytest

from kernels import KERNELS
from production.address import segment_address
from production.formats import PNG
from production.join import join
from production.plan import plan_films
from production.request import parse_requests
from production.segments import segments
from scenes.storyboard.storyboard import LEAST_PART_SECONDS, LONG_PART_SECONDS, FrameClock
from tests.production.command_line import draw_blank, options

LONG = ",".join(str(i * 7 % 11) for i in range(24))


def request(**choices):
    return parse_requests(options(**choices))[0]


def addresses(asked):
    return [segment_address(asked, segment) for segment in segments(asked.storyboard, asked.fps)]


@pytest.mark.parametrize("choices", [{}, {"signal": LONG}, {"signal": "1"}, {"speed": "4"}, {"fps": "7"}], ids=str)
@pytest.mark.parametrize("kernel", [k.name for k in KERNELS if k.ndim == 1])
def test_segments_are_whole_beats_one_after_another_and_never_short(kernel, choices):
    asked = request(kernel=kernel, **choices)
    story, parts = asked.storyboard, segments(asked.storyboard, asked.fps)
    assert [parts[0].beats.start, parts[0].frames.start] == [0, 0]
    assert parts[-1].beats.stop == len(story.beats)
    assert parts[-1].frames.stop == round(story.seconds * asked.fps)
    for one, other in pairwise(parts):
        assert (one.beats.stop, one.frames.stop) == (other.beats.start, other.frames.start)
    lengths = [story.starts[part.beats.stop] - story.starts[part.beats.start] for part in parts]
    assert len(parts) == 1 or min(lengths) >= LEAST_PART_SECONDS
    longest_beat = max(beat.seconds / story.speed for beat in story.beats)
    assert max(lengths) < LONG_PART_SECONDS + longest_beat + LEAST_PART_SECONDS


@pytest.mark.parametrize("most", [3, 10, 10**6])
def test_a_segment_with_too_many_frames_is_cut_within_beats_and_each_piece_has_the_beats_that_it_shows(most):
    asked = request(speed="0.5", fps="3")
    clock, whole = FrameClock(asked.storyboard, asked.fps), segments(asked.storyboard, asked.fps)
    pieces = segments(asked.storyboard, asked.fps, most)
    assert [number for piece in pieces for number in piece.frames] == list(range(clock.frames))
    assert {piece.frames.start for piece in pieces} >= {segment.frames.start for segment in whole}
    assert max(len(piece.frames) for piece in pieces) <= most
    assert (pieces == whole) == (most == 10**6)
    for piece in pieces:
        shown = sorted({clock.moment(number)[0] for number in piece.frames})
        assert shown == list(piece.beats)
    assert len({segment_address(asked, piece, PNG) for piece in pieces}) == len(pieces)


def test_no_part_of_a_film_as_pictures_is_too_large_for_a_worker():
    asked = options(quality="4k", fps="60", formats="png", speed="1")
    (plan,), _ = plan_films(asked, parse_requests(asked))
    pixels = [job.pixels for job in plan.clips[0].jobs.values()]
    assert sum(pixels) == plan.clips[0].frames * 3840 * 2160
    assert PNG.most_pixels / 2 < max(pixels) <= PNG.most_pixels


def test_a_chapter_begins_a_segment_unless_another_has_only_just_begun():
    story = request().storyboard
    starts = {part.start for part in story.parts}
    chapters = [i for i, beat in enumerate(story.beats) if beat.chapter]
    for i in chapters:
        near = [s for s in starts if 0 < abs(story.starts[i] - story.starts[s]) < LEAST_PART_SECONDS]
        assert i in starts or near or story.seconds - story.starts[i] < LEAST_PART_SECONDS
    assert len(starts & set(chapters)) >= 2


@pytest.mark.parametrize(
    "change",
    [{"kernel": "1,2,5"}, {"theme": "light"}, {"quality": "low"}, {"fps": "24"}, {"aspect": "1:1"}, {"encoder": "fast"},
     {"captions": False}, {"speed": "1.5"}, {"boundary": "edge"}, {"title": "Mine"}, {"signal": "2,1,3,2,1,1,1"}],
    ids=str,
)  # fmt: skip
def test_whatever_changes_the_pixels_of_every_segment_changes_every_address(change):
    assert not set(addresses(request())) & set(addresses(request(**change)))


def test_an_address_is_the_same_in_every_process_and_whatever_the_film_is_called():
    import subprocess
    import sys

    from tests.production.command_line import environment

    code = """
        from tests.production.test_segments import addresses, request
        print(*addresses(request(quality="draft")))
    """
    import textwrap

    command = [sys.executable, "-c", textwrap.dedent(code)]
    told = {
        subprocess.run(
            command, capture_output=True, text=True, check=True, env=environment(PYTHONHASHSEED=seed)
        ).stdout.split()[0]
        for seed in ("1", "2")
    }
    assert told == {addresses(request(quality="draft"))[0]}


def test_a_change_late_in_the_film_leaves_the_segments_before_it_alone():
    """Another last caption, told by the same story, is another last segment and nothing else."""
    asked = request()
    before = addresses(asked)
    story = asked.storyboard
    last = replace(story.beats[-1], caption=replace(story.beats[-1].caption, template="So be it."))
    changed = request()
    changed.__dict__["storyboard"] = replace(story, beats=[*story.beats[:-1], last])
    after = addresses(changed)
    assert after[:-1] == before[:-1]
    assert after[-1] != before[-1]


def test_a_title_counts_only_where_it_is_seen():
    asked, titled = request(), request(title="Mine")
    for one in (asked, titled):  # a film that shows its title in the last beat alone would hide the mark till then
        story = one.storyboard
        one.__dict__["storyboard"] = replace(story, marks=[m for m in story.marks if type(m).__name__ != "Title"])
    assert addresses(asked) == addresses(titled)


def test_joined_segments_have_every_frame_at_its_time_and_no_frame_twice(tmp_path):
    class Part:
        def __init__(self, frames):
            self.frames = range(frames)

    path = tmp_path / "film.mp4"
    join([draw_blank(None, None, 25, None, Part(n)) for n in (7, 1, 30)], 25, path, "both-ways x y")
    with av.open(str(path)) as film:
        stream = film.streams.video[0]
        assert film.metadata["comment"] == "both-ways x y"
        assert stream.average_rate == 25
        times = [float(frame.pts * frame.time_base) for frame in film.decode(video=0)]
    assert times == pytest.approx([n / 25 for n in range(38)])


def test_segments_that_were_encoded_otherwise_are_not_joined(tmp_path):
    made = io.BytesIO()
    with av.open(made, "w", format="mp4") as other:
        stream = other.add_stream("mpeg4", rate=25)
        stream.width = stream.height = 32
        frame = av.VideoFrame.from_ndarray(np.zeros((32, 32, 3), np.uint8), "rgb24")
        for packet in (*stream.encode(frame), *stream.encode(None)):
            other.mux(packet)

    class Part:
        frames = range(3)

    with pytest.raises(ValueError, match="different settings"):
        join([draw_blank(None, None, 25, None, Part), made.getvalue()], 25, tmp_path / "film.mp4", "")
