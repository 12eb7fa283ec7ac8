"""Arrays from .npy files. Their headers are Python source, which is matched against one pattern and never compiled.

numpy's own reader hands the header to Python's parser, whose depth and memory are bounded by nothing that we could
state. And nothing is allocated here for what a header claims.
"""

from __future__ import annotations

import re
from math import prod
from typing import Any, NoReturn

import numpy as np

from kernels.bounds import MOST_NPY_HEADER
from kernels.errors import InputError
from kernels.samples import Index, Numbers, check_shape

_START = b"\x93NUMPY"
_LENGTH_BYTES = {1: 2, 2: 4}  # of the header's length, by version; 3 is 2 with names of fields in any script
_WHOLE = "-?[0-9]{1,18}L?"  # L: as Python 2 wrote it
_ENTRY = re.compile(
    r"['\"](descr|fortran_order|shape)['\"]:"
    rf"(['\"][^'\"]*['\"]|\[[^\]]*\]|True|False|\((?:{_WHOLE}(?:,{_WHOLE})*,?)?\)),?"
)
_NUMBERS = re.compile(r"[<>|=]?[iufc][0-9]{1,2}")
_OTHERS = {"O": "Python objects, which are never loaded", "b": "bool, not numbers", "?": "bool, not numbers"}


def from_npy(content: bytes, what: str, most: dict[int, Index]) -> Numbers:
    """The array in a .npy file's content, real or complex; InputError for anything else, or out of bounds."""
    text, start = _header(content, what)
    found = list(_ENTRY.finditer(text))
    entries = {match[1]: match[2] for match in found}
    if text != "{" + "".join(match[0] for match in found) + "}" or len(entries) != 3 or entries["shape"][0] != "(":
        _refuse(what, "bad header")
    dtype = _dtype(entries["descr"][1:-1], what)
    shape = tuple(int(part.rstrip("L")) for part in entries["shape"][1:-1].split(",") if part)
    if any(length < 0 for length in shape):
        _refuse(what, "negative shape")
    check_shape(shape, what, most)
    if len(content) - start < prod(shape) * dtype.itemsize:
        _refuse(what, "it is cut off")
    flat = np.frombuffer(content, dtype, prod(shape), start)
    return flat.reshape(shape[::-1]).T if entries["fortran_order"] == "True" else flat.reshape(shape)


def _header(content: bytes, what: str) -> tuple[str, int]:
    """The header without its spaces, and where the numbers begin."""
    major, minor = content[6:8] if len(content) >= 8 else (0, 0)
    if not content.startswith(_START):
        _refuse(what, "bad header")
    if major not in _LENGTH_BYTES or minor != 0:
        _refuse(what, "another version")
    first = 8 + _LENGTH_BYTES[major]
    length = int.from_bytes(content[8:first], "little")
    if length > MOST_NPY_HEADER:
        raise InputError(f"the {what} has a header of {length} bytes, at most {MOST_NPY_HEADER}; save it with np.save")
    if len(content) < first + length:
        _refuse(what, "bad header")
    return re.sub(r"\s", "", content[first : first + length].decode("latin-1")), first + length


def _dtype(code: str, what: str) -> np.dtype[Any]:
    """The type that a code such as `<f8` stands for (InputError)."""
    if not _NUMBERS.fullmatch(code):
        kind = code.lstrip("<>|=")[:1]
        raise InputError(f"the {what} holds {_OTHERS.get(kind, 'something else, not numbers')}; save real numbers")
    try:
        return np.dtype(code)
    except TypeError:
        _refuse(what, "bad header")


def _refuse(what: str, reason: str) -> NoReturn:
    raise InputError(f"the {what} is not a .npy array ({reason}); save it with np.save")
