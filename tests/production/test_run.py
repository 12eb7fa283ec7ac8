"""Jobs: run by any executor, spread over films first, many films in one command, and never done twice."""

from __future__ import annotations

import signal
import subprocess
import sys
from concurrent.futures import ThreadPoolExecutor

import psutil
import pytest

from production import run as module
from production.films import Making, _in_turns
from production.formats import GIF, MP4, PNG, WEBM
from production.options import Options
from production.plan import plan_films
from production.pool import InProcess, local_executor
from production.receipts import receipt_address
from production.request import parse_requests
from production.run import run
from production.workers import default_jobs, workers_for
from scenes import FILMS
from tests.production.command_line import draw_blank, environment, files, options, python, render

SHORT = ["-q", "draft", "--fps", "1"]


@pytest.mark.parametrize("executor", [InProcess, lambda: ThreadPoolExecutor(3)], ids=["in process", "threads"])
@pytest.mark.parametrize("ahead", [1, 4])
def test_every_job_ends_once_with_its_result_or_its_error(monkeypatch, executor, ahead):
    def work(job):
        if job % 3 == 0:
            raise ValueError(job)
        return bytes([job])

    monkeypatch.setattr(module, "work", work)
    with executor() as pool:
        ended = dict(run(range(10), pool, ahead))
    assert set(ended) == set(range(10))
    for job, future in ended.items():
        if job % 3 == 0:
            assert str(future.exception()) == str(job)
        else:
            assert future.result() == bytes([job])


def test_jobs_are_handed_out_in_order_and_a_few_at_a_time(monkeypatch):
    begun = []
    monkeypatch.setattr(module, "work", begun.append)
    for job, _ in run(range(6), InProcess(), ahead=2):
        assert begun == sorted(begun)
        assert len(begun) <= job + 3


def makings(*kernels):
    asked = Options(kernels=kernels, quality="draft", fps="1")
    plans, _ = plan_films(asked, parse_requests(asked))
    return [
        Making(plan, clip, {f"{plan.name} {i}": job for i, job in enumerate(clip.jobs.values())})
        for plan in plans
        for clip in plan.clips
    ]


WORKING = """
import os, signal, tempfile, time
from production.interruption import as_interrupts
from production.pool import local_executor

if __name__ == "__main__":
    signal.signal(signal.SIGTERM, signal.SIG_DFL)
    signal.signal(signal.SIGINT, signal.default_int_handler)
    with as_interrupts(), local_executor(2) as pool:
        pool.submit(tempfile.mkdtemp).result()
        pids = {f.result() for f in [pool.submit(os.getpid) for _ in range(9)]}
        print(*pids, flush=True)
        pool.submit(time.sleep, 50)
        time.sleep(50)
"""


def test_films_go_side_by_side_before_segments_of_one_film_do():
    order = [address.split()[0].split("-")[3] for address in _in_turns(makings("asym3", "echo", "box3"), workers=2)]
    assert order[:6] == ["asym3", "echo"] * 3
    assert set(order[-3:]) == {"box3"}
    assert list(_in_turns(makings("asym3"), workers=2)) == [f"side-by-side-asym3-480p1 {i}" for i in range(5)]


def test_there_are_never_more_workers_than_cores_nor_less_than_one(monkeypatch):
    import os

    import psutil

    assert 1 <= default_jobs() <= (os.cpu_count() or 1)
    monkeypatch.setattr(psutil, "virtual_memory", lambda: type("Memory", (), {"available": 1000})())
    assert default_jobs() == 1


def test_a_short_film_is_drawn_sooner_than_workers_have_started():
    small, large = (parse_requests(options(quality=quality)) for quality in ("draft", "high"))
    assert workers_for(None, parse_requests(options(quality="draft", fps="2"))) == 1
    assert workers_for(None, large) == default_jobs()
    assert workers_for("3", small) == 3
    assert workers_for(None, large, [MP4]) == default_jobs()


def test_workers_with_large_frames_are_fewer_where_memory_is_short(monkeypatch):
    import psutil

    monkeypatch.setattr("production.workers.cores", lambda: 8)
    monkeypatch.setattr(psutil, "virtual_memory", lambda: type("Memory", (), {"available": 4 * 2**30})())
    large = parse_requests(options(quality="4k"))
    counts = [workers_for(None, large, kinds) for kinds in ([], [MP4], [MP4, WEBM], [PNG, GIF])]
    assert counts == [5, 5, 4, 5]
    assert workers_for(None, parse_requests(options(aspect="1:1", width="4096")), [MP4]) == 3
    transparent = parse_requests(options(quality="4k", formats="webm", transparent=True))
    assert workers_for(None, transparent, [WEBM]) == 2
    assert workers_for(None, parse_requests(options()), [WEBM]) == 6


def test_a_process_pool_does_the_same_work_and_leaves_no_process_behind():
    code = """
        import multiprocessing
        from production.pool import local_executor
        if __name__ == "__main__":
            with local_executor(2) as pool:
                print(sorted(pool.map(abs, [-1, -2, -3])))
            print(multiprocessing.active_children())
    """
    assert python(code).stdout == "[1, 2, 3]\n[]\n"


