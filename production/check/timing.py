"""The times of a film: its beats follow one another from 0, and the film is as long as they are."""

from __future__ import annotations

from .entry import Entry
from .tally import Tally

MOST_BEATS = 10_000


def check_beats(entry: Entry, tally: Tally) -> None:
    """Compare where every beat begins with where the one before ended."""
    end = 0.0
    for beat in entry["beats"].entries(MOST_BEATS):
        beat["name"].text()
        beat["caption"].text()
        tally.same(f"{beat.path}.start", beat["start"].number(), end)
        end = beat["end"].number()
        if end <= beat["start"].number():
            tally.fail(f"{beat.path}.end is not after its start")
    tally.same("seconds", entry["seconds"].number(), end)
