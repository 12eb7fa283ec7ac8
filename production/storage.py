"""Where the cache is, and how large it may get."""

from __future__ import annotations

import re
from pathlib import Path

from .bounds import MOST_GIB
from .cache import Cache
from .options import Options


def open_cache(options: Options) -> Cache:
    """The cache that the options ask for; nothing is made yet (InputError)."""
    text = options.cache_gib
    if not re.fullmatch(r"[0-9]{1,4}(\.[0-9]{1,6})?", text) or float(text) > MOST_GIB:
        from kernels import InputError, quoted  # here, because a command that is done already needs no numpy

        raise InputError(f"--cache-size {quoted(text)} is not a number of GiB from 0 to {MOST_GIB}; use e.g. 2")
    return Cache(_folder(options.cache), int(float(text) * 2**30))


def _folder(asked: str | None) -> Path:
    if asked:
        return Path(asked)
    from platformdirs import user_cache_path

    return user_cache_path("both-ways", appauthor=False)
