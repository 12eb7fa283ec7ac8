"""What the film `mismatch` promises."""

from __future__ import annotations

import numpy as np
import pytest

from kernels import InputError, parse_kernel, parse_signal
from scenes.mismatch import BY_LUCK, HIDDEN, TITLE, mismatch
from scenes.storyboard.compared import DifferencePlace
from scenes.storyboard.frame import FRAMES, TALL, WIDE
from scenes.storyboard.picture import Picture
from scenes.storyboard.shapes import Polygon, Segments, Text
from scenes.storyboard.storyboard import FrameClock
from scenes.storyboard.theme import DARK
from tests.scenes.films import drawable, label, with_settings

CASES = [case[1] for case in drawable() if case[0].name == "mismatch" and case[1].ndim == 1]
DEFAULT = "2,1,3,2,1,1,0"


def film(kernel="1,2,4", signal=DEFAULT, mode="same", boundary="zero", stride=1, dilation=1, origin=()):
    return mismatch(with_settings(parse_signal(signal), parse_kernel(kernel, origin), mode, boundary, stride, dilation))


def at_end_of(story, name, frame=WIDE):
    shown = Picture(story, frame, DARK)
    return shown, {s.key: s for s in shown.end_of(next(i for i, b in enumerate(story.beats) if b.name == name))}


def said(story):
    return [beat.caption.text for beat in story.beats]


def read(text):
    return int(text.replace("−", "-"))


def test_the_default_film_tells_the_storyboards_numbers():
    text = said(film())
    f, g = np.array([2, 1, 3, 2, 1, 1, 0]), np.array([1, 2, 4])
    y, z = np.convolve(f, g, "same"), np.correlate(f, g, "same")
    for words, numbers in (("y is", y), ("z is", z), ("Left minus right:", y - z)):
        listed = ", ".join(str(n).replace("-", "−") for n in numbers)
        assert any(f"{words} {listed}." in line for line in text), words
    assert "y(3) = 3·4 + 2·2 + 1·1 = 17, but z(3) = 3·1 + 2·2 + 1·4 = 11." in text
    assert "Each is 3·(f(t−1) − f(t+1)): what the mirrored taps swapped." in text
    padded = np.array([0, *f, 0])
    assert list(3 * (padded[:-2] - padded[2:])) == list(y - z)


@pytest.mark.parametrize("frame", FRAMES, ids=lambda frame: frame.aspect)
def test_every_difference_grows_and_after_the_flip_shrinks_to_0(frame):
    story = film()
    expected = dict(enumerate((-3, -3, -3, 6, 3, 3, 3)))
    shown, grown = at_end_of(story, "the differences", frame)
    place = shown.layout.places["was"]
    assert isinstance(place, DifferencePlace)
    for t, value in expected.items():
        box = grown[f"was.bar.{t}"].bounds
        assert box.h == pytest.approx(abs(value) * place.unit)
        assert (box.middle[1] < place.axis) == (value > 0)  # up is positive
        assert read(grown[f"was.value.{t}"].text) == value
    beat = next(i for i, b in enumerate(story.beats) if b.name == "the sweep again")
    turned = {s.key: s for s in shown.shapes(beat, story.starts[beat] + 0.7)}  # before the first is swept again
    _, after = at_end_of(story, "the sweep again", frame)
    for t, value in expected.items():
        assert turned[f"now.bar.{t}"].bounds.h == pytest.approx(abs(value) * place.unit)
        assert f"now.bar.{t}" not in after
        assert after[f"now.value.{t}"].text == "0"


@pytest.mark.parametrize("frame", FRAMES, ids=lambda frame: frame.aspect)
def test_the_end_shows_both_rows_of_differences_and_the_unflipped_outlines(frame):
    shown, last = at_end_of(film(), "the result", frame)
    place = shown.layout.panels["right"]
    for t, (y, z) in enumerate(zip((5, 13, 12, 17, 11, 6, 4), (8, 16, 15, 11, 8, 3, 1), strict=True)):
        assert read(last[f"was.value.{t}"].text) == y - z
        assert isinstance(last[f"was.trace.{t}"], Polygon)
        assert last[f"now.value.{t}"].text == "0"
        assert read(last[f"right.total.{t}"].text) == y
        outline = last[f"wrong.outline.{t}"]
        assert isinstance(outline, Segments)
        # where numbers are narrower than columns, the sides stand at full height; the top gives way to a number
        assert not place.totals.boxed or outline.bounds.h == pytest.approx(z * place.stack.unit, abs=3.1)


def test_the_rows_of_a_tall_frame_share_one_place_and_no_line():
    shown = Picture(film(), TALL, DARK)
    was, now = shown.layout.places["was"], shown.layout.places["now"]
    assert was.axis == now.axis
    assert now.label_y[0] - was.label_y[0] >= TALL.value_px


