"""What may stand where a film would go: links, folders, pipes, names too long. Nothing that is led to is touched."""

import os
import socket
from pathlib import Path

import pytest

from tests.production.command_line import files, render

SHORT = ["-q", "draft", "--fps", "1", "-j", "1"]
NAME = "side-by-side-asym3-480p1"
KINDS = ["--format", "mp4,png", "--captions", "--slides", "--gallery"]
FILES = [f"{NAME}.mp4", f"{NAME}.json", f"{NAME}.vtt", "index.html"]
FOLDERS = [f"{NAME}-frames", f"{NAME}-slides"]

pytestmark = pytest.mark.skipif(os.name == "nt", reason="links and pipes are other things there")


@pytest.fixture
def made(here, drawing, cache):
    """A folder with all products, made by us; nothing is drawn after that."""
    assert render(*SHORT, *KINDS, "-o", "made").code == 0
    drawing(lambda *_: pytest.fail("something was drawn"))
    return {name: data for name, data in files(here).items() if name.startswith("made/")}


def bind(path):
    with socket.socket(socket.AF_UNIX) as server:
        before = os.getcwd()
        os.chdir(path.parent)  # a socket's path has a bound
        server.bind(path.name)
        os.chdir(before)


STRANGE = {
    "a pipe": os.mkfifo,
    "a socket": bind,
    "a device": lambda path: path.symlink_to("/dev/null"),
    "an endless device": lambda path: path.symlink_to("/dev/zero"),
}


@pytest.mark.usefixtures("made")
@pytest.mark.parametrize("name", [*FILES, *FOLDERS])
def test_what_is_neither_file_nor_folder_is_refused_and_never_read(here, name):
    (here / "media").mkdir()
    for strange, make in STRANGE.items():
        make(here / "media" / name)
        before = os.lstat(here / "media" / name)
        for force in ([], ["--force"]):
            result = render(*SHORT, *KINDS, *force)
            assert result.code == 2, (strange, result)
            assert result.line.startswith(f"cannot write to 'media/{name}': something that is no f")
        assert os.path.samestat(before, os.lstat(here / "media" / name))
        (here / "media" / name).unlink()
    assert list((here / "media").iterdir()) == []


@pytest.mark.usefixtures("made")
@pytest.mark.parametrize("name", [*FILES, f"{NAME}-frames/00007.png", f"{NAME}-slides/index.html"])
def test_what_was_made_and_became_a_pipe_is_never_read(here, name):
    path = here / "made" / name
    path.unlink()
    os.mkfifo(path)
    result = render(*SHORT, *KINDS, "-o", "made")  # its receipt would have it read again
    assert result.code == 2
    assert f"made/{name}" in result.line


@pytest.mark.usefixtures("made")
@pytest.mark.parametrize("name", FILES)
def test_a_folder_under_a_files_name_is_refused_and_stays(here, name):
    (here / "media" / name).mkdir(parents=True)
    for force in ([], ["--force"]):
        result = render(*SHORT, *KINDS, *force)
        assert result.line == (
            f"cannot write to 'media/{name}': something that is no file has this name; choose another --out"
        )
        assert result.code == 2
    assert list((here / "media").iterdir()) == [here / "media" / name]


@pytest.mark.parametrize("name", [*FILES, *FOLDERS])
def test_a_link_is_replaced_and_what_it_leads_to_is_left_alone(here, made, name):
    (here / "media").mkdir()
    (here / "media" / name).symlink_to(here / "made" / name)
    (here / "media" / f"{NAME}.json").exists() or (here / "media" / f"{NAME}.json").write_bytes(
        made[f"made/{NAME}.json"]
    )
    words = [*SHORT, *KINDS, "--format", "mp4,png"]
    assert render(*words).code == 0, "what it leads to is this very film"
    stands = (here / "media" / name).is_symlink()
    data = (here / "made" / name).stat()
    assert stands == (name != "index.html" or stands)
    assert {n: d for n, d in files(here).items() if n.startswith("made/")} == made
    assert os.path.samestat(data, (here / "made" / name).stat())


