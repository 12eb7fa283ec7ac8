"""Transcript and alt text: the film in words, with numbers that numpy finds too."""

from __future__ import annotations

import re
from itertools import pairwise

import numpy as np
import pytest

from production.alt_text import alt_text
from production.request import parse_requests
from production.transcript import transcript
from scenes import FILMS
from tests.production.command_line import options

DRAWN = [film.name for film in FILMS if 1 in film.drawn]


def request(film="side-by-side", kernel=None, **choices):
    return parse_requests(options(kernel, scenes=(film,), **choices))[0]


def numbers(text):
    return [float(number.replace("−", "-")) for number in text.split(", ")]


def test_alt_text_says_what_the_film_shows_and_what_comes_out():
    assert alt_text(request(kernel="1,2,4", signal="2,1,3")) == (
        "Copies of g, or g mirrored: one result. The animation shows the convolution of 2, 1, 3 with the kernel "
        "1, 2, 4 at offsets −1, 0, +1 (same, zero padding): y is 5, 13, 10."
    )


def test_alt_text_of_a_film_with_both_operators_has_both_results():
    said = alt_text(request("mismatch", "1,2,4", signal="2,1,3"))
    assert said.endswith(": convolution, y is 5, 13, 10; correlation, z is 8, 16, 7.")


@pytest.mark.parametrize(
    "film", [film.name for film in FILMS if 1 in film.drawn and not film.kernel and not film.layer]
)
def test_the_results_in_alt_text_are_numpys(film):
    asked = request(film, "asym3")
    f, g = asked.problem.signal.values, asked.problem.g.values
    ways = {"y": np.convolve(f, g, "same"), "z": np.correlate(f, g, "same")}
    found = re.findall(r"([yz]) is ([^;.]*)", alt_text(asked))
    assert {letter for letter, _ in found} <= set(ways)
    assert found[0][0] == "y"
    for letter, said in found:
        assert numbers(said) == ways[letter].tolist()


def test_alt_text_names_a_curve_by_its_formula():
    said = alt_text(request("continuous"))
    assert "with the curve g(x) = exp(−x)" in said
    assert "y at whole t is ≈0.787, " in said


def test_alt_text_tells_a_grid_row_by_row_and_sums_up_a_large_one():
    small = request("side-by-side", "0 1; 2 3", signal="1 0 0; 0 0 0")
    said = _told_of_grid(small)
    assert "of 1 0 0; 0 0 0 with the kernel 0 1; 2 3, its origin in row 0, column 0, counted from 0" in said
    assert said.endswith("y is 0 1 0; 2 3 0.")
    rows = "; ".join(" ".join(str(row * column % 5) for column in range(7)) for row in range(6))
    large = request("side-by-side", "corner3x3", signal=rows)
    y = large.problem.output
    assert "of 6×7 numbers from 0 to 4 with the kernel" in _told_of_grid(large)
    assert _told_of_grid(large).endswith(f"y is 6×7 numbers from {y.min():g} to {y.max():g}.")


def test_alt_text_stays_short_whatever_the_numbers():
    for signal in (signal_of_24(), "10000,-2000,333.25,4,5,6"):
        for kernel in ("0.12345,0.6789,3.14159", "1/3,-2/7,1/7", "1,2,3,4,5,6,7,8,9"):
            said = alt_text(request("mismatch", kernel, signal=signal))
            assert len(said) < 400, said
    assert "correlation of 24 numbers from −3 to 7 with" in alt_text(request("mismatch", signal=signal_of_24()))


def signal_of_24():
    return ",".join(str(i * 7 % 11 - 3) for i in range(24))


def _told_of_grid(asked):
    """Grids may not be drawn; their words need a title only."""
    asked.__dict__["storyboard"] = type("Untold", (), {"title": "A grid"})
    return alt_text(asked)


def test_a_title_of_the_users_own_is_told_as_it_is():
    said = alt_text(request(title="<b>Mine</b> & yours."))
    assert said.startswith("<b>Mine</b> & yours. The animation shows")


def test_the_transcript_has_every_sentence_in_order_under_its_chapter():
    asked = request(kernel="1,2,4", signal="2,1")
    text = transcript(asked)
    blocks = text.split("\n\n")
    assert blocks[0].split("\n")[0] == "Copies of g, or g mirrored: one result"
    assert blocks[1] == f"Alt text: {alt_text(asked)}"
    heads = [block.split("\n")[0] for block in blocks[2:]]
    story = asked.storyboard
    chapters = [(beat.chapter, start) for beat, start in zip(story.beats, story.starts, strict=False) if beat.chapter]
    assert heads == [f"{int(start) // 60}:{int(start) % 60:02d}  {chapter}" for chapter, start in chapters]
    said = [line for block in blocks[2:] for line in block.strip().split("\n")[1:]]
    assert said == [beat.caption.text for beat in story.beats]


@pytest.mark.parametrize("film", DRAWN)
def test_no_sentence_is_told_twice_in_a_row_and_none_is_left_out(film):
    asked = request(film)
    lines = transcript(asked).split("\n")
    assert all(before != after or not after for before, after in pairwise(lines))
    assert {beat.caption.text for beat in asked.storyboard.beats} <= set(lines)
