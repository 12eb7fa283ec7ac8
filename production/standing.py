"""What already stands where a film would go: the very film, something to replace, or somebody else's file."""

from __future__ import annotations

import os
import re
from pathlib import Path
from typing import TYPE_CHECKING, NoReturn

from kernels import InputError, quoted

from .bounds import MOST_FILM_BYTES, MOST_HEADER_BYTES
from .boxes import mp4_comment
from .clip import Clip
from .comment import MARK, film_told
from .formats import MP4, WEBM, Format
from .naming import film_name
from .reading import Bounded, open_file
from .seals import is_sealed, read_seal

if TYPE_CHECKING:
    from av.container import InputContainer

FRAME_NAME = re.compile(r"[0-9]{5,}\.png")  # of a file in a folder of frames


def is_made(clip: Clip) -> bool:
    """Whether the film stands there whole, made of exactly what it would be made of now."""
    if clip.format.is_folder:
        return _frames_made(clip)
    if clip.format in (MP4, WEBM):
        return _read_comment(clip.path, clip.format) == clip.comment and _frames(clip.path, clip.format) == clip.frames
    return is_sealed(clip.path, clip.comment)


def refuse_foreign(clip: Clip) -> None:
    """InputError if a file that is not ours, or another film, has the film's name; a damaged film may go."""
    if not clip.path.exists():
        return
    for path in _entries(clip.path) if clip.format.is_folder else [clip.path]:
        comment = _read_comment(path, clip.format) if clip.format in (MP4, WEBM) else read_seal(path)
        if comment is None:
            continue
        if not comment.startswith(MARK):
            _refuse(path, "a film of this project")
        told = film_told(comment)
        if told not in (None, film_name(clip.request)):
            _refuse(path, f"this film but another one ({told})")


def refuse_strangers(clip: Clip) -> None:
    """InputError if a folder of frames holds what no film writes: not even `--force` takes that away."""
    if clip.format.is_folder and clip.path.exists():
        for path in _entries(clip.path):
            ours = FRAME_NAME.fullmatch(path.name) and (path.is_file() or not os.path.lexists(path))
            if not ours:
                raise InputError(
                    f"{quoted(str(path))} is no frame of a film; move it, or choose another --name or --out"
                )


def _read_comment(path: Path, kind: Format) -> str | None:
    """The comment in a film, "" if it has none; None if the film is damaged."""
    try:
        with open_file(path) as file:
            if kind == MP4:
                return mp4_comment(file, MOST_HEADER_BYTES)
            with _opened(Bounded(file, MOST_HEADER_BYTES), kind) as container:
                return container.metadata.get("comment", "") or container.metadata.get("COMMENT", "")
    except PermissionError:
        return ""  # nobody's film can be judged unread
    except (OSError, ValueError, IndexError):  # av's own errors are OSErrors and ValueErrors
        return None


def _frames(path: Path, kind: Format) -> int | None:
    """The number of frames in a film, as its packets have them; None if it is damaged."""
    try:
        with open_file(path) as file, _opened(Bounded(file, MOST_FILM_BYTES), kind) as container:
            return sum(1 for packet in container.demux(video=0) if packet.size and not packet.is_corrupt)
    except (OSError, ValueError, IndexError):
        return None


def _opened(file: Bounded, kind: Format) -> InputContainer:
    """A film as the library has it.

    It gets an open file and is told what it is: from a name it might make an address (`http:`), and from the content a
    list of other files to read.
    """
    import av

    return av.open(file, "r", format=kind.name)


def _refuse(path: Path, what: str) -> NoReturn:
    raise InputError(
        f"{quoted(str(path))} exists and is not {what}; choose another --name or --out, or --force to replace it"
    )


def _frames_made(clip: Clip) -> bool:
    if not clip.path.is_dir():
        return False
    names = [frame_name(number) for number in range(clip.frames)]
    if [path.name for path in _entries(clip.path)] != sorted(names):
        return False
    return all(is_sealed(clip.path / name, clip.comment) for name in names)


def _entries(folder: Path) -> list[Path]:
    """What is in a folder; nothing if another command has just taken it away to replace it."""
    try:
        return sorted(folder.iterdir())
    except FileNotFoundError:
        return []


def frame_name(number: int) -> str:
    """The file of a frame, counted from 0, in a folder of frames, where it is counted from 1."""
    return f"{number + 1:05}.png"