@pytest.mark.parametrize("kernel", ["1,2,4", "1,2,3,4", "1,2,3,4,5,6,7,8,9"])
def test_taps_keep_their_colours_whether_the_swept_g_is_flipped_or_not(kernel):
    story = film(kernel)
    _, wrong = at_end_of(story, "the sweep")
    _, right = at_end_of(story, "the result")
    taps = [s.fill for k, s in right.items() if k.startswith("right.tap") and k.endswith("bar")]
    assert len(taps) == len(set(taps)) or len(taps) > 5
    of_value = {s.bounds.h: s.fill for k, s in right.items() if k.startswith("right.tap") and k.endswith("bar")}
    unit = Picture(story, WIDE, DARK).layout.panels["right"].stack.unit
    for shapes, name in ((wrong, "wrong"), (right, "right")):
        panel = next(p for p in story.body.panels if p.name == name)
        for t, pieces in panel.pieces.items():
            for piece in pieces:
                if piece.product:
                    height = float(piece.weight) * unit
                    fill = next(colour for h, colour in of_value.items() if h == pytest.approx(height))
                    assert shapes[f"{name}.piece.{t}.{piece.s[0]}"].fill == fill


def test_the_swept_g_stands_unflipped_until_it_turns():
    story = film()
    for name, values in (("the sweep", "124"), ("the flip", "421")):
        _, shapes = at_end_of(story, name)
        taps = sorted((s.x, s.text) for k, s in shapes.items() if k.startswith("right.tap") and k.endswith("value"))
        assert "".join(text for _, text in taps) == values
        letter = shapes["right.kernel.name"]
        assert isinstance(letter, Text)
        assert letter.text == ("g" if values == "124" else "h")


@pytest.mark.parametrize("kernel", ["1,2,1", "1", "-1,3,-1", "0"])
def test_a_symmetric_kernel_is_told_honestly_and_another_named(kernel):
    story = film(kernel)
    text = said(story)
    assert story.title == HIDDEN
    assert "Left minus right is 0 everywhere." in text
    assert "Nothing parts, because this g equals its flip." in text
    assert "A kernel that shows it on this data: --kernel asym3." in text
    assert "Swept again: every difference is still 0." in text


def test_data_that_hides_the_flip_by_luck_is_told_as_luck():
    story = film(signal="3,3,3,3", boundary="wrap")
    text = said(story)
    assert story.title == BY_LUCK
    assert "g is not its own flip; it is the data that hides it here." in text
    assert "No kernel of the catalogue shows it on this data." in text
    assert text[-1] == "This data hid the flip; other data would show it."


def test_outputs_that_are_alike_are_told():
    assert "At t = 2 both agree, by luck of the data." in said(film(signal="1,2,3,2,1"))
    mirrored = "Right is left in mirrored order: this data is its own mirror image."
    assert mirrored in said(film(signal="1,2,3,2,1"))
    assert mirrored not in said(film())
    sign = "An antisymmetric g: right is left with its sign changed."
    assert sign in said(film("1/2,0,-1/2"))
    assert sign not in said(film())
    assert film().title == TITLE


def test_a_t_that_only_one_side_has_is_hatched_and_named():
    story = film("1,1/2,1/4", mode="full", origin=(0,))
    _, shapes = at_end_of(story, "the differences")
    for t in range(-2, 9):
        alone = t in (-2, -1, 7, 8)
        assert (f"was.missing.{t}" in shapes) == alone
        assert (f"was.value.{t}" in shapes or f"was.bar.{t}" in shapes) == (not alone) or t in range(7)
    assert "Hatched: only one side has t = −2, −1, 7, 8; there is no difference." in said(story)


def test_outputs_with_no_t_in_common_are_not_said_to_agree():
    text = said(film("1,1/2,1/4", mode="full", stride=3, origin=(0,)))
    assert "No t is kept on both sides: nothing can be compared." in text
    assert text[-2] == "Swept again: every difference is now 0."


@pytest.mark.parametrize("problem", CASES, ids=lambda problem: label((drawable()[0][0], problem))[13:])
def test_the_differences_said_are_numpys(problem):
    try:
        story = mismatch(problem)
    except InputError:
        pytest.skip("refused")
    y = problem.weights_extended @ np.array([float(problem.data((s,))) for s in problem.extended[0]])
    last = story.body.strips[0].states[1]
    right = story.body.right[1].problem
    z = right.weights_extended @ np.array([float(right.data((s,))) for s in right.extended[0]])
    ys, zs = dict(zip(problem.outputs[0], y, strict=True)), dict(zip(right.outputs[0], z, strict=True))
    for t, d in last.items():
        assert (d is None) == (t not in ys or t not in zs)
        if d is not None:
            assert float(d) == pytest.approx(ys[t] - zs[t], rel=1e-9, abs=1e-9)
    assert all(value == 0 for value in story.body.strips[1].states[1].values())


def test_nothing_teleports():
    story = film()
    shown, clock = Picture(story, WIDE, DARK), FrameClock(story, 30)
    pitch = shown.layout.panels["left"].pitch
    before: dict[str, tuple[float, float]] = {}
    for frame in range(clock.frames):
        shapes = [s for s in shown.shapes(*clock.moment(frame)) if isinstance(s, Polygon) and s.opacity > 0.3]
        now = {shape.key: shape.bounds.middle for shape in shapes if ".bar." not in shape.key}
        for key in now.keys() & before.keys():
            leap = max(abs(now[key][0] - before[key][0]), abs(now[key][1] - before[key][1]))
            assert leap < 1.5 * pitch, f"{key} leaps {leap:.0f} px at frame {frame}"
        before = now
