"""What the film `symmetric` promises."""

from __future__ import annotations

import numpy as np
import pytest

from kernels import InputError, parse_kernel, parse_signal
from scenes.storyboard.frame import FRAMES, TALL, WIDE
from scenes.storyboard.picture import Picture
from scenes.storyboard.shapes import Polygon, Text
from scenes.storyboard.theme import DARK
from scenes.symmetric import symmetric
from tests.scenes.films import drawable, with_settings

CASES = [case[1] for case in drawable() if case[0].name == "symmetric" and case[1].ndim == 1]
DEFAULT = "2,1,3,2,1,1,0"
F, G = np.array([2, 1, 3, 2, 1, 1, 0]), np.array([1, 2, 4])
EVEN, ODD = (G + G[::-1]) / 2, (G - G[::-1]) / 2


def film(kernel="1,2,4", signal=DEFAULT, mode="same", boundary="zero", stride=1, dilation=1, origin=()):
    return symmetric(
        with_settings(parse_signal(signal), parse_kernel(kernel, origin), mode, boundary, stride, dilation)
    )


def said(story):
    return [beat.caption.text for beat in story.beats]


def at_end_of(story, name, frame=WIDE):
    shown = Picture(story, frame, DARK)
    return shown, {s.key: s for s in shown.end_of(next(i for i, b in enumerate(story.beats) if b.name == name))}


def read(text):
    return float(text.replace("−", "-"))


@pytest.mark.parametrize(("beat", "share"), [("no difference", 0), ("half", 0.5), ("all", 1), ("and back", 0)])
def test_at_rest_every_number_is_that_of_the_even_part_and_a_share_of_the_odd_part(beat, share):
    _, shapes = at_end_of(film(), beat)
    g = EVEN + share * ODD
    y, z = np.convolve(F, g, "same"), np.correlate(F, g, "same")
    for k in range(3):
        assert read(shapes[f"left 0.tap.{k}.value"].text) == g[k]
        assert read(shapes[f"right.tap.{k}.value"].text) == g[k]
    for t in range(7):
        assert read(shapes[f"left 0.blended.total.{t}"].text) == y[t]
        assert read(shapes[f"right 0.blended.total.{t}"].text) == z[t]
        assert read(shapes[f"differ.value.{t}"].text) == y[t] - z[t]


@pytest.mark.parametrize("frame", FRAMES, ids=lambda frame: frame.aspect)
@pytest.mark.parametrize("moment", [0.3, 0.55, 0.9])
def test_on_the_way_bars_and_piles_are_those_of_the_blend_and_no_number_is_shown(moment, frame):
    story = film()
    shown = Picture(story, frame, DARK)
    beat = next(i for i, b in enumerate(story.beats) if b.name == "half")
    seconds = story.starts[beat] + 2.0 * moment
    share = story.values(seconds)[next(t for m in story.marks for t in m.tracks if t.name == "share")] / 2
    assert 0 < share < 0.5
    shapes = {s.key: s for s in shown.shapes(beat, seconds) if s.opacity > 0.05}
    g, place = EVEN + share * ODD, shown.layout.panels["left 0"]
    for k in range(3):
        assert shapes[f"left 0.tap.{k}.bar"].bounds.h == pytest.approx(g[k] * place.kernel.unit)
    for name, made in (("left 0", np.convolve(F, g, "same")), ("right 0", np.correlate(F, g, "same"))):
        for t in range(7):
            tops = [s.bounds.y for key, s in shapes.items() if key.startswith(f"{name}.blend.{t}.")
                    and isinstance(s, Polygon)]  # fmt: skip
            place = shown.layout.panels[name]
            assert place.stack.axis - min(tops) == pytest.approx(made[t] * place.stack.unit, abs=2.1)  # but the seam
    if 0.1 < share < 0.4:
        numbers = (".tap.", ".total.", "differ.value")
        assert not any(isinstance(s, Text) and any(n in key for n in numbers) and "offset" not in key
                       for key, s in shapes.items())  # fmt: skip


