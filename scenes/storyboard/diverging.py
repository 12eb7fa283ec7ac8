"""The diverging scale: the colour of a signed number, for grids and pictures; zero looks like the background."""

from __future__ import annotations

from functools import lru_cache
from itertools import pairwise

from .theme import DARK, LIGHT, Theme, contrast, mix

# Blue below zero, amber above it: a pair that all colour-blind eyes tell apart. The amber end is much lighter than the
# blue one in both themes, so that strong values can be told apart in grey as well.
_BELOW = {DARK.name: ("#1F4E79", "#3F86D8"), LIGHT.name: ("#8DB4DB", "#08427F")}  # halfway, and at −1
_ABOVE = {DARK.name: ("#8A5A12", "#FFC247"), LIGHT.name: ("#F5C987", "#D67A00")}  # halfway, and at +1
_ZERO = {DARK.name: "#1A2127", LIGHT.name: "#F1F1EC"}  # a little apart from the background: a cell of 0 is still a cell


@lru_cache(maxsize=4096)
def diverging(theme: Theme, share: float) -> str:
    """The colour of a number that is `share` of the largest magnitude shown: −1 … 1, as `#RRGGBB`; 0 in the middle."""
    ends = (_BELOW if share < 0 else _ABOVE)[theme.name]
    stops = list(pairwise((_ZERO[theme.name], *ends)))
    place = min(abs(share), 1.0) * len(stops)
    step = min(int(place), len(stops) - 1)
    return mix(*stops[step], place - step)


def ink_on(theme: Theme, share: float) -> str:
    """The colour of a number that stands on `diverging(theme, share)`: dark or light, whichever can be read better."""
    ground = diverging(theme, share)
    return max(("#000000", "#FFFFFF"), key=lambda ink: contrast(ink, ground))
