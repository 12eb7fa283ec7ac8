"""Seals: the comment at the end of a picture file, and a digest of all the rest, so that any damage is noticed.

GIF has comment blocks, PNG has text chunks, and WebP a chunk for XMP. Each stands at the end of the file, where it
can be read and taken off again without knowing anything of the pictures before it.
"""

from __future__ import annotations

import hashlib
import re
import struct
import zlib
from pathlib import Path

from .bounds import MOST_CLIP_BYTES
from .reading import open_file, read_file

LONGEST = 1024  # bytes at the end of a file within which its seal lies
_XMP = (
    '<x:xmpmeta xmlns:x="adobe:ns:meta/"><rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#">'
    '<rdf:Description rdf:about="" xmlns:dc="http://purl.org/dc/elements/1.1/" dc:description="{}"/>'
    "</rdf:RDF></x:xmpmeta>"
)
_PNG_END = struct.pack(">I4sI", 0, b"IEND", zlib.crc32(b"IEND"))
_TEXT = rb"(both-ways [ -~]*)"
_SEALS = {
    ".gif": re.compile(rb"!\xfe." + _TEXT + rb"\x00;\Z", re.DOTALL),
    ".webp": re.compile(rb"XMP ....<x:xmpmeta [^\x00]*dc:description=\"" + _TEXT + rb"\"/>[^\x00]*\x00?\Z", re.DOTALL),
    ".png": re.compile(rb"....tEXtComment\x00" + _TEXT + rb"...." + re.escape(_PNG_END) + rb"\Z", re.DOTALL),
}
_SEALS[".apng"] = _SEALS[".png"]


def sealed(data: bytes, suffix: str, comment: str) -> bytes:
    """A whole picture file with the comment and the digest of `data` put into it; `suffix` says what file it is."""
    text = f"{comment} {hashlib.sha256(data).hexdigest()}".encode("ascii")
    if suffix == ".gif":
        return data[:-1] + b"!\xfe" + bytes([len(text)]) + text + b"\x00;"
    if suffix == ".webp":
        xmp = _XMP.format(text.decode()).encode()
        made = data + struct.pack("<4sI", b"XMP ", len(xmp)) + xmp + b"\x00" * (len(xmp) % 2)
        return made[:4] + struct.pack("<I", len(made) - 8) + made[8:]
    body = b"tEXtComment\x00" + text
    return data[: -len(_PNG_END)] + struct.pack(">I", len(body) - 4) + body + _sum(body) + _PNG_END


def unsealed(data: bytes, suffix: str) -> str | None:
    """The comment that a file was sealed with; None if it has none, or if anything in it has changed since."""
    found = _SEALS[suffix].search(data, max(0, len(data) - LONGEST))
    if found is None:
        return None
    comment, _, digest = found[1].decode().rpartition(" ")
    end = {".gif": b";", ".webp": b""}.get(suffix, _PNG_END)
    rest = data[: found.start()] + end
    if suffix == ".webp":
        rest = rest[:4] + struct.pack("<I", len(rest) - 8) + rest[8:]
    whole = hashlib.sha256(rest).hexdigest() == digest and sealed(rest, suffix, comment) == data
    return comment if whole else None


def is_sealed(path: Path, comment: str) -> bool:
    """Whether a picture file stands whole, sealed with this comment."""
    data = read_file(path, MOST_CLIP_BYTES) if read_seal(path) == comment else None
    return data is not None and unsealed(data, path.suffix) == comment


def read_seal(path: Path) -> str | None:
    """The comment at the end of a picture file, damaged or not; "" if there is none, None if the file is empty."""
    try:
        with open_file(path) as file:
            size = file.seek(0, 2)
            file.seek(max(0, size - LONGEST))
            end = file.read()
    except OSError:
        return ""  # nobody's picture can be judged unread
    if not end:
        return None
    seal = _SEALS.get(path.suffix)
    found = None if seal is None else seal.search(end)
    return "" if found is None else found[1].decode().rpartition(" ")[0]


def _sum(body: bytes) -> bytes:
    return struct.pack(">I", zlib.crc32(body))
