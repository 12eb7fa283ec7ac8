"""Helpers of the tests that interrupt: `render` as real processes in a place of their own, and what must hold after."""

import os
import shutil
import signal
import subprocess
import sys
import time
from dataclasses import dataclass, field
from pathlib import Path
from uuid import uuid4

import psutil

from production.interruption import SAID
from production.temporary import sweep
from tests.production.command_line import PROJECT, environment, files

MARK = "BOTH_WAYS_TEST_RUN"  # an environment variable, by which a run's processes are known whoever their parent is
ANOTHER_VERSION = """
import sys
from production import made_by

made_by.made_by = lambda: "another version"
from scenes.storyboard.theme import THEMES

for theme in THEMES:
    object.__setattr__(theme, "text", theme.muted)
import render

render.main()
"""
SECONDS = 60.0  # in which any of these runs has ended, even on a busy machine


@dataclass
class Place:
    """Folders of its own for the outputs, the cache and temporary files of one command, given again and again."""

    folder: Path
    words: tuple[str, ...]
    mark: str = field(default_factory=lambda: uuid4().hex)

    def __post_init__(self):
        for folder in (self.out, self.cache, self.temporary):
            folder.mkdir()

    @property
    def out(self):
        return self.folder / "out"

    @property
    def cache(self):
        return self.folder / "cache"

    @property
    def temporary(self):
        return self.folder / "tmp"

    def start(self, *more, program=(str(PROJECT / "render.py"),), **settings):
        """A process that runs the command, in a session (and so a process group) of its own."""
        command = [sys.executable, *program, *self.words, *more]
        surroundings = environment(TMPDIR=str(self.temporary), BOTH_WAYS_CACHE=str(self.cache), **{MARK: self.mark})
        usual = {"stdout": subprocess.PIPE, "stderr": subprocess.PIPE, "text": True}
        return subprocess.Popen(
            [*command, "--out", "out"], cwd=self.folder, env=surroundings, start_new_session=True, **(usual | settings)
        )

    def run(self, *more, **settings):
        """Run the command, undisturbed, and see that it ends well."""
        with self.start(*more, **settings) as process:
            stdout, stderr = process.communicate(timeout=SECONDS)
        assert process.returncode == 0, stderr
        return stdout

    def made(self):
        """Every file of the outputs, with its content."""
        return files(self.out)

    def entries(self):
        """Every entry of the cache, with a number that another file in its place would not have."""
        return {path: path.stat().st_ino for path in self.cache.glob("[0-9a-f][0-9a-f]/*")}

    def processes(self):
        """All processes of its runs that are there."""
        return [process for process in psutil.process_iter() if self.mark == _environment(process).get(MARK)]

    def kill_group(self, process):
        """Kill a run and all its processes at once. The standard library's tracker is among them, so what it would have
        taken away, this does: the semaphores that they have at that moment, in which they stand still."""
        os.killpg(process.pid, signal.SIGSTOP)
        self.wait_until(lambda: all(_stands_still(one) for one in self.processes()))
        semaphores = {path for one in self.processes() for path in _semaphores(one.pid)}
        os.killpg(process.pid, signal.SIGKILL)
        self.check_gone()
        for path in semaphores:
            path.unlink(missing_ok=True)

    def check_gone(self):
        """No process is left; the server that imports for the workers may end its import first."""
        self.wait_until(lambda: not self.processes())

    def wait_for_processes(self, count, process):
        """Wait until a run has so many processes, unless it is over sooner."""
        self.wait_until(lambda: len(self.processes()) >= count or process.poll() is not None)

    def wait_until(self, holds):
        """Wait until something holds."""
        end = time.monotonic() + SECONDS
        while not holds():
            assert time.monotonic() < end, self.processes()
            time.sleep(0.05)

    def check_swept(self):
        """After the sweep that a run begins with, nothing is left that has no final name."""
        for folder in (self.out, self.cache, self.temporary):
            sweep(folder)
        self.check_tidy()

    def check_tidy(self):
        """Nothing is left that has no final name."""
        assert os.listdir(self.temporary) == []
        assert [path for path in (*self.out.rglob("*"), *self.cache.rglob("*")) if "both-ways" in path.name] == []
        assert all(len(path.stem) == 64 for path in self.cache.glob("*/*"))

    def check_outputs(self, old, new):
        """Every old file is there as it was or as the new one, every other one is new and whole."""
        made = self.made()
        assert old.keys() <= made.keys() <= old.keys() | new.keys()
        torn = [name for name, data in made.items() if data not in (old.get(name), new.get(name))]
        assert torn == []


def reset(place, old):
    """The place as it was before, with an empty cache."""
    for folder in (place.cache, place.temporary):
        shutil.rmtree(folder)
        folder.mkdir()
    reset_outputs(place, old)


def reset_outputs(place, old):
    """The outputs as they were before."""
    shutil.rmtree(place.out)
    place.out.mkdir()
    for name, data in old.items():
        (place.out / name).parent.mkdir(exist_ok=True, parents=True)
        (place.out / name).write_bytes(data)


def check_ended(process, stdout, stderr, sent, new):
    """The process has ended as it was told to: with one line, or quietly with everything made."""
    if sent == signal.SIGKILL:
        assert process.returncode in (-sent, 0)
    elif process.returncode == 0:
        assert {Path(line).name for line in stdout.splitlines()} <= {Path(name).parts[0] for name in new}
    else:
        *before, last = stderr.splitlines() or [""]
        assert (process.returncode, last) == (130, f"render: {SAID}"), stderr
        assert before == [] or before[0].startswith("film "), stderr  # the table of films that are all made


def wait_until_heeding(process):
    """Wait until the program's own handlers are there: what comes before is the interpreter's start, not ours."""
    caught = 1 << signal.SIGTERM - 1
    end = time.monotonic() + SECONDS
    while not _caught(process.pid) & caught:
        assert process.poll() is None
        assert time.monotonic() < end
        time.sleep(0.001)


def _caught(pid):
    lines = Path(f"/proc/{pid}/status").read_text().splitlines()
    return int(next(line for line in lines if line.startswith("SigCgt:")).split()[1], 16)


def _stands_still(process):
    """Whether a process is stopped, or has ended."""
    try:
        return process.status() == psutil.STATUS_STOPPED
    except psutil.Error:
        return True


def _semaphores(pid):
    """The named semaphores in a process's memory."""
    try:
        lines = Path(f"/proc/{pid}/maps").read_text().splitlines()
    except OSError:
        return []
    return [Path(found) for line in lines if (found := line.split()[-1]).startswith("/dev/shm/sem.mp-")]


def _environment(process):
    try:
        return process.environ()
    except (psutil.Error, OSError):
        return {}
