"""A cluster: the same films from a real scheduler and its workers, whatever becomes of them."""

from __future__ import annotations

import shutil
import signal
import socket
import subprocess
import sys
import threading
import time

import pytest
from dask import config as dask_config

from production import cluster as module
from production import cluster_executor
from production.cluster_archive import project_archive
from production.cluster_versions import differences, surroundings
from production.receipts import receipt_address
from tests.production.command_line import PROJECT, environment, files, options, render
from tests.production.dask_cluster import DaskCluster, kill

DRAFT = ["-q", "draft", "--fps", "1"]
TWO = [*DRAFT, "--kernel", "asym3", "--kernel", "echo"]

OTHER_NUMPY = """
from importlib import metadata
metadata.version = lambda name, version=metadata.version: "1.0" if name == "numpy" else version(name)
"""
FULL_DISK = """
import zipfile
def extractall(*_): raise OSError(28, "No space left on device")
zipfile.ZipFile.extractall = extractall
"""


@pytest.fixture
def dask(tmp_path_factory):
    """A scheduler; tests start its workers."""
    started = DaskCluster(tmp_path_factory.mktemp("dask"))
    yield started
    started.end()


@pytest.fixture
def strict_dask(tmp_path_factory):
    """The same, where Dask itself gives up on whatever was near a worker that died."""
    started = DaskCluster(tmp_path_factory.mktemp("dask"), DASK_DISTRIBUTED__SCHEDULER__ALLOWED_FAILURES="0")
    yield started
    started.end()


@pytest.fixture
def gone_soon(monkeypatch):
    """Wait for workers less long than somebody would who is not testing."""
    monkeypatch.setattr(cluster_executor, "GONE_SECONDS", 3.0)


def meanwhile(what):
    """Do something while the test goes on."""
    thread = threading.Thread(target=what, daemon=True)
    thread.start()
    return thread


def command(folder, *words, program=PROJECT / "render.py", **variables):
    """`render` as a process of its own."""
    line, env = [sys.executable, program, *words], environment(**variables)
    return subprocess.run(line, cwd=folder, capture_output=True, text=True, timeout=120, env=env)


def films_of(here, out):
    return {name: data for name, data in files(here / out).items() if name.endswith(".mp4")}


@pytest.mark.parametrize(
    "address",
    ["", "here", "127.0.0.1:8786", "http://a:1", "tcp://a", "tcp://a:0", "tcp://a:65536", "tcp://a:1/x", "tcp://a b:1"],
)  # fmt: skip
def test_what_is_no_address_of_a_scheduler_is_refused(address):
    result = render(*DRAFT, "--scheduler", address)
    assert result.code == 2
    assert result.line.endswith("use tcp://HOST:PORT or tls://HOST:PORT")


def test_workers_of_this_machine_and_of_a_cluster_exclude_each_other():
    result = render(*DRAFT, "--scheduler", "tcp://127.0.0.1:1", "-j", "2")
    assert (result.code, "--jobs is about this machine" in result.line) == (2, True)


def test_without_dask_one_line_says_what_to_install(monkeypatch):
    for name in [name for name in sys.modules if name.startswith("production.cluster_")]:
        monkeypatch.delitem(sys.modules, name)
    monkeypatch.setitem(sys.modules, "distributed", None)
    result = render(*DRAFT, "--scheduler", "tcp://127.0.0.1:1")
    assert result.code == 3
    assert "pip install '.[cluster]'" in result.line


def test_a_difference_is_said_with_what_is_there_and_what_is_here():
    ours = {"numpy": "2.4.6", "manim": "0.22.0", "project": "a"}
    assert differences(ours, ours) == ""
    assert differences({**ours, "numpy": "2.3.0"}, ours) == "numpy 2.3.0 (here 2.4.6)"
    assert differences({"project": "b"}, ours) == "numpy none (here 2.4.6), manim none (here 0.22.0)"
    assert differences({**ours, "project": "b"}, ours) == "other files of the project, or other fonts"


def test_of_python_only_the_minor_version_counts():
    facts = {"host": {"python": "3.11.7.final.0", "machine": "x86_64"}}
    assert surroundings(facts) == {"Python": "3.11", "processor": "x86_64"}
    assert surroundings({}) == {"Python": "none", "processor": "none"}


