"""Animated WebP: lossless pictures, each a rectangle laid over the one before (RFC 9649)."""

from __future__ import annotations

import io
import struct
from collections.abc import Iterable, Iterator

from PIL import Image

from .changes import Change

HOLDS = 0b0001_0110  # opacity, XMP (the seal), animation
LONGEST = 2**24 - 1  # ms that one picture can stay


def webp(changes: Iterable[Change], size: tuple[int, int], fps: int, plays: int) -> bytes:
    """The whole file but for its seal; `plays`: how often, 0 for ever. Durations are whole ms and never drift."""
    width, height = size
    made = [_chunk(b"VP8X", struct.pack("<I", HOLDS) + _three(width - 1) + _three(height - 1))]
    made.append(_chunk(b"ANIM", struct.pack("<IH", 0, plays)))
    shown = 0
    for change in changes:
        start, end = (round(1000 * frame / fps) for frame in (shown, shown + change.frames))
        shown += change.frames
        left, top, right, bottom = change.box
        place = (left // 2, top // 2, right - left - 1, bottom - top - 1, min(end - start, LONGEST))
        how = 0 if change.over else 0b10  # lay it over what is there, or put it in its place
        made.append(_chunk(b"ANMF", b"".join(map(_three, place)) + bytes([how]) + _lossless(change)))
    body = b"WEBP" + b"".join(made)
    return b"RIFF" + struct.pack("<I", len(body)) + body


def _lossless(change: Change) -> bytes:
    """One picture as a VP8L chunk, as Pillow writes it."""
    file = io.BytesIO()
    Image.fromarray(change.laid_over).save(file, "WEBP", lossless=True, quality=60, method=3)
    data = file.getvalue()
    return next(_chunk(kind, content) for kind, content in _chunks(data[12:]) if kind == b"VP8L")


def _chunks(data: bytes) -> Iterator[tuple[bytes, bytes]]:
    at = 0
    while at < len(data):
        (size,) = struct.unpack("<I", data[at + 4 : at + 8])
        yield data[at : at + 4], data[at + 8 : at + 8 + size]
        at += 8 + size + size % 2


def _chunk(kind: bytes, content: bytes) -> bytes:
    return kind + struct.pack("<I", len(content)) + content + b"\x00" * (len(content) % 2)


def _three(number: int) -> bytes:
    return struct.pack("<I", number)[:3]
