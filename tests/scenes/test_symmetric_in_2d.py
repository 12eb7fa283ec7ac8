"""What the film `symmetric` promises where the kernel is 2-D."""

from __future__ import annotations

import numpy as np
import pytest
from scipy.signal import convolve2d, correlate2d

from kernels import kernel_named, parse_kernel, signal_named
from scenes.storyboard.diverging import diverging
from scenes.storyboard.frame import FRAMES, WIDE
from scenes.storyboard.picture import Picture
from scenes.storyboard.shapes import Text
from scenes.storyboard.theme import DARK
from scenes.symmetric import symmetric
from tests.scenes.films import planes, with_settings

CORNER, GRID = kernel_named("corner3x3").values, signal_named("grid").values
HALF_TURNED = CORNER[::-1, ::-1]
EVEN, ODD = (CORNER + HALF_TURNED) / 2, (CORNER - HALF_TURNED) / 2
TS = list(np.ndindex(GRID.shape))


def film(kernel="corner3x3", mode="same", origin=()):
    g = parse_kernel(kernel, origin) if ";" in kernel else kernel_named(kernel)
    return symmetric(with_settings(signal_named("grid"), g, mode, "zero", 1, 1))


def beat_of(story, name):
    return next(i for i, beat in enumerate(story.beats) if beat.name == name)


def at_end_of(story, name, frame=WIDE):
    shown = Picture(story, frame, DARK)
    return shown, {s.key: s for s in shown.end_of(beat_of(story, name))}


def said(story):
    return [beat.caption.text for beat in story.beats]


def read(shape):
    assert isinstance(shape, Text)
    return float(shape.text.replace("−", "-"))


@pytest.mark.parametrize("frame", FRAMES, ids=lambda frame: frame.aspect)
@pytest.mark.parametrize(("beat", "share"), [("no difference", 0), ("all", 1), ("and back", 0)])
def test_at_rest_every_number_is_that_of_the_even_part_and_a_share_of_the_odd_part(beat, share, frame):
    _, shapes = at_end_of(film(), beat, frame)
    k = EVEN + share * ODD
    y, z = convolve2d(GRID, k, "same"), correlate2d(GRID, k, "same")
    for r, c in np.ndindex(3, 3):
        assert read(shapes[f"left 0.tap.{r}.{c}.number"]) == k[r, c]
        assert read(shapes[f"right.tap.{r}.{c}.number"]) == k[r, c]
    for r, c in TS:
        assert read(shapes[f"left 0.blended.{r}.{c}.total"]) == y[r, c]
        assert read(shapes[f"right 0.blended.{r}.{c}.total"]) == z[r, c]
        assert read(shapes[f"differ.cell.{r}.{c}.value"]) == y[r, c] - z[r, c]


@pytest.mark.parametrize("moment", [0.4, 0.5, 0.6])
def test_on_the_way_taps_and_colours_are_those_of_the_blend_and_no_number_is_shown(moment):
    story = film()
    shown, beat = Picture(story, WIDE, DARK), beat_of(story, "all")
    seconds = story.starts[beat] + moment * 3.0
    shapes = {s.key: s for s in shown.shapes(beat, seconds)}
    share = story.values(seconds)[next(m for m in story.marks if hasattr(m, "blend")).blend.state]
    assert 0.2 < share < 0.8
    k, place = EVEN + share * ODD, shown.layout.places["left 0"]
    y = convolve2d(GRID, k, "same")
    z = correlate2d(GRID, k, "same")
    tile = place.kernel.inner((0.0, 0.0))
    for r, c in np.ndindex(3, 3):
        if k[r, c]:
            box = shapes[f"left 0.tap.{r}.{c}"].bounds
            assert box.w / tile.w == pytest.approx(np.sqrt(k[r, c] / place.strongest["kernel"]), abs=1e-6)
        assert f"left 0.tap.{r}.{c}.number" not in shapes
    strongest = np.abs(convolve2d(GRID, CORNER, "same") - correlate2d(GRID, CORNER, "same")).max()
    for r, c in TS:
        fill = shapes[f"left 0.blended.{r}.{c}.colour"].fill
        assert fill == diverging(DARK, float(y[r, c] / place.strongest["totals"]))
        assert shapes[f"differ.cell.{r}.{c}"].fill == diverging(DARK, float((y - z)[r, c] / strongest))
        assert f"left 0.blended.{r}.{c}.total" not in shapes
        assert f"differ.cell.{r}.{c}.value" not in shapes


def test_the_difference_is_twice_what_the_odd_part_makes():
    odd = convolve2d(GRID, ODD, "same")
    _, alone = at_end_of(film(), "the odd part alone")
    for r, c in TS:
        assert read(alone[f"made.cell.{r}.{c}.value"]) == odd[r, c]
        assert read(alone[f"differ.cell.{r}.{c}.value"]) == 2 * odd[r, c]


def test_right_and_down_and_left_and_up_are_alike_at_first_and_then_they_part():
    story = film()
    assert "k weighs right, down and left, up alike: 3." in said(story)
    assert "Now right, down weighs 5, but left, up weighs 1." in said(story)
    for beat, words in (("the pair alike", ("3", "3")), ("the pair apart", ("1", "5")), ("and back", ("3", "3"))):
        _, shapes = at_end_of(story, beat)
        for panel in ("left 0", "right"):
            assert shapes[f"{panel}.pair.words.0"].text == f"left, up: {words[0]}"
            assert shapes[f"{panel}.pair.words.1"].text == f"right, down: {words[1]}"


def test_nothing_turns():
    story = film()
    turns = [mark.turn for mark in story.marks if hasattr(mark, "turn")]
    assert len(turns) == 2
    assert all(story.values(time)[turn] == 0 for time in np.arange(0, story.seconds, 0.5) for turn in turns)


@pytest.mark.parametrize("kernel", ["gaussian3x3", "box3x3", "1 2 3; 4 5 4; 3 2 1", "3;"])
def test_a_symmetric_kernel_is_said_to_have_no_odd_part(kernel):
    text = said(film(kernel))
    assert "This g has no odd part: k is g already, and nothing can part." in text
    assert "A kernel that shows it on this data: --kernel corner3x3." in text
    assert not any("weighs" in line for line in text)


@pytest.mark.parametrize(
    "problem", list(planes())[::2], ids=lambda p: f"{p.kernel.name} {p.signal.shape} {p.mode.value}"
)
def test_the_differences_are_exactly_twice_the_odd_parts_outputs(problem):
    story = symmetric(problem)
    differ, made = story.body.strips
    for t, d in differ.states[-1].items():
        assert d == 2 * made.states[1][t] == made.states[2][t]
    assert all(d == 0 for d in differ.states[0].values())


def test_the_film_takes_40_to_90_seconds():
    assert 40 <= film().seconds <= 90
