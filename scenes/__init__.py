"""Floor 2: one short file per story, and the registry of films: one line each, the default first."""

from __future__ import annotations

from .film import Film

__all__ = ["FILMS", "Film"]

FILMS: tuple[Film, ...] = (
    Film("side-by-side", (1, 2), (1,), "one output made twice: by copies of g, by g mirrored"),
    Film("impulse", (1, 2), (1,), "one impulse: g itself, or g mirrored; a loop", ("impulse", "impulse2d")),
    Film(
        "continuous", (1,), (1,), "curves: copies swell into their sum; an area under g mirrored draws it", (), "decay"
    ),
)
