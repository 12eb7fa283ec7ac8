"""What the film `network-layer` promises: both sides right number by number, unflipped weights, counts, one mover."""

from __future__ import annotations

import numpy as np
import pytest
import scipy.signal

from kernels import InputError, Layer, Mode, parse_kernel, parse_signal
from scenes.network_layer import check, check_drawn, layer_of, network_layer, panels
from scenes.storyboard.frame import FRAMES, SQUARE, TALL, WIDE
from scenes.storyboard.layer_place import LayerPlace
from scenes.storyboard.layer_telling import turns
from scenes.storyboard.layer_wording import count_formulas, count_text, layer_text
from scenes.storyboard.panel import View
from scenes.storyboard.picture import Picture
from scenes.storyboard.shapes import Polygon, Text
from scenes.storyboard.theme import CONTEXT, DARK, FOCUS, LIGHT
from scenes.storyboard.wishes import Wishes
from tests.scenes.films import drawable, label, with_settings
from tests.scenes.law import broken, caption_breaches
from tests.scenes.test_storyboards import read

CASES = [case for case in drawable() if case[0].name == "network-layer"]
PADDINGS = [0, 1, 2, 5]


def problem_of(kernel="asym3", signal="2,1,3,2,1,1,0", **settings):
    chosen = {"mode": "same", "boundary": "zero", "stride": 2, "dilation": 1, **settings}
    return with_settings(parse_signal(signal), parse_kernel(kernel), **chosen)


def shown(problem=None, frame=WIDE, padding=None, theme=DARK):
    return Picture(network_layer(problem or problem_of(), Wishes(padding=padding)), frame, theme)


def last(picture):
    return {shape.key: shape for shape in picture.end_of(len(picture.storyboard.beats) - 1)}


def beat(picture, name):
    return next(i for i, beat in enumerate(picture.storyboard.beats) if beat.name == name)


def after(picture, name):
    return {shape.key: shape for shape in picture.end_of(beat(picture, name))}


def said(picture):
    return {beat.name: beat.caption.text for beat in picture.storyboard.beats}


