"""Encoding: frames to one H.264 stream in an MP4 that players show in the colours that were painted."""

from __future__ import annotations

from fractions import Fraction
from pathlib import Path
from types import TracebackType

import av
import numpy as np
from av.video.reformatter import ColorRange, Colorspace, Interpolation

BT709 = 1  # of ITU-T H.273: primaries, transfer and matrix alike
TAGS = "colorprim=bt709:transfer=bt709:colormatrix=bt709"
OPTIONS = {"preset": "veryfast", "crf": "18", "x264-params": f"keyint=300:{TAGS}"}
THREADS = 2  # pinned, because x264's output depends on it
EXACT = Interpolation.AREA | Interpolation.ACCURATE_RND | Interpolation.FULL_CHR_H_INP  # no drift of colours


class Encoder:
    """One film being written: 8-bit 4:2:0 BT.709, constant frame rate, the index (`moov`) before the data.

    Raises
    ------
    OSError, av.FFmpegError
        when the file cannot be written.
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
        self._frame: av.VideoFrame | None = None
        self._count = 0

    def __enter__(self) -> Encoder:
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, at: TracebackType | None) -> None:
        if kind is None:
            self._container.mux(self._stream.encode(None))
        self._container.close()

    def write(self, pixels: np.ndarray) -> None:
        """The next frame: (height, width, 4) RGBA bytes."""
        frame = av.VideoFrame.from_ndarray(pixels, format="rgba")
        self._frame = frame.reformat(
            format="yuv420p",
            dst_colorspace=Colorspace.ITU709,
            dst_color_range=ColorRange.MPEG,
            interpolation=EXACT,
        )
        self.repeat()

    def repeat(self) -> None:
        """The next frame is the one before, which costs next to nothing."""
        assert self._frame is not None, "there is no frame to repeat yet"
        self._frame.pts, self._frame.time_base = self._count, Fraction(1, self._stream.codec_context.framerate)
        self._container.mux(self._stream.encode(self._frame))
        self._count += 1
