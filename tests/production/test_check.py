"""`--check`: the numbers of every film hold, a change of any of them is noticed, and no file makes it stumble."""

import ast
import json
import math
import os
import random
import re

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from PIL import Image

from kernels import Problem, bundled_image
from kernels.bounds import MOST_CHECKED_BYTES
from scenes import FILMS
from tests.production.command_line import PROJECT, files, render

ASKED = [
    *([entry.name] for entry in FILMS),
    ["--kernel", "even4", "--kernel-is", "filter", "--boundary", "wrap", "--stride", "2"],
    ["--kernel", "echo", "--mode", "full", "--stride", "2", "--dilation", "2"],
    ["--kernel", "1/3,-1,0.1", "--origin", "2", "--signal", "noisy", "--boundary", "symmetric"],
    ["--kernel", "ramp5", "--mode", "valid"],
    ["--kernel", "emboss", "--boundary", "edge", "--dilation", "2"],
    ["--kernel", "sobel-x", "--mode", "full", "--origin", "0,2"],
    ["--kernel", "even4", "--boundary", "reflect"],
    ["symmetric", "--kernel", "1/3,0.1,4"],
    ["which-flip", "--kernel", "1,2,3;4,5,6", "--origin", "0,2"],
    ["continuous", "--kernel", "gaussian"],
    ["network-layer", "--kernel", "even4", "--padding", "same", "--stride", "1"],
    ["network-layer", "--kernel", "letter-F", "--padding", "3", "--dilation", "2"],
    ["network-layer", "--mode", "full"],
    ["image", "--kernel", "1/9 2/7 0.3;1/3 1 4", "--boundary", "reflect"],
    ["image", "--mode", "full"],
]

# Numbers that nothing else in the file depends on. A layer places its weights by its padding: the origin that its
# kernel has in other films takes part in no sum.
FREE = {("network-layer", ("kernel", "origin", 0)), ("network-layer", ("kernel", "origin", 1))}


def described(*words):
    result = render("--describe", *words)
    assert result.code == 0, result.stderr
    return json.loads(result.stdout)


def checked(told, path="film.json"):
    with open(path, "w", encoding="utf-8") as file:
        json.dump(told, file)
    return render("--check", path)


def leaves(value, at=()):
    """Every number and truth in plain data, with its way there."""
    if isinstance(value, dict | list):
        items = value.items() if isinstance(value, dict) else enumerate(value)
        for key, entry in items:
            yield from leaves(entry, (*at, key))
    elif isinstance(value, bool | int | float):
        yield at, value


def changed(told, at, value):
    """A copy with one number changed."""
    copy = json.loads(json.dumps(told))
    place = copy
    for key in at[:-1]:
        place = place[key]
    place[at[-1]] = value
    return copy


@pytest.mark.parametrize("words", ASKED, ids=" ".join)
def test_the_numbers_of_every_film_hold(words):
    told = described(*words)
    result = checked(told)
    assert (result.code, result.stderr) == (0, "")
    count = re.fullmatch(r"film\.json: all (\d+) numbers hold, greatest difference (\S+)\n", result.stdout)
    assert int(count[1]) > len(list(leaves(told["panels"])))
    assert float(count[2]) < 1e-9


@pytest.mark.slow
@pytest.mark.parametrize("words", ASKED, ids=" ".join)
def test_a_change_of_any_single_number_is_noticed(words):
    told = described(*words)
    kinds: dict[tuple[str, ...], list] = {}
    for at, value in leaves(told):
        kinds.setdefault(tuple(key for key in at if isinstance(key, str)), []).append((at, value))
    most = 8 if told["scene"] in ("image", "which-flip") else 15  # of a kind, which all go one way
    pick = random.Random(7)
    for at, value in (leaf for kind in kinds.values() for leaf in pick.sample(kind, min(len(kind), most))):
        if (told["scene"], at) not in FREE:
            other = not value if isinstance(value, bool) else value + 1 if isinstance(value, int) else value * 1.001
            assert checked(changed(told, at, other)).code in (1, 2), at


