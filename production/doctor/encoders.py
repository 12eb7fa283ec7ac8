"""Encoders, tried for real: a few frames are encoded, and decoded again."""

from __future__ import annotations

from collections.abc import Iterator
from io import BytesIO
from typing import Any

from ..options import Options
from .causes import remedy
from .finding import Finding, ok, why, wrong

_FRAMES, _SIZE = 3, 64
_FILMS = (("libx264", "mp4"), ("libvpx-vp9", "webm"))
_PICTURES = (("GIF", "gif"), ("WEBP", "webp"), ("PNG", "png, apng"))


def libraries(_: Options) -> Iterator[Finding]:
    """The libraries in PyAV."""
    import av

    found = (f"{name} {'.'.join(map(str, version))}" for name, version in sorted(av.library_versions.items()))
    kept = [text for text in found if text.startswith(("libavcodec", "libavformat", "libavutil", "libswscale"))]
    yield ok("video", ", ".join(kept))


def films(_: Options) -> Iterator[Finding]:
    """MP4 and WebM."""
    for codec, container in _FILMS:
        try:
            decoded = _film(codec, container)
        except Exception as error:
            yield wrong(container, f"{codec} does not encode ({why(error)})", remedy(error))
        else:
            if decoded == _FRAMES:
                yield ok(container, f"{codec} encodes, and is decoded again")
            else:
                yield wrong(container, f"{codec} lost frames: {decoded} of {_FRAMES} came back", remedy())


def pictures(_: Options) -> Iterator[Finding]:
    """GIF, WebP and PNG, all animated."""
    from PIL import Image, __version__

    for kind, formats in _PICTURES:
        try:
            shades = [Image.new("RGB", (_SIZE, _SIZE), (90 * i, 0, 60)) for i in range(_FRAMES)]
            made = BytesIO()
            shades[0].save(made, kind, save_all=True, append_images=shades[1:], duration=100)
            with Image.open(made) as opened:
                frames = int(getattr(opened, "n_frames", 1))
        except Exception as error:
            yield wrong(formats, f"Pillow {__version__} does not write it ({why(error)})", remedy(error))
        else:
            if frames == _FRAMES:
                yield ok(formats, f"Pillow {__version__} writes it, and reads it again")
            else:
                yield wrong(formats, f"Pillow {__version__} lost frames: {frames} of {_FRAMES} came back", remedy())


def _film(codec: str, container: str) -> int:
    """How many frames came back of those that were encoded."""
    import av

    made = BytesIO()
    with av.open(made, "w", format=container) as film:
        stream: Any = film.add_stream(codec, rate=10)
        stream.width = stream.height = _SIZE
        stream.pix_fmt = "yuv420p"
        for number in range(_FRAMES):
            frame = av.VideoFrame(_SIZE, _SIZE, "yuv420p")
            for plane, level in zip(frame.planes, (40 + 60 * number, 128, 128), strict=True):
                plane.update(bytes([level]) * plane.buffer_size)
            frame.pts = number
            film.mux(stream.encode(frame))
        film.mux(stream.encode(None))
    made.seek(0)
    with av.open(made, "r") as again:
        return len(list(again.decode(video=0)))
