"""`.ci/leaks.py`: a command that leaves a file or a process behind fails, and the leak is named and taken away."""

import os
import subprocess
import sys
import tempfile

import psutil
import pytest

from tests.production.command_line import PROJECT

LEAKS = PROJECT / ".ci" / "leaks.py"
SLEEPING = """
import os, subprocess, sys
slept = subprocess.Popen([sys.executable, "-c", "import time; time.sleep(60)"], start_new_session=True)
print(slept.pid, flush=True)
"""


def watched(code, tmp_path):
    """Run a Python program under the watch, with an own place for its folder."""
    command = [sys.executable, LEAKS, "--wait", "0.5", sys.executable, "-c", code]
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


def test_the_suite_is_run_under_the_watch():
    steps = [line for line in (PROJECT / ".ci" / "run").read_text("utf-8").splitlines() if "./run pytest" in line]
    assert all("without_leaks" in line for line in steps if not line.strip().startswith(("step", "#")))
    assert tempfile.gettempdir()