@pytest.mark.parametrize(
    "words", [ASKED[0], ["network-layer"], ["--kernel", "sobel-x", "--mode", "full"]], ids=" ".join
)
def test_a_change_of_some_number_is_noticed(words):
    told = described(*words)
    every = [(at, value) for at, value in leaves(told) if (told["scene"], at) not in FREE]
    for at, value in random.Random(7).sample(every, 25):
        assert checked(changed(told, at, not value if isinstance(value, bool) else value - 1)).code in (1, 2), at


def test_a_number_that_does_not_hold_is_named_with_what_it_should_be():
    told = described()
    right = told["results"]["convolution"][2]
    result = checked(changed(told, ("results", "convolution", 2), right + 3))
    assert (result.code, result.stderr) == (1, "")
    summary, line = result.stdout.splitlines()
    assert re.fullmatch(r"film\.json: 1 of \d+ numbers do not hold", summary)
    assert line == f"  results.convolution[2] is {right + 3}, recomputed {right}"


def test_an_error_as_small_as_a_millionth_of_a_millionth_is_noticed():
    told = described("--kernel", "0.1,0.2,0.7")
    at = ("panels", 1, "output", 3)
    value = told["panels"][1]["output"][3]
    assert checked(changed(told, at, value * (1 + 1e-12))).code == 1
    assert checked(changed(told, at, math.nextafter(value, 9))).code == 0  # the order of a sum may make as much


def test_a_panel_of_another_kernel_is_noticed_even_if_its_own_sums_are_right():
    told, other = described("--kernel", "1,2,4"), described("--kernel", "1,2,5")
    result = checked({**told, "panels": other["panels"]})
    assert result.code == 1
    assert "panels[0].kernel is neither the film's kernel nor a flip of it" in result.stdout


def test_a_fault_in_the_films_own_arithmetic_is_noticed(monkeypatch):
    right = Problem.gather
    monkeypatch.setattr(Problem, "gather", lambda problem: right(problem)[::-1])
    result = checked(described("--kernel", "asym3"))
    assert result.code == 1
    assert "results.convolution[0] is 4, recomputed 5" in result.stdout


def test_lines_to_paste_that_have_other_numbers_are_noticed():
    told = described()
    told["reproduce"]["torch"] = told["reproduce"]["torch"].replace("[1, 2, 4]", "[1, 2, 5]")
    result = checked(told)
    assert result.code == 1
    assert "k in reproduce.torch[2] is 5, recomputed 4" in result.stdout


def test_several_files_are_checked_and_one_that_does_not_hold_fails_the_command():
    told = described()
    checked(told, "a.json")
    checked({**told, "seconds": 1}, "b.json")
    result = render("--check", "a.json", "b.json")
    assert result.code == 1
    good, bad, why = result.stdout.splitlines()
    assert good.startswith("a.json: all ")
    assert bad.startswith("b.json: 1 of ")
    assert why == f"  seconds is 1, recomputed {told['seconds']}"
    assert render("--check", "a.json", "--check", "a.json").code == 0


def test_the_picture_of_a_file_is_looked_for_beside_the_json(here):
    folder = here / "films"
    folder.mkdir()
    rng = np.random.default_rng(3)
    Image.fromarray(rng.integers(0, 256, (20, 24, 3), np.uint8)).save(folder / "noise 'a'.png")
    told = described("image", "--image", "films/noise 'a'.png", "--kernel", "sobel-x")
    assert checked(told, "films/film.json").code == 0
    assert checked(changed(told, ("results", "convolution", "greatest"), 7), "films/film.json").code == 1
    Image.fromarray(rng.integers(0, 256, (20, 24, 3), np.uint8)).save(folder / "noise 'a'.png")
    result = checked(told, "films/film.json")
    assert result.code == 1
    assert "signal.digest is " in result.stdout
    (folder / "noise 'a'.png").unlink()
    assert "is not beside the JSON nor here; put it there" in checked(told, "films/film.json").line


