"""Names: two different films never share one, and no name is anything but a plain file name."""

import re
from itertools import combinations

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kernels import KERNELS
from production.naming import FIELDS, film_name
from production.options import Options
from production.request import parse_requests
from tests.production.command_line import options

OTHERS = {
    "kernel": [
        "ramp5",
        "1,2,4",
        "1 ,2,4.0",
        "1,2,-4",
        "1/2,1,2",
        "2/4,1,2",
        "0.5,1,2",
        "asym3.csv",
        "own/asym3.csv",
        "own/halves.csv",
        "half/halves.csv",
    ],
    "signal": ["impulse", "0,0,0,1,0,0,0", "2,1,3,2,1,1", "own/impulse.json", "own/full.json"],
    "origin": ["0", "2"],
    "mode": ["full", "valid"],
    "boundary": ["edge", "wrap"],
    "stride": ["2", "12"],
    "dilation": ["2"],
    "kernel_is": ["filter"],
    "quality": ["draft", "low", "4k"],
    "fps": ["24", "30"],
    "aspect": ["1:1", "9:16"],
    "theme": ["light"],
    "title": ["A title", "a title", "nocaption"],
    "speed": ["0.5", "1.0000001"],
    "captions": [False],
    "encoder": ["fast", "small"],
    "width": ["640", "1920", "1000"],
    "height": ["640"],
    "transparent": [True],
    "loop": ["1", "2"],
}
APART = ({"boundary", "mode"}, {"width", "height"})  # values of these do not go with one another
TEMPLATES = [
    Options.name,
    "mine",
    "{kernel}",
    "{fps}.{scene}",
    "{quality}_{kernel}_{signal}",
    *(f"x{{{f}}}" for f in FIELDS),
]


@pytest.fixture
def typed_files(here):
    """Kernels and signals in files that bear the names of others."""
    (here / "own").mkdir()
    (here / "asym3.csv").write_text("4,2,1")
    (here / "own" / "asym3.csv").write_text("1,1,4")
    (here / "own" / "halves.csv").write_text("1/2,1,3")
    (here / "half").mkdir()
    (here / "half" / "halves.csv").write_text("0.5,1,3")  # the same values, told differently on screen
    (here / "own" / "impulse.json").write_text("[1, 0, 0]")
    (here / "own" / "full.json").write_text("[1, 0, 0]")


def name(template=Options.name, **choices):
    return film_name(parse_requests(options(**choices))[0], template)


def identity(request):
    """What makes a film, so that `low` and `draft` at 30 frames a second count as one."""
    problem = request.typed
    arrays = [(a.name, a.texts, a.values.tolist()) for a in (problem.kernel, problem.signal)]
    choices = (problem.kernel.origin, problem.mode, problem.boundary, problem.stride, problem.dilation)
    look = (request.kernel_is, request.frame, request.size, request.fps, request.theme, request.speed, request.encoder)
    return repr(
        (request.film.name, arrays, choices, look, request.title, request.captions, request.transparent, request.plays)
    )


@pytest.mark.usefixtures("typed_files")
@pytest.mark.slow
def test_two_different_films_never_share_a_name():
    changes = [{setting: value} for setting, values in OTHERS.items() for value in values]
    pairs = [{**a, **b} for a, b in combinations(changes, 2) if a.keys() != b.keys()]
    possible = [c for c in pairs if not any(both <= c.keys() for both in APART)]
    requests = [parse_requests(options(**choices))[0] for choices in [{}, *changes, *possible]]
    for template in TEMPLATES:
        named = {}
        for request in requests:
            assert named.setdefault(film_name(request, template), identity(request)) == identity(request)


