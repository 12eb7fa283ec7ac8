"""A JSON file from anywhere: read within bounds, and refused in one line for everything that is not plain JSON."""

from __future__ import annotations

import json
from typing import Any

from kernels import InputError, quoted
from kernels.bounds import MOST_CHECKED_BYTES, MOST_CHECKED_LISTS
from kernels.files import read_regular

from ..folder import reason
from ..reading import text_of
from .entry import Entry

_MOST_DIGITS = 40  # characters of a number: the longest that is ever written has 24


def read_json(path: str) -> Entry:
    """What a file holds, as an entry (InputError)."""
    try:
        text = text_of(_read(path))
        return Entry(
            json.loads(text, parse_int=_int, parse_float=_float, parse_constant=_int, object_pairs_hook=_object)
        )
    except (OSError, UnicodeDecodeError) as error:
        why = "it is no UTF-8" if isinstance(error, UnicodeDecodeError) else reason(error)
        raise InputError(f"cannot read {quoted(path)}: {why}; give a film's NAME.json") from error
    except RecursionError as error:
        raise InputError(f"{quoted(path)} is nested too deeply; give a film's NAME.json") from error
    except ValueError as error:
        raise InputError(f"{quoted(path)} is no JSON ({str(error)[:80]}); give a film's NAME.json") from error


def _read(path: str) -> bytes:
    content = read_regular(path, MOST_CHECKED_BYTES + 1)
    if len(content) > MOST_CHECKED_BYTES:
        raise OSError(None, f"it has more than {MOST_CHECKED_BYTES // 2**20} MiB")
    if content.count(b"[") + content.count(b"{") > MOST_CHECKED_LISTS:
        raise OSError(None, f"it has more than {MOST_CHECKED_LISTS} lists and objects")
    return content


def _int(text: str) -> int:
    if len(text) > _MOST_DIGITS or text.lstrip("-").isalpha():  # NaN and Infinity are none in JSON
        raise ValueError(f"number {text[:_MOST_DIGITS]}")
    return int(text)


def _float(text: str) -> float:
    number = float(text) if len(text) <= _MOST_DIGITS else float("inf")
    if number in (float("inf"), float("-inf")):
        raise ValueError(f"number {text[:_MOST_DIGITS]}")
    return number


def _object(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    found = dict(pairs)
    if len(found) != len(pairs):
        raise ValueError("a name stands twice in one object")
    return found
