"""What is said of a file that could not be made: one line with its name, the reason, and what to do."""

import errno
import os
from pathlib import Path

import pytest

from production.errors import RenderError, WorkersLostError
from production.failures import failures_said
from tests.production.command_line import draw_blank, files, python, render

FILM = Path("media/film.mp4")
FULL, ELSEWHERE, LOOK = "; free some space there or in '", "; choose another --out, or see", ", --debug shows more"
MEMORY = "; fewer --jobs or a smaller --quality need less memory"
LOST = "a part of it was given up after 3 worker processes, the last of which ended (fewer --jobs need"
SAID = [
    (OSError(errno.ENOSPC, "No space left on device"), "No space left on device", FULL),
    (OSError(errno.EDQUOT, "Disk quota exceeded"), "Disk quota exceeded", FULL),
    (OSError(errno.EFBIG, "File too large"), "File too large", FULL),
    (OSError(errno.ENOSPC, "No space", "/tmp/x/y"), "No space ('/tmp/x/y')", FULL),
    (OSError(errno.EROFS, "Read-only file system"), "Read-only file system", ELSEWHERE),
    (PermissionError(errno.EACCES, "Permission denied", "media/film.json"), "Permission denied", ELSEWHERE),
    (OSError(errno.EIO, "Input/output error", "<none>"), "Input/output error", LOOK),
    (OSError("only words"), "only words", LOOK),
    (MemoryError(), "MemoryError", MEMORY),
    (MemoryError("Unable to allocate 9 GiB"), "MemoryError: Unable to allocate 9 GiB", MEMORY),
    (WorkersLostError(["ended"] * 3), f"{LOST} less memory, a larger --job-limit gives more time)", LOOK),
    (ZeroDivisionError("division by zero"), "ZeroDivisionError: division by zero", LOOK),
]


@pytest.mark.parametrize(("error", "why", "then"), SAID, ids=[why for _, why, _ in SAID])
def test_a_failure_names_the_file_says_why_and_what_to_do(error, why, then):
    with pytest.raises(RenderError) as caught, failures_said(FILM):
        raise error
    line = str(caught.value)
    assert line.startswith(f"'media/film.mp4' could not be made: {why}; what was there before is unchanged{then}")
    assert "\n" not in line
    assert caught.value.__cause__ is error


@pytest.mark.parametrize(("error", "why", "then"), SAID[::8])
def test_what_goes_wrong_in_the_drawing_is_said_just_so(here, cache, drawing, error, why, then):
    left = [3]

    def draw(*what):
        left[0] -= 1
        if left[0] == 0:
            raise error
        return draw_blank(*what)

    drawing(draw)
    result = render("-q", "draft", "--fps", "1", "-j", "1")
    assert result.code == 1
    assert result.line.startswith(
        f"'media/side-by-side-asym3-480p1.mp4' could not be made: {why}; what was there before "
    )
    assert then in result.line
    assert files(here) == {}
    assert len(files(cache)) == 4, "the other segments"
    assert [path.name for path in here.iterdir()] == []


def test_without_a_temporary_folder_the_failure_is_said_all_the_same(monkeypatch):
    def none():
        raise FileNotFoundError("no usable temporary folder")

    monkeypatch.setattr("tempfile.gettempdir", none)
    with pytest.raises(RenderError, match="free some space there or in 'the folder for"), failures_said(FILM):
        raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))


@pytest.mark.skipif(os.name == "nt", reason="there are no such limits there")
@pytest.mark.parametrize("words", [["--doctor"], ["flip", "-j", "2"]], ids=" ".join)
def test_too_few_files_that_may_be_open_are_no_fault_of_the_program(here, words):
    code = "import resource, render; resource.setrlimit(resource.RLIMIT_NOFILE, (8, 8)); render.main()"
    result = python(code, *words)
    assert result.code == 1
    assert result.line == "more files would be open at once than this system allows; raise that (ulimit -n 256)"
    assert files(here) == {}
