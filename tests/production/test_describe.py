"""The numbers: what `--describe` prints is the JSON that is promised, and every number in it is right."""

import json
from itertools import pairwise

import numpy as np
import pytest
import scipy.signal

from kernels import KERNELS, Problem
from production.version import version
from tests.production.command_line import render

SETTINGS = ["version", "scene", "mode", "boundary", "stride", "dilation"]
KEYS = [*SETTINGS, "kernel", "signal", "results", "panels", "beats", "seconds"]
PANEL_KEYS = ["view", "operator", "kernel", "origin", "first", "weights", "output"]
PROBLEMS = [
    ["--kernel", "asym3"],
    ["--kernel", "asym3", "--kernel-is", "filter"],
    ["--kernel", "even4", "--boundary", "reflect"],
    ["--kernel", "even4", "--kernel-is", "filter", "--boundary", "wrap", "--stride", "2"],
    ["--kernel", "echo", "--mode", "full", "--stride", "2", "--dilation", "2"],
    ["--kernel", "1/3,-1,0.1", "--origin", "2", "--signal", "noisy", "--boundary", "symmetric"],
    ["--kernel", "ramp5", "--mode", "valid"],
    ["--kernel", "corner3x3"],
    ["--kernel", "letter-F", "--kernel-is", "filter", "--signal", "letter", "--stride", "2"],
    ["--kernel", "emboss", "--boundary", "edge", "--dilation", "2"],
    ["--kernel", "sobel-x", "--mode", "full", "--origin", "0,2"],
    ["--kernel", "1,2;", "--signal", "1,2,3;4,5,6", "--mode", "valid"],
]


def refuse(constant):
    raise AssertionError(f"{constant} is no JSON")


def described(*words):
    result = render("--describe", *words)
    assert (result.code, result.stderr) == (0, "")
    return json.loads(result.stdout, parse_constant=refuse)


def convolved(told, kernel, origin, operator):
    """The results of a problem by scipy: pad so far that no edge is felt, convolve in full, pick the outputs by t."""
    f, k, d = np.array(told["signal"]["values"], float), np.array(kernel, float), told["dilation"]
    if operator == "correlation":
        k, origin = np.flip(k), [m - 1 - c for m, c in zip(k.shape, origin, strict=True)]
    spread = np.zeros([(m - 1) * d + 1 for m in k.shape])
    spread[(slice(None, None, d),) * k.ndim] = k
    lead = [c * d for c in origin]
    tail = [m - 1 - a for m, a in zip(spread.shape, lead, strict=True)]
    pads = [(b, a) for a, b in zip(lead, tail, strict=True)]  # a window reaches back by what a copy reaches on
    padded = np.pad(f, pads, {"zero": "constant"}.get(told["boundary"], told["boundary"]))
    full = scipy.signal.convolve(padded, spread, "full", "direct")
    first = {
        "same": [0 for _ in lead],
        "full": [-a for a in lead],
        "valid": tail,
    }[told["mode"]]
    last = {
        "same": [n - 1 for n in f.shape],
        "full": [n - 1 + b for n, b in zip(f.shape, tail, strict=True)],
        "valid": [n - 1 - a for n, a in zip(f.shape, lead, strict=True)],
    }[told["mode"]]
    at = [a + b for a, b in zip(lead, tail, strict=True)]  # index of t = 0 in `full`
    kept = zip(first, last, at, strict=True)
    return first, full[tuple(slice(p + i, q + i + 1, told["stride"]) for p, q, i in kept)]


@pytest.mark.parametrize("words", PROBLEMS, ids=" ".join)
def test_results_and_panels_agree_with_scipy(words):
    told = described(*words)
    kernel = told["kernel"]
    for operator, values in told["results"].items():
        np.testing.assert_allclose(convolved(told, kernel["values"], kernel["origin"], operator)[1], values, atol=1e-12)
    for panel in told["panels"]:
        first, output = convolved(told, panel["kernel"], panel["origin"], panel["operator"])
        assert panel["first"] == first
        np.testing.assert_allclose(output, panel["output"], atol=1e-12)
        flat = np.ravel(told["signal"]["values"])
        np.testing.assert_allclose(np.array(panel["weights"]) @ flat, np.ravel(panel["output"]), atol=1e-12)


@pytest.mark.parametrize("words", PROBLEMS, ids=" ".join)
def test_the_json_has_the_promised_keys_in_order(words):
    told = described(*words)
    assert list(told) == [*KEYS, "reproduce"]
    assert list(told["kernel"]) == ["name", "values", "origin", "is", "symmetric"]
    assert list(told["signal"]) == ["name", "values"]
    assert list(told["results"]) == ["convolution", "correlation"]
    assert list(told["reproduce"]) == ["numpy", "scipy", "torch"]
    assert [list(panel) for panel in told["panels"]] == [PANEL_KEYS, PANEL_KEYS]
    assert [(p["view"], p["operator"]) for p in told["panels"]] == [
        ("input-centered", "convolution"),
        ("output-centered", "correlation"),
    ]


def test_the_version_and_the_output_asked_for_are_told():
    assert described()["version"] == version()
    assert described("why-flip")["at"] is None
    assert described("why-flip", "--at", "2")["at"] == [2]
    assert described("flip", "--kernel", "corner3x3", "--at", "1,2")["at"] == [1, 2]


