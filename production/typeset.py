"""Typesetting: pictures and words as Typst source, so that a page is vectors and real text throughout."""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache
from io import BytesIO
from typing import TYPE_CHECKING, Literal

from scenes.storyboard.font import FONT_FOLDER, text_width, wrapped
from scenes.storyboard.picture import Picture
from scenes.storyboard.shapes import Formula, Polygon, Raster, Rect, Segments, Shape, Text, Weight

if TYPE_CHECKING:
    from typst import Fonts

WEIGHTS = {Weight.REGULAR: 400, Weight.SEMIBOLD: 600}

EDGE_PX = 3  # that outlines may reach beyond the margins of a frame

# p: a polygon; l: straight strokes; t: a line of text on its baseline; f: a formula in its box; r: sharp pixels.
PREAMBLE = """\
#set text(font: "Source Sans 3", fallback: false, kerning: false, ligatures: false, hyphenate: false, lang: "en")
#let p(fill, stroke, ..points) = place(polygon(fill: fill, stroke: stroke, ..points))
#let l(stroke, ..ends) = place(curve(stroke: stroke, ..ends.pos().map(end => (
  curve.move((end.at(0), end.at(1))), curve.line((end.at(2), end.at(3))))).flatten()))
#let t(x, y, size, weight, fill, words) = place(dx: x, dy: y, box(height: 0pt, text(
  size: size, weight: weight, fill: fill, top-edge: "baseline", bottom-edge: "baseline", words)))
#let f(x, y, w, h, size, fill, alt, body) = place(dx: x, dy: y, box(width: w, height: h, text(
  size: size, fill: fill, math.equation(block: true, alt: alt, body))))
#let r(x, y, w, h, data) = place(dx: x, dy: y, image(bytes(data), width: w, height: h, fit: "stretch",
  scaling: "pixelated"))
"""


def compiled(source: str, form: Literal["pdf", "png"]) -> bytes:
    """The document as `pdf` (tagged, for screen readers, too) or as `png`, one page; without any date.

    Only the bundled fonts and Typst's own are used, so the same source gives the same bytes.

    Raises
    ------
    ValueError
        when a `png` has more than one page.
    """
    import typst  # here, because most commands never set a page

    made = typst.compile(
        (PREAMBLE + source).encode(),
        format=form,
        ppi=72.0,  # of a png: a pixel is a point
        font_paths=_fonts(),
        pdf_standards=["ua-1"] if form == "pdf" else None,
    )
    if not isinstance(made, bytes):
        raise ValueError("the document has more than one page")
    return made


@cache
def _fonts() -> Fonts:
    """The bundled fonts, and Typst's own for formulas; none of the system's."""
    import typst

    return typst.Fonts(include_system_fonts=False, font_paths=[FONT_FOLDER])


def words(text: str) -> str:
    """A text as a string of Typst's, whatever is in it."""
    return '"' + text.replace("\\", "\\\\").replace('"', '\\"') + '"'


def sentence(text: str, width_pt: float, size_pt: float) -> str:
    """A caption in lines of one length, as a paragraph of Typst's."""
    lines = wrapped(text, width_pt - 1, size_pt)
    return f"par({' + linebreak() + '.join(words(line) for line in lines)})"


def set_picture(picture: Picture, beat: int, width_pt: float) -> str:
    """The end of a beat without title and caption, which a page has set apart, as a box of this width.

    Typst code. To a screen reader it is decoration: the caption beside it says what it shows.
    """
    area = body(picture)
    scale = width_pt / area.w
    shapes = [shape for shape in _untitled(picture).end_of(beat) if not _is_title(shape)]
    drawn = "\n".join(_set(shape, area, scale) for shape in shapes)
    return f"pdf.artifact(box(width: {width_pt:.2f}pt, height: {area.h * scale:.2f}pt, clip: true)[\n{drawn}\n])"


def body(picture: Picture) -> Rect:
    """What of a frame is left without margins, title and caption."""
    layout = picture.layout
    last = max(y for _, y in (*layout.title, *layout.meta))
    top, bottom = last + 0.3 * picture.frame.index_px, layout.caption.y
    sides = picture.frame.safe.grown(EDGE_PX)
    return Rect(sides.x, top, sides.w, bottom - top)


def _untitled(picture: Picture) -> Picture:
    return Picture(picture.storyboard, picture.frame, picture.theme, with_captions=False)


def _is_title(shape: Shape) -> bool:
    return shape.key.startswith(("title.", "settings."))


def _set(shape: Shape, area: Rect, scale: float) -> str:
    """A shape as a call of the preamble's."""

    def at(x: float, y: float) -> str:
        return f"{(x - area.x) * scale:.2f}pt, {(y - area.y) * scale:.2f}pt"

    match shape:
        case Polygon():
            fill, stroke = _colour(shape.fill, shape.opacity), _stroke(shape, scale)
            return f"#p({fill}, {stroke}, {', '.join(f'({at(*point)})' for point in shape.points)})"
        case Segments():
            ends = (f"({at(*start)}, {at(*end)})" for start, end in shape.segments)
            return f"#l({_stroke(shape, scale)}, {', '.join(ends)})"
        case Text():
            left = shape.x - text_width(shape.text, shape.size_px, shape.weight) * shape.anchor.value
            style = f"{shape.size_px * scale:.2f}pt, {WEIGHTS[shape.weight]}, {_colour(shape.color, shape.opacity)}"
            return f"#t({at(left, shape.y)}, {style}, {words(shape.text)})"
        case Formula():
            box = shape.bounds
            size = f"{box.w * scale:.2f}pt, {box.h * scale:.2f}pt, {shape.size_px * scale:.2f}pt"
            style = f"{size}, {_colour(shape.color, shape.opacity)}, {words(shape.typst)}"
            return f"#f({at(box.x, box.y)}, {style}, ${shape.typst}$)"
        case Raster():
            size = f"{shape.rect.w * scale:.2f}pt, {shape.rect.h * scale:.2f}pt"
            return f"#r({at(shape.rect.x, shape.rect.y)}, {size}, ({', '.join(map(str, _png(shape)))},))"


def _png(shape: Raster) -> bytes:
    """The pixels of a raster as a PNG."""
    from PIL import Image

    colours = Image.fromarray(shape.pixels.array.copy())
    if shape.opacity < 1:
        colours.putalpha(round(255 * shape.opacity))
    file = BytesIO()
    colours.save(file, "png")
    return file.getvalue()


def _stroke(shape: Polygon | Segments, scale: float) -> str:
    if shape.stroke is None or not shape.stroke_px:
        return "none"
    return f"{shape.stroke_px * scale:.3f}pt + {_colour(shape.stroke, shape.opacity)}"


def _colour(colour: str | None, opacity: float) -> str:
    if colour is None:
        return "none"
    return f'rgb("{colour}{round(255 * opacity):02X}")' if opacity < 1 else f'rgb("{colour}")'


def grid(cells: Sequence[str], columns: int, width_pt: float, gap_pt: float) -> str:
    """Cells side by side, in rows that no page's end tears apart."""
    made = ",\n".join(f"block(breakable: false, {cell})" for cell in cells)
    widths = f"({width_pt:.2f}pt,) * {columns}"
    return f"#grid(columns: {widths}, column-gutter: {gap_pt}pt, row-gutter: {gap_pt}pt,\n{made})\n"
