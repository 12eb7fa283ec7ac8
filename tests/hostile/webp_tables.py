"""A lossless WebP whose decoder makes as many tables, and as large ones, as the format has room for: 1.2 GB of 16 MB.

Such a file names one of 65,536 groups of Huffman codes for every tile. Every group has five codes, and every code
becomes a table. Most symbols here have codes longer than the eight bits of a table's first level, so that its second
level is full as well.
"""

from __future__ import annotations

import struct
from collections import Counter
from collections.abc import Sequence

import numpy as np

GROUPS, TILE = 65_536, 3  # a tile's side is 2 to the power of this
LENGTHS_ORDER = (17, 18, 0, 1, 2, 3, 4, 5, 16, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15)
CACHE_BITS = 11  # a cache of 2,048 colours, each one more symbol of the green code
COPY, COPIED = 256 + 23, 4_096  # the symbol of the longest copies, and what it copies with ten bits set behind it
GREEN = [11] * 1_768 + [12] * 560
LONG = [9] * 254 + [8]
DISTANCE = [6, 1] + [6] * 24 + [7] * 14
SOLE = "1000"  # a code of the symbol 0 alone, which takes no bits


def full_of_tables(width: int, height: int) -> bytes:
    """A black picture of that size, which has at least as many tiles as there are groups."""
    header = number(0x2F, 8) + number(width - 1, 14) + number(height - 1, 14) + "1000" + "0"
    header += "1" + number(CACHE_BITS, 4) + "1" + number(TILE - 2, 3)
    group = written(GREEN) + written([1, *LONG]) * 2 + written([*LONG, 1]) + written(DISTANCE)
    pixel = codes(GREEN)[0] + "000"  # no green, red or blue, and full alpha
    copy = codes(GREEN)[COPY] + "1" * 10 + "0"  # of the pixel before
    copies, more = divmod(width * height - 1, COPIED)
    data = [bits(header), tiles(width, height), np.tile(bits(group), GROUPS), bits(pixel)]
    data += [np.tile(bits(copy), copies), np.tile(bits(pixel), more), bits("0" * 64)]
    packed = np.packbits(np.concatenate(data), bitorder="little").tobytes()
    packed += bytes(len(packed) % 2)
    body = b"WEBPVP8L" + struct.pack("<I", len(packed)) + packed
    return b"RIFF" + struct.pack("<I", len(body)) + body


def tiles(width: int, height: int) -> np.ndarray:
    """The picture of groups, one pixel a tile: red and green are the number of its group."""
    count = -(-width // 2**TILE) * -(-height // 2**TILE)
    assert count >= GROUPS
    groups = np.arange(count, dtype=np.uint32) % GROUPS
    pixels = np.unpackbits(np.column_stack([groups & 255, groups >> 8]).astype(np.uint8))
    return np.concatenate([bits("0" + written([8] * 256 + [0] * 24) + written([8] * 256) + SOLE * 3), pixels])


def bits(text: str) -> np.ndarray:
    """Zeros and ones in the order in which they are read."""
    return np.frombuffer(text.encode(), np.uint8) - ord("0")


def number(value: int, length: int) -> str:
    """A number of as many bits, the least first."""
    return f"{value:0{length}b}"[::-1]


def codes(lengths: Sequence[int]) -> dict[int, str]:
    """The canonical code of every symbol."""
    found, code, before = {}, 0, 0
    for length, symbol in sorted((length, symbol) for symbol, length in enumerate(lengths) if length):
        code, before = code << (length - before), length
        found[symbol] = f"{code:0{length}b}"
        code += 1
    assert code == 1 << before  # it is complete
    return found


def written(lengths: Sequence[int]) -> str:
    """A code as it is stored: the lengths of its symbols' codes, in a code of their own."""
    steps = list(runs(lengths))
    used = [symbol for symbol, _ in Counter(symbol for symbol, _ in steps).most_common()]
    used += [19 - used[0]] if len(used) == 1 else []
    own = [0] * 19
    for at, symbol in enumerate(used):
        own[symbol] = min(at + 1, len(used) - 1)
    told = codes(own)
    head = "0" + number(15, 4) + "".join(number(own[symbol], 3) for symbol in LENGTHS_ORDER) + "0"
    return head + "".join(told[symbol] + more for symbol, more in steps)


def runs(lengths: Sequence[int]) -> list[tuple[int, str]]:
    """Lengths, with 16 for three to six more of the last one, and 18 for many zeros."""
    steps, at, before = [], 0, 8
    while at < len(lengths):
        length = lengths[at]
        same = next((end for end in range(at, len(lengths)) if lengths[end] != length), len(lengths)) - at
        if length == 0 and same >= 11:
            taken = min(same, 138)
            steps.append((18, number(taken - 11, 7)))
        elif length == before and same >= 3:
            taken = min(same, 6)
            steps.append((16, number(taken - 3, 2)))
        else:
            taken = 1
            steps.append((length, ""))
        at, before = at + taken, length or before
    return steps
