"""Blends: numbers that slide from one state of a film to the next; exact at the states, and shown only there."""

from __future__ import annotations

from dataclasses import dataclass

from kernels import Index, Kernel

from .track import Track

SETTLED = 5.0  # a number is seen within a fifth of a state


def between(states: list[float], state: float) -> float:
    """The value on the straight way from the state before to the state after."""
    low = min(int(state), len(states) - 1)
    high = min(low + 1, len(states) - 1)
    return states[low] + (states[high] - states[low]) * (state - low)


def settled(state: float) -> float:
    """How far numbers are seen: 1 at a state, 0 away from it."""
    return max(0.0, 1.0 - SETTLED * abs(state - round(state)))


@dataclass(frozen=True, eq=False)
class Blend:
    """Kernels of one shape, and the track that says which of them is seen, or how far on the way to the next."""

    kernels: tuple[Kernel, ...]
    state: Track

    def weight(self, k: int, state: float) -> float:
        """Tap k of 1-D kernels."""
        return self.weight_at((k,), state)

    def weight_at(self, k: Index, state: float) -> float:
        """The tap at an index, in any dimension."""
        return between([float(kernel.values[k]) for kernel in self.kernels], state)

    def at(self, state: float) -> tuple[Kernel, float]:
        """The nearest kernel, and how far its numbers are seen."""
        return self.kernels[round(state)], settled(state)