def expected(problem, padding=None):
    """The zeros before the inputs, z, u, and the windows over every input, by numpy and scipy alone."""
    f, w, d = problem.signal.values, problem.kernel.values, problem.dilation
    spread = np.zeros((len(w) - 1) * d + 1)
    spread[::d] = w
    total = len(spread) - 1
    modes = {"same": (total // 2, total - total // 2), "valid": (0, 0), "full": (total, total)}
    before, behind = modes[problem.mode.value] if padding is None else (padding, padding)
    z = scipy.signal.correlate(np.pad(f, (before, behind)), spread, "valid", "direct")[:: problem.stride]
    apart = np.zeros((len(z) - 1) * problem.stride + 1)
    apart[:: problem.stride] = z
    ones = (apart * 0 + 1) * (np.arange(len(apart)) % problem.stride == 0)
    taps = np.zeros(len(spread))
    taps[::d] = 1

    def back(data, kernel):
        whole = np.zeros(len(f) + before + behind)
        scattered = scipy.signal.convolve(data, kernel, "full", "direct")
        whole[: len(scattered)] = scattered
        return whole[before : before + len(f)]

    return before, z, back(apart, spread), np.round(back(ones, taps)).astype(int)


def assert_true_at_the_end(picture, problem, padding=None):
    shapes, (before, z, u, windows) = last(picture), expected(problem, padding)
    right, left = (picture.look.spot(name, LayerPlace) for name in ("right", "left"))
    for name, place, values in (("right", right, z), ("left", left, u)):
        assert len([key for key in shapes if key.startswith(f"{name}.result.") and key.endswith(".cell")]) == len(
            values
        )
        for at, number in enumerate(values):
            text = shapes.get(f"{name}.result.{at}.value")
            assert (text is not None) == place.numbers["result"]
            if text is not None and "/" not in text.text:
                assert float(read(text.text.strip("≈"))) == pytest.approx(number, rel=6e-3, abs=1e-9)
    piles = dict.fromkeys(range(len(u)), 0)
    for key, shape in shapes.items():
        kind = key.split(".")
        if kind[:2] == ["left", "piece"] and kind[-1] in (kind[3], "zero") and len(kind) <= 5:
            at = int(kind[2]) * problem.stride - before + int(kind[3]) * problem.dilation
            assert shape.bounds.middle[0] == pytest.approx(left.x(at)), key
            piles[at] += 1
    assert list(piles.values()) == list(windows)  # a pile is as high as there are windows over its cell
    squares = {int(key.split(".")[2]): shape for key, shape in shapes.items() if key.endswith(".square")}
    assert sorted(squares) == [at for at, count in enumerate(windows) if count]
    for at, count in enumerate(windows):
        number = shapes.get(f"left.overlap.{at}")
        assert number is None or number.text == str(count)


@pytest.mark.parametrize("case", CASES, ids=label)
def test_both_sides_end_with_the_numbers_that_scipy_finds(case):
    problem = case[1]
    assert_true_at_the_end(shown(problem), problem)


@pytest.mark.parametrize("padding", PADDINGS)
@pytest.mark.parametrize("kernel", ["asym3", "1,2", "5"])
def test_a_padding_of_zeros_by_number_is_the_layers_padding(padding, kernel):
    problem = problem_of(kernel)
    picture = shown(problem, padding=padding)
    assert_true_at_the_end(picture, problem, padding)
    ghosts = {key for key in last(picture) if key.startswith("right.source.-") and key.endswith(".cell")}
    assert len(ghosts) == padding


@pytest.mark.parametrize("frame", FRAMES, ids=lambda frame: frame.aspect)
@pytest.mark.parametrize("padding", PADDINGS)
def test_a_padding_by_number_keeps_the_layout_law(padding, frame):
    picture = shown(problem_of("1,2,3,4", dilation=2, stride=3), frame, padding, LIGHT)
    for index in range(len(picture.storyboard.beats)):
        shapes = picture.end_of(index)
        texts = [shape for shape in shapes if isinstance(shape, Text)]
        assert broken(shapes, frame, LIGHT) + caption_breaches(texts, frame) == []


def test_the_weights_stand_unflipped_on_both_sides_and_keep_their_colours():
    shapes = last(shown())
    for side in ("left", "right"):
        tiles = [shapes[f"{side}.w.{k}"] for k in range(3)]
        assert [tile.bounds.x for tile in tiles] == sorted(tile.bounds.x for tile in tiles)
        assert [shapes[f"{side}.w.{k}.number"].text for k in range(3)] == ["1", "2", "4"]
    assert all(shapes[f"left.w.{k}"].fill == shapes[f"right.w.{k}"].fill for k in range(3))
    for key, shape in shapes.items():  # and pieces are of the colour of their weight
        if isinstance(shape, Polygon) and ".piece." in key and shape.fill:
            assert shape.fill == shapes[f"left.w.{key.split('.')[3]}"].fill


def test_the_window_jumps_by_the_stride_and_its_weights_lie_the_dilation_apart():
    picture = shown(problem_of(stride=3, dilation=2, mode="full"))
    place = picture.look.spot("right", LayerPlace)
    first, second = after(picture, "output 0"), after(picture, "output 1")
    for k in range(3):
        jumped = second[f"right.w.{k}"].bounds.x - first[f"right.w.{k}"].bounds.x
        assert jumped == pytest.approx(3 * place.pitch)
        assert first[f"right.w.{k}"].bounds.middle[0] == pytest.approx(place.x(-4 + 2 * k))
        outline = first[f"right.window.{k}"].bounds  # one around each input that is weighed, none between them
        assert outline.middle[0] == pytest.approx(place.x(-4 + 2 * k))
    assert said(picture)["the stride"] == "Stride 3: the window jumps 3 inputs at once."
    assert said(picture)["the dilation"] == "Dilation 2: the weights lie 2 inputs apart."


def test_an_output_stands_under_the_middle_of_its_window_and_a_copy_under_its_value():
    shapes = last(shown())
    for side, row in (("right", "result"), ("left", "source")):
        middle = shapes[f"{side}.w.1"].bounds.middle[0]
        assert shapes[f"{side}.{row}.2.cell"].bounds.middle[0] == pytest.approx(middle)


def test_sums_and_drops_are_told_with_their_numbers():
    words = said(shown())
    assert words["output 0"] == "z(0) = 0·1 + 2·2 + 1·4 = 8; padding counts as 0."
    assert words["output 1"] == "z(1) = 1·1 + 3·2 + 2·4 = 15."
    assert words["all outputs"] == "All outputs: z is 8, 15, 8, 1."
    assert words["the count"] == "So 7 inputs make 4 outputs: the formula counts the windows."
    assert words["copy 0"] == "z(0) = 8 drops 8·1 outside, adds 8·2, 8·4 to u(0), u(1)."
    assert words["the sum"] == "Copies that meet add up: u(1) = 8·4 + 15·1 = 47."
    assert words["what comes back"] == "The copies add up: u is 16, 47, 30, 68, 16, 33, 2."


def test_an_unused_input_is_marked_and_told():
    picture = shown(problem_of(signal="1,2,3,4,5,6,7,8", mode="valid"))
    assert said(picture)["unused inputs"] == "No weight ever meets f(7): it is unused."
    shapes = last(picture)
    assert [key for key in shapes if key.endswith(".unused")] == ["right.source.7.unused"]
    assert shapes["left.overlap.7"].text == "0"
    assert "unused inputs" not in said(shown())


def test_the_checkerboard_is_told_only_where_the_stride_does_not_fit_the_weights():
    assert said(shown())["the overlaps"] == "Cells lie under 1 or 2 windows in turn: a checkerboard."
    even = shown(problem_of("1,2,3,4"))
    assert said(even)["the overlaps"] == "Inside, every cell lies under 2 windows: no checkerboard."
    assert turns(Layer(parse_signal("default"), parse_kernel("1,2,3,4"), 2, 0, 2)) == (0, 4)  # all on every other cell
    assert turns(Layer(parse_signal("default"), parse_kernel("asym3"), 5)) == (0, 1)


def test_the_count_is_shown_in_letters_and_in_numbers():
    axis = layer_of(problem_of(), Wishes()).axes[0]
    assert count_text(axis) == "⌊(7 + 2·1 − 1·(3 − 1) − 1) / 2⌋ + 1 = 4"
    shapes = last(shown())
    assert (shapes["right.count.0"].typst, shapes["right.count.1"].typst) == count_formulas(axis)
    assert shapes["right.count.1"].typst == r"floor((7 + 2 dot 1 - 1 dot (3 - 1) - 1) \/ 2) + 1 = 4"
    uneven = layer_of(problem_of("1,2,3,4", stride=1), Wishes())
    assert count_text(uneven.axes[0]) == "⌊(7 + 1 + 2 − 1·(4 − 1) − 1) / 1⌋ + 1 = 7"
    assert layer_text(uneven) == "padding 1 before, 2 after · stride 1"


def test_an_identity_is_told_to_give_the_values_back():
    assert said(shown(problem_of("1", stride=1)))["the shape"] == "Here even the values come back: u is f."
    assert said(shown())["the shape"] == "The shape is back, 7 cells; the values are not: u is no f."


def test_one_side_moves_at_a_time_and_the_outputs_pass_from_the_layer_to_its_transpose():
    picture = shown()
    story, (right, left) = picture.storyboard, (picture.look.spot(name, LayerPlace) for name in ("right", "left"))
    focus = {track.name: track for mark in story.marks for track in mark.tracks if track.name.endswith(" focus")}
    over = beat(picture, "the way back")
    for index, (start, end) in enumerate(zip(story.starts, story.starts[1:], strict=False)):
        values = story.values(end - 1e-6)
        strengths = values[focus["right focus"]], values[focus["left focus"]]
        if index == len(story.beats) - 1:
            assert strengths == (FOCUS, FOCUS)
        else:
            assert strengths == ((FOCUS, CONTEXT) if index < over else (CONTEXT, FOCUS)), story.beats[index].name
        names = {move.track.name.split()[0] for move in story.beats[index].moves if "focus" not in move.track.name}
        assert len(names) <= 1, (start, names)
    half = {s.key: s for s in picture.shapes(over, story.starts[over] + 1.2)}
    moving = half["left.source.1.box"].bounds.middle
    ends = sorted([right.result((1,)).middle[0], left.source((1,)).middle[0]])
    assert ends[0] < moving[0] < ends[1]
    assert "left.source.1.box" not in after(picture, "the count")
    assert after(picture, "the way back")["left.source.1.box"].bounds.middle == pytest.approx(left.source((1,)).middle)


def test_a_result_shows_its_sum_only_when_it_is_complete():
    shapes = after(shown(), "copy 0")
    assert "left.result.0.value" in shapes
    assert "left.result.1.value" not in shapes
    assert "left.result.1.value" in after(shown(), "copy 1")
    assert "right.result.1.value" not in after(shown(), "output 0")


def test_what_lands_in_the_padding_is_gone():
    shapes = after(shown(), "copy 0")
    assert "left.piece.0.0" not in shapes
    assert {"left.piece.0.1", "left.piece.0.2"} <= shapes.keys()
    assert "left.lane.-1" in shapes


@pytest.mark.parametrize("frame", [SQUARE, TALL], ids=lambda frame: frame.aspect)
def test_a_narrow_frame_has_the_layer_above_its_transpose(frame):
    picture = shown(frame=frame)
    right, left = (picture.look.spot(name, LayerPlace) for name in ("right", "left"))
    assert right.rect.bottom <= left.rect.y
    assert (right.pitch, right.left, right.cell_h) == (left.pitch, left.left, left.cell_h)


def test_the_panels_are_the_layer_and_its_transpose():
    layer, transpose = panels(problem_of(), Wishes(padding=2))
    assert (layer.view, transpose.view) == (View.OUTPUT_CENTRED, View.INPUT_CENTRED)
    assert layer.layer.padding == transpose.layer.padding == 2
    assert panels(problem_of(mode="full"))[0].layer.padding is Mode.FULL


def test_what_no_layer_has_is_refused():
    with pytest.raises(InputError, match="network-layer pads with zeros, not with boundary wrap; leave --boundary out"):
        check(problem_of(boundary="wrap"))
    with pytest.raises(InputError, match="with their padding there are 49 inputs, network-layer shows at most 48"):
        check_drawn(problem_of(), Wishes(padding=21))
    check_drawn(problem_of(), Wishes(padding=20))
