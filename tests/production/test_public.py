"""`from render import film`: the command line's options from Python, and a film that a notebook can show."""

import re
import subprocess
import sys
from fractions import Fraction
from pathlib import Path

import click
import numpy as np
import pytest

import render as module
from kernels import InputError
from production.errors import RenderError
from production.public import FilmOptions
from render import film
from tests.production.command_line import PROJECT, environment, files, render
from tests.production.html_pages import HOSTILE, Page

SHORT = {"quality": "draft", "fps": 1, "out": "out"}
NOT_FROM_PYTHON = {
    "--all", "--list", "--json", "--describe", "--dry-run", "--check", "--doctor", "--cache-clear", "--debug",
    "--version",
}  # fmt: skip

pytestmark = pytest.mark.usefixtures("drawing", "cache")


def test_it_makes_the_very_files_that_the_command_makes(here):
    made = film("flip", kernel="1,2,4", at=2, no_caption=True, captions=True, **SHORT)
    by_python = files(here)
    words = ["flip", "--kernel", "1,2,4", "--at", "2", "--no-caption", "--captions", "-q", "draft", "--fps", "1"]
    result = render(*words, "-o", "out", "--force")
    assert [str(path) for path in made.files] == result.stdout.split()
    assert files(here) == by_python
    assert made.path == made.files[0]
    assert made.numbers["results"]["convolution"] == [5, 13, 12, 17, 11, 6, 4]


def test_the_numbers_are_read_also_if_an_editor_on_windows_has_saved_them():
    made = film("flip", **SHORT)
    numbers = made.path.with_suffix(".json")
    numbers.write_text(numbers.read_text("utf-8"), "utf-8-sig")
    assert made.numbers["scene"] == "flip"


def test_every_option_of_the_command_is_one_of_its_arguments():
    names = {p.opts[-1] for p in module.main.params if isinstance(p, click.Option)} - NOT_FROM_PYTHON
    assert {name[2:].replace("-", "_") for name in names} == set(FilmOptions.__annotations__)


@pytest.mark.parametrize(
    ("kernel", "text"),
    [
        ([1, 2, 4], "1,2,4"),
        ((1, Fraction(1, 2)), "1,1/2"),
        (np.array([1.5, -2.0]), "1.5,-2.0"),
        ([[0, 1], [2, 3]], "0 1; 2 3"),
        (np.array([[0, 1], [2, 3]]), "0 1; 2 3"),
    ],
)
def test_numbers_may_be_lists_and_arrays(kernel, text):
    assert film(kernel=kernel, **SHORT).path == film(kernel=text, **SHORT).path


@pytest.mark.parametrize(
    ("call", "line"),
    [
        (lambda: film("mismach"), "unknown film 'mismach'; did you mean 'mismatch'?"),
        (lambda: film(3), "the film '3' is no text"),
        (lambda: film(kernl="1"), "unknown option 'kernl'; did you mean 'kernel'?"),
        (lambda: film(kernel="asym4"), "unknown kernel 'asym4'; did you mean 'asym3'?"),
        (lambda: film(speed=9), "--speed '9' is not a number"),
        (lambda: film(poster="yes"), "poster='yes' is neither True nor False"),
        (lambda: film(fps=object), "is no number and no text"),
        (lambda: film(fps=True), "fps='True' is no number and no text"),
        (lambda: film(format=["mp4", "mov"]), "unknown --format 'mov'"),
    ],
)
def test_wrong_use_is_an_input_error_and_writes_nothing(here, call, line):
    with pytest.raises(InputError, match=re.escape(line)):
        call()
    assert list(here.iterdir()) == []


def test_a_film_that_cannot_be_made_is_a_render_error(drawing):
    def fail(*_):
        raise OSError(28, "No space left on device")

    drawing(fail)
    with pytest.raises(RenderError, match="No space left on device"):
        film(**SHORT)


def test_the_same_call_again_draws_nothing(drawing):
    first = film(**SHORT)

    def fail(*_):
        raise AssertionError("drawn again")

    drawing(fail)
    assert film(**SHORT) == first
    with pytest.raises(RenderError, match="drawn again"):
        film(**SHORT, force=True)


@pytest.mark.parametrize(
    ("kind", "tag"), [("mp4", "video"), ("webm", "video"), ("gif", "img"), ("webp", "img"), ("png", "img")]
)
def test_a_notebook_gets_the_film_itself(kind, tag):
    made = film(format=kind, **SHORT)
    bundle = made._repr_mimebundle_(include=None, exclude=None)
    assert bundle["text/html"] == made._repr_html_()
    page = Page(bundle["text/html"])
    ((_, shown),) = [element for element in page.elements if element[0] == tag]
    assert "autoplay" not in shown
    assert page.links == []
    assert made.alt in (shown.get("alt"), shown.get("aria-label"))
    assert str(made.path) in bundle["text/plain"]


@pytest.mark.parametrize("title", HOSTILE)
def test_a_title_is_text_in_a_notebook_too(title):
    plain, named = film(**SHORT), film(title=title, **SHORT)
    assert Page(named._repr_html_()).skeleton == Page(plain._repr_html_()).skeleton


def test_the_path_is_that_of_the_first_format():
    made = film(format=["gif", "mp4"], poster=False, **SHORT)
    assert made.path.suffix == ".gif"
    assert {path.suffix for path in made.files} == {".gif", ".mp4", ".json"}


def test_the_examples_of_its_page_run(capsys):
    blocks = re.findall(r"```python\n(.*?)```", (PROJECT / "docs" / "python.md").read_text("utf-8"), re.DOTALL)
    assert len(blocks) == 3
    names: dict[str, object] = {}
    for block in blocks:
        exec(compile(block, "docs/python.md", "exec"), names)
    made = names["made"]
    assert made.path.parent == Path("films")
    assert made.numbers["results"]["convolution"] == [5, 13, 10]
    assert capsys.readouterr().out.startswith("unknown kernel 'asym4'; did you mean")


SCRIPT = """
from render import film
print("run")
print(film(quality="draft", fps=1, width=160, jobs=2, out="out").path)
"""


@pytest.mark.slow
def test_a_script_that_renders_with_several_workers_runs_once(here):
    (here / "script.py").write_text(SCRIPT)
    command = [sys.executable, "script.py"]
    done = subprocess.run(command, capture_output=True, text=True, timeout=120, env=environment(), check=False)
    assert done.stderr == ""
    assert done.stdout.split()[0] == "run"
    assert len(done.stdout.split()) == 2
