"""Hanging: after how long a worker that is still at a job counts as one that will never end."""

from __future__ import annotations

import re
from collections.abc import Callable

from kernels import InputError, quoted

from .bounds import LEAST_LIMIT_SECONDS, MOST_LIMIT_SECONDS
from .job import Job

BASE_SECONDS = 120.0  # in which a process has started, on the slowest of machines
PIXEL_SECONDS = 0.5e-6  # a pixel takes 3 to 50 ns: many times what it needs on a busy machine


def job_limit(asked: str | None) -> Callable[[Job], float]:
    """The seconds that a job may take: as many as were asked for with `--job-limit`, or by its pixels (InputError)."""
    if asked is None:
        return lambda job: BASE_SECONDS + PIXEL_SECONDS * job.pixels
    if re.fullmatch(r"[0-9]{1,6}", asked) and LEAST_LIMIT_SECONDS <= int(asked) <= MOST_LIMIT_SECONDS:
        seconds = float(asked)
        return lambda _: seconds
    raise InputError(
        f"--job-limit {quoted(asked)} is not a whole number of seconds from {LEAST_LIMIT_SECONDS} to "
        f"{MOST_LIMIT_SECONDS}; use e.g. 600"
    )
