"""The worst input that we could think of: small to send, large to read, each as words of a command and its files."""

from __future__ import annotations

import struct
import zlib
from collections.abc import Callable
from pathlib import Path

import numpy as np
from PIL import Image as Pillow

from kernels.bounds import MOST_CHECKED_BYTES, MOST_CHECKED_LISTS, MOST_FILE_BYTES, MOST_PICTURE_PIXELS
from tests.hostile.seeds import array, chunk, saved, with_chunks

FULL = MOST_FILE_BYTES
SIDE = int(MOST_PICTURE_PIXELS**0.5)
NUMBERS = {
    "ones.csv": b"1," * (FULL // 2),
    "lines.csv": b"\n" * FULL,
    "column.csv": b"1\n" * (FULL // 2),
    "rows.csv": b"1;" * (FULL // 2),
    "remarks.csv": b"#\n" * (FULL // 2),
    "wide.csv": ("\U00010000" + "1 " * 10).encode() + b"\n1" * (FULL // 2 - 20),
    "digits.csv": b"7" * (FULL - 1) + b"x",
    "spaces.csv": b"1" + b" " * (FULL - 2) + b"x",
    "deep.json": b"[" * FULL,
    "closed.json": b"[" * (FULL // 2) + b"]" * (FULL // 2),
    "lists.json": b"[" + b"[]," * ((FULL - 4) // 3) + b"[]]",
    "objects.json": b"[" + b"{}," * ((FULL - 4) // 3) + b"{}]",
    "keys.json": b"{" + b",".join(b'"%d":1' % key for key in range(350_000)) + b"}",
    "numbers.json": b"[" + b"1," * (FULL // 2 - 2) + b"1]",
    "long.json": b"[" + b"9" * (FULL - 2) + b"]",
    "bytes.npy": array(np.zeros(FULL - 128, "u1")),
    "header.npy": b"\x93NUMPY\x02\x00" + struct.pack("<I", FULL - 12) + b"(" * (FULL - 12),
    "claims.npy": array([1]).replace(b"(1,), }           ", b"(999999999999,), }"),
}

# What stands in a film's JSON beside its own entries.
CHECKED = {
    "nested": (b"[" * 90 + b"]" * 90, MOST_CHECKED_BYTES // 181),
    "empty": (b"[]", MOST_CHECKED_BYTES // 3),
    "objects": (b'{"":0}', MOST_CHECKED_BYTES // 7),
    "lists as many as may be": (b"[" * 90 + b"]" * 90, MOST_CHECKED_LISTS // 91),
    "numbers": (b"7.5", MOST_CHECKED_BYTES // 4),
    "texts": (b'"ab"', MOST_CHECKED_BYTES // 5),
}


def told_with(told: bytes, entry: bytes, times: int) -> bytes:
    """A film's JSON with so many of these entries in a list, as far as there is room."""
    times = min(times, (MOST_CHECKED_BYTES - len(told) - 10) // (len(entry) + 1))
    return told.rstrip()[:-1] + b',"x":[' + b",".join([entry] * times) + b"]}"


def fractions(rows: int, columns: int) -> bytes:
    """As many fractions as that, all with other numbers of 40 digits over and under the line."""
    digits = np.random.default_rng(1).integers(1, 10, (rows, columns, 80)).astype("U1")
    texts = [["".join(one[:40]) + "/" + "".join(one[40:]) for one in row] for row in digits]
    return "\n".join(" ".join(row) for row in texts).encode()


def gradient(channels: int) -> np.ndarray:
    """As many pixels as a picture may have, in few bytes."""
    row = np.arange(SIDE, dtype=np.uint16)
    grey = ((row[:, None] * 3 + row * 5) // 64).astype(np.uint8)
    if channels == 1:
        return grey
    return np.dstack([grey, grey[::-1], grey.T, np.full_like(grey, 255)][:channels])


def turned() -> Pillow.Exif:
    """Says that the picture lies on its side."""
    exif = Pillow.Exif()
    exif[0x0112] = 6
    return exif


def interlaced(width: int, height: int) -> bytes:
    """A PNG of RGB in seven passes, all black."""
    passes = ((0, 8, 0, 8), (4, 8, 0, 8), (0, 4, 4, 8), (2, 4, 0, 4), (0, 2, 2, 4), (1, 2, 0, 2), (0, 1, 1, 2))
    packed = zlib.compressobj(1)
    data = b""
    for left, across, top, down in passes:
        columns, rows = -(-(width - left) // across), -(-(height - top) // down)
        data += b"".join(packed.compress(bytes(1 + 3 * columns)) for _ in range(rows))
    header = struct.pack(">IIBBBBB", width, height, 8, 2, 0, 0, 1)
    data += packed.flush()
    return b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", header) + chunk(b"IDAT", data) + chunk(b"IEND", b"")


def text_bomb() -> bytes:
    """A small PNG with 2,000 texts, each a megabyte once it is unpacked."""
    packed = zlib.compress(b" " * 2**20, 9)
    return with_chunks(saved(gradient(1)[:32, :32], "PNG"), *[chunk(b"zTXt", b"Comment\0\0" + packed)] * 2_000)


def profile_bomb() -> bytes:
    """A small PNG with a colour profile of a gigabyte, packed."""
    packer = zlib.compressobj(9)
    data = b"".join(packer.compress(bytes(2**20)) for _ in range(1024)) + packer.flush()
    return with_chunks(saved(gradient(1)[:32, :32], "PNG"), chunk(b"iCCP", b"profile\0\0" + data))


PICTURES: dict[str, Callable[[], bytes]] = {
    "rgba.png": lambda: saved(gradient(4), "PNG", compress_level=1, exif=turned()),
    "palette.png": lambda: saved(gradient(1), "PNG", compress_level=1, transparency=0),
    "interlaced.png": lambda: interlaced(SIDE, SIDE),
    "progressive.jpg": lambda: saved(gradient(3), "JPEG", quality=60, progressive=True, subsampling=0, exif=turned()),
    "lossless.webp": lambda: saved(gradient(4), "WEBP", lossless=True, quality=0, method=0, exact=True, exif=turned()),
    "texts.png": text_bomb,
    "profile.png": profile_bomb,
}


def lay(folder: Path, name: str, content: bytes) -> str:
    """Put a file there; its name."""
    (folder / name).write_bytes(content)
    return name
