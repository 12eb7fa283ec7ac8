"""Several renders at once, as real processes that share a folder and a cache: all end well, and nothing is spoilt."""

import subprocess
import sys

import pytest

from tests.production.command_line import environment, files, render

SHORT = ["-q", "draft", "--fps", "1", "--width", "160", "-j", "1"]
KINDS = ["--format", "mp4,png", "--captions", "--slides", "--gallery"]
BLANK = """
import sys
from tests.production.command_line import blank_drawing
sys.modules["production.draw"] = blank_drawing()
import render
sys.stdin.readline()  # all begin together
render.main()
"""
PROCESSES = 2


def together(here, cache, *commands):
    """The commands as processes that begin at once: for each its exit code, and what it said on stderr."""
    running = [
        subprocess.Popen(
            [sys.executable, "-c", BLANK, *map(str, words)],
            stdin=subprocess.PIPE,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.PIPE,
            text=True,
            cwd=here,
            env=environment(BOTH_WAYS_CACHE=str(cache)),
        )
        for words in commands
    ]
    try:
        for process in running:
            process.stdin.write("\n")
            process.stdin.flush()
        said = [process.communicate(timeout=300)[1] for process in running]
    finally:
        for process in running:
            process.kill()
            process.wait()
    return [(process.returncode, text) for process, text in zip(running, said, strict=True)]


def temporaries(*folders):
    return [path for folder in folders for path in folder.rglob("*both-ways-????????")]


REPLACE = """
import sys
from pathlib import Path
from production.whole import whole_folder
for turn in range(40):
    with whole_folder(Path(sys.argv[1]) / "frames") as folder:
        for name in ("1.png", "2.png", "3.png"):
            (folder / name).write_text(f"{sys.argv[2]} {turn}")
"""


def test_folders_replaced_by_several_at_once_are_always_one_of_theirs(tmp_path):
    running = [
        subprocess.Popen(
            [sys.executable, "-c", REPLACE, str(tmp_path), name], stderr=subprocess.PIPE, env=environment()
        )
        for name in "ab"
    ]
    ended = [(process.communicate(timeout=300)[1], process.returncode) for process in running]
    assert ended == [(b"", 0)] * 2
    made = files(tmp_path)
    assert sorted(made) == ["frames/1.png", "frames/2.png", "frames/3.png"]
    assert len(set(made.values())) == 1
    assert set(made.values()) <= {b"a 39", b"b 39"}


@pytest.mark.slow
@pytest.mark.usefixtures("drawing")
def test_the_same_film_by_several_at_once_is_whole_and_the_same(here, cache, tmp_path_factory):
    other = tmp_path_factory.mktemp("reference")
    assert render(*SHORT, *KINDS, "-o", other, "--cache", other / "cache").code == 0
    wanted = {name: data for name, data in files(other).items() if not name.startswith("cache")}
    old = here / "media"
    for force in ([], ["--force"], ["--force"]):
        ended = together(here, cache, *[[*SHORT, *KINDS, *force]] * PROCESSES)
        assert [code for code, _ in ended] == [0] * PROCESSES, ended
        assert files(old) == wanted
        assert temporaries(here, cache) == []


@pytest.mark.slow
@pytest.mark.usefixtures("drawing")
def test_different_films_in_one_folder_at_once_leave_each_other_alone(here, cache, tmp_path_factory):
    other = tmp_path_factory.mktemp("reference")
    kernels = ["asym3", "echo"]
    for kernel in kernels:
        assert render(*SHORT, *KINDS, "--kernel", kernel, "-o", other, "--cache", other / "cache").code == 0
    wanted = {name: data for name, data in files(other).items() if not name.startswith("cache")}
    ended = together(here, cache, *[[*SHORT, *KINDS, "--kernel", kernel] for kernel in kernels])
    assert [code for code, _ in ended] == [0] * 2, ended
    assert {**files(here / "media"), "index.html": b""} == {**wanted, "index.html": b""}
    assert render(*SHORT, *KINDS).code == 0  # the page has the films that were there when it was written
    assert files(here / "media") == wanted
    assert temporaries(here, cache) == []


@pytest.mark.slow
@pytest.mark.usefixtures("drawing")
def test_clearing_the_cache_while_others_render_costs_them_nothing(here, cache, tmp_path_factory):
    other = tmp_path_factory.mktemp("reference")
    assert render(*SHORT, "-o", other, "--cache", other / "cache").code == 0
    wanted = {name: data for name, data in files(other).items() if not name.startswith("cache")}
    for _ in range(2):
        ended = together(here, cache, [*SHORT, "--force"], *[["--cache-clear"]] * 3, [*SHORT, "--force", "-o", "two"])
        assert [code for code, _ in ended] == [0] * 5, ended
        assert files(here / "media") == files(here / "two") == wanted
        assert temporaries(here, cache) == []


@pytest.mark.slow
def test_a_real_film_by_two_with_workers_at_once_is_the_same(here, cache):
    words = ["-q", "draft", "--fps", "1", "--width", "160", "-j", "2", "--kernel", "identity"]
    command = [sys.executable, "-m", "render", *words]
    both = [
        subprocess.Popen(command, stdout=subprocess.PIPE, text=True, cwd=here, env=environment(BOTH_WAYS_CACHE=str(c)))
        for c in (cache, cache)
    ]
    told = [process.communicate(timeout=300)[0] for process in both]
    assert [process.returncode for process in both] == [0, 0]
    assert told[0] == told[1]
    made = files(here / "media")
    assert sorted(f"media/{name}" for name in made) == sorted(told[0].split())
    assert subprocess.run([*command, "--force"], cwd=here, env=environment(), capture_output=True).returncode == 0
    assert files(here / "media") == made
    assert temporaries(here, cache) == []
