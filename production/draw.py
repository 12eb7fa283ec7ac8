"""Drawing: one segment of a picture to encoded bytes, frame by frame, with the frame count in our own hands."""

from __future__ import annotations

import sys
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from typing import TYPE_CHECKING

from scenes.storyboard.picture import Picture
from scenes.storyboard.storyboard import FrameClock

from .encoder_profiles import EncoderProfile
from .engine import engine
from .formats import APNG, GIF, PNG, WEBP, Format
from .segments import Segment

if TYPE_CHECKING:
    import numpy as np

    from scenes.stage.mobjects import Channels

    from .painter import Box


def draw_segment(
    picture: Picture, size: tuple[int, int], fps: int, profile: EncoderProfile, segment: Segment, beside: bool = True
) -> bytes:
    """The segment as one H.264 stream in MP4; its bytes depend on these arguments and on nothing else.

    `beside`: encode while the next frame is painted; the bytes are the same.
    """
    with engine():
        from .colour import bt709
        from .encode import Encoder

        with _quick_turns(), Encoder(*size, fps, profile, beside) as encoder:
            for pixels, changed in painted(picture, size, fps, segment, bt709):
                encoder.write(pixels, changed)
        return encoder.data


def draw_webm(
    picture: Picture,
    size: tuple[int, int],
    fps: int,
    profile: EncoderProfile,
    segment: Segment,
    beside: bool = True,
    transparent: bool = False,
) -> bytes:
    """The segment as one VP9 stream in WebM, with a second one for its opacity if it is `transparent`."""
    with engine():
        from .colour import bt709
        from .encode import Encoder
        from .vp9 import vp9_codec

        codec = vp9_codec(profile, picture.theme.background if transparent else None)
        with _quick_turns(), Encoder(*size, fps, profile, beside, codec) as encoder:
            for pixels, changed in painted(picture, size, fps, segment, bt709, transparent):
                encoder.write(pixels, changed)
        return encoder.data


def draw_pictures(
    picture: Picture,
    size: tuple[int, int],
    fps: int,
    segment: Segment,
    kind: Format,
    transparent: bool = False,
    plays: int = 0,
) -> bytes:
    """The segment as pictures in sRGB: an animation that plays so many times (0: for ever), or an archive of PNGs."""
    with engine():
        from scenes.stage.mobjects import as_rgb

        from .changes import changes

        frames = painted(picture, size, fps, segment, as_rgb, transparent)
        shown = changes(frames, transparent)
        if kind == GIF:
            from .gif import gif
            from .palette import shared_palette

            return gif(shown, size, fps, plays, shared_palette(_samples(picture, size, segment)))
        if kind == WEBP:
            from .webp import webp

            return webp(shown, size, fps, plays)
        if kind == APNG:
            from .apng import apng

            return apng(shown, size, fps, plays)
        if kind == PNG:
            from .frames import archive

            return archive(shown, size, transparent)
        raise ValueError(f"{kind.name} is not made of pictures")


def painted(
    picture: Picture,
    size: tuple[int, int],
    fps: int,
    segment: Segment,
    channels: Channels,
    transparent: bool = False,
) -> Iterator[tuple[np.ndarray, Sequence[Box]]]:
    """Every frame of a segment: its pixels, (height, width, 4) in `channels` and opacity, and where they changed.

    Colours are multiplied by opacity. The array is the same one each time, mended in place.
    """
    from scenes.stage.stage import Stage

    from .painter import Painter

    clock = FrameClock(picture.storyboard, fps)
    stage = Stage(picture, channels)
    painter = Painter(picture.frame, picture.theme, *size, fps, channels, transparent)
    for number in segment.frames:
        changed = painter.paint(stage.pose(*clock.moment(number)))
        yield painter.pixels, changed


def _samples(picture: Picture, size: tuple[int, int], segment: Segment) -> Iterator[np.ndarray]:
    """A ninth of the pixels of the middle of every beat, where things fade and glide, and of its end."""
    from scenes.stage.mobjects import as_rgb
    from scenes.stage.stage import Stage

    from .painter import Painter

    stage, painter = Stage(picture, as_rgb), Painter(picture.frame, picture.theme, *size, 1, as_rgb)
    starts = picture.storyboard.starts
    for beat in segment.beats:
        for place in (0.5, 1.0):
            moment = starts[beat] + (starts[beat + 1] - starts[beat]) * place - 1e-6
            if painter.paint(stage.pose(beat, moment)):
                yield painter.pixels[::3, ::3]


@contextmanager
def _quick_turns() -> Iterator[None]:
    """Let the encoder's thread have its turn soon: it needs the interpreter for moments only, between long absences."""
    before = sys.getswitchinterval()
    sys.setswitchinterval(0.0002)
    try:
        yield
    finally:
        sys.setswitchinterval(before)
