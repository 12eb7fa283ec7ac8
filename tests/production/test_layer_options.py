"""A layer at the command line: `--padding`, what other options mean to it, its numbers, names and addresses."""

import json

import numpy as np
import pytest

from kernels import Layer, Mode, parse_kernel, parse_signal
from production.address import segment_address
from production.describe_layer import layer_shown
from production.naming import film_name
from production.options import Options
from production.receipts import receipt_address
from production.request import parse_requests
from production.segments import segments
from scenes import FILMS
from tests.production.command_line import render

LAYERS = [
    ["--kernel", "asym3"],
    ["--kernel", "even4", "--stride", "1"],
    ["--kernel", "even4", "--mode", "full", "--dilation", "2"],
    ["--kernel", "1,2,3", "--signal", "1,2,3,4,5,6,7,8", "--padding", "valid"],
    ["--kernel", "ramp5", "--padding", "4", "--stride", "3"],
    ["--kernel", "1/3,-1,0.1", "--signal", "noisy", "--dilation", "3"],
    ["--kernel", "corner3x3"],
    ["--kernel", "letter-F", "--signal", "letter", "--padding", "1", "--stride", "3"],
    ["--kernel", "1,2;", "--signal", "1,2,3;4,5,6", "--mode", "valid"],
]
REFUSED = [
    (
        ["--padding", "1"],
        "--padding goes with network-layer, not with side-by-side; use --mode and --boundary, or leave",
    ),
    (["network-layer", "--padding", "-1"], "--padding '-1' is not a whole number from 0 to 1000, nor same or valid;"),
    (["network-layer", "--padding", "1001"], "--padding '1001' is not a whole number from 0 to 1000, nor same or"),
    (["network-layer", "--padding", "full\n"], "--padding 'full\\n' is not a whole number from 0 to 1000, nor same"),
    (["network-layer", "--padding", "1", "--mode", "full"], "--padding '1' and --mode 'full' both say what pads the"),
    (["network-layer", "--padding", "same", "--mode", "valid"], "--padding 'same' and --mode 'valid' both say what"),
    (["network-layer", "--origin", "0"], "--origin: a layer has none, network-layer places its weights by --padding;"),
    (
        ["network-layer", "--boundary", "wrap"],
        "network-layer pads with zeros, not with boundary wrap; leave --boundary",
    ),
    (
        ["network-layer", "--kernel", "ramp5", "--signal", "1,2", "--padding", "1"],
        "weights 'ramp5' cover 5 inputs, with",
    ),
    (
        ["network-layer", "--padding", "21", "--dry-run"],
        "with their padding there are 49 inputs, network-layer shows at",
    ),
    (["network-layer", "--kernel", "box"], "kernel 'box' is a curve, network-layer shows kernels of numbers;"),
]


def request(*scenes, **choices):
    return parse_requests(Options(scenes=scenes or ("network-layer",), **choices))[0]


def described(*words):
    result = render("network-layer", "--describe", *words)
    assert (result.code, result.stderr) == (0, "")
    return json.loads(result.stdout)


def layer_of(words):
    """The layer that the words ask for, made without the command line."""
    told = dict(zip(words[::2], words[1::2], strict=True))
    kernel = parse_kernel(told["--kernel"])
    signal = parse_signal(told.get("--signal", "default" if kernel.ndim == 1 else "grid"))
    padding = told.get("--padding", told.get("--mode", "same"))
    padding = int(padding) if padding.isdigit() else Mode(padding)
    return Layer(signal, kernel, int(told.get("--stride", 2)), padding, int(told.get("--dilation", 1)))


@pytest.mark.parametrize(("words", "line"), REFUSED, ids=lambda value: " ".join(value)[:60])
def test_what_makes_no_sense_is_refused_in_one_line(words, line):
    result = render(*words, *([] if "--dry-run" in words else ["--describe"]))
    assert result.code == 2
    assert result.line.startswith(line)


@pytest.mark.parametrize("words", LAYERS, ids=" ".join)
def test_the_numbers_are_those_of_the_layer_and_of_its_transpose(words):
    told, layer = described(*words), layer_of(words)
    down, back = told["panels"]
    assert (down["view"], down["operator"]) == ("output-centered", "correlation")
    assert (back["view"], back["operator"]) == ("input-centered", "convolution")
    assert down["kernel"] == back["kernel"] == told["kernel"]["values"]  # unflipped, both ways
    np.testing.assert_allclose(down["output"], layer.output, atol=1e-12)
    np.testing.assert_allclose(back["output"], layer.conv_transpose(layer.output), atol=1e-12)
    a, at = np.array(down["weights"]), np.array(back["weights"])
    np.testing.assert_array_equal(a.T, at)
    np.testing.assert_allclose(a @ np.ravel(told["signal"]["values"]), np.ravel(down["output"]), atol=1e-12)
    np.testing.assert_allclose(at @ np.ravel(down["output"]), np.ravel(back["output"]), atol=1e-12)
    assert told["results"]["correlation"] == down["output"]
    assert told["layer"]["inputs"] == list(layer.signal.shape)
    assert told["layer"]["outputs"] == list(np.shape(down["output"]))
    assert told["layer"]["overlaps"] == layer.overlaps.tolist()
    assert [count.endswith(f" = {n}") for count, n in zip(told["layer"]["count"], layer.shape, strict=True)]