def test_the_same_files_are_the_same_archive_and_the_fonts_are_in_it():
    first = project_archive()
    assert first == project_archive()
    assert b"scenes/storyboard/fonts/" in first
    assert b"__pycache__" not in first


def test_where_films_are_drawn_makes_no_other_receipt():
    local = receipt_address(options(theme="light"))
    assert receipt_address(options(theme="light", scheduler="tcp://a:1")) == local
    assert receipt_address(options(theme="dark", scheduler="tcp://a:1")) != local


@pytest.mark.slow
def test_a_cluster_draws_the_very_same_films_and_afterwards_they_stand(here, dask, tmp_path_factory):
    dask.worker(before="pass")
    dask.worker(before="pass")
    remote = render(*TWO, "--scheduler", dask.address, "-o", "remote", "--cache", tmp_path_factory.mktemp("one"))
    assert remote.code == 0
    assert len(dask.jobs()) == len(set(dask.jobs())) > 5
    local = render(*TWO, "-o", "local", "--cache", tmp_path_factory.mktemp("two"))
    assert local.code == 0
    assert films_of(here, "remote") == films_of(here, "local") != {}
    again = render(*TWO, "-o", "remote", "--cache", tmp_path_factory.mktemp("three"))
    assert again.stderr.count("kept") == 2
    assert list(dask.folder.rglob("job-*")) == []
    assert list(dask.folder.rglob("both-ways-*/production/work.py")) != []  # they had it from nowhere else


@pytest.mark.slow
@pytest.mark.usefixtures("cache")
def test_a_worker_killed_in_mid_job_costs_nothing_but_time(here, dask):
    for _ in range(2):
        dask.worker(before="if kernel == 'asym3' and first and mark('victim'): time.sleep(300)")
    killing = meanwhile(lambda: kill(dask.marked("victim")))
    result = render(*DRAFT, "--scheduler", dask.address, "-o", "remote")
    killing.join()
    assert (result.code, result.stderr) == (0, "")
    assert dask.jobs().count("asym3 0") == 2
    assert render(*DRAFT, "-o", "local", "--force").code == 0
    assert films_of(here, "remote") == films_of(here, "local") != {}


@pytest.mark.slow
@pytest.mark.usefixtures("here", "cache")
@pytest.mark.parametrize("hang", ["time.sleep(300)", "import ctypes; ctypes.PyDLL(None).sleep(300)"])
def test_a_worker_that_hangs_even_with_python_standing_still_is_ended_and_costs_nothing_but_time(dask, hang):
    """While a PyDLL's function runs, nothing of Python does: no thread, no signal handler, no heartbeat."""
    before = f"if kernel == 'asym3' and first and mark('victim'):\n    {hang}"
    processes = [dask.worker(before=before) for _ in range(2)]
    result = render(*DRAFT, "--scheduler", dask.address, "--job-limit", "15")
    assert (result.code, result.stderr) == (0, "")
    assert dask.jobs().count("asym3 0") == 2
    assert len([process for process in processes if process.poll() is not None]) == 1


@pytest.mark.slow
@pytest.mark.usefixtures("cache", "gone_soon")
def test_when_all_workers_are_gone_what_is_finished_is_kept_and_the_next_run_goes_on(here, dask):
    last = "if kernel == 'echo' and job.segment.frames.start > 45 and mark('last'): time.sleep(300)"
    processes = [dask.worker(before=last) for _ in range(2)]

    def leave():
        dask.marked("last")
        while not (here / "media" / "side-by-side-asym3-480p1.mp4").exists():
            time.sleep(0.05)
        kill(*(process.pid for process in processes))

    leaving = meanwhile(leave)
    result = render(*TWO, "--scheduler", dask.address)
    leaving.join()
    assert result.code == 1
    assert "all workers have left" in result.stderr.splitlines()[-1]
    assert "the same command goes on from there" in result.stderr.splitlines()[-1]
    assert [name for name in files(here / "media") if name.endswith(".mp4")] == ["side-by-side-asym3-480p1.mp4"]
    before = len(dask.jobs())
    dask.worker(before=last)
    again = render(*TWO, "--scheduler", dask.address)
    assert again.code == 0
    assert len(films_of(here, "media")) == 2
    assert len(dask.jobs()) - before <= 2  # of five, the last of which may have waited behind the one that hung
    assert "asym3" not in str(dask.jobs()[before:])


