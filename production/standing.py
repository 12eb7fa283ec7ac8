"""What already stands where a film would go: the very film, something to replace, or somebody else's file."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

from kernels import InputError, quoted

from .comment import MARK, film_told
from .naming import film_name
from .plan import FilmPlan


def is_made(plan: FilmPlan, comment: str) -> bool:
    """Whether the film stands there whole, made of exactly what it would be made of now."""
    return plan.video.exists() and _read(plan.video, count=True) == (comment, plan.frames)


def refuse_foreign(plan: FilmPlan) -> None:
    """InputError if a file that is not ours, or another film, has a film's name; a damaged film may go."""
    if plan.numbers.exists() and not _is_numbers(plan.numbers):
        _refuse(plan.numbers, "a film's numbers")
    if plan.video.exists():
        found = _read(plan.video)
        if found is not None and not found[0].startswith(MARK):
            _refuse(plan.video, "a film of this project")
        told = None if found is None else film_told(found[0])
        if told not in (None, film_name(plan.request)):
            _refuse(plan.video, f"this film but another one ({told})")


def _refuse(path: Path, what: str) -> None:
    raise InputError(
        f"{quoted(str(path))} exists and is not {what}; choose another --name or --out, or --force to replace it"
    )


def _is_numbers(path: Path) -> bool:
    try:
        with path.open(encoding="utf-8") as file:
            found: Any = json.load(file)
    except (OSError, ValueError, RecursionError):
        return False
    return isinstance(found, dict) and {"scene", "results", "panels"} <= found.keys()


def _read(path: Path, count: bool = False) -> tuple[str, int] | None:
    """The comment in a film, and its number of frames as its packets have them (0 if not counted); None if damaged."""
    import av

    try:
        with av.open(str(path)) as container:
            comment = container.metadata.get("comment", "")
            packets = container.demux(video=0) if count else ()
            return comment, sum(1 for packet in packets if packet.size and not packet.is_corrupt)
    except PermissionError:
        return "", 0  # nobody's film can be judged unread
    except (OSError, ValueError, IndexError):  # av's own errors are OSErrors and ValueErrors
        return None
