"""Drawing: a picture to a film, frame by frame, with the frame count in our own hands."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from scenes.storyboard.picture import Picture
from scenes.storyboard.storyboard import FrameClock

from .engine import engine

Progress = Callable[[int, int], None]


def draw_film(
    picture: Picture, width: int, height: int, fps: int, path: Path, comment: str, progress: Progress
) -> None:
    """Write the whole film to `path`; `progress(frames done, frames in all)` is called after every frame."""
    with engine():
        from scenes.stage.stage import Stage

        from .colour import bt709
        from .encode import Encoder
        from .painter import Painter

        clock = FrameClock(picture.storyboard, fps)
        stage = Stage(picture, bt709)
        painter = Painter(picture.frame, picture.theme, width, height, fps, bt709)
        with Encoder(path, width, height, fps, comment) as encoder:
            for number in range(clock.frames):
                changed = painter.paint(stage.pose(*clock.moment(number)))
                encoder.write(painter.pixels, changed)
                progress(number + 1, clock.frames)
