"""Temporary folders: locked while they are used, and swept once their process is gone, however it ended."""

import errno
import os
import signal
import subprocess
import sys
import threading
import time
from contextlib import contextmanager

import pytest

from production.temporary import LOCK, OLD, sweep, temporary_folder
from production.whole import whole, whole_folder
from tests.production.command_line import environment, files

fcntl = pytest.importorskip("fcntl")

HOLD = """
import sys, time
from pathlib import Path
from production.temporary import temporary_folder
with temporary_folder(Path(sys.argv[1])) as folder:
    (folder / "half").write_text("half")
    print(folder, flush=True)
    time.sleep(300)
"""
# replaces a folder, and is stopped between the two renames that this takes
REPLACE = """
import os, sys, time
from pathlib import Path
from production import whole
replace = os.replace
def stop(source, target):
    replace(source, target)
    if Path(source).name == Path(target).name == "frames" and Path(target).parent.name == ".both-ways-old":
        print("between", flush=True)
        time.sleep(300)
whole.os.replace = stop
with whole.whole_folder(Path(sys.argv[1]) / "frames") as folder:
    (folder / "1.png").write_text("new")
"""


@contextmanager
def process(code, folder):
    """A process that runs `code` until it has printed a line; killed at the end, if not before."""
    command = [sys.executable, "-c", code, str(folder)]
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True, env=environment()) as running:
        try:
            assert running.stdout.readline()
            yield running
        finally:
            running.kill()


def left(folder):
    return sorted(path.name for path in folder.iterdir())


def test_a_folder_in_use_stays_and_goes_once_its_process_was_killed(tmp_path):
    with process(HOLD, tmp_path) as running:
        sweep(tmp_path)
        (folder,) = tmp_path.iterdir()
        assert left(folder) == [LOCK, "half"]
        running.send_signal(signal.SIGKILL)
        running.wait(30)
        sweep(tmp_path)
        assert left(tmp_path) == []


def test_a_folder_in_use_by_this_very_process_stays(tmp_path):
    with temporary_folder(tmp_path) as folder:
        sweep(tmp_path)
        assert left(folder) == [LOCK]
    assert left(tmp_path) == []


def test_the_lock_is_there_before_anything_else(tmp_path, monkeypatch):
    order = []
    flock = fcntl.flock
    monkeypatch.setattr(fcntl, "flock", lambda *what: (order.append(left(next(tmp_path.iterdir()))), flock(*what)))
    with temporary_folder(tmp_path) as folder:
        assert order == [[LOCK]]
        with open(folder / LOCK, "rb") as other, pytest.raises(BlockingIOError):
            flock(other, fcntl.LOCK_EX | fcntl.LOCK_NB)


def test_what_is_somebody_elses_stays(tmp_path):
    (tmp_path / ".both-ways-abcdefgh").mkdir()
    (tmp_path / ".both-ways-abcdefgh" / "mine").write_text("mine")
    (tmp_path / "both-ways-notes").mkdir()
    (tmp_path / "both-ways-notes" / LOCK).write_text("")
    (tmp_path / "both-ways-abcdefgi").write_text("a file")
    (tmp_path / "elsewhere").mkdir()
    (tmp_path / "elsewhere" / LOCK).write_text("")
    (tmp_path / ".both-ways-abcdefgj").symlink_to("elsewhere")
    before = files(tmp_path)
    sweep(tmp_path)
    assert files(tmp_path) == before
    assert (tmp_path / ".both-ways-abcdefgj").is_symlink()


def test_an_empty_folder_that_was_not_yet_locked_goes(tmp_path):
    (tmp_path / ".both-ways-abcdefgh").mkdir()
    sweep(tmp_path)
    assert left(tmp_path) == []


@pytest.mark.skipif(os.geteuid() != 0, reason="only root can give a folder away")
def test_a_folder_of_another_user_stays_and_nothing_in_it_is_obeyed(tmp_path):
    trap, treasure = tmp_path / "both-ways-abcdefgh", tmp_path / "treasure"
    treasure.mkdir()
    (treasure / "gold").write_text("gold")
    trap.mkdir()
    (trap / LOCK).write_text("")
    (trap / OLD).symlink_to(treasure)
    os.chown(trap, 65534, 65534)
    before = files(tmp_path)
    sweep(tmp_path)
    assert files(tmp_path) == before


