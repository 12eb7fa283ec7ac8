"""Helpers of the tests: a real scheduler and real workers, as processes that end with the test."""

import json
import os
import signal
import subprocess
import sys
import textwrap
import time
from contextlib import suppress

import psutil

from tests.production.command_line import environment

# Changes `production.work` of whatever copy of the project a worker imports: it runs once that module is loaded, with
# the module as `work`. Only the tests' own workers load this.
PRELOAD = """
import importlib.abc, importlib.machinery, os, pathlib, signal, sys, time

class Patch(importlib.abc.MetaPathFinder):
    def find_spec(self, name, path, target=None):
        if name != "production.work":
            return None
        spec = importlib.machinery.PathFinder.find_spec(name, path)
        load = spec.loader.exec_module
        def exec_module(module):
            load(module)
            module.work = patched(module.work)
        spec.loader.exec_module = exec_module
        return spec

def patched(work):
    def doing(job):
        kernel, first = job.request.typed.kernel.name, job.segment.frames.start == 0
        with (here / "jobs").open("a") as file:
            file.write(f"{kernel} {job.segment.frames.start}\\n")
        before(job, kernel, first)
        return work(job)
    doing.__module__, doing.__qualname__ = "production.work", "work"
    return doing

def mark(name):
    '''Write down who is at it; whether nobody was before.'''
    path = here / name
    new = not path.exists()
    path.write_text(str(os.getpid()))
    return new

sys.meta_path.insert(0, Patch())
here = pathlib.Path(HERE)
"""

# In every process: the project that pip may have linked into this environment is not to be found.
FORGET = """
import os, sys
sys.path[:] = [folder for folder in sys.path if not os.path.isdir(os.path.join(folder or ".", "production"))]
assert not [name for name in sys.modules if name.partition(".")[0] == "production"]
"""


class DaskCluster:
    """A scheduler on this machine, and the processes of its workers."""

    def __init__(self, folder, **variables):
        self.folder = folder
        self._environment = environment(DASK_TEMPORARY_DIRECTORY=str(folder), **variables)
        self._environment.pop("PYTHONPATH")  # workers need not have the project
        self._processes = []
        (folder / "forget.py").write_text(FORGET)
        words = ["--port", 0, "--scheduler-file", folder / "scheduler.json"]
        self.scheduler = self._start("dask_scheduler", *words, *self._kind())
        self.address = self._awaited(lambda: json.loads((folder / "scheduler.json").read_text())["address"])

    def _kind(self):
        return ["--protocol", "tls"] if "DASK_DISTRIBUTED__COMM__TLS__CA_FILE" in self._environment else []

    def worker(self, before=None, preload="", nanny=False, threads=1):
        """Start a worker. `before`: the body of `before(job, kernel, first)`, which runs ahead of every job of it."""
        words = ["--nthreads", threads, "--local-directory", self.folder, "--nanny" if nanny else "--no-nanny"]
        if before is not None:
            body = textwrap.indent(textwrap.dedent(before), "    ")
            preload = f"{PRELOAD.replace('HERE', repr(str(self.folder)))}\ndef before(job, kernel, first):\n{body}\n"
        if preload:
            script = self.folder / f"preload{len(self._processes)}.py"
            script.write_text(preload)
            words += ["--preload", script]
        return self._start("dask_worker", self.address, *words)

    def marked(self, name):
        """The process that has written its mark."""
        return int(self._awaited(lambda: (self.folder / name).read_text() or None))

    def joined(self, process):
        """Wait until a worker has joined."""
        log = self.folder / f"log{self._processes.index(process)}"
        self._awaited(lambda: True if "Registered to" in log.read_text() else None)

    def jobs(self):
        """What the workers with a `before` have begun, and had to begin again."""
        path = self.folder / "jobs"
        return path.read_text().splitlines() if path.exists() else []

    def end(self):
        """End everything, and see that nothing is left."""
        running = [psutil.Process(process.pid) for process in self._processes if process.poll() is None]
        family = [one for process in running for one in (process, *process.children(recursive=True))]
        for process in reversed(self._processes):  # workers while they have a scheduler to take leave of
            process.send_signal(signal.SIGTERM)
            with suppress(subprocess.TimeoutExpired):
                process.wait(timeout=3)
        _, alive = psutil.wait_procs(family, timeout=10)  # Python's own helpers tidy up when they are alone
        for process in alive:
            process.kill()
        for process in self._processes:
            process.wait(timeout=10)

    def _start(self, module, *words):
        command = [sys.executable, "-m", f"distributed.cli.{module}", "--host", "127.0.0.1", "--no-dashboard"]
        command += ["--preload", str(self.folder / "forget.py"), *map(str, words)]
        log = (self.folder / f"log{len(self._processes)}").open("wb")
        with log:
            process = subprocess.Popen(
                command, env=self._environment, cwd=self.folder, stdout=log, stderr=subprocess.STDOUT
            )
        self._processes.append(process)
        return process

    def _awaited(self, look):
        end = time.monotonic() + 60
        while time.monotonic() < end:
            try:
                found = look()
            except (OSError, ValueError):
                found = None
            if found is not None:
                return found
            time.sleep(0.05)
        logs = "\n".join(path.read_text(errors="replace")[-2000:] for path in sorted(self.folder.glob("log*")))
        raise AssertionError(f"waited in vain:\n{logs}")


def kill(*pids):
    """End processes at once, as a lack of memory would."""
    for pid in pids:
        os.kill(pid, signal.SIGKILL)
