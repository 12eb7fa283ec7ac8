"""Interruption: `render` is ended at random moments, and nothing is lost, left over, or done again."""

import os
import random
import signal
import subprocess
import sys
import time
from contextlib import suppress
from dataclasses import dataclass

import psutil
import pytest

from production.interruption import SAID
from tests.production.command_line import environment, files
from tests.production.interrupted import ANOTHER_VERSION, SECONDS, Place, check_ended, reset, wait_until_heeding

pytestmark = pytest.mark.skipif(not sys.platform.startswith("linux"), reason="asks /proc when signals are heeded")

SIGINT, SIGTERM, SIGKILL, SIGHUP = (getattr(signal, name, None) for name in ("SIGINT", "SIGTERM", "SIGKILL", "SIGHUP"))
SMALL = ("--kernel", "1,2", "--signal", "1,2,3", "--speed", "4", "-q", "draft", "--width", "128", "--fps", "1")
LONGER = ("-q", "draft", "--width", "128", "--fps", "2")  # in five segments


@dataclass(frozen=True)
class Group:
    """Rounds with one command. `old`: over the film of another version. `sent`: the signals in their turn."""

    words: tuple[str, ...]
    sent: tuple[signal.Signals, ...]
    old: bool = False
    to_all: bool = False  # processes of the run, as a terminal does
    starting: bool = False  # the workers, when the moments come
    again_ms: int | None = None  # the same signal once more so much later


GROUPS = {
    "a film in this process": Group((*LONGER, "-j", "1"), (SIGKILL, SIGINT, SIGTERM, SIGINT, SIGKILL)),
    "a film by workers": Group((*LONGER, "-j", "2"), (SIGKILL, SIGTERM, SIGINT, SIGKILL)),
    "over an old one": Group((*LONGER, "-j", "1"), (SIGINT, SIGKILL, SIGTERM, SIGHUP), old=True),
    "over an old one by workers": Group((*LONGER, "-j", "2"), (SIGTERM, SIGKILL, SIGINT), old=True),
    "at a terminal": Group((*LONGER, "-j", "2"), (SIGINT, SIGINT, SIGTERM, SIGHUP, SIGKILL), to_all=True),
    "workers about to start": Group(
        (*SMALL, "-j", "2"), (SIGINT, SIGTERM, SIGINT, SIGKILL), to_all=True, starting=True
    ),
    "twice": Group((*LONGER, "-j", "2"), (SIGINT, SIGTERM, SIGINT), to_all=True, again_ms=80),
    "twice at once": Group((*SMALL, "-j", "1"), (SIGINT, SIGINT, SIGTERM), old=True, again_ms=3),
    "captions and poster": Group((*SMALL, "--captions", "--poster"), (SIGKILL, SIGTERM, SIGINT, SIGTERM)),
    "stills": Group((*SMALL, "--stills"), (SIGKILL, SIGTERM, SIGKILL, SIGTERM), old=True),
    "frames": Group((*SMALL, "--format", "gif,png"), (SIGINT, SIGKILL, SIGTERM, SIGKILL), old=True),
    "a page": Group((*SMALL, "--embed", "--gallery"), (SIGTERM, SIGKILL, SIGINT), old=True),
    "slides": Group((*SMALL, "--slides", "-j", "2"), (SIGKILL, SIGINT, SIGTERM), old=True),
    "two kernels": Group((*SMALL, "--kernel", "2,1", "-j", "2"), (SIGTERM, SIGKILL, SIGINT, SIGKILL)),
}


STARTING = """
import signal, sys

class Watch:
    def find_spec(self, name, path=None, target=None):
        heard.setdefault(name, signal.getsignal(signal.SIGINT))

heard = {}
sys.meta_path.insert(0, Watch())
sys.argv[0] = "render"
import render
print(int(heard["production"]), heard["production.command"].__name__)
"""


def test_before_there_are_handlers_ctrl_c_ends_the_program_without_a_traceback():
    done = subprocess.run(
        [sys.executable, "-c", STARTING], capture_output=True, text=True, env=environment(), check=True
    )
    assert done.stdout.split() == [str(int(signal.SIG_DFL)), "_end_at_once"]


def test_there_are_enough_moments_of_each_kind():
    sent = [number for group in GROUPS.values() for number in group.sent]
    counts = [sent.count(number) for number in (SIGINT, SIGTERM, SIGKILL)]
    assert sum(counts) >= 50
    assert min(counts) >= 15


