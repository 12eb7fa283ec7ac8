"""Workers that die or hang: their work is done again by others, or given up, and all else is done all the same."""

from __future__ import annotations

import multiprocessing
import os
import random
import signal
import subprocess
import sys
import threading
import time
from concurrent.futures import Future
from multiprocessing import forkserver

import psutil
import pytest

from production import run as module
from production.errors import WorkersLostError
from production.hanging import BASE_SECONDS, job_limit
from production.pool import MOST_DEATHS, _with_files_for, local_executor
from production.request import parse_requests
from production.worker import Worker, WorkerDiedError, _HangsError, _result
from tests.production import poison
from tests.production.command_line import PROJECT, draw_blank, environment, files, options, python, render

SHORT = ["-q", "draft", "--fps", "1", "-j", "2"]
pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="processes are killed otherwise there")


@pytest.fixture
def worker(tmp_path):
    one = Worker(multiprocessing.get_context("forkserver"), False, str(tmp_path))
    yield one
    one.end(for_good=True)


@pytest.mark.parametrize(
    ("call", "seconds", "how"),
    [
        ((signal.raise_signal, (signal.SIGKILL,)), None, "ended before its work was done"),
        ((os._exit, (0,)), None, "ended before its work was done"),
        ((time.sleep, (1000,)), 0.2, "was still at work after 0 s, and was ended"),
        ((signal.raise_signal, (signal.SIGSTOP,)), 0.2, "was still at work after 0 s, and was ended"),
    ],
    ids=["killed", "left", "hangs", "stopped"],
)
def test_a_worker_that_dies_or_hangs_is_gone_and_another_takes_its_place(worker, call, seconds, how):
    process = psutil.Process(worker.call(os.getpid, (), None))
    with pytest.raises(WorkerDiedError, match=how):
        worker.call(*call, seconds)
    assert psutil.wait_procs([process], timeout=20)[1] == []
    assert worker.call(os.getpid, (), None) != process.pid


def test_a_worker_that_was_ended_for_good_starts_no_other(worker):
    process = psutil.Process(worker.call(os.getpid, (), None))
    threading.Timer(0.3, worker.end, kwargs={"for_good": True}).start()
    with pytest.raises(WorkerDiedError):
        worker.call(time.sleep, (1000,), None)
    assert psutil.wait_procs([process], timeout=20)[1] == []
    with pytest.raises(WorkerDiedError, match="was ended"):
        worker.call(os.getpid, (), None)


@pytest.mark.slow
def test_a_server_that_starts_no_process_is_replaced(worker, monkeypatch):
    """It may hang for ever, on a disk that is gone for example."""
    worker.call(os.getpid, (), None)
    os.kill(forkserver._forkserver._forkserver_pid, signal.SIGSTOP)
    monkeypatch.setattr("production.worker.START_SECONDS", 0.5)
    worker.end()
    with pytest.raises(WorkerDiedError, match="could not be started"):
        worker.call(os.getpid, (), None)
    monkeypatch.undo()
    assert worker.call(os.getpid, (), None)


def test_workers_that_are_being_started_do_not_keep_a_command_from_its_end(worker, monkeypatch):
    monkeypatch.setattr("production.worker._PATIENCE_SECONDS", 0.1)
    with worker._lock:
        worker.end(for_good=True)
    with pytest.raises(WorkerDiedError, match="was ended"):
        worker.call(os.getpid, (), None)


def test_there_are_no_more_workers_than_files_may_be_open(monkeypatch):
    import resource

    asked = []
    monkeypatch.setattr(resource, "setrlimit", lambda _, most: asked.append(most))
    for most, hard, expected in ((1024, 4096, 50), (1024, 300, 23), (1024, 10, 1), (64, resource.RLIM_INFINITY, 200)):
        monkeypatch.setattr(resource, "getrlimit", lambda _, most=most, hard=hard: (min(most, 64), hard))
        assert _with_files_for(min(expected, 50) if hard == 4096 else 200) == expected
    assert asked[0] == (564, 4096)


def test_time_in_which_a_command_was_stopped_counts_little(monkeypatch):
    class Never(Future):
        def result(self, timeout=None):
            waited.append(timeout)
            clock[0] += 1000 if len(waited) == 2 else timeout
            raise TimeoutError

    waited, clock = [], [0.0]
    monkeypatch.setattr("production.worker.time.monotonic", lambda: clock[0])
    with pytest.raises(_HangsError):
        _result(Never(), 6.0)
    assert len(waited) == 5, "one second each, and two for that in which it was stopped"


def test_an_error_of_the_call_itself_is_no_death(worker):
    before = worker.call(os.getpid, (), None)
    with pytest.raises(ZeroDivisionError):
        worker.call(divmod, (1, 0), None)
    assert worker.call(os.getpid, (), None) == before


def test_a_call_is_given_up_after_three_deaths_and_all_others_are_done():
    with local_executor(2) as pool:
        good = [pool.submit(abs, -number) for number in range(10)]
        bad = pool.submit(os._exit, 1)
        good += [pool.submit(abs, -number) for number in range(10, 20)]
        with pytest.raises(WorkersLostError, match="given up after 3 worker processes") as lost:
            bad.result()
        assert [future.result() for future in good] == list(range(20))
    assert len(lost.value.deaths) == MOST_DEATHS
    assert multiprocessing.active_children() == []


