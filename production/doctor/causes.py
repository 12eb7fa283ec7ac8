"""Causes: what makes good packages fail, and is to be put right before anything is installed anew."""

from __future__ import annotations

import tempfile

from ..working_folder import trouble
from .packages import INSTALL
from .strangers import strangers, without

ELSEWHERE = "go to another folder first"
TMPDIR = "set TMPDIR to a folder that has room"


def cause() -> str | None:
    """What to do first; None if nothing stands in the way."""
    if trouble() is not None:
        return ELSEWHERE
    for path in strangers().values():
        return without(path)
    try:
        tempfile.gettempdir()
    except OSError:
        return TMPDIR
    return None


def remedy() -> str:
    """What to do about a package that fails."""
    return cause() or INSTALL
