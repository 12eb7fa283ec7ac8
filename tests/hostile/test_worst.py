"""The worst input, as real commands: never more than 1.5 GiB of memory, never long, one line where it is refused."""

from __future__ import annotations

import json
import re
import subprocess
import sys
import textwrap
from dataclasses import dataclass
from pathlib import Path

import pytest

from kernels.bounds import DESCRIBE_INPUTS, DESCRIBE_TAPS, FILM_INPUTS, FILM_TAPS
from production.bounds import MOST_PX, MOST_STORY_SECONDS, MOST_WEBM_FRAME
from tests.hostile import worst, worst_pictures
from tests.production.command_line import environment

MOST_MEMORY = int(1.5 * 2**30)  # bytes
MOST_CPU_SECONDS = 60
LARGEST_WEBM, LARGEST_TRANSPARENT = (int((MOST_WEBM_FRAME // streams) ** 0.5) & ~1 for streams in (1, 2))
# By way of a small process: the system counts what the one that starts a process has in memory as that one's own.
_MEASURED = """
    import json, resource, subprocess, sys
    seconds, *command = sys.argv[1:]
    resource.setrlimit(resource.RLIMIT_CPU, (int(seconds),) * 2)
    with open("out", "wb") as out, open("err", "wb") as err:
        code = subprocess.run(command, stdout=out, stderr=err).returncode
    used = resource.getrusage(resource.RUSAGE_CHILDREN)
    print(json.dumps([code, used.ru_maxrss, used.ru_utime + used.ru_stime]))
"""
_RUN = "import sys; sys.argv[0] = 'render'; from render import main; main()"


@dataclass(frozen=True)
class Cost:
    """What a command took and left."""

    code: int
    line: str
    memory: int
    seconds: float


@pytest.fixture
def here(tmp_path, monkeypatch):
    """The empty folder that a command works in."""
    monkeypatch.chdir(tmp_path)
    return tmp_path


def cost(*words):
    """A real command, with what it took; its own time limit ends it."""
    command = [sys.executable, "-c", _RUN, *words]
    measured = [sys.executable, "-c", textwrap.dedent(_MEASURED), str(3 * MOST_CPU_SECONDS), *command]
    told = subprocess.run(measured, stdout=subprocess.PIPE, env=environment(), check=True).stdout
    code, memory, seconds = json.loads(told)
    scale = 1 if sys.platform == "darwin" else 1024
    return Cost(code, Path("err").read_text("utf-8"), memory * scale, seconds)


def held(found, code):
    """Whether a command kept within its bounds, and ended as it should."""
    assert found.code == code, found
    assert found.memory < MOST_MEMORY, found
    assert found.seconds < MOST_CPU_SECONDS, found
    if code == 2:
        assert found.line.count("\n") == 1, found
        assert found.line.startswith("render: "), found
        assert found.line[:-1].isprintable(), found


@pytest.mark.slow
@pytest.mark.parametrize("name", worst.NUMBERS)
def test_the_worst_numbers_are_refused_in_one_line_within_memory_and_time(here, name):
    worst.lay(here, name, worst.NUMBERS[name])
    held(cost("--describe", "--signal", name), 2)


@pytest.mark.slow
@pytest.mark.parametrize("name", worst_pictures.PICTURES)
def test_the_largest_pictures_are_answered_within_memory_and_time(here, name):
    worst.lay(here, name, worst_pictures.PICTURES[name]())
    held(cost("image", "--describe", "--image", name), 0)


@pytest.mark.slow
@pytest.mark.parametrize("name", worst_pictures.REFUSED)
def test_pictures_past_a_bound_are_refused_in_one_line_within_memory_and_time(here, name):
    worst.lay(here, name, worst_pictures.REFUSED[name]())
    held(cost("image", "--dry-run", "--image", name), 2)


@pytest.mark.slow
@pytest.mark.parametrize("name", worst.CHECKED)
def test_the_largest_json_is_checked_within_memory_and_time(here, name):
    assert cost("--describe").code == 0
    worst.lay(here, "film.json", worst.told_with(Path("out").read_bytes(), *worst.CHECKED[name]))
    found = cost("--check", "film.json")
    held(found, 2 if "lists and objects" in found.line else 1)
    assert (found.code == 2) == (name in ("nested", "empty", "objects"))


@pytest.mark.slow
@pytest.mark.parametrize(
    ("words", "ndim"),
    [
        (["four-ways", "--mode", "full", "--dilation", "1000"], 1),
        (["network-layer", "--mode", "full", "--dilation", "1000"], 1),
        (["four-ways", "--mode", "full", "--dilation", "14"], 2),
    ],
    ids=str,
)
def test_the_largest_numbers_are_described_within_memory_and_time(here, words, ndim):
    shapes = DESCRIBE_INPUTS[ndim], DESCRIBE_TAPS[ndim]
    if ndim == 1:
        data, taps = (worst.fractions(1, *shape) for shape in shapes)
    else:
        data, taps = b"\n".join([b"0.123456789 " * 512] * 512), worst.fractions(*shapes[1])
    files = worst.lay(here, "data.csv", data), worst.lay(here, "taps.csv", taps)
    held(cost("--describe", *words, "--signal", files[0], "--kernel", files[1]), 0)


@pytest.mark.slow
def test_every_film_of_the_longest_fractions_is_planned_within_memory_and_time(here):
    shapes = FILM_INPUTS[2], FILM_TAPS[2]
    files = [worst.lay(here, f"{at}.csv", worst.fractions(*shape)) for at, shape in enumerate(shapes)]
    held(cost("--all", "--dry-run", "--signal", files[0], "--kernel", files[1], "--embed", "--slides", "--captions"), 0)


@pytest.mark.slow
def test_as_many_of_the_heaviest_films_as_one_command_may_plan_fit_into_memory(here):
    worst.lay(here, "data.csv", worst.fractions(*FILM_INPUTS[2]))
    kernels = [worst.lay(here, f"{at}.csv", b"%d 2 3 4 5 6 7\n" % at * 7) for at in (1, 8)]
    words = ["lecture", "--dry-run", "--signal", "data.csv"]
    one = cost(*words, "--kernel", kernels[0])
    seconds = float(re.search(r" frames, ([0-9.]+) s", Path("out").read_text("utf-8"))[1])
    two = cost(*words, *(word for name in kernels for word in ("--kernel", name)))
    held(one, 0)
    held(two, 0)
    a_second = (two.memory - one.memory) / seconds
    assert a_second > 0
    assert one.memory + a_second * MOST_STORY_SECONDS < MOST_MEMORY


@pytest.mark.slow
@pytest.mark.usefixtures("here")
@pytest.mark.parametrize(
    ("kind", "width"),
    [
        (["mp4", "--encoder", "small"], MOST_PX),
        (["webm"], LARGEST_WEBM),
        (["webm", "--transparent"], LARGEST_TRANSPARENT),
        (["gif"], MOST_PX),
        (["webp", "--transparent"], MOST_PX),
        (["apng", "--transparent"], MOST_PX),
        (["png", "--transparent"], MOST_PX),
    ],
    ids=str,
)
def test_the_largest_frames_are_drawn_within_memory_and_time(kind, width):
    shown = ["--kernel", "1,2", "--signal", "1,2", "--speed", "4", "--fps", "2", "-j", "1", "--cache", "cache"]
    held(cost(*shown, "--aspect", "1:1", "--width", str(width), "--format", *kind), 0)


@pytest.mark.usefixtures("here")
def test_a_process_and_what_it_took_are_measured():
    found = cost("--describe", "--kernel", "x,1")
    held(found, 2)
    assert found.memory > 2**24
