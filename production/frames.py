"""Frames: the pictures of a segment as an archive of PNGs, each once, from which a folder of frames is written."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Iterable

import numpy as np
from PIL import Image

from .changes import Change

_ALWAYS = (1980, 1, 1, 0, 0, 0)  # the date of every entry, so that the same pictures are the same bytes


def archive(changes: Iterable[Change], size: tuple[int, int], transparent: bool) -> bytes:
    """A zip with an entry for every frame that differs from the one before, called by its number.

    Numbers count from the segment's first frame, 0, because the same segment may stand elsewhere in another film.
    """
    width, height = size
    shown = np.zeros((height, width, 4), np.uint8)
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w", zipfile.ZIP_STORED) as made:
        number = 0
        for change in changes:
            left, top, right, bottom = change.box
            shown[top:bottom, left:right] = change.pixels
            picture = io.BytesIO()
            Image.fromarray(shown if transparent else shown[..., :3].copy()).save(picture, "PNG")
            made.writestr(zipfile.ZipInfo(str(number), _ALWAYS), picture.getvalue())
            number += change.frames
    return file.getvalue()
