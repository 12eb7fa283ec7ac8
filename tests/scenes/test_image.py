"""The film `image`: numbers that numpy finds too, frames that keep the law, pictures where and what they should be."""

from __future__ import annotations

import re
import string
from fractions import Fraction

import numpy as np
import pytest

from kernels import KERNELS, Boundary, Image, Mode, Problem, bundled_image, gather_picture, parse_kernel
from scenes.image import image
from scenes.storyboard.choreography import end_of
from scenes.storyboard.diverging import diverging
from scenes.storyboard.frame import FRAMES, TALL, WIDE
from scenes.storyboard.picture import Picture
from scenes.storyboard.shades import Shades
from scenes.storyboard.shapes import Polygon, Raster, Text
from scenes.storyboard.storyboard import CHARACTERS_PER_SECOND, SHORTEST_CAPTION_SECONDS
from scenes.storyboard.theme import DARK, LIGHT, THEMES, contrast, rgb
from scenes.storyboard.wishes import Wishes
from tests.scenes.films import with_settings
from tests.scenes.law import broken, caption_breaches

SIZE = 26, 19
COLOUR = Image(np.random.default_rng(11).integers(0, 256, (*SIZE, 3)), "noise")
FLAT = Image(np.full((20, 20, 1), 77), "flat")
SEVEN = ";".join(",".join(str(7 * i + j - 20) for j in range(7)) for i in range(7))
TEXTS = ("1;", "1 2;3 4", "-1/3 2/7;5 1/9", SEVEN, "0.001 12345.678;-9 1", "0 0;0 0", "1 2 3;4 5 4;3 2 1", "1,2,3;")
CATALOGUE = tuple(kernel for kernel in KERNELS if kernel.ndim == 2)
SETTINGS = (
    ("full", "zero", 1),
    ("valid", "zero", 1),
    ("same", "edge", 1),
    ("same", "reflect", 1),
    ("same", "wrap", 2),
    ("full", "zero", 3),
)


def cases():
    """Every kernel of the catalogue and awkward ones, on the bundled picture; settings and other pictures with some."""
    for kernel in (*CATALOGUE, *(parse_kernel(text) for text in TEXTS)):
        yield bundled_image(), with_settings(bundled_image().channel(0), kernel, "same", "zero", 1, 1)
    for mode, boundary, dilation in SETTINGS:
        for kernel in (parse_kernel("emboss"), parse_kernel("1 2;3 4", (0, 0)), parse_kernel("letter-F")):
            yield COLOUR, with_settings(COLOUR.channel(1), kernel, mode, boundary, 1, min(dilation, 2))
    for kernel in ("emboss", "gaussian3x3", "motion-blur"):
        yield FLAT, with_settings(FLAT.channel(0), parse_kernel(kernel), "same", "zero", 1, 1)
    wide = Image(np.arange(16 * 128).reshape(16, 128, 1) % 256, "wide")
    yield wide, with_settings(wide.channel(0), parse_kernel("sobel-x"), "same", "zero", 1, 2)
    yield wide, with_settings(wide.channel(0), parse_kernel(SEVEN), "same", "zero", 1, 1)


CASES = tuple(cases())


def name(case):
    """A test's name for a case."""
    picture, p = case
    return f"{p.kernel.name[:24]} on {picture.name} {p.mode.value} {p.boundary.value} {p.dilation}"


@pytest.fixture(params=CASES, ids=name, scope="module")  # each is made once for all tests
def case(request):
    picture, problem = request.param
    return picture, image(problem, Wishes(image=picture))


def shown(kernel="emboss", frame=WIDE, theme=DARK, picture=None, **settings):
    picture = picture or bundled_image()
    problem = Problem(picture.channel(picture.told), parse_kernel(kernel), **settings)
    return Picture(image(problem, Wishes(image=picture)), frame, theme)


