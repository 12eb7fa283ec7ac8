"""Causes: what makes good packages fail, and is to be put right before anything is installed anew."""

from __future__ import annotations

import tempfile

from ..build_date import NAME, is_usable
from ..working_folder import trouble
from .packages import INSTALL
from .strangers import blamed, strangers, without

ELSEWHERE = "go to another folder first"
TMPDIR = "set TMPDIR to a folder that has room"


def cause(error: BaseException | None = None) -> str | None:
    """What to do first about an error; None if nothing stands in the way. Without one, any stranger counts."""
    if trouble() is not None:
        return ELSEWHERE
    if not is_usable():
        return f"unset {NAME}, which is no date in seconds"
    path = next(iter(strangers().values()), None) if error is None else blamed(error)
    if path is not None:
        return without(path)
    try:
        tempfile.gettempdir()
    except OSError:
        return TMPDIR
    except AttributeError:  # a stranger is taken for tempfile, but this error has another cause
        return None
    return None


def remedy(error: BaseException | None = None) -> str:
    """What to do about a package that fails, with an error or without."""
    return cause(error) or INSTALL
