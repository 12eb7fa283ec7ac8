"""Readings: unscaled copies of g, one a row, and what they have at one output, on its way to its own input."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from functools import cached_property

from kernels import Piece, Problem

from .. import caption as say
from ..shapes import Anchor, Polygon, Rect, Role, Segments, Shape, Text, Weight, box
from ..strips import Columns, Strip
from ..theme import CONTEXT
from ..track import Track, Values
from ..wording import index_text, weight_text
from .data_row import signed_rect
from .mark import Look
from .pin import RADIUS
from .strip_rows import before, hollow_tap, strip_axis, tap_bar
from .strokes import dashed, disc


def _each(name: str, count: int) -> tuple[Track, ...]:
    return tuple(Track(f"{name} {i}") for i in range(count))


@dataclass(frozen=True, eq=False)
class Readings:
    """All of what is read at output t = `at`, which may travel to another of the outputs `known`.

    By row i, from the first input under the output to the last: `copy` is how much the copy is seen, `read` how much
    its tap at t is outlined, `slide` and `fall` the two legs of the reading's way; `pair` joins weight and data.
    """

    problem: Problem
    known: Sequence[int]
    at: Track
    cursor: Track = field(default_factory=lambda: Track("output cursor shown"))
    aside: Track = field(default_factory=lambda: Track("taps that are not read step back"))
    offsets: Track = field(default_factory=lambda: Track("offsets shown"))
    named: Track = field(default_factory=lambda: Track("h named"))
    summed: Track = field(default_factory=lambda: Track("total shown"))
    copy: tuple[Track, ...] = ()
    read: tuple[Track, ...] = ()
    slide: tuple[Track, ...] = ()
    fall: tuple[Track, ...] = ()
    pair: tuple[Track, ...] = ()

    def __post_init__(self) -> None:
        for name in ("copy", "read", "slide", "fall", "pair"):
            object.__setattr__(self, name, _each(name, len(self.pieces(self.known[0]))))

    @cached_property
    def tracks(self) -> tuple[Track, ...]:
        """All of them."""
        single = (self.at, self.cursor, self.aside, self.offsets, self.named, self.summed)
        return (*single, *self.copy, *self.read, *self.slide, *self.fall, *self.pair)

    def pieces(self, t: int) -> tuple[Piece, ...]:
        """What is read at t, one a row: by s."""
        return self.problem.window_pieces((t,))

    def shapes(self, look: Look, values: Values) -> Iterator[Shape]:
        """Pairs, cursor, copies, trails, pins, the row of weights, what is on its way, and all words."""
        t = min(self.known, key=lambda known: abs(known - values[self.at]))
        here = max(0.0, 1.0 - 4.0 * abs(t - values[self.at]) / self.problem.stride)  # words show when it has arrived
        pieces = self.pieces(t)
        rows = range(len(pieces))
        for i in rows:
            yield from self._pair(look, values, i, pieces[i])
        yield from self._cursor(look, values, t, here)
        for i in rows:
            yield from self._copy(look, values, i, pieces[i], here)
        for i in rows:
            yield from self._trail(look, values, i, pieces[i])
        for i in rows:
            yield from self._pin(look, values, i, pieces[i])
        yield from self._weights(look, values, pieces, t, here)
        for i in rows:
            yield from self._reading(look, values, i, pieces[i])

    def reach(self, piece: Piece) -> int:
        """t − s."""
        return piece.t[0] - piece.s[0]

    def _tap_rect(self, look: Look, column: float, axis: float, value: float) -> Rect:
        columns, strip = look.spot("columns", Columns), look.spot("weights", Strip)
        return signed_rect(columns.x(column), axis, columns.bar, value * strip.row.unit)

    def _copy(self, look: Look, values: Values, i: int, piece: Piece, here: float) -> Iterator[Shape]:
        shown = values[self.copy[i]]
        if shown <= 0:
            return
        columns, strip = look.spot("columns", Columns), look.spot(f"copy {i}", Strip)
        g, styles = self.problem.g, look.theme.taps(tuple(self.problem.g.offsets()[0]))
        at = values[self.at] - self.reach(piece)
        yield strip_axis(look, columns, strip, f"copy.{i}.axis", 0.55, shown)
        for k in range(g.shape[0]):
            rect = self._tap_rect(look, at + self.problem.step((k,))[0], strip.axis, float(g.values[k]))
            strength = 1.0 if k == piece.tap[0] else 1.0 - 0.5 * values[self.aside]
            if piece.ghost and k != piece.tap[0]:
                yield from hollow_tap(look, f"copy.{i}.tap.{k}", rect, styles[k], shown)
            else:
                yield from tap_bar(look, f"copy.{i}.tap.{k}", rect, styles[k], strength, shown)
        read = values[self.read[i]] * shown
        if read > 0:
            rect = self._tap_rect(look, values[self.at], strip.axis, float(piece.weight)).grown(2)
            yield box(f"copy.{i}.read", Role.FOCUS, rect, stroke=look.theme.accent, stroke_px=4, opacity=read)
        y = strip.name_y
        yield before(look, columns, f"g at s = {index_text(piece.s[0])}", y, f"copy.{i}.name", shown * here)
        if read * here > 0:
            text = f"g({index_text(self.reach(piece), signed=True)}) {say.weight(self.problem, piece).wordings[0]}"
            size, colour = look.layout.frame.index_px, look.theme.text
            x = columns.beyond
            yield Text(
                f"copy.{i}.reading", Role.INDEX, text, x, y, size, colour, anchor=Anchor.START, opacity=read * here
            )

    def _cursor(self, look: Look, values: Values, t: int, here: float) -> Iterator[Shape]:
        shown = values[self.cursor]
        if shown <= 0:
            return
        columns, first, weights = look.spot("columns", Columns), look.spot("copy 0", Strip), look.spot("weights", Strip)
        frame, x = look.layout.frame, columns.x(values[self.at])
        top, y = first.top - 0.35 * frame.index_px, first.top - 0.6 * frame.index_px
        strokes = dashed(((x, top), (x, weights.axis)))
        yield Segments("cursor", Role.FOCUS, strokes, look.theme.muted, 2, shown)
        size, colour = frame.index_px, look.theme.text
        text, opacity = f"t = {index_text(t)}", shown * here
        yield Text("cursor.t", Role.INDEX, text, x, y, size, colour, Weight.SEMIBOLD, opacity=opacity)

    def _pin(self, look: Look, values: Values, i: int, piece: Piece) -> Iterator[Shape]:
        columns, strip = look.spot("columns", Columns), look.spot(f"copy {i}", Strip)
        shown = values[self.copy[i]]
        if shown > 0:
            circle = disc(columns.x(values[self.at] - self.reach(piece)), strip.axis, min(RADIUS, columns.bar * 0.22))
            colour = look.theme.accent
            yield Polygon(f"copy.{i}.pin", Role.FOCUS, circle, colour, look.theme.background, 1.5, shown)

    def _trail(self, look: Look, values: Values, i: int, piece: Piece) -> Iterator[Shape]:
        """Where the reading has come from: level to its input's column, then down."""
        slid, fallen = values[self.slide[i]], values[self.fall[i]]
        if slid <= 0 and fallen <= 0:
            return
        columns, strip, weights = (
            look.spot("columns", Columns),
            look.spot(f"copy {i}", Strip),
            look.spot("weights", Strip),
        )
        style = look.theme.taps(tuple(self.problem.g.offsets()[0]))[piece.tap[0]]
        half = float(piece.weight) * strip.row.unit / 2
        at, reach, y = values[self.at], self.reach(piece), strip.axis - half
        edge = columns.bar / 2 + 4 if reach > 0 else -columns.bar / 2 - 4
        start, turn = columns.x(at) - edge * bool(reach), columns.x(at - reach * slid)
        strokes = [((start, y), (turn, y))] if reach and (turn - start) * -reach > 0 else []
        y = y if reach else strip.axis
        end = y + (weights.axis - max(2 * half, 0.0) - 4 - y) * fallen
        if fallen > 0:
            strokes.append(((turn, y), (turn, end)))
            head = min(7.0, max(end - y, 0.0))
            strokes += [((turn, end), (turn - head, end - head)), ((turn, end), (turn + head, end - head))]
        if strokes:
            yield Segments(f"trail.{i}.casing", Role.GHOST, tuple(strokes), look.theme.background, 7)
            yield Segments(f"trail.{i}", Role.GHOST, tuple(strokes), style.fill, 3)

    def _reading(self, look: Look, values: Values, i: int, piece: Piece) -> Iterator[Shape]:
        """The bar that slides to its own input and falls onto the row of weights."""
        slid, fallen = values[self.slide[i]], values[self.fall[i]]
        if values[self.read[i]] <= 0 or (slid <= 0 and fallen <= 0 and self.reach(piece)):
            return
        strip, weights = look.spot(f"copy {i}", Strip), look.spot("weights", Strip)
        style = look.theme.taps(tuple(self.problem.g.offsets()[0]))[piece.tap[0]]
        column = values[self.at] - self.reach(piece) * slid
        axis = strip.axis + (weights.axis - strip.axis) * fallen
        rect = self._tap_rect(look, column, axis, float(piece.weight))
        yield from tap_bar(look, f"weight.{i}", rect, style, 1.0)
        framed = min(1.0, 4.0 * (1.0 - fallen))
        if framed > 0:
            frame, accent = rect.grown(2), look.theme.accent
            yield box(f"weight.{i}.frame", Role.FOCUS, frame, stroke=accent, stroke_px=4, opacity=framed)

    def _weights(self, look: Look, values: Values, pieces: Sequence[Piece], t: int, here: float) -> Iterator[Shape]:
        """The row that the readings fall onto: axis, name, values, offsets; the filter's name and the total."""
        columns, strip, frame, theme = (
            look.spot("columns", Columns),
            look.spot("weights", Strip),
            look.layout.frame,
            look.theme,
        )
        named, offsets = values[self.named], values[self.offsets]
        yield strip_axis(look, columns, strip, "weights.axis", 1.0, 1.0)
        yield before(look, columns, "weight", strip.name_y, "weights.name")
        if offsets > 0:
            yield before(look, columns, "s − t", strip.index_y, "weights.letter", offsets)
        for i, piece in enumerate(pieces):
            x, landed = columns.x(values[self.at] - self.reach(piece)), max(0.0, 3 * values[self.fall[i]] - 2)
            if strip.value_levels is not None and landed > 0:
                text, y = weight_text(self.problem, piece), strip.value_y(strip.value_levels[i])
                yield Text(f"weight.{i}.value", Role.VALUE, text, x, y, frame.value_px, theme.text, opacity=landed)
            if offsets > 0 and self.reach(piece) % strip.index_every == 0:
                text, y = index_text(-self.reach(piece), signed=True), strip.index_y
                yield Text(f"weight.{i}.offset", Role.INDEX, text, x, y, frame.index_px, theme.muted, opacity=offsets)
        size, x = frame.heading_px, columns.beyond
        if named > 0:
            yield Text("weights.h", Role.HEADING, "h(x) = g(−x)", x, strip.name_y, size, theme.text, Weight.SEMIBOLD,
                       Anchor.START, named)  # fmt: skip
        if values[self.summed] * here > 0:
            y, text = look.spot("data", Strip).name_y, total_text(self.problem, t)
            yield Text("total", Role.HEADING, text, x, y, size, theme.text, Weight.SEMIBOLD, Anchor.START,
                       values[self.summed] * here)  # fmt: skip

    def _pair(self, look: Look, values: Values, i: int, piece: Piece) -> Iterator[Shape]:
        """An outline around a weight and the input that it weighs."""
        shown = values[self.pair[i]]
        if shown <= 0:
            return
        columns, weights, data = look.spot("columns", Columns), look.spot("weights", Strip), look.spot("data", Strip)
        width, top = columns.pitch - 4, weights.top - 5
        x = columns.x(values[self.at] - self.reach(piece))
        rect = Rect(x - width / 2, top, width, data.bottom - top)
        colour = look.ink(look.theme.muted, CONTEXT)
        yield box(f"pair.{i}", Role.GHOST, rect, stroke=colour, stroke_px=2, opacity=shown)


def total_text(problem: Problem, t: int) -> str:
    """`y(3) = 17`."""
    return f"y({index_text(t)}) {say.equals(problem, problem.total((t,))).wordings[0]}"
