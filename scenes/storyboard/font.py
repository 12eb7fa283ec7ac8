"""The bundled font pair, read once: advances for the layout, outlines for the stage, so that both speak of one thing.

Source Sans 3 Regular and Semibold (Adobe, SIL Open Font License, `fonts/LICENSE.md`). Its figures all have one advance
width, so numbers that change do not jitter.
"""

from __future__ import annotations

from functools import cache, cached_property, lru_cache
from io import BytesIO
from pathlib import Path

import numpy as np

from kernels import InputError

from .shapes import Weight

FONT_FOLDER = Path(__file__).parent / "fonts"
ASCENT = 0.68  # em: a little above capitals and figures (0.66)
DESCENT = 0.22  # em: below the baseline; parentheses and descenders


class Face:
    """One weight of the font: characters to advances and outlines, both in em."""

    def __init__(self, path: Path) -> None:
        from fontTools.ttLib import TTFont  # here, because most commands never measure a text

        self._font = TTFont(BytesIO(path.read_bytes()), lazy=True)  # forked workers would share an open file's place
        self._em: int = self._font["head"].unitsPerEm

    @cached_property
    def characters(self) -> dict[int, str]:
        """Code point -> glyph name, for every character the font can show."""
        return dict(self._font.getBestCmap())

    def advance(self, character: str) -> float:
        """How far the pen moves, in em."""
        return float(self._font["hmtx"][self._glyph(character)][0]) / self._em

    def outline(self, character: str) -> np.ndarray:
        """The glyph's cubic curves as points (4n, 2) in em, y up, the pen at the origin."""
        from .outline import OutlinePen

        glyphs = self._font.getGlyphSet()
        pen = OutlinePen(glyphs)
        glyphs[self._glyph(character)].draw(pen)
        return np.array(pen.curves, dtype=float).reshape(-1, 2) / self._em

    def _glyph(self, character: str) -> str:
        try:
            return self.characters[ord(character)]
        except KeyError:
            raise InputError(
                f"the film's font has no character {character!r} (U+{ord(character):04X}); "
                "use Latin, Greek or Cyrillic letters"
            ) from None


@lru_cache
def face(weight: Weight) -> Face:
    """The face of a weight, opened once."""
    return Face(FONT_FOLDER / f"SourceSans3-{weight.value}.ttf")


@cache
def _advance(character: str, weight: Weight) -> float:
    return face(weight).advance(character)


@lru_cache(maxsize=4096)
def text_width(text: str, size_px: float, weight: Weight = Weight.REGULAR) -> float:
    """The advance width of `text` in layout pixels."""
    return sum(_advance(character, weight) for character in text) * size_px


@cache
def _outline(character: str, weight: Weight) -> np.ndarray:
    return face(weight).outline(character)


@lru_cache(maxsize=4096)
def text_outline(text: str, weight: Weight = Weight.REGULAR) -> np.ndarray:
    """All glyphs of `text` side by side as cubic curves (4n, 2) in em, y up, the baseline's start at the origin."""
    curves, x = [np.empty((0, 2))], 0.0
    for character in text:
        curves.append(_outline(character, weight) + np.array([x, 0.0]))
        x += _advance(character, weight)
    outline = np.concatenate(curves)
    outline.flags.writeable = False
    return outline


@lru_cache(maxsize=256)
def wrapped(text: str, width_px: float, size_px: float, weight: Weight = Weight.REGULAR) -> list[str]:
    """`text` broken at spaces into as few lines of at most `width_px` as greed allows, then evened out."""
    lines = _greedy(text, width_px, size_px, weight)
    narrow, wide = 0.0, width_px
    for _ in range(12):  # the narrowest width that needs no further line makes lines of one length
        middle = (narrow + wide) / 2
        if len(_greedy(text, middle, size_px, weight)) > len(lines):
            narrow = middle
        else:
            wide = middle
    return _greedy(text, wide, size_px, weight)


def _greedy(text: str, width_px: float, size_px: float, weight: Weight) -> list[str]:
    lines = [""]
    for word in text.split(" "):
        longer = f"{lines[-1]} {word}".lstrip()
        if lines[-1] and text_width(longer, size_px, weight) > width_px:
            lines.append(word)
        else:
            lines[-1] = longer
    return lines
