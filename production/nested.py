"""Arrays as plain data, for JSON."""

from __future__ import annotations

from typing import Any

from kernels.samples import FloatArray


def nested(values: FloatArray) -> list[Any]:
    """An array as nested lists; whole numbers are ints, and −0 is 0."""
    if values.ndim > 1:
        return [nested(row) for row in values]
    return [int(value) if value.is_integer() else value for value in values.tolist()]
