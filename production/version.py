"""The version, as the project's own file has it: this is run from its checkout."""

from __future__ import annotations

from pathlib import Path


def version() -> str:
    """For example `0.1.0`."""
    import tomllib

    with (Path(__file__).resolve().parent.parent / "pyproject.toml").open("rb") as file:
        return str(tomllib.load(file)["project"]["version"])
