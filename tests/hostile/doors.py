"""Every door at which the program takes what strangers give: the words of its options, and the files that they name.

A door has two ways to answer: it takes what it is given, or it refuses it in one line. `refused` tells which, and fails
for everything else: another exception, a warning, a line that no terminal should see.
"""

from __future__ import annotations

import warnings
from collections.abc import Callable
from pathlib import Path

from kernels import InputError
from production.formats import parse_formats
from production.naming import film_name
from production.options import Options
from production.request import parse_requests
from production.slides.slide import slides_by
from production.storage import open_cache
from production.workers import workers_for

LONGEST_LINE = 320  # characters


def asked(**choices: object) -> object:
    """A door of the request: what the options become."""
    return parse_requests(Options(**choices))  # type: ignore[arg-type]


REQUEST = parse_requests(Options())[0]

# What is typed.
WORDS: dict[str, Callable[[str], object]] = {
    "SCENE": lambda text: asked(scenes=(text,)),
    "--kernel": lambda text: asked(kernels=(text,)),
    "--signal": lambda text: asked(signal=text),
    "--image": lambda text: asked(scenes=("image",), image=text),
    "--origin": lambda text: asked(origin=text),
    "--mode": lambda text: asked(mode=text),
    "--boundary": lambda text: asked(boundary=text),
    "--stride": lambda text: asked(stride=text),
    "--dilation": lambda text: asked(dilation=text),
    "--padding": lambda text: asked(scenes=("network-layer",), padding=text),
    "--kernel-is": lambda text: asked(kernel_is=text),
    "--at": lambda text: asked(scenes=("why-flip",), at=text),
    "--quality": lambda text: asked(quality=text),
    "--width": lambda text: asked(width=text),
    "--height": lambda text: asked(height=text),
    "--fps": lambda text: asked(fps=text),
    "--aspect": lambda text: asked(aspect=text),
    "--theme": lambda text: asked(theme=text),
    "--title": lambda text: asked(title=text),
    "--speed": lambda text: asked(speed=text),
    "--format": lambda text: parse_formats(text, False, False),
    "--format --transparent": lambda text: parse_formats(text, True, False),
    "--format --loop": lambda text: parse_formats(text, False, True),
    "--loop": lambda text: asked(formats="gif", loop=text),
    "--name": lambda text: film_name(REQUEST, text),
    "--slides-by": lambda text: slides_by(text, REQUEST.film),
    "--encoder": lambda text: asked(encoder=text),
    "--jobs": lambda text: workers_for(text, ()),
    "--cache-size": lambda text: open_cache(Options(cache="cache", cache_gib=text)),
}

# What is read, by the file's name; one-dimensional data and grids go in at the same door.
FILES: dict[str, Callable[[str], object]] = {
    "numbers.csv": lambda path: asked(signal=path),
    "taps.csv": lambda path: asked(kernels=(path,)),
    "numbers.txt": lambda path: asked(signal=path),
    "numbers.json": lambda path: asked(signal=path),
    "taps.json": lambda path: asked(kernels=(path,)),
    "numbers.npy": lambda path: asked(signal=path),
    "taps.npy": lambda path: asked(kernels=(path,)),
    "picture.png": lambda path: asked(scenes=("image",), image=path),
    "picture.jpg": lambda path: asked(scenes=("image",), image=path),
    "picture.webp": lambda path: asked(scenes=("image",), image=path),
}


def refused(door: Callable[[str], object], text: str) -> bool:
    """Whether the door refuses this, in one line; False if it takes it."""
    with warnings.catch_warnings():
        warnings.simplefilter("error")
        try:
            door(text)
        except InputError as error:
            line = str(error)
            assert line.isprintable(), line
            assert 0 < len(line) < LONGEST_LINE, line
            return True
    return False


def refused_file(name: str, content: bytes, folder: Path) -> bool:
    """The same for a file with this content, which is called `name`."""
    path = folder / name
    path.write_bytes(content)
    return refused(FILES[name], name)
