"""Good input, from which bad input is made by small changes: it comes farther than noise does."""

from __future__ import annotations

import io
import struct
import zlib

import numpy as np
from PIL import Image as Pillow
from PIL import PngImagePlugin

PIXELS = np.random.default_rng(7).integers(0, 256, (18, 20, 3), dtype=np.uint8)

# For every door of `WORDS`: what it takes.
WORDS = {
    "SCENE": ("side-by-side", "image", "lecture", "asym3"),
    "--kernel": ("1,2,4", "0 1; 2 3", "1/3 1/3 1/3", "asym3", "sobel-x", "-.5e-3,+2.", "½,1⁄4,−1", "a.csv", "box"),
    "--signal": ("1,2,4", "0 1; 2 3", "step", "1/3 -2/6", "0e99", "../a.npy", "1234567890.5", "default"),
    "--image": ("picture.png", "/nowhere/a.jpg", "a\\b.webp"),
    "--origin": ("0", " 1 , 2 ", "1 2", "-1", "999999999"),
    "--mode": ("full", "same", "valid"),
    "--boundary": ("zero", "edge", "reflect", "symmetric", "wrap"),
    "--stride": ("1", "+1000", " 7 ", "1001"),
    "--dilation": ("1", "+1000", " 7 ", "0"),
    "--padding": ("0", "same", "valid", "1000"),
    "--kernel-is": ("g", "filter"),
    "--at": ("3", "1,2", "+3", "-1"),
    "--quality": ("draft", "low", "medium", "high", "4k"),
    "--width": ("640", "4096", "63"),
    "--height": ("480", "2304", "65"),
    "--fps": ("1", "120", "29.97"),
    "--aspect": ("16:9", "4:3", "1:1", "9:16"),
    "--theme": ("dark", "light"),
    "--title": ("A title", "x" * 100, "ƒ ∗ g"),
    "--speed": ("1", "0.25", "4", "1e0", "inf", "0x1p1"),
    "--format": ("mp4", "webm,gif", "png, apng ,webp"),
    "--format --transparent": ("webm", "webm,apng", "png,gif"),
    "--format --loop": ("gif", "gif,webp", "mp4,png"),
    "--loop": ("0", "1000", "-1"),
    "--name": ("{scene}-{kernel}", "a.b_c-{fps}", "{quality}{{", "{kernel!r:>9}", "nul.{scene}", "../{scene}"),
    "--slides-by": ("beats", "chapters"),
    "--encoder": ("fast", "balanced", "small"),
    "--jobs": ("1", "256", "0"),
    "--cache-size": ("2", "0.5", "1024", "1e3"),
}  # fmt: skip


def saved(pixels: np.ndarray, kind: str, **settings: object) -> bytes:
    """A picture as the content of a file."""
    file = io.BytesIO()
    Pillow.fromarray(pixels).save(file, kind, **settings)
    return file.getvalue()


def array(values: object, **settings: object) -> bytes:
    """An array as the content of a .npy file."""
    file = io.BytesIO()
    np.save(file, np.asarray(values, **settings), allow_pickle=True)  # type: ignore[call-overload]
    return file.getvalue()


def chunk(name: bytes, data: bytes) -> bytes:
    """One part of a PNG."""
    return struct.pack(">I", len(data)) + name + data + struct.pack(">I", zlib.crc32(name + data))


def with_chunks(png: bytes, *chunks: bytes) -> bytes:
    """A PNG with more parts after its header."""
    return png[:33] + b"".join(chunks) + png[33:]


def _text() -> PngImagePlugin.PngInfo:
    text = PngImagePlugin.PngInfo()
    text.add_text("Comment", "words", zip=True)
    text.add_itxt("Title", "words", "en", "titre", zip=True)
    return text


def _exif() -> Pillow.Exif:
    exif = Pillow.Exif()
    exif[0x0112], exif[0x010E] = 6, "words"
    return exif


GREY, CLEAR = PIXELS[..., 0], np.dstack([PIXELS, np.full(PIXELS.shape[:2], 255, np.uint8)])
TEXTS = (b"1,2,4\n", b"0 1\n2 3\n", b"\xef\xbb\xbf1;2;\r\n# words\n1/3 ; -2e-3\n", "−1,½\n".encode(), b"1\n2\n3\n")
JSONS = (b"[1, 2.5, -4e0]", b'[["1/2", 1], [2, 3]]', b'{"values": [1, 2]}', b"[[1], [NaN]]", b'["\\ud800", null]')
ARRAYS = (
    array([1, 2, 4], dtype="u1"), array([[1.5, 2], [3, 4]], order="F"), array([[1, -2]], dtype=">i8"),
    array([1, 2], dtype="f2"), array([1j]), array(["a"]), array([{}]), array([1, np.nan], dtype=np.longdouble),
    array(3.0), array(np.zeros((2, 2, 2))), array(np.zeros(2, "i4,f4")), array([True]),
)  # fmt: skip
PNGS = (
    saved(PIXELS, "PNG"), saved(GREY, "PNG"), saved(CLEAR, "PNG"), saved(GREY > 99, "PNG"),
    saved(PIXELS, "PNG", pnginfo=_text()), saved(PIXELS, "PNG", exif=_exif()),
    saved(PIXELS, "PNG", icc_profile=b"\0" * 200), saved(GREY, "PNG", transparency=7),
    saved(PIXELS, "PNG", save_all=True, append_images=[Pillow.fromarray(PIXELS[::-1])]),
)  # fmt: skip
JPEGS = (
    saved(PIXELS, "JPEG"), saved(GREY, "JPEG", progressive=True), saved(PIXELS, "JPEG", exif=_exif(), comment=b"words"),
    saved(PIXELS, "JPEG", icc_profile=b"\0" * 200),
)  # fmt: skip
WEBPS = (
    saved(PIXELS, "WEBP"), saved(PIXELS, "WEBP", lossless=True), saved(CLEAR, "WEBP", lossless=True, exif=_exif()),
    saved(PIXELS, "WEBP", save_all=True, append_images=[Pillow.fromarray(PIXELS[::-1])]),
)  # fmt: skip

# For every door of `FILES`: what it takes, or nearly.
FILES = {
    "numbers.csv": TEXTS, "taps.csv": TEXTS, "numbers.txt": TEXTS, "numbers.json": JSONS, "taps.json": JSONS,
    "numbers.npy": ARRAYS, "taps.npy": ARRAYS, "picture.png": PNGS, "picture.jpg": JPEGS, "picture.webp": WEBPS,
}  # fmt: skip
