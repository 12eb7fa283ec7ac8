"""Crash points: `render` ended at any of its steps on disk. Each run is a fork of a process that has all imported.

Run as a program, because a process with threads had better not fork: `crash_points.py FOLDER CASE`.
"""

import os
import signal
import sys
import tempfile
from contextlib import redirect_stderr, redirect_stdout, suppress
from itertools import product
from pathlib import Path
from random import Random
from types import ModuleType

from production import address, receipts
from production.interruption import SAID
from render import main
from tests.production.command_line import draw_blank, draw_blank_pictures, draw_blank_webm
from tests.production.interrupted import Place, reset, reset_outputs

KILL = getattr(signal, "SIGKILL", None)
STEPS = {"os.mkdir", "os.rename", "os.remove", "os.rmdir", "os.utime", "fcntl.flock"}
MOST_POINTS = 100  # of the steps of a run, and
FEWER = 25  # where they are more of the same
LEAST_BYTES = 20  # that are written of a torn file
WRITING = os.O_WRONLY | os.O_RDWR


class Runs:
    """Forked runs of one command. `drawn` is how many segments the last one drew, `steps` how many steps it took."""

    def __init__(self, place):
        self.place = place
        self.stderr = ""
        self.drawn = self.steps = 0
        self._log, self._errors = place.folder / "log", place.folder / "stderr"

    def run(self, *more, at=None, number=KILL, again=False, another_version=False):
        """The exit code of a run that gets the signal just before its step number `at`, and `again` before others."""
        pid = os.fork()
        if pid == 0:
            with suppress(BaseException):
                self._as_child(more, at, number, again, another_version)
            os._exit(99)
        code = os.waitstatus_to_exitcode(os.waitpid(pid, 0)[1])
        told = self._log.read_text()
        self.drawn, self.steps, self.stderr = told.count("d"), told.count("s"), self._errors.read_text()
        return code

    def _as_child(self, more, at, number, again, another_version):
        log = os.open(self._log, os.O_WRONLY | os.O_CREAT | os.O_TRUNC)
        for path, stream in ((self._errors, 2), (os.devnull, 1)):
            os.dup2(os.open(path, os.O_WRONLY | os.O_CREAT | os.O_TRUNC), stream)
        if another_version:
            address.made_by = receipts.made_by = lambda: "another version"
        _draw_blank(log)
        _watch_steps(log, at, number, again)
        try:
            main([*self.place.words, "--out", "out", *more])
        except SystemExit as end:
            os._exit(end.code)


def _draw_blank(log):
    def drawing(function):
        def draw(*what):
            os.write(log, b"d")
            return function(*what)

        return draw

    module = sys.modules["production.draw"] = ModuleType("production.draw")
    module.draw_segment, module.draw_webm = drawing(draw_blank), drawing(draw_blank_webm)
    module.draw_pictures = drawing(draw_blank_pictures)


def _watch_steps(log, at, number, again):
    steps = 0

    def hook(event, args):
        nonlocal steps
        if event in STEPS or (event == "open" and isinstance(args[2], int) and args[2] & WRITING):
            os.write(log, b"s")
            steps += 1
            if at is not None and (steps == at or (again and steps > at)):
                _end(number)

    sys.addaudithook(hook)


def _end(number):
    if number != signal.SIGXFSZ:
        os.kill(os.getpid(), number)
        return
    import resource  # which not every system has

    signal.signal(number, signal.SIG_DFL)
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    resource.setrlimit(resource.RLIMIT_FSIZE, (LEAST_BYTES, LEAST_BYTES))


def prepared(folder, words, old):
    """Runs of a command, what is there `old` to begin with, and what an undisturbed run makes `new`."""
    place = Place(folder, words)
    os.chdir(folder)
    os.environ |= {"TMPDIR": str(place.temporary), "BOTH_WAYS_CACHE": str(place.cache)}
    tempfile.tempdir = None
    tempfile.gettempdir()  # here, because it tries every folder with a file, which is its own affair
    runs = Runs(place)
    _draw_blank(os.open(os.devnull, os.O_WRONLY))
    with open(os.devnull, "w") as nothing, redirect_stdout(nothing), redirect_stderr(nothing), suppress(SystemExit):
        main([*words, "--out", "out"])  # here, because what it imports and remembers is then there for every fork
    reset(place, {})
    assert not old or runs.run(another_version=True) == 0, runs.stderr
    before = place.made()
    assert runs.run() == 0, runs.stderr
    after = place.made()
    assert not old or (before.keys() == after.keys() and before != after)
    return runs, before, after


