"""Wishes: what a user may ask of a story beyond its problem."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class Wishes:
    """`title`: in place of the story's own."""

    title: str | None = None


NO_WISHES = Wishes()