@pytest.mark.slow
@pytest.mark.parametrize("name", [*FILES, *FOLDERS])
def test_a_link_whose_film_must_be_made_anew_becomes_a_film(here, made, drawing, name):
    from tests.production.command_line import draw_blank

    drawing(draw_blank)
    (here / "media").mkdir()
    (here / "media" / name).symlink_to(here / "made" / name)
    assert render(*SHORT, *KINDS, "--force").code == 0
    assert not (here / "media" / name).is_symlink() or name == "index.html"
    assert {n: d for n, d in files(here).items() if n.startswith("made/")} == made
    new = {n.removeprefix("media/"): d for n, d in files(here).items() if n.startswith("media/")}
    assert new == {n.removeprefix("made/"): d for n, d in made.items()}


@pytest.mark.slow
@pytest.mark.parametrize("name", [*FILES, *FOLDERS])
def test_a_link_that_leads_nowhere_is_replaced_and_nothing_comes_where_it_led(here, made, name):
    (here / "media").mkdir()
    (here / "media" / name).symlink_to(here / "unplugged")
    assert render(*SHORT, *KINDS).code == 0
    assert not (here / "media" / name).is_symlink()
    assert not (here / "unplugged").exists()
    new = {n.removeprefix("media/"): d for n, d in files(here).items() if n.startswith("media/")}
    assert new == {n.removeprefix("made/"): d for n, d in made.items()}


@pytest.mark.usefixtures("made")
@pytest.mark.parametrize("name", [FILES[0], FOLDERS[0]])
def test_a_link_that_leads_to_itself_is_refused(here, name):
    (here / "media").mkdir()
    (here / "media" / name).symlink_to(name)
    result = render(*SHORT, *KINDS)
    assert result.line.startswith(f"cannot write to 'media/{name}': Too many levels of symbolic links; choose another")
    assert result.code == 2


@pytest.mark.usefixtures("made")
def test_a_link_to_a_file_of_somebody_else_is_refused_like_the_file(here):
    (here / "notes").write_text("mine")
    (here / "media").mkdir()
    (here / "media" / FILES[0]).symlink_to(here / "notes")
    result = render(*SHORT)
    assert result.line.startswith(f"'media/{FILES[0]}' exists and is not a film of this project")
    assert result.code == 2


def test_an_out_folder_may_be_a_link_that_leads_somewhere(here, made):
    (here / "real").mkdir()
    (here / "link").symlink_to("real")
    assert render(*SHORT, *KINDS, "-o", "link").code == 0
    assert (here / "link").is_symlink()
    assert files(here / "real") == {name.removeprefix("made/"): data for name, data in made.items()}
    (here / "loop").symlink_to("loop")
    (here / "dangling").symlink_to("missing")
    for name, why in (
        ("loop", "Too many levels of symbolic links"),
        ("dangling", "'dangling' is a link that leads nowhere"),
        ("dangling/below", "'dangling' is a link that leads nowhere"),
    ):
        result = render(*SHORT, "-o", name)
        assert result.line == f"cannot write to '{name}': {why}; choose another --out"
        assert result.code == 2
    assert not (here / "missing").exists()


@pytest.mark.usefixtures("made")
def test_names_and_paths_too_long_are_refused_before_anything_is_drawn_or_made(here):
    for out in ("x" * 256, f"new/{'x' * 256}", f"a/b/{'x' * 256}/c", "/".join(["d" * 200] * 21)):
        result = render(*SHORT, "-o", out)
        assert result.line.startswith("cannot write to '")
        assert result.line.endswith("': File name too long; choose another --out")
        assert result.code == 2
    assert [path.name for path in here.iterdir()] == ["made"]


def test_the_longest_path_that_is_taken_can_be_written_to(here, drawing, made):
    """What is written meanwhile has longer names than what is there in the end."""
    refused = 0
    for length in range(3700, 4096, 28):
        parts = [*["d" * 200] * (length // 201), "e" * (length % 201 or 1)]
        result = render(*SHORT, *KINDS, "-o", Path(*parts), "--cache", here / "cache2")
        if result.code == 2:
            assert result.line.endswith("File name too long; choose another --out")
            refused += 1
        else:
            assert (result.code, refused) == (0, 0), result
    assert refused > 2
