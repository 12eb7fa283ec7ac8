"""`run` in a folder of its own, with a PATH that holds nothing but what a test puts there: no network, no real pip.

Python, compiler, pkg-config and package manager are stand-ins; the stand-in Python asks the real one whether it will do
(version, headers), but only pretends to make environments and to install into them.
"""

import os
import shutil
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

PROJECT = Path(__file__).parents[2]
PLAIN_TOOLS = ("cat", "chmod", "cksum", "env", "grep", "ln", "mkdir", "readlink", "rm", "sh", "sleep", "tail")
SYSTEM_PARTS = ("python3", "cc", "pkg-config")

PYTHON = f"""#!/bin/sh
case $* in
*" -m venv "*)
    mkdir -p "$4/bin" && ln -s "$0" "$4/bin/python"
    ;;
"-I -m pip install "*)
    echo install >>"$STAND_INS/pip-calls"
    echo 'ERROR: No matching distribution found for nothing' # what a failure leaves in the log
    sleep "${{PIP_SECONDS:-0}}"
    [ -z "${{PIP_FAILS:-}}" ] || exit 1
    printf '#!/bin/sh\\npwd\\n' >"${{0%/*}}/pytest" && chmod +x "${{0%/*}}/pytest"
    ;;
*)
    fake="import sys; sys._base_executable = '$0'"
    [ -z "${{PYTHON_VERSION:-}}" ] || fake="$fake; sys.version_info = ($PYTHON_VERSION, 0)"
    exec '{sys.executable}' -I -c "$fake
$3"
    ;;
esac
"""


class Machine:
    """A computer with a copy of the project, whose system parts and package managers are what the test says."""

    def __init__(self, folder: Path) -> None:
        self.project = folder / "both ways"
        self.stand_ins = folder / "bin"
        self.elsewhere = folder / "some where"
        for made in (self.project, self.stand_ins, self.elsewhere):
            made.mkdir()
        for name in ("run", "pyproject.toml", "constraints.txt"):
            shutil.copy(PROJECT / name, self.project)
        for name in PLAIN_TOOLS:
            (self.stand_ins / name).symlink_to(shutil.which(name))
        lock = shutil.which("flock") or shutil.which("perl")
        (self.stand_ins / Path(lock).name).symlink_to(lock)
        self.add("python3", PYTHON, directory=folder)
        self.store = folder
        self.add("id", "echo 1000")

    def add(self, name: str, body: str, directory: Path | None = None) -> None:
        command = (directory or self.stand_ins) / name
        command.write_text(body if body.startswith("#!") else f"#!/bin/sh\n{body}\n")
        command.chmod(0o755)

    def add_system_parts(self, *names: str) -> None:
        for name in names:
            self.add(name, PYTHON if name == "python3" else "exit 0")

    def add_package_manager(self, name: str) -> None:
        """It notes its calls, and an `install` brings all system parts."""
        stand_ins = {"python3": self.store / "python3", "cc": shutil.which("true"), "pkg-config": shutil.which("true")}
        bring = "; ".join(f'ln -s "{made}" "$STAND_INS/{name}"' for name, made in stand_ins.items())
        self.add(
            name,
            f'echo "{name} $*" >>"$STAND_INS/manager-calls"\ncase "$*" in *install*) {bring} ;; esac',
        )

    def start(self, *command: str, script: Path | None = None, **variables: str) -> subprocess.Popen:
        return subprocess.Popen(
            [script or self.project / "run", *command],
            cwd=self.elsewhere,
            env={"PATH": str(self.stand_ins), "STAND_INS": str(self.stand_ins), **variables},
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            text=True,
            start_new_session=True,
        )

    def run(self, *command: str, script: Path | None = None, **variables: str) -> subprocess.CompletedProcess:
        process = self.start(*command, script=script, **variables)
        out, err = process.communicate(timeout=30)
        assert "Traceback" not in err
        return subprocess.CompletedProcess(command, process.returncode, out, err)

    def calls(self, name: str) -> list[str]:
        noted = self.stand_ins / f"{name}-calls"
        return noted.read_text().splitlines() if noted.exists() else []


@pytest.fixture
def bare(tmp_path: Path) -> Machine:
    """Nothing but a shell and its tools, and a user who may install nothing."""
    return Machine(tmp_path)


@pytest.fixture
def ready(bare: Machine) -> Machine:
    """All system parts are there; the environment is still to be made."""
    bare.add_system_parts(*SYSTEM_PARTS)
    return bare


@pytest.fixture
def warm(ready: Machine) -> Machine:
    """Set up already."""
    assert ready.run("sh", "-c", "exit 0").returncode == 0
    return ready


