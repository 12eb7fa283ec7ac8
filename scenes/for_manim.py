"""Scenes for manim's own command: `manim render scenes/for_manim.py SideBySide`, with a film's default kernel and data.

There is one scene class for every film of the registry, named after it.
"""

from __future__ import annotations

from kernels import Problem, parse_kernel
from scenes import FILMS, Film
from scenes.stage.director import Director
from scenes.storyboard.frame import WIDE
from scenes.storyboard.picture import Picture
from scenes.storyboard.theme import DARK


def _scene(film: Film) -> type[Director]:
    """The Scene class of a film."""

    def picture(self: Director) -> Picture:  # noqa: ARG001 (a method)
        kernel = parse_kernel(film.kernel or "asym3")
        problem = Problem(film.default_signal(kernel.ndim), kernel, stride=film.stride)
        return Picture(film.story(problem), WIDE, DARK)

    name = film.name.title().replace("-", "")
    return type(name, (Director,), {"picture": picture, "__doc__": film.summary, "__module__": __name__})


globals().update({scene.__name__: scene for scene in (_scene(film) for film in FILMS if film.drawn)})
