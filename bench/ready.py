"""Frames that are ready in YUV: what an encoder would be given if nothing had to be drawn, and how true its work is."""

from __future__ import annotations

import io
from collections.abc import Iterable, Mapping, Sequence
from fractions import Fraction

import av
import numpy as np

from production.encode import Patch, mend, patches
from production.engine import engine
from scenes.storyboard.picture import Picture
from scenes.storyboard.storyboard import FrameClock

EVERY = 5  # frames from one that is compared to the next


def ready_frames(picture: Picture, width: int, height: int, fps: int) -> list[list[Patch]]:
    """Every frame of a film as what differs from the one before."""
    with engine():
        from production.colour import bt709
        from production.painter import Painter
        from scenes.stage.stage import Stage

        clock, stage = FrameClock(picture.storyboard, fps), Stage(picture, bt709)
        painter = Painter(picture.frame, picture.theme, width, height, fps, bt709)
        moments = (clock.moment(number) for number in range(clock.frames))
        return [patches(painter.pixels, painter.paint(stage.pose(*moment))) for moment in moments]


def whole_at(frames: Sequence[Sequence[Patch]], number: int) -> list[Patch]:
    """A frame that needs none before it."""
    (box, first), *_ = frames[0]
    planes = [plane.copy() for plane in first]
    for changed in frames[1 : number + 1]:
        mend(planes, changed)
    return [(box, (planes[0], planes[1], planes[2]))]


class Planes:
    """A frame in 4:2:0 that is mended from one frame to the next."""

    def __init__(self, width: int, height: int) -> None:
        self.frame = av.VideoFrame(width, height, "yuv420p")
        self.planes = [np.asarray(memoryview(plane)).reshape(-1, plane.line_size) for plane in self.frame.planes]

    def show(self, changed: Sequence[Patch]) -> None:
        """Become the next frame."""
        mend(self.planes, changed)


def encoded(
    frames: Iterable[Sequence[Patch]], width: int, height: int, fps: int, options: Mapping[str, str], threads: int = 1
) -> bytes:
    """One stream in MP4."""
    file, at = io.BytesIO(), Planes(width, height)
    with av.open(file, "w", format="mp4") as container:
        stream = container.add_stream("libx264", rate=fps, options=dict(options))
        stream.width, stream.height, stream.pix_fmt = width, height, "yuv420p"
        stream.codec_context.thread_count = threads
        at.frame.time_base = Fraction(1, fps)
        for number, changed in enumerate(frames):
            at.show(changed)
            at.frame.pts = number
            container.mux(stream.encode(at.frame))
        container.mux(stream.encode(None))
    return file.getvalue()


def psnr(film: bytes, frames: Sequence[Sequence[Patch]], width: int, height: int) -> tuple[float, float, float]:
    """Peak signal to noise (dB) of luma and both chromas, over every fifth frame: 10 log₁₀(255² / mean of squares)."""
    at = Planes(width, height)
    squares, count = np.zeros(3), np.zeros(3)
    with av.open(io.BytesIO(film), "r") as container:
        for number, frame in enumerate(container.decode(video=0)):
            at.show(frames[number])
            if number % EVERY:
                continue
            for i, (plane, true) in enumerate(zip(frame.planes, at.planes, strict=True)):
                shown = np.frombuffer(plane, np.uint8).reshape(-1, plane.line_size)[:, : plane.width]
                error = shown.astype(np.int32) - true[:, : plane.width]
                squares[i] += float((error * error).sum())
                count[i] += error.size
    y, cb, cr = 10 * np.log10(255**2 / np.maximum(squares / count, 1e-9))
    return float(y), float(cb), float(cr)
