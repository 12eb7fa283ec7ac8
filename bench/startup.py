"""How long quick answers take, against importing numpy and click: `./run python -m bench.startup`."""

from __future__ import annotations

import os
import subprocess
import sys
import tempfile
import time
from statistics import median

QUICK = {
    "--help": ["--help"],
    "--list": ["--list"],
    "--describe": ["--describe"],
    "--describe, 2-D": ["--describe", "--kernel", "sobel-x"],
}
ROUNDS = 15


def main() -> None:
    """Print the median ratio of every quick answer to `python -c "import numpy, click"`, run in turns."""
    with tempfile.TemporaryDirectory() as cache:  # compiled once, as on a user's machine
        env = {**os.environ, "PYTHONPYCACHEPREFIX": cache, "PYTHONDONTWRITEBYTECODE": ""}
        base = [sys.executable, "-c", "import numpy, click"]
        ratios: dict[str, list[float]] = {name: [] for name in QUICK}
        for turn in range(ROUNDS + 1):
            for name, words in QUICK.items():
                one = _seconds(base, env)
                other = _seconds([sys.executable, "-c", "import render; render.main()", *words], env)
                if turn:  # the first turn compiles
                    ratios[name].append(other / one)
    for name, found in ratios.items():
        print(f"{name:16} {median(found):.2f} × importing numpy and click ({min(found):.2f} to {max(found):.2f})")


def _seconds(command: list[str], env: dict[str, str]) -> float:
    started = time.perf_counter()
    subprocess.run(command, stdout=subprocess.DEVNULL, env=env, check=True)
    return time.perf_counter() - started


if __name__ == "__main__":
    main()