def test_without_a_command_it_says_how_to_use_it(bare: Machine) -> None:
    for arguments in ([], ["--help"]):
        result = bare.run(*arguments)
        assert (result.returncode, result.stdout) == (2, "")
        assert "usage: ./run CMD ARGS..." in result.stderr


def test_a_user_who_may_not_install_gets_the_exact_line(bare: Machine) -> None:
    bare.add_package_manager("apt-get")
    bare.add("sudo", "exit 1")
    result = bare.run("pytest")
    assert (result.returncode, result.stdout) == (3, "")
    assert (
        "    sudo apt-get update && sudo apt-get install -y --no-install-recommends python3 python3-venv python3-dev"
        " gcc libc6-dev pkg-config libcairo2-dev libpango1.0-dev\n"
    ) in result.stderr
    assert bare.calls("manager") == []


@pytest.mark.parametrize(
    ("missing", "packages"),
    [
        ("python3", "python3 python3-venv python3-dev"),
        ("cc", "gcc libc6-dev"),
        ("pkg-config", "pkg-config libcairo2-dev libpango1.0-dev"),
    ],
)
def test_only_what_is_missing_is_asked_for(bare: Machine, missing: str, packages: str) -> None:
    bare.add_package_manager("apt-get")
    bare.add_system_parts(*(part for part in SYSTEM_PARTS if part != missing))
    result = bare.run("pytest")
    assert result.returncode == 3
    assert result.stderr.endswith(f" --no-install-recommends {packages}\n")


@pytest.mark.parametrize(
    ("manager", "line"),
    [
        ("dnf", "sudo dnf install -y python3 python3-devel gcc pkgconf-pkg-config cairo-devel pango-devel"),
        ("pacman", "sudo pacman -S --needed python gcc pkgconf cairo pango"),
        ("apk", "sudo apk add python3 python3-dev gcc musl-dev pkgconf cairo-dev pango-dev"),
        (None, "Install that with your package manager, then run this again."),
    ],
)
def test_other_package_managers_are_named_but_not_used(bare: Machine, manager: str | None, line: str) -> None:
    if manager:
        bare.add_package_manager(manager)
    bare.add("id", "echo 0")
    result = bare.run("pytest")
    assert result.returncode == 3
    assert f"    {line}\n" in result.stderr
    assert bare.calls("manager") == []


@pytest.mark.parametrize("who", ["root", "sudo without a password"])
def test_whoever_may_install_gets_the_missing_parts(bare: Machine, who: str) -> None:
    bare.add_package_manager("apt-get")
    bare.add("dpkg", "exit 0")
    if who == "root":
        bare.add("id", "echo 0")
    else:
        bare.add("sudo", '[ "$1" = -n ] && shift && [ "$1" = true ] || exec "$@"')
    result = bare.run("sh", "-c", "echo inside")
    assert (result.returncode, result.stdout) == (0, "inside\n")
    assert "installing with apt-get: python3" in result.stderr
    update, install = bare.calls("manager")
    assert update == "apt-get update"
    assert install.startswith("apt-get install -y --no-install-recommends python3 ")


def test_on_a_mac_homebrew_brings_what_it_can(bare: Machine) -> None:
    bare.add_package_manager("brew")
    assert bare.run("sh", "-c", "exit 0").returncode == 0
    assert bare.calls("manager") == ["brew install python@3.13 pkgconf cairo pango"]


def test_an_old_python_is_told_what_to_do_before_anything_is_installed(ready: Machine) -> None:
    ready.add_package_manager("apt-get")
    ready.add("id", "echo 0")
    result = ready.run("pytest", PYTHON_VERSION="3, 10")
    assert result.returncode == 3
    assert "python3 is 3.10 here; Both Ways needs 3.11 to 3.14" in result.stderr
    assert "PYTHON=/path/to/python3.12 ./run" in result.stderr
    assert ready.calls("manager") == []


def test_the_python_of_the_user_is_taken_or_refused_by_name(ready: Machine) -> None:
    ready.add("old", PYTHON.replace("${PYTHON_VERSION:-}", "old").replace("$PYTHON_VERSION", "3, 9"))
    refused = ready.run("pytest", PYTHON="old")
    assert refused.returncode == 3
    assert "PYTHON=old is not Python 3.11 to 3.14" in refused.stderr
    ready.add("mine", PYTHON)
    assert f"with {ready.stand_ins}/mine" in ready.run("pytest", PYTHON="mine").stderr
    assert ready.run("pytest").stderr == ""  # what was made with another Python is good without naming it again
    assert f"with {ready.stand_ins}/python3" in ready.run("pytest", PYTHON="python3").stderr