def at_the_end_of(film, beat):
    """What is seen as a beat ends, by key."""
    index = next(i for i, b in enumerate(film.storyboard.beats) if b.name == beat)
    return {shape.key: shape for shape in film.end_of(index)}


def read(text):
    return Fraction(text.strip("≈").replace("−", "-"))


def test_captions_fit_can_be_read_and_hold_no_digits_of_their_own(case):
    for beat in case[1].beats:
        text = beat.caption.text
        assert 0 < len(text) <= 70, text
        assert beat.seconds >= max(SHORTEST_CAPTION_SECONDS, len(text) / CHARACTERS_PER_SECOND)
        fields = {field for _, field, _, _ in string.Formatter().parse(beat.caption.template) if field}
        assert fields <= set(beat.caption.quantities)
        assert not re.search(r"\d", beat.caption.template)


def test_a_film_comes_to_rest_before_every_beat_ends_and_holds_its_last_frame(case):
    story = case[1]
    for beat in story.beats:
        assert end_of(beat.moves) <= beat.seconds - beat.still + 1e-9
    assert story.values(story.seconds) == story.values(story.seconds - 2.0)
    assert 40 < story.seconds < 80


def test_the_arithmetic_that_is_said_is_what_numpy_finds(case):
    picture, story = case
    problem = story.problem
    said = next(beat.caption.text for beat in story.beats if beat.name == "the products")
    row, column, terms, sign, value = re.fullmatch(r"y\((\d+), (\d+)\) = (.*) ([=≈]) (\S+)\.", said).groups()
    t = int(row), int(column)
    data, total = picture.samples[..., picture.told].astype(float), 0.0
    for k, weight in np.ndenumerate(problem.g.values):
        s = [p - d for p, d in zip(t, problem.step(k), strict=True)]
        if all(0 <= i < n for i, n in zip(s, data.shape, strict=True)):
            total += weight * data[tuple(s)]
    assert float(
        read(value.replace("×10", "e").translate(str.maketrans("⁻⁰¹²³⁴⁵⁶⁷⁸⁹", "-0123456789")))
    ) == pytest.approx(total, rel=6e-3, abs=1e-9)
    if sign == "=" and "…" not in terms and "≈" not in terms and "·" in terms:
        products = [part.replace("(", "").replace(")", "").split("·") for part in terms.split(" + ")]
        assert sum(read(a) * read(b) for a, b in products) == read(value)


def test_what_is_said_of_the_results_is_what_numpy_finds(case):
    picture, story = case
    problem = story.problem
    if problem.mode is not Mode.SAME or problem.boundary.value != "zero" or problem.dilation > 1:
        return
    results = []
    for turned in (True, False):  # a window of h; a window of g
        kernel = problem.g.values[::-1, ::-1] if turned else problem.g.values
        c = (
            tuple(m - 1 - c for m, c in zip(kernel.shape, problem.g.origin, strict=True))
            if turned
            else problem.g.origin
        )
        pads = [(i, m - 1 - i) for i, m in zip(c, kernel.shape, strict=True)]
        padded = np.pad(picture.samples.astype(float), (*pads, (0, 0)))
        windows = np.lib.stride_tricks.sliding_window_view(padded, kernel.shape, axis=(0, 1))
        results.append(np.einsum("rckij,ij->rck", windows, kernel))
    apart = np.abs(results[0] - results[1])
    apart[apart < 1e-9 * max(1.0, np.abs(problem.g.values).max())] = 0
    said = story.beats[-1].caption.text
    rows, columns = picture.shape
    if apart.any():
        n, every, most = re.fullmatch(r"The results differ at (\d+) of (\d+) pixels, by up to (\S+)\.", said).groups()
        assert (int(n), int(every)) == (int((apart > 0).any(axis=2).sum()), rows * columns)
        most = most.replace("×10", "e").translate(str.maketrans("⁻⁰¹²³⁴⁵⁶⁷⁸⁹", "-0123456789"))
        assert float(read(most)) == pytest.approx(apart.max(), rel=6e-3)
    else:
        assert said == f"Convolution and correlation agree at all {rows * columns} pixels."


