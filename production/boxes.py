"""Boxes: the comment of an MP4, read by its boxes and with bounds.

A library that opens the file makes room for as many frames, and for as long texts, as a few bytes in it claim.
"""

from __future__ import annotations

import os
from collections.abc import Iterator
from io import BufferedReader

_MOST_BOXES = 1_000  # beside each other
_COMMENT = (b"udta", b"meta", b"ilst", b"\xa9cmt", b"data")  # one in the other, within `moov`
_BEFORE = {b"meta": 4, b"data": 8}  # bytes of a box before what is in it: version, kind of text


def mp4_comment(file: BufferedReader, most_bytes: int) -> str | None:
    """The comment of a film, "" if it has none; None for a file without an index, or with one of more bytes."""
    end = file.seek(0, os.SEEK_END)
    for kind, start, stop in _boxes(file, 0, end):
        if kind == b"moov":
            return _comment(file, start, stop) if stop <= end and stop - start <= most_bytes else None
    return None


def _comment(file: BufferedReader, start: int, stop: int) -> str:
    for wanted in _COMMENT:
        found = [(a, z) for kind, a, z in _boxes(file, start, stop) if kind == wanted and z <= stop]
        if not found:
            return ""
        start, stop = found[0][0] + _BEFORE.get(wanted, 0), found[0][1]
    file.seek(start)
    return file.read(max(0, stop - start)).decode("utf-8", "replace")


def _boxes(file: BufferedReader, start: int, stop: int) -> Iterator[tuple[bytes, int, int]]:
    """The boxes between two places, each as what it is, and where its content begins and ends."""
    for _ in range(_MOST_BOXES):
        if start + 8 > stop:
            return
        file.seek(start)
        head = file.read(16)
        size, kind, before = int.from_bytes(head[:4], "big"), head[4:8], 8
        if size == 1:
            size, before = int.from_bytes(head[8:], "big"), 16
        elif size == 0:  # the rest
            size = stop - start
        if size < before:
            return
        yield kind, start + before, start + size
        start += size
