"""The worst pictures that we could think of: small to send, large to read, or within all bounds and slow."""

from __future__ import annotations

import struct
import zlib
from collections.abc import Callable

import numpy as np
from PIL import Image as Pillow

from kernels.bounds import MOST_LOSSLESS_PIXELS, MOST_PICTURE_BYTES, MOST_PICTURE_PIXELS, MOST_PICTURE_SCANS
from tests.hostile.seeds import chunk, saved, with_chunks
from tests.hostile.webp_tables import full_of_tables

SIDE = int(MOST_PICTURE_PIXELS**0.5)
LOSSLESS_SIDE = int(MOST_LOSSLESS_PIXELS**0.5)
TALLEST = 2_460, 20_314  # of all shapes that are neither too narrow nor too large, the one with the most rows
MODES = {"1": (1, 0), "L": (8, 0), "P": (8, 3), "LA": (8, 4), "RGB": (8, 2), "RGBA": (8, 6)}  # a PNG's depth and type
CHANNELS = {0: 1, 2: 3, 3: 1, 4: 2, 6: 4}  # by a PNG's type
SOLE_SCAN = bytes.fromhex("ffda0008010100013f10") + bytes(65)  # refines the lightness of a picture a little


def gradient(channels: int, side: int = SIDE) -> np.ndarray:
    """As many pixels as a picture may have, in few bytes."""
    row = np.arange(side, dtype=np.uint16)
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


def white(mode: str, width: int, height: int) -> bytes:
    """A PNG of a mode, all white, or of a palette's last colour."""
    depth, kind = MODES[mode]
    row = b"\0" + b"\xff" * -(-width * CHANNELS[kind] * depth // 8)
    block = 2**20 // len(row) + 1
    packer = zlib.compressobj(9)
    data = b"".join(packer.compress(row * min(block, height - top)) for top in range(0, height, block))
    parts = [chunk(b"IHDR", struct.pack(">IIBBBBB", width, height, depth, kind, 0, 0, 0))]
    parts += [chunk(b"PLTE", bytes(range(256)) * 3)] if mode == "P" else []
    return b"\x89PNG\r\n\x1a\n" + b"".join([*parts, chunk(b"IDAT", data + packer.flush()), chunk(b"IEND", b"")])


def label_bomb() -> bytes:
    """A large PNG with two million texts of one letter, each under another name."""
    png = saved(gradient(4), "PNG", compress_level=1)
    count = (MOST_PICTURE_BYTES - len(png)) // 17
    names = (bytes([1 + at % 255, 1 + at // 255 % 255, 1 + at // 65_025]) for at in range(count))
    return with_chunks(png, *(chunk(b"tEXt", name + b"\0x") for name in names))


def filled(start: bytes, unit: bytes, rest: bytes) -> bytes:
    """As many of a unit as fit into a picture's file."""
    return start + unit * ((MOST_PICTURE_BYTES - len(start) - len(rest)) // len(unit)) + rest


def jpeg(unit: bytes) -> bytes:
    """A small JPEG with as many of a segment as fit."""
    content = saved(gradient(1)[:32, :32], "JPEG")
    return filled(content[:2], unit, content[2:])


def scanned(count: int, unit: bytes = SOLE_SCAN) -> bytes:
    """A large progressive JPEG, its last scan repeated until there are as many."""
    content = saved(np.zeros((SIDE, SIDE, 3), np.uint8), "JPEG", quality=60, progressive=True, subsampling=0)
    return content[:-2] + unit * (count - content.count(b"\xff\xda")) + content[-2:]


def padded() -> bytes:
    """A large progressive JPEG with padding between two of its scans."""
    content = scanned(0)
    at = content.index(b"\xff\xc4", content.index(b"\xff\xda"))
    return filled(content[:at], b"\xff", content[at:])


def webp(width: int, height: int, flags: int, *chunks: bytes) -> bytes:
    """A WebP with a size of its own."""
    size = struct.pack("<I", width - 1)[:3] + struct.pack("<I", height - 1)[:3]
    body = b"WEBP" + part(b"VP8X", bytes([flags, 0, 0, 0]) + size) + b"".join(chunks)
    return b"RIFF" + struct.pack("<I", len(body)) + body


def part(name: bytes, data: bytes = b"") -> bytes:
    """One part of a WebP."""
    return name + struct.pack("<I", len(data)) + data + bytes(len(data) % 2)


def parts_webp() -> bytes:
    """A small WebP with four million empty notes of its camera."""
    pixels = saved(gradient(4)[:32, :32], "WEBP", lossless=True)[12:]
    return webp(32, 32, 8, pixels, part(b"EXIF") * ((MOST_PICTURE_BYTES - len(pixels) - 64) // 8))


def frames_webp() -> bytes:
    """A large WebP with as many frames of one pixel as fit."""
    frame = part(b"ANMF", bytes(12) + b"\1\0\0\0" + saved(gradient(1)[:1, :1], "WEBP", lossless=True)[12:])
    start = part(b"ANIM", bytes(6))
    return webp(SIDE, SIDE, 2, start, frame * ((MOST_PICTURE_BYTES - 64) // len(frame)))


def lossless(side: int) -> bytes:
    """A square WebP with all that one can have."""
    pixels = gradient(4, side)
    return saved(pixels, "WEBP", lossless=True, quality=0, method=0, exact=True, exif=turned())


PICTURES: dict[str, Callable[[], bytes]] = {
    "rgba.png": lambda: saved(gradient(4), "PNG", compress_level=1, exif=turned()),
    "tall-rgba.png": lambda: white("RGBA", *TALLEST),
    "tall-la.png": lambda: white("LA", *TALLEST),
    "interlaced.png": lambda: interlaced(SIDE, SIDE),
    "texts.png": text_bomb,
    "labels.png": label_bomb,
    "profile.png": profile_bomb,
    "chunks.png": lambda: filled((png := saved(gradient(1)[:32, :32], "PNG"))[:33], chunk(b"IDAT", b""), png[33:]),
    "progressive.jpg": lambda: saved(gradient(3), "JPEG", quality=60, progressive=True, subsampling=0, exif=turned()),
    "scans.jpg": lambda: scanned(MOST_PICTURE_SCANS),
    "padding.jpg": padded,
    "notes.jpg": lambda: jpeg(b"\xff\xe1\0\x10Exif\0\0" + b"word" * 2),
    "remarks.jpg": lambda: jpeg(b"\xff\xe0\0\4by"),
    "tables.jpg": lambda: jpeg(b"\xff\xc4\0\2"),
    "lossy.webp": lambda: saved(gradient(3), "WEBP", quality=0, method=0, exif=turned()),
    "lossless.webp": lambda: lossless(LOSSLESS_SIDE),
    "tables.webp": lambda: full_of_tables(LOSSLESS_SIDE, LOSSLESS_SIDE),
    "parts.webp": parts_webp,
}
REFUSED: dict[str, Callable[[], bytes]] = {
    "palette.png": lambda: saved(gradient(1), "PNG", compress_level=1, transparency=0),
    **{f"thread-{mode}.png": lambda mode=mode: white(mode, 1, MOST_PICTURE_PIXELS) for mode in MODES},
    "scans.jpg": lambda: filled(scanned(0)[:-2], SOLE_SCAN, b"\xff\xd9"),
    "lossless.webp": lambda: lossless(LOSSLESS_SIDE + 1),
    "frames.webp": frames_webp,
}
