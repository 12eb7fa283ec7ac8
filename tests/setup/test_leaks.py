"""`.ci/leaks.py`: a command that leaves a file, a process or a semaphore fails; the leak is named and taken away."""

import os
import re
import subprocess
import sys
from pathlib import Path

import psutil
import pytest

from tests.production.command_line import PROJECT

LEAKS = PROJECT / ".ci" / "leaks.py"
SLEEPING = """
import os, subprocess, sys
slept = subprocess.Popen([sys.executable, "-c", "import time; time.sleep(60)"], start_new_session=True)
print(slept.pid, flush=True)
"""
HOLDING = """
import mmap, pathlib, sys, time
path = pathlib.Path(sys.argv[1])
go = path.with_name("go")
while not go.exists():
    time.sleep(0.01)
with path.open("w+b") as file:
    file.write(b"held")
    file.flush()
    held = mmap.mmap(file.fileno(), 4)
go.unlink()
sys.stdin.read()
"""
# Python gives a semaphore no name to find it by, and a process of its own sees to it that it goes.
SEMAPHORE = """
import multiprocessing, os, signal
from multiprocessing import resource_tracker
semaphore = multiprocessing.get_context("spawn").Semaphore()
print("sem." + semaphore._semlock.name.lstrip("/"), flush=True)
"""
SHARED = Path("/dev/shm")
with_shared = pytest.mark.skipif(not SHARED.is_dir(), reason="this system keeps semaphores elsewhere")


def watched(code, tmp_path, shared=None, wait="0.5"):
    """Run a Python program under the watch, with an own place for its folder, and unless told otherwise for what it
    shares: other tests use the system's meanwhile."""
    place = ["--shared", shared or tmp_path / "shared"]
    command = [sys.executable, LEAKS, "--wait", wait, *place, sys.executable, "-c", code]
    env = {**os.environ, "TMPDIR": str(tmp_path)}
    return subprocess.run(command, capture_output=True, text=True, env=env, timeout=60, check=False)


def test_a_command_that_tidies_up_passes(tmp_path):
    done = watched("import tempfile\nwith tempfile.TemporaryDirectory() as folder: print(folder)", tmp_path)
    assert (done.returncode, done.stderr) == (0, "")
    assert done.stdout.startswith(str(tmp_path / "ci-"))
    assert len(done.stdout.splitlines()) == 1
    assert list(tmp_path.iterdir()) == []


def test_a_file_that_is_left_is_named_and_taken_away(tmp_path):
    code = "import tempfile, pathlib\npathlib.Path(tempfile.mkdtemp(prefix='both-ways-'), 'part').touch()"
    done = watched(code, tmp_path)
    assert done.returncode == 1
    assert done.stdout.startswith("leaks: left behind: both-ways-")
    assert done.stdout.endswith(" with 1 entries: part\n")
    assert list(tmp_path.iterdir()) == []


def test_a_process_that_is_left_is_named_and_ended(tmp_path):
    done = watched(SLEEPING, tmp_path)
    assert done.returncode == 1
    number, line = done.stdout.splitlines()
    assert line.startswith(f"leaks: left behind: process {number}: ")
    assert line.endswith("time.sleep(60)")
    try:
        psutil.Process(int(number)).wait(timeout=10)  # it was killed, and whoever adopted it takes note
    except psutil.NoSuchProcess:
        return
    except psutil.TimeoutExpired:
        assert psutil.Process(int(number)).status() == psutil.STATUS_ZOMBIE


@pytest.mark.parametrize("code", [5, 7])
def test_the_commands_own_exit_code_is_kept(code, tmp_path):
    assert watched(f"import sys; sys.exit({code})", tmp_path).returncode == code


def test_what_pytest_keeps_is_no_leak(tmp_path):
    code = "import os, tempfile\nos.mkdir(os.path.join(tempfile.gettempdir(), 'pytest-of-somebody'))"
    assert watched(code, tmp_path).returncode == 0


def test_another_process_with_another_mark_is_none_of_its_business(tmp_path):
    env = {**os.environ, "BOTH_WAYS_CI": "other"}
    with subprocess.Popen([sys.executable, "-c", "import time; time.sleep(60)"], env=env) as other:
        assert watched("pass", tmp_path).returncode == 0
        assert other.poll() is None
        other.kill()


def test_only_what_is_new_and_in_no_memory_is_a_leak_of_what_is_shared(tmp_path):
    shared = tmp_path / "shared"
    shared.mkdir()
    (shared / "old").touch()
    with subprocess.Popen([sys.executable, "-c", HOLDING, shared / "held"], stdin=subprocess.PIPE) as other:
        code = f"""if True:
            import pathlib, time
            shared = pathlib.Path({str(shared)!r})
            for name in ("left", "go"):
                (shared / name).touch()
            while not (shared / "held").exists() or (shared / "go").exists():
                time.sleep(0.01)
        """
        done = watched(code, tmp_path, shared)
        assert other.poll() is None
        other.stdin.close()
    assert (done.returncode, done.stdout) == (1, f"leaks: left behind: {shared / 'left'}, which no process uses\n")
    assert sorted(path.name for path in shared.iterdir()) == ["held", "old"]


@with_shared
def test_a_semaphore_that_nobody_takes_away_is_named_and_taken_away(tmp_path):
    end = "os.kill(resource_tracker._resource_tracker._pid, signal.SIGKILL)\nos._exit(0)"
    done = watched(SEMAPHORE + end, tmp_path, SHARED)
    name, *lines = done.stdout.splitlines()
    assert done.returncode == 1
    assert f"leaks: left behind: {SHARED / name}, which no process uses" in lines
    assert not (SHARED / name).exists()


@with_shared
@pytest.mark.parametrize("end", ["", "os._exit(0)"], ids=["by its process", "by the tracker"])
def test_a_semaphore_that_is_taken_away_in_good_time_is_no_leak(tmp_path, end):
    done = watched(SEMAPHORE + end, tmp_path, SHARED, wait="5")
    name, *lines = done.stdout.splitlines()
    assert name.startswith("sem.mp-")
    assert [line for line in lines if name in line] == []
    assert not (SHARED / name).exists()


def test_the_command_has_a_folder_for_temporary_files_of_its_own_where_all_may_write(tmp_path):
    code = "import os, tempfile\nfolder = tempfile.gettempdir()\nprint(folder, oct(os.stat(folder).st_mode))"
    folder, mode = watched(code, tmp_path).stdout.split()
    assert (Path(folder).parent, mode) == (tmp_path, "0o41777")
    assert not Path(folder).exists()


def unwatched(script):
    """The commands of a script that run the suite without the watch; an AssertionError if none runs it at all."""
    lines = [line.strip() for line in script.splitlines()]
    commands = [line for line in lines if "./run pytest" in line and not re.fullmatch(r'#.*|step "[^"]*"', line)]
    assert commands
    return [command for command in commands if not command.startswith("without_leaks ./run pytest")]


def test_the_suite_is_run_under_the_watch():
    script = (PROJECT / ".ci" / "run").read_text("utf-8")
    assert unwatched(script) == []
    assert '\nwithout_leaks() { ./run python .ci/leaks.py "$@"; }\n' in script
    for command in ("without_leaks ./run pytest", "pytest_marked slow", "pytest_marked browser"):
        assert f"\n{command}\n" in script
    assert unwatched(script.replace("without_leaks ./run pytest\n", "./run pytest\n")) == ["./run pytest"]
    with pytest.raises(AssertionError):
        unwatched(script.replace("./run pytest", "./run python -m pytest"))
