"""Versions: of Python, and of every package, beside what the project asks for and what it was tested with."""

from __future__ import annotations

import platform
import re
import sys
import tomllib
from collections.abc import Iterator
from functools import cache
from importlib import metadata
from pathlib import Path
from typing import Any

from ..made_by import PROJECT
from ..options import Options
from .finding import Finding, note, ok, wrong
from .strangers import is_home, without

INSTALL = "remove the folder .venv; ./run render then installs what the project was tested with"
_ALSO = ("typst", "manimpango")  # what draws, and comes with manim


def python(_: Options) -> Iterator[Finding]:
    """The interpreter and the system under it."""
    needed = str(_project()["requires-python"])
    least = tuple(int(part) for part in re.findall(r"\d+", needed)[:2])
    text = f"{platform.python_version()} on {platform.system()} {platform.release()} {platform.machine()}"
    if sys.version_info[:2] < least:
        yield wrong("python", f"{text}, needs {needed}", "PYTHON=/path/to/a/newer/python ./run render")
    else:
        yield ok("python", text)


def packages(_: Options) -> Iterator[Finding]:
    """Every package that a film needs."""
    pins = _pins()
    for requirement in [*_project()["dependencies"], *_ALSO]:
        name = re.split(r"[^\w.-]", requirement)[0]
        yield _package(name, requirement, pins.get(name.lower()))


def _package(name: str, requirement: str, pin: str | None) -> Finding:
    try:
        found = metadata.version(name)
    except metadata.PackageNotFoundError:
        return wrong(name, "not installed", INSTALL)
    if _meets(found, requirement) is False:
        return wrong(name, f"{found}, needs {requirement.removeprefix(name)}", _fix(name))
    if pin and pin != found:
        return note(name, f"{found}; the project was tested with {pin}", _fix(name))
    return ok(name, found)


def _fix(name: str) -> str:
    """What to do about a package of another version."""
    place = Path(str(metadata.distribution(name).locate_file("")))
    return INSTALL if is_home(place) else without(place)


def _meets(version: str, requirement: str) -> bool | None:
    """Whether a version is one that the requirement allows; None where nothing here can tell."""
    try:
        from packaging.requirements import Requirement
    except ImportError:
        return None
    return Requirement(requirement).specifier.contains(version, prereleases=True)


@cache
def _project() -> dict[str, Any]:
    with (PROJECT / "pyproject.toml").open("rb") as file:
        project: dict[str, Any] = tomllib.load(file)["project"]
    return project


def _pins() -> dict[str, str]:
    """The exact versions of `constraints.txt`, by names in lower case."""
    text = (PROJECT / "constraints.txt").read_text(encoding="utf-8")
    return {name.lower(): pin for name, pin in re.findall(r"^([\w.-]+)==(\S+)", text, re.MULTILINE)}
