"""What draws, tried for real: manim imported, a picture painted, a formula set."""

from __future__ import annotations

from collections.abc import Iterator

from ..options import Options
from .causes import cause, remedy
from .finding import Finding, ok, why, wrong
from .packages import INSTALL

_PARTS = "./run render names the system parts (cairo, pango) that are missing, and installs them if it may"


def manim(_: Options) -> Iterator[Finding]:
    """Manim comes with what it is linked to: cairo, pango, numpy, av."""
    from ..engine import load_manim

    try:
        load_manim()
    except Exception as error:
        yield wrong("drawing", f"manim cannot be loaded ({why(error)})", cause(error) or f"{INSTALL}; {_PARTS}")
    else:
        yield ok("drawing", "manim can be loaded")


def painting(_: Options) -> Iterator[Finding]:
    """A square painted by cairo, and read back."""
    import cairo

    surface = cairo.ImageSurface(cairo.FORMAT_ARGB32, 4, 4)
    context = cairo.Context(surface)
    context.rectangle(1, 1, 2, 2)
    context.set_source_rgb(1, 0, 0)
    context.fill()
    surface.flush()
    row = bytes(surface.get_data())[surface.get_stride() : 2 * surface.get_stride()]
    red = sum(1 for at in range(0, 16, 4) if row[at : at + 4] in (b"\0\0\xff\xff", b"\xff\xff\0\0"))
    text = f"libcairo {cairo.cairo_version_string()}"
    if red == 2:
        yield ok("painting", f"{text} paints")
    else:
        yield wrong("painting", f"{text} paints {red} pixels of a row of 2", _PARTS)


def formulas(_: Options) -> Iterator[Finding]:
    """A formula set by Typst."""
    import typst

    made = typst.compile(b"#set page(width: auto, height: auto)\n$y = sum g f$", format="svg")
    if isinstance(made, bytes) and b"<svg" in made:
        yield ok("formulas", "Typst sets them")
    else:
        yield wrong("formulas", "Typst made no picture", remedy())
