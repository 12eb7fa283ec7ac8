"""The numbers in the lines to paste: read as data where they are written out. The lines are never run."""

from __future__ import annotations

import json
import re

import numpy as np

from kernels.bounds import DESCRIBE_WEIGHTS
from kernels.samples import FloatArray

from .entry import Entry
from .tally import Tally
from .told import Told

LIBRARIES = "numpy", "scipy", "torch"


def check_snippets(told: Told, tally: Tally) -> None:
    """Compare f and k in the lines of each library with the signal and the kernel; long ones are not written out."""
    for library in LIBRARIES:
        lines = told.entry["reproduce"][library]
        for letter, values in (("f", told.signal), ("k", told.kernel)):
            if values is not None and values.size <= DESCRIBE_WEIGHTS:
                _check_literal(lines, letter, values, tally)


def _check_literal(lines: Entry, letter: str, values: FloatArray, tally: Tally) -> None:
    what = f"{letter} in {lines.path}"
    found = re.search(rf"^{letter} = np\.array\((\[[-+.0-9e, \[\]]*\]), float\)$", lines.text(), re.MULTILINE)
    try:
        literal = Entry(json.loads(found[1] if found else "null"), what).array(values.size)
    except (ValueError, RecursionError, OverflowError):  # of json, and of numpy
        tally.fail(f"{what} is no array")
        return
    tally.array(what, np.asarray(literal), values)
