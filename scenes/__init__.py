"""Floor 2: one short file per story, and the registry of films: one line each, the default first."""

from __future__ import annotations

from .film import Film

__all__ = ["FILMS", "Film"]

FILMS: tuple[Film, ...] = (
    Film("side-by-side", (1, 2), (1, 2), "one output made twice: by copies of g, by g mirrored"),
    Film("input-centered", (1, 2), (1, 2), "a copy of g at every input; left standing, they add up"),
    Film("output-centered", (1, 2), (1, 2), "one filter at every output: window, products, sum"),
    Film(
        "why-flip", (1, 2), (1, 2), "copies of g read at one output: the weights are g mirrored", looks_at_output=True
    ),
    Film("flip", (1, 2), (1, 2), "g turns about its pin into the filter h, and h back into g", looks_at_output=True),
    Film(
        "which-flip", (2,), (2,), "five flips of a 2-D kernel are tried: only the half turn meets", kernel="corner3x3"
    ),
    Film("mismatch", (1, 2), (1, 2), "the same kernel in both procedures: outputs part, until the filter flips"),
    Film(
        "symmetric", (1, 2), (1, 2), "from g's even part to g: the outputs start equal and part as the odd part grows"
    ),
    Film("weight-matrix", (1,), (1,), "y = W f: the columns of W are copies of g, its rows are g mirrored"),
    Film("four-ways", (1, 2), (1, 2), "convolution and correlation, each centred at inputs and at outputs"),
    Film("impulse", (1, 2), (1, 2), "one impulse: g itself, or g mirrored; a loop", signals=("impulse", "impulse2d")),
    Film("continuous", (1,), (1,), "curves: copies swell into their sum; an area draws it", kernel="decay"),
    Film(
        "network-layer", (1, 2), (1, 2), "stride, padding, dilation, and the transpose; no flip", stride=2, layer=True
    ),
    Film(
        "image",
        (2,),
        (2,),
        "a picture both ways, and without the half turn: results and their difference",
        kernel="emboss",
        shows_picture=True,
    ),
    Film(
        "lecture",
        (1, 2),
        (1, 2),
        "the whole argument in chapters, joined from the films",
        looks_at_output=True,
        in_chapters=True,
    ),
)
