"""Drawing: one segment of a picture to an encoded stream, frame by frame, with the frame count in our own hands."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from contextlib import contextmanager

from scenes.storyboard.picture import Picture
from scenes.storyboard.storyboard import FrameClock

from .encoder_profiles import EncoderProfile
from .engine import engine
from .segments import Segment


def draw_segment(
    picture: Picture, size: tuple[int, int], fps: int, profile: EncoderProfile, segment: Segment, beside: bool = True
) -> bytes:
    """The segment as one H.264 stream in MP4; its bytes depend on these arguments and on nothing else.

    `beside`: encode while the next frame is painted; the bytes are the same.
    """
    with engine():
        from scenes.stage.stage import Stage

        from .colour import bt709
        from .encode import Encoder
        from .painter import Painter

        clock = FrameClock(picture.storyboard, fps)
        stage = Stage(picture, bt709)
        painter = Painter(picture.frame, picture.theme, *size, fps, bt709)
        with _quick_turns(), Encoder(*size, fps, profile, beside) as encoder:
            for number in segment.frames:
                changed = painter.paint(stage.pose(*clock.moment(number)))
                encoder.write(painter.pixels, changed)
        return encoder.data


@contextmanager
def _quick_turns() -> Iterator[None]:
    """Let the encoder's thread have its turn soon: it needs the interpreter for moments only, between long absences."""
    before = sys.getswitchinterval()
    sys.setswitchinterval(0.0002)
    try:
        yield
    finally:
        sys.setswitchinterval(before)
