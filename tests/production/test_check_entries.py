"""`--check`: whatever is taken out of a film's JSON, put into it, renamed or moved is noticed, and said in a line."""

import json
import random
from operator import setitem

import numpy as np
import pytest
from PIL import Image

from kernels import Boundary, Mode, Operator
from production.check.film import check_files
from production.settings import KernelIs
from production.version import version
from scenes import FILMS
from scenes.storyboard.panel import View
from tests.production.command_line import render

ASKED = [
    ["--kernel", "asym3"],
    ["--kernel", "corner3x3"],
    ["why-flip", "--at", "2"],
    ["four-ways", "--kernel", "sobel-x"],
    ["which-flip"],
    ["symmetric", "--kernel", "1/3,0.1,4"],
    ["network-layer"],
    ["network-layer", "--kernel", "letter-F", "--padding", "3"],
    ["image"],
    ["continuous"],
    ["lecture"],
    ["flip", "--kernel", "mine.csv", "--at", "2"],
]
SIBLINGS = {
    "mode": [mode.value for mode in Mode],
    "boundary": [boundary.value for boundary in Boundary],
    "operator": [operator.value for operator in Operator],
    "view": [view.value for view in View],
    "is": [kernel_is.value for kernel_is in KernelIs],
}

# Words that can be others and nothing in the file tells so: numbers from a file may be called anything, and which
# entries another version writes is not known here (which the verdict says).
FREE_WORDS = {("version",), ("kernel", "name"), ("signal", "name")}

# A layer's weights are used as they are, whatever they are called.
FREE_SIBLINGS = {("network-layer", ("kernel", "is"))}


