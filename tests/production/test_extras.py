"""Extras on the command line: written beside the film, whole, mended, and never in place of somebody's file."""

from __future__ import annotations

import errno

import pytest

from tests.production.command_line import files, render

SHORT = ["-q", "draft", "--fps", "1"]
NAME = "side-by-side-asym3-480p1"
CAPTIONS = [f"{NAME}.vtt", f"{NAME}.chapters.vtt", f"{NAME}.srt", f"{NAME}.txt"]

pytestmark = pytest.mark.usefixtures("drawing", "cache")


def test_captions_lie_beside_the_film_and_their_paths_are_printed_after_it(here):
    result = render(*SHORT, "--captions", "-o", "out")
    assert (result.code, result.stderr) == (0, "")
    assert result.stdout.split() == [f"out/{name}" for name in (f"{NAME}.mp4", f"{NAME}.json", *CAPTIONS)]
    assert sorted(files(here)) == sorted(result.stdout.split())
    assert (here / "out" / CAPTIONS[0]).read_text("utf-8").startswith("WEBVTT\n")
    assert "Alt text: " in (here / "out" / CAPTIONS[3]).read_text("utf-8")


def test_without_an_option_nothing_lies_beside_the_film(here):
    render(*SHORT, "-o", "out")
    assert sorted(files(here)) == [f"out/{NAME}.json", f"out/{NAME}.mp4"]


def test_captions_can_be_had_of_a_film_that_has_none_in_its_picture():
    name = f"{NAME}-nocaption"
    result = render(*SHORT, "--captions", "--no-caption", "-o", "out")
    assert result.stdout.split()[2:] == [f"out/{name}{ending}" for ending in (".vtt", ".chapters.vtt", ".srt", ".txt")]


def test_a_film_that_is_there_gets_what_it_lacks_and_what_is_damaged_is_mended(here):
    render(*SHORT, "-o", "out")
    render(*SHORT, "--captions", "-o", "out")
    before = files(here)
    (here / "out" / CAPTIONS[0]).write_text("WEBVTT\n\nhalf")
    (here / "out" / CAPTIONS[2]).unlink()
    render(*SHORT, "--captions", "-o", "out")
    assert files(here) == before


def test_the_same_command_again_writes_nothing(here):
    render(*SHORT, "--captions", "-o", "out")
    before = {path: path.stat().st_mtime_ns for path in (here / "out").iterdir()}
    assert render(*SHORT, "--captions", "-o", "out").code == 0
    assert {path: path.stat().st_mtime_ns for path in (here / "out").iterdir()} == before


def test_a_file_without_a_film_beside_it_is_somebody_elses_and_stays(here):
    (here / CAPTIONS[2]).write_text("mine")
    line = render(*SHORT, "--captions", "-o", ".").line
    assert line == (
        f"'{CAPTIONS[2]}' exists without a film of its name beside it; choose another --name or --out, or --force to "
        "replace it"
    )
    assert files(here) == {CAPTIONS[2]: b"mine"}
    assert render(*SHORT, "--captions", "-o", ".", "--force").code == 0
    assert files(here)[CAPTIONS[2]].startswith(b"1\n00:00:00,000 --> ")


@pytest.mark.parametrize("force", [[], ["--force"]])
def test_a_folder_of_stills_with_other_things_in_it_is_never_taken_away(here, force):
    folder = here / f"{NAME}-stills"
    folder.mkdir()
    (folder / "thesis.tex").write_text("mine")
    line = render(*SHORT, "--stills", "-o", ".", *force).line
    assert line == (f"'{NAME}-stills/thesis.tex' is no still of a film; move it, or choose another --name or --out")
    assert files(here) == {f"{NAME}-stills/thesis.tex": b"mine"}


def test_a_folder_in_a_files_place_and_a_file_in_the_folders_are_refused_before_anything_is_drawn(here):
    (here / f"{NAME}-poster.png").mkdir()
    (here / f"{NAME}-stills").write_text("mine")
    assert "something that is no file has this name" in render(*SHORT, "--poster", "-o", ".").line
    assert "something that is no folder has this name" in render(*SHORT, "--stills", "-o", ".").line


def test_a_dry_run_names_everything_that_would_be_written():
    told = render(*SHORT, "--dry-run", "--captions", "--poster", "--stills", "-o", "out").stdout.splitlines()
    assert [line.split(": ")[0] for line in told] == [
        f"out/{NAME}{ending}"
        for ending in (".mp4", ".json", ".vtt", ".chapters.vtt", ".srt", ".txt", "-poster.png", "-stills", "-sheet.png",
                       "-handout.pdf")
    ]  # fmt: skip
    assert told[7] == f"out/{NAME}-stills: 17 stills, new"


@pytest.mark.slow
def test_every_film_of_many_has_its_own():
    result = render(*SHORT, "--all", "--captions", "--kernel", "asym3", "-o", "out")
    names = result.stdout.split()
    films = [name.removesuffix(".mp4") for name in names if name.endswith(".mp4")]
    assert len(films) >= 10
    assert all(f"{film}{ending}" in names for film in films for ending in (".vtt", ".chapters.vtt", ".srt", ".txt"))


def test_an_extra_that_cannot_be_written_is_named_and_the_film_stays(here, monkeypatch):
    def full(_):
        raise OSError(errno.ENOSPC, "No space left on device")

    monkeypatch.setattr("production.extras.Extra.write", full)
    result = render(*SHORT, "--captions", "-o", "out")
    assert result.code == 1
    assert result.stderr.startswith(f"render: 'out/{NAME}.vtt' could not be made: No space left on device; ")
    assert sorted(files(here)) == [f"out/{NAME}.json", f"out/{NAME}.mp4"]
