"""The body of the film `image`: on each side two large squares, input and output, with two small ones and the kernel.

What is small in one part of the film is large in the other: whole pictures and magnified patches change places.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from .body import split
from .font import ASCENT
from .frame import Frame
from .part_places import HeadingPlace
from .shapes import Rect

GAP = 14.0  # px between neighbouring squares
SMALL_SHARE = 0.42  # of a large square's side, at least, for the small ones where they stand in a row below
BESIDE_SHARE = 0.33  # of a side's width, for the small ones where they stand in a column beside

INPUT, OUTPUT, SMALL_INPUT, SMALL_OUTPUT, KERNEL, LEGEND = (
    "input", "output", "small input", "small output", "kernel", "legend",
)  # fmt: skip


@dataclass(frozen=True)
class Spots:
    """Named rectangles of one part of a film."""

    frame: Frame
    rects: Mapping[str, Rect]


@dataclass(frozen=True)
class Spot:
    """A rectangle by its names: of the part, and within it."""

    part: str
    name: str


@dataclass(frozen=True)
class ImageBody:
    """Both sides, and `hero`: one large picture and one large kernel for the opening."""

    def placed(self, frame: Frame, area: Rect) -> Mapping[str, object]:
        """`Spots` for `left`, `right` and `hero`; a `HeadingPlace` for each heading."""
        found: dict[str, object] = {"hero": Spots(frame, _hero(frame, area))}
        for side, rect in zip(("left", "right"), split(area, 2, frame), strict=True):
            below = Rect(rect.x, rect.y + 1.2 * frame.heading_px, rect.w, rect.h - 1.2 * frame.heading_px)
            rects = max((_in_rows(frame, below), _in_columns(frame, below)), key=_large)
            found[side] = Spots(frame, rects)
            x, y = rects[INPUT].x, rect.y + ASCENT * frame.heading_px
            for name in (side, f"{side} unflipped"):
                found[f"{name} heading"] = HeadingPlace(frame, Rect(x, rect.y, rect.right - x, rect.h), y, None)
        return found


def _large(rects: Mapping[str, Rect]) -> float:
    return rects[INPUT].w


def _in_rows(frame: Frame, area: Rect) -> dict[str, Rect]:
    """Large squares beside each other; below them small, kernel, small."""
    label = 1.25 * frame.index_px
    large = min((area.w - GAP) / 2, (area.h - label - GAP) / (1 + SMALL_SHARE))
    y = area.y + label
    below = y + large + GAP
    small = min(area.bottom - below, 0.62 * large)
    left, right = area.middle[0] - GAP / 2 - large, area.middle[0] + GAP / 2
    between = Rect(left + small + GAP, below, 2 * (large - small) - GAP, small)
    return {
        INPUT: Rect(left, y, large, large),
        OUTPUT: Rect(right, y, large, large),
        SMALL_INPUT: Rect(left, below, small, small),
        SMALL_OUTPUT: Rect(right + large - small, below, small, small),
        KERNEL: _square(between),
        LEGEND: between,
    }


def _in_columns(frame: Frame, area: Rect) -> dict[str, Rect]:
    """Large squares below each other; beside them small, kernel, small."""
    label = 1.25 * frame.index_px
    large = min((area.h - 2 * label - GAP / 2) / 2, area.w * (1 - BESIDE_SHARE) - GAP)
    small = min(area.w - large - GAP, (2 * large + label + GAP / 2 - 2 * GAP) / 3)
    top = area.y + label
    low = top + large + GAP / 2 + label
    wide = large + GAP + small
    left = area.x + (area.w - wide) / 2
    x, bottom = left + large + GAP, low + large
    between = Rect(x, top + small + GAP, small, bottom - top - 2 * small - 2 * GAP)
    return {
        INPUT: Rect(left, top, large, large),
        OUTPUT: Rect(left, low, large, large),
        SMALL_INPUT: Rect(x, top, small, small),
        SMALL_OUTPUT: Rect(x, bottom - small, small, small),
        KERNEL: _square(between),
        LEGEND: between,
    }


def _hero(frame: Frame, area: Rect) -> dict[str, Rect]:
    """A picture and a kernel as large as they can be, in the middle of both sides."""
    picture, kernel = split(area, 2, frame)
    return {"picture": _square(picture), KERNEL: _square(kernel.grown(-0.1 * min(kernel.w, kernel.h)))}


def _square(rect: Rect) -> Rect:
    side = min(rect.w, rect.h)
    return Rect(rect.middle[0] - side / 2, rect.middle[1] - side / 2, side, side)


def fitted(rect: Rect, rows: int, columns: int, down: float = 0.5) -> tuple[Rect, float]:
    """Rows and columns of squares as large as they can be, in the middle of a rectangle; and the side of one square.

    `down`: the share of what is left free above them: 0 puts them right below the rectangle's label.
    """
    pitch = min(rect.w / columns, rect.h / rows)
    w, h = pitch * columns, pitch * rows
    return Rect(rect.middle[0] - w / 2, rect.y + (rect.h - h) * down, w, h), pitch


def between(a: Rect, b: Rect, share: float) -> Rect:
    """The rectangle `share` of the way from one to another."""
    return Rect(*(p + (q - p) * share for p, q in zip((a.x, a.y, a.w, a.h), (b.x, b.y, b.w, b.h), strict=True)))
