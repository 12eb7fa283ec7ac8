"""Parts: held in memory while they are few, then on disk, and gone afterwards."""

from __future__ import annotations

import errno
import tempfile
from pathlib import Path

import pytest

from production import parts as module
from production.parts import parts_held
from tests.production.command_line import files, render


@pytest.fixture
def little(here, monkeypatch):
    """Room for ten bytes in memory, and a folder for the rest."""
    (here / "temporary").mkdir()
    monkeypatch.setattr(tempfile, "tempdir", str(here / "temporary"))
    monkeypatch.setattr(module, "MOST_BYTES", 10)
    return here / "temporary"


def test_what_is_put_comes_back_in_the_order_that_is_asked_for(little):
    with parts_held() as parts:
        for address, data in (("a", b"12345"), ("b", b"123456"), ("c", b"1234"), ("a", b"12345")):
            parts.put(address, data)
        assert list(parts.all_of("cab")) == [b"1234", b"12345", b"123456"]
        assert sorted(map(len, files(little).values())) == [0, 6], "the lock, and what found no room in memory"
        parts.let_go("abx")
        assert list(parts.all_of("c")) == [b"1234"]
        parts.put("d", b"123456")
        assert sorted(map(len, files(little).values())) == [0], "there is room in memory again"
    assert list(little.iterdir()) == []


@pytest.mark.usefixtures("drawing")
@pytest.mark.parametrize("kind", ["mp4", "webm", "png"])
def test_films_are_the_same_wherever_their_parts_were_held(here, little, cache, kind):
    words = ["-q", "draft", "--fps", "1", "--format", kind, "--kernel", "asym3", "--kernel", "echo"]
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(module, "MOST_BYTES", 2**30)
        assert render(*words, "-o", "held", "--cache", here / "c").code == 0
    assert render(*words, "-o", "spilt", "--cache", cache).code == 0
    assert files(here / "spilt") == files(here / "held")
    assert render(*words, "-o", "again", "--cache", cache).code == 0  # from the cache
    assert files(here / "again") == files(here / "held")
    assert list(little.iterdir()) == []


@pytest.mark.usefixtures("drawing", "cache")
def test_where_there_is_no_room_for_parts_the_film_fails_in_one_line(here, little, monkeypatch):
    write = Path.write_bytes

    def full(path, data):
        if little in path.parents:
            raise OSError(errno.ENOSPC, "No space left on device", str(path))
        return write(path, data)

    monkeypatch.setattr(Path, "write_bytes", full)
    result = render("-q", "draft", "--fps", "1")
    assert result.code == 1
    assert result.stderr.startswith(
        "render: 'media/side-by-side-asym3-480p1.mp4' could not be made: No space left on device ("
    )
    assert not list(here.glob("media/*.mp4"))