@pytest.mark.parametrize("came", [False, True], ids=["nothing came", "another came"])
def test_an_old_folder_is_put_back_if_its_replacement_was_killed_halfway(tmp_path, came):
    (tmp_path / "frames").mkdir()
    (tmp_path / "frames" / "1.png").write_text("old")
    with process(REPLACE, tmp_path) as running:
        assert not (tmp_path / "frames").exists()
        sweep(tmp_path)
        assert not (tmp_path / "frames").exists(), "it is still at it"
        running.send_signal(signal.SIGKILL)
        running.wait(30)
    if came:
        (tmp_path / "frames").mkdir()
        (tmp_path / "frames" / "1.png").write_text("newest")
    sweep(tmp_path)
    assert files(tmp_path) == {"frames/1.png": b"newest" if came else b"old"}
    assert left(tmp_path) == ["frames"]


def test_an_old_folder_that_cannot_be_put_back_is_kept_for_the_next_sweep(tmp_path, monkeypatch):
    (tmp_path / "frames").mkdir()
    (tmp_path / "frames" / "1.png").write_text("old")
    replace, broken = os.replace, OSError(errno.EIO, "Input/output error")

    def fails(source, target):
        if target == tmp_path / "frames":
            raise broken
        replace(source, target)

    with monkeypatch.context() as patch:
        patch.setattr("os.replace", fails)
        patch.setattr("os.rename", lambda *_: fails("", tmp_path / "frames"))
        with pytest.raises(OSError, match="Input/output"), whole_folder(tmp_path / "frames") as folder:
            (folder / "1.png").write_text("new")
    assert list(files(tmp_path).values()).count(b"old") == 1
    sweep(tmp_path)
    assert files(tmp_path) == {"frames/1.png": b"old"}


def test_many_sweeps_at_once_take_away_each_folder_once_and_never_one_in_use(tmp_path):
    for number in range(200):
        folder = tmp_path / f".both-ways-{number:08}"
        folder.mkdir()
        (folder / LOCK).write_text("")
        (folder / OLD).mkdir()
        (folder / OLD / f"film{number}").write_text("old")
    failed = []

    def run(target):
        try:
            target()
        except BaseException as error:
            failed.append(error)

    def use():
        for number in range(100):
            with whole(tmp_path / f"new{number}") as path:
                path.write_text("new")

    threads = [threading.Thread(target=run, args=(t,)) for t in (use, use, *[lambda: sweep(tmp_path)] * 4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert failed == []
    assert len(left(tmp_path)) == 300
    assert set(files(tmp_path).values()) == {b"old", b"new"}


@pytest.mark.parametrize("number", [errno.ENOLCK, errno.ENOTSUP, errno.EINVAL])
def test_where_a_disk_has_no_locks_nothing_is_swept_and_all_works(tmp_path, monkeypatch, number):
    def refuse(*_):
        raise OSError(number, os.strerror(number))

    monkeypatch.setattr(fcntl, "flock", refuse)
    (tmp_path / ".both-ways-abcdefgh").mkdir()
    (tmp_path / ".both-ways-abcdefgh" / LOCK).write_text("")
    with temporary_folder(tmp_path) as folder:
        sweep(tmp_path)
        assert len(left(tmp_path)) == 2
        assert folder.is_dir()
    with whole(tmp_path / "film") as path:
        path.write_text("film")
    assert left(tmp_path) == [".both-ways-abcdefgh", "film"]


def test_where_there_is_nothing_to_sweep_nothing_is_said(tmp_path, monkeypatch):
    sweep(tmp_path / "missing")
    sweep(tmp_path / ("x" * 300))
    monkeypatch.setattr("tempfile.gettempdir", lambda: (_ for _ in ()).throw(FileNotFoundError("no usable folder")))
    sweep()


def test_a_clock_that_jumps_makes_no_folder_look_left(tmp_path):
    with temporary_folder(tmp_path) as folder:
        for moment in (0, 2**31, time.time() + 1e9):
            os.utime(folder, (moment, moment))
            os.utime(folder / LOCK, (moment, moment))
            sweep(tmp_path)
            assert left(folder) == [LOCK]