def test_even_if_the_server_that_workers_are_forked_from_dies_all_is_done():
    with local_executor(2) as pool:
        assert pool.submit(abs, -1).result() == 1
        os.kill(forkserver._forkserver._forkserver_pid, signal.SIGKILL)
        assert list(pool.map(abs, range(-20, 0))) == list(range(20, 0, -1))


def test_workers_start_however_long_the_path_of_the_temporary_folder_is(here):
    """A socket's path has 103 bytes at most."""
    folder = here / ("long" * 30)
    folder.mkdir()
    code = """
        from production.pool import local_executor
        if __name__ == "__main__":
            with local_executor(2) as pool:
                print(sorted(pool.map(abs, [-1, -2, -3])))
    """
    result = python(code, cwd=here, env={"TMPDIR": str(folder)})
    assert (result.stdout, result.stderr) == ("[1, 2, 3]\n", "")
    assert list(folder.iterdir()) == []


def test_the_time_that_a_job_may_take_grows_with_its_pixels_or_is_what_was_asked_for():
    from production.clip import Clip
    from production.formats import MP4

    small, large = (
        next(iter(Clip(parse_requests(options(quality=quality))[0], MP4, None).jobs.values()))
        for quality in ("draft", "4k")
    )
    assert BASE_SECONDS < job_limit(None)(small) < job_limit(None)(large) / 10
    assert job_limit("7")(large) == 7


@pytest.fixture
def poisoned(monkeypatch):
    """Commands whose jobs are done by a function that goes wrong."""

    def poisoned(work, *words):
        with monkeypatch.context() as patch:
            patch.setattr(module, "work", work)
            return render(*SHORT, *words)

    return poisoned


@pytest.mark.usefixtures("cache", "drawing")
@pytest.mark.slow
@pytest.mark.parametrize(
    ("work", "words"),
    [(poison.killing_once, []), (poison.hanging_once, ["--job-limit", "12"]), (poison.out_of_memory_once, [])],
    ids=["killed", "hangs", "out of memory"],
)
def test_what_a_lost_worker_was_at_is_drawn_again_and_the_film_is_the_same(here, poisoned, work, words):
    assert render(*SHORT, "-j", "1", "-o", "undisturbed").code == 0
    result = poisoned(work, *words, "--force", "--cache-size", "0")
    assert (result.code, result.stderr) == (0, "")
    assert files(here / "media") == files(here / "undisturbed")


@pytest.mark.usefixtures("cache", "drawing")
@pytest.mark.slow
def test_a_segment_that_kills_every_worker_is_reported_and_the_rest_finishes(here, poisoned):
    words = ["--kernel", "asym3", "--kernel", "echo", "--kernel", "box3"]
    result = poisoned(poison.killing, *words)
    assert result.code == 1
    made = {path.name for path in (here / "media").glob("*.mp4")}
    assert made == {f"side-by-side-{kernel}-480p1.mp4" for kernel in ("asym3", "box3")}
    *_, last = result.stderr.splitlines()
    assert last.startswith("render: 1 of 3 films failed, the others are made; the first: ")
    assert "echo-480p1.mp4' could not be made: a part of it was given up after 3 worker processes" in last
    drawn = []
    module_draw = sys.modules["production.draw"]
    module_draw.draw_segment = lambda *what: drawn.append(what) or draw_blank(*what)
    again = render("-q", "draft", "--fps", "1", "-j", "1", *words)  # in this process, where nothing dies
    assert again.code == 0
    assert 1 <= len(drawn) < 5, "what was drawn of it is kept, and only what is missing is drawn"


@pytest.mark.slow
def test_workers_killed_in_the_midst_of_drawing_cost_time_and_nothing_else(here):
    """For real: films are drawn by processes, two of which are killed (by three, a segment might be given up)."""
    words = [sys.executable, str(PROJECT / "render.py"), "-q", "draft", "--fps", "10", "--width", "320", "-j", "2"]
    env, chance = environment(TMPDIR=str(here)), random.Random(7)
    subprocess.run([*words, "-o", "undisturbed", "--cache", "c0"], check=True, env=env, capture_output=True)
    for turn in ("1", "2", "3"):
        command, killed = [*words, "-o", turn, "--cache", f"c{turn}"], 0
        with subprocess.Popen(command, env=env, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True) as process:
            while process.poll() is None and killed < MOST_DEATHS - 1:
                time.sleep(chance.uniform(0.05, 0.5))
                busy = [child for child in _workers(process.pid) if _seconds(child) > 0.05]
                if busy:
                    chance.choice(busy).kill()
                    killed += 1
            _, complaint = process.communicate(timeout=120)
        assert (process.returncode, complaint) == (0, "")
        assert killed >= 1
        assert files(here / turn) == files(here / "undisturbed")
    assert {path.name for path in here.iterdir()} == {"undisturbed", "1", "2", "3", "c0", "c1", "c2", "c3"}


def _workers(pid):
    """The processes that draw: the children of the fork server."""
    try:
        servers = psutil.Process(pid).children()
        return [worker for server in servers for worker in server.children()]
    except psutil.NoSuchProcess:
        return []


def _seconds(process):
    try:
        return process.cpu_times().user
    except psutil.NoSuchProcess:
        return 0.0
