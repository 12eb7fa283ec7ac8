"""The comment in a film's file: that it is ours, what exactly it is made of, and which film it is."""

from __future__ import annotations

import hashlib
from collections.abc import Sequence

from .naming import film_name, is_name
from .request import FilmRequest

MARK = "both-ways "  # how the comment in a film of ours begins


def film_comment(request: FilmRequest, addresses: Sequence[str]) -> str:
    """The mark, a digest of the addresses of all segments, and the film's own name."""
    return f"{MARK}{hashlib.sha256(' '.join(addresses).encode()).hexdigest()} {film_name(request)}"


def film_told(comment: str) -> str | None:
    """The film of ours that a comment speaks of, by the name that it would have of itself; None if it says nothing."""
    words = comment.removeprefix(MARK).split(" ")
    told = words[1] if comment.startswith(MARK) and len(words) == 2 else ""
    return told if is_name(told) else None
