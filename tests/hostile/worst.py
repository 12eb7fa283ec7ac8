"""The worst numbers that we could think of: small to send, large to read. `worst_pictures.py` has the pictures."""

from __future__ import annotations

import struct
from pathlib import Path

import numpy as np

from kernels.bounds import MOST_CHECKED_BYTES, MOST_CHECKED_LISTS, MOST_FILE_BYTES
from tests.hostile.seeds import array

FULL = MOST_FILE_BYTES
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


def lay(folder: Path, name: str, content: bytes) -> str:
    """Put a file there; its name."""
    (folder / name).write_bytes(content)
    return name
