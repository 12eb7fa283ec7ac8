"""Surroundings: what the terminal can show."""

from __future__ import annotations

import codecs
import sys
from collections.abc import Iterator

from ..options import Options
from .finding import Finding, note, ok


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
