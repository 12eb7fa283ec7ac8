"""What a rival hands back: the film that it made, and how many frames that has."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path


@dataclass(frozen=True)
class RivalFilm:
    """A film made by other means than ours."""

    path: Path
    frames: int
