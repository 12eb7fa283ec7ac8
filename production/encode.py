"""Encoding: frames to one stream of video that players show in the colours that were painted."""

from __future__ import annotations

import io
from collections import deque
from collections.abc import Sequence
from concurrent.futures import Future, ThreadPoolExecutor
from fractions import Fraction
from types import TracebackType

import av
import numpy as np
from av.video.reformatter import ColorRange

from .codec import Codec, h264_codec
from .colour import planes, planes_with_opacity
from .encoder_profiles import EncoderProfile

BT709 = 1  # of ITU-T H.273: primaries, transfer and matrix alike
AHEAD = 32  # frames that painting may be ahead of encoding,
AHEAD_BYTES = 48 * 2**20  # and what they may hold: a whole frame of 2160p has 12 MB, 21 with opacity

Box = tuple[int, int, int, int]  # left, top, right, bottom in pixels
Patch = tuple[Box, tuple[np.ndarray, ...]]


class Encoder:
    """One segment being encoded, into memory: 8-bit 4:2:0 BT.709 at a constant frame rate, its first frame a key frame.

    `beside`: in a thread of its own, outside the interpreter's lock, while the next frame is painted; otherwise at
    once, which costs less where all cores are busy. `codec`: H.264 in MP4 if none is given. `data` is the whole
    segment, once the encoder is left.

    Raises
    ------
    av.FFmpegError
        when a frame cannot be encoded; from `write` of a later frame, or at the end.
    """

    def __init__(
        self,
        width: int,
        height: int,
        fps: int,
        profile: EncoderProfile,
        beside: bool = True,
        codec: Codec | None = None,
    ) -> None:
        codec = codec or h264_codec(profile)
        self._behind = codec.behind
        self._file = io.BytesIO()
        self._container = av.open(self._file, "w", format=codec.container, options=codec.container_options)
        stream = self._container.add_stream(codec.name, rate=fps, options=codec.options)
        assert isinstance(stream, av.VideoStream)
        self._stream = stream
        self._stream.width, self._stream.height, self._stream.pix_fmt = width, height, codec.pixels
        self._stream.time_base = Fraction(1, fps)
        context = self._stream.codec_context
        context.thread_count = 1
        context.color_range = ColorRange.MPEG
        context.colorspace = context.color_primaries = context.color_trc = BT709
        self._frame = av.VideoFrame(width, height, codec.pixels)
        self._frame.time_base = Fraction(1, fps)  # the stream's own becomes the container's once it is open
        self._frame.color_range, self._frame.colorspace = ColorRange.MPEG, BT709
        self._planes = [np.asarray(memoryview(plane)).reshape(-1, plane.line_size) for plane in self._frame.planes]
        self._count = 0
        self._thread = ThreadPoolExecutor(1) if beside else None
        self._ahead: deque[tuple[Future[None], int]] = deque()
        self.data = b""

    def __enter__(self) -> Encoder:
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, at: TracebackType | None) -> None:
        try:
            if kind is None:
                self._wait(0, 0)
                self._container.mux(self._stream.encode(None))
        finally:
            if self._thread is not None:
                self._thread.shutdown(cancel_futures=True)
            self._container.close()
        self.data = self._file.getvalue()

    def write(self, pixels: np.ndarray, changed: Sequence[Box]) -> None:
        """The next frame: (height, width, 4) bytes painted in Y', Cb, Cr, that differ from the last in `changed`."""
        self.write_patches(patches(pixels, changed, self._behind))

    def write_patches(self, patches: Sequence[Patch]) -> None:
        """The next frame, as the parts of its planes that differ from the last one's."""
        if self._thread is None:
            self._encode(patches)
            return
        size = sum(plane.nbytes for _, parts in patches for plane in parts)
        self._ahead.append((self._thread.submit(self._encode, patches), size))
        self._wait(AHEAD, AHEAD_BYTES)

    def _wait(self, frames: int, size: int) -> None:
        """Until no more frames are still to be encoded, with no more bytes."""
        while len(self._ahead) > frames or sum(held for _, held in self._ahead) > size:
            self._ahead.popleft()[0].result()

    def _encode(self, patches: Sequence[Patch]) -> None:
        mend(self._planes, patches)
        self._frame.pts = self._count
        self._container.mux(self._stream.encode(self._frame))
        self._count += 1


def patches(pixels: np.ndarray, changed: Sequence[Box], behind: str | None = None) -> list[Patch]:
    """The parts of a picture painted in Y', Cb, Cr that lie in `changed`, as planes in 4:2:0.

    `behind`: of a transparent picture, the colour that it has where there is nothing; opacity is then a plane, too.
    """
    made: list[Patch] = []
    for box in (_even(box, pixels) for box in changed):
        part = pixels[box[1] : box[3], box[0] : box[2]]
        made.append((box, planes(part) if behind is None else planes_with_opacity(part, behind)))
    return made


def mend(whole: Sequence[np.ndarray], patches: Sequence[Patch]) -> None:
    """Lay patches over the planes of a frame."""
    for (left, top, right, bottom), (luma, blue, red, *opacity) in patches:
        full = slice(top, bottom), slice(left, right)
        half = slice(top // 2, bottom // 2), slice(left // 2, right // 2)
        whole[0][full], whole[1][half], whole[2][half] = luma, blue, red
        if opacity:
            whole[3][full] = opacity[0]


def _even(box: Box, pixels: np.ndarray) -> Box:
    """The smallest box around it whose corners lie between 2 × 2 blocks, as 4:2:0 wants."""
    height, width = pixels.shape[:2]
    left, top, right, bottom = box
    return left & ~1, top & ~1, min((right + 1) & ~1, width), min((bottom + 1) & ~1, height)
