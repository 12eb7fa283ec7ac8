"""Changes: a film as pictures that each differ from the one before, with frames that show the same thing merged."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

import numpy as np

from .colour import straight

Box = tuple[int, int, int, int]  # left, top, right, bottom in pixels of the film; left and top are even, as WebP wants


@dataclass(frozen=True, eq=False)
class Change:
    """What one picture changes in the picture before, and for how many frames it then stays.

    `pixels`: (h, w, 4) bytes of `box`, red, green, blue, opacity. `same`: (h, w), where they are what they were.
    `over`: whether the picture is opaque, so that what is the same may be left out, and the rest laid over.
    """

    box: Box
    pixels: np.ndarray
    same: np.ndarray
    frames: int
    over: bool

    @property
    def laid_over(self) -> np.ndarray:
        """The pixels to lay over what is there: where it stays the same they are nothing, which costs least."""
        return np.where(self.same[..., None], np.uint8(0), self.pixels) if self.over else self.pixels


def changes(painted: Iterable[tuple[np.ndarray, Sequence[Box]]], transparent: bool) -> Iterator[Change]:
    """Every picture of a film that differs from the one before; the first is whole.

    `painted`: each frame, and the boxes in which it may differ; only what is in them is looked at. No more than one
    picture is held at a time.
    """
    shown: np.ndarray | None = None
    last: Change | None = None
    for pixels, boxes in painted:
        if shown is None:
            shown = straight(pixels)
            height, width = shown.shape[:2]
            last = Change((0, 0, width, height), shown.copy(), np.zeros((height, width), bool), 1, False)
            continue
        assert last is not None
        found = _difference(shown, pixels, boxes, not transparent)
        if found is None:
            last = Change(last.box, last.pixels, last.same, last.frames + 1, last.over)
        else:
            yield last
            last = found
    if last is not None:
        yield last


def _difference(shown: np.ndarray, pixels: np.ndarray, boxes: Sequence[Box], over: bool) -> Change | None:
    """Bring `shown` up to date, and say what that changed; None if it was so already."""
    differs: list[Box] = []
    before: list[tuple[Box, np.ndarray]] = []
    for left, top, right, bottom in boxes:
        part = straight(pixels[top:bottom, left:right])
        differ = (part != shown[top:bottom, left:right]).any(axis=2)
        if differ.any():
            rows, columns = np.flatnonzero(differ.any(axis=1)), np.flatnonzero(differ.any(axis=0))
            differs.append((left + columns[0], top + rows[0], left + columns[-1] + 1, top + rows[-1] + 1))
            before.append(((left, top, right, bottom), differ))
            shown[top:bottom, left:right] = part
    if not differs:
        return None
    corners = np.array(differs)
    left, top = (int(low) & ~1 for low in corners[:, :2].min(axis=0))
    right, bottom = (int(high) for high in corners[:, 2:].max(axis=0))
    same = np.ones(shown.shape[:2], bool)
    for (x0, y0, x1, y1), differ in before:
        same[y0:y1, x0:x1] &= ~differ
    within = slice(top, bottom), slice(left, right)
    return Change((left, top, right, bottom), shown[within].copy(), same[within].copy(), 1, over)
