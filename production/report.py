"""The report on many films: a table of what became of each, and the one error that stands for all."""

from __future__ import annotations

import io
from collections.abc import Sequence

from .errors import RenderError
from .films import Making
from .harmless import harmless
from .plan import LeftOut
from .weight import megabytes

_WIDTH = 500  # characters, so that a reason stays on its line


def table(makings: Sequence[Making], left_out: Sequence[LeftOut]) -> str:
    """A line for every clip asked for: its length, its size, and whether it was rendered, kept, left out, or failed."""
    from rich.console import Console
    from rich.table import Table

    several = ("as",) if len({making.clip.format for making in makings}) > 1 else ()
    rows = Table("film", "kernel", *several, "length", "size", "", box=None, pad_edge=False)
    for column in rows.columns:
        column.no_wrap = True
    for making in makings:
        request, plan, clip = making.plan.request, making.plan, making.clip
        size = megabytes(clip.path) if making.error is None else ""
        words = making.how if making.error is None else f"failed: {harmless(str(making.error))}"
        kernel, kinds = _shown(request.typed.kernel.name), (clip.format.name for _ in several)
        rows.add_row(request.film.name, kernel, *kinds, f"{plan.seconds:.1f} s", size, words)
    for left in left_out:
        kernel, kinds = _shown(left.request.typed.kernel.name), ("" for _ in several)
        rows.add_row(left.request.film.name, kernel, *kinds, "", "", f"left out: {harmless(left.why)}")
    page = io.StringIO()
    Console(file=page, width=_WIDTH, markup=False, highlight=False, emoji=False).print(rows)
    return "".join(f"{line.rstrip()}\n" for line in page.getvalue().splitlines())


def failure(makings: Sequence[Making]) -> BaseException | None:
    """What to end with: the error of the film that failed, or a word on how many did."""
    errors = [making.error for making in makings if making.error is not None]
    if len(makings) == 1 or not errors:
        return errors[0] if errors else None
    if all(isinstance(error, ImportError) for error in errors):
        return errors[0]
    others = ", the others are made" if len(errors) < len(makings) else ""
    return RenderError(f"{len(errors)} of {len(makings)} films failed{others}; the first: {errors[0]}")


def _shown(name: str) -> str:
    name = harmless(name)
    return name if len(name) <= 24 else f"{name[:23]}…"