@pytest.mark.parametrize("name", ['it\'s "x".png', "a\tb.png"])
def test_a_picture_may_be_called_whatever_a_file_can_be(name, here):
    pixels = np.random.default_rng(3).integers(0, 256, (20, 24), np.uint8)
    Image.fromarray(pixels).save(here / name)
    assert checked(described("image", "--image", name)).code == 0


def test_a_file_with_the_bundled_pictures_own_pixels_keeps_its_name(here):
    np.savetxt(here / "mine.csv", bundled_image().channel(0).values, "%d", ",")
    told = described("image", "--signal", "mine.csv")
    assert told["signal"]["name"] == "mine"
    assert checked(told).code == 0


def test_a_picture_that_was_given_as_numbers_is_in_the_json(here, capsys):
    numbers = np.random.default_rng(5).integers(0, 256, (20, 17))
    np.savetxt(here / "picture.csv", numbers, "%d", ",")
    told = described("image", "--signal", "picture.csv", "--kernel", "sobel-x")
    assert told["signal"]["values"] == numbers.tolist()
    assert checked(told).code == 0
    exec(told["reproduce"]["numpy"], {})
    printed = json.loads(capsys.readouterr().out.splitlines()[0].partition(" ")[2])
    assert np.max(printed) == told["results"]["convolution"]["greatest"]
    told["signal"]["values"][3][4] += 1
    assert checked(told).code == 1


@pytest.mark.parametrize("name", ["../secret.png", "/etc/passwd", "a\\0b.png", "\\x", "\\N{"])
def test_the_name_of_a_picture_leads_nowhere_else(name):
    told = described("image")
    told["reproduce"]["numpy"] = f"f = np.asarray(ImageOps.exif_transpose(Image.open('{name}')))"
    result = checked(told)
    assert result.code == 2
    assert "is no file's name" in result.line


HOSTILE = {
    "": "no JSON",
    "[]": "no object",
    "{}": "missing",
    "null": "no object",
    '{"scene": 3}': "is not one of",
    '{"scene": "image", "kernel": 3}': "missing",
    "[" * 100_000: "nested too deeply",
    '{"a":' * 100_000: "nested too deeply",
    "NaN": "no JSON",
    "1e999": "no JSON",
    "9" * 5000: "no JSON",
    '{"a": 1, "a": 2}': "twice",
    "\udcff": "no UTF-8",
    '"\\ud800"': "no object",
}


@pytest.mark.parametrize("text", HOSTILE, ids=lambda text: ascii(text[:20]))
def test_what_is_no_film_is_refused_in_one_line(text, here):
    (here / "film.json").write_bytes(text.encode("utf-8", "surrogateescape"))
    result = render("--check", "film.json")
    assert result.code == 2
    assert HOSTILE[text] in result.line


def test_the_mark_that_editors_on_windows_put_before_a_text_is_no_fault(here):
    (here / "film.json").write_text(render("--describe").stdout, "utf-8-sig")
    assert render("--check", "film.json").code == 0


def test_files_that_cannot_be_read_are_refused_in_one_line(here):
    (here / "folder.json").mkdir()
    os.mkfifo(here / "pipe.json")
    with open(here / "large.json", "wb") as file:
        file.truncate(MOST_CHECKED_BYTES + 1)
    for name, why in {"none": "No such file", "folder": "no regular", "pipe": "no regular", "large": "MiB"}.items():
        result = render("--check", f"{name}.json")
        assert result.code == 2
        assert why in result.line
    assert render("--check", "a\0b").code == 2


def test_a_file_that_is_no_films_keeps_no_other_from_its_verdict(here):
    (here / "good.json").write_text(render("--describe").stdout)
    result = render("--check", "none.json", "good.json")
    assert result.code == 2
    assert result.stdout.startswith("good.json: all ")
    assert result.stderr.count("\n") == 1
    assert "No such file" in result.stderr


