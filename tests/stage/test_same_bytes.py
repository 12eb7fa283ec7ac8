"""The same input gives the same bytes, whatever the machine's clock, language, folders and number of workers."""

import pytest

from tests.production.command_line import files
from tests.production.watched_process import watched

pytestmark = pytest.mark.slow

WORDS = [
    "--kernel", "1,2,4", "--signal", "2,1", "-q", "draft", "--fps", "5", "--width", "320",
    "--format", "mp4,webm,gif,webp,apng,png", "--captions", "--poster", "--stills", "--embed", "--gallery", "--slides",
    "-o", "films",
]  # fmt: skip
KINDS = {
    ".mp4",
    ".webm",
    ".gif",
    ".webp",
    ".apng",
    ".png",
    ".json",
    ".vtt",
    ".srt",
    ".txt",
    ".pdf",
    ".html",
    ".css",
    ".js",
}
LATER = """
import time
own = time.time, time.localtime, time.gmtime
later = 400 * 86400 + 5000
time.time = lambda: own[0]() + later
time.localtime = lambda seconds=None: own[1](time.time() if seconds is None else seconds)
time.gmtime = lambda seconds=None: own[2](time.time() if seconds is None else seconds)
"""


def test_every_kind_of_file_has_the_same_bytes_elsewhere_and_later(tmp_path):
    here, there = tmp_path / "here", tmp_path / "a place with spaces" / "und Umlauten äöü"
    first = watched(here, "", *WORDS, "-j", 1, "--cache", "c", PYTHONHASHSEED="1", TZ="UTC", LC_ALL="C.UTF-8")
    second = watched(
        there, LATER, *WORDS, "-j", 3, "--cache", "../other", PYTHONHASHSEED="2", TZ="Pacific/Apia", LC_ALL="tr_TR",
        LANG="tr_TR", COLUMNS="40", HOME=str(there), SOURCE_DATE_EPOCH="1",
    )  # fmt: skip
    assert (first.code, second.code) == (0, 0), first.stderr + second.stderr
    one, other = files(here / "films"), files(there / "films")
    assert sorted(one) == sorted(other)
    assert [name for name in one if one[name] != other[name]] == []
    assert {"." + name.rpartition(".")[2] for name in one} >= KINDS
