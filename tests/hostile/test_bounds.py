"""The bounds: stated in two modules and told on one page; just within is taken, just past is refused by its number."""

from __future__ import annotations

import re
from dataclasses import replace

import numpy as np
import pytest

import kernels.bounds
import production.bounds
from kernels import InputError
from kernels.bounds import plain, times
from production import extent
from production.options import Options
from production.plan import plan_films
from production.request import parse_requests
from tests.hostile.seeds import PIXELS, saved
from tests.production.command_line import PROJECT, render


def ones(*shape):
    """A literal of as many ones, its rows on one line."""
    return ";".join([" ".join(["1"] * shape[-1])] * (shape[0] if len(shape) > 1 else 1))


def lines(rows, columns):
    """The same as a file, which may be larger."""
    return "\n".join([" ".join(["1"] * columns)] * rows)


SIGNAL, KERNEL, NUMBERS = ["--signal"], ["--kernel"], ["--describe", "--signal"]
PICTURE = ["image", "--describe", "--signal"]
LONGEST = ["lecture", "-q", "4k", "--fps", "120", "--kernel", "1 2 3 4 5 6 7 8 9", *SIGNAL, ones(24)]
EMBEDDED = ["--embed", "--format", "apng", "--transparent", "--aspect", "1:1"]
# Words, a value within and one past the bound, what the line says of it.
BOUNDS = [
    (SIGNAL, ones(24), ones(25), "at most 24;"),
    ([*KERNEL, "0 1; 2 3", *SIGNAL], ones(12, 12), ones(12, 13), "at most 12×12;"),
    (KERNEL, ones(9), ones(10), "at most 9;"),
    (KERNEL, ones(7, 7), ones(7, 8), "at most 7×7;"),
    (["--dilation"], "10", "11", "at most 48;"),
    (NUMBERS, ones(10_000), ones(10_001), "at most 10000;"),
    (["--describe", "--kernel", "1;", "--signal"], "within.csv", "past.csv", "at most 512×512;"),
    (["--describe", "--kernel"], ones(1_000), ones(1_001), "at most 1000;"),
    (["--describe", "--kernel"], ones(33, 33), ones(33, 34), "at most 33×33;"),
    (["--describe", "--stride"], "1000", "1001", "from 1 to 1000;"),
    (["--describe", "--dilation"], "1000", "1001", "from 1 to 1000;"),
    (["network-layer", "--describe", "--padding"], "1000", "1001", "from 0 to 1000,"),
    (KERNEL, "1e9", "1.1e9", "at most 1e9;"),
    (KERNEL, "1e-9", "0.9e-9", "at least 1e-9;"),
    (KERNEL, "1." + "0" * 38, "1." + "0" * 39, "at most 40;"),
    (KERNEL, "1" * 8 + "/" + "1" * 8, "1/" + "1" * 41, "at most 40;"),
    (["--describe", "--kernel"], "1" + " " * 99_998 + "1", "1" + " " * 99_999 + "1", "at most 100000;"),
    (["--describe", "--signal"], "full.csv", "over.csv", "at most 4194304;"),
    (["--describe", "--signal"], "header.npy", "longer.npy", "at most 10000;"),
    (PICTURE, "small.npy", "tiny.npy", "from 16×16 to 128×128;"),
    (PICTURE, "large.npy", "larger.npy", "from 16×16 to 128×128;"),
    (PICTURE, "small.npy", "bright.npy", "from 0 to 255;"),
    (["image", "--image"], "scans.jpg", "more.jpg", "at most 64;"),
    (["--fps"], "120", "121", "from 1 to 120;"),
    (["--fps"], "1", "0", "from 1 to 120;"),
    (["--speed"], "4", "4.01", "from 0.25 to 4;"),
    (["--speed"], "0.25", "0.24", "from 0.25 to 4;"),
    (["--aspect", "1:1", "--width"], "4096", "4098", "from 64 to 4096;"),
    (["--aspect", "1:1", "--width"], "64", "62", "from 64 to 4096;"),
    (["--title"], "i" * 60, "i" * 101, "from 1 to 100"),
    (["--format", "gif", "--loop"], "1000", "1001", "from 0 to 1000;"),
    (["--format", "gif", "--loop"], "0", "-1", "from 0 to 1000;"),
    (["--name"], "n" * 100, "n" * 101, "1 to 100"),
    (["--format", "webm", "--aspect", "1:1", "--width"], "3872", "3874", "at most 15000000;"),
    (["--format", "webm", "--transparent", "--aspect", "1:1", "--width"], "2738", "2740", "at most 15000000;"),
    ([*EMBEDDED, "--width"], "2738", "2740", "at most 15000000;"),
    ([*LONGEST, "--speed"], "1", "0.25", "at most 1e+12;"),
    (["-q", "4k", "--format", "webp", "--fps"], "60", "120", "at most 3e+10;"),
]  # fmt: skip


