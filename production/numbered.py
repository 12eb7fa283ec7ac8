"""Numbered names: what the files of a series are called, so that they stand in order and say what they are."""

from __future__ import annotations

import re
from collections.abc import Sequence


def numbered(names: Sequence[str]) -> list[str]:
    """Each name with its number before it, of `a-z 0-9 -` only: `01-the-flip`, `02-read-minus-1`."""
    digits = max(2, len(str(len(names))))
    slugs = [re.sub(r"[^a-z0-9]+", "-", name.lower().replace("−", "minus ")).strip("-") for name in names]
    return [f"{number:0{digits}d}-{slug}" for number, slug in enumerate(slugs, start=1)]
