"""Where the cache is, and how large it may get."""

from __future__ import annotations

import re
from collections import Counter
from pathlib import Path

from .bounds import MOST_GIB
from .cache import Cache, EntryState
from .options import Options


def open_cache(options: Options) -> Cache:
    """The cache that the options ask for; nothing is made yet (InputError)."""
    text = options.cache_gib
    if not re.fullmatch(r"[0-9]{1,4}(\.[0-9]{1,6})?", text) or float(text) > MOST_GIB:
        from kernels import InputError, quoted  # here, because a command that is done already needs no numpy

        raise InputError(f"--cache-size {quoted(text)} is not a number of GiB from 0 to {MOST_GIB}; use e.g. 2")
    if options.cache is not None and not options.cache.strip():
        from kernels import InputError

        raise InputError("--cache is empty; name a folder, or leave it out")
    folder = _folder(options.cache)
    if folder is None:
        return NoCache(Path("~"), 0)
    return Cache(folder, int(float(text) * 2**30))


def _folder(asked: str | None) -> Path | None:
    """The folder asked for, or the user's; None of a user who has no home."""
    if asked:
        return Path(asked)
    from platformdirs import user_cache_path

    try:
        found = user_cache_path("both-ways", appauthor=False)
    except RuntimeError:
        return None
    return found if found.is_absolute() else None  # some versions give `~/.cache` back as it is


class NoCache(Cache):
    """Keeps nothing, for want of a folder: none may be made where the user just happens to be."""

    def get(self, address: str) -> None:
        """Nothing."""

    def put(self, address: str, data: bytes) -> None:  # noqa: ARG002 (as Cache has it)
        """Only say why not."""
        self.refused = "this user has no home folder, name another with --cache"

    def sweep(self) -> None:
        """Leave all as it is."""

    def size(self) -> int:
        """Nothing."""
        return 0

    def count(self) -> int:
        """Nothing."""
        return 0

    def judged(self, most_bytes: int) -> Counter[EntryState]:  # noqa: ARG002 (as Cache has it)
        """Nothing."""
        return Counter()

    def clear(self) -> int:
        """Nothing."""
        return 0
