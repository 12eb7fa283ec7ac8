"""Interruptions: Ctrl-C, a request to end, or a terminal that goes away; all of them tidy up, once."""

from __future__ import annotations

import os
import signal
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from types import FrameType
from typing import NoReturn

INTERRUPTED = 130  # the exit code
SAID = "interrupted; nothing is half-written, no old film is lost, and the same command goes on from here"
PATIENCE_SECONDS = 5.0  # in which a second interruption does not disturb what the first one began
_NUMBERS = [getattr(signal, name) for name in ("SIGINT", "SIGTERM", "SIGHUP") if hasattr(signal, name)]
_heeded = [-PATIENCE_SECONDS]  # when the last interruption was


@contextmanager
def as_interrupts() -> Iterator[None]:
    """SIGINT, SIGTERM and SIGHUP raise KeyboardInterrupt meanwhile, unless they were being ignored (as under nohup).

    While it tidies up, another one does not disturb it; after `PATIENCE_SECONDS` it would.
    """
    if threading.current_thread() is not threading.main_thread():
        yield  # only the main thread may handle signals
        return
    _heeded[0] = -PATIENCE_SECONDS if signal.getsignal(signal.SIGINT) is not _interrupt else _heeded[0]
    before = {}
    for number in _NUMBERS:
        handler = signal.getsignal(number)
        if handler in (signal.SIG_DFL, signal.default_int_handler, _end_at_once):
            before[number] = handler
            signal.signal(number, _interrupt)
    try:
        yield
    finally:
        for number, handler in before.items():
            if signal.getsignal(number) is _interrupt:
                signal.signal(number, handler)


def end_at_once() -> None:
    """Until `as_interrupts`, an interruption ends the process with one line: nothing is begun yet."""
    for number in _NUMBERS:
        if signal.getsignal(number) in (signal.SIG_DFL, signal.default_int_handler):
            signal.signal(number, _end_at_once)


def heed_no_more() -> None:
    """From now on the process ends as it will, and no interruption comes between."""
    for number in _NUMBERS:
        if signal.getsignal(number) is _interrupt:
            signal.signal(number, signal.SIG_IGN)


def _interrupt(_number: int, _frame: FrameType | None) -> None:
    now = time.monotonic()
    if now - _heeded[0] >= PATIENCE_SECONDS:
        _heeded[0] = now
        raise KeyboardInterrupt


def _end_at_once(_number: int, _frame: FrameType | None) -> NoReturn:
    with suppress(OSError):
        os.write(2, f"render: {SAID}\n".encode())
    os._exit(INTERRUPTED)
