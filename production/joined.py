"""The file of a clip, from the parts that its jobs gave."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Iterable
from pathlib import Path

from .clip import Clip
from .formats import MP4, WEBM
from .join import join, join_webm
from .seals import sealed
from .standing import frame_name


def write_film(clip: Clip, parts: Iterable[bytes], path: Path) -> None:
    """Write the clip as one file."""
    if clip.format == MP4:
        join(parts, clip.fps, path, clip.comment)
    elif clip.format == WEBM:
        join_webm(parts, clip.fps, path, clip.comment, clip.request.transparent)
    else:
        (data,) = parts
        path.write_bytes(sealed(data, clip.path.suffix, clip.comment))


def write_frames(clip: Clip, parts: Iterable[bytes], folder: Path) -> None:
    """Write every frame of the clip as a file; each part is an archive of the pictures that differ from the last."""
    for job, part in zip(clip.jobs.values(), parts, strict=True):
        with zipfile.ZipFile(io.BytesIO(part)) as archive:
            new = {int(name): name for name in archive.namelist()}
            picture = b""
            for place, number in enumerate(job.segment.frames):
                if place in new:
                    picture = sealed(archive.read(new[place]), ".png", clip.comment)
                (folder / frame_name(number)).write_bytes(picture)
