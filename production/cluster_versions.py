"""Whether the workers of a cluster would draw the very same pixels, and what to say where they would not."""

from __future__ import annotations

from collections.abc import Mapping

_PROJECT = "project"


def differences(theirs: Mapping[str, str], ours: Mapping[str, str]) -> str:
    """What differs, in words; empty where nothing does."""
    found = [
        f"{name} {theirs.get(name, 'none')} (here {version})"
        for name, version in ours.items()
        if name != _PROJECT and theirs.get(name, "none") != version
    ]
    if not found and theirs.get(_PROJECT) != ours.get(_PROJECT):
        found = ["other files of the project, or other fonts"]
    return ", ".join(found)


def refusal(who: str, what: str) -> str:
    """The line that refuses `who`."""
    return (
        f"{who} has {what}, and films would not be the same there; install there what is here (constraints.txt), or "
        "do without it"
    )


def surroundings(facts: Mapping[str, object]) -> dict[str, str]:
    """Of what Dask knows of a machine, what matters: Python as far as its minor version, and the kind of processor.

    Functions are sent as Python's own code, which another minor version could not read.
    """
    host = facts.get("host")
    known: Mapping[str, object] = host if isinstance(host, Mapping) else {}
    return {
        "Python": ".".join(str(known.get("python", "none")).split(".")[:2]),
        "processor": str(known.get("machine", "none")),
    }
