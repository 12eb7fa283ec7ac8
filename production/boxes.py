"""Boxes: the outermost parts of an MP4, looked at before a library believes what they say of their lengths."""

from __future__ import annotations

import os
from io import BufferedReader

_MEDIA = b"mdat"  # whose content is read packet by packet
_MOST_BOXES = 1_000


def header_bytes(file: BufferedReader) -> int | None:
    """How many bytes all that describes an MP4 claims to have; None for what is no row of boxes.

    A library makes room for a box before it reads it, and for all that is in it no more than it has itself.
    """
    file.seek(0)
    total = place = 0
    for _ in range(_MOST_BOXES):
        head = file.read(16)
        if len(head) < 8:
            file.seek(0)
            return total
        size, kind = int.from_bytes(head[:4], "big"), head[4:8]
        if size == 1:
            size = int.from_bytes(head[8:], "big")
        elif size == 0:  # to the end of the file
            size = file.seek(0, os.SEEK_END) - place
        if not 8 <= size < 2**62:
            return None
        total += 0 if kind == _MEDIA else size
        place = file.seek(place + size)
    return None
