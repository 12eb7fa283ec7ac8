"""`--at T`: the output that a film looks at, for the films that look at one; everything else is refused in one line."""

import pytest

from production.naming import film_name
from production.options import Options
from production.request import parse_requests
from tests.production.command_line import render

REFUSED = [
    (
        ["--at", "3"],
        "--at goes with why-flip, flip or lecture, not with side-by-side, which shows every output; leave it out",
    ),
    (["why-flip", "side-by-side", "--at", "3"], "--at goes with why-flip, flip or lecture, not with side-by-side,"),
    (["why-flip", "--at", "9"], "--at 9 is not an output: t goes from 0 to 6; use e.g. --at 3"),
    (["why-flip", "--at", "-1"], "--at -1 is not an output: t goes from 0 to 6; use e.g. --at 3"),
    (["flip", "--at", "1", "--stride", "2"], "--at 1 is not an output: t goes from 0 to 6 in steps of 2;"),
    (["flip", "--signal", "5", "--at", "1"], "--at 1 is not an output: the only t is 0; use e.g. --at 0"),
    (["why-flip", "--at", "2.5"], "--at '2.5' is not a whole number; give an output t, e.g. 3"),
    (["why-flip", "--at", "٣"], "--at '٣' is not a whole number; give an output t, e.g. 3"),
    (
        ["flip", "--kernel", "sobel-x", "--at", "1"],
        "--at 1 names an output of 1-D data, this is 2-D; give row and column, e.g. --at 2,2",
    ),
    (["flip", "--at", "1,2"], "--at 1,2 names an output of 2-D data, this is 1-D; give one index, e.g. --at 3"),
    (["flip", "--kernel", "sobel-x", "--at", "4,1"], "--at 4,1 is not an output: t goes from 0,0 to 3,4; use e.g."),
    (["flip", "--kernel", "sobel-x", "--at", "1,2,3"], "--at '1,2,3' is not a whole number; give an output t, e.g. 3"),
]


@pytest.mark.parametrize("how", ["--dry-run", "--describe"])
@pytest.mark.parametrize(("words", "line"), REFUSED, ids=str)
def test_what_is_no_output_is_refused_in_one_line_before_anything_is_made(words, line, how):
    result = render(*words, how)
    if how == "--describe" and len([w for w in words if "flip" in w or "side" in w]) > 1:
        return
    assert result.code == 2
    assert result.line.startswith(line)


def test_the_output_asked_for_is_the_one_that_the_film_is_about():
    for t in (0, 5):
        request = parse_requests(Options(scenes=("why-flip",), at=str(t)))[0]
        assert request.storyboard.beats[0].caption.text == f"How much does each input count at t = {t}?"


def test_the_output_is_appended_to_the_name_when_it_was_given():
    def name(**chosen):
        return film_name(parse_requests(Options(scenes=("why-flip",), **chosen))[0])

    assert name() == "why-flip-asym3"
    assert name(at="3") == "why-flip-asym3-at3"
    assert name(at="-1", mode="full") == "why-flip-asym3-full-at-1"
    assert len({name(), name(at="1"), name(at="2")}) == 3


def test_in_2d_an_output_is_a_row_and_a_column():
    request = parse_requests(Options(scenes=("flip",), kernels=("corner3x3",), at=" 1, 3"))[0]
    assert request.at == (1, 3)
    assert any("t = (1, 3)" in beat.caption.text for beat in request.storyboard.beats)
    assert film_name(request) == "flip-corner3x3-at1x3"


def test_the_output_is_one_of_the_filter_as_typed():
    """A kernel that is a filter has the outputs of its flip, by which --at is judged."""
    typed = {"kernels": ("1,2,4",), "origin": "0", "mode": "full", "kernel_is": "filter"}
    assert parse_requests(Options(scenes=("why-flip",), at="-2", **typed))[0].at == -2
