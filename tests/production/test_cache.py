"""The cache: what is put is got, damage is noticed, and its size is bounded."""

from __future__ import annotations

import hashlib
import os
import subprocess
import sys

import pytest

from production.cache import HEAD, Cache
from tests.production.command_line import environment, files, render

MOST = 10_000


def address(number):
    return hashlib.sha256(str(number).encode()).hexdigest()


@pytest.fixture
def kept(tmp_path):
    return Cache(tmp_path / "cache", MOST)


def entries(cache):
    return sorted(path for path in cache.folder.rglob("*") if path.is_file())


def test_what_is_put_is_got_and_nothing_else(kept):
    assert kept.get(address(1)) is None
    for data in (b"", b"one", os.urandom(3000)):
        kept.put(address(1), data)
        assert kept.get(address(1)) == data
    assert kept.get(address(2)) is None
    assert kept.refused is None


@pytest.mark.parametrize("damage", ["cut off", "a bit", "empty", "foreign", "another entry", "checksum cut off"])
def test_a_damaged_entry_is_noticed_and_taken_away(kept, damage):
    kept.put(address(1), b"one" * 100)
    kept.put(address(2), b"two" * 100)
    path, other = (next(p for p in entries(kept) if p.stem == address(n)) for n in (1, 2))
    whole = path.read_bytes()
    path.write_bytes(
        {
            "cut off": whole[:-1],
            "a bit": whole[:50] + bytes([whole[50] ^ 1]) + whole[51:],
            "empty": b"",
            "foreign": b"GIF89a" * 20,
            "another entry": b"x" + other.read_bytes(),
            "checksum cut off": whole[: HEAD - 1],
        }[damage]
    )
    assert kept.get(address(1)) is None
    assert not path.exists()
    assert kept.get(address(2)) == b"two" * 100


def test_what_was_not_used_for_longest_goes_first_and_the_size_keeps_its_bound(kept):
    for number in range(9):
        kept.put(address(number), bytes(1000))
        path = next(p for p in entries(kept) if p.stem == address(number))
        os.utime(path, ns=(number * 10**9, number * 10**9))
    assert kept.get(address(0)) is not None  # used just now
    for number in (9, 10, 11):
        kept.put(address(number), bytes(1000))
        assert kept.size() <= MOST
    found = [number for number in range(12) if kept.get(address(number)) is not None]
    assert found == [0, 4, 5, 6, 7, 8, 9, 10, 11]


def test_files_of_other_programs_that_are_called_by_digests_too_are_left_alone(kept):
    """As in the folder of a store that somebody named with --cache."""
    others = [kept.folder / "ab" / f"ab{number:062x}" for number in range(3)]
    others[0].parent.mkdir(parents=True)
    for path in others:
        path.write_bytes(bytes(MOST))
        os.utime(path, (0, 0))
    kept.put(address(1), b"one")
    kept.put(address(2), bytes(2 * MOST))  # too much: it goes, and all that is older
    assert (kept.size(), kept.count()) == (0, 0)
    kept.put(address(1), b"one")
    assert kept.clear() == HEAD + 3
    assert all(path.read_bytes() == bytes(MOST) for path in others)


@pytest.mark.skipif(not hasattr(os, "geteuid"), reason="needs links")
def test_a_cache_that_cannot_be_cleared_is_not_called_cleared(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    (tmp_path / "file").touch()
    (tmp_path / "loop").symlink_to("loop")
    for name, why in (("file", "Not a directory"), ("loop", "Too many levels of symbolic links")):
        result = render("--cache-clear", "--cache", name)
        assert result.code == 2
        assert result.line == f"cannot clear the cache {name!r}: {why}; name a folder with --cache"
    result = render("--cache-clear", "--cache", "none")
    assert (result.code, result.stdout) == (0, "freed 0.0 MiB in none\n")


def test_an_entry_larger_than_the_bound_is_not_kept(kept):
    kept.put(address(1), bytes(2 * MOST))
    assert kept.size() == 0


def test_a_cache_that_cannot_be_written_is_done_without(tmp_path):
    (tmp_path / "file").write_text("not a folder")
    cache = Cache(tmp_path / "file" / "cache", MOST)
    cache.put(address(1), b"one")
    assert cache.refused == "Not a directory"
    assert cache.get(address(1)) is None
    assert cache.clear() == 0


def test_two_processes_at_once_never_see_half_an_entry(kept):
    code = """
import os, sys
from pathlib import Path
from production.cache import Cache
from tests.production.test_cache import address
cache = Cache(Path(sys.argv[1]), 40_000)
wrong = 0
for turn in range(150):
    number = turn % 7
    data = bytes([number]) * 5000
    found = cache.get(address(number))
    wrong += found is not None and found != data
    cache.put(address(number), data)
print(wrong, cache.refused)
"""
    command = [sys.executable, "-c", code, str(kept.folder)]
    both = [subprocess.Popen(command, stdout=subprocess.PIPE, text=True, env=environment()) for _ in range(2)]
    assert [process.communicate(timeout=60)[0] for process in both] == ["0 None\n"] * 2


@pytest.mark.usefixtures("drawing")
def test_the_cache_is_cleared_on_request_and_says_what_was_freed(here, cache):
    render("-q", "draft", "--fps", "1")
    assert files(cache)
    size = sum(map(len, files(cache).values()))
    made = files(here)
    result = render("--cache-clear")
    assert result.stdout == f"freed {size / 2**20:.1f} MiB in {cache}\n"
    assert files(cache) == {}
    assert files(here) == made


@pytest.mark.usefixtures("drawing")
def test_a_cache_of_no_size_keeps_nothing_and_films_are_made_all_the_same(here, cache):
    assert render("-q", "draft", "--fps", "1", "--cache-size", "0").code == 0
    assert files(cache) == {}
    assert len(files(here)) == 2


@pytest.mark.usefixtures("drawing")
def test_a_cache_that_cannot_be_written_is_said_once_and_films_are_made(here):
    (here / "file").write_text("not a folder")
    result = render("-q", "draft", "--fps", "1", "--cache", here / "file" / "cache")
    assert result.code == 0
    assert result.stderr.startswith("render: nothing is kept for next time: the cache ")
    assert result.stderr.count("\n") == 1
    assert len(result.stdout.splitlines()) == 2
