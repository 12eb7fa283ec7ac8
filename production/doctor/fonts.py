"""The bundled fonts: there, whole, and the very files that the layout was measured with."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from io import BytesIO

from ..made_by import PROJECT
from ..options import Options
from .finding import Finding, ok, why, wrong

FOLDER = PROJECT / "scenes" / "storyboard" / "fonts"
SHA256 = {
    "SourceSans3-Regular.ttf": "4644c81b86ec9caaa76b634889968ed3c4f4f52f054855933acc7c2b21e53b0f",
    "SourceSans3-Semibold.ttf": "a3f4f8dcf343a8f24dc61951de93f3ba1558b15cd250ba24af8a40e957081b7d",
}
_SAMPLE = "0123456789gh−·Σ"  # what no film does without
_FIX = "git checkout -- scenes/storyboard/fonts"


def fonts(_: Options) -> Iterator[Finding]:
    """Each file by its digest, and whether it can be read."""
    for name, digest in SHA256.items():
        topic = name.removesuffix(".ttf")
        try:
            content = (FOLDER / name).read_bytes()
        except OSError as error:
            yield wrong(topic, f"cannot be read: {error.strerror}", _FIX)
            continue
        if hashlib.sha256(content).hexdigest() != digest:
            yield wrong(topic, "is not the file that the project ships", _FIX)
        else:
            yield _read(topic, content)


def _read(topic: str, content: bytes) -> Finding:
    from fontTools.ttLib import TTFont

    try:
        known = TTFont(BytesIO(content), lazy=True).getBestCmap()
    except Exception as error:  # a broken library fails in every way there is
        return wrong(topic, f"is whole, but fontTools cannot read it ({why(error)})", _FIX)
    missing = [c for c in _SAMPLE if ord(c) not in known]
    return wrong(topic, f"has no {missing[0]}", _FIX) if missing else ok(topic, f"whole, {len(known)} characters")