@pytest.mark.parametrize(
    ("case", "frame"),
    [
        pytest.param(case, frame, marks=() if (i + k) % len(FRAMES) == 0 else pytest.mark.slow)
        for i, case in enumerate(CASES)
        for k, frame in enumerate(FRAMES)
    ],
    ids=lambda value: value.aspect if hasattr(value, "aspect") else name(value),
)
def test_every_beat_ends_in_a_frame_that_keeps_the_law(case, frame):
    picture, problem = case
    theme = LIGHT if len(problem.kernel.name) % 2 else DARK
    film = Picture(image(problem, Wishes(image=picture)), frame, theme)
    for beat in range(len(film.storyboard.beats)):
        shapes = film.end_of(beat)
        texts = [shape for shape in shapes if isinstance(shape, Text)]
        assert broken(shapes, frame, theme) + caption_breaches(texts, frame) + unreadable(shapes) == []
        assert len({shape.key for shape in shapes}) == len(shapes)


FULL = {theme.axis for theme in THEMES}


def unreadable(shapes):
    """Numbers without the contrast that they need against what they stand on, on the side that is not dimmed."""
    found, cells = [], {}
    dimmed = next((s.key.split(".")[0] for s in shapes if s.key.endswith(".f.edge") and s.stroke not in FULL), "none")
    for shape in shapes:
        if isinstance(shape, Polygon) and shape.fill and shape.opacity > 0.99:
            cells[shape.key] = shape.fill
        if isinstance(shape, Text) and shape.key.endswith(".number") and not shape.key.startswith(dimmed):
            ground = cells.get(shape.key.removesuffix(".number"))
            ratio = contrast(shape.color, ground) if ground else 0.0
            found += [] if ratio >= 3 else [f"{shape.key} {shape.text} {ratio:.2f}"]
    return found


@pytest.mark.parametrize("frame", FRAMES, ids=lambda frame: frame.aspect)
def test_numbers_are_shown_in_every_aspect_with_kernels_of_three_by_three(frame):
    film = shown(frame=frame)
    count = 25 if frame.aspect in ("16:9", "4:3") else 9  # the pixels around are left out where there is little room
    adding = at_the_end_of(film, "all copies")
    assert sum(key.startswith("left.out.") and key.endswith(".number") for key in adding) == count
    assert sum(key.startswith("left.in.") and key.endswith(".number") for key in adding) == count
    lying = at_the_end_of(film, "one window")
    assert sum(key.startswith("right.copy.") and key.endswith(".number") for key in lying) == 9


def test_the_copy_lies_on_the_output_as_g_and_the_window_on_the_input_as_g_turned():
    film = shown("corner3x3")
    copy, window = at_the_end_of(film, "one copy"), at_the_end_of(film, "one window")
    for tap, text in {0: "1", 2: "2", 4: "3", 6: "4", 8: "5"}.items():
        down, right = tap // 3 - 1, tap % 3 - 1
        for shapes, side, grid, way in ((copy, "left", "out", 1), (window, "right", "in", -1)):
            cell = shapes[f"{side}.{grid}.{12 + way * (5 * down + right)}"].bounds
            tile = shapes[f"{side}.copy.{tap}"].bounds
            assert cell.grown(0.5).contains(tile)
            assert shapes[f"{side}.copy.{tap}.number"].text == text
    assert copy["left.copy.0"].fill == window["right.copy.0"].fill  # a tap keeps its colour


