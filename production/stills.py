"""Stills: single moments of a film as PNG pictures in sRGB."""

from __future__ import annotations

import io
from collections.abc import Iterator, Sequence
from dataclasses import replace
from typing import TYPE_CHECKING

from scenes.storyboard.picture import Picture

from .engine import engine
from .numbered import numbered
from .request import FilmRequest

if TYPE_CHECKING:
    import numpy as np


def poster(request: FilmRequest) -> bytes:
    """The moment that the film's story has chosen to stand for it, in the film's size and theme."""
    story = request.storyboard
    (picture,) = stills(request.picture, [story.poster_beat], request.size)
    return picture


def beat_stills(request: FilmRequest) -> Iterator[tuple[str, bytes]]:
    """The end of every beat in order, as (file name, picture), for paper: see `paper`."""
    story = request.storyboard
    names = still_names(request)
    pictures = stills(paper(request).picture, range(len(story.beats)), request.size)
    yield from zip(names, pictures, strict=True)


def still_names(request: FilmRequest) -> list[str]:
    """What the stills of a film are called, in order: `01-the-flip.png`."""
    return [f"{name}.png" for name in numbered([beat.name for beat in request.storyboard.beats])]


def paper(request: FilmRequest) -> FilmRequest:
    """The film for print: in the light theme, unless its theme was asked for."""
    return replace(request, theme=request.print_theme)


def stills(picture: Picture, beats: Sequence[int], size: tuple[int, int]) -> Iterator[bytes]:
    """The last moment of each of these beats, `size` (width, height) in pixels, as PNG."""
    return (png(pixels) for pixels in ends(picture, beats, size))


def ends(picture: Picture, beats: Sequence[int], size: tuple[int, int]) -> Iterator[np.ndarray]:
    """The last moment of each of these beats: (height, width, 3) bytes in sRGB."""
    with engine():
        from scenes.stage.stage import Stage

        from .painter import Painter

        stage, arrived = Stage(picture), picture.storyboard.starts[1:]
        painter = Painter(picture.frame, picture.theme, *size, fps=1)
        for beat in beats:
            painter.paint(stage.pose(beat, arrived[beat] - 1e-6))
            yield painter.pixels[..., :3].copy()


def png(pixels: np.ndarray) -> bytes:
    """A picture (height, width, 3) as PNG that says that it is in sRGB; the same pixels give the same bytes."""
    from PIL import Image
    from PIL.PngImagePlugin import PngInfo

    facts = PngInfo()
    facts.add(b"sRGB", b"\0")  # rendering intent: perceptual (PNG specification, 11.3.2.5)
    file = io.BytesIO()
    Image.fromarray(pixels).save(file, "PNG", optimize=True, pnginfo=facts)
    return file.getvalue()
