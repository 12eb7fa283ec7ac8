"""The painter: manim's camera, asked to paint only the rectangles in which a frame differs from the one before."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import cairo
import numpy as np
from manim import Camera, VMobject

from scenes.stage.mobjects import PX_PER_UNIT, Channels, Posed, as_rgb
from scenes.stage.raster_painter import paint_raster
from scenes.stage.rasters import PosedRaster
from scenes.storyboard.frame import Frame
from scenes.storyboard.theme import Theme

MOST_RECTANGLES = 12  # past that, one around them all is cheaper
MARGIN = 2  # px that antialiasing and strokes' joints may reach beyond a mobject's own box

Box = tuple[int, int, int, int]  # left, top, right, bottom in pixels of the film
Painted = tuple[int, Box]  # the version of a mobject, and the pixels that it may touch


class PathCamera(Camera):
    """Manim's camera, which traces a path once for each form of a posed mobject and then only repeats it."""

    def __init__(self, **settings: Any) -> None:
        super().__init__(**settings)
        self._paths: dict[int, tuple[int, cairo.Path]] = {}

    def set_cairo_context_path(self, ctx: cairo.Context[Any], vmobject: VMobject) -> PathCamera:
        """Make the mobject's outline the context's path."""
        if not isinstance(vmobject, Posed):
            super().set_cairo_context_path(ctx, vmobject)
            return self
        form, path = self._paths.get(id(vmobject), (0, None))
        ctx.new_path()
        if path is not None and form == vmobject.form:
            ctx.append_path(path)
        elif vmobject.lines:
            for line in vmobject.lines:
                ctx.move_to(*line[0])
                for point in line[1:]:
                    ctx.line_to(*point)
                if vmobject.closed:
                    ctx.close_path()
        else:
            super().set_cairo_context_path(ctx, vmobject)
            self._paths[id(vmobject)] = vmobject.form, ctx.copy_path()
        return self


class Painter:
    """Keeps the picture of the last frame and mends it; the pixels are those of painting everything anew.

    (But for a few of 255 where a slanted line is cut by a mended rectangle: cairo rounds its crossing with the edge.)
    `transparent`: on nothing, instead of the theme's background.
    """

    def __init__(
        self,
        frame: Frame,
        theme: Theme,
        width: int,
        height: int,
        fps: int,
        channels: Channels = as_rgb,
        transparent: bool = False,
    ) -> None:
        self._camera = PathCamera(
            pixel_width=width,
            pixel_height=height,
            frame_width=frame.width / PX_PER_UNIT,
            frame_height=frame.height / PX_PER_UNIT,
            frame_rate=fps,
            background_color=theme.background,
            background_opacity=1.0,
        )
        self._camera.reset()
        self._background = (0.0, 0.0, 0.0, 0.0) if transparent else (*channels(theme.background), 1.0)
        self._whole: list[Box] = [(0, 0, width, height)]  # nothing is painted yet
        self._per_unit = width / frame.width * PX_PER_UNIT
        self._width, self._height = width, height
        self._state: list[tuple[int, int]] = []  # what is in the picture, in painting order: id and version
        self._painted: dict[int, Painted] = {}

    @property
    def pixels(self) -> np.ndarray:
        """The picture: (height, width, 4) bytes, the channels asked for, multiplied by opacity, and opacity."""
        pixels: np.ndarray = self._camera.pixel_array
        return pixels

    def paint(self, mobjects: Sequence[Posed | PosedRaster]) -> list[Box]:
        """Make the picture show `mobjects`, in this order; the boxes that had to be painted, none of which overlap."""
        state = [(id(mobject), mobject.version) for mobject in mobjects]
        if state == self._state and not self._whole:
            return []
        before, now = self._painted, {id(mobject): self._seen(mobject) for mobject in mobjects}
        changed = {key for key in now.keys() | before.keys() if now.get(key) != before.get(key)}
        changed |= _moved([k for k, _ in self._state if k in now], [k for k, _ in state if k in before])
        boxes = {known[key][1] for known in (before, now) for key in changed if key in known}
        self._painted, self._state = now, state
        mend = self._whole or _merged([box for box in sorted(boxes) if box[0] < box[2] and box[1] < box[3]])
        self._whole = []
        reach = np.array([box for _, box in now.values()] or [(0, 0, 0, 0)])
        for left, top, right, bottom in mend:
            touched = (reach[:, 0] < right) & (reach[:, 2] > left) & (reach[:, 1] < bottom) & (reach[:, 3] > top)
            shown = np.flatnonzero(touched[: len(mobjects)]).tolist()
            self._mend((left, top, right, bottom), [mobjects[i] for i in shown])
        return mend

    def _mend(self, box: Box, mobjects: Sequence[Posed | PosedRaster]) -> None:
        left, top, right, bottom = box
        context: Any = self._camera.get_cairo_context(self.pixels)
        context.save()
        matrix = context.get_matrix()
        context.identity_matrix()
        context.new_path()  # manim leaves its last path behind
        context.rectangle(left, top, right - left, bottom - top)
        context.clip()
        red, green, blue, opacity = self._background
        context.set_source_rgba(blue, green, red, opacity)  # manim keeps its pixels in the reverse of cairo's order
        context.set_operator(cairo.OPERATOR_SOURCE)
        context.paint()
        context.set_operator(cairo.OPERATOR_OVER)
        context.set_matrix(matrix)
        for mobject in mobjects:
            if isinstance(mobject, PosedRaster):
                context.get_target().flush()
                paint_raster(self.pixels, mobject, self._per_unit, box)
                context.get_target().mark_dirty()
            else:
                self._camera.display_vectorized(mobject, context)
        context.restore()

    def _seen(self, mobject: Posed | PosedRaster) -> Painted:
        known = self._painted.get(id(mobject))
        return known if known is not None and known[0] == mobject.version else (mobject.version, self._box(mobject))

    def _box(self, mobject: Posed | PosedRaster) -> Box:
        """The pixels that a mobject may touch, strokes included, within the picture."""
        (x0, y0), (x1, y1) = mobject.corners
        scale, middle_x, middle_y = self._per_unit, self._width / 2, self._height / 2
        reach = mobject.stroke_px * scale / PX_PER_UNIT + MARGIN
        return (
            max(int(middle_x + x0 * scale - reach), 0),
            max(int(middle_y - y1 * scale - reach), 0),
            min(int(middle_x + x1 * scale + reach) + 1, self._width),
            min(int(middle_y - y0 * scale + reach) + 1, self._height),
        )


def _moved(before: list[int], after: list[int]) -> set[int]:
    """What stands elsewhere in the painting order: everything from the first to the last change."""
    if before == after:
        return set()
    differ = [i for i, (a, b) in enumerate(zip(before, after, strict=True)) if a != b]
    return set(after[differ[0] : differ[-1] + 1])


def _touch(a: Box, b: Box) -> bool:
    return a[0] < b[2] and b[0] < a[2] and a[1] < b[3] and b[1] < a[3]


def _union(a: Box, b: Box) -> Box:
    return min(a[0], b[0]), min(a[1], b[1]), max(a[2], b[2]), max(a[3], b[3])


def _merged(boxes: list[Box]) -> list[Box]:
    """Boxes that cover the same pixels without touching one another."""
    apart: list[Box] = []
    for box in boxes:
        while (hit := next((other for other in apart if _touch(box, other)), None)) is not None:
            apart.remove(hit)
            box = _union(box, hit)
        apart.append(box)
    if len(apart) > MOST_RECTANGLES:
        whole = apart[0]
        for box in apart[1:]:
            whole = _union(whole, box)
        return [whole]
    return apart
