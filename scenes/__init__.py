"""Floor 2: one short file per story, and the registry of films: one line each, the default first."""

from __future__ import annotations

from .film import Film

__all__ = ["FILMS", "Film"]

FILMS: tuple[Film, ...] = (
    Film("side-by-side", (1, 2), (1,), "one output made twice: by copies of g, by g mirrored"),
    Film("why-flip", (1, 2), (1,), "copies of g read at one output: the weights are g mirrored", looks_at_output=True),
    Film("flip", (1, 2), (1,), "g turns about its pin into the filter h, and h back into g", looks_at_output=True),
)
