"""Crash points: `render` is ended at each of its steps on disk, and a replacement is interrupted at each line."""

import os
import subprocess
import sys

import pytest

from production import temporary
from production import whole as module
from production.temporary import sweep
from production.whole import whole, whole_folder
from tests.production import crash_points
from tests.production.command_line import environment, files

SMALL = (
    "--kernel",
    "1,2",
    "--signal",
    "1,2,3",
    "--speed",
    "4",
    "-q",
    "draft",
    "--width",
    "128",
    "--fps",
    "1",
    "-j",
    "1",
)
MANY = ("--format", "mp4,png", "--captions")
CASES = {  # what is done, over an old film or not, the command, and at how many steps at least
    "killed": (crash_points.killed, "old", MANY, 60),
    "killed in the middle of a file": (crash_points.torn, "old", MANY, 25),
    "killed as slides are written": (crash_points.killed_at_some, "old", ("--slides",), 25),
    "killed where nothing was before": (crash_points.killed_at_some, "new", (), 25),
    "killed, and killed as that is swept": (crash_points.killed_twice, "old", MANY, 36),
    "interrupted": (crash_points.interrupted, "old", MANY, 60),
    "interrupted again and again": (crash_points.interrupted_again, "old", MANY, 60),
    "killed while the cache is cleared": (crash_points.cleared, "new", MANY, 3),
}


@pytest.mark.skipif(not hasattr(os, "fork"), reason="needs processes as Unix has them")
@pytest.mark.slow
@pytest.mark.parametrize("name", CASES)
def test_a_render_that_ends_at_any_step_loses_nothing_and_the_next_one_goes_on(here, name):
    case, old, words, least = CASES[name]
    command = [sys.executable, crash_points.__file__, here, case.__name__, old, *SMALL, *words]
    done = subprocess.run(command, capture_output=True, text=True, timeout=900, env=environment())
    assert done.returncode == 0, done.stderr
    assert int(done.stdout) >= least


OLD, NEW = {"1.png": b"old"}, {"1.png": b"new", "2.png": b"new"}


def replace_folder(target):
    with whole_folder(target) as folder:
        for name, data in NEW.items():
            (folder / name).write_bytes(data)


def replace_file(target):
    with whole(target / "1.png") as file:
        file.write_bytes(b"new")


@pytest.mark.filterwarnings("ignore::ResourceWarning")  # of a lock that the interruption leaves to the collector
@pytest.mark.parametrize(("replace", "new"), [(replace_folder, NEW), (replace_file, {"1.png": b"new"})])
def test_a_replacement_interrupted_at_any_line_leaves_the_old_or_the_new(here, replace, new):
    target, at, through = here / "film", 0, False
    while not through:
        at += 1
        for name in files(target):
            (target / name).unlink()
        target.mkdir(exist_ok=True)
        (target / "1.png").write_bytes(OLD["1.png"])
        through = not interrupted(lambda: replace(target), at)
        assert {data for name, data in files(target).items() if name in new} <= {b"old", b"new"}, at
        sweep(here)
        sweep(target)
        assert files(target) in (OLD, new), at
        assert [path.name for path in here.iterdir()] == ["film"], at
    assert files(target) == new
    assert at > 30


def interrupted(call, at):
    """Whether the call was interrupted: at the line that is number `at` of those that replacing runs through."""
    lines = 0

    def trace(frame, event, _):
        nonlocal lines
        if frame.f_code.co_filename not in (module.__file__, temporary.__file__):
            return None
        if event == "line":
            lines += 1
            if lines == at:
                raise KeyboardInterrupt
        return trace

    sys.settrace(trace)
    try:
        call()
    except KeyboardInterrupt:
        return True
    finally:
        sys.settrace(None)
    return False


def test_an_old_folder_that_cannot_be_put_back_now_is_kept_for_the_next_sweep(here, monkeypatch):
    target, rename, replace = here / "film", os.rename, os.replace
    target.mkdir()
    (target / "1.png").write_bytes(b"old")

    def refuse(*_):
        raise OSError("the disk is gone")

    def move_old_only(source, to):
        if os.fspath(to) == os.fspath(target):
            refuse()
        replace(source, to)

    monkeypatch.setattr(os, "replace", move_old_only)
    monkeypatch.setattr(os, "rename", refuse)
    with pytest.raises(OSError, match="the disk is gone"):
        replace_folder(target)
    sweep(here)
    assert not target.exists()
    monkeypatch.setattr(os, "rename", rename)
    sweep(here)
    assert files(here) == {"film/1.png": b"old"}


@pytest.mark.skipif(temporary.fcntl is None, reason="needs locks")
def test_a_folder_swept_before_it_was_locked_is_not_taken_for_ones_own(here, monkeypatch):
    taken = []
    flock = temporary.fcntl.flock

    def swept_first(file, how):
        if not taken:
            taken.append(file.name)
            os.unlink(file.name)
            os.rmdir(os.path.dirname(file.name))
        flock(file, how)

    monkeypatch.setattr(temporary.fcntl, "flock", swept_first)
    with temporary.temporary_folder(here) as folder:
        assert folder.is_dir()
        assert os.path.dirname(taken[0]) != str(folder)
    assert os.listdir(here) == []
