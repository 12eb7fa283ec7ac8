"""Apart: on Linux a check has a process of its own, so that one that hangs, or ends it, hides no other."""

from __future__ import annotations

import multiprocessing
import os
import signal
import sys
import warnings
from multiprocessing.connection import Connection
from traceback import extract_tb
from typing import NoReturn

from ..options import Options
from .causes import cause, remedy
from .finding import Check, Finding, why, wrong

LIMIT_SECONDS = 60.0  # of one check: to load manim takes a second, from a slow disk some more
MORE_SECONDS = 3.0  # after which a process that does not heed the limit is ended
_UNKNOWN = "see above; if all else is well, this is a fault in the program"


class _TooLongError(BaseException):
    """The limit has passed. No `except Exception` of whatever hangs catches it."""


def examined(check: Check, options: Options) -> list[Finding]:
    """What a check finds, and what became of it if it did not end well. Raises nothing but KeyboardInterrupt."""
    if sys.platform != "linux":  # macOS's own libraries fail in a fork, Windows has none
        return _found(check, options)
    context = multiprocessing.get_context("fork")  # which is quick, and nothing that might mind is loaded yet
    told, telling = context.Pipe(duplex=False)
    process = context.Process(target=_tell, args=(check, options, telling), daemon=True)
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # Python's own of threads
        process.start()
    telling.close()
    try:
        if told.poll(LIMIT_SECONDS + MORE_SECONDS):
            found: list[Finding] = told.recv()
            return found
        return [_hanging(check)]
    except EOFError:
        process.join(MORE_SECONDS)
        return [wrong(_topic(check), f"its process ended ({_how(process.exitcode or 0)})", remedy())]
    except KeyboardInterrupt:
        process.terminate()
        raise
    finally:
        process.join(MORE_SECONDS)  # it ends by itself, and tidies up, if it can
        process.kill()
        process.join(MORE_SECONDS)
        told.close()


def _tell(check: Check, options: Options, telling: Connection) -> None:
    """What the process does."""
    signal.signal(signal.SIGALRM, _too_long)
    signal.setitimer(signal.ITIMER_REAL, LIMIT_SECONDS)
    try:
        found = _found(check, options)
        signal.setitimer(signal.ITIMER_REAL, 0)
        telling.send(found)
    except KeyboardInterrupt:
        os._exit(1)  # whoever started it says so


def _found(check: Check, options: Options) -> list[Finding]:
    found: list[Finding] = []
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            found.extend(check(options))
    except _TooLongError as error:
        last = extract_tb(error.__traceback__)[-2]  # the last is where it was raised
        found.append(_hanging(check, f", at line {last.lineno} of {last.filename!r}", error))
    except (Exception, SystemExit) as error:  # a module of somebody's may end the process as it is imported
        fix = remedy(error) if isinstance(error, ImportError) else cause(error) or _UNKNOWN
        found.append(wrong(_topic(check), f"could not be looked at ({why(error)})", fix))
    return found


def _hanging(check: Check, where: str = "", error: BaseException | None = None) -> Finding:
    return wrong(_topic(check), f"hangs: not done after {LIMIT_SECONDS:.0f} seconds{where}", remedy(error))


def _how(code: int) -> str:
    return f"exit code {code}" if code >= 0 else signal.strsignal(-code) or f"signal {-code}"


def _topic(check: Check) -> str:
    return check.__name__.replace("_", " ")


def _too_long(*_: object) -> NoReturn:
    raise _TooLongError
