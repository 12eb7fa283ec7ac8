"""What goes wrong after everything asked for was right."""

from __future__ import annotations

from collections.abc import Sequence

from kernels import BothWaysError


class RenderError(BothWaysError):
    """A film that could not be made: a full disk, an encoder that failed. What was there before is still there."""

    exit_code = 1


class WorkersLostError(Exception):
    """A piece of work was given up, because every worker that had it ended, or was ended because it hung."""

    def __init__(self, deaths: Sequence[str]) -> None:
        """`deaths`: how each of them ended."""
        super().__init__(deaths)
        self.deaths = tuple(deaths)

    def __str__(self) -> str:
        return f"given up after {len(self.deaths)} worker processes, the last of which {self.deaths[-1]}"
