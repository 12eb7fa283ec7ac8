"""Disks and folders that change or vanish while a film is drawn, and a temporary folder that is full."""

import os
import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from tests.production.command_line import blank_drawing, draw_blank, files, render
from tests.production.disks import apart, mount, needs_mounts, remount, unmount

SHORT = ["-q", "draft", "--fps", "1", "-j", "1"]
NAME = "side-by-side-asym3-480p1"
TEMPORARY = "/mnt"  # of those processes alone; short, as a socket lies in it


def meanwhile(happens):
    """A drawing during whose third segment something happens."""
    left = [3]

    def draw(*what):
        left[0] -= 1
        if left[0] == 0:
            happens()
        return draw_blank(*what)

    return draw


def replace_by_file(folder):
    shutil.rmtree(folder)
    folder.write_text("a file")


@pytest.mark.parametrize("vanish", [shutil.rmtree, lambda media: media.rename("moved")], ids=["removed", "moved"])
def test_an_out_folder_that_vanishes_while_a_film_is_drawn_is_made_again(here, cache, drawing, vanish):
    render(*SHORT)
    before = files(here)
    drawing(meanwhile(lambda: vanish(here / "media")))
    result = render(*SHORT, "--force", "--cache", cache)
    assert (result.code, result.stderr) == (0, "")
    assert {name: data for name, data in files(here).items() if name.startswith("media")} == before


def test_an_out_folder_that_becomes_a_file_is_said_in_one_line(here, cache, drawing):
    render(*SHORT)
    drawing(meanwhile(lambda: replace_by_file(here / "media")))
    result = render(*SHORT, "--force", "--cache", cache)
    assert result.code == 1
    assert result.line == (
        f"'media/{NAME}.mp4' could not be made: File exists ('media'); what was there before is unchanged; choose "
        "another --out, or see why that place has changed"
    )
    assert files(here) == {"media": b"a file"}
    (here / "media").unlink()
    drawing(lambda *_: pytest.fail("all segments are in the cache"))
    assert render(*SHORT, "--cache", cache).code == 0


@pytest.mark.slow
@pytest.mark.parametrize("vanish", [shutil.rmtree, replace_by_file], ids=["removed", "a file"])
def test_a_cache_that_vanishes_while_a_film_is_drawn_spoils_nothing(here, cache, drawing, vanish):
    drawing(meanwhile(lambda: vanish(cache)))
    result = render(*SHORT)
    assert result.code == 0
    said = f"render: nothing is kept for next time: the cache {str(cache)!r} says Not a directory\n"
    assert result.stderr == (said if vanish is replace_by_file else "")
    assert sorted(files(here / "media")) == [f"{NAME}.json", f"{NAME}.mp4"]


@pytest.mark.parametrize("words", [[], ["--dry-run"], ["--gallery"], ["-o", "/tmp/films", "--dry-run"]], ids=" ".join)
def test_a_working_folder_that_is_gone_is_said_in_one_line(here, drawing, words):
    drawing(lambda *_: pytest.fail("something was drawn"))
    (here / "gone").mkdir()
    os.chdir(here / "gone")
    (here / "gone").rmdir()
    result = render(*SHORT, *words)
    os.chdir(here)
    assert result.line == "the folder that this was called in is gone; go to another one first"
    assert result.code == 2


