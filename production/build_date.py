"""SOURCE_DATE_EPOCH: builders set it so that what they make bears no date of its own. No film has a date, but a part of
numpy that drawing imports fails where it is no date.
"""

from __future__ import annotations

import os
import time

NAME = "SOURCE_DATE_EPOCH"


def check_build_date() -> None:
    """InputError if nothing could be drawn because of it."""
    if not is_usable():
        from kernels import InputError, quoted  # here, because a command that is done already needs no numpy

        raise InputError(f"{NAME} {quoted(os.environ[NAME])} is no date in seconds; unset it, or set it to e.g. 0")


def is_usable() -> bool:
    """Whether it is unset, or a number of seconds that has a date."""
    try:
        time.gmtime(int(os.environ.get(NAME, "0")))
    except (ValueError, OverflowError, OSError):
        return False
    return True
