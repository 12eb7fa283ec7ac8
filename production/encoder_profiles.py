"""Encoder profiles: how H.264 is told to spend its time, measured on these films (`./run python -m bench`)."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class EncoderProfile:
    """Settings of libx264 by name.

    Constant quality and no B-frames, so that a segment depends on nothing outside of it and segments join; one thread,
    because the number of threads changes the bytes: other cores serve other segments.
    """

    name: str
    preset: str
    qp: int
    tools: str

    @property
    def options(self) -> dict[str, str]:
        """What libx264 is given."""
        return {"preset": self.preset, "qp": str(self.qp), "x264-params": f"{self.tools}:{_ALWAYS}"}


# A key frame at the start of each segment and nowhere else. It stays on screen where nothing moves, so that bits spent
# on it (ipratio) pay in every frame after it.
_ALWAYS = (
    "threads=1:bframes=0:weightp=0:mbtree=0:keyint=infinite:scenecut=0:colorprim=bt709:transfer=bt709:colormatrix=bt709"
)

ENCODER_PROFILES = (
    EncoderProfile("fast", "ultrafast", 28, "ipratio=2:chroma-qp-offset=-2"),
    EncoderProfile(
        "balanced",
        "ultrafast",
        25,
        "cabac=1:8x8dct=1:partitions=i4x4,i8x8,p8x8:subme=0:trellis=1:ref=4:ipratio=1.6:chroma-qp-offset=-3",
    ),
    EncoderProfile("small", "slow", 26, "trellis=2:ipratio=3:chroma-qp-offset=-2"),
)
