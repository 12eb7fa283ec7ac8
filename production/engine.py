"""The engine: manim, imported so that nothing of the user's surroundings leaks into a film."""

from __future__ import annotations

import logging
import os
import warnings
from collections.abc import Iterator
from contextlib import chdir, contextmanager
from functools import cache

from .temporary import temporary_folder


@cache
def load_manim() -> None:
    """Import manim from an empty folder: a `manim.cfg` in the working directory would change colours and more.

    Its handler on the root logger is taken off again, and its notes (and those of a sound library that misses a program
    which films don't need) are not shown.
    """
    os.environ.setdefault("PATH", os.defpath)  # a scheduled job may have none, and the sound library asks for it
    with temporary_folder() as folder:
        root = logging.getLogger()
        handlers = list(root.handlers)
        with chdir(folder), warnings.catch_warnings():
            warnings.simplefilter("ignore")
            from manim import config
        root.handlers[:] = handlers
        logging.getLogger("manim").setLevel(logging.WARNING)
        config.renderer = "cairo"


@contextmanager
def engine() -> Iterator[None]:
    """Manim, ready to draw; its working files live in a folder of their own for as long as this lasts."""
    load_manim()
    from manim import config

    with temporary_folder() as folder:
        before = config.media_dir
        config.media_dir = str(folder)
        try:
            yield
        finally:
            config.media_dir = before