def test_the_command_runs_where_the_user_is_with_its_own_words_and_exit_code(warm: Machine) -> None:
    result = warm.run("sh", "-c", 'pwd; echo "$VIRTUAL_ENV"; echo "$1"; echo ouch >&2; exit 7', "sh", "two  words")
    assert result.stdout.splitlines() == [str(warm.elsewhere), f"{warm.project}/.venv", "two  words"]
    assert (result.returncode, result.stderr) == (7, "ouch\n")
    assert len(warm.calls("pip")) == 1


def test_the_projects_checks_run_in_its_folder(warm: Machine) -> None:
    assert warm.run("pytest").stdout == f"{warm.project}\n"


def test_a_link_to_it_works(warm: Machine) -> None:
    (warm.elsewhere / "first").symlink_to(warm.project / "run")
    (warm.elsewhere / "second").symlink_to("first")
    result = warm.run("pytest", script=warm.elsewhere / "second")
    assert (result.stdout, result.stderr) == (f"{warm.project}\n", "")


@pytest.mark.parametrize("changed", ["run", "pyproject.toml", "constraints.txt"])
def test_a_change_sets_up_again(warm: Machine, changed: str) -> None:
    with (warm.project / changed).open("a") as file:
        file.write("# changed\n")
    assert "setting up" in warm.run("pytest").stderr
    assert len(warm.calls("pip")) == 2


def test_a_moved_folder_is_set_up_again(warm: Machine) -> None:
    warm.project = warm.project.rename(warm.project.with_name("moved"))
    result = warm.run("pytest")
    assert (result.returncode, result.stdout) == (0, f"{warm.project}\n")
    assert len(warm.calls("pip")) == 2


def test_a_python_that_went_away_is_replaced(warm: Machine) -> None:
    python = warm.project / ".venv/bin/python"
    python.unlink()
    python.symlink_to("/nowhere/python")
    assert warm.run("pytest").returncode == 0
    assert python.exists()


def test_a_half_made_environment_is_made_anew(ready: Machine) -> None:
    rubbish = ready.project / ".venv/lib/rubbish"
    rubbish.mkdir(parents=True)
    assert ready.run("pytest").returncode == 0
    assert not rubbish.exists()


def test_when_pip_fails_its_last_words_are_shown_and_the_next_run_tries_again(ready: Machine) -> None:
    failed = ready.run("pytest", PIP_FAILS="yes")
    assert (failed.returncode, failed.stdout) == (3, "")
    assert f"all of it is in {ready.project}/.setup.log" in failed.stderr
    assert failed.stderr.endswith("    ERROR: No matching distribution found for nothing\n")
    assert ready.run("pytest").returncode == 0
    assert len(ready.calls("pip")) == 2


def wait_for_pip(machine: Machine) -> None:
    deadline = time.monotonic() + 10
    while not machine.calls("pip"):
        assert time.monotonic() < deadline
        time.sleep(0.01)


def test_a_killed_set_up_leaves_no_lock_and_is_done_again(ready: Machine) -> None:
    first = ready.start("pytest", PIP_SECONDS="20")
    wait_for_pip(ready)
    os.killpg(first.pid, signal.SIGKILL)
    first.communicate(timeout=10)
    result = ready.run("pytest")
    assert (result.returncode, result.stdout) == (0, f"{ready.project}\n")
    assert "waiting" not in result.stderr
    assert len(ready.calls("pip")) == 2


@pytest.mark.parametrize("tool", ["flock", "perl"])
def test_of_two_at_once_the_second_waits_for_the_first(ready: Machine, tool: str) -> None:
    if not shutil.which(tool):
        pytest.skip(f"no {tool} here")
    for name in ("flock", "perl"):
        (ready.stand_ins / name).unlink(missing_ok=True)
    (ready.stand_ins / tool).symlink_to(shutil.which(tool))
    first = ready.start("pytest", PIP_SECONDS="0.5")
    wait_for_pip(ready)
    second = ready.run("pytest")
    out, _ = first.communicate(timeout=10)
    assert "another set-up of this folder is under way" in second.stderr
    assert out == second.stdout == f"{ready.project}\n"
    assert len(ready.calls("pip")) == 1


def test_a_set_up_that_outlives_its_killed_parent_is_waited_for(ready: Machine) -> None:
    first = ready.start("pytest", PIP_SECONDS="0.5")
    wait_for_pip(ready)
    first.kill()  # the shell alone; pip goes on writing into .venv
    result = ready.run("pytest")
    first.communicate(timeout=10)
    assert "another set-up of this folder is under way" in result.stderr
    assert result.returncode == 0