@pytest.fixture
def here(tmp_path, monkeypatch):
    """A folder with files at the bounds, and just past them."""
    monkeypatch.chdir(tmp_path)
    (tmp_path / "within.csv").write_text(lines(512, 512))
    (tmp_path / "past.csv").write_text(lines(512, 513))
    (tmp_path / "full.csv").write_bytes(b"1 2\n" + b"#" * (4 * 2**20 - 4))
    (tmp_path / "over.csv").write_bytes(b"1 2\n" + b"#" * (4 * 2**20 - 3))
    header = b"{'descr': '<f8', 'fortran_order': False, 'shape': (1,), }"
    for name, length in (("header.npy", 10_000), ("longer.npy", 10_001)):
        start = b"\x93NUMPY\x01\x00" + length.to_bytes(2, "little")
        (tmp_path / name).write_bytes(start + header.ljust(length) + np.float64(1).tobytes())
    for name, side, value in (("tiny", 15, 1), ("small", 16, 255), ("large", 128, 0), ("larger", 129, 0)):
        np.save(tmp_path / f"{name}.npy", np.full((side, side), value))
    jpeg = saved(PIXELS, "JPEG", progressive=True)
    last = jpeg[jpeg.rindex(b"\xff\xda") : -2]
    for name, scans in (("scans", 64), ("more", 65)):
        (tmp_path / f"{name}.jpg").write_bytes(jpeg[:-2] + last * (scans - jpeg.count(b"\xff\xda")) + jpeg[-2:])
    np.save(tmp_path / "bright.npy", np.full((16, 16), 256))
    return tmp_path


@pytest.mark.slow
@pytest.mark.usefixtures("here")
@pytest.mark.parametrize(("words", "within", "past", "said"), BOUNDS, ids=lambda case: str(case)[:30])
def test_just_within_a_bound_is_taken_and_just_past_it_is_refused_by_its_number(words, within, past, said):
    how = [] if "--describe" in words else ["--dry-run"]
    taken = render(*how, *words, within)
    assert (taken.code, taken.stderr) == (0, "")
    result = render(*how, *words, past)
    assert result.code == 2
    assert said in result.line


def test_a_film_that_is_too_long_is_refused_and_left_out_of_all_films(monkeypatch, tmp_path):
    monkeypatch.setattr(extent, "MOST_SECONDS", 40)
    options = Options(kernels=("1,2,4",), out=str(tmp_path))
    with pytest.raises(InputError, match=r"side-by-side .* s long, a film has at most 40 s; use a higher --speed"):
        plan_films(options, parse_requests(options))
    plan_films(replace(options, speed="4"), parse_requests(replace(options, speed="4")))
    every = replace(options, every=True)
    plans, left_out = plan_films(every, parse_requests(every))
    assert all(plan.seconds <= 40 for plan in plans)
    assert any("a film has at most 40 s" in left.why for left in left_out)


def test_more_films_than_one_command_makes_are_refused_before_anything_is_read():
    with pytest.raises(InputError, match=r"1001 films are asked for, at most 1000 in one command; name fewer kernels"):
        parse_requests(Options(kernels=("nothing.csv",) * 1_001))
    with pytest.raises(InputError, match=r"'nothing.csv' does not exist"):
        parse_requests(Options(kernels=("nothing.csv",) * 1_000))


def test_more_seconds_of_film_than_one_command_plans_are_refused(monkeypatch, tmp_path):
    options = Options(scenes=("why-flip", "flip"), speed="4", out=str(tmp_path))
    requests = parse_requests(options)
    together = sum(request.storyboard.seconds * request.speed for request in requests)
    monkeypatch.setattr(extent, "MOST_STORY_SECONDS", together)
    assert len(plan_films(options, requests)[0]) == 2
    monkeypatch.setattr(extent, "MOST_STORY_SECONDS", together - 1)
    with pytest.raises(InputError, match="the most that one command makes; give it fewer kernels or films"):
        plan_films(options, requests)


def shown(value):
    """A bound as the page has it."""
    if isinstance(value, dict):
        return ", ".join(f"{shape[0]:,}" if shape[1:] == () else times(shape) for shape in map(each, value.values()))
    return plain(value) if isinstance(value, float) else f"{value:,}"


def each(entry):
    """An axis' bound as a shape of one axis."""
    return entry if isinstance(entry, tuple) else (entry,)


def test_the_page_tells_every_bound_as_it_is():
    page = (PROJECT / "docs" / "bounds.md").read_text(encoding="utf-8")
    told = {name: value for value, name in re.findall(r"^\| .* \| (.*) \| `([A-Z_]+)` \|$", page, re.MULTILINE)}
    stated = {
        name: shown(value)
        for module in (kernels.bounds, production.bounds)
        for name, value in vars(module).items()
        if re.fullmatch("[A-Z_]+", name) and name != "TYPE_CHECKING"
    }
    assert told == stated


def test_no_input_is_larger_than_what_is_read_to_know_a_command_again():
    larger = max(kernels.bounds.MOST_FILE_BYTES, kernels.bounds.MOST_PICTURE_BYTES)
    assert larger == production.bounds.MOST_INPUT_BYTES
