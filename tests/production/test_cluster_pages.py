"""The lines of the pages that start a cluster, run as they stand there, but for ports, addresses and a smaller film."""

import os
import re
import shutil
import socket
import subprocess
import sys

import psutil
import pytest

from tests.production.command_line import PROJECT, environment, render

FILM = "--kernel 1,2 --signal 1,2,3 --speed 4 -q draft --width 128 --fps 1"
RUN = f"""#!/bin/sh
what=$1
shift
case $what in
dask) exec "{sys.executable}" -m dask "$@" ;;
render)
    for _ in $(seq 300); do if grep -q 'Registered to' "$SAID"; then break; fi; sleep 0.1; done # as people do
    exec "{sys.executable}" "{PROJECT / "render.py"}" "$@" ;;
esac
"""
CERTIFICATES = """
openssl req -x509 -newkey rsa:2048 -nodes -days 2 -subj /CN=authority -keyout ca-key.pem -out ca.pem
openssl req -newkey rsa:2048 -nodes -subj /CN=films -keyout key.pem -out asked.pem
openssl x509 -req -in asked.pem -CA ca.pem -CAkey ca-key.pem -CAcreateserial -days 2 -out cert.pem
"""
with_openssl = pytest.mark.skipif(shutil.which("openssl") is None, reason="makes its certificates with openssl")


def blocks(name):
    """The lines of a page that start a cluster, each set by itself."""
    page = (PROJECT / name).read_text(encoding="utf-8")
    return [block for block in re.findall(r"```\n(.*?)```", page, re.DOTALL) if "dask scheduler" in block]


def with_tls():
    """README's lines, changed as it says; it names the files, options and variables."""
    (lines,) = blocks("README.md")
    words = " ".join((PROJECT / "README.md").read_text(encoding="utf-8").split())
    (told,) = re.findall(r"With TLS (.*?)\[docs/cluster.md\]", words)
    said = re.findall(r"`([^`]+)`", told)
    (options,) = [one for one in said if one.startswith("--tls-ca-file")]
    (protocol,) = [one for one in said if one.startswith("--protocol")]
    names = [one for one in said if one.startswith("DASK_")]
    values = [f"{name}={file}" for name, file in zip(names, re.findall(r"\S+\.pem", options), strict=True)]
    lines = re.sub(r"(dask \w+.*) &", rf"\1 {options} &", lines)
    lines = lines.replace("scheduler --host", f"scheduler {protocol} --host")
    assert lines.count("tcp://") == 2
    return f"{CERTIFICATES}export {' '.join(values)}\n{lines.replace('tcp://', 'tls://')}"


@pytest.fixture
def started(here, tmp_path_factory):
    """Run lines in a shell; its exit code, and all that was said. What it has in the background ends with the test."""
    folder = tmp_path_factory.mktemp("dask")
    variables = {name: value for name, value in environment().items() if not name.startswith("DASK_")}
    variables |= {"DASK_TEMPORARY_DIRECTORY": str(folder), "BOTH_WAYS_CACHE": str(folder / "cache")}
    variables["SAID"] = str(folder / "said")
    (here / "run").write_text(RUN)
    (here / "run").chmod(0o755)
    shells = []

    def run(lines):
        with (folder / "said").open("w") as said:
            shell = subprocess.Popen(
                ["sh", "-ec", here_alone(lines)],
                cwd=here, env=variables, stdout=said, stderr=subprocess.STDOUT, start_new_session=True,
            )  # fmt: skip
        shells.append(shell)
        return shell.wait(timeout=120), (folder / "said").read_text()

    yield run
    for shell in shells:
        background = [process for process in psutil.process_iter() if session(process) == shell.pid]
        for process in background:
            process.terminate()
        for process in psutil.wait_procs(background, timeout=10)[1]:
            process.kill()
        shell.wait(timeout=10)


def here_alone(lines):
    """The lines with a port that is free, on this machine, and with a small film."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    lines = lines.replace("HOST:", "127.0.0.1:").replace(":8786", f":{port}").replace(" --host 127.0.0.1", "")
    return lines.replace("dask scheduler", f"dask scheduler --host 127.0.0.1 --port {port}").replace("--all", FILM)


def session(process):
    """The session of a process, which everything that a shell starts is in; None where it has ended."""
    try:
        return os.getsid(process.pid)
    except OSError:
        return None


def check_drawn(here, code, said):
    """The film was made by the workers, and is the one that this machine makes alone."""
    assert code == 0, said
    assert "Starting Worker plugin both-ways-" in said
    (film,) = (here / "media").glob("*.mp4")
    drawn = film.read_bytes()
    assert render(*FILM.split(), "--force", "--cache", here / "another").code == 0
    assert film.read_bytes() == drawn


@pytest.mark.slow
def test_the_lines_of_readme_start_a_cluster_and_draw_with_it(here, started):
    (lines,) = blocks("README.md")
    assert blocks("docs/cluster.md")[0] == lines
    check_drawn(here, *started(lines))


@pytest.mark.slow
@with_openssl
def test_what_readme_says_of_tls_makes_those_lines_safe(here, started):
    code, said = started(with_tls())
    check_drawn(here, code, said)
    assert "tls://127.0.0.1" in said
    assert "tcp://" not in said


@pytest.mark.slow
@with_openssl
def test_the_lines_with_one_certificate_for_everybody_draw_too(here, started):
    _, lines = blocks("docs/cluster.md")
    assert "openssl" in lines
    check_drawn(here, *started(lines))