@pytest.mark.slow
@pytest.mark.parametrize("name", GROUPS)
def test_a_render_ended_at_any_moment_loses_nothing_and_the_next_one_goes_on(here, name):
    group, moments = GROUPS[name], random.Random(f"moments of {name}")
    place = Place(here, group.words)
    if group.old:
        place.run(program=("-c", ANOTHER_VERSION))
    old = place.made()
    started = time.monotonic()
    place.run("--force")
    seconds, new = time.monotonic() - started, place.made()
    place.check_gone()
    assert old.keys() == (new.keys() if group.old else set())
    assert old != new
    for turn, number in enumerate(group.sent, 1):
        reset(place, old)
        last = turn == len(group.sent)  # which comes when there is something to go on from
        interrupt(place, group, number, moments.uniform(0, (0.1 if last else 1.1) * seconds), new, last)
        place.check_gone()
        if number != SIGKILL:
            place.check_outputs(old, new)  # also without a sweep
        kept = place.entries()
        place.check_swept()
        place.check_outputs(old, new)
    assert kept
    place.run()
    assert place.made() == new
    assert kept.items() <= place.entries().items()
    place.check_gone()
    place.check_tidy()


def interrupt(place, group, number, seconds, new, after_a_segment):
    """One run that gets the signal so many seconds after its start, or after its first segment; and maybe once more."""
    with place.start() as process:
        started = time.monotonic()
        if number != SIGKILL:
            wait_until_heeding(process)
        if group.starting:
            place.wait_for_processes(3, process)  # this one, the standard library's tracker, the server of workers
            started, seconds = time.monotonic(), seconds / 4
        if after_a_segment:
            place.wait_until(lambda: place.entries() or process.poll() is not None)
            started = time.monotonic()
        time.sleep(max(0, seconds - (time.monotonic() - started)))
        for pause in (0, group.again_ms):
            if pause is not None:
                time.sleep(pause / 1000)
                with suppress(ProcessLookupError):
                    if group.to_all and number == SIGKILL:
                        place.kill_group(process)
                    else:
                        (os.killpg if group.to_all else os.kill)(process.pid, number)
        stdout, stderr = process.communicate(timeout=SECONDS)
    check_ended(process, stdout, stderr, number, new)


@pytest.mark.slow
def test_a_render_that_was_stopped_for_a_while_goes_on_and_ends(here):
    place = Place(here, (*LONGER, "-j", "2"))
    with place.start() as process:
        place.wait_for_processes(5, process)  # two workers, too
        os.killpg(process.pid, signal.SIGSTOP)
        place.wait_until(lambda: {p.status() for p in place.processes()} == {psutil.STATUS_STOPPED})
        before = files(here)
        time.sleep(0.5)
        assert files(here) == before
        os.killpg(process.pid, signal.SIGCONT)
        _, stderr = process.communicate(timeout=SECONDS)
    assert (process.returncode, stderr) == (0, "")
    made = place.made()
    reset(place, {})
    place.run("-j", "1")
    assert place.made() == made


@pytest.mark.slow
def test_ctrl_c_at_a_terminal_takes_the_bar_away_and_gives_the_cursor_back(here):
    import fcntl
    import pty
    import termios

    place = Place(here, (*LONGER, "-j", "2"))
    terminal, other_end = pty.openpty()
    with place.start(
        stdin=other_end, stderr=other_end, text=False, preexec_fn=lambda: fcntl.ioctl(0, termios.TIOCSCTTY, 0)
    ) as process:
        os.close(other_end)
        shown = b""
        while b"rendering" not in shown:
            shown += os.read(terminal, 4096)
        place.wait_for_processes(5, process)
        os.write(terminal, b"\x03")
        with suppress(OSError):  # which is how a terminal without processes ends
            while chunk := os.read(terminal, 4096):
                shown += chunk
        assert process.wait(timeout=SECONDS) == 130
    os.close(terminal)
    assert shown.rstrip().endswith(f"render: {SAID}".encode())
    assert b"Traceback" not in shown
    assert b"\x1b[?25l" in shown
    assert b"\x1b[?25l" not in shown[shown.rindex(b"\x1b[?25h") :]
    place.check_gone()
    place.check_tidy()
    assert place.made() == {}