@pytest.fixture(autouse=True)
def _here(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    (tmp_path / "mine.csv").write_text("1,2,4")


def described(*words):
    result = render("--describe", *words)
    assert result.code == 0, result.stderr
    return json.loads(result.stdout)


def verdict(told):
    """The exit code and the words of a check, without the command line's own time."""
    with open("film.json", "w", encoding="utf-8") as file:
        json.dump(told, file)
    text, holding, refused = check_files(["film.json"])
    return (2 if refused else 0 if holding else 1), text + str(refused or "")


def places(value, at=()):
    """The way to every entry; of a list of numbers to its ends alone, for they all go one way, and are thousands."""
    if isinstance(value, dict):
        inner = list(value)
    elif isinstance(value, list):
        ends = {0, len(value) - 1} & set(range(len(value)))
        inner = range(len(value)) if any(isinstance(entry, dict | str) for entry in value) else sorted(ends)
    else:
        inner = ()
    for key in inner:
        yield (*at, key)
        yield from places(value[key], (*at, key))


def mutations(told, at):
    """Copies with one entry taken out, renamed, doubled, moved or, if it is a text, changed; and what was done."""

    def mutated(change):
        copy = json.loads(json.dumps(told))
        place = copy
        for key in at[:-1]:
            place = place[key]
        change(place, at[-1])
        return copy

    place = told
    for key in at[:-1]:
        place = place[key]
    key, value = at[-1], place[at[-1]]
    yield "taken out", mutated(lambda p, k: p.pop(k))
    if isinstance(key, str):
        yield "renamed", mutated(lambda p, k: p.update({f"{k}s": p.pop(k)}))
        yield "joined by another", mutated(lambda p, k: p.update({f"{k}s": p[k]}))
    else:
        yield "doubled", mutated(lambda p, k: p.insert(k, p[k]))
        if isinstance(value, dict | str) and key and place[key - 1] != value:
            yield "moved", mutated(lambda p, k: p.insert(k - 1, p.pop(k)))
    if isinstance(value, str) and at not in FREE_WORDS:
        yield "changed", mutated(lambda p, k: setitem(p, k, f"{value}s"))
    if (told["scene"], at) not in FREE_SIBLINGS:
        for word in SIBLINGS.get(key, []):
            if word != value:
                yield f"called {word}", mutated(lambda p, k, word=word: setitem(p, k, word))


def unnoticed(words, most):
    """What was done to a film's JSON without being noticed, of at most so many things; and how many things were."""
    told = described(*words)
    assert verdict(told)[0] == 0
    every = [(at, what, copy) for at in places(told) for what, copy in mutations(told, at)]
    if len(every) > most:
        every = random.Random(7).sample(every, most)
    return [(at, what) for at, what, copy in every if verdict(copy)[0] == 0], len(every)


def test_some_change_of_what_stands_in_a_json_is_noticed():
    assert unnoticed(["--kernel", "asym3"], 150) == ([], 150)


@pytest.mark.slow
@pytest.mark.parametrize("words", ASKED, ids=" ".join)
def test_every_change_of_what_stands_in_a_json_is_noticed(words):
    found, tried = unnoticed(words, 10_000)
    assert found == []
    assert tried > 150


@pytest.mark.parametrize("version", ["", None, 1, []])
def test_a_version_that_is_none_does_not_excuse_the_rest(version):
    code, text = verdict({**described(), "version": version})
    assert code == 2
    assert "'version' is " in text


def said(told):
    """The lines below the verdict of a file that does not hold."""
    code, text = verdict(told)
    assert code == 1
    return [line.strip() for line in text.splitlines()[1:]]


@pytest.mark.parametrize(
    ("words", "at"),
    [
        (["--kernel", "asym3"], ("mode",)),
        (["network-layer", "--padding", "3"], ("mode",)),
        (["flip"], ("kernel", "is")),
    ],
    ids=str,
)
def test_a_word_that_another_film_may_have_is_noticed(words, at):
    told = described(*words)
    found = [(what, verdict(copy)[0]) for what, copy in mutations(told, at) if what.startswith("called")]
    assert found
    assert all(code for _, code in found), found


def test_what_a_film_of_a_files_whole_numbers_says_is_compared():
    told = described("flip", "--kernel", "mine.csv", "--at", "2")
    assert said({**told, "at": [3]})[0].startswith("beats[3].caption is ")
    one, other = told["beats"][2:4]
    one["caption"], other["caption"] = other["caption"], one["caption"]
    assert len(said(told)) == 2


@pytest.mark.parametrize("numbers", ["1/3,0.3333333333333333,1", "4/2,2,1", "1/16,1/8,0.25"])
@pytest.mark.parametrize("scene", ["side-by-side", "symmetric", "flip"])
def test_numbers_that_a_file_has_in_several_forms_make_no_false_alarm(scene, numbers, tmp_path):
    (tmp_path / "mixed.csv").write_text(numbers)
    told = described(scene, "--kernel", "mixed.csv")
    code, text = verdict(told)
    assert code == 0, text
    told["panels"].pop()
    assert verdict(told)[0] == 1


def test_what_cannot_be_compared_is_said_with_its_first_difference(tmp_path):
    (tmp_path / "mixed.csv").write_text("4/2,2,1")
    code, text = verdict(described("flip", "--kernel", "mixed.csv"))
    assert code == 0
    verdict_line, first, more = text.splitlines()
    assert verdict_line.endswith("; what hangs on how a file has its numbers could not be compared")
    assert first.startswith("  beats[0].caption is 'g is 4/2, 2, 1")
    assert more == "  and 3 more"


def test_a_panel_that_is_taken_out_put_in_or_moved_is_named():
    told = described()
    left, right = told["panels"]
    code, text = verdict({**told, "panels": [left]})
    assert code == 1
    assert text.startswith("film.json: 1 entry is missing, too many or misnamed; all ")
    assert text.splitlines()[1:] == ["  panels: 'output-centered correlation' is missing"]
    assert said({**told, "panels": [left, right, right]}) == ["panels: 'output-centered correlation' is too much"]
    assert said({**told, "panels": [right, left]})[:2] == [
        "panels[0] is 'output-centered correlation', not 'input-centered convolution'",
        "panels[1] is 'input-centered convolution', not 'output-centered correlation'",
    ]


def test_flips_that_change_places_are_noticed_though_each_of_them_is_one_of_the_film():
    told = described("which-flip")
    told["panels"][1:3] = reversed(told["panels"][1:3])
    assert said(told) == ["panels[1].kernel is not that of this panel", "panels[2].kernel is not that of this panel"]


def test_everything_missing_and_everything_too_much_has_its_line():
    told = described()
    told["results"]["corelation"] = told["results"].pop("correlation")
    del told["beats"][2]["caption"]
    told["note"] = 1
    code, text = verdict(told)
    assert code == 1
    assert text.splitlines() == [
        "film.json: 4 entries are missing, too many or misnamed; no numbers were compared",
        "  note is too much",
        "  results.correlation is missing",
        "  results.corelation is too much",
        "  beats[2].caption is missing",
    ]


def test_a_beat_that_is_missing_is_named_and_so_is_one_that_says_something_else():
    told = described()
    taken = [beat for beat in told["beats"] if beat["name"] != "input 2"]
    assert said({**told, "beats": taken})[0] == "beats: 'input 2' is missing"
    told["beats"][3]["caption"] = "y(0) = 6."
    assert said(told)[0].startswith("beats[3].caption is 'y(0) = 6.', not 'y(0) = 0·4 + 2·2")


@pytest.mark.parametrize("name", ["echo", "1,2,5", "asym3\x1b", ""])
def test_a_kernel_is_called_what_its_numbers_can_be_called(name):
    told = described("--kernel", "asym3")
    told["kernel"]["name"] = name
    (line,) = said(told)
    assert line.startswith("kernel.name is '")
    assert "\x1b" not in line


def test_a_curve_or_a_picture_under_another_name_is_noticed():
    curve = described("continuous", "--kernel", "decay")
    curve["kernel"]["name"] = "gaussian"
    assert verdict(curve)[0] == 2
    picture = described("image")
    picture["signal"]["name"] = "cat"
    assert said(picture) == ["signal.name is 'cat', not 'letter-r'"]


@pytest.mark.parametrize("scene", [film.name for film in FILMS if film.name != "side-by-side"])
def test_no_films_numbers_go_as_another_ones(scene):
    assert verdict({**described(), "scene": scene})[0] in (1, 2)


def test_lines_to_paste_that_compute_something_else_are_noticed():
    told = described()
    told["reproduce"]["numpy"] = told["reproduce"]["numpy"].replace("np.correlate", "np.convolve")
    (line,) = said(told)
    assert line.startswith("reproduce.numpy has in line 5 'print(")


def test_a_file_by_another_version_is_said_to_be_that_and_has_its_numbers_compared():
    told = described()
    told["panels"] = [{**panel, "colour": "red"} for panel in told["panels"]]
    code, text = verdict({**told, "version": "0.0.9"})
    assert code == 0
    assert text.endswith(f"by version 0.0.9, not {version()}, so its entries and names were not compared\n")
    told["panels"][0]["output"][1] += 1
    assert verdict({**told, "version": "0.0.9"})[0] == 1
    del told["version"], told["panels"][0]["colour"], told["panels"][1]["colour"]
    assert said(told)[0] == "version is missing"


@pytest.mark.parametrize("scene", ["side-by-side", "symmetric", "lecture", "network-layer"])
def test_films_of_numbers_from_files_hold_whatever_the_files_are_called(scene, tmp_path):
    (tmp_path / "asym3.csv").write_text("1/3,1/3,0.25,-2/3")
    (tmp_path / "2024.txt").write_text("1/7,2/6,0.1,5,-1/3,1")
    np.save(tmp_path / "thirds.npy", np.array([1 / 3, 1 / 3, -2 / 3]))
    for kernel in ("asym3.csv", "thirds.npy"):
        for more in ([], ["--kernel-is", "filter", "--mode", "full", "--speed", "2", "--title", "Mine"]):
            code, text = verdict(described(scene, "--kernel", kernel, "--signal", "2024.txt", *more))
            assert code == 0, text


def test_a_colour_picture_that_is_called_like_the_bundled_one_holds(tmp_path):
    pixels = np.random.default_rng(3).integers(0, 256, (150, 180, 3), np.uint8)
    Image.fromarray(pixels).save(tmp_path / "letter-r.png")
    np.savetxt(tmp_path / "grid.csv", pixels[:20, :20, 0], "%d", ",")
    assert verdict(described("image", "--image", "letter-r.png"))[0] == 0
    told = described("image", "--signal", "grid.csv")
    assert verdict(told)[0] == 0
    del told["signal"]["values"]
    assert said(told) == ["signal.values is missing"]


def test_numbers_that_are_too_many_to_be_pasted_are_read_from_the_films_own_file(tmp_path):
    np.save(tmp_path / "long.npy", np.arange(5_000.0))
    told = described("--signal", "long.npy", "--name", "numbers")
    assert "Path('numbers-long-" in told["reproduce"]["numpy"]
    assert verdict(told)[0] == 0