@pytest.mark.parametrize("library", ["numpy", "scipy", "torch"])
@pytest.mark.parametrize("words", LAYERS, ids=" ".join)
def test_the_lines_to_paste_print_the_results(words, library):
    if library == "torch":
        pytest.importorskip("torch", reason="torch is not installed; the lines are run where it is")
    told, lines = described(*words), []
    exec(compile(told["reproduce"][library], "snippet", "exec"), {"print": lambda *words: lines.append(words)})
    printed = dict(lines)
    assert list(printed) == ["correlation", "convolution", "transposed"]
    np.testing.assert_allclose(printed["transposed"], told["panels"][1]["output"], atol=1e-9)
    for name, values in told["results"].items():
        np.testing.assert_allclose(printed[name], values, atol=1e-9)


def test_a_layer_is_told_in_words():
    asked = request()
    assert layer_shown(asked.film.panels(asked.problem, asked.wishes)[0].layer) == (
        "The animation shows a network layer with the weights 1, 2, 4 (padding 1, stride 2): from 2, 1, 3, 2, 1, 1, 0 "
        "it makes 8, 15, 8, 1. Its transpose scatters the same weights, unflipped, and makes of that "
        "16, 47, 30, 68, 16, 33, 2."
    )
    long = request(kernels=("letter-F",), signal="letter")
    words = layer_shown(long.film.panels(long.problem, long.wishes)[0].layer)
    assert "with the weights 1 1 1; 1 0 0; 1 1 0; 1 0 0; 1 0 0 (padding 2 and 1, stride 2)" in words
    assert "7×5 numbers between 0 and 1" in words
    wide = request(kernels=(";".join("1,2,3,4,5" for _ in range(4)),))
    assert "the weights 4×5 numbers between 1 and 5 (" in layer_shown(wide.film.panels(wide.problem)[0].layer)


def test_only_the_film_of_a_layer_has_numbers_of_a_layer():
    assert "layer" not in json.loads(render("--describe").stdout)
    keys = list(described())
    assert keys[keys.index("results") :][:3] == ["results", "panels", "layer"]


def test_numbers_alone_may_have_more_padding_than_a_film_shows():
    told = described("--padding", "30")
    assert told["beats"] == []
    assert told["layer"]["padding"] == [[30, 30]]


def test_its_own_stride_is_two_and_others_keep_theirs():
    assert request().typed.stride == 2
    assert request(stride="1").typed.stride == 1
    assert request("side-by-side").typed.stride == 1
    assert film_name(request()) == "network-layer-asym3"
    assert film_name(request(stride="1")) == "network-layer-asym3-stride1"
    assert film_name(request("side-by-side", stride="2")) == "side-by-side-asym3-stride2"


def test_a_padding_by_name_is_that_mode():
    assert request(padding="valid") == request(mode="valid")
    assert request(padding="same") == request()
    assert request(padding="valid", mode="valid") == request(mode="valid")


def test_the_array_typed_is_the_layers_weights_whatever_it_was_meant_as():
    for kernel_is in ("g", "filter"):
        asked = request(kernels=("1,2,5",), kernel_is=kernel_is)
        assert asked.problem.kernel.values.tolist() == [1, 2, 5]
        panels = asked.film.panels(asked.problem, asked.wishes)
        assert panels[0].layer.output.tolist() == panels[1].layer.output.tolist()


def test_films_that_differ_in_padding_differ_in_name_address_and_receipt():
    asked = [request(padding=padding, quality="draft") for padding in (None, "0", "1", "2", "valid")]
    assert len({film_name(each) for each in asked}) == 5
    assert len({segment_address(each, segments(each.storyboard, each.fps)[0]) for each in asked}) == 5
    assert len({receipt_address(Options(padding=padding)) for padding in (None, "0", "1")}) == 3


def test_all_films_take_a_padding_that_only_the_layer_heeds():
    requests = parse_requests(Options(every=True, kernels=("asym3",), padding="3", origin="0"))
    assert {each.film.name: each.padding for each in requests if each.padding is not None} == {"network-layer": 3}
    assert len(requests) == len(FILMS)
