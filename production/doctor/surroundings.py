"""Surroundings: the working folder, what Python finds before the environment, and what the terminal can show."""

from __future__ import annotations

import codecs
import os
import sys
from collections.abc import Iterator

from ..options import Options
from ..working_folder import trouble
from .causes import ELSEWHERE
from .finding import Finding, note, ok, wrong
from .strangers import OURS, strangers, without

_MOST_NAMED = 3


def folder(_: Options) -> Iterator[Finding]:
    """The working folder, in which even those films are drawn that go elsewhere."""
    why = trouble()
    if why is None:
        yield ok("folder", repr(os.getcwd()))
    else:
        yield wrong("folder", f"the folder that this was called in {why}", ELSEWHERE)


def modules(_: Options) -> Iterator[Finding]:
    """Files from elsewhere that are taken for modules: most fail, and some films can be made all the same."""
    found = strangers()
    if not found:
        yield ok("modules", "all come from the environment")
        return
    named = [f"{str(path)!r} is taken for {name}" for name, path in found.items()]
    more = f"; and {len(named) - _MOST_NAMED} more" if len(named) > _MOST_NAMED else ""
    say = wrong if any(name in OURS for name in found) else note
    yield say("modules", "; ".join(named[:_MOST_NAMED]) + more, without(next(iter(found.values()))))


def terminal(_: Options) -> Iterator[Finding]:
    """The encoding of the output: captions and numbers have signs that are no ASCII."""
    encoding = getattr(sys.stdout, "encoding", None) or "utf-8"
    try:
        known = codecs.lookup(encoding).name
    except LookupError:
        known = encoding
    if known == "utf-8":
        yield ok("output", "UTF-8")
    else:
        yield note("output", f"stdout is {encoding}: it gets UTF-8 all the same", "set LC_ALL=C.UTF-8 to read it")
