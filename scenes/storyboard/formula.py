"""How large a formula is when Typst sets it, so that the layout can reckon with it without drawing."""

from __future__ import annotations

import re
from functools import lru_cache

_PAGE = "#set page(width: auto, height: auto, margin: 0pt)\n#set text(size: 10pt)\n$ {} $\n"


@lru_cache(maxsize=256)
def formula_size(source: str) -> tuple[float, float]:
    """(width, height) in em of a display formula in Typst's own notation.

    Raises
    ------
    ValueError
        when Typst refuses the source; a story's mistake, never a user's.
    """
    import typst  # here, because most commands never set a formula

    svg = typst.compile(_PAGE.format(source).encode(), format="svg")
    if not isinstance(svg, bytes):
        raise ValueError(f"{source!r} fills more than one page")
    found = re.search(r'viewBox="0 0 ([\d.]+) ([\d.]+)"', svg.decode())
    if found is None:
        raise ValueError(f"Typst's picture of {source!r} has no size")
    return float(found[1]) / 10, float(found[2]) / 10
