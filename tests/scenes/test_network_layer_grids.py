"""`network-layer` told with grids: both sides right cell by cell, weights unflipped, overlaps, laws of every frame."""

from __future__ import annotations

import re
import string

import numpy as np
import pytest
import scipy.signal

from kernels import KERNELS, InputError, check_film, parse_kernel, parse_signal
from scenes.network_layer import check_drawn, network_layer
from scenes.storyboard.choreography import end_of
from scenes.storyboard.diverging import diverging
from scenes.storyboard.frame import FRAMES, WIDE
from scenes.storyboard.layer_grid_place import LayerGridPlace
from scenes.storyboard.picture import Picture
from scenes.storyboard.shapes import Polygon, Text
from scenes.storyboard.storyboard import CHARACTERS_PER_SECOND
from scenes.storyboard.theme import DARK, FOCUS, LIGHT
from scenes.storyboard.wishes import NO_WISHES, Wishes
from tests.scenes.films import with_settings
from tests.scenes.law import broken, caption_breaches
from tests.scenes.test_storyboards import read

WEIGHTS = [kernel.name for kernel in KERNELS if kernel.ndim == 2]
WEIGHTS += ["1,2;", "1;2;3", "2.5,-1/3;0,7", "5;", "0,0;0,0", ";".join("1,2,3,4,5,6,7" for _ in range(7))]
SIGNALS = ["grid", "letter", ";".join(",".join(str(i * j % 7) for i in range(12)) for j in range(12)), "3;"]
SIGNALS += ["1000,-20000;0.333,5"]


def made():
    """All weights with all data, the settings in turn."""
    for a, kernel in enumerate(WEIGHTS):
        for b, signal in enumerate(SIGNALS):
            mode, stride, dilation = ("same", "valid", "full")[(a + b) % 3], (2, 1, 3)[(a + 2 * b) % 3], 1 + (a + b) % 2
            try:
                problem = problem_of(kernel, signal, mode=mode, stride=stride, dilation=dilation)
                check_film(problem)
                check_drawn(problem, NO_WISHES)
            except InputError:
                continue
            yield pytest.param(problem, (a + b) % 4, id=f"{kernel[:12]} on {signal[:12]} {mode} {stride} {dilation}")


def problem_of(kernel="corner3x3", signal="grid", **settings):
    chosen = {"mode": "same", "boundary": "zero", "stride": 2, "dilation": 1, **settings}
    return with_settings(parse_signal(signal), parse_kernel(kernel), **chosen)


CASES = list(made())


def shown(problem=None, frame=WIDE, theme=DARK, padding=None):
    return Picture(network_layer(problem or problem_of(), Wishes(padding=padding)), frame, theme)


def last(picture):
    return {shape.key: shape for shape in picture.end_of(len(picture.storyboard.beats) - 1)}


def after(picture, name):
    beats = [beat.name for beat in picture.storyboard.beats]
    return {shape.key: shape for shape in picture.end_of(beats.index(name))}


def places(picture):
    return tuple(picture.look.spot(name, LayerGridPlace) for name in ("right", "left"))


