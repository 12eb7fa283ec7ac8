"""Shelves: how the grids of two compared panels, and the grids of their differences, may be arranged in a frame."""

from __future__ import annotations

from dataclasses import dataclass

LEFT, RIGHT, FREE = "left", "right", ""
TRACE = "trace"  # the place to which the outputs of a first run step back


@dataclass(frozen=True)
class Group:
    """Grids beside one another that belong to one side, or (`FREE`) to both."""

    side: str
    names: tuple[str, ...]


Shelf = tuple[Group, ...]
Arrangement = tuple[Shelf, ...]  # from the top


def arrangements(first: str, second: str, trace: bool) -> tuple[Arrangement, ...]:
    """All that are tried: differences between the panels, or below them; panels beside or above one another."""
    kept = (TRACE,) if trace else ()
    given, made = ("data", "kernel"), ("totals",)
    one, other = (Group(LEFT, (*given, *made)),), (Group(RIGHT, (*given, *made)),)
    both = Group(LEFT, given), Group(RIGHT, given)
    results = Group(LEFT, made), Group(RIGHT, made)
    return (
        (
            (both[0], Group(FREE, (first,)), both[1]),
            (results[0], Group(FREE, (*kept, second)), results[1]),
        ),
        (one, other, (Group(FREE, (first, *kept, second)),)),
        (one, other, (Group(FREE, (first, *kept)),), (Group(FREE, (second,)),)),
        (both, results, (Group(FREE, (first, *kept, second)),)),
        (both, results, (Group(FREE, (first, *kept)),), (Group(FREE, (second,)),)),
        (
            (both[0], both[1]),
            (results[0], Group(FREE, kept), results[1]) if kept else results,
            (Group(FREE, (first,)), Group(FREE, (second,))),
        ),
    )
