"""The pages' examples, run: a page that no longer works fails here."""

from __future__ import annotations

import ast
import re
from pathlib import Path

from kernels import DEFAULT_SIGNAL, Problem, kernel_named
from scenes.storyboard.frame import FRAMES
from scenes.storyboard.picture import Picture
from scenes.storyboard.theme import DARK
from tests.scenes.law import broken

DOCS = Path(__file__).resolve().parents[1] / "docs"


def test_the_film_of_the_page_works_and_keeps_the_layout_law():
    page = (DOCS / "add-a-film.md").read_text(encoding="utf-8")
    code = next(block for block in re.findall(r"```python\n(.*?)```", page, re.DOTALL) if "def window_only" in block)
    made: dict[str, object] = {"__name__": "scenes.window_only", "__package__": "scenes"}
    exec(compile(code, "docs/add-a-film.md", "exec"), made)
    problem = Problem(DEFAULT_SIGNAL[1], kernel_named("asym3"))
    story = made["window_only"](problem)  # type: ignore[operator]
    for frame in FRAMES:
        picture = Picture(story, frame, DARK)
        for beat in range(len(story.beats)):
            assert broken(picture.end_of(beat), frame, DARK) == []


def test_every_link_between_the_pages_leads_somewhere():
    pages = [*DOCS.rglob("*.md"), *(DOCS.parent / name for name in ("README.md", "CONTRIBUTING.md", "CHANGELOG.md"))]
    dead = [
        f"{page.name}: {link}"
        for page in pages
        for link in re.findall(r"\]\(([^)#\s]+)", page.read_text(encoding="utf-8"))
        if "://" not in link and not (page.parent / link).exists()
    ]
    assert dead == []


def promises():
    """The rows of the page: a promise, and the tests that it names."""
    page = (DOCS / "promises.md").read_text(encoding="utf-8")
    rows = [line.strip("|").split("|") for line in page.splitlines() if line.startswith("|")]
    return [(promise.strip(), tests) for promise, tests in rows if promise.strip("- ") not in ("promise", "")]


def test_every_promise_has_a_test_that_is_there():
    defined = {
        f"{path.relative_to(DOCS.parent / 'tests').as_posix()}::{node.name}"
        for path in (DOCS.parent / "tests").rglob("test_*.py")
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8")))
        if isinstance(node, ast.FunctionDef)
    }
    named = {promise: re.findall(r"`([^`]*)`", tests) for promise, tests in promises()}
    assert [promise for promise, tests in named.items() if not tests] == []
    assert [name for tests in named.values() for name in tests if name not in defined] == []
    assert len(named) > 20


def test_every_promise_is_made_once():
    said = [promise for promise, _ in promises()]
    assert len(said) == len(set(said))
