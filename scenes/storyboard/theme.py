"""Themes: every colour of a film, and the contrast that it must have."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from enum import Enum
from functools import lru_cache

import numpy as np

FOCUS, CONTEXT = 1.0, 0.65  # how much of a thing is seen, by its part in the moment


class Hatch(Enum):
    """The strokes that repeat a tap's hue for grey print and colour-blind eyes."""

    NONE = "none"
    RISING = "rising"
    FALLING = "falling"
    LEVEL = "level"
    UPRIGHT = "upright"


@dataclass(frozen=True)
class TapStyle:
    """How one tap looks for life: its fill, and its hatching with the colour of the strokes."""

    fill: str
    hatch: Hatch
    hatch_colour: str


@dataclass(frozen=True)
class Theme:
    """The colours of a film: `hues` are the tap colours by offset 0, −1, +1, −2, +2; `ramp` serves longer kernels."""

    name: str
    background: str
    text: str
    muted: str
    data: str
    axis: str
    accent: str
    on_tap: str
    dimming: float  # how much of the dimming a theme can bear: dark colours on light paper lose more contrast
    hues: tuple[str, str, str, str, str]
    ramp: tuple[str, ...]

    def taps(self, offsets: Sequence[int]) -> tuple[TapStyle, ...]:
        """A style for every tap, by its offset: one of five hues, or of a ramp when there are more than five taps."""
        if len(offsets) > len(self.hues):
            last = len(offsets) - 1
            fills = [self._on_ramp(index / last) for index in range(len(offsets))]
            order = [index % len(Hatch) for index in range(len(offsets))]
        else:
            near = [_BY_OFFSET.get(offset) for offset in offsets]
            order = [*range(len(offsets))] if None in near else [index for index in near if index is not None]
            fills = [self.hues[index] for index in order]
        hatches = tuple(Hatch)
        return tuple(
            TapStyle(fill, hatches[index], mix(fill, self._hatch_toward, 0.38))
            for fill, index in zip(fills, order, strict=True)
        )

    @lru_cache(maxsize=64)  # noqa: B019 (there are two themes, for good)
    def cells(self, shape: tuple[int, ...], origin: tuple[int, ...], side: int) -> Mapping[tuple[int, ...], TapStyle]:
        """A style for every tap of a 2-D kernel by its offset (times `side`, ±1): the five hues in turn.

        Hue (row + 2 · column) mod 5: neighbours differ, in rows, in columns and on both diagonals, and so do most taps
        from those that a half turn puts in their place.
        """
        styles = self.taps((0, -1, 1, -2, 2))
        found = {}
        for k in np.ndindex(shape):
            row, column = (side * (i - c) for i, c in zip(k, origin, strict=True))
            found[k] = styles[(row + 2 * column) % len(styles)]
        return found

    @property
    def _hatch_toward(self) -> str:
        """Away from the colour of the text on a tap, so that hatching never costs contrast."""
        return "#FFFFFF" if luminance(self.on_tap) < 0.5 else "#000000"

    def _on_ramp(self, place: float) -> str:
        low = min(int(place * (len(self.ramp) - 1)), len(self.ramp) - 2)
        return mix(self.ramp[low], self.ramp[low + 1], place * (len(self.ramp) - 1) - low)


_BY_OFFSET = {0: 0, -1: 1, 1: 2, -2: 3, 2: 4}

DARK = Theme(
    name="dark",
    background="#0F1418",
    text="#F1F4F6",
    muted="#A7B0B8",
    data="#8E99A4",
    axis="#6B7680",
    accent="#FFFFFF",
    on_tap="#0F1418",
    dimming=1.0,
    hues=("#56B4E9", "#E69F00", "#CC79A7", "#2DB58B", "#F0E442"),
    ramp=("#56B4E9", "#2DB58B", "#F0E442", "#E69F00", "#D67BA9"),
)
LIGHT = Theme(
    name="light",
    background="#FBFBF8",
    text="#14191D",
    muted="#505A63",
    data="#6F7A85",
    axis="#818B94",
    accent="#000000",
    on_tap="#FFFFFF",
    dimming=0.6,
    hues=("#0072B2", "#A85A00", "#A8457F", "#007A5A", "#776A00"),
    ramp=("#0072B2", "#007A5A", "#776A00", "#A85A00", "#A8457F"),
)
THEMES = (DARK, LIGHT)


def rgb(colour: str) -> tuple[int, int, int]:
    """`#RRGGBB` as three bytes."""
    return int(colour[1:3], 16), int(colour[3:5], 16), int(colour[5:7], 16)


@lru_cache(maxsize=4096)
def mix(a: str, b: str, share: float) -> str:
    """The colour `share` of the way from `a` to `b`."""
    return "#" + "".join(f"{round(p + (q - p) * share):02X}" for p, q in zip(rgb(a), rgb(b), strict=True))


def luminance(colour: str) -> float:
    """Relative luminance, 0 to 1 (WCAG 2.2, "relative luminance")."""
    parts = [c / 255 for c in rgb(colour)]
    linear = [c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in parts]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


def contrast(a: str, b: str) -> float:
    """Contrast ratio of two colours, 1 to 21 (WCAG 2.2, "contrast ratio")."""
    high, low = sorted((luminance(a), luminance(b)), reverse=True)
    return (high + 0.05) / (low + 0.05)
