"""Disks of the tests' own, small ones and read-only ones, in a process that takes them along when it ends."""

import os
import shutil
import subprocess
import sys
from contextlib import contextmanager
from pathlib import Path

import pytest

from tests.production.command_line import environment

_MOUNTS = ["unshare", "--mount", "--propagation", "private"]


def _may_mount():
    if shutil.which("unshare") is None or not hasattr(os, "geteuid") or os.geteuid() != 0:
        return False
    return subprocess.run([*_MOUNTS, "mount", "-t", "tmpfs", "none", "/mnt"], capture_output=True).returncode == 0


needs_mounts = pytest.mark.skipif(not _may_mount(), reason="only root may mount disks, and not everywhere")


def apart(scene, *words):
    """Call a function of a test module in a process of its own, whose mounts end with it; it is given `words`."""
    module = f"tests.production.{scene.__module__.rpartition('.')[2]}"
    code = f"import sys; from {module} import {scene.__name__} as scene; scene(*sys.argv[1:])"
    command = [*_MOUNTS, sys.executable, "-c", code, *map(str, words)]
    done = subprocess.run(command, capture_output=True, text=True, timeout=300, env=environment())
    assert done.returncode == 0, done.stdout + done.stderr


def mount(folder, kibibytes):
    """A disk of that size at `folder`, which is made if need be."""
    Path(folder).mkdir(parents=True, exist_ok=True)
    _run("mount", "-t", "tmpfs", "-o", f"size={kibibytes}k", "none", folder)


def remount(folder, options):
    """Change a disk that is there: its size, or whether it can be written to."""
    _run("mount", "-o", f"remount,{options}", "none", folder)


def unmount(folder):
    """Take a disk away while it is in use."""
    _run("umount", "--lazy", folder)


def _run(*command):
    subprocess.run([str(word) for word in command], check=True)


@contextmanager
def filled(folder, free_kibibytes):
    """Meanwhile the disk has just that much room left."""
    filler = Path(folder) / "filler"
    status = os.statvfs(folder)
    filler.write_bytes(bytes(max(0, status.f_bavail * status.f_frsize - free_kibibytes * 1024)))
    try:
        yield
    finally:
        filler.unlink()
