"""Wishes: what a user may ask of a story beyond its problem."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from kernels import Image

from .position import Place


@dataclass(frozen=True)
class Wishes:
    """`title`: in place of the story's own. `at`: the output t that the film looks at, in films that look at one.

    `padding`: zeros on both sides of a layer's inputs, None for what the mode makes of it. `image`: the picture that a
    film of a picture shows, whose channel is the problem's data.
    """

    title: str | None = None
    at: Place | None = None
    padding: int | None = None
    image: Image | None = None


NO_WISHES = Wishes()
