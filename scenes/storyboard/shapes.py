"""Shapes: the few primitives that a frame is made of, as plain data.

Lengths are *layout pixels*: a 16:9 frame is 1280 × 720 of them, x to the right, y down, whatever is rendered. A frame
is a list of shapes, painted in order; a shape's `key` names the same thing from frame to frame.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum

from .pixels import Pixels


class Role(Enum):
    """What a shape is in the picture; the layout law is written in these words."""

    TITLE = "title"
    HEADING = "heading"
    CAPTION = "caption"
    VALUE = "value"
    INDEX = "index"
    NOTE = "note"
    BAR = "bar"  # data, taps and pieces: no foreign text may stand on it
    GHOST = "ghost"  # outlines and lanes: text may stand on it
    AXIS = "axis"
    FOCUS = "focus"
    PICTURE = "picture"  # pixels: no text may stand on them


class Weight(Enum):
    """The two faces of the bundled font pair."""

    REGULAR = "Regular"
    SEMIBOLD = "Semibold"


class Anchor(Enum):
    """Which end of a text its x gives."""

    START = 0.0
    MIDDLE = 0.5
    END = 1.0


@dataclass(frozen=True, slots=True)
class Rect:
    """An axis-parallel rectangle: left, top, width, height."""

    x: float
    y: float
    w: float
    h: float

    @property
    def right(self) -> float:
        """x of the right edge."""
        return self.x + self.w

    @property
    def bottom(self) -> float:
        """y of the lower edge."""
        return self.y + self.h

    @property
    def middle(self) -> tuple[float, float]:
        """The centre."""
        return self.x + self.w / 2, self.y + self.h / 2

    def grown(self, by: float) -> Rect:
        """The rectangle with every edge moved outward by `by`."""
        return Rect(self.x - by, self.y - by, self.w + 2 * by, self.h + 2 * by)

    def overlaps(self, other: Rect) -> bool:
        """Whether the two share an area (touching edges do not)."""
        return (
            self.x < other.right - 1e-6
            and other.x < self.right - 1e-6
            and self.y < other.bottom - 1e-6
            and other.y < self.bottom - 1e-6
        )

    def contains(self, other: Rect) -> bool:
        """Whether `other` lies within, edges included."""
        return (
            self.x <= other.x + 1e-6
            and self.y <= other.y + 1e-6
            and other.right <= self.right + 1e-6
            and other.bottom <= self.bottom + 1e-6
        )


@dataclass(frozen=True, slots=True)
class Polygon:
    """A closed outline through `points`, filled and/or stroked; `(x, y)` each, at least three."""

    key: str
    role: Role
    points: tuple[tuple[float, float], ...]
    fill: str | None = None
    stroke: str | None = None
    stroke_px: float = 0.0
    opacity: float = 1.0

    @property
    def bounds(self) -> Rect:
        """The smallest rectangle around it, without its stroke."""
        return _bounds(self.points)


@dataclass(frozen=True, slots=True)
class Segments:
    """Straight strokes, each from one point to another: axes, dashes, hatching."""

    key: str
    role: Role
    segments: tuple[tuple[tuple[float, float], tuple[float, float]], ...]
    stroke: str
    stroke_px: float
    opacity: float = 1.0

    @property
    def bounds(self) -> Rect:
        """The smallest rectangle around all of them, without the stroke."""
        return _bounds([point for segment in self.segments for point in segment])


@dataclass(frozen=True, slots=True)
class Text:
    """One line of text; `x` is its `anchor`'s, `y` its baseline. `inside` names the bar that the text belongs in."""

    key: str
    role: Role
    text: str
    x: float
    y: float
    size_px: float
    color: str
    weight: Weight = Weight.REGULAR
    anchor: Anchor = Anchor.MIDDLE
    opacity: float = 1.0
    inside: str | None = None

    @property
    def bounds(self) -> Rect:
        """Advance width by digit height (a short descent included), from the font's own metrics."""
        from .font import ASCENT, DESCENT, text_width

        width = text_width(self.text, self.size_px, self.weight)
        left = self.x - width * self.anchor.value
        return Rect(left, self.y - ASCENT * self.size_px, width, (ASCENT + DESCENT) * self.size_px)


@dataclass(frozen=True, slots=True)
class Formula:
    """A formula set by Typst; `x` is its left edge, `y` its middle, `size_px` the em."""

    key: str
    role: Role
    typst: str
    x: float
    y: float
    size_px: float
    color: str
    anchor: Anchor = Anchor.START
    opacity: float = 1.0

    @property
    def bounds(self) -> Rect:
        """The formula's own box, as Typst sets it."""
        from .formula import formula_size

        width, height = formula_size(self.typst)
        left = self.x - width * self.size_px * self.anchor.value
        return Rect(left, self.y - height * self.size_px / 2, width * self.size_px, height * self.size_px)


@dataclass(frozen=True, slots=True)
class Raster:
    """Pixels spread over a rectangle, each as a sharp block: the one nearest is seen, none are blended."""

    key: str
    role: Role
    rect: Rect
    pixels: Pixels
    opacity: float = 1.0

    @property
    def bounds(self) -> Rect:
        """The rectangle itself."""
        return self.rect


Vector = Polygon | Segments | Text | Formula  # made of outlines
Shape = Vector | Raster


def box(key: str, role: Role, rect: Rect, **style: object) -> Polygon:
    """A rectangle as a polygon."""
    corners = ((rect.x, rect.y), (rect.right, rect.y), (rect.right, rect.bottom), (rect.x, rect.bottom))
    return Polygon(key, role, corners, **style)  # type: ignore[arg-type]


def _bounds(points: list[tuple[float, float]] | tuple[tuple[float, float], ...]) -> Rect:
    xs, ys = [x for x, _ in points], [y for _, y in points]
    return Rect(min(xs), min(ys), max(xs) - min(xs), max(ys) - min(ys))