def test_the_patch_shows_the_picture_and_ends_equal_on_both_sides():
    film = shown()
    shapes = at_the_end_of(film, "the same number")
    numbers = {key: shape.text for key, shape in shapes.items() if key.endswith(".number")}
    left = [numbers[f"left.out.{i}.number"] for i in range(25)]
    assert left == [numbers[f"right.out.{i}.number"] for i in range(25)]
    data = np.array([int(numbers[f"left.in.{i}.number"]) for i in range(25)]).reshape(5, 5)
    grey = bundled_image().samples[..., 0]
    assert any((grey[r : r + 5, c : c + 5] == data).all() for r in range(60) for c in range(60))
    kernel = film.storyboard.problem.g.values[::-1, ::-1]
    for i in range(1, 4):
        for j in range(1, 4):
            expected = (kernel * data[i - 1 : i + 2, j - 1 : j + 2]).sum()
            assert read(left[5 * i + j]) == expected


@pytest.mark.parametrize("theme", THEMES, ids=lambda theme: theme.name)
def test_signed_results_are_seen_on_the_diverging_scale_with_zero_in_its_middle(theme):
    film = shown("sobel-x", theme=theme)
    last = {shape.key: shape for shape in film.end_of(len(film.storyboard.beats) - 1)}
    pixels = last["left.y"].pixels.array
    data = np.pad(bundled_image().samples[..., 0].astype(float), 1)
    slope = sum(w * (data[1 + i : 65 + i, 2:] - data[1 + i : 65 + i, :-2]) for i, w in ((-1, 1), (0, 2), (1, 1)))
    assert (pixels[slope == 0] == rgb(diverging(theme, 0.0))).all()
    most = np.abs(slope).max()
    for sign in (-1, 1):
        row, column = (int(i[0]) for i in np.nonzero(slope == sign * most)) if (slope == sign * most).any() else (0, 0)
        if slope[row, column]:
            assert tuple(pixels[row, column].tolist()) == rgb(diverging(theme, float(sign)))
    assert (pixels[slope > most / 2] != pixels[slope < -most / 2][0]).any(axis=-1).all()


def test_the_shift_moves_the_picture_right_one_way_and_left_the_other():
    film = shown("shift3x3")
    last = {shape.key: shape for shape in film.end_of(len(film.storyboard.beats) - 1)}
    f, y, z = (last[key].pixels.array for key in ("left.f", "left.y", "right.z"))
    assert (y[:, 1:] == f[:, :-1]).all()
    assert (z[:, :-1] == f[:, 1:]).all()
    said = [beat.caption.text for beat in film.storyboard.beats]
    assert "Convolution moves it 1 right, correlation 1 left." in said


def test_a_shift_is_told_in_pixels_of_its_dilation_and_both_directions():
    told = shown("0 0 0;0 0 0;1 0 0", dilation=4).storyboard.beats[-2].caption.text
    assert told == "Convolution moves it 4 down and 4 left, correlation 4 up and 4 right."


@pytest.mark.parametrize("kernel", ["gaussian3x3", "laplacian", "1 2 3;4 5 4;3 2 1", "1;"])
def test_a_symmetric_kernel_is_told_honestly(kernel):
    said = [beat.caption.text for beat in shown(kernel).storyboard.beats]
    assert "Right, g makes half a turn to be h, and looks the same." in said
    assert "Nothing changes: this g equals its half turn, and hides the flip." in said
    assert said[-1] == "Convolution and correlation agree at all 4096 pixels."


def test_a_picture_that_hides_the_flip_is_told_so():
    said = [beat.caption.text for beat in shown("emboss", picture=FLAT, mode=Mode.VALID).storyboard.beats]
    assert "Nothing changes: g is not its half turn, but this picture hides it." in said


def test_while_it_sweeps_the_left_adds_up_and_the_right_fills_row_by_row():
    film = shown("box3x3")
    story = film.storyboard
    beat = next(i for i, b in enumerate(story.beats) if b.name == "the whole picture")
    heights = []
    for step in range(12):
        seconds = story.starts[beat] + 1.8 + 5 * step / 11
        shapes = {shape.key: shape for shape in film.shapes(beat, seconds)}
        heights.append(shapes["right.y"].pixels.height if "right.y" in shapes else 0)
        if "left.y" in shapes:
            assert shapes["left.y"].pixels.height == 64
    assert heights == sorted(heights)
    assert (heights[0], heights[-1]) == (0, 64)
    end = at_the_end_of(film, "equal")
    assert end["left.y"].pixels == end["right.y"].pixels