@pytest.mark.parametrize("words", [[], ["--dry-run"], ["-o", "/tmp/films", "--dry-run"]], ids=" ".join)
def test_a_working_folder_whose_path_is_too_long_is_said_in_one_line(here, drawing, words):
    drawing(lambda *_: pytest.fail("something was drawn"))
    for _ in range(os.pathconf(here, "PC_PATH_MAX") // 200 + 1):
        os.mkdir("x" * 200)
        os.chdir("x" * 200)
    result = render(*SHORT, *words)
    os.chdir(here)
    shutil.rmtree(here / ("x" * 200))  # which pytest could not
    assert result.line.startswith("the folder that this was called in cannot be used (File name too long); go to")
    assert result.code == 2


def read_only(folder):
    os.chdir(folder)
    mount("media", 1024)
    draw = sys.modules["production.draw"] = blank_drawing()
    assert render(*SHORT, "--cache", "cache").code == 0
    before = files(Path("media"))
    draw.draw_segment = meanwhile(lambda: remount("media", "ro"))
    result = render(*SHORT, "--force", "--cache", "cache")
    assert result.code == 1
    assert result.line.startswith(f"'media/{NAME}.mp4' could not be made: Read-only file system; what was there")
    assert files(Path("media")) == before
    result = render(*SHORT, "--force", "--cache", "cache")
    assert (result.code, result.line) == (2, "cannot write to 'media': 'media' is not writable; choose another --out")
    assert render(*SHORT, "--cache", "cache").code == 0, "it is all there"
    remount("media", "rw")
    draw.draw_segment = meanwhile(lambda: unmount("media"))
    assert render(*SHORT, "--force", "--cache", "cache").code == 0, "the folder under the disk takes it"
    assert files(Path("media")) == before


def read_only_cache(folder):
    os.chdir(folder)
    mount("cache", 1024)
    draw = sys.modules["production.draw"] = blank_drawing(meanwhile(lambda: remount("cache", "ro")))
    for _ in range(2):
        result = render(*SHORT, "--force", "--cache", "cache")
        assert result.code == 0
        assert result.stderr == (
            "render: nothing is kept for next time: the cache 'cache' says Read-only file system\n"
        )
        draw.draw_segment = draw_blank
    cleared = render("--cache-clear", "--cache", "cache").stdout
    assert re.fullmatch(r"freed 0\.0 MiB in cache; [0-9.]+ MiB could not be removed\n", cleared)
    assert len(files(Path("cache"))) == 2, "kept before"


def other_disks(folder):
    os.chdir(folder)
    for name in ("out", "cache", TEMPORARY):
        mount(name, 64 * 1024)
    environment = {**os.environ, "TMPDIR": TEMPORARY}
    command = [sys.executable, "-m", "render", *SHORT[:-1], "2", "--width", "160", "--kernel", "identity"]
    command += ["--format", "mp4,png", "--slides", "--out", "out/films", "--cache", "cache"]
    for force in ([], ["--force"]):
        done = subprocess.run([*command, *force], env=environment, capture_output=True, text=True)
        assert done.returncode == 0, done
        assert len(done.stdout.splitlines()) == 4
        assert list(Path(TEMPORARY).iterdir()) == []
        assert len(list(Path("out/films").iterdir())) == 4


def full_temporary(folder):
    os.chdir(folder)
    for size in (8, 24):
        mount(TEMPORARY, size)
        for workers in ("1", "2"):
            command = [sys.executable, "-m", "render", "-q", "draft", "--fps", "1", "--width", "160", "-j", workers]
            done = subprocess.run(
                [*command, "--force", "--cache", "cache", "--kernel", "identity"],
                env={**os.environ, "TMPDIR": TEMPORARY},
                capture_output=True,
                text=True,
            )
            assert done.returncode in (0, 1), done
            if done.returncode == 1:
                assert done.stderr.count("\n") == 1, done.stderr
                assert (
                    "could not be made: No space left on device; what was there before is unchanged; free some space"
                    in done.stderr
                )
            assert list(Path(TEMPORARY).iterdir()) == []
            assert len(files(Path("media")) if Path("media").exists() else {}) in (0, 2)
            assert sorted(path.name for path in Path().iterdir() if "both-ways" in path.name) == []
            if size == 8:
                assert done.returncode == 1
        unmount(TEMPORARY)


@needs_mounts
@pytest.mark.slow
@pytest.mark.parametrize("scene", [read_only, read_only_cache, other_disks, full_temporary])
def test_on_disks_of_its_own(here, scene):
    apart(scene, here)
