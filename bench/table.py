"""A section of the results: a heading, a table, and what there is to say about it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass


@dataclass(frozen=True)
class Section:
    """As it stands on the page, in Markdown."""

    title: str
    before: str
    head: Sequence[str]
    rows: Sequence[Sequence[str]]
    after: str = ""

    def text(self) -> str:
        """The section."""
        lines = [" | ".join(row) for row in (self.head, ["---"] * len(self.head), *self.rows)]
        table = "\n".join(f"| {line} |" for line in lines)
        return f"## {self.title}\n\n{self.before}\n\n{table}\n" + (f"\n{self.after}\n" if self.after else "")