def test_names_say_what_is_not_the_default_and_nothing_else():
    assert name() == "side-by-side-asym3"
    assert name(kernel="asym3", origin="1", quality="high", fps="60", speed="1.0") == "side-by-side-asym3"
    assert name(kernel="echo", signal="step", origin="1", mode="full") == "side-by-side-echo-step-origin1-full"
    assert name(boundary="edge", stride="2", dilation="3", kernel_is="filter") == (
        "side-by-side-asym3-edge-stride2-dilation3-filter"
    )
    assert name(aspect="1:1", theme="light", quality="medium", speed="2", captions=False) == (
        "side-by-side-asym3-1x1-light-720p30-speed2-nocaption"
    )
    assert name(width="640", transparent=True, loop="1") == "side-by-side-asym3-640x360-transparent-loop1"
    assert name(width="640", quality="draft") == "side-by-side-asym3-640x360-15fps"
    assert name(width="1920", loop="0") == "side-by-side-asym3", "what every film has goes without saying"
    assert name(kernel="sobel-x", origin="0,1") == "side-by-side-sobel-x-origin0x1"
    assert re.fullmatch(r"side-by-side-1-2-4-[0-9a-f]{8}", name(kernel="1,2,4"))
    assert re.fullmatch(r"side-by-side-asym3-title[0-9a-f]{8}", name(title="Mine"))


def test_what_a_template_names_is_not_said_again():
    assert name("{kernel}.{quality}", quality="draft") == "asym3.draft"
    assert name("{kernel}.{quality}", quality="draft", fps="30") == "asym3.draft-30fps"
    assert name("{kernel}.{fps}", quality="draft") == "asym3.15-480p"
    assert name("{aspect}_{mode}", kernel="echo", mode="full") == "16x9_full-echo"
    assert name("Mine", kernel="letter-F") == "mine-letter-f"


@pytest.mark.usefixtures("typed_files")
def test_a_file_or_literal_is_no_catalogue_entry_whatever_it_is_called(here):
    assert re.fullmatch(r"asym3-[0-9a-f]{8}", name("{kernel}", kernel="asym3.csv"))
    names = {name("{kernel}", kernel=text) for text in ("asym3", "asym3.csv", "own/asym3.csv", "1,2,4", "1/1,2,4")}
    assert len(names) == 5
    (here / "con.csv").write_text("1,2")
    (here / "-- ..卷.csv").write_text("1,2")
    assert re.fullmatch(r"con-[0-9a-f]{8}", name("{kernel}", kernel="con.csv"))
    assert re.fullmatch(r"[a-z0-9-]*[0-9a-f]{8}", name("{kernel}", kernel="-- ..卷.csv"))


def test_equal_films_have_equal_names_however_they_are_typed():
    assert name(kernel="1,2,4") == name(kernel=" 1 2  4 ")
    assert name(stride=" 2") == name(stride="+2") == name(stride="02")
    assert name(speed="0.5") == name(speed=".5")
    assert name(quality="low") == name(quality="draft", fps="30")


def test_a_long_name_is_cut_and_stays_unlike_others():
    long = "x" * 100
    names = {name(long), name(long, stride="2"), name(long, stride="3"), name("x" * 99)}
    assert len(names) == 4
    assert max(len(one) for one in names) == 100


@settings(deadline=None)  # the first example pays for what is loaded late
@given(
    values=st.lists(st.integers(-(10**9), 10**9), min_size=1, max_size=20),
    template=st.sampled_from(TEMPLATES),
    title=st.text(st.characters(codec="utf-8", categories=["L", "N", "P", "S"]), min_size=1, max_size=100),
)
def test_names_are_plain_file_names(values, template, title):
    made = name(template, kernel=",".join(str(value) for value in values), title=title)
    assert re.fullmatch(r"[a-z0-9][a-z0-9._-]{0,99}", made)
    assert ".." not in made


def test_every_kernel_of_the_catalogue_has_its_own_name_in_small_letters():
    names = {name("{kernel}", kernel=kernel.name): kernel.name for kernel in KERNELS}
    assert sorted(names) == sorted(kernel.name.lower() for kernel in KERNELS)


def test_a_file_with_the_very_numbers_and_name_of_an_entry_is_that_entry(here):
    (here / "ramp5.txt").write_text("1 2 3 4 5")
    np.save(here / "echo.npy", [1, 0.5, 0.25])
    assert name(kernel="ramp5.txt") == name(kernel="ramp5")
    assert name(kernel="echo.npy", origin="0") != name(kernel="echo")  # fractions are shown as they are typed
