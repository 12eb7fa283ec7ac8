"""Products: what data and weights have made under the filter, left standing as ghosts while their sum is taken."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from functools import cached_property

from kernels import Piece

from ..panel import Panel
from ..panel_layout import PanelLayout
from ..shapes import Role, Shape, Text, box
from ..track import Track, Values
from ..wording import value_text
from .data_row import signed_rect
from .mark import Look

FILLED = 0.22  # ghosts are not to be taken for what is being made
EDGE = 3.0  # px between a number and the bars around it


@dataclass(frozen=True, eq=False)
class Products:
    """The products of every output, in the kernel's row; `left[t]`: how much of those of the window at t is seen."""

    panel: Panel
    focus: Track
    left: Mapping[int, Track] = field(init=False)

    def __post_init__(self) -> None:
        object.__setattr__(self, "left", {t: Track(f"products {t}") for t in self.panel.outputs})

    @cached_property
    def tracks(self) -> tuple[Track, ...]:
        """One for every output."""
        return self.focus, *self.left.values()

    def shapes(self, look: Look, values: Values) -> Iterator[Shape]:
        """A box for every product in its tap's colour, and its number where that stands clear of the tap's own bar."""
        place, styles = look.place(self.panel), self.panel.styles(look.theme)
        for t, pieces in self.panel.pieces.items():
            shown = values[self.left[t]]
            for piece in pieces if shown > 0 else ():
                key = f"{self.panel.name}.product.{t}.{piece.s[0]}"
                rect = signed_rect(
                    place.x(piece.s[0]), place.kernel.axis, place.bar, float(piece.product) * place.kernel.unit
                )
                if rect.h < 3:
                    continue
                fill = look.ink(styles[piece.tap[0]].fill, values[self.focus])
                yield box(f"{key}.area", Role.GHOST, rect, fill=fill, opacity=FILLED * shown)
                yield box(key, Role.GHOST, rect.grown(-1.0), stroke=fill, stroke_px=2.0, opacity=shown)
                yield from self._number(look, place, piece, key, shown)

    def _number(self, look: Look, place: PanelLayout, piece: Piece, key: str, shown: float) -> Iterator[Shape]:
        size, up = place.frame.value_px, piece.product > 0
        end = place.kernel.y(float(piece.product))
        y = end + EDGE + 0.74 * size if up else end - EDGE - 0.24 * size
        text = value_text(self.panel.problem, piece.product)
        label = Text(f"{key}.value", Role.VALUE, text, place.x(piece.s[0]), y, size, look.theme.text, opacity=shown)
        bar = place.kernel.y(float(piece.weight) if (piece.weight > 0) == up else 0.0)
        clear = label.bounds.bottom + EDGE <= bar if up else label.bounds.y - EDGE >= bar
        if clear and label.bounds.w + 2 * EDGE <= place.bar:
            yield label