def test_pictures_of_other_outputs_stand_where_their_t_are():
    film = shown("corner3x3", picture=COLOUR, mode=Mode.FULL)
    last = {shape.key: shape for shape in film.end_of(len(film.storyboard.beats) - 1)}
    f, y = last["left.f"].rect, last["left.y"].rect
    pitch = f.w / SIZE[1]
    assert (y.w, y.h) == pytest.approx((f.w + 2 * pitch, f.h + 2 * pitch))
    assert last["left.y"].pixels.height == SIZE[0] + 2


def test_the_last_frame_names_its_pictures_and_its_scale():
    film = shown()
    last = {shape.key: shape for shape in film.end_of(len(film.storyboard.beats) - 1)}
    words = {shape.text for shape in last.values() if isinstance(shape, Text)}
    assert {"f, the picture", "y, convolution", "z, correlation", "y − z", "−1125", "1125", "−1800", "1800"} <= words
    pictures = [shape for shape in last.values() if isinstance(shape, Raster) and shape.opacity == 1]
    assert len(pictures) >= 4 + 4 + 2  # whole, magnified, scales
    rects = [last[key].rect for key in ("left.f", "left.y", "right.z", "right.d")]
    assert [r.x for r in rects] == sorted(r.x for r in rects)


def test_three_channels_are_seen_in_their_colours_and_signed_numbers_on_the_scale_of_the_told_one():
    values = np.array([[[255.0, 0.0, 51.0]]])
    assert Shades(255.0, False).pixels(DARK, values).tolist() == [[[255, 0, 51]]]
    assert tuple(Shades(255.0, True).pixels(DARK, values)[0, 0].tolist()) == rgb(diverging(DARK, 0.0))
    last = at_the_end_of(shown(picture=COLOUR), "the difference")
    words = {shape.text for shape in last.values() if isinstance(shape, Text)}
    assert {"y, convolution, green", "z, correlation, green", "y − z, green"} <= words
    words = {
        s.text
        for s in at_the_end_of(shown("corner3x3", picture=COLOUR), "the difference").values()
        if isinstance(s, Text)
    }
    assert {"y, convolution", "z, correlation", "y − z, green"} <= words


def test_in_a_tall_frame_the_sides_stand_above_one_another():
    film = shown(frame=TALL)
    shapes = at_the_end_of(film, "equal")
    assert shapes["left.y"].rect.bottom < shapes["right.y"].rect.y


def test_a_scale_holds_nearly_all_numbers_and_says_so_where_few_lie_beyond():
    spiky = np.full((20, 20, 1), 10)
    spiky[4, 5] = 255
    film = shown("emboss", picture=Image(spiky, "spiky"), boundary=Boundary.EDGE)
    words = {s.text for s in at_the_end_of(film, "the difference").values() if isinstance(s, Text)}
    assert {"≤ −130", "≥ 130"} <= words  # a quarter of 500, in two digits
    calm = Shades.of(gather_picture(shown("sobel-x").storyboard.problem, bundled_image()))
    assert (calm.most, calm.clipped) == (900.0, False)


def test_a_small_difference_has_a_scale_of_its_own():
    large, small = Shades(15_000.0, True), Shades(900.0, True)
    problem = shown("sobel-x").storyboard.problem
    apart = gather_picture(problem, bundled_image())
    assert Shades.of_difference(apart, large).most == 900.0
    assert Shades.of_difference(apart, small) == small
    assert Shades.of_difference(apart.minus(apart), large) == large
