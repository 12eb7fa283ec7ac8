"""Interruptions: Ctrl-C, a request to end, or a terminal that goes away; all of them tidy up, once."""

from __future__ import annotations

import os
import signal
import sys
import threading
import time
from collections.abc import Collection, Iterator
from contextlib import ExitStack, contextmanager, suppress
from types import FrameType
from typing import Any, NoReturn

INTERRUPTED = 130  # the exit code
SAID = "interrupted; nothing is half-written, no old film is lost, and the same command goes on from here"
PATIENCE_SECONDS = 5.0  # in which a second interruption does not disturb what the first one began
_AGAIN_SECONDS, _OVER = 0.02, b"\0"
_NUMBERS = [getattr(signal, name) for name in ("SIGINT", "SIGTERM", "SIGHUP") if hasattr(signal, name)]
_within: list[None] = []  # one for each `as_interrupts` that is going on
_called = [0.0]  # when the handler was called last
_heeded: list[tuple[float, int]] = []  # when interruptions were heeded since the first of those began, and which


@contextmanager
def as_interrupts() -> Iterator[None]:
    """SIGINT, SIGTERM and SIGHUP raise KeyboardInterrupt meanwhile, unless they were being ignored (as under nohup).

    While it tidies up, another one does not disturb it; after `PATIENCE_SECONDS` it would. Whatever it became on its
    way (a RuntimeError where a class was being made, an ImportError of a library in C), it leaves as KeyboardInterrupt.
    """
    if threading.current_thread() is not threading.main_thread():
        yield  # only the main thread may handle signals
        return
    if not _within:
        _heeded.clear()
    _within.append(None)
    handlers = {number: signal.getsignal(number) for number in _NUMBERS}
    usual = (signal.SIG_DFL, signal.default_int_handler, _end_at_once)
    before = {number: handler for number, handler in handlers.items() if handler in usual}
    try:
        with ExitStack() as stack:
            if before:
                stack.enter_context(_none_dropped())
                stack.enter_context(_none_asleep(before.keys()))
            for number in before:
                signal.signal(number, _interrupt)
            yield
    except Exception as error:
        if _heeded:
            raise KeyboardInterrupt from error
        raise
    finally:
        for number, handler in before.items():
            if signal.getsignal(number) is _interrupt:
                signal.signal(number, handler)
        _within.pop()


def interrupted() -> bool:
    """Whether an interruption came, though something may have made another error of it, or nothing at all."""
    return bool(_within and _heeded) and threading.current_thread() is threading.main_thread()


def stop_if_interrupted() -> None:
    """Raise KeyboardInterrupt if an interruption came that got lost on its way."""
    if interrupted():
        raise KeyboardInterrupt


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


def _interrupt(number: int, _frame: FrameType | None) -> None:
    now = _called[0] = time.monotonic()
    if not _heeded or now - _heeded[-1][0] >= PATIENCE_SECONDS:
        _heeded.append((now, number))
        raise KeyboardInterrupt


@contextmanager
def _none_dropped() -> Iterator[None]:
    """An interruption comes again if an error was made of it that nobody can catch, as in a destructor."""
    hook = sys.unraisablehook

    def unraisable(missed: Any) -> None:
        if not issubclass(missed.exc_type, KeyboardInterrupt):
            hook(missed)
            return
        number = _heeded[-1][1] if _heeded else signal.SIGINT
        _heeded.clear()
        again = threading.Timer(_AGAIN_SECONDS, _send, [number])
        again.daemon = True
        again.start()

    sys.unraisablehook = unraisable
    try:
        yield
    finally:
        sys.unraisablehook = hook


@contextmanager
def _none_asleep(ours: Collection[int]) -> Iterator[None]:
    """An interruption that the system gave to another thread comes again to the main one.

    Only there does Python call a handler; while it waits for something, only a signal of its own wakes it. `ours`: the
    signals that this module handles.
    """
    if sys.platform == "win32":  # where Ctrl-C wakes it
        yield
        return
    told, tell = os.pipe()
    os.set_blocking(tell, False)
    before = signal.set_wakeup_fd(tell, warn_on_full_buffer=False)  # which gets a byte whatever thread had the signal
    thread = threading.Thread(target=_pass_on, args=[told, ours], daemon=True)
    thread.start()
    try:
        yield
    finally:
        signal.set_wakeup_fd(before)
        os.write(tell, _OVER)  # the pipe may have no end, because somebody's child has it, too
        thread.join()
        os.close(tell)
        os.close(told)


def _pass_on(told: int, ours: Collection[int]) -> None:
    """Send each signal of ours to the main thread if its handler was not called in the meantime, until it is over."""
    while (number := os.read(told, 1)) != _OVER:
        came = time.monotonic()
        time.sleep(_AGAIN_SECONDS)
        if number[0] in ours and _called[0] < came - _AGAIN_SECONDS:
            _send(number[0])


def _send(number: int) -> None:
    """To the main thread, whatever it waits for."""
    if sys.platform != "win32":
        signal.pthread_kill(threading.main_thread().ident or 0, number)
    else:
        signal.raise_signal(number)


def _end_at_once(_number: int, _frame: FrameType | None) -> NoReturn:
    with suppress(OSError):
        os.write(2, f"render: {SAID}\n".encode())
    os._exit(INTERRUPTED)
