"""How the time grows: with the number of inputs, with the film's length, with the number of jobs."""

from __future__ import annotations

import json
from pathlib import Path
from statistics import median

from .process import Run, render_words, spread, timed
from .table import Section


def measure(folder: Path, rounds: int, quick: bool) -> Section:
    """At 720p30; every film in turn."""
    quality = ["-q", "draft", "--fps", "5"] if quick else ["-q", "medium"]
    inputs = {n: ",".join(str(i * 7 % 11) for i in range(n)) for n in (8, 16, 24)}
    films = {f"{n} inputs": (["--signal", signal], 2) for n, signal in inputs.items()}
    films |= {
        f"8 inputs, half the pace ({jobs} job)": (["--signal", inputs[8], "--speed", "0.5"], jobs) for jobs in (1,)
    }
    films |= {f"16 inputs, {jobs} jobs": (["--signal", inputs[16]], jobs) for jobs in (1, 2, 4)}
    runs: dict[str, list[Run]] = {name: [] for name in films}
    for _ in range(rounds):
        for name, (words, jobs) in films.items():
            line = render_words(*quality, *words, "-j", str(jobs), "--force", "-o", "out")
            runs[name].append(timed(line, folder))
    rows = []
    for name, (words, jobs) in films.items():
        seconds = _seconds(words, folder)
        took = median(run.seconds for run in runs[name])
        rows.append(
            [name, str(jobs), f"{seconds:.1f}", spread([run.seconds for run in runs[name]]), f"{took / seconds:.3f}"]
        )
    return Section(
        "Growth, 1280 × 720, 30 fps" if not quick else "Growth",
        "`render`, start and all, nothing in the cache.",
        ["", "jobs", "seconds of film", "seconds", "seconds a second of film"],
        rows,
    )


def _seconds(words: list[str], folder: Path) -> float:
    """How long the film is."""
    import subprocess
    import sys

    from .process import PROJECT

    command = [sys.executable, str(PROJECT / "render.py"), "--describe", *words]
    told = subprocess.run(command, capture_output=True, check=True, cwd=folder).stdout
    return float(json.loads(told)["seconds"])
