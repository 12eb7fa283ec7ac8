"""Progress: one bar on the terminal over everything there is to render, and silence where there is no terminal."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from typing import Any, TextIO, cast

from .harmless import harmless, harmless_lines


def note(text: str) -> None:
    """A line on stderr for whoever sits at the terminal."""
    if _is_watched():
        warn(f"render: {harmless(text)}\n")


def warn(text: str) -> None:
    """Lines on stderr for whoever reads it, a terminal or not; if nobody does any more, that is no failure."""
    if sys.stderr is not None:
        with suppress(OSError):
            sys.stderr.write(harmless_lines(text))
            sys.stderr.flush()


@contextmanager
def progress_bar(frames: int) -> Iterator[Callable[[int], None]]:
    """A bar on stderr; call what it gives with the number of frames done so far, of `frames` in all."""
    if not frames or not _is_watched():
        yield lambda _: None
        return
    from rich.console import Console
    from rich.progress import BarColumn, Progress, TaskProgressColumn, TextColumn, TimeRemainingColumn

    columns = TextColumn("rendering"), BarColumn(), TaskProgressColumn(), TimeRemainingColumn()
    console = Console(file=cast(TextIO, _Heard(sys.stderr)))
    # stdout carries only paths: left to itself, the bar would take it over
    with Progress(*columns, console=console, transient=True, redirect_stdout=False, redirect_stderr=False) as bar:
        task = bar.add_task("", total=frames)
        yield lambda done: bar.update(task, completed=done)


class _Heard:
    """A stream as it is, but for that nothing fails where nobody reads it any more."""

    def __init__(self, stream: TextIO) -> None:
        self._stream = stream

    def write(self, text: str) -> int:
        """As of any stream."""
        with suppress(OSError):
            return self._stream.write(text)
        return len(text)

    def flush(self) -> None:
        """As of any stream."""
        with suppress(OSError):
            self._stream.flush()

    def __getattr__(self, name: str) -> Any:
        return getattr(self._stream, name)


def _is_watched() -> bool:
    return sys.stderr is not None and sys.stderr.isatty()
