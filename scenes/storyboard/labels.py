"""Where labels go when there is little room: every one in a line, in two staggered lines, or only the one in focus."""

from __future__ import annotations

from collections.abc import Sequence

GAP_EM = 0.5  # between neighbouring texts
BAR_GAP = 3.0  # px between a label and a taller bar beside it


def levels(widths: Sequence[float], xs: Sequence[float], gap: float, most: int = 2) -> list[int] | None:
    """The line (0, 1, …) of every centred label so that none touch, in at most `most` lines; None if there is no way.

    One line is tried before two; in two lines neighbours alternate: `a b c d -> 0 1 0 1`.
    """
    for count in range(1, most + 1):
        line = [index % count for index in range(len(xs))]
        pairs = [(i, i + count) for i in range(len(xs) - count)]
        if all(xs[j] - xs[i] >= (widths[i] + widths[j]) / 2 + gap for i, j in pairs):
            return line
    return None


def every(widths: Sequence[float], pitch: float, gap: float) -> int:
    """The smallest step of 1, 2, 5, 10, … at which labels `pitch` apart no longer touch."""
    widest = max(widths, default=0.0)
    return next(step for step in (1, 2, 5, 10, 20, 50, 100, 1000) if step * pitch >= widest + gap or step == 1000)


def above_bars(
    widths: Sequence[float], xs: Sequence[float], tops: Sequence[float], bar: float, height: float, gap: float
) -> list[float]:
    """The bottom (y, down) of a centred label above every bar, clear of all bars and of its neighbours.

    A label starts just above whatever bars it overhangs and is lifted until it is clear of those placed before it.
    """
    bottoms: list[float] = []
    for i, (x, width) in enumerate(zip(xs, widths, strict=True)):
        under = [top for at, top in zip(xs, tops, strict=True) if abs(at - x) < (width + bar) / 2 + BAR_GAP]
        bottom = min(under)
        near = [j for j in range(i) if abs(xs[j] - x) < (widths[j] + width) / 2 + gap]
        for j in sorted(near, key=lambda j: -bottoms[j]):
            if bottom > bottoms[j] - height and bottom - height < bottoms[j]:
                bottom = bottoms[j] - height
        bottoms.append(bottom)
    return bottoms


def crossed(
    widths: Sequence[float], xs: Sequence[float], tops: Sequence[float], bottoms: Sequence[float], height: float
) -> bool:
    """Whether a line from any lifted label down to its bar would run through another label."""
    return any(
        i != j and abs(xs[j] - xs[i]) < widths[j] / 2 + BAR_GAP and bottoms[i] < bottoms[j] - height / 2 < tops[i]
        for i in range(len(xs))
        for j in range(len(xs))
    )
