"""Encoding: frames to one H.264 stream in an MP4 that players show in the colours that were painted."""

from __future__ import annotations

from collections import deque
from collections.abc import Sequence
from concurrent.futures import Future, ThreadPoolExecutor
from fractions import Fraction
from pathlib import Path
from types import TracebackType

import av
import numpy as np
from av.video.reformatter import ColorRange

from .colour import planes

BT709 = 1  # of ITU-T H.273: primaries, transfer and matrix alike
# For flat graphics, where few tools pay: constant quality, finer in chroma, whose errors show as wrong tap colours.
OPTIONS = {
    "preset": "ultrafast",
    "qp": "24",
    "x264-params": "cabac=1:8x8dct=1:partitions=i4x4,i8x8,p8x8:subme=2:ref=3:trellis=1:chroma-qp-offset=-6:keyint=600:"
    "colorprim=bt709:transfer=bt709:colormatrix=bt709",
}
THREADS = 2  # pinned, because x264's output depends on it
AHEAD = 32  # frames that painting may be ahead of encoding

Box = tuple[int, int, int, int]  # left, top, right, bottom in pixels
Patch = tuple[Box, tuple[np.ndarray, np.ndarray, np.ndarray]]


class Encoder:
    """One film being written: 8-bit 4:2:0 BT.709, constant frame rate, the index (`moov`) before the data.

    Encoding runs in a thread of its own, outside the interpreter's lock, while the next frame is painted.

    Raises
    ------
    OSError, av.FFmpegError
        when the file cannot be written; from `write` of a later frame, or at the end.
    """

    def __init__(self, path: Path, width: int, height: int, fps: int, comment: str) -> None:
        self._container = av.open(str(path), "w", format="mp4", options={"movflags": "faststart"})
        self._container.metadata["comment"] = comment
        self._stream = self._container.add_stream("libx264", rate=fps, options=OPTIONS)
        self._stream.width, self._stream.height, self._stream.pix_fmt = width, height, "yuv420p"
        self._stream.time_base = Fraction(1, fps)
        context = self._stream.codec_context
        context.thread_count = THREADS
        context.color_range = ColorRange.MPEG
        context.colorspace = context.color_primaries = context.color_trc = BT709
        self._frame = av.VideoFrame(width, height, "yuv420p")
        self._frame.time_base = Fraction(1, fps)  # the stream's own becomes the container's once it is open
        self._frame.color_range, self._frame.colorspace = ColorRange.MPEG, BT709
        self._planes = [np.asarray(memoryview(plane)).reshape(-1, plane.line_size) for plane in self._frame.planes]
        self._count = 0
        self._thread = ThreadPoolExecutor(1)
        self._ahead: deque[Future[None]] = deque()

    def __enter__(self) -> Encoder:
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, at: TracebackType | None) -> None:
        try:
            if kind is None:
                while self._ahead:
                    self._ahead.popleft().result()
                self._container.mux(self._stream.encode(None))
        finally:
            self._thread.shutdown(cancel_futures=True)
            self._container.close()

    def write(self, pixels: np.ndarray, changed: Sequence[Box]) -> None:
        """The next frame: (height, width, 4) bytes painted in Y', Cb, Cr, that differ from the last in `changed`."""
        patches = [
            (box, planes(pixels[box[1] : box[3], box[0] : box[2]])) for box in (_even(box, pixels) for box in changed)
        ]
        self._ahead.append(self._thread.submit(self._encode, patches))
        if len(self._ahead) > AHEAD:
            self._ahead.popleft().result()

    def _encode(self, patches: Sequence[Patch]) -> None:
        for (left, top, right, bottom), (luma, blue, red) in patches:
            self._planes[0][top:bottom, left:right] = luma
            half = slice(top // 2, bottom // 2), slice(left // 2, right // 2)
            self._planes[1][half], self._planes[2][half] = blue, red
        self._frame.pts = self._count
        self._container.mux(self._stream.encode(self._frame))
        self._count += 1


def _even(box: Box, pixels: np.ndarray) -> Box:
    """The smallest box around it whose corners lie between 2 × 2 blocks, as 4:2:0 wants."""
    height, width = pixels.shape[:2]
    left, top, right, bottom = box
    return left & ~1, top & ~1, min((right + 1) & ~1, width), min((bottom + 1) & ~1, height)
