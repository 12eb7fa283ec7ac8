"""What is kept: the cache, and what killed processes have left in temporary folders."""

from __future__ import annotations

import os
import tempfile
from collections.abc import Iterator
from pathlib import Path

from ..cache import EntryState
from ..options import Options
from ..storage import open_cache
from ..temporary import left_folders
from .finding import Finding, note, ok
from .room import nearest

MOST_READ = 64 * 2**20  # bytes of entries that are read to see whether they are whole
_MIB = 2**20


def cache(options: Options) -> Iterator[Finding]:
    """The folder, its entries, and whether the newest of them are whole. Films are made without a cache, too."""
    kept = open_cache(options)
    folder = kept.folder
    place = nearest(folder)
    if not place.is_dir() or not os.access(place, os.W_OK | os.X_OK):
        yield note("cache", f"{str(place)!r} is not writable: nothing is kept for next time", "choose another --cache")
        return
    text = f"{str(folder)!r}: {kept.count()} entries, {kept.size() / _MIB:.0f} MiB of at most {options.cache_gib} GiB"
    states = kept.judged(MOST_READ)
    if states:
        told = (f"{states[state]} {state.value}" for state in EntryState if states[state])
        text += f"; of the newest {states.total()}: {', '.join(told)}"
    if states[EntryState.DAMAGED] or states[EntryState.UNREADABLE]:
        yield note("cache", text, "nothing: films are made without those; --cache-clear lets go of all")
    else:
        yield ok("cache", text)


def left_over(options: Options) -> Iterator[Finding]:
    """Folders of processes that were killed; those in use are locked, or young."""
    places = {Path(tempfile.gettempdir()), nearest(Path(options.out))}
    left = [path for place in sorted(places) for path in left_folders(place)]
    if left:
        more = f" and {len(left) - 1} more" if len(left) > 1 else ""
        fix = "the next render sweeps them; or remove them by hand"
        yield note("left over", f"{str(left[0])!r}{more}, of processes that were killed", fix)
    else:
        yield ok("left over", "no temporary folders of killed processes")
