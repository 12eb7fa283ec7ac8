"""Clocks that are wrong, or are put right while a film is made: nothing fresh is thrown away, and nothing fails."""

import hashlib
import os
import random
import time

import pytest

from production.cache import Cache
from tests.production.command_line import files, render

SHORT = ["-q", "draft", "--fps", "1", "-j", "1"]
KINDS = ["--format", "mp4,webm,gif,png", "--captions", "--slides", "--loop", "1"]
MOST, YEAR = 10_000, 365 * 24 * 3600
JUMPS = {"ten years ahead": 10 * YEAR, "ten years behind": -10 * YEAR, "before 1970": -100 * YEAR}


def address(number):
    return hashlib.sha256(str(number).encode()).hexdigest()


def set_times(folder, seconds):
    for path in folder.rglob("*"):
        os.utime(path, (time.time() + seconds,) * 2)


@pytest.fixture
def kept(tmp_path):
    return Cache(tmp_path / "cache", MOST)


@pytest.mark.parametrize("jump", JUMPS)
def test_new_entries_stay_and_those_of_another_time_go_first(kept, jump):
    for number in range(9):
        kept.put(address(number), bytes(1000))
    set_times(kept.folder, JUMPS[jump])
    for number in range(9, 14):
        kept.put(address(number), bytes(1000))
        assert kept.get(address(number)) is not None
    assert all(kept.get(address(number)) is not None for number in range(9, 14))
    assert sum(kept.get(address(number)) is not None for number in range(9)) == 4


@pytest.mark.parametrize("jump", JUMPS)
def test_what_was_just_put_stays_when_the_clock_is_put_right(kept, monkeypatch, jump):
    now = time.time_ns()
    for number in range(9):
        kept.put(address(number), bytes(1000))
    monkeypatch.setattr(time, "time_ns", lambda: now + JUMPS[jump] * 10**9)
    kept.put(address(9), bytes(1000))
    assert kept.get(address(9)) is not None, "what was just put is not let go of at once"
    monkeypatch.setattr(time, "time_ns", lambda: now + (JUMPS[jump] + 1) * 10**9)
    kept.put(address(10), bytes(1000))
    assert kept.get(address(9)) is not None
    assert kept.get(address(10)) is not None


def test_the_time_of_an_entry_is_that_of_this_machine_whatever_that_of_the_disk(kept, monkeypatch):
    behind = time.time_ns() - 10**12
    monkeypatch.setattr(time, "time_ns", lambda: behind)
    kept.put(address(1), b"one")
    assert next(kept.folder.glob(f"*/{address(1)}*")).stat().st_mtime_ns == behind


def test_an_entry_that_is_used_counts_as_used_now_also_if_it_was_used_in_the_future(kept):
    for number in range(9):
        kept.put(address(number), bytes(1000))
    set_times(kept.folder, 10 * YEAR)
    assert kept.get(address(3)) is not None
    for number in range(9, 17):
        kept.put(address(number), bytes(1000))
    assert kept.get(address(3)) is not None


def reference(folder):
    assert render(*SHORT, *KINDS, "-o", folder, "--cache", folder / "cache").code == 0
    return {name: data for name, data in files(folder).items() if not name.startswith("cache")}


@pytest.mark.slow
@pytest.mark.usefixtures("drawing")
@pytest.mark.parametrize("seed", range(2))
def test_a_clock_that_jumps_while_films_are_made_changes_nothing(here, cache, tmp_path_factory, monkeypatch, seed):
    wanted, lot, true = reference(tmp_path_factory.mktemp("reference")), random.Random(seed), time.time
    jumps = []

    def wild():
        jumps.append(lot.uniform(-60 * YEAR, 60 * YEAR))  # before 1970 and before 1980, too
        return true() + jumps[-1]

    monkeypatch.setattr(time, "time", wild)
    monkeypatch.setattr(time, "time_ns", lambda: int(wild() * 1e9))
    monkeypatch.setattr("production.progress._is_watched", lambda: True)
    for words in ([], [], ["--force"]):
        result = render(*SHORT, *KINDS, *words)
        assert result.code == 0, result
        assert files(here / "media") == wanted
        set_times(here / "media", lot.uniform(-60 * YEAR, 60 * YEAR) - jumps[-1])
    assert jumps
    assert [path for folder in (here, cache) for path in folder.rglob(".both-ways-*")] == []


@pytest.mark.slow
@pytest.mark.parametrize("jump", JUMPS)
def test_receipts_hold_whatever_the_times_of_files(here, cache, drawing, jump):
    first = render(*SHORT, *KINDS)
    for folder in (here, cache):
        set_times(folder, JUMPS[jump])
    drawing(lambda *_: pytest.fail("something was drawn"))
    again = render(*SHORT, *KINDS)
    assert (again.code, again.stdout) == (0, first.stdout)
