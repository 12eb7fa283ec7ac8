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


def test_what_a_course_costs_on_a_cluster_follows_from_what_was_measured():
    page = (DOCS / "cluster.md").read_text(encoding="utf-8").partition("## What a course costs")[2]
    rows = [[cell.strip() for cell in line.strip("|").split("|")] for line in page.splitlines() if line[:1] == "|"]
    measured = {name: (figures(one), figures(course)) for name, one, course in (row for row in rows if len(row) == 3)}
    one, course = ({name.partition(",")[0]: row[i] for name, row in measured.items()} for i in (0, 1))
    _, frames, jobs = one["a film: the 15 of `--all`"]
    films = 200 * 3 * 2
    assert course["a film: the 15 of `--all`"] == [films, jobs * films]
    drawing = films * frames * one["drawing and encoding"][0] / 1e3
    result = frames * one["its result"][0] * 1e3
    planning, joining = films * sum(one["planning a film"]), films * one["joining a film"][0]
    keeping = films * jobs * (one["keeping a result in the cache"][0] + one["keeping a result in the cache"][2]) / 2e3
    asking, scheduling = (films * jobs * one[f"a job for the {who}"][0] / 1e3 for who in ("client", "scheduler"))
    client = joining + keeping + asking
    reckoned = {
        "drawing and encoding": drawing / 3600, "its result": films * result / 1e9, "planning a film": planning / 60,
        "a job on its way out": films * jobs * one["a job on its way out"][0] / 1e3, "joining a film": joining / 60,
        "keeping a result in the cache": keeping, "a job for the client": asking, "a job for the scheduler": scheduling,
    }  # fmt: skip
    for name, value in reckoned.items():
        assert near(course[name][0], value), name
    assert near(one["drawing and encoding"][1], drawing / films)
    assert near(one["its result"][2], result / 1e6)
    assert near(one["its result"][1], result / jobs / 1e6)

    (_, *by_hours), *by_minutes = [figures(" ".join(row)) for row in rows if len(row) == 5 and row[0].isdecimal()]
    for workers, unit, row in ((1, 3600, by_hours), *((row[0], 60, row[1:]) for row in by_minutes)):
        busy = 100 * client * workers / drawing
        said = drawing / workers / unit, (drawing / workers + planning) / unit, busy, result * films * workers / drawing
        assert all(near(*pair) for pair in zip(row, (*said[:3], said[3] / 1e6), strict=True)), workers
    assert [row[0] for row in by_minutes] == [8, 64]

    text = " ".join(page.split())
    for words, value in {
        r"from (\d+) workers on it takes longer than the drawing; with 64": drawing / planning,
        r"at about (\d+) workers": drawing / client,
        r"beside it \(([\d.]+) min\)": client / 60,
        r"is what some (\d+) workers give": 110e6 * drawing / (films * result),
        r"what some (\d+) workers do": drawing / scheduling,
        r"(\d+) jobs a second": 1e3 / one["a job for the scheduler"][0],
        r"so a film about ([\d.]+) s": frames / 4 * figures(re.findall(r"a frame takes [\d.]+ ms", text)[0])[0] / 1e3,
        r"from (\d+) workers on it takes longer than the drawing, and": films * 3.4 / planning,
    }.items():
        (said,) = re.findall(words, text)
        assert near(float(said), value), words
    assert 0.75 < joining / client < 0.85, "four fifths"
    assert 0.18 < planning / (planning + drawing / 64) < 0.23, "a fifth"


def figures(text):
    """The numbers in a text, but not those in names and code."""
    return [float(number) for number in re.findall(r"(?<![\w-])\d+(?:\.\d+)?(?![\w.-]*`)", text)]


def near(said, value):
    """Whether a rounded figure is what was reckoned."""
    return abs(said - value) <= max(0.04 * value, 0.06 if value < 2 else 0.0)
