"""The picture that stands for a film; that every film names one is a law of test_storyboards.py."""

from __future__ import annotations

from dataclasses import replace

import pytest

from kernels import parse_kernel, parse_signal
from scenes.mismatch import mismatch
from scenes.side_by_side import side_by_side
from tests.scenes.films import with_settings


def test_the_poster_of_mismatch_shows_the_results_part():
    story = mismatch(with_settings(parse_signal("2,1,3,2,1,1,0"), parse_kernel("1,2,4"), "same", "zero", 1, 1))
    assert (
        story.beats[story.poster_beat].caption.text == "y(3) = 3·4 + 2·2 + 1·1 = 17, but z(3) = 3·1 + 2·2 + 1·4 = 11."
    )


def test_a_story_that_names_no_poster_has_its_last_moment_and_an_unknown_name_is_refused():
    story = side_by_side(with_settings(parse_signal("2,1,3"), parse_kernel("1,2,4"), "same", "zero", 1, 1))
    assert replace(story, poster=None).poster_beat == len(story.beats) - 1
    with pytest.raises(ValueError, match="no beat is called 'the answer'"):
        replace(story, poster="the answer")
