"""Wishes: what a user may ask of a story beyond its problem."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class Wishes:
    """`title`: in place of the story's own. `at`: the output t that the film looks at, in films that look at one.

    `padding`: zeros on both sides of a layer's inputs, None for what the mode makes of it.
    """

    title: str | None = None
    at: int | None = None
    padding: int | None = None


NO_WISHES = Wishes()
