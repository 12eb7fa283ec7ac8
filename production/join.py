"""Joining: segments that were encoded apart become one film, without being encoded again."""

from __future__ import annotations

import io
from collections.abc import Iterable
from pathlib import Path

import av

from .vp9 import BITEXACT


def join(segments: Iterable[bytes], fps: int, path: Path, comment: str) -> None:
    """Write segments one after another to an MP4 with its index (`moov`) before the data.

    Raises
    ------
    OSError, av.FFmpegError
        when the file cannot be written.
    ValueError
        when the segments do not belong together: another size, or other settings of the encoder.
    """
    _join(segments, fps, path, comment, "mp4", {"movflags": "faststart"}, "yuv420p")


def join_webm(segments: Iterable[bytes], fps: int, path: Path, comment: str, transparent: bool) -> None:
    """The same for WebM, with its index (`Cues`) before the data, and with no number in it that is drawn by lot."""
    options = {**BITEXACT, "cues_to_front": "1"}
    _join(segments, fps, path, comment, "webm", options, "yuva420p" if transparent else "yuv420p")


def _join(
    segments: Iterable[bytes],
    fps: int,
    path: Path,
    comment: str,
    container: str,
    options: dict[str, str],
    pixels: str,
) -> None:
    frames, streams = 0, set()
    # by an absolute path, because a folder called `http:` or `pipe:` would make an address of it
    with av.open(str(path.absolute()), "w", format=container, options=options) as film:
        film.metadata["comment"] = comment
        video = None
        for data in segments:
            with av.open(io.BytesIO(data), "r") as segment:
                source = segment.streams.video[0]
                context = source.codec_context
                streams.add((context.width, context.height, bytes(context.extradata or b"")))
                if len(streams) > 1:
                    raise ValueError("segments were encoded with different settings")
                if video is None:
                    video = film.add_stream_from_template(source)
                    video.pix_fmt = pixels  # a reader is not told of opacity; the container must be
                for packet in segment.demux(source):
                    if packet.pts is None or packet.dts is None:
                        continue  # the end of the stream
                    packet.pts = packet.dts = round(frames / (fps * packet.time_base))
                    packet.stream = video
                    film.mux(packet)
                    frames += 1
