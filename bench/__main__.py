"""All measurements, side by side in one run: `./run python -m bench`. Prints them, and writes bench/RESULTS.md.

What is compared runs in turns, so that a machine that is slow for a while is slow for all; only ratios mean anything.
`--rounds N` (default 3) and `--quick` (small and once, to see that it works; RESULTS.md is left alone).
"""

from __future__ import annotations

import argparse
import tempfile
from pathlib import Path

from . import encoders, growth, rivals, startup, where
from .process import machine
from .table import Section

RESULTS = Path(__file__).parent / "RESULTS.md"
HEAD = """# What was measured

Made by `./run python -m bench`, on {machine}. Times are medians, with the least and the most behind them; runs that are
compared took turns. Machines are shared and noisy: only ratios within one table mean anything.

All films measured here are 1-D.
"""


def main() -> None:
    """Measure everything, section by section."""
    parser = argparse.ArgumentParser(prog="python -m bench", description=__doc__)
    parser.add_argument("--rounds", type=int, default=3)
    parser.add_argument("--quick", action="store_true")
    parser.add_argument("--only", choices=["rivals", "encoders", "growth", "startup", "where"])
    asked = parser.parse_args()
    rounds = 1 if asked.quick else asked.rounds
    height, fps = (240, 10) if asked.quick else (1080, 60)
    parts = {
        "rivals": lambda folder: rivals.measure(folder, rounds, height, fps),
        "encoders": lambda _: encoders.measure(1, height, fps),
        "where": lambda _: where.measure(height, fps),
        "growth": lambda folder: growth.measure(folder, rounds, asked.quick),
        "startup": lambda folder: startup.measure(folder, 1 if asked.quick else 9),
    }
    page = [HEAD.format(machine=machine())]
    for name, part in parts.items():
        if asked.only in (None, name):
            with tempfile.TemporaryDirectory() as folder:
                section: Section = part(Path(folder))
            print(section.text(), flush=True)
            page.append(section.text())
    if not asked.quick and asked.only is None:
        RESULTS.write_text("\n".join(page), encoding="utf-8")


if __name__ == "__main__":
    main()
