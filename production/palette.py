"""The palette: the 255 colours that a GIF of a film has from its first frame to its last."""

from __future__ import annotations

from collections.abc import Iterable

import numpy as np
from PIL import Image

COLOURS = 255  # one more says "as before"
EXACT = 160  # that are taken as they are: the flat colours, and the commonest of edges


def shared_palette(pictures: Iterable[np.ndarray]) -> np.ndarray:
    """(255, 3) bytes for pictures (h, w, ≥ 3): their commonest colours as they are, and the rest by median cut."""
    counts = np.zeros(0, np.int64)
    colours = np.zeros(0, np.int64)
    for picture in pictures:
        red, green, blue = (picture[..., i].astype(np.int64).ravel() for i in range(3))
        new, count = np.unique(red << 16 | green << 8 | blue, return_counts=True)
        colours, place = np.unique(np.concatenate([colours, new]), return_inverse=True)
        counts = np.bincount(place, np.concatenate([counts, count])).astype(np.int64)
    order = np.lexsort((colours, -counts))
    exact, rest = colours[order[:EXACT]], colours[order[EXACT:]]
    palette = np.zeros((COLOURS, 3), np.uint8)
    palette[: len(exact)] = _channels(exact)
    if len(rest):
        image = Image.fromarray(_channels(rest)[None])
        cut = image.quantize(COLOURS - EXACT, method=Image.Quantize.MEDIANCUT, dither=Image.Dither.NONE)
        found = np.array(cut.getpalette() or [], np.uint8).reshape(-1, 3)[: COLOURS - EXACT]
        palette[EXACT : EXACT + len(found)] = found
    return palette


class Nearest:
    """Finds for every pixel the palette's nearest colour, as its index; colours are told apart in steps of 4."""

    def __init__(self, palette: np.ndarray) -> None:
        self._palette = palette.astype(np.int32)
        self._steps = np.arange(64, dtype=np.int32) * 4 + 2
        self._table = np.full(64**3, -1, np.int16)
        own = _cells(palette)
        self._table[own[::-1]] = np.arange(len(own))[::-1]  # where several are near, the commonest, which comes first

    def __call__(self, pixels: np.ndarray) -> np.ndarray:
        """(h, w) indices for (h, w, ≥ 3) bytes."""
        cells = _cells(pixels)
        found = self._table[cells]
        if (found < 0).any():
            self._learn(np.unique(cells[found < 0]))
            found = self._table[cells]
        indices: np.ndarray = found.astype(np.uint8)
        return indices

    def _learn(self, cells: np.ndarray) -> None:
        for part in np.array_split(cells, len(cells) // 4096 + 1):
            middle = self._steps[np.stack([part >> 12, part >> 6 & 63, part & 63], axis=1)]
            apart = ((middle[:, None, :] - self._palette[None]) ** 2).sum(axis=2)
            self._table[part] = apart.argmin(axis=1)


def _cells(pixels: np.ndarray) -> np.ndarray:
    """The place of (…, ≥ 3) bytes in a table of 64 × 64 × 64 colours."""
    red, green, blue = (pixels[..., i].astype(np.int32) >> 2 for i in range(3))
    cells: np.ndarray = red << 12 | green << 6 | blue
    return cells


def _channels(colours: np.ndarray) -> np.ndarray:
    return np.stack([colours >> 16, colours >> 8 & 255, colours & 255], axis=1).astype(np.uint8)
