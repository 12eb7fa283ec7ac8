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


def planes_with_opacity(pixels: np.ndarray, behind: str) -> tuple[np.ndarray, np.ndarray, np.ndarray, np.ndarray]:
    """The same of a picture whose channels are multiplied by opacity, and opacity as a fourth plane at full size.

    Y', Cb and Cr are what they were before that, chroma averaged by opacity; where there is nothing they are those of
    the colour `behind`, which is what players show that know of no opacity.
    """
    nothing = [round(255 * channel) for channel in bt709(behind)]
    opacity = pixels[..., 3]
    luma = _straight(pixels[..., 0], opacity, nothing[0])
    quads = _quads(opacity)
    blue, red = (_straight(_quads(pixels[..., i]), quads, nothing[i]) for i in (1, 2))
    return luma, blue, red, opacity.copy()


def straight(pixels: np.ndarray) -> np.ndarray:
    """(h, w, 4) bytes whose colours are multiplied by opacity, without that; black where there is nothing."""
    made = pixels.copy()
    opacity = pixels[..., 3]
    if opacity.min(initial=255) < 255:
        for i in range(3):
            made[..., i] = _straight(pixels[..., i], opacity, 0)
    return made


def _straight(channel: np.ndarray, opacity: np.ndarray, nothing: int) -> np.ndarray:
    """A channel by its opacity, rounded."""
    shown = np.maximum(opacity, 1).astype(np.uint32)
    made = np.minimum((channel.astype(np.uint32) * 255 + shown // 2) // shown, 255)
    return np.where(opacity == 0, nothing, made).astype(np.uint8)


def _quads(channel: np.ndarray) -> np.ndarray:
    """The sum over each 2 × 2 block."""
    pairs = np.add(channel[0::2], channel[1::2], dtype=np.uint16)
    quads: np.ndarray = pairs[:, 0::2] + pairs[:, 1::2]
    return quads
