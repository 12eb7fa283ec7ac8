"""Animated PNG: pictures, each a rectangle laid over the one before (PNG, third edition)."""

from __future__ import annotations

import io
import struct
import zlib
from collections.abc import Iterable, Iterator

from PIL import Image

from .changes import Change

SIGNATURE = b"\x89PNG\r\n\x1a\n"
LONGEST = 65_535  # frames that one picture can stay
RGBA = struct.pack(">BBBBB", 8, 6, 0, 0, 0)  # bits, colour type, and the only compression, filter and interlace


def apng(changes: Iterable[Change], size: tuple[int, int], fps: int, plays: int) -> bytes:
    """The whole file but for its seal; `plays`: how often, 0 for ever. Durations are exact fractions of a second."""
    made: list[bytes] = []
    number = pictures = 0  # of chunks that are counted, and of pictures
    for change in changes:
        left, top, right, bottom = change.box
        place = struct.pack(">IIIII", number, right - left, bottom - top, left, top)
        time = struct.pack(">HHBB", min(change.frames, LONGEST), fps, 0, int(change.over))
        made.append(_chunk(b"fcTL", place + time))
        number += 1
        data = b"".join(content for kind, content in _chunks(_png(change)) if kind == b"IDAT")
        if pictures:
            made.append(_chunk(b"fdAT", struct.pack(">I", number) + data))
            number += 1
        else:
            made.append(_chunk(b"IDAT", data))
        pictures += 1
    header = _chunk(b"IHDR", struct.pack(">II", *size) + RGBA)
    return b"".join(
        [SIGNATURE, header, _chunk(b"acTL", struct.pack(">II", pictures, plays)), *made, _chunk(b"IEND", b"")]
    )


def _png(change: Change) -> bytes:
    file = io.BytesIO()
    Image.fromarray(change.laid_over).save(file, "PNG")
    return file.getvalue()


def _chunks(data: bytes) -> Iterator[tuple[bytes, bytes]]:
    at = len(SIGNATURE)
    while at < len(data):
        (size,) = struct.unpack(">I", data[at : at + 4])
        yield data[at + 4 : at + 8], data[at + 8 : at + 8 + size]
        at += 12 + size


def _chunk(kind: bytes, content: bytes) -> bytes:
    return struct.pack(">I", len(content)) + kind + content + struct.pack(">I", zlib.crc32(kind + content))
