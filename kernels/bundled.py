"""The picture that comes with the films, drawn from numbers: a letter R with a ball beside its bowl."""

from __future__ import annotations

from functools import cache

import numpy as np
import numpy.typing as npt

from kernels.image import Image

NAME = "letter-r"
SIZE = 64  # pixels along each axis
FINE = 8  # points along each axis of a pixel, whose mean it is
LETTER, BALL = 225, 250  # grey of the letter, and of the ball where the light falls on it

Grid = npt.NDArray[np.float64]


@cache
def bundled_image() -> Image:
    """The letter R, which no flip and no turn leaves as it is, and a ball lit from the upper left; grey, on black."""
    at = (np.arange(SIZE * FINE) + 0.5) / FINE
    y, x = np.meshgrid(at, at, indexing="ij")
    fine = np.where(_letter(x, y), float(LETTER), 0.0)
    ball = (x - 50) ** 2 + (y - 17) ** 2 <= 9**2
    fine[ball] = _shaded(x, y)[ball]
    grey = fine.reshape(SIZE, FINE, SIZE, FINE).mean(axis=(1, 3))
    return Image(np.rint(grey)[..., None].astype(np.uint8), NAME, "the letter R and a ball, 64×64, grey on black")


def _letter(x: Grid, y: Grid) -> npt.NDArray[np.bool_]:
    """Stem, bowl and leg."""
    stem = (x >= 10) & (x < 18) & (y >= 7) & (y < 57)
    outer = ((x - 24) / 15) ** 2 + ((y - 20.5) / 13.5) ** 2 <= 1
    inner = ((x - 24) / 8) ** 2 + ((y - 20.5) / 6.5) ** 2 <= 1
    bar = (x >= 10) & (x < 24) & (((y >= 7) & (y < 14)) | ((y >= 27) & (y < 34)))
    bowl = (outer & ~inner & (x >= 24)) | bar
    leg = (y >= 30) & (y < 57) & (np.abs(x - 22 - (y - 30) * 0.75) <= 5) & (x >= 18)
    return stem | bowl | leg


def _shaded(x: Grid, y: Grid) -> Grid:
    """The ball's brightness falls with the distance from where the light meets it."""
    return np.clip(BALL - 13.0 * np.hypot(x - 46.5, y - 13.5), 40.0, float(BALL))
