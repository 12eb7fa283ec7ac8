"""An interruption ends the program, though Python makes another error of it, drops it, or tells another thread."""

import contextlib
import os
import signal
import sys
import threading
import time

import pytest

from production.interruption import SAID, as_interrupts, interrupted, stop_if_interrupted
from tests.production.command_line import python

pytestmark = pytest.mark.skipif(os.name == "nt", reason="sends signals")

SEND = "import os, signal; os.kill(os.getpid(), signal.SIGINT)"
PLACES = {
    "as a class is made": f"""
class Named:
    def __set_name__(self, *_):
        {SEND}

class Owner:
    name = Named()
""",
    "as a library fails to load": f"""
try:
    {SEND}
except KeyboardInterrupt:
    raise ImportError("could not be loaded") from None
""",
    "as an object goes": f"""
import time

class Going:
    def __del__(self):
        {SEND}

Going()
time.sleep(30)
""",
    "to another thread while this one waits": """
import signal, threading, time

def other():
    time.sleep(0.2)
    signal.pthread_kill(threading.get_ident(), signal.SIGINT)

threading.Thread(target=other).start()
time.sleep(30)
""",
    "where somebody catches all": f"""
try:
    {SEND}
except BaseException:
    pass
""",
}
known = []  # of each call of `within`, whether it knew that it was interrupted
PROGRAM = """
import production.films
import render

usual = production.films.{function}

def disturbed(*args, **kwargs):
    {disturbance}
    return usual(*args, **kwargs)

production.films.{function} = disturbed
render.main()
"""


@pytest.fixture(autouse=True)
def _handlers_stay():
    """The signals' handlers are afterwards what they were."""
    before = {number: signal.getsignal(number) for number in (signal.SIGINT, signal.SIGTERM, signal.SIGHUP)}
    yield
    assert {number: signal.getsignal(number) for number in before} == before


def within(act):
    """Do it as a command does; whether it was interrupted."""
    with as_interrupts():
        try:
            act()
        finally:
            known.append(interrupted())
        stop_if_interrupted()


@pytest.mark.parametrize("place", PLACES)
def test_it_leaves_as_an_interruption_whatever_became_of_it(place):
    hook = sys.unraisablehook
    started = time.monotonic()
    with pytest.raises(KeyboardInterrupt):
        within(lambda: exec(PLACES[place], {}))
    assert known.pop()
    assert not interrupted()
    assert time.monotonic() - started < 20
    assert sys.unraisablehook is hook


def test_another_error_stays_what_it_is():
    with pytest.raises(ZeroDivisionError):
        within(lambda: 1 / 0)


def test_an_earlier_interruption_is_not_this_ones():
    with contextlib.suppress(KeyboardInterrupt), as_interrupts():
        os.kill(os.getpid(), signal.SIGTERM)
    with as_interrupts():
        assert not interrupted()


def test_in_another_thread_nothing_is_known_of_it():
    with contextlib.suppress(KeyboardInterrupt):
        within(lambda: os.kill(os.getpid(), signal.SIGINT))
    thread = threading.Thread(target=within, args=[lambda: None])
    thread.start()
    thread.join()
    assert [known.pop(), known.pop()] == [False, True]


def test_somebody_elses_handler_is_called_once_for_each_signal():
    called = []
    before = signal.signal(signal.SIGINT, lambda number, _: called.append(number))
    try:
        within(lambda: [os.kill(os.getpid(), signal.SIGINT), time.sleep(0.2)])
    finally:
        signal.signal(signal.SIGINT, before)
    assert called == [signal.SIGINT]


def test_a_process_that_was_forked_meanwhile_is_not_waited_for():
    children = []

    def fork():
        number = os.fork()
        if number == 0:
            time.sleep(5)
            os._exit(0)
        children.append(number)

    started = time.monotonic()
    within(fork)
    assert time.monotonic() - started < 4
    os.kill(children[0], signal.SIGKILL)
    os.waitpid(children[0], 0)


def test_one_that_somebody_catches_when_all_is_done_is_still_said():
    program = f"""
        import production.describe, render
        disturbance = {PLACES["where somebody catches all"]!r}
        production.describe.describe_options = lambda _: exec(disturbance, {{}}) or "all of it"
        render.main()
    """
    done = python(program, "--describe")
    assert (done.code, done.stdout, done.stderr) == (130, "all of it", f"render: {SAID}\n")


def test_an_error_that_nobody_can_catch_is_still_told(monkeypatch):
    told = []
    monkeypatch.setattr(sys, "unraisablehook", lambda missed: told.append(missed.exc_type))
    with as_interrupts():
        exec("class Going:\n    def __del__(self):\n        1 / 0\nGoing()", {})
    assert told == [ZeroDivisionError]


@pytest.mark.parametrize(
    "function",
    ["run", *(pytest.param(name, marks=pytest.mark.slow) for name in ("make_folder", "whole", "progress_bar"))],
)
@pytest.mark.parametrize("place", PLACES)
def test_a_render_ends_with_its_one_line_wherever_it_comes(place, function, tmp_path):
    disturbance = f"exec({PLACES[place]!r}, {{}})"
    program = PROGRAM.format(function=function, disturbance=disturbance)
    words = ("--kernel", "1,2", "--signal", "1,2,3", "-q", "draft", "--width", "128", "--fps", "1", "-j", "1")
    done = python(program, *words, "--kernel", "2,1", cwd=tmp_path)
    assert (done.code, done.stderr) == (130, f"render: {SAID}\n")
    assert len(list(tmp_path.rglob("*.mp4"))) < 2  # one may have been all but made
