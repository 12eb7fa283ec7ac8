"""A cluster: the same films from a real scheduler and its workers, whatever becomes of them."""

from __future__ import annotations

import sys
import threading
import time

import pytest

from production import cluster as module
from production import cluster_executor
from production.cluster_archive import project_archive
from production.cluster_versions import differences, surroundings
from production.receipts import receipt_address
from tests.production.command_line import files, options, render
from tests.production.dask_cluster import DaskCluster, kill

DRAFT = ["-q", "draft", "--fps", "1"]
TWO = [*DRAFT, "--kernel", "asym3", "--kernel", "echo"]


@pytest.fixture
def dask(tmp_path_factory):
    """A scheduler; tests start its workers."""
    started = DaskCluster(tmp_path_factory.mktemp("dask"))
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


def films_of(here, out):
    return {name: data for name, data in files(here / out).items() if name.endswith(".mp4")}


@pytest.mark.parametrize(
    "address", ["", "here", "127.0.0.1:8786", "http://a:1", "tcp://a", "tcp://a:0", "tcp://a:65536", "tcp://a:1/x", "tcp://a b:1"]
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


def test_who_draws_makes_no_other_receipt():
    local = receipt_address(options(theme="light"))
    assert receipt_address(options(theme="light", scheduler="tcp://a:1")) == local
    assert receipt_address(options(theme="light", jobs="3")) == local


@pytest.mark.slow
def test_a_cluster_draws_the_very_same_films_and_afterwards_they_stand(here, dask, tmp_path_factory):
    dask.worker(before="")
    dask.worker(before="")
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
@pytest.mark.usefixtures("cache", "gone_soon")
def test_when_all_workers_are_gone_what_is_finished_is_kept_and_the_next_run_goes_on(here, dask):
    last = "if kernel == 'echo' and first and mark('last'): time.sleep(300)"
    processes = [dask.worker(before=last) for _ in range(2)]

    def leave():
        dask.marked("last")
        while not (here / "media" / "side-by-side-asym3-480p1.mp4").exists():
            time.sleep(0.05)
        time.sleep(1)  # for the rest of the other film
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
    assert len(dask.jobs()) - before < 5  # of ten
    assert "asym3" not in str(dask.jobs()[before:])


@pytest.mark.slow
@pytest.mark.usefixtures("cache")
def test_when_the_scheduler_is_gone_the_end_is_clear(here, dask):
    dask.worker(before="if not first: mark('second'); time.sleep(300)")

    def leave():
        dask.marked("second")
        kill(dask.scheduler.pid)

    leaving = meanwhile(leave)
    result = render(*DRAFT, "--scheduler", dask.address)
    leaving.join()
    assert result.code == 1
    assert result.line.startswith(f"the scheduler {dask.address} is gone; what was finished is kept")
    assert files(here) == {}


@pytest.mark.slow
@pytest.mark.usefixtures("cache")
def test_a_job_that_ends_every_worker_is_given_up_after_three_and_the_others_finish(here, dask):
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
    other = """
from importlib import metadata
version = metadata.version
metadata.version = lambda name: "1.0" if name == "numpy" else version(name)
"""
    dask.worker(preload=other)
    result = render(*DRAFT, "--scheduler", dask.address)
    assert result.code == 1
    assert "has numpy 1.0 (here " in result.line
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
def test_where_no_scheduler_listens_one_line_says_so(monkeypatch):
    monkeypatch.setattr(module, "CONNECT_SECONDS", 0.5)
    result = render(*DRAFT, "--scheduler", "tcp://127.0.0.1:9")
    assert result.code == 1
    assert result.line.startswith("no Dask scheduler can be reached at tcp://127.0.0.1:9")
