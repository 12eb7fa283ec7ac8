"""Python processes that begin with lines of the test's own, in themselves and in every process that they start."""

import os
import subprocess
import sys
import tempfile
from dataclasses import dataclass

from tests.production.command_line import PROJECT, environment


@dataclass(frozen=True)
class Watched:
    """How a process ended, and what it left in its own folder for temporary files."""

    code: int
    stderr: str
    left: list[str]


def watched(folder, lines, *words, code="import render; render.main()", seconds=300, **variables):
    """`render` with these words, in a folder; `lines` run first wherever Python starts.

    They stand in a `sitecustomize`, which Python imports by itself.
    """
    first = folder / "first"
    first.mkdir(parents=True, exist_ok=True)
    (first / "sitecustomize.py").write_text(lines, encoding="utf-8")
    command = [sys.executable, "-c", code, *map(str, words)]
    with tempfile.TemporaryDirectory(prefix="watched-") as temporary:  # short: workers' sockets lie there
        own = {"PYTHONPATH": f"{first}:{PROJECT}", "PYTHONDONTWRITEBYTECODE": "1", "TMPDIR": temporary}
        settings = {"cwd": folder, "env": environment(**{**variables, **own}), "stdin": subprocess.DEVNULL}
        done = subprocess.run(command, capture_output=True, text=True, timeout=seconds, check=False, **settings)
        return Watched(done.returncode, done.stderr, os.listdir(temporary))
