"""What may stand where a film would go: links, folders, pipes, names too long. Nothing that is led to is touched."""

import os
import socket
from pathlib import Path

import pytest

from tests.production.command_line import draw_blank, files, render

SHORT = ["-q", "draft", "--fps", "1", "-j", "1"]
NAME = "side-by-side-asym3-480p1"
KINDS = ["--format", "mp4,png", "--captions", "--slides", "--gallery"]
FILES = [f"{NAME}.mp4", f"{NAME}.json", f"{NAME}.vtt", "index.html"]
FOLDERS = [f"{NAME}-frames", f"{NAME}-slides"]

pytestmark = pytest.mark.skipif(os.name == "nt", reason="links and pipes are other things there")


@pytest.fixture
def made(here, drawing, cache):  # noqa: ARG001 (an empty one)
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
    "a device": lambda path: path.symlink_to("/dev/zero"),
}


@pytest.mark.slow
@pytest.mark.usefixtures("made")
@pytest.mark.parametrize("strange", STRANGE)
def test_what_is_neither_file_nor_folder_is_refused_and_never_read(here, strange):
    (here / "media").mkdir()
    for name in (*FILES, *FOLDERS):
        path = here / "media" / name
        STRANGE[strange](path)
        before = os.lstat(path)
        for force in ([], ["--force"]):
            result = render(*SHORT, *KINDS, *force)
            assert result.code == 2
            assert result.line.startswith(f"cannot write to 'media/{name}': something that is no f")
        assert os.path.samestat(before, os.lstat(path))
        path.unlink()
    assert list((here / "media").iterdir()) == []


@pytest.mark.slow
@pytest.mark.usefixtures("made")
def test_what_was_made_and_became_a_pipe_is_never_read(here):
    for name in (*FILES, f"{NAME}-frames/00007.png", f"{NAME}-slides/index.html"):
        path = here / "made" / name
        data = path.read_bytes()
        path.unlink()
        os.mkfifo(path)
        result = render(*SHORT, *KINDS, "-o", "made")  # its receipt would have it read again
        assert result.code == 2
        assert f"made/{name}" in result.line
        path.unlink()
        path.write_bytes(data)


@pytest.mark.slow
@pytest.mark.usefixtures("made")
def test_a_folder_under_a_files_name_is_refused_and_stays(here):
    for name in FILES:
        (here / "media" / name).mkdir(parents=True)
        result = render(*SHORT, *KINDS, "--force")
        assert result.line == (
            f"cannot write to 'media/{name}': something that is no file has this name; choose another --out"
        )
        assert result.code == 2
        (here / "media" / name).rmdir()


def below(folder, made):
    """The files below a folder, and those that `made` has, by the same names."""
    there = files(folder)
    return there, {name.removeprefix("made/"): data for name, data in made.items()}


@pytest.mark.slow
def test_a_link_to_the_very_film_is_kept_and_one_to_an_old_film_becomes_the_new_one(here, made, drawing):
    (here / "media").mkdir()
    for name in (*FILES, *FOLDERS):
        (here / "media" / name).symlink_to(here / "made" / name)
    assert render(*SHORT, *KINDS).code == 0
    assert all((here / "media" / name).is_symlink() for name in (*FILES, *FOLDERS))
    drawing(draw_blank)
    assert render(*SHORT, *KINDS, "--force").code == 0
    assert not any((here / "media" / name).is_symlink() for name in (FILES[0], *FOLDERS))
    there, wanted = below(here / "media", made)
    assert there == wanted
    assert {name: data for name, data in files(here).items() if name.startswith("made/")} == made


@pytest.mark.slow
def test_a_link_that_leads_nowhere_is_replaced_and_nothing_comes_where_it_led(here, made):
    (here / "media").mkdir()
    for name in (*FILES, *FOLDERS):
        (here / "media" / name).symlink_to(here / "unplugged" / name)
    assert render(*SHORT, *KINDS).code == 0
    assert not any((here / "media" / name).is_symlink() for name in (*FILES, *FOLDERS))
    assert not (here / "unplugged").exists()
    there, wanted = below(here / "media", made)
    assert there == wanted


@pytest.mark.usefixtures("drawing")
def test_a_link_that_leads_to_itself_or_to_somebody_elses_file_is_refused(here):
    (here / "notes").write_text("mine")
    (here / "media").mkdir()
    for name, target, said in (
        (FILES[0], FILES[0], f"cannot write to 'media/{FILES[0]}': Too many levels of symbolic links; choose"),
        (FOLDERS[0], FOLDERS[0], f"cannot write to 'media/{FOLDERS[0]}': Too many levels of symbolic links; choose"),
        (
            FILES[1],
            "../notes",
            f"'media/{FILES[1]}' exists and is not a film's numbers; choose another --name or --out",
        ),
    ):
        (here / "media" / name).symlink_to(target)
        result = render(*SHORT, *KINDS)
        assert result.line.startswith(said)
        assert result.code == 2
        (here / "media" / name).unlink()
    assert files(here) == {"notes": b"mine"}


@pytest.mark.slow
def test_an_out_folder_may_be_a_link_that_leads_somewhere(here, made):
    (here / "real").mkdir()
    (here / "link").symlink_to("real")
    assert render(*SHORT, *KINDS, "-o", "link").code == 0
    assert (here / "link").is_symlink()
    there, wanted = below(here / "real", made)
    assert there == wanted
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


@pytest.mark.usefixtures("drawing")
def test_names_and_paths_too_long_are_refused_before_anything_is_drawn_or_made(here):
    for out in ("x" * 256, f"new/{'x' * 256}", f"a/b/{'x' * 256}/c", "/".join(["d" * 200] * 21)):
        result = render(*SHORT, "-o", out)
        assert result.line.startswith("cannot write to '")
        assert result.line.endswith("': File name too long; choose another --out")
        assert result.code == 2
    assert list(here.iterdir()) == []


@pytest.mark.slow
@pytest.mark.usefixtures("made")
def test_a_path_that_is_taken_can_be_written_to_although_what_is_written_meanwhile_has_a_longer_one():
    codes = []
    for length in range(3760, 4096, 80):
        result = render(*SHORT, *KINDS, "-o", Path(*["d" * 200] * (length // 201), "e" * (length % 201 or 1)))
        codes.append(result.code)
        assert result.code == 0 or result.line.endswith("File name too long; choose another --out")
    assert codes == sorted(codes)
    assert set(codes) == {0, 2}
