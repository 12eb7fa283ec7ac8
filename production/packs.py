"""Packs: folders that are made of drawn parts and of pages, ready to be used as they are; each is one option."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from .embed import Embed
from .formats import Format
from .options import Options
from .product import Drawn
from .request import FilmRequest

PackKind = Callable[[FilmRequest, Path, str, tuple[Format, ...]], Drawn]  # from request, folder, NAME and formats


def packs(options: Options) -> tuple[PackKind, ...]:
    """Those that are asked for."""
    asked: tuple[tuple[bool, PackKind], ...] = ((options.embed, Embed),)
    return tuple(kind for wanted, kind in asked if wanted)
