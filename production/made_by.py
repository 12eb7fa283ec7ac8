"""What a film is made by: the project's own files, and the versions of all that its pixels pass through."""

from __future__ import annotations

import hashlib
from functools import cache
from pathlib import Path

PROJECT = Path(__file__).resolve().parent.parent
_FOLDERS = ("kernels", "scenes", "production")
_SUFFIXES = (".py", ".ttf", ".html", ".css", ".js")
_PACKAGES = ("manim", "av", "numpy", "pillow", "pycairo", "fonttools", "typst")


@cache
def versions() -> dict[str, str]:
    """The version of each package, and of the system's cairo; `none` where one is missing."""
    from importlib import metadata  # slow to load, and most commands never ask

    found = {}
    for package in _PACKAGES:
        try:
            found[package] = metadata.version(package)
        except metadata.PackageNotFoundError:
            found[package] = "none"
    return {**found, "libcairo": _libcairo()}


@cache
def made_by() -> str:
    """A digest of the project's files and of `versions`: equal only where the same request gives the same pixels."""
    digest = hashlib.sha256(repr(versions()).encode())
    for folder in _FOLDERS:
        for path in sorted((PROJECT / folder).rglob("*")):
            if path.suffix in _SUFFIXES:
                digest.update(f"{path.relative_to(PROJECT)} {path.stat().st_size}\n".encode())
                digest.update(path.read_bytes())
    return digest.hexdigest()


def _libcairo() -> str:
    try:
        import cairo
    except ImportError:
        return "none"
    return cairo.cairo_version_string()