def expected(problem):
    """The outputs, what comes back, and the windows over every input, by numpy and scipy alone."""
    f, w, d, stride = problem.signal.values, problem.kernel.values, problem.dilation, problem.stride
    spread, taps = np.zeros([(m - 1) * d + 1 for m in w.shape]), np.zeros([(m - 1) * d + 1 for m in w.shape])
    spread[::d, ::d], taps[::d, ::d] = w, 1
    reach = [m - 1 for m in spread.shape]
    modes = {"same": [(r // 2, r - r // 2) for r in reach], "valid": [(0, 0)] * 2, "full": [(r, r) for r in reach]}
    pads = modes[problem.mode.value]
    padded = np.pad(f, pads)
    z = scipy.signal.correlate(padded, spread, "valid", "direct")[::stride, ::stride]

    def back(small, kernel):
        apart = np.zeros([(n - 1) * stride + 1 for n in small.shape])
        apart[::stride, ::stride] = small
        whole, scattered = np.zeros(padded.shape), scipy.signal.convolve(apart, kernel, "full", "direct")
        whole[: scattered.shape[0], : scattered.shape[1]] = scattered
        return whole[tuple(slice(a, a + n) for (a, _), n in zip(pads, f.shape, strict=True))]

    return z, back(z, spread), np.round(back(np.ones(z.shape), taps)).astype(int)


@pytest.mark.parametrize(("problem", "turn"), CASES)
def test_both_sides_end_with_the_numbers_or_colours_that_scipy_finds(problem, turn):
    picture = shown(problem, FRAMES[turn])
    shapes, (z, u, windows) = last(picture), expected(problem)
    for name, place, values in zip(("right", "left"), places(picture), (z, u), strict=True):
        found = [key for key in shapes if key.startswith(f"{name}.result.") and key.endswith(".cell")]
        assert len(found) == values.size
        for at in np.ndindex(values.shape):
            key, number = f"{name}.result.{at[0]}.{at[1]}", values[at]
            if place.result.numbers:
                text = shapes[f"{key}.value"].text
                if "/" not in text:
                    assert float(read(text.strip("≈"))) == pytest.approx(number, rel=6e-3, abs=1e-9)
            else:
                strongest = np.abs(values).max() or 1.0
                assert shapes[f"{key}.box"].fill == diverging(DARK, float(number / strongest))
    squares = {key for key in shapes if key.endswith(".square")}
    assert squares == {f"left.overlap.{r}.{c}.square" for r, c in zip(*np.nonzero(windows), strict=True)}
    for (r, c), count in np.ndenumerate(windows):
        number = shapes.get(f"left.overlap.{r}.{c}")
        assert number is None or number.text == str(count)


@pytest.mark.parametrize(("problem", "turn"), CASES)
def test_every_beat_keeps_the_layout_law_and_its_caption_can_be_read(problem, turn):
    frame, theme = FRAMES[turn], (DARK, LIGHT)[turn % 2]
    picture = shown(problem, frame, theme)
    for index, beat in enumerate(picture.storyboard.beats):
        shapes = picture.end_of(index)
        texts = [shape for shape in shapes if isinstance(shape, Text)]
        assert broken(shapes, frame, theme) + caption_breaches(texts, frame) == []
        assert 0 < len(beat.caption.text) <= min(70, CHARACTERS_PER_SECOND * beat.seconds)
        assert not re.search(r"\d", beat.caption.template)
        fields = {name for _, name, _, _ in string.Formatter().parse(beat.caption.template) if name}
        assert fields <= set(beat.caption.quantities)
        assert end_of(beat.moves) <= beat.seconds - beat.still + 1e-9
        assert beat.seconds < 25


@pytest.mark.slow
@pytest.mark.parametrize("frame", FRAMES, ids=lambda frame: frame.aspect)
@pytest.mark.parametrize(("problem", "turn"), CASES)
def test_every_beat_keeps_the_layout_law_in_every_aspect(problem, turn, frame):
    theme = (LIGHT, DARK)[turn % 2]
    picture = shown(problem, frame, theme)
    for index in range(len(picture.storyboard.beats)):
        assert broken(picture.end_of(index), frame, theme) == []


def test_the_end_holds_with_everything_in_place():
    story = shown().storyboard
    end = story.values(story.seconds)
    assert story.values(story.seconds - 2.0) == end
    for mark in story.marks:
        for name in ("grow", "flight", "total"):
            assert all(end[track] == 1.0 for track in getattr(mark, name, {}).values())
        focus = getattr(mark, "focus", None)
        assert focus is None or end[focus] == FOCUS


def test_the_weights_stand_unflipped_on_both_sides_and_where_they_are_used():
    picture = shown(problem_of("1,2,3;4,5,6;7,8,9"))
    shapes = last(picture)
    for name, place in zip(("right", "left"), places(picture), strict=True):
        for (r, c), number in np.ndenumerate(np.arange(1, 10).reshape(3, 3)):
            assert shapes[f"{name}.w.{r}.{c}.number"].text == str(number)
            tile, under = shapes[f"{name}.w.{r}.{c}"], shapes[f"{name}.under.{r}.{c}"]
            assert tile.fill == under.stroke
            at = 1 * 2 - 1 + r, 1 * 2 - 1 + c  # the window of output (1, 1)
            assert under.bounds.middle == pytest.approx(place.big.cell(at).middle)


def test_products_are_laid_on_the_cells_where_they_are_made_then_lie_in_their_result_as_a_small_picture_of_w():
    picture = shown()
    story, (_, left) = picture.storyboard, places(picture)
    index = [beat.name for beat in story.beats].index("copy 0, 1")
    laid = {s.key: s for s in picture.shapes(index, story.starts[index] + 0.9 + 1.2 * 0.9 + 0.3)}
    z = expected(problem_of())[0]
    for k, weight in np.ndenumerate(problem_of().kernel.values):
        if weight:
            key, at = f"left.piece.0.1.{k[0]}.{k[1]}", (k[0] - 1, 2 + k[1] - 1)
            assert laid[key].bounds.middle == pytest.approx(left.big.cell(at).middle)
            number = laid.get(f"{key}.number")
            assert (number is None) == (at[0] < 0)  # the padding is thin, and has no room for it
            assert number is None or read(number.text) == z[0, 1] * weight
    pips = {key: shape for key, shape in after(picture, "copy 0, 1").items() if ".pip." in key}
    assert {key.split(".pip.")[0] for key in pips} == {"left.result.1.1", "left.result.1.3"}  # what is not complete
    for key, shape in pips.items():
        at, k = (tuple(map(int, part.split(".")[-2:])) for part in key.split(".pip."))
        cell = left.result.cell(at)
        assert shape.bounds.middle[0] == pytest.approx(cell.x + (k[1] + 0.5) / 3 * cell.w)
        assert shape.bounds.middle[1] == pytest.approx(cell.y + (k[0] + 0.5) / 3 * cell.h)


def test_sums_leave_out_what_is_nothing_and_what_is_said_is_true():
    words = {beat.name: beat.caption.text for beat in shown().storyboard.beats}
    assert words["output 0, 1"] == "z(0, 1) = 4·5 = 20."
    assert words["copy 0, 0"] == "z(0, 0) = 3 drops 3·1, 3·2, 3·4 outside, adds 3·3, 3·5 to 2 cells."
    assert words["the count"] == "So 4×5 inputs make 2×3 outputs: the formula counts the windows."
    assert words["the overlaps"] == "Cells lie under 1 to 4 windows: the checkerboard."
    even = {beat.name: beat.caption.text for beat in shown(problem_of("1,2;3,4")).storyboard.beats}
    assert even["the overlaps"] == "Inside, every cell lies under one window: no checkerboard."


def test_padding_is_thin_and_dashed_on_the_layers_side_and_hatched_on_the_other():
    picture = shown(padding=2)
    shapes, (right, left) = last(picture), places(picture)
    assert {"right.padding", "left.lane"} <= shapes.keys()
    for place in (right, left):
        assert place.big.cell((-1, 0)).h < 0.6 * place.big.cell((0, 0)).h
    assert "right.padding" not in after(picture, "the weights")


def test_an_unused_row_is_marked():
    shapes = last(shown(problem_of("1,2,3;4,5,6;7,8,9", mode="valid")))
    assert {key for key in shapes if key.endswith(".unused")} == {f"right.source.3.{c}.unused" for c in range(5)}


@pytest.mark.parametrize("frame", FRAMES, ids=lambda frame: frame.aspect)
def test_every_grid_stays_on_its_side_and_grids_do_not_overlap(frame):
    picture = shown(frame=frame)
    for place in places(picture):
        blocks = [b.rect for b in (place.source, place.weights, place.result, place.overlaps) if b is not None]
        assert all(place.rect.grown(0.5).contains(rect) for rect in blocks)
        assert not any(a.overlaps(b) for i, a in enumerate(blocks) for b in blocks[i + 1 :])


def test_numbers_stand_on_colours_of_weights_only_inside_their_tiles():
    shapes = last(shown())
    tiles = {
        key for key, shape in shapes.items() if isinstance(shape, Polygon) and re.fullmatch(r"\w+\.w\.\d\.\d", key)
    }
    numbers = {shape.inside for shape in shapes.values() if isinstance(shape, Text) and shape.inside}
    assert numbers == tiles
