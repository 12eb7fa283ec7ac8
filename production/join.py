"""Joining: segments that were encoded apart become one film, without being encoded again."""

from __future__ import annotations

import io
from collections.abc import Sequence
from pathlib import Path

import av


def join(segments: Sequence[bytes], fps: int, path: Path, comment: str) -> None:
    """Write segments one after another to an MP4 with its index (`moov`) before the data.

    Raises
    ------
    OSError, av.FFmpegError
        when the file cannot be written.
    ValueError
        when the segments do not belong together: another size, or other settings of the encoder.
    """
    frames, streams = 0, set()
    with av.open(str(path), "w", format="mp4", options={"movflags": "faststart"}) as film:
        film.metadata["comment"] = comment
        video = None
        for data in segments:
            with av.open(io.BytesIO(data), "r") as segment:
                source = segment.streams.video[0]
                context = source.codec_context
                streams.add((context.width, context.height, bytes(context.extradata or b"")))
                if len(streams) > 1:
                    raise ValueError("segments were encoded with different settings")
                video = video or film.add_stream_from_template(source)
                for packet in segment.demux(source):
                    if packet.pts is None or packet.dts is None:
                        continue  # the end of the stream
                    offset = round(frames / (fps * packet.time_base))
                    packet.pts, packet.dts = packet.pts + offset, packet.dts + offset
                    packet.stream = video
                    film.mux(packet)
                frames += source.frames
