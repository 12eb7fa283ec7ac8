"""Wishes: what a user may ask of a story beyond its problem."""

from __future__ import annotations

from dataclasses import dataclass

from .position import Place


@dataclass(frozen=True)
class Wishes:
    """`title`: in place of the story's own. `at`: the output t that the film looks at, in films that look at one."""

    title: str | None = None
    at: Place | None = None


NO_WISHES = Wishes()
