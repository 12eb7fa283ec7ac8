"""GIF: pictures in one shared palette, each a rectangle laid over the one before (GIF89a)."""

from __future__ import annotations

import io
import struct
from collections.abc import Iterable

import numpy as np
from PIL import Image

from .changes import Change
from .palette import COLOURS, Nearest

AS_BEFORE = COLOURS  # the index that leaves a pixel as it is
HUNDREDTHS = 100  # of a second: what GIF counts in
LONGEST = 65_535  # of these, that one picture can stay


def gif(changes: Iterable[Change], size: tuple[int, int], fps: int, plays: int, palette: np.ndarray) -> bytes:
    """The whole file; `fps` divides 100, so that every duration is whole; `plays`: how often, 0 for ever.

    Colours become the palette's nearest, without dithering.
    """
    nearest = Nearest(palette)
    table = np.zeros((256, 3), np.uint8)
    table[: len(palette)] = palette
    made = [b"GIF89a" + struct.pack("<HHBBB", *size, 0xF7, 0, 0) + table.tobytes()]
    if plays != 1:  # what is said is how often it is repeated
        made.append(b"!\xff\x0bNETSCAPE2.0\x03\x01" + struct.pack("<H", max(plays - 1, 0)) + b"\x00")
    for change in changes:
        indices = np.where(change.same, np.uint8(AS_BEFORE), nearest(change.pixels))
        hundredths = min(change.frames * HUNDREDTHS // fps, LONGEST)
        left, top, right, bottom = change.box
        made.append(b"!\xf9\x04" + struct.pack("<BHBB", 0b0000_0101, hundredths, AS_BEFORE, 0))
        made.append(b"," + struct.pack("<HHHHB", left, top, right - left, bottom - top, 0) + _compressed(indices))
    return b"".join([*made, b";"])


def _compressed(indices: np.ndarray) -> bytes:
    """The data of one picture (LZW), as Pillow writes it."""
    file = io.BytesIO()
    Image.fromarray(indices).save(file, "GIF", optimize=False, interlace=False)
    data = file.getvalue()
    at = 13 + 3 * 2 ** ((data[10] & 7) + 1)
    while data[at] == ord("!"):  # an extension: blocks, each with its length, and an empty one
        at += 2
        while data[at]:
            at += 1 + data[at]
        at += 1
    return data[at + 10 : -1]
