"""The fingerprint of a film: equal for two films only if everything that makes their pixels is equal."""

from __future__ import annotations

import hashlib
from functools import cache
from importlib import metadata
from pathlib import Path

from .naming import film_name
from .plan import FilmPlan

MARK = "both-ways "  # how the comment in a film of ours begins
_PROJECT = Path(__file__).resolve().parent.parent
_FOLDERS = ("kernels", "scenes", "production")
_SUFFIXES = (".py", ".ttf")
_PACKAGES = ("manim", "av", "numpy", "pycairo", "fonttools", "typst")  # what pixels pass through


def film_comment(plan: FilmPlan) -> str:
    """What stands in the film's file as its comment: ours, made of exactly this, and which film it is."""
    request = plan.request
    story = request.storyboard
    facts = (
        plan.numbers_text, story.title, story.meta, request.theme, request.frame, request.size, request.fps,
        request.captions, _made_by(),
    )  # fmt: skip
    return f"{MARK}{hashlib.sha256(repr(facts).encode()).hexdigest()} {film_name(request)}"


def film_told(comment: str) -> str | None:
    """The film of ours that a comment speaks of, by the name that it would have of itself; None if it says nothing."""
    words = comment.removeprefix(MARK).split(" ")
    return words[1] if comment.startswith(MARK) and len(words) == 2 else None


@cache
def _made_by() -> str:
    """A digest of the project's own files and of the versions of what it draws with."""
    digest = hashlib.sha256()
    for folder in _FOLDERS:
        for path in sorted((_PROJECT / folder).rglob("*")):
            if path.suffix in _SUFFIXES:
                digest.update(f"{path.relative_to(_PROJECT)} {path.stat().st_size}\n".encode())
                digest.update(path.read_bytes())
    for package in _PACKAGES:
        digest.update(f"{package} {_version(package)}\n".encode())
    return digest.hexdigest()


def _version(package: str) -> str:
    try:
        return metadata.version(package)
    except metadata.PackageNotFoundError:
        return "none"
