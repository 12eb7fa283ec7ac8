"""Findings: what was looked at, how it stands, and what to do about it."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import asdict, dataclass
from enum import Enum
from typing import Any

from ..options import Options


class State(Enum):
    """How a thing stands. Only what is WRONG keeps a film from being made."""

    OK = "ok"
    NOTE = "note"
    WRONG = "wrong"


@dataclass(frozen=True)
class Finding:
    """One thing that was looked at; `fix` says what to do where it is not as it should be."""

    topic: str
    state: State
    text: str
    fix: str = ""

    def plain(self) -> dict[str, Any]:
        """As plain data, for JSON."""
        return {**asdict(self), "state": self.state.value}


Check = Callable[[Options], Iterator[Finding]]


def ok(topic: str, text: str) -> Finding:
    """All is well."""
    return Finding(topic, State.OK, text)


def note(topic: str, text: str, fix: str = "") -> Finding:
    """Films can be made, but there is something to know."""
    return Finding(topic, State.NOTE, text, fix)


def wrong(topic: str, text: str, fix: str) -> Finding:
    """Films cannot be made, or not all kinds of them."""
    return Finding(topic, State.WRONG, text, fix)


def why(error: BaseException) -> str:
    """An error in one line: the last of its own, which says most."""
    lines = str(error).strip().splitlines()
    return f"{type(error).__name__}: {lines[-1].strip()[:160]}" if lines else type(error).__name__
