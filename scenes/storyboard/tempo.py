"""Tempo: how long the movements of a step last; the first steps are told slowly, later ones faster."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class Tempo:
    """How long one movement lasts, and how far pieces lag behind one another (s)."""

    move: float
    lag: float

    @property
    def lead(self) -> float:
        """How far the cursor runs ahead of what follows it: 0.3 s, or half of a quick move."""
        return min(0.3, self.move / 2)


CALM = Tempo(0.9, 0.15)
BRISK = Tempo(0.6, 0.15)
QUICK = Tempo(0.4, 0.1)
CALM_STEPS, BRISK_STEPS = 2, 5  # the first steps are told slowly, the next briskly, all others quickly
FADE = 0.3


def tempo_of(step: int) -> Tempo:
    """The tempo of a step that has so many before it."""
    return CALM if step < CALM_STEPS else BRISK if step < BRISK_STEPS else QUICK