@pytest.mark.slow
@pytest.mark.usefixtures("cache")
def test_when_the_scheduler_is_gone_the_end_is_clear(here, dask):
    dask.worker(before="if not first: mark('second'); time.sleep(300)")

    def leave():
        dask.marked("second")
        kill(dask.scheduler.pid)

    leaving = meanwhile(leave)
    done = command(here, *DRAFT, "--scheduler", dask.address)  # a process, so that all that Dask would log is seen
    leaving.join()
    assert done.returncode == 1
    assert done.stderr.startswith(f"render: the scheduler {dask.address} is gone; what was finished is kept")
    assert done.stderr.count("\n") == 1
    assert files(here) == {}


@pytest.mark.slow
@pytest.mark.usefixtures("cache")
def test_a_job_that_ends_every_worker_is_given_up_after_three_and_the_others_finish(here, strict_dask):
    dask = strict_dask
    for _ in range(2):
        dask.worker(before="if kernel == 'echo' and first: os.kill(os.getpid(), signal.SIGKILL)", nanny=True)
    result = render(*TWO, "--scheduler", dask.address)
    assert result.code == 1
    assert dask.jobs().count("echo 0") == 3
    assert "ended 3 workers" in result.stderr.splitlines()[-1]
    assert list(films_of(here, "media")) == ["side-by-side-asym3-480p1.mp4"]


@pytest.mark.slow
@pytest.mark.usefixtures("cache")
def test_a_worker_that_differs_is_refused_before_anything_is_drawn(here, dask):
    dask.worker(preload=OTHER_NUMPY)
    result = render(*DRAFT, "--scheduler", dask.address)
    assert result.code == 1
    assert "has numpy 1.0 (here " in result.line
    assert files(here) == {}


@pytest.mark.slow
@pytest.mark.usefixtures("cache")
def test_workers_that_join_later_and_will_not_do_are_given_nothing_and_said_once(here, dask, monkeypatch):
    first = dask.worker(before="if first and mark('early'): time.sleep(300)")
    lines = []
    monkeypatch.setattr(cluster_executor, "warn", lines.append)

    def change_workers():
        dask.marked("early")
        dask.joined(dask.worker(preload=OTHER_NUMPY))
        dask.joined(dask.worker(preload=FULL_DISK))
        kill(first.pid)
        while len(lines) < 2:
            time.sleep(0.05)
        dask.worker()

    changing = meanwhile(change_workers)
    result = render(*DRAFT, "--scheduler", dask.address, "-o", "remote")
    changing.join()
    assert result.code == 0
    assert ["cannot draw" in line for line in sorted(lines, key=lambda line: "numpy" in line)] == [True, False]
    assert sum("has numpy 1.0 (here " in line for line in lines) == 1
    assert render(*DRAFT, "-o", "local", "--force").code == 0
    assert films_of(here, "remote") == films_of(here, "local") != {}


@pytest.mark.slow
@pytest.mark.usefixtures("cache")
def test_a_worker_that_drew_for_one_version_of_the_project_draws_for_the_next(here, dask):
    dask.worker()
    assert render(*DRAFT, "--scheduler", dask.address).code == 0
    for name in ("kernels", "scenes", "production"):
        shutil.copytree(PROJECT / name, here / "next" / name, ignore=shutil.ignore_patterns("__pycache__"))
    for name in ("render.py", "pyproject.toml"):
        shutil.copy(PROJECT / name, here / "next")
    with (here / "next" / "production" / "draw.py").open("a") as file:
        file.write("\n# another version\n")
    words = [*DRAFT, "--scheduler", dask.address, "-o", "media", "--force"]
    done = command(here / "next", *words, program="render.py", PYTHONPATH="")
    assert (done.returncode, done.stderr) == (0, "")
    ((one, old),) = films_of(here, "media").items()
    new = (here / "next" / "media" / one).read_bytes()
    assert old != new  # by what a film says of its making
    assert len(old) == len(new)


