"""VP9: how libvpx is told to spend its time, for the same profiles as H.264."""

from __future__ import annotations

from .codec import Codec
from .encoder_profiles import EncoderProfile

# Chosen to look as good as H.264 in the same profile: the quantiser's constant (0 the best, 63 the least), and how
# quickly it decides. The slow one takes ten times as long and a quarter less room.
_CRF = {"fast": 42, "balanced": 34, "small": 36}
_SPENT = {
    "fast": {"deadline": "realtime", "cpu-used": "8"},
    "balanced": {"deadline": "realtime", "cpu-used": "5"},
    "small": {"deadline": "good", "cpu-used": "2"},
}
FINER = 12  # steps of the quantiser where there is opacity, whose edges show on any page

# A key frame at the start and nowhere else, no frame that refers to later ones (which opacity does not bear, and which
# would reach beyond a segment), and one thread, because their number changes the bytes.
_ALWAYS = {
    "b": "0", "g": "99999", "auto-alt-ref": "0", "lag-in-frames": "0", "row-mt": "0", "tile-columns": "0",
    "tune-content": "screen",
}  # fmt: skip


BITEXACT = {"fflags": "+bitexact"}  # of the container: no number in it is drawn by lot


def vp9_codec(profile: EncoderProfile, behind: str | None) -> Codec:
    """VP9 for WebM; `behind`: the colour behind a transparent film, None for an opaque one."""
    if behind is None:
        crf, pixels = _CRF[profile.name], "yuv420p"
    else:
        crf, pixels = _CRF[profile.name] - FINER, "yuva420p"
    options = {**_SPENT[profile.name], **_ALWAYS, "crf": str(crf)}
    return Codec("libvpx-vp9", "webm", pixels, options, BITEXACT, behind)
