"""The floors of the house: who may import whom, that nothing is left out of its registry, and that files stay short."""

from __future__ import annotations

import ast
import re
import sys
from collections.abc import Iterator
from functools import cache
from pathlib import Path

import pytest

from kernels import KERNELS, SIGNALS, Problem, parse_kernel
from production.settings import QUALITIES
from scenes import FILMS
from scenes.storyboard.frame import FRAMES
from scenes.storyboard.theme import THEMES

PROJECT = Path(__file__).resolve().parents[1]
FOLDERS = ("kernels", "scenes", "production")
MODULES = (*sorted(path for folder in FOLDERS for path in (PROJECT / folder).rglob("*.py")), PROJECT / "render.py")
MOST_LINES = 250

# What each floor may import beside the standard library: other floors in lower case, packages as they are imported.
MAY_IMPORT = {
    "kernels": {"kernels", "numpy"},
    "storyboard": {"storyboard", "kernels", "numpy", "fontTools", "typst"},
    "film": {"film", "storyboard", "kernels"},
    "story": {"story", "film", "storyboard", "kernels"},
    "registry": {"story", "film"},
    "stage": {"stage", "storyboard", "manim", "numpy", "PIL"},
    "for manim": {"registry", "film", "stage", "storyboard", "kernels", "manim"},
    "production": {
        "production", "registry", "film", "stage", "storyboard", "kernels",
        "PIL", "av", "cairo", "click", "cloudpickle", "distributed", "fontTools", "jinja2", "manim", "markupsafe",
        "numpy", "packaging", "platformdirs", "psutil", "rich", "typst",
    },
    "command line": {"production", "kernels", "click"},
}  # fmt: skip

# Where entries are made, by what call, and the tuple that must hold them all.
REGISTRIES = {
    "kernel": ("kernels", "_kernel", KERNELS),
    "signal": ("kernels", "_signal", SIGNALS),
    "film": ("scenes", "Film", FILMS),
    "frame": ("scenes", "Frame", FRAMES),
    "theme": ("scenes", "Theme", THEMES),
    "quality": ("production", "Quality", QUALITIES),
}


def dotted(path: Path) -> str:
    """A module's name, `scenes.storyboard.track`; a package's is its folder's."""
    parts = path.relative_to(PROJECT).with_suffix("").parts
    return ".".join(parts[:-1] if parts[-1] == "__init__" else parts)


NAMES = frozenset(dotted(path) for path in MODULES)
NOT_STORIES = {f"scenes.{name}" for name in ("film", "panel_plan", "for_manim", "storyboard", "stage")}
STORIES = sorted(name for name in NAMES - NOT_STORIES if re.fullmatch(r"scenes\.\w+", name))


def floor(name: str) -> str:
    """The floor of a module of ours; of anything else its package."""
    first, _, rest = name.partition(".")
    if name in STORIES:
        return "story"
    if first == "scenes":
        return {"": "registry", "for_manim": "for manim", "panel_plan": "film"}.get(rest, rest.partition(".")[0])
    return "command line" if name == "render" else first


@cache
def tree(path: Path) -> ast.Module:
    """The module as Python reads it."""
    return ast.parse(path.read_text(encoding="utf-8"))


@cache
def imported(path: Path) -> frozenset[str]:
    """Every module that a module imports, at its top, within functions and for types alone, by its full name."""
    package = dotted(path) if path.stem == "__init__" else dotted(path).rpartition(".")[0]
    return frozenset(name for node in ast.walk(tree(path)) for name in _imported_by(node, package))


def _imported_by(node: ast.AST, package: str) -> Iterator[str]:
    if isinstance(node, ast.Import):
        yield from (alias.name for alias in node.names)
    elif isinstance(node, ast.ImportFrom):
        above = package.split(".")[: len(package.split(".")) + 1 - node.level] if node.level else []
        base = ".".join([*above, *([node.module] if node.module else [])])
        for alias in node.names:
            module = f"{base}.{alias.name}"
            yield module if module in NAMES else base


