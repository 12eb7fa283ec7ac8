"""Settings: sizes of every quality in every aspect, and what a request is made of."""

from itertools import product

import pytest

from kernels import InputError
from production.options import Options
from production.request import parse_requests
from production.settings import QUALITIES
from scenes.storyboard.frame import FRAMES
from tests.production.command_line import options

SIZES = {
    ("16:9", "draft"): (854, 480),
    ("16:9", "low"): (854, 480),
    ("16:9", "medium"): (1280, 720),
    ("16:9", "high"): (1920, 1080),
    ("16:9", "4k"): (3840, 2160),
    ("1:1", "draft"): (480, 480),
    ("1:1", "high"): (1080, 1080),
    ("9:16", "draft"): (480, 854),
    ("9:16", "high"): (1080, 1920),
    ("4:3", "draft"): (640, 480),
    ("4:3", "high"): (1440, 1080),
}


def test_the_short_side_is_the_same_in_every_aspect_and_all_sides_are_even():
    sizes = {(frame.aspect, quality.name): quality.size(frame) for frame, quality in product(FRAMES, QUALITIES)}
    assert {key: sizes[key] for key in SIZES} == SIZES
    assert all(
        min(size) == quality.short_px
        for (_, quality), size in zip(product(FRAMES, QUALITIES), sizes.values(), strict=True)
    )
    assert all(side % 2 == 0 for size in sizes.values() for side in size)


def test_rates_are_the_qualities_own_unless_asked_for():
    assert [quality.fps for quality in QUALITIES] == [15, 30, 30, 60, 60]
    assert [parse_requests(Options(quality="low", fps=fps))[0].fps for fps in (None, "1", "120")] == [30, 1, 120]


@pytest.mark.parametrize(
    ("choices", "size"),
    [
        ({"width": "640"}, (640, 360)),
        ({"height": "360"}, (640, 360)),
        ({"width": "500"}, (500, 282)),
        ({"width": "854", "height": "480"}, (854, 480)),
        ({"width": "500", "height": "280"}, None),
        ({"width": "500", "height": "282"}, (500, 282)),
        ({"width": "300", "aspect": "9:16"}, (300, 534)),
        ({"width": "64", "aspect": "1:1"}, (64, 64)),
        ({"height": "4096", "aspect": "9:16"}, (2304, 4096)),
    ],
    ids=str,
)
def test_one_side_follows_from_the_other_to_an_even_pixel_and_both_must_fit_the_aspect(choices, size):
    if size is None:
        with pytest.raises(InputError, match=r"^--width 500 and --height 280 are not 16:9; leave one out, or choose"):
            parse_requests(Options(**choices))
    else:
        assert parse_requests(Options(**choices))[0].size == size


def test_a_filter_is_turned_into_the_kernel_that_it_is_the_flip_of():
    (request,) = parse_requests(options(kernel="even4", kernel_is="filter"))
    assert request.typed.kernel.values.tolist() == [1, 2, 3, 4]
    assert (request.problem.kernel.values.tolist(), request.problem.kernel.origin) == ([4, 3, 2, 1], (2,))


def test_a_kernel_meets_the_default_signal_of_its_dimension():
    names = [parse_requests(options(kernel=kernel))[0].typed.signal.name for kernel in ("echo", "emboss", "1;")]
    assert names == ["default", "grid", "grid"]


def test_a_film_named_twice_is_one_film():
    assert len(parse_requests(Options(scenes=("side-by-side", "side-by-side")))) == 1


def test_the_storyboard_has_the_title_and_the_speed_asked_for():
    (request,) = parse_requests(Options(title=" Mine ", speed="2"))
    assert (request.storyboard.title, request.storyboard.speed) == ("Mine", 2)


def test_errors_of_a_filter_name_the_kernel_as_typed():
    (request,) = parse_requests(options(kernel="1,2,3,4,5,6,7,8,9,10", kernel_is="filter"))
    with pytest.raises(InputError, match=r"^kernel '1,2,3,4,5,6,7,8,9,10' has 10 taps"):
        request.check_drawn()
