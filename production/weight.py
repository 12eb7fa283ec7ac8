"""Weight: how large a finished clip is, and what it would be well to know of that."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from .product import Drawn

MOST_BYTES = 5_000_000  # past that, what shows pictures in a README does not show it
MOST_SECONDS = 5.0  # past that, what moves by itself must have a way to be paused (WCAG 2.2.2)


def weight(path: Path) -> int:
    """Bytes of a file, or of all files in a folder."""
    return (
        sum(file.stat().st_size for file in path.rglob("*") if file.is_file()) if path.is_dir() else path.stat().st_size
    )


def megabytes(path: Path) -> str:
    """The same for people, `0.4 MB`."""
    return f"{weight(path) / 1e6:.1f} MB"


def size_line(clip: Drawn) -> str:
    """What was made, and how large it is."""
    return f"{clip.path}: {clip.fact}, {megabytes(clip.path)}"


def warnings(clips: Sequence[Drawn]) -> list[str]:
    """A line for everything about clips that may be unwelcome where they go."""
    lines = [
        f"{clip.path} has {megabytes(clip.path)}, more than the 5 MB that many pages take; a smaller --width helps"
        for clip in clips
        if not clip.format.is_folder and weight(clip.path) > MOST_BYTES
    ]
    repeating = [clip for clip in clips if clip.format.plays and clip.request.plays != 1]
    long = [clip.path for clip in repeating if clip.request.storyboard.seconds > MOST_SECONDS]
    if long:
        those = f"{long[0]} repeats" if len(long) == 1 else f"{long[0]} and {len(long) - 1} more repeat"
        why = "which WCAG 2.2.2 asks for past 5 s"
        lines.append(f"{those} and cannot be paused, {why}; --loop 1 plays once, mp4 can be paused")
    return lines