def foreign(names: frozenset[str]) -> set[str]:
    """The names without those of the standard library."""
    return {name for name in names if name.partition(".")[0] not in sys.stdlib_module_names}


@pytest.mark.parametrize("path", MODULES, ids=dotted)
def test_a_module_imports_only_what_its_floor_may(path):
    allowed = MAY_IMPORT[floor(dotted(path))]
    assert sorted(name for name in foreign(imported(path)) if floor(name) not in allowed) == []


def test_only_the_stage_production_and_the_scenes_for_manims_command_import_manim():
    importing = {floor(dotted(path)) for path in MODULES if any(floor(name) == "manim" for name in imported(path))}
    assert sorted(importing - {"stage", "production", "for manim"}) == []
    assert "stage" in importing  # so that the walk is seen to find it


def test_only_the_modules_of_the_cluster_import_dask_which_is_optional():
    dask = {"distributed", "dask", "cloudpickle"}
    importing = {dotted(path) for path in MODULES if any(name.partition(".")[0] in dask for name in imported(path))}
    assert sorted(importing) == ["production.cluster", "production.cluster_executor", "production.cluster_worker"]


def test_imports_are_never_made_from_strings_which_no_walk_would_see():
    calls = {(dotted(path), name) for path in MODULES for name in called(path)}
    found = [call for call in calls if call[1] in ("import_module", "__import__")]
    assert found == [("scenes.film", "import_module")]  # a film's story, by the film's name: held below


@pytest.mark.parametrize("name", STORIES)
def test_every_story_is_told_by_a_film_of_the_registry(name):
    assert name in {f"scenes.{film.told_by}" for film in FILMS}


@pytest.mark.parametrize("film", FILMS, ids=lambda film: film.name)
def test_every_film_finds_its_story_and_its_panels(film):
    ndim = film.dimensions[0]
    first = next(k for k in KERNELS if k.ndim == ndim)
    problem = Problem(film.default_signal(ndim), parse_kernel(film.kernel) if film.kernel else first)
    assert film.panels(problem)
    assert film.drawn == () or film.story(problem).beats


@pytest.mark.parametrize("what", REGISTRIES)
def test_every_entry_that_is_made_stands_in_its_registry(what):
    folder, maker, registry = REGISTRIES[what]
    made = sum(called(path).count(maker) for path in MODULES if path.is_relative_to(PROJECT / folder))
    assert made == len(registry)
    assert len({getattr(entry, "name", entry) for entry in registry}) == len(registry)


def called(path: Path) -> list[str]:
    """The name of everything that a module calls."""
    calls = [node.func for node in ast.walk(tree(path)) if isinstance(node, ast.Call)]
    return [getattr(call, "attr", getattr(call, "id", "")) for call in calls]


def test_every_module_is_used_by_another():
    used = {name for path in MODULES for name in imported(path) - {dotted(path)}}
    packages = {dotted(path) for path in MODULES if path.stem == "__init__"}
    assert sorted(NAMES - used - packages - set(STORIES) - {"render", "scenes.for_manim", "production.preload"}) == []


@pytest.mark.parametrize("path", MODULES, ids=dotted)
def test_a_module_is_short_enough_to_be_read_at_one_sitting(path):
    assert len(path.read_text(encoding="utf-8").splitlines()) <= MOST_LINES


def test_nothing_is_left_to_be_done_in_a_comment():
    promise = re.compile(r"\b(TO" r"DO|FIX" r"ME)\b")
    texts = [PROJECT / "run", PROJECT / ".ci" / "run", *PROJECT.glob("*.md"), *PROJECT.glob("*.toml")]
    texts += [*(PROJECT / "docs").rglob("*.md"), *(PROJECT / "tests").rglob("*.py")]
    assert [path.name for path in (*MODULES, *texts) if promise.search(path.read_text(encoding="utf-8"))] == []