def test_an_error_within_ends_the_workers_at_once():
    import multiprocessing
    import time

    def interrupted():
        with local_executor(2) as pool:
            pool.submit(time.sleep, 50)
            raise KeyboardInterrupt

    started = time.monotonic()
    with pytest.raises(KeyboardInterrupt):
        interrupted()
    assert time.monotonic() - started < 20
    assert multiprocessing.active_children() == []


@pytest.mark.skipif(not hasattr(signal, "SIGKILL"), reason="needs signals as Unix has them")
@pytest.mark.parametrize("name", ["SIGINT", "SIGTERM", "SIGKILL"])
def test_workers_end_with_their_parent_however_it_ends(here, name):
    command = [sys.executable, "-c", WORKING]
    env = environment(TMPDIR=str(here))
    with subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True, env=env) as process:
        workers = [psutil.Process(int(pid)) for pid in process.stdout.readline().split()]
        process.send_signal(getattr(signal, name))
        process.wait(timeout=20)
    _, alive = psutil.wait_procs(workers, timeout=10)
    assert alive == []
    assert name == "SIGKILL" or [path.name for path in here.iterdir()] == []


@pytest.mark.usefixtures("drawing", "cache")
@pytest.mark.slow
def test_all_films_of_several_kernels_are_made_in_one_command_with_a_table(here):
    result = render(*SHORT, "--all", "--kernel", "asym3", "--kernel", "echo", "--kernel", "sobel-x")
    assert result.code == 0
    line = [film.name for film in FILMS if 1 in film.drawn and film.name != "continuous"]  # which wants a curve
    plane = [film.name for film in FILMS if 2 in film.drawn]
    asked = {"asym3": line, "echo": line, "sobel-x": plane}
    names = sorted(f"media/{name}-{kernel}-480p1.mp4" for kernel, films in asked.items() for name in films)
    assert sorted(line for line in result.stdout.splitlines() if line.endswith(".mp4")) == names
    head, *rows = result.stderr.splitlines()
    assert head.split() == ["film", "kernel", "length", "size"]
    assert len(rows) == 3 * len(FILMS)
    left_out = [row.split()[:2] for row in rows if "left out: " in row]
    expected = [[film.name, kernel] for kernel, films in asked.items() for film in FILMS if film.name not in films]
    assert sorted(left_out) == sorted(expected)
    assert len(files(here)) == 2 * len(names)
    assert all(row.endswith("rendered") for row in rows if "left out" not in row)


def test_where_no_kernel_is_named_every_film_has_its_own():
    asked = Options(every=True)
    plans, left_out = plan_films(asked, parse_requests(asked))
    assert [plan.request.film for plan in plans] == list(FILMS)
    assert left_out == ()


@pytest.mark.usefixtures("drawing", "cache")
def test_a_dry_run_of_all_films_says_what_is_left_out_and_why():
    result = render("--all", "--kernel", "sobel-x", "--dry-run")
    assert result.code == 0
    for film in FILMS:
        why = "2-D films are still to come" if 2 in film.dimensions else f"{film.name} has no story for 2-D kernels"
        assert (f"{film.name} sobel-x: left out, {why}" in result.stdout) == (2 not in film.drawn)


@pytest.mark.usefixtures("drawing", "cache")
def test_the_same_film_asked_for_twice_is_one_film(here):
    assert len(render(*SHORT, "--kernel", "1,2", "--kernel", " 1 2").stdout.splitlines()) == 2
    assert len(files(here)) == 2


@pytest.mark.usefixtures("cache")
def test_the_same_segment_in_two_films_is_drawn_once(drawing):
    drawn = []

    def draw(*what):
        drawn.append(what)
        return draw_blank(*what)

    drawing(draw)
    render(*SHORT)
    render(*SHORT, "--name", "again-{scene}-{kernel}")
    assert len(drawn) == 5


@pytest.mark.usefixtures("cache")
def test_the_same_command_again_needs_neither_numpy_nor_manim(here):
    code = """
        import sys, types
        import production.draw
        from tests.production.command_line import draw_blank
        production.draw.draw_segment = draw_blank
        import render
        try:
            render.main()
        except SystemExit as end:
            print(end.code, file=sys.stderr)
    """
    again = """
        import sys, render
        try:
            render.main()
        except SystemExit as end:
            print(end.code, *{name.partition(".")[0] for name in sys.modules}, file=sys.stderr)
    """
    first, second = python(code, *SHORT, cwd=here), python(again, *SHORT, cwd=here)
    assert (first.stderr, second.stdout) == ("0\n", first.stdout)
    code, *imported = second.stderr.split()
    assert code == "0"
    assert not {"numpy", "manim", "av", "rich", "typst", "fontTools", "kernels", "scenes"} & set(imported)


def test_a_receipt_is_for_the_words_the_folder_and_the_files_that_a_command_names(here, monkeypatch):
    (here / "k.csv").write_text("1,2,4")
    asked = options(kernel="k.csv")
    first = receipt_address(asked)
    assert receipt_address(options(kernel="k.csv")) == first
    assert receipt_address(options(kernel="k.csv", theme="light")) != first
    (here / "k.csv").write_text("1,2,5")
    assert receipt_address(asked) != first
    (here / "k.csv").write_text("1,2,4")
    assert receipt_address(asked) == first
    (here / "elsewhere").mkdir()
    monkeypatch.chdir(here / "elsewhere")
    assert receipt_address(asked) != first
