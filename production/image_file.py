"""Picture files: PNG, JPEG and WebP made an `Image`, or refused in one line; nothing is decoded that is too large.

Pixels are the file's own samples, 0 to 255: colour profiles and gamma are not applied, EXIF's turn is. A picture of
equal red, green and blue is grey. One that is larger than a film shows is scaled down, each pixel the mean of those
that it stands for.
"""

from __future__ import annotations

import os
import stat
import warnings
from io import BytesIO
from typing import TYPE_CHECKING, NoReturn

import numpy as np

from kernels import Image, InputError, quoted
from kernels.bounds import LEAST_PICTURE, MOST_LOSSLESS_PIXELS, MOST_PICTURE, MOST_PICTURE_BYTES, MOST_PICTURE_PIXELS
from kernels.files import read_regular, stem_name

from .image_parts import UPRIGHT, Parts, parts_of, turn
from .progress import note

if TYPE_CHECKING:
    from PIL.Image import Image as Pixels

_STARTS = {"PNG": b"\x89PNG\r\n\x1a\n", "JPEG": b"\xff\xd8\xff", "WEBP": b"RIFF"}
_DEPTH = 24  # where a PNG says how many bits its samples have; Pillow makes 8 of 16 without a word
# What lays a picture upright, by how EXIF says that it lies.
_TURNS = {
    2: "FLIP_LEFT_RIGHT", 3: "ROTATE_180", 4: "FLIP_TOP_BOTTOM", 5: "TRANSPOSE", 6: "ROTATE_270", 7: "TRANSVERSE",
    8: "ROTATE_90",
}  # fmt: skip
_MODES = ("1", "L", "LA", "P", "PA", "RGB", "RGBA")
_MIB = 2**20


def read_image(path: str) -> Image:
    """The picture in a file, at most as large as a film shows.

    InputError for a file that is missing, no picture of these kinds, too large, damaged, animated, transparent, not of
    8 bits, or neither grey nor red, green and blue.
    """
    what = f"picture {quoted(path)}"
    content = _read(path, what)
    kind = _kind(content, what)
    from PIL import Image as Pillow  # here, because most commands read no picture

    with warnings.catch_warnings():
        warnings.simplefilter("error", Pillow.DecompressionBombWarning)
        warnings.simplefilter("ignore", UserWarning)  # odd metadata
        try:
            parts = parts_of(content, kind, what)
            opened = Pillow.open(BytesIO(parts.pixels), formats=[kind])
        except InputError:
            raise
        except (Pillow.DecompressionBombError, Pillow.DecompressionBombWarning) as error:
            raise InputError(f"{what} has more than {MOST_PICTURE_PIXELS} pixels; scale it down") from error
        except Exception as error:  # a broken file fails in every way there is
            _broken(what, error)
        _check(opened, what, kind, parts)
        try:
            pixels = _opaque(opened, turn(parts.exif or opened.info.get("exif", b"")))
        except Exception as error:
            _broken(what, error)
    if pixels is None:
        raise InputError(f"{what} has transparent pixels; lay it over a ground, and save it without transparency")
    return _image(_small(pixels, what), path, (pixels.height, pixels.width))


def _read(path: str, what: str) -> bytes:
    try:
        status = os.stat(path)
        if not stat.S_ISREG(status.st_mode):
            raise InputError(f"{what} is no file; give a PNG, JPEG or WebP file")
        if status.st_size > MOST_PICTURE_BYTES:
            size = f"{status.st_size / _MIB:.1f}"
            raise InputError(f"{what} has {size} MiB, at most {MOST_PICTURE_BYTES // _MIB}; scale it down")
        return read_regular(path, MOST_PICTURE_BYTES)
    except (OSError, ValueError) as error:
        reason = getattr(error, "strerror", None) or "no such name is possible"
        raise InputError(f"{what} cannot be read: {reason}; give a PNG, JPEG or WebP file") from error


def _kind(content: bytes, what: str) -> str:
    """By what the file begins with, whatever it is called."""
    for kind, start in _STARTS.items():
        if content.startswith(start) and (kind != "WEBP" or content[8:12] == b"WEBP"):
            return kind
    raise InputError(f"{what} is neither PNG, JPEG nor WebP by its content; save it as one of these")


def _check(opened: Pixels, what: str, kind: str, parts: Parts) -> None:
    """InputError, from the header alone, for what is not shown."""
    width, height = opened.size
    if parts.lossless and width * height > MOST_LOSSLESS_PIXELS:
        most = f"at most {MOST_LOSSLESS_PIXELS} in a lossless or transparent WebP"
        raise InputError(f"{what} has {width}×{height} pixels, {most}; scale it down, or save it as PNG")
    if width * height > MOST_PICTURE_PIXELS:
        raise InputError(f"{what} has {width}×{height} pixels, at most {MOST_PICTURE_PIXELS} together; scale it down")
    if getattr(opened, "is_animated", False):
        raise InputError(f"{what} is animated, a film shows one picture; save one of its frames")
    if opened.mode.startswith(("I", "F")) or (kind == "PNG" and parts.pixels[_DEPTH] == 16):
        raise InputError(f"{what} has more than 8 bits a channel; save it with 8 bits a channel")
    if opened.mode not in _MODES:
        raise InputError(f"{what} is {opened.mode}, not grey or RGB; save it as RGB")
    size = _shown_size(width, height)  # a picture that is not narrow has no more rows than there is memory for
    if min(size) < LEAST_PICTURE:
        why = f"scaled to {size[0]}×{size[1]} it is too narrow" if size != (width, height) else "it is too small"
        raise InputError(f"{what} has {width}×{height} pixels, {why}; give one of {LEAST_PICTURE} or more each way")


def _opaque(opened: Pixels, lies: int) -> Pixels | None:
    """The picture decoded, upright, in RGB; None if anything of it is transparent."""
    from PIL.Image import Transpose

    opened.load()
    upright: Pixels = opened
    if lies != UPRIGHT:
        upright = opened.transpose(Transpose[_TURNS[lies]])
    if "A" in upright.mode or "transparency" in upright.info:
        clear = upright.convert("RGBA")
        if clear.getchannel("A").getextrema()[0] != 255:
            return None
        return clear.convert("RGB")
    return upright.convert("RGB")


def _shown_size(width: int, height: int) -> tuple[int, int]:
    share = min(1.0, MOST_PICTURE / max(width, height))
    return max(1, round(width * share)), max(1, round(height * share))


def _small(pixels: Pixels, what: str) -> Pixels:
    """The picture at a size that a film shows."""
    from PIL.Image import Resampling

    width, height = pixels.size
    size = _shown_size(width, height)
    if size == pixels.size:
        return pixels
    note(f"{what} is scaled from {width}×{height} to {size[0]}×{size[1]} pixels, the most that a film shows")
    return pixels.resize(size, Resampling.BOX)


def _image(pixels: Pixels, path: str, was: tuple[int, int]) -> Image:
    samples = np.asarray(pixels)
    if (samples == samples[..., :1]).all():
        samples = samples[..., :1]
    source = was if was != samples.shape[:2] else ()
    name, file = stem_name(path), os.path.basename(path)
    return Image(samples, name, f"from {quoted(file, 40)}", source, file)


def _broken(what: str, cause: Exception) -> NoReturn:
    raise InputError(f"{what} is damaged or cut off; open it in a program for pictures, and save it anew") from cause
