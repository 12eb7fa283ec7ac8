"""Codecs: what an encoder of video is told, beside the size and the rate."""

from __future__ import annotations

from dataclasses import dataclass, field

from .encoder_profiles import EncoderProfile


@dataclass(frozen=True)
class Codec:
    """A codec by the name that FFmpeg's libraries have for it.

    `container`: what its stream is kept in. `pixels`: the layout of a frame's planes. `behind`: of a transparent film,
    the colour that is stored where there is nothing; None if the film is opaque.
    """

    name: str
    container: str
    pixels: str
    options: dict[str, str]
    container_options: dict[str, str] = field(default_factory=dict)
    behind: str | None = None


def h264_codec(profile: EncoderProfile) -> Codec:
    """H.264 for MP4."""
    return Codec("libx264", "mp4", "yuv420p", profile.options)