def test_numbers_of_a_file_that_is_called_like_a_catalogues_entry_are_told_from_it(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    (tmp_path / "asym3.csv").write_text("4,2,1")
    (tmp_path / "decay.csv").write_text("4,2,1")
    (tmp_path / "default.csv").write_text("4,2,1")
    (tmp_path / "mine.csv").write_text("4,2,1")
    told = described("--kernel", "asym3.csv", "--signal", "default.csv")
    assert (told["kernel"]["name"], told["signal"]["name"]) == ("asym3 (own)", "default (own)")
    assert described("--kernel", "decay.csv")["kernel"]["name"] == "decay (own)"
    assert described("--kernel", "mine.csv")["kernel"]["name"] == "mine"
    assert described("--kernel", "asym3", "--origin", "0")["kernel"]["name"] == "asym3"


def test_side_by_side_is_convolution_with_g_beside_correlation_with_g_flipped():
    told = described("--kernel", "even4")
    left, right = told["panels"]
    assert (left["kernel"], left["origin"]) == ([1, 2, 3, 4], [1])
    assert (right["kernel"], right["origin"]) == ([4, 3, 2, 1], [2])
    assert left["output"] == right["output"] == told["results"]["convolution"] != told["results"]["correlation"]


def test_a_filter_is_told_as_typed_and_shown_as_its_flip():
    told = described("--kernel", "even4", "--kernel-is", "filter")
    left, right = told["panels"]
    assert told["kernel"] == {
        "name": "even4",
        "values": [1, 2, 3, 4],
        "origin": [1],
        "is": "filter",
        "symmetric": False,
    }
    assert (left["kernel"], left["origin"]) == ([4, 3, 2, 1], [2])
    assert (right["kernel"], right["origin"]) == ([1, 2, 3, 4], [1])
    assert left["output"] == right["output"] == told["results"]["correlation"]
    assert told["results"] == described("--kernel", "even4")["results"]


def test_numbers_are_plain_and_no_zero_is_negative():
    printed = render("--describe", "--kernel", "-1,0,1/4", "--signal", "-0,0,-2,4").stdout
    assert "-0," not in printed
    assert "-0]" not in printed
    assert json.loads(printed)["results"]["convolution"] == [0, 2, -4, -0.5]


def test_weights_are_given_up_to_4096_of_them():
    at_most, past = (",".join(["1"] * n) for n in (64, 65))
    assert np.array(described("--signal", at_most)["panels"][0]["weights"]).shape == (64, 64)
    assert [panel["weights"] for panel in described("--signal", past)["panels"]] == [None, None]


def test_beats_follow_one_another_and_are_as_long_as_the_film():
    told = described()
    beats = told["beats"]
    assert [list(beat) for beat in beats] == [["name", "start", "end", "caption"]] * len(beats)
    assert beats[0]["start"] == 0
    assert all(a["end"] == b["start"] for a, b in pairwise(beats))
    assert beats[-1]["end"] == told["seconds"] > 10


def test_a_film_at_twice_the_speed_is_half_as_long():
    assert described("--speed", "2")["seconds"] == pytest.approx(described()["seconds"] / 2)


@pytest.mark.parametrize("words", [["--kernel", ",".join("1" * 10)], ["--dilation", "40"]])
def test_what_is_not_drawn_has_no_beats(words):
    told = described(*words)
    assert (told["beats"], told["seconds"]) == ([], 0)


@pytest.mark.parametrize("kernel", KERNELS, ids=lambda kernel: kernel.name)
def test_every_kernel_is_described_and_its_views_agree(kernel):
    told = described("--kernel", kernel.name)
    assert told["kernel"]["symmetric"] == kernel.is_symmetric
    assert told["panels"][0]["output"] == told["panels"][1]["output"] == told["results"]["convolution"]


@pytest.mark.parametrize("library", ["numpy", "scipy"])
def test_the_lines_to_paste_print_the_results(library, capsys):
    told = described("--kernel", "even4", "--kernel-is", "filter", "--stride", "2")
    exec(told["reproduce"][library], {})
    printed = dict(line.split(" ", 1) for line in capsys.readouterr().out.splitlines())
    assert {name: json.loads(values) for name, values in printed.items()} == told["results"]


def test_large_arrays_are_read_back_from_the_file_beside_the_film(here, capsys):
    np.save(here / "long.npy", np.arange(5000) % 7)
    printed = render("--describe", "--signal", "long.npy", "--name", "numbers").stdout
    told = json.loads(printed)
    name = next(line for line in told["reproduce"]["numpy"].splitlines() if ".json" in line).split("'")[1]
    assert name.startswith("numbers-long-")
    (here / name).write_text(printed, "utf-8")
    exec(told["reproduce"]["numpy"], {})
    assert json.loads(capsys.readouterr().out.splitlines()[0].split(" ", 1)[1]) == told["results"]["convolution"]


def test_each_panel_tells_what_its_own_view_computes(monkeypatch):
    monkeypatch.setattr(Problem, "scatter", lambda _: np.full(7, 1.5))
    monkeypatch.setattr(Problem, "gather", lambda _: np.full(7, 2.5))
    told = described()
    assert [panel["output"][0] for panel in told["panels"]] == [1.5, 2.5]
