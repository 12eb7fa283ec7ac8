"""Verdicts: what a kernel gives when it is swept as it stands, beside its strip; and where the pin goes."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from kernels import Problem

from ..shapes import Anchor, Role, Shape, Text, Weight
from ..strips import Columns, Strip
from ..track import Track, Values
from ..wording import index_text, value_text
from .half_turn import Flip
from .mark import Look
from .strip_rows import before

PIN_RULE = "c → M − 1 − c"


def verdict_texts(right: Problem, swept: Problem, t: int) -> tuple[tuple[str, str], tuple[str, str]]:
    """(heading, total with its verdict) of g swept as it is, and of h."""
    truth, other = right.total((t,)), swept.total((t,))
    verdict = "the same" if truth == other else "wrong"
    at = f"at t = {index_text(t)}:"
    return (f"g {at}", f"{value_text(right, other)}, {verdict}"), (f"h {at}", f"{value_text(right, truth)}, right")


def pin_texts(flip: Flip) -> list[str]:
    """Which tap the pin is on, in g and in h, by the slips at which the film rests."""
    last = flip.g.shape[0] - 1
    taps = [flip.g.origin[0] - slip for slip in flip.slips]
    return [f"tap {tap} → tap {last - tap}" for tap in taps]


@dataclass(frozen=True, eq=False)
class Verdicts:
    """The words beside the strips: the names of g and h, both totals, and the pin's rule."""

    flip: Flip
    swept: Problem
    named: Track = field(default_factory=lambda: Track("h named"))
    unflipped: Track = field(default_factory=lambda: Track("g named where h was"))
    right: Track = field(default_factory=lambda: Track("total of h shown"))
    wrong: Track = field(default_factory=lambda: Track("total of g shown"))
    wrong_level: Track = field(default_factory=lambda: Track("strip of the total of g", 1.0))  # 0: g's own, 1: h's
    rule: Track = field(default_factory=lambda: Track("pin's rule shown"))

    @property
    def tracks(self) -> Sequence[Track]:
        """Visibility, and the slip that moves the pin's tap."""
        return self.named, self.unflipped, self.right, self.wrong, self.wrong_level, self.rule, self.flip.slip

    def shapes(self, look: Look, values: Values) -> Iterator[Shape]:
        """All that is seen of them."""
        columns, g, h = look.spot("columns", Columns), look.spot("g", Strip), look.spot("h", Strip)
        yield before(look, columns, "g", g.name_y, "g.name")
        yield before(look, columns, "offset", g.index_y, "g.letter")
        for name, key, shown in (("h", "h", values[self.named]), ("g", "h.as.g", values[self.unflipped])):
            if shown > 0:
                yield before(look, columns, name, h.name_y, f"{key}.name", shown)
                yield before(look, columns, "offset", h.index_y, f"{key}.letter", shown)
        texts = verdict_texts(self.flip.problem, self.swept, self.flip.at)
        wrong_y = g.axis + (h.axis - g.axis) * values[self.wrong_level]
        for y, key, track, words in ((wrong_y, "wrong", self.wrong, texts[0]), (h.axis, "right", self.right, texts[1])):
            if values[track] > 0:
                yield from self._total(look, y, key, words, values[track])
        slip, rests = self.flip.resting(values)
        rule = values[self.rule]
        if rule > 0:
            frame = look.layout.frame
            em = frame.index_px
            y = max((g.bottom + h.top) / 2, g.axis + 2.0 * em + 1.1 * frame.heading_px)
            yield self._small(look, PIN_RULE, y - 0.15 * em, "rule", rule, look.theme.muted)
            text = pin_texts(self.flip)[list(self.flip.slips).index(slip)]
            if rests > 0:
                yield self._small(look, text, y + 0.95 * em, "rule.taps", rule * rests, look.theme.text)

    def _total(self, look: Look, y: float, key: str, words: tuple[str, str], opacity: float) -> Iterator[Shape]:
        """Two lines that begin at the axis, at y."""
        frame, theme, x = look.layout.frame, look.theme, look.spot("columns", Columns).beyond
        size, first = frame.heading_px, y + 0.8 * frame.index_px
        yield self._small(look, words[0], first, f"{key}.at", opacity, theme.muted)
        yield Text(
            f"{key}.total",
            Role.HEADING,
            words[1],
            x,
            first + 1.1 * size,
            size,
            theme.text,
            Weight.SEMIBOLD,
            Anchor.START,
            opacity,
        )

    def _small(self, look: Look, text: str, y: float, key: str, opacity: float, colour: str) -> Text:
        size, x = look.layout.frame.index_px, look.spot("columns", Columns).beyond
        return Text(key, Role.INDEX, text, x, y, size, colour, anchor=Anchor.START, opacity=opacity)
