"""Colour as the film stores it: painting in it saves converting frames; as it is affine, blending stays right."""

from __future__ import annotations

from functools import lru_cache

import numpy as np

from scenes.storyboard.theme import rgb

RED, BLUE = 0.2126, 0.0722  # of luma, in ITU-R BT.709


@lru_cache(maxsize=1024)
def bt709(colour: str) -> tuple[float, float, float]:
    """(Y', Cb, Cr) of `#RRGGBB` in limited range, as shares of 255: Y' = 16…235, Cb and Cr = 16…240 (ITU-R BT.709)."""
    r, g, b = (channel / 255 for channel in rgb(colour))
    luma = RED * r + (1 - RED - BLUE) * g + BLUE * b
    blue, red = (b - luma) / (2 * (1 - BLUE)), (r - luma) / (2 * (1 - RED))
    return (16 + 219 * luma) / 255, (128 + 224 * blue) / 255, (128 + 224 * red) / 255


def planes(pixels: np.ndarray) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    """Luma, and both chromas at half the size, of a picture (2h, 2w, ≥ 3) painted in Y', Cb, Cr: 4:2:0."""
    pairs = np.add(pixels[0::2, :, 1:3], pixels[1::2, :, 1:3], dtype=np.uint16)
    quads = pairs[:, 0::2] + pairs[:, 1::2]
    halves = ((quads + 2) >> 2).astype(np.uint8)
    return pixels[..., 0].copy(), halves[..., 0], halves[..., 1]
