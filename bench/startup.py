"""What every command costs before it does anything: quick answers, a draft, and the same draft again."""

from __future__ import annotations

from pathlib import Path
from statistics import median

from .process import Run, render_words, spread, timed
from .table import Section

BASE, MANIM = "import numpy, click", "import manim"
QUICK = {
    "--help": ["--help"],
    "--list": ["--list"],
    "--describe": ["--describe"],
    "--describe, 2-D": ["--describe", "--kernel", "sobel-x"],
}
DRAFT, AGAIN = "draft", "the same draft again"


def measure(folder: Path, rounds: int) -> Section:
    """In turns; every ratio is to its neighbour in the same round."""
    draft = ["-q", "draft", "-o", "out"]
    words = {BASE: ["-c", BASE], MANIM: ["-c", MANIM]}
    words |= {name: render_words(*line) for name, line in QUICK.items()}
    words |= {DRAFT: render_words(*draft, "--force"), AGAIN: render_words(*draft)}
    runs: dict[str, list[Run]] = {name: [] for name in words}
    for turn in range(rounds + 1):
        for name, line in words.items():
            run = timed(line, folder)
            if turn:  # the first turn compiles
                runs[name].append(run)
    seconds = {name: [run.seconds for run in found] for name, found in runs.items()}
    rows = []
    for name, found in seconds.items():
        ratio = [one / base for one, base in zip(found, seconds[BASE], strict=True)]
        rows.append([name, spread(found), spread(ratio)])
    goal = [a - 1.5 * b for a, b in zip(seconds[DRAFT], seconds[MANIM], strict=True)]
    return Section(
        "Start, and nothing to do",
        "Whole processes. A draft is the default film, 854 × 480 at 15 fps.",
        ["", "seconds", f"times `{BASE}`"],
        rows,
        f"A finished draft takes 1.5 × `{MANIM}` and {median(goal):.2f} s more (the goal is 1 s).",
    )