@pytest.mark.slow
@pytest.mark.skipif(shutil.which("openssl") is None, reason="makes its certificate with openssl")
@pytest.mark.usefixtures("cache")
def test_a_cluster_with_certificates_is_reached_by_tls_and_only_with_them(tmp_path_factory, monkeypatch):
    folder = tmp_path_factory.mktemp("dask")
    make = "openssl req -x509 -newkey rsa:2048 -nodes -days 2 -subj /CN=films -keyout key.pem -out cert.pem"
    subprocess.run(make.split(), cwd=folder, check=True, capture_output=True)
    cert, key, tls = str(folder / "cert.pem"), str(folder / "key.pem"), "DASK_DISTRIBUTED__COMM__TLS__"
    variables = {f"{tls}CA_FILE": cert}
    for who in ("SCHEDULER", "WORKER", "CLIENT"):
        variables |= {f"{tls}{who}__CERT": cert, f"{tls}{who}__KEY": key}
    dask = DaskCluster(folder, **variables)
    try:
        dask.worker()
        assert dask.address.startswith("tls://")
        assert "needs certificates" in render(*DRAFT, "--scheduler", dask.address).line
        with dask_config.set(
            {
                "distributed.comm.tls.ca-file": cert,
                "distributed.comm.tls.client.cert": cert,
                "distributed.comm.tls.client.key": key,
            }
        ):
            assert render(*DRAFT, "--scheduler", dask.address).code == 0
        monkeypatch.setattr(module, "CONNECT_SECONDS", 2.0)
        plain = render(*DRAFT, "--scheduler", dask.address.replace("tls:", "tcp:"), "--force")
        assert (plain.code, "no Dask scheduler can be reached" in plain.line) == (1, True)
    finally:
        dask.end()


@pytest.mark.slow
@pytest.mark.usefixtures("cache")
def test_an_interruption_leaves_nothing_running_on_the_cluster(here, dask):
    dask.worker(before="mark('begun')\ntry:\n    while True: time.sleep(0.1)\nfinally: mark('ended')")
    command = [sys.executable, PROJECT / "render.py", *DRAFT, "--scheduler", dask.address]
    with subprocess.Popen(command, cwd=here, env=environment(), stderr=subprocess.PIPE, text=True) as process:
        dask.marked("begun")
        process.send_signal(signal.SIGTERM)
        assert process.communicate(timeout=30)[1].startswith("render: interrupted")
    assert process.returncode == 130
    dask.marked("ended")
    assert list(dask.folder.rglob("job-*")) == []
    assert files(here) == {}


@pytest.mark.slow
@pytest.mark.usefixtures("cache")
def test_a_worker_with_several_threads_is_refused(dask):
    dask.worker(threads=2)
    result = render(*DRAFT, "--scheduler", dask.address)
    assert (result.code, "has 2 threads" in result.line) == (1, True)


@pytest.mark.slow
@pytest.mark.usefixtures("cache")
def test_a_cluster_without_workers_is_refused(dask, monkeypatch):
    monkeypatch.setattr(module, "WORKERS_SECONDS", 0.5)
    result = render(*DRAFT, "--scheduler", dask.address)
    assert (result.code, "the cluster has no worker" in result.line) == (1, True)


@pytest.mark.slow
@pytest.mark.usefixtures("cache")
def test_a_listener_that_is_no_scheduler_is_not_waited_for(here, monkeypatch):
    monkeypatch.setattr("production.cluster.CONNECT_SECONDS", 1.0)
    with socket.socket() as mute:
        mute.bind(("127.0.0.1", 0))
        mute.listen()
        result = render("-q", "draft", "--scheduler", f"tcp://127.0.0.1:{mute.getsockname()[1]}")
    assert result.code == 1
    assert "does not answer as one); start one there" in result.line
    assert not (here / "media").exists()


@pytest.mark.slow
@pytest.mark.usefixtures("cache")
def test_where_no_scheduler_listens_one_line_says_so(monkeypatch):
    monkeypatch.setattr(module, "CONNECT_SECONDS", 0.5)
    result = render(*DRAFT, "--scheduler", "tcp://127.0.0.1:9")
    assert result.code == 1
    assert result.line.startswith("no Dask scheduler can be reached at tcp://127.0.0.1:9")