def test_the_differences_are_exactly_twice_what_the_odd_part_makes():
    story = film()
    difference = np.convolve(F, G, "same") - np.correlate(F, G, "same")
    alone = np.convolve(F, ODD, "same")
    assert list(difference) == list(2 * alone)
    shown, shapes = at_end_of(story, "the odd part alone")
    place = shown.layout.places["made"]
    for t in range(7):
        assert read(shapes[f"differ.value.{t}"].text) == difference[t]
        assert read(shapes[f"made.value.{t}"].text) == alone[t]
        assert shapes[f"made.bar.{t}"].bounds.h == pytest.approx(abs(alone[t]) * place.unit)
        assert shapes[f"differ.trace.{t}"].bounds.h == pytest.approx(2 * shapes[f"made.bar.{t}"].bounds.h, abs=2.1)
    beat = next(i for i, b in enumerate(story.beats) if b.name == "twice")
    doubled = {s.key: s for s in shown.shapes(beat, story.starts[beat] + 1.6)}
    for t in range(7):
        assert doubled[f"made.bar.{t}"].bounds.h == pytest.approx(abs(difference[t]) * place.unit)


def test_the_captions_say_what_numpy_finds():
    text = said(film())
    assert text[0] == "k starts as the even part of g: 2.5, 2, 2.5."
    assert "Left minus right is 0: k equals its own flip." in text
    assert "All of it, k is g; left minus right: −3, −3, −3, 6, 3, 3, 3." in text
    assert "The odd part alone makes −1.5, −1.5, −1.5, 3, 1.5, 1.5, 1.5." in text
    assert "Left minus right is exactly twice that, at every t." in text
    assert text[-2] == "Without the odd part, every difference is 0 again."


def test_the_end_keeps_outlines_of_what_had_parted():
    _, shapes = at_end_of(film(), "the result")
    assert all(shapes[f"differ.value.{t}"].text == "0" for t in range(7))
    assert all(f"differ.trace.{t}" in shapes for t in range(7))
    assert not any(key.startswith("differ.bar") for key in shapes)


@pytest.mark.parametrize("kernel", ["1,2,1", "1", "0"])
def test_a_symmetric_kernel_is_told_to_have_no_odd_part_and_another_named(kernel):
    text = said(film(kernel))
    assert "This g has no odd part: k is g already, and nothing can part." in text
    assert "A kernel that shows it on this data: --kernel asym3." in text
    assert not any("joins" in words for words in text)


def test_data_that_hides_the_odd_part_is_told():
    text = said(film(signal="3,3,3,3", boundary="wrap"))
    assert "All of it, k is g; this data hides it, left is right." in text
    assert "Left minus right is twice that: 0 at every t." in text


@pytest.mark.parametrize("kernel", ["1,2,4", "1,2,3,4", "1,1/2,1/4", "1,2,3,4,5,6,7,8,9"])
def test_a_tap_keeps_its_colour_on_both_sides(kernel):
    story = film(kernel)
    left, right = story.body.left[0], story.body.right[1]
    styles = [panel.styles(DARK) for panel in (left, right)]
    for t, pieces in right.pieces.items():
        for piece in pieces:
            tap = left.problem.g.shape[0] - 1 - piece.tap[0]  # the right problem's g is the flip
            assert styles[1][piece.tap[0]] == styles[0][tap], t
            assert piece.weight == left.problem.g.exact_at((tap,))


@pytest.mark.parametrize("frame", [TALL], ids=lambda frame: frame.aspect)
def test_bars_never_turn_over_for_want_of_room(frame):
    for problem in CASES:
        for place in Picture(symmetric(problem), frame, DARK).layout.panels.values():
            assert place.stack.unit > 0
            assert place.data.unit > 0


def test_a_support_that_is_too_long_is_refused_in_one_line():
    with pytest.raises(InputError, match=r"covers 9 inputs, too many for mode valid.*use a shorter kernel") as caught:
        film("1,2,3,4,5", mode="valid", origin=(0,))
    assert "\n" not in str(caught.value)
