"""Whole processes, measured from outside: time on the clock, processor time, and memory at its highest."""

from __future__ import annotations

import json
import os
import subprocess
import sys
import time
from dataclasses import dataclass
from pathlib import Path
from statistics import median

PROJECT = Path(__file__).resolve().parent.parent


@dataclass(frozen=True)
class Run:
    """One run: seconds on the clock, processor seconds, MiB, and what the process printed as JSON, if it did.

    `cpu` and `mib` leave out what worker processes took: those are not children of the command.
    """

    seconds: float
    cpu: float
    mib: float
    told: dict[str, float]


def timed(words: list[str], folder: Path, *, python: bool = True) -> Run:
    """Run a command in `folder`, silently (RuntimeError if it fails)."""
    paths = [str(PROJECT), *filter(None, [os.environ.get("PYTHONPATH")])]
    env = {**os.environ, "PYTHONPATH": os.pathsep.join(paths), "BOTH_WAYS_CACHE": str(folder / "cache")}
    command = [sys.executable, *words] if python else words
    started = time.perf_counter()
    with subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, cwd=folder, env=env) as process:
        assert process.stdout is not None
        assert process.stderr is not None
        out, err = process.stdout.read(), process.stderr.read()
        _, status, usage = os.wait4(process.pid, 0)
        process.returncode = os.waitstatus_to_exitcode(status)
    seconds = time.perf_counter() - started
    if process.returncode:
        raise RuntimeError(f"{' '.join(words)}: {err.decode()[-400:]}")
    told = json.loads(out) if "bench.contestant" in words else {}
    return Run(
        told.get("seconds", seconds), told.get("cpu", usage.ru_utime + usage.ru_stime), usage.ru_maxrss / 1024, told
    )


def render_words(*words: str) -> list[str]:
    """The words that run `render` as its users do."""
    return ["-c", "import render; render.main()", *words]


def spread(values: list[float], digits: int = 2) -> str:
    """`median (least to most)`."""
    low, high = min(values), max(values)
    return f"{median(values):.{digits}f} ({low:.{digits}f} to {high:.{digits}f})"


def machine() -> str:
    """The machine, as far as it tells what to expect."""
    import psutil

    model = "unknown"
    try:
        lines = Path("/proc/cpuinfo").read_text(encoding="utf-8").splitlines()
        model = next(line.split(":", 1)[1].strip() for line in lines if line.startswith("model name"))
    except (OSError, StopIteration):
        pass
    gib = psutil.virtual_memory().total / 2**30
    return f"{len(os.sched_getaffinity(0))} cores of {model}, {gib:.0f} GiB, Python {sys.version.split()[0]}"