def killed(runs, old, new, number=KILL, most=MOST_POINTS):
    """SIGKILL at each step: the next run sweeps, draws what is missing and nothing else, and makes the same."""
    place, (parts, steps) = runs.place, undisturbed(runs, old)
    points = some_of(steps, most)
    for at in points:
        reset(place, old)
        assert -number <= runs.run(at=at, number=number) <= -number * (number == KILL), (at, runs.stderr)
        check_torn(place, old, new, at)
        go_on(runs, parts, new, at)
    return len(points)


def torn(runs, old, new):
    """The same in the middle of the first file that is written after each step, if one still is."""
    return killed(runs, old, new, signal.SIGXFSZ, FEWER)


def killed_at_some(runs, old, new):
    """The first at fewer steps."""
    return killed(runs, old, new, most=FEWER)


def killed_twice(runs, old, new):
    """SIGKILL at a step, and again at each of the first ones of the next run, which are those of its sweep."""
    place, (parts, steps) = runs.place, undisturbed(runs, old)
    points = list(product(some_of(steps, 3), range(1, 13)))
    for at, then in points:
        reset(place, old)
        assert runs.run(at=at) == -KILL, (at, runs.stderr)
        assert runs.run(at=then) == -KILL, (at, then, runs.stderr)
        check_torn(place, old, new, (at, then))
        go_on(runs, parts, new, (at, then))
    return len(points)


def interrupted(runs, old, new, again=False):
    """SIGINT at each step (`again`: and at all that follow): one line, and nothing is left over without any sweep."""
    place, (_, steps) = runs.place, undisturbed(runs, old)
    for at in range(1, steps + 1):
        reset(place, old)
        assert runs.run(at=at, number=signal.SIGINT, again=again) == 130, (at, runs.stderr)
        *before, last = runs.stderr.splitlines()  # before it may be the table, if all films were made
        assert last == f"render: {SAID}", at
        assert not any("Traceback" in line for line in before), at
        place.check_outputs(old, new)
        place.check_tidy()
    return steps


def interrupted_again(runs, old, new):
    """The same with a user who does not stop pressing Ctrl-C."""
    return interrupted(runs, old, new, again=True)


def cleared(runs, old, new):
    """SIGKILL at each step of `--cache-clear`: what is left of the cache is whole."""
    place, (parts, _) = runs.place, undisturbed(runs, old)
    assert runs.run("--cache-clear") == 0, runs.stderr
    assert place.entries() == {}
    steps = runs.steps
    for at in range(1, steps + 1):
        reset(place, {})
        assert runs.run() == 0, runs.stderr
        assert runs.run("--cache-clear", at=at) == -KILL, (at, runs.stderr)
        assert place.made() == new, at
        reset_outputs(place, {})
        assert runs.run() == 0, (at, runs.stderr)
        assert runs.drawn <= parts, at
        assert place.made() == new, at
        place.check_tidy()
    return steps


def some_of(steps, most):
    """All steps, or so many of them."""
    return sorted(Random(7).sample(range(1, steps + 1), min(most, steps)))


def undisturbed(runs, old):
    """How many segments are drawn, and how many steps are taken."""
    reset(runs.place, old)
    assert runs.run() == 0, runs.stderr
    return runs.drawn, runs.steps


def check_torn(place, old, new, at):
    """Every file with a final name is whole. Only a folder may be missing meanwhile, between its two renames."""
    made = place.made()
    visible = {name: data for name, data in made.items() if not name.startswith(".both-ways-")}
    assert all(data in (old.get(name), new.get(name)) for name, data in visible.items()), at
    assert all("/" in name for name in old.keys() - visible.keys()), at


def go_on(runs, parts, new, at):
    """The next run ends well, from the segments that there are."""
    place, kept = runs.place, runs.place.entries()
    assert runs.run() == 0, (at, runs.stderr)
    assert runs.drawn == max(0, parts - len(kept)), at
    assert kept.items() <= place.entries().items(), at
    assert place.made() == new, at
    place.check_tidy()


if __name__ == "__main__":
    folder, case, old, *words = sys.argv[1:]
    tried = globals()[case](*prepared(Path(folder), tuple(words), old == "old"))
    print(tried)
