"""The manners of the command line: every failure is one line on stderr and an exit code, help comes in sections."""

from __future__ import annotations

import errno
import os
import sys
from collections.abc import Callable, Iterable, Sequence
from contextlib import suppress
from pathlib import Path
from typing import Any

import click

from .harmless import harmless, harmless_lines
from .interruption import INTERRUPTED, SAID, as_interrupts, heed_no_more, interrupted, stop_if_interrupted

MISSING, WRONG_USE, FAILED, DONE = 3, 2, 1, 0
_STREAMS = 3  # stdin, stdout, stderr
_MOST_LINE = 400  # characters of a message


class SectionedOption(click.Option):
    """An option that stands under a heading of its own in the help."""

    def __init__(self, *names: Any, section: str, **settings: Any) -> None:
        super().__init__(*names, **settings)
        self.section = section


def option(section: str, *names: str, **settings: Any) -> Callable[[Any], Any]:
    """A decorator as `click.option`, with the heading first."""
    return click.option(*names, cls=SectionedOption, section=section, **settings)


class OneLineCommand(click.Command):
    """A command that never shows a usage dump or a traceback, unless `--debug` asks for one."""

    def main(self, args: Sequence[str] | None = None, *_others: Any, **_extra: Any) -> Any:
        """Run with `args` (or the process's own) and end with an exit code."""
        try:
            _open_streams()
            with as_interrupts():
                code = self._code(list(sys.argv[1:] if args is None else args))
                if args is None:  # the process ends
                    heed_no_more()
        except KeyboardInterrupt:  # while that began, or something else was being said
            _complain(SAID)
            code = INTERRUPTED
        sys.exit(code)

    def _code(self, words: list[str]) -> int:
        try:
            with self.make_context("render", list(words)) as ctx:
                self.invoke(ctx)
            stop_if_interrupted()
        except click.exceptions.Exit as end:  # --help and --version
            return end.exit_code
        except BrokenPipeError:
            _give_up(sys.stdout)  # whoever read it has seen enough
        except (Exception, KeyboardInterrupt) as error:
            if "--debug" in words:
                import traceback

                _print(harmless_lines(traceback.format_exc()), end="")
            message, code = (SAID, INTERRUPTED) if interrupted() else _said(error)
            _complain(message)
            return code
        return DONE

    def parse_args(self, ctx: click.Context, args: list[str]) -> list[str]:
        """Parse; an option's name where its neighbour's value should be is a value forgotten."""
        rest = super().parse_args(ctx, args)
        names = {name for parameter in self.params for name in parameter.opts}
        for parameter in self.params:
            found = ctx.params.get(parameter.name or "")
            for value in found if isinstance(found, tuple) else (found,):
                if isinstance(parameter, click.Option) and value in names:
                    raise click.UsageError(f"option {parameter.opts[-1]} needs a value, but {value} follows")
        return rest

    def get_help_option(self, ctx: click.Context) -> click.Option | None:
        """The option `--help`, whose text goes the way of all that is said."""
        found = super().get_help_option(ctx)
        if found is not None:
            found.callback = _show_help
        return found

    def format_options(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """Write the options under their headings."""
        sections: dict[str, list[tuple[str, str]]] = {}
        for parameter in self.get_params(ctx):
            record = parameter.get_help_record(ctx)
            if record and not isinstance(parameter, click.Argument):
                sections.setdefault(getattr(parameter, "section", "Other"), []).append(record)
        for heading, records in sections.items():
            with formatter.section(heading):
                formatter.write_dl(records)


def _show_help(ctx: click.Context, _: click.Parameter, asked: bool) -> None:
    if asked and not ctx.resilient_parsing:
        say(f"{ctx.get_help()}\n")
        ctx.exit()


def say(text: str) -> None:
    """Write to stdout, whatever its encoding, and even if nobody reads it any more; to a terminal only what is calm."""
    text = harmless_lines(text) if _is_terminal(sys.stdout) else text
    if sys.stdout is None and text:  # it was closed as the program began
        raise click.ClickException("cannot write to stdout: it is closed")
    try:
        try:
            click.echo(text, nl=False, color=True)  # else what looks like a colour is taken out of paths
        except UnicodeEncodeError:  # a narrow encoding, or a path that is no text
            click.echo(text.encode("utf-8", "surrogateescape"), nl=False)
    except OSError as error:
        _give_up(sys.stdout)
        if not isinstance(error, BrokenPipeError):
            raise click.ClickException(f"cannot write to stdout: {error.strerror}") from error


def say_paths(paths: Iterable[Path]) -> None:
    """Write paths to stdout, one a line: exactly as they are for a script, harmless where a terminal shows them."""
    shown = harmless if _is_terminal(sys.stdout) else str
    say("".join(f"{shown(str(path))}\n" for path in paths))


def _is_terminal(stream: Any) -> bool:
    try:
        return bool(stream.isatty())
    except (AttributeError, ValueError):  # there is none, or it is closed
        return False


def _said(error: BaseException) -> tuple[str, int]:
    """The line and the exit code for a failure. (Errors of this project know both; kernels may not be importable.)"""
    if isinstance(error, KeyboardInterrupt | click.Abort):
        return SAID, INTERRUPTED
    if isinstance(error, click.exceptions.NoSuchOption):
        close = f"; did you mean {error.possibilities[0]}?" if error.possibilities else ";"
        return f"no such option {error.option_name}{close} render --help shows all", WRONG_USE
    if isinstance(error, click.UsageError):
        message = error.format_message().rstrip(".")
        return f"{message[:1].lower()}{message[1:]}; render --help shows how", WRONG_USE
    if isinstance(error, click.ClickException):
        return error.format_message(), error.exit_code
    if isinstance(error, ImportError):
        return f"a part of the system is missing ({error}); {_found_again(error)}", MISSING
    code = getattr(error, "exit_code", None)
    if isinstance(code, int):
        return str(error), code
    if isinstance(error, OSError) and error.errno in (errno.EMFILE, errno.ENFILE):
        return "more files would be open at once than this system allows; raise that (ulimit -n 256)", FAILED
    if isinstance(error, OSError) and error.filename:
        return f"{error.filename!r} cannot be used: {error.strerror}; --debug shows more", FAILED
    return f"this is a fault in the program ({type(error).__name__}: {error}); --debug shows where", FAILED


def _found_again(error: ImportError) -> str:
    """What to do about a part that is missing, or that something else is taken for."""
    with suppress(Exception):  # what is missing may be needed here, too
        from .doctor.strangers import blamed, without

        path = blamed(error)
        if path is not None:
            return without(path)
    return "./run render installs it"


def _complain(message: str) -> None:
    """One line, with nothing in it that a terminal would obey."""
    text = harmless(message)
    _print(f"render: {text if len(text) <= _MOST_LINE else text[: _MOST_LINE - 1] + '…'}")


def _print(text: str, end: str = "\n") -> None:
    try:
        click.echo(text + end, nl=False, err=True)
    except OSError:
        _give_up(sys.stderr)


def _open_streams() -> None:
    """Give the three numbers of the system's streams to nothing if they are closed, so that no file of ours has one."""
    with suppress(OSError):
        while (number := os.open(os.devnull, os.O_RDWR)) < _STREAMS:
            pass
        os.close(number)


def _give_up(stream: Any) -> None:
    """Point a stream that cannot be written to at nothing, so that it does not fail once more as Python ends."""
    try:
        os.dup2(os.open(os.devnull, os.O_WRONLY), stream.fileno())
    except (OSError, AttributeError, ValueError):
        return
