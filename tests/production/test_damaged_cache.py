"""A damaged cache: whatever has become of its entries is noticed, made again, and never shown."""

import os
import random
import shutil
import socket
from pathlib import Path

import pytest

from production.cache import HEAD, Cache
from production.options import Options
from production.receipts import receipt, receipt_address
from tests.production.command_line import draw_blank, files, python, render

SHORT = ["-q", "draft", "--fps", "1"]
PARTS = 5  # segments of the default film
MOST = 10**9
FLIPS = 300


@pytest.fixture
def calls(drawing):
    """How many segments were drawn, one entry each; a segment's size depends on its place."""
    made = []

    def draw(*what):
        made.append(what)
        return draw_blank(*what)

    drawing(draw)
    return made


@pytest.fixture
def film(here, cache, calls):
    """A film as it is without any damage: its files; and the cache's entries, the receipt among them."""
    assert render(*SHORT).code == 0
    calls.clear()
    return files(here), files(cache)


def entries(cache):
    return sorted(path for path in cache.rglob("*") if path.is_file())


def again(here, words=()):
    """The film made again, only from what the cache has."""
    shutil.rmtree(here / "media")
    return render(*SHORT, *words)


def test_every_flipped_bit_is_noticed(film, cache):
    lot, wrong = random.Random(7), []
    reader = Cache(cache, MOST)
    paths = entries(cache)
    for turn in range(FLIPS):
        path = lot.choice(paths)
        whole = path.read_bytes()
        place = lot.randrange(HEAD if turn % 3 == 0 else len(whole))
        path.write_bytes(whole[:place] + bytes([whole[place] ^ (1 << lot.randrange(8))]) + whole[place + 1 :])
        if reader.get(path.stem) is not None or path.exists():
            wrong.append((path.name, place))
        path.write_bytes(whole)
    assert wrong == []
    assert all(reader.get(path.stem) is not None for path in paths)
    assert files(cache) == film[1]


def test_an_entry_under_the_address_of_another_is_noticed(here, film, cache, calls):
    paths = entries(cache)
    contents = [path.read_bytes() for path in paths]
    for path, content in zip(paths, contents[1:] + contents[:1], strict=True):
        path.write_bytes(content)
    assert again(here).code == 0
    assert len(calls) == PARTS
    assert (files(here), files(cache)) == film


def replace_by_socket(path):
    with socket.socket(socket.AF_UNIX) as server:
        os.chdir(path.parent)  # a socket's path has a bound
        server.bind(path.name)


def enormous(path):
    with path.open("r+b") as file:
        file.truncate(10**12)


DAMAGES = {
    "cut off": lambda path: path.write_bytes(path.read_bytes()[:-1]),
    "emptied": lambda path: path.write_bytes(b""),
    "only a head": lambda path: path.write_bytes(path.read_bytes()[:HEAD]),
    "foreign": lambda path: path.write_bytes(b"GIF89a" * 50),
    "a tail": lambda path: path.write_bytes(path.read_bytes() + b"\0"),
    "enormous": enormous,
    "a folder": lambda path: (path.unlink(), path.mkdir()),
    "a link to itself": lambda path: (path.unlink(), path.symlink_to(path)),
    "a link to the entry": lambda path: (path.rename(path.with_name("x")), path.symlink_to(path.with_name("x"))),
    "a pipe": lambda path: (path.unlink(), os.mkfifo(path)),
    "a socket": lambda path: (path.unlink(), replace_by_socket(path)),
    "a device": lambda path: (path.unlink(), path.symlink_to("/dev/zero")),
}


@pytest.mark.slow
@pytest.mark.skipif(os.name == "nt", reason="pipes and links are other things there")
@pytest.mark.parametrize("damage", DAMAGES)
def test_a_damaged_entry_is_made_again_and_the_film_is_the_same(here, film, cache, calls, damage):
    for path in entries(cache):
        DAMAGES[damage](path)
    os.chdir(here)
    result = again(here)
    assert (result.code, result.stderr, len(calls)) == (0, "", PARTS)
    assert files(here) == film[0]
    strangers = {name for name in files(cache) if name.endswith("/x")}
    assert {name: data for name, data in files(cache).items() if name not in strangers} == film[1]
    assert all(not path.is_symlink() for path in cache.rglob("*"))
    calls.clear()
    assert (again(here).code, calls) == (0, [])


@pytest.mark.slow
def test_a_folder_with_something_in_it_in_place_of_an_entry_is_left_alone_and_said_once(here, film, cache, calls):
    for path in entries(cache):
        path.unlink()
        (path / "mine").mkdir(parents=True)
    result = again(here)
    assert result.code == 0
    assert result.stderr == f"render: nothing is kept for next time: the cache {str(cache)!r} says Is a directory\n"
    assert (files(here), len(calls)) == (film[0], PARTS)
    assert len(list(cache.rglob("mine"))) == len(film[1])
    assert render("--cache-clear").code == 0
    assert len(list(cache.rglob("mine"))) == len(film[1])


def test_an_enormous_entry_is_never_read(tmp_path):
    code = """
        import resource, sys
        from pathlib import Path
        from production.cache import Cache
        cache, address = Cache(Path(sys.argv[1]), 2 * 2**40), "ab" * 32
        cache.put(address, b"one")
        (path,) = cache.folder.glob("*/*")
        with path.open("r+b") as file:
            file.truncate(2**40)
        resource.setrlimit(resource.RLIMIT_AS, (2**30, 2**30))
        print(cache.get(address), path.exists())
    """
    assert python(code, tmp_path / "cache").stdout == "None False\n"


CRAFTED = {
    "nothing": b"",
    "no text": bytes(range(256)),
    "no entries": b"[]",
    "no paths": b'[["", 1], ["", null]]',
    "deep": b"[" * 100_000,
    "cut off": b'[["00", "media/x.mp4"',
    "elsewhere": None,
}


@pytest.mark.slow
@pytest.mark.usefixtures("film")
@pytest.mark.parametrize("craft", CRAFTED)
def test_a_receipt_that_nobody_gave_is_none(here, cache, calls, craft):
    kept = Cache(cache, MOST)
    address = next(path.stem for path in entries(cache) if b'.mp4"]' in path.read_bytes())
    data = kept.get(address)
    if craft == "elsewhere":
        shutil.copytree(here / "media", here / "other")
        kept.put(address, data.replace(b'"media/', b'"other/'))
    else:
        kept.put(address, CRAFTED[craft])
    result = render(*SHORT)
    assert (result.code, result.stderr, calls) == (0, "", [])
    assert [line.partition("/")[0] for line in result.stdout.splitlines()] == ["media", "media"]
    assert kept.get(address) == data, "a new one is kept"


@pytest.mark.usefixtures("drawing")
def test_a_receipt_holds_in_a_folder_of_any_name(cache):
    name = "two\nlines 1"
    assert render(*SHORT, "--out", name).code == 0
    found = Options(scenes=Options.scenes, out=name, quality="draft", fps="1", cache=str(cache))
    assert receipt(Cache(cache, MOST), receipt_address(found), Path(name)) is not None
