"""The picture of `side-by-side` drawn by matplotlib, as a rival to measure against.

Every shape of a `Picture` is an artist that is kept by its key and updated from frame to frame. It blits: what rests
for a quarter of a second is painted once, into a background that the moving artists are drawn on; a frame like the
last is not drawn at all. Frames go from the canvas (RGBA) to PyAV, encoded as manim encodes (x264 medium, crf 23).
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

import av
import numpy as np

from kernels import Problem
from scenes.side_by_side import side_by_side
from scenes.storyboard.font import FONT_FOLDER
from scenes.storyboard.frame import WIDE
from scenes.storyboard.picture import Picture
from scenes.storyboard.shapes import Anchor, Formula, Polygon, Segments, Shape, Text
from scenes.storyboard.storyboard import FrameClock
from scenes.storyboard.theme import DARK

from .rival import RivalFilm

MISSING = "matplotlib is not installed; pip install matplotlib, in an environment of its own"
DPI = 64.0  # a power of two, so that width and height in inches are exact
BLIT_SECONDS = 0.25
ALIGNED = {Anchor.START: "left", Anchor.MIDDLE: "center", Anchor.END: "right"}


def render_matplotlib(
    problem: Problem, folder: Path, width: int, height: int, fps: int, seconds_limit: float | None = None
) -> RivalFilm:
    """The film in `folder`, or its beats up to the one in which `seconds_limit` is reached.

    Raises
    ------
    RuntimeError
        when matplotlib is not installed.
    """
    try:
        import matplotlib  # noqa: F401 (only this rival needs it)
    except ImportError:
        raise RuntimeError(MISSING) from None
    folder.mkdir(parents=True, exist_ok=True)
    picture = Picture(side_by_side(problem), WIDE, DARK)
    clock = FrameClock(picture.storyboard, fps)
    frames = _frames(picture, clock, seconds_limit)
    path = folder / "side-by-side-matplotlib.mp4"
    with av.open(str(path), "w") as film:
        stream = film.add_stream("libx264", rate=fps, options={"crf": "23", "preset": "medium"})
        stream.width, stream.height, stream.pix_fmt = width, height, "yuv420p"
        canvas = Canvas(width, height)
        step = max(1, round(BLIT_SECONDS * fps))
        for first in range(0, frames, step):
            moments = [clock.moment(frame) for frame in range(first, min(first + step, frames))]
            for pixels in canvas.painted([picture.shapes(*moment) for moment in moments]):
                film.mux(stream.encode(av.VideoFrame.from_ndarray(pixels, format="rgba")))
        film.mux(stream.encode(None))
    return RivalFilm(path, frames)


def _frames(picture: Picture, clock: FrameClock, seconds_limit: float | None) -> int:
    """How many frames there are up to the end of the beat in which the limit is reached."""
    ends = zip(picture.storyboard.starts[1:], clock.boundaries[1:], strict=True)
    return next((frame for end, frame in ends if seconds_limit is not None and end >= seconds_limit), clock.frames)


class Canvas:
    """A figure of one axes that fills it, in layout pixels, with one artist for every key."""

    def __init__(self, width: int, height: int) -> None:
        from matplotlib.backends.backend_agg import FigureCanvasAgg
        from matplotlib.figure import Figure

        figure = Figure(figsize=(width / DPI, height / DPI), dpi=DPI, facecolor=DARK.background)
        self._canvas = FigureCanvasAgg(figure)
        self._axes = figure.add_axes((0, 0, 1, 1), xlim=(0, WIDE.width), ylim=(WIDE.height, 0))
        self._axes.set_axis_off()
        self._points = height / WIDE.height * 72 / DPI  # in a layout pixel
        self._artists: dict[str, tuple[Any, Shape | None]] = {}
        self._painted: list[Shape] | None = None

    def painted(self, moments: Sequence[list[Shape]]) -> Iterator[np.ndarray]:
        """The pixels (height, width, 4) of a few moments that follow one another; what all of them share is blitted."""
        first, *later = [{shape.key: shape for shape in shapes} for shapes in moments]
        resting = {key for key, shape in first.items() if all(shapes.get(key) == shape for shapes in later)}
        background = None
        for shapes in moments:
            if shapes != self._painted:
                if background is None:
                    background = self._background([shape for shape in shapes if shape.key in resting])
                self._canvas.restore_region(background)
                self._draw([shape for shape in shapes if shape.key not in resting])
                self._painted = shapes
            yield np.asarray(self._canvas.buffer_rgba())

    def _background(self, shapes: Sequence[Shape]) -> Any:
        figure = self._axes.figure
        figure.patch.draw(self._canvas.get_renderer())
        self._draw(shapes)
        return self._canvas.copy_from_bbox(figure.bbox)

    def _draw(self, shapes: Sequence[Shape]) -> None:
        for shape in shapes:
            artist, before = self._artists.get(shape.key) or (self._made(shape), None)
            if shape != before:
                self._update(artist, shape)
                self._artists[shape.key] = artist, shape
            self._axes.draw_artist(artist)

    def _made(self, shape: Shape) -> Any:
        """A new artist for a shape, with what never changes about it."""
        from matplotlib.collections import LineCollection
        from matplotlib.font_manager import FontProperties
        from matplotlib.patches import Polygon as Patch

        match shape:
            case Polygon():
                return self._axes.add_patch(Patch(shape.points, closed=True, joinstyle="miter"))
            case Segments():
                return self._axes.add_collection(LineCollection([]), autolim=False)
            case Text():
                font = FontProperties(fname=str(FONT_FOLDER / f"SourceSans3-{shape.weight.value}.ttf"))
                place = {"ha": ALIGNED[shape.anchor], "va": "baseline", "parse_math": False}
            case Formula():
                font = FontProperties(math_fontfamily="cm")
                place = {"ha": ALIGNED[shape.anchor], "va": "center"}
        return self._axes.text(0, 0, "", fontproperties=font, fontsize=shape.size_px * self._points, **place)

    def _update(self, artist: Any, shape: Shape) -> None:
        artist.set_alpha(shape.opacity)
        match shape:
            case Polygon():
                artist.set_xy(shape.points)
                artist.set_facecolor(shape.fill or "none")
                artist.set_edgecolor(shape.stroke or "none")
                artist.set_linewidth(shape.stroke_px * self._points)
            case Segments():
                artist.set_segments(shape.segments)
                artist.set_color(shape.stroke)
                artist.set_linewidth(shape.stroke_px * self._points)
            case Text() | Formula():
                artist.set_position((shape.x, shape.y))
                artist.set_text(shape.text if isinstance(shape, Text) else _mathtext(shape.typst))
                artist.set_color(shape.color)


def _mathtext(typst: str) -> str:
    """A formula of a story in matplotlib's notation: `inline(y(t) = sum_s f(s) g(t - s))`."""
    inner = re.sub(r"^inline\((.*)\)$", r"\1", typst)
    return "$" + inner.replace("sum", r"\sum") + "$"
