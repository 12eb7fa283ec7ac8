"""The snippets that a film's JSON carries print the same results as the film shows."""

import ast
import code
import json

import numpy as np
import pytest
from hypothesis import given, settings

from kernels import Kernel, Operator, Problem, Signal, kernel_named, reproduce, signal_named
from tests.kernels.kernel_problems import problems, same


def printed(text):
    """What a snippet prints: the two results by their names."""
    lines = []
    exec(compile(text, "snippet", "exec"), {"print": lambda *words: lines.append(words)})
    assert [name for name, _ in lines] == ["convolution", "correlation"]
    return dict(lines)


def assert_prints_the_results(text, problem):
    for name, values in printed(text).items():
        choices = (Operator(name), problem.mode, problem.boundary, problem.stride, problem.dilation)
        same(values, Problem(problem.signal, problem.kernel, *choices).output)


@pytest.mark.parametrize("library", ["numpy", "scipy"])
def test_snippets_print_both_results(library):
    @given(problems())
    @settings(max_examples=150)
    def holds(problem):
        assert_prints_the_results(reproduce(problem)[library], problem)

    holds()


def test_torch_snippets_print_both_results():
    pytest.importorskip("torch")

    @given(problems())
    @settings(max_examples=60)
    def holds(problem):
        assert_prints_the_results(reproduce(problem)["torch"], problem)

    holds()


@pytest.mark.parametrize("kernel", ["gaussian5", "even4", "emboss"])
def test_snippets_are_short_and_can_be_pasted_into_a_prompt(kernel):
    kernel = kernel_named(kernel)
    signal = signal_named("default" if kernel.ndim == 1 else "grid")
    snippets = reproduce(Problem(signal, kernel, dilation=2, stride=2))
    assert list(snippets) == ["numpy", "scipy", "torch"]
    for library in ("numpy", "scipy"):
        printed_words = []
        prompt = code.InteractiveConsole({"print": lambda *words, kept=printed_words: kept.append(words)})
        prompt.write = pytest.fail
        for line in snippets[library].splitlines():
            prompt.push(line)
        assert len(printed_words) == 2
    for text in snippets.values():
        assert len(text.splitlines()) <= 12
        ast.parse(text)


def test_large_arrays_are_read_from_the_film_s_own_file(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    values = np.arange(5000) % 7 - 3.0
    problem = Problem(Signal(values), Kernel([1.0, 2, 4]))
    described = {"signal": {"values": values.tolist()}, "kernel": {"values": [1, 2, 4]}}
    (tmp_path / "long film.json").write_text(json.dumps(described), encoding="utf-8")
    for library in ("numpy", "scipy"):
        text = reproduce(problem, "long film.json")[library]
        assert len(text) < 600
        assert_prints_the_results(text, problem)
