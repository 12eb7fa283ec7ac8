"""The same film made in other ways: manim's own loop, manim as it is usually written, matplotlib; and the limit."""

from __future__ import annotations

from importlib.util import find_spec
from pathlib import Path
from statistics import median

from .process import Run, render_words, spread, timed
from .table import Section

SIGNAL = "2,1,3"  # a short film that has everything in it
OURS, ALONE, USUAL, STOCK, LIMIT = (
    "render",
    "render -j 1",
    "usual manim",
    "manim's loop, our director",
    "encoding alone",
)
OTHER = "matplotlib, blitting"


def measure(folder: Path, rounds: int, height: int, fps: int) -> Section:
    """Every way in turn, `rounds` times; the film's length is the same, or nearly, in all of them."""
    size = [str(2 * round(height * 16 / 9 / 2)), str(height), str(fps)]
    quality = {1080: "high", 240: "draft"}[height]
    ours = ["--signal", SIGNAL, "-q", quality, "--fps", str(fps), "--force", "-o", "out"]
    words = {
        OURS: render_words(*ours),
        ALONE: render_words(*ours, "-j", "1"),
        LIMIT: ["-m", "bench.contestant", "limit", SIGNAL, *size],
        STOCK: ["-m", "bench.contestant", "stock", SIGNAL, *size],
        OTHER: ["-m", "bench.contestant", "matplotlib", SIGNAL, *size],
        USUAL: ["-m", "bench.contestant", "usual", SIGNAL, *size],
    }
    if find_spec("matplotlib") is None:
        del words[OTHER]
    runs: dict[str, list[Run]] = {name: [] for name in words}
    for _ in range(rounds):
        for name, line in words.items():
            runs[name].append(timed(line, folder))
    ours_frames = int(runs[LIMIT][0].told["frames"])
    rows = []
    base, limit = _per_frame(runs[USUAL], ours_frames), _per_frame(runs[LIMIT], ours_frames)
    for name, found in runs.items():
        each = _per_frame(found, ours_frames)
        cpu = "" if name == OURS else f"{median([1e3 * r.cpu / _frames(r, ours_frames) for r in found]):.1f}"
        peak = "" if name in (OURS, LIMIT) else f"{max(r.mib for r in found):.0f}"
        rows.append(
            [
                name,
                spread(each),
                f"{median(base) / median(each):.1f} ×",
                f"{median(each) / median(limit):.2f}",
                cpu,
                peak,
            ]
        )
    most = median(base) / median(limit)
    note = (
        f"The goal of 15 × usual manim is out of reach here: encoding alone is {most:.1f} ×. What is usually written\n"
        "rests often, and manim encodes beside drawing, too. On more cores more segments are encoded at once."
    ) * (most < 15)
    note += "" if OTHER in words else "\n\nmatplotlib was not installed, so its row is missing."
    return Section(
        f"The same film in other ways, {size[0]} × {height}, {fps} fps",
        f"`side-by-side`, asym3, data {SIGNAL}: {ours_frames} frames. Whole processes, start and all; of encoding\n"
        "alone (the default profile, one thread, frames ready in YUV) only the encoding. Memory is one process's peak.",
        ["", "ms a frame", "against usual manim", "times the limit", "CPU ms a frame", "MiB"],
        rows,
        note,
    )


def _frames(run: Run, ours: int) -> float:
    return run.told.get("frames", ours)


def _per_frame(runs: list[Run], ours: int) -> list[float]:
    return [1e3 * run.seconds / _frames(run, ours) for run in runs]
