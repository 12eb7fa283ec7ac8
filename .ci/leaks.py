"""Runs a command, and fails if it leaves a temporary file, a process or a semaphore behind:

    ./run python .ci/leaks.py CMD ARGS...

The command gets a folder for temporary files of its own, and a mark in its environment, which every process that it
starts inherits. When it has ended, what lies in the folder and whoever has the mark were left behind. So was what is
new in /dev/shm, this user's, and used by no process: whoever else leaves something there meanwhile is taken for the
command. All of it is named, and then taken away. The exit code is the command's, or 1 if it is 0 and something leaked.
"""

from __future__ import annotations

import argparse
import os
import secrets
import shutil
import stat
import subprocess
import sys
import tempfile
import time
from fnmatch import fnmatch
from pathlib import Path

import psutil

MARK = "BOTH_WAYS_CI"
NOT_OURS = {
    "pytest-of-*": "pytest keeps what its last runs worked on, to be looked at",
}


def main() -> int:
    """The command's exit code, or 1."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--wait", type=float, default=10.0, help="seconds that processes get to end, and to tidy up")
    parser.add_argument("--shared", type=Path, default=Path("/dev/shm"), help="where semaphores and shared memory are")
    parser.add_argument("command", nargs=argparse.REMAINDER)
    asked = parser.parse_args()
    mark, folder = secrets.token_hex(8), Path(tempfile.mkdtemp(prefix="ci-"))
    folder.chmod(0o1777)  # as such folders are: some tests become another user
    before = shared_files(asked.shared)
    try:
        ended = subprocess.run(asked.command, env={**os.environ, MARK: mark, "TMPDIR": str(folder)}, check=False)
        running = still_running(mark, asked.wait)
        left = [f"process {one.pid}: {words(one)}" for one in running] + left_files(folder)
        end(running)
        for path in left_shared(asked.shared, before, asked.wait):
            left.append(f"{path}, which no process uses")
            path.unlink(missing_ok=True)
    finally:
        shutil.rmtree(folder, ignore_errors=True)
    for line in left:
        print(f"leaks: left behind: {line}", flush=True)
    return ended.returncode or (1 if left else 0)


def left_files(folder: Path) -> list[str]:
    """What lies in the folder and is not kept on purpose; of a folder its size and some of what is in it."""
    found = []
    for path in sorted(folder.iterdir()):
        if not any(fnmatch(path.name, pattern) for pattern in NOT_OURS):
            below = sorted(str(p.relative_to(path)) for p in path.rglob("*")) if path.is_dir() else []
            found.append(f"{path.name}{f' with {len(below)} entries: ' + ', '.join(below[:3]) if below else ''}")
    return found


def shared_files(folder: Path) -> set[tuple[Path, int]]:
    """This user's semaphores and shared memory, each with a number that another of its name would not have."""
    found = set()
    for path in folder.iterdir() if folder.is_dir() else ():
        try:
            status = path.lstat()
        except OSError:
            continue  # it is gone again
        if status.st_uid == os.getuid() and stat.S_ISREG(status.st_mode):
            found.add((path, status.st_ino))
    return found


def left_shared(folder: Path, before: set[tuple[Path, int]], seconds: float) -> list[Path]:
    """What is new and in use by nobody when the time is over: Python's tracker takes away what is left to it."""
    until = time.monotonic() + seconds
    while (found := shared_files(folder) - before) and (found := unused(found)) and time.monotonic() < until:
        time.sleep(0.1)
    return sorted(path for path, _ in found)


def unused(files: set[tuple[Path, int]]) -> set[tuple[Path, int]]:
    """Those that no process has in its memory."""
    mapped = set()
    for process in psutil.process_iter():
        try:
            lines = Path(f"/proc/{process.pid}/maps").read_text(errors="replace").splitlines()
        except OSError:
            continue  # it has ended, or is another user's
        words = [line.split(maxsplit=5) for line in lines]
        mapped |= {(Path(path[0]), int(number)) for _, _, _, _, number, *path in words if path}
    return files - mapped


def still_running(mark: str, seconds: float) -> list[psutil.Process]:
    """The processes with the mark that are there when the time is over."""
    until = time.monotonic() + seconds
    while (found := [process for process in psutil.process_iter() if has(process, mark)]) and time.monotonic() < until:
        time.sleep(0.1)
    return found


def has(process: psutil.Process, mark: str) -> bool:
    """Whether a process carries the mark; one that has ended, or is not ours to see, does not."""
    try:
        return process.status() != psutil.STATUS_ZOMBIE and process.environ().get(MARK) == mark
    except (psutil.Error, OSError):
        return False


def words(process: psutil.Process) -> str:
    """The command of a process."""
    try:
        return " ".join(process.cmdline())[:200]
    except psutil.Error:
        return "(ended meanwhile)"


def end(processes: list[psutil.Process]) -> None:
    """Kill them, each by itself: psutil refuses where another process has the number by now."""
    for process in processes:
        try:
            process.kill()
        except psutil.Error:
            continue


if __name__ == "__main__":
    sys.exit(main())
