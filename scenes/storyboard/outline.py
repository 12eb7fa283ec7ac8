"""Glyph outlines as cubic curves."""

from __future__ import annotations

from typing import Any

from fontTools.pens.basePen import BasePen


class OutlinePen(BasePen):  # type: ignore[misc]
    """Collects a glyph as cubic curves, four points each; lines and TrueType's quadratics become cubics."""

    def __init__(self, glyphs: Any) -> None:
        super().__init__(glyphs)
        self.curves: list[tuple[float, float]] = []
        self._start = self._at = (0.0, 0.0)

    def _moveTo(self, point: tuple[float, float]) -> None:  # noqa: N802 (fontTools' name)
        self._start = self._at = point

    def _lineTo(self, point: tuple[float, float]) -> None:  # noqa: N802
        (ax, ay), (bx, by) = self._at, point
        third, two = ((2 * ax + bx) / 3, (2 * ay + by) / 3), ((ax + 2 * bx) / 3, (ay + 2 * by) / 3)
        self._curveToOne(third, two, point)

    def _curveToOne(self, a: tuple[float, float], b: tuple[float, float], end: tuple[float, float]) -> None:  # noqa: N802
        self.curves += [self._at, a, b, end]
        self._at = end

    def _closePath(self) -> None:  # noqa: N802
        if self._at != self._start:
            self._lineTo(self._start)