VALUES = st.one_of(
    st.none(), st.booleans(), st.integers(-(10**30), 10**30), st.floats(allow_nan=False, allow_infinity=False),
    st.text(max_size=5), st.just([]), st.just({}), st.just([[]]), st.just([1, [2]]), st.just([[1, 2], [3]]),
    st.just([[[1]]]), st.lists(st.integers(-5, 2000), max_size=4),
)  # fmt: skip


def places(value, at=()):
    """Every entry of plain data, with its way there."""
    yield at
    if isinstance(value, dict | list):
        for key, entry in value.items() if isinstance(value, dict) else enumerate(value):
            yield from places(entry, (*at, key))


@pytest.mark.slow
@pytest.mark.parametrize("words", [["--kernel", "asym3"], ["network-layer"], ["image"], ["which-flip"]], ids=" ".join)
def test_whatever_stands_in_a_place_ends_in_a_verdict_or_one_line(words, tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    told = described(*words)
    every = sorted((at for at in places(told) if at), key=lambda at: (len(at), str(at)))
    few = [at for at in every if len(at) < 4] + every[:: max(1, len(every) // 60)]

    @given(st.sampled_from(few), VALUES)
    @settings(max_examples=100, deadline=None)
    def holds(at, value):
        result = checked(changed(told, at, value))
        assert result.code in (0, 1, 2)
        if result.code == 2:
            assert result.line
        else:
            assert result.stderr == ""
        assert "Traceback" not in result.stdout

    holds()


def test_a_picture_whose_name_is_too_long_for_any_system_is_not_found():
    told = described("image")
    told["reproduce"]["numpy"] = f"f = np.asarray(ImageOps.exif_transpose(Image.open('{'a' * 900}')))"
    assert "is not beside the JSON" in checked(told).line


@pytest.mark.parametrize(
    "kernel", ["0.123456789012345,-0.7;1,2", "0.1234567890123456,-0.7;1e8,2", "12345678.9,-1/3;1,2"]
)
def test_outputs_of_a_picture_are_the_nearest_floats_however_long_the_taps_are(kernel):
    assert checked(described("image", "--kernel", kernel)).code == 0


BOX = np.full((3, 3), 1 / 9)
GAUSSIAN = np.exp(-(np.add.outer(np.arange(-1, 2) ** 2, np.arange(-1, 2) ** 2)) / 2)
SHARPENER = np.array([[0, -0.1, 0], [-0.1, 1.4, -0.1], [0, -0.1, 0]])


@pytest.mark.parametrize("taps", [BOX, GAUSSIAN / GAUSSIAN.sum(), SHARPENER], ids=["box", "gaussian", "sharpener"])
@pytest.mark.parametrize("ending", ["npy", "json", "csv"])
def test_everyday_kernels_from_files_make_pictures_whose_numbers_hold(taps, ending, here):
    path = here / f"mine.{ending}"
    if ending == "npy":
        np.save(path, taps)
    elif ending == "csv":
        np.savetxt(path, taps)
    else:
        path.write_text(json.dumps(taps.tolist()))
    told = described("image", "--kernel", path.name)
    assert re.fullmatch(r"film\.json: all \d+ numbers hold, greatest difference 0\n", checked(told).stdout)
    assert checked(changed(told, ("results", "convolution", "digest"), "0" * 64)).code == 1


def test_a_kernel_that_was_typed_with_all_its_digits_makes_a_picture_whose_numbers_hold():
    rows = "; ".join(" ".join(map(str, row)) for row in BOX)
    assert checked(described("image", "--kernel", rows)).code == 0


def test_digests_that_hang_on_how_a_file_has_its_numbers_are_said_not_to_be_compared(here):
    (here / "mine.csv").write_text("1/9,0.1111111111111111,1/9;0.1111111111111111,1/9,1/9;0,0,0.1111111111111111")
    told = described("image", "--kernel", "mine.csv")
    result = checked(told)
    assert result.code == 0
    assert "how a file has its numbers could not be compared\n  the digests of the outputs, which" in result.stdout
    assert checked(changed(told, ("results", "convolution", "greatest"), 254)).code == 1


@pytest.mark.parametrize(
    "words",
    [
        ["--kernel", "0.1,0.2,-0.3,0.5,-0.5", "--boundary", "edge"],
        ["--kernel", "1e9,1e-7,-1e9", "--boundary", "reflect"],
        ["symmetric", "--kernel", "0.1,0.2,-0.1000001"],
    ],
    ids=" ".join,
)
def test_what_is_left_of_taps_that_cancel_is_allowed_the_rounding_of_the_taps(words):
    assert checked(described(*words)).code == 0


def test_no_line_of_a_file_obeys_or_fools_the_terminal():
    told = described()
    told["scene"] = "\x1b[31mred"
    assert "\x1b" not in checked(told).line
    name = "evil\x1b[31m\n.json"
    assert checked(described(), name).stdout.startswith("evil\\x1b[31m\\n.json: all")


RETELLING = {
    "film.py": {"kernels": {"Kernel"}},
    "named.py": {
        "kernels": {"KERNELS", "PROFILES", "SIGNALS", "Kernel", "Signal"},
        "kernels.literal": {"Typed", "literal"},
        "naming": {"OWN"},
    },
    "retold.py": {
        "kernels": {"Kernel", "Problem", "Signal"},
        "scenes.panel_plan": {"LayerPlan"},
        "scenes.storyboard.frame": {"FRAMES"},
        "scenes.storyboard.panel": {"View"},
        "scenes.storyboard.position": {"Place", "place_of"},
        "scenes.storyboard.theme": {"THEMES"},
        "describe": {"beat_numbers", "lines_to_paste"},
        "encoder_profiles": {"ENCODER_PROFILES"},
        "image_numbers": {"are_numbers"},
        "request": {"FilmRequest"},
        "settings": {"QUALITIES", "KernelIs"},
    },
}


def test_the_check_uses_none_of_the_arithmetic_that_it_checks():
    """Of `kernels` it may know words, bounds and errors, types, and the bundled picture; nothing that sums.

    What tells the film anew, for its words, may know more; it is asked for no number (see the faulty film above).
    """
    allowed = {
        "kernels": {"Boundary", "Image", "InputError", "Mode", "Operator", "bundled_image", "quoted"},
        "kernels.files": {"read_regular"},
        "kernels.samples": {"FloatArray", "Index"},
        "kernels.image": {"CHANNELS"},
        "scenes": {"FILMS", "Film"},
        "image_file": {"read_image"},
        "folder": {"reason"},
        "version": {"version"},
        "reading": {"text_of"},
    }
    for path in sorted((PROJECT / "production" / "check").glob("*.py")):
        own, more = {f.stem for f in path.parent.glob("*.py")}, RETELLING.get(path.name, {})
        for node in ast.walk(ast.parse(path.read_text("utf-8"))):
            if isinstance(node, ast.ImportFrom) and node.module not in ("kernels.bounds", *own):
                first = (node.module or "").partition(".")[0]
                if node.level or first in ("kernels", "scenes", "production"):
                    known = allowed.get(node.module, set()) | more.get(node.module, set())
                    assert {alias.name for alias in node.names} <= known, (path.name, node.module)


@pytest.mark.usefixtures("drawing")
def test_a_rendered_film_holds(here):
    assert render("-q", "draft", "--fps", "2", "-o", "out").code == 0
    (made,) = (here / "out").glob("*.json")
    before = files(here)
    assert render("--check", made).code == 0
    assert files(here) == before


def test_it_goes_with_no_other_command_that_takes_the_place_of_rendering():
    result = render("--check", "a.json", "--list")
    assert result.code == 2
    assert "exclude each other" in result.line
