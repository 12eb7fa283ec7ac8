"""What of a picture's file makes its pixels: the rest of it, texts, profiles and previews, is never decoded.

All is found in one pass over the bytes. What is damaged raises ValueError or struct.error.
"""

from __future__ import annotations

import re
import struct
import zlib
from dataclasses import dataclass

from kernels import InputError
from kernels.bounds import MOST_PICTURE_SCANS

UPRIGHT = 1
_PNG_START, _PNG_HEAD = b"\x89PNG\r\n\x1a\n", (b"IHDR", b"PLTE", b"tRNS", b"acTL", b"fcTL")
_MARKER = re.compile(rb"\xff[\x01-\xfe]")
_SCAN, _END = b"\xff\xda", b"\xff\xd9"
_ALONE = (0x01, *range(0xD0, 0xD8))  # markers that no length follows
_COMMON, _FRAMES = (0xC0, 0xC1, 0xC2), (*range(0xC0, 0xC4), *range(0xC5, 0xC8), *range(0xC9, 0xCC), *range(0xCD, 0xD0))
_COLOURS = {0xE0: b"JFIF\0", 0xEE: b"Adobe"}  # what says how a JPEG's colours are stored
_LOSSLESS = (b"VP8L", b"ALPH")  # what a WebP calls lossless pixels, and an alpha channel that may be stored like them
_EXIF, _LAST_TABLE = b"Exif\0\0", 0xDF
_ORDERS = {b"II*\0": "<", b"MM\0*": ">"}
_ORIENTATION, _SHORT = 0x0112, 3


@dataclass(frozen=True)
class Parts:
    """A file of the same kind with the pixels alone, what its camera noted, and whether a WebP is lossless in part."""

    pixels: bytes
    exif: bytes = b""
    lossless: bool = False


def parts_of(content: bytes, kind: str, what: str) -> Parts:
    """The parts of a PNG or a JPEG; a WebP is left whole, its notes are found without being read.

    InputError for a JPEG that would take too long, or is of a kind that is hardly ever written.
    """
    if kind == "PNG":
        return _png(content)
    if kind == "JPEG":
        return _jpeg(content, what)
    return Parts(content, lossless=any(name in content for name in _LOSSLESS))


def turn(exif: bytes) -> int:
    """How a picture lies, from 1 for upright to 8; upright as well if its notes do not say."""
    notes = exif.removeprefix(_EXIF)
    order = _ORDERS.get(notes[:4])
    if order is None:
        return UPRIGHT
    try:
        (at,) = struct.unpack_from(f"{order}I", notes, 4)
        (entries,) = struct.unpack_from(f"{order}H", notes, at)
        for entry in range(at + 2, at + 2 + 12 * entries, 12):
            tag, kind, _, value = struct.unpack_from(f"{order}HHIH", notes, entry)
            if tag == _ORIENTATION:
                return value if kind == _SHORT and UPRIGHT <= value <= 8 else UPRIGHT
    except struct.error:
        pass
    return UPRIGHT


def _png(content: bytes) -> Parts:
    head: dict[bytes, bytes] = {}
    data, exif, at = bytearray(), b"", len(_PNG_START)
    while at + 8 <= len(content):
        length, name = struct.unpack_from(">I4s", content, at)
        begin, end = at + 8, at + 8 + length
        if name == b"IDAT":
            data += content[begin:end]
        elif name == b"IEND" or not name.isalpha() or end > len(content):
            break
        elif name == b"eXIf":
            exif = content[begin:end]
        elif name in _PNG_HEAD and not data:
            head[name] = content[at : end + 4]
        at = end + 4
    if next(iter(head), b"") != b"IHDR":
        raise ValueError("a PNG begins with its header")
    # Nobody looks at the sum of the data: as one chunk it needs none.
    return Parts(b"".join([_PNG_START, *head.values(), _chunk(b"IDAT", data), _chunk(b"IEND", b"")]), exif)


def _chunk(name: bytes, data: bytes | bytearray) -> bytes:
    return struct.pack(">I", len(data)) + name + data + struct.pack(">I", zlib.crc32(data, zlib.crc32(name)))


def _jpeg(content: bytes, what: str) -> Parts:
    colours: dict[int, bytes] = {}
    tables, exif, at = bytearray(), b"", 2
    while found := _MARKER.search(content, at):
        at, marker = found.start(), content[found.start() + 1]
        if found[0] == _SCAN:
            break
        if marker in _ALONE:
            at += 2
            continue
        (length,) = struct.unpack_from(">H", content, at + 2)
        segment = content[at : at + 2 + length]
        if marker in _FRAMES and marker not in _COMMON:
            raise InputError(f"{what} is a JPEG of a kind that few programs read; save it as an ordinary JPEG")
        if marker in _COLOURS and segment.startswith(_COLOURS[marker], 4):
            colours[marker] = segment
        elif marker == 0xE1 and segment.startswith(_EXIF, 4):
            exif = exif or segment[4:]
        elif marker <= _LAST_TABLE:
            tables += segment
        at += 2 + length
    end = content.find(_END, at)
    scans = content[at : end + len(_END)] if end >= 0 else content[at:]
    count = scans.count(_SCAN)  # every one that a decoder can find begins with these two bytes
    if count > MOST_PICTURE_SCANS:
        raise InputError(f"{what} has {count} scans, at most {MOST_PICTURE_SCANS}; save it without progression")
    return Parts(b"".join([content[:2], *colours.values(), tables, scans]), exif)
