"""Users who may not do everything: folders and files of others, nobody's home. (Root may; so it becomes another.)"""

import json
import os
import subprocess
import sys

import pytest

from tests.production.command_line import environment, files, render

NAME = "side-by-side-asym3-480p1"
SHORT = ["-q", "draft", "--fps", "1"]
AS_NOBODY = """
import json, os, sys
os.environ.pop("XDG_CACHE_HOME", None), os.environ.pop("BOTH_WAYS_CACHE", None)
from tests.production.command_line import blank_drawing, render
sys.modules["production.draw"] = blank_drawing()
for words in (["--force"], ["--force"], ["--kernel", "nothing"]):  # all is imported while it can be read
    render("-q", "draft", "--fps", "1", "--out", "warm", "--cache", "warm", *words)
os.environ.pop("HOME", None)
os.setgid(61234), os.setuid(61234)  # nobody that the system knows
for words in json.loads(sys.argv[1]):
    result = render(*words)
    print(json.dumps([result.code, result.stderr, result.stdout.splitlines()]))
"""

pytestmark = [
    pytest.mark.slow,
    pytest.mark.skipif(not hasattr(os, "geteuid") or os.geteuid() != 0, reason="only root can become somebody else"),
]


@pytest.fixture
def as_nobody(here):
    """Call `render` with each of some lists of words, as a user without a home: exit code, stderr and files of each."""
    for folder in here.parents:
        if not folder.name.startswith(("pytest-", "popen-")):
            break
        folder.chmod(0o755)  # pytest's own, one for each user, each run, and each of its processes
    here.chmod(0o777)

    def call(*commands):
        command = [sys.executable, "-c", AS_NOBODY, json.dumps(commands)]
        done = subprocess.run(command, cwd=here, env=environment(), capture_output=True, text=True, timeout=300)
        assert done.returncode == 0, done.stderr
        return [json.loads(line) for line in done.stdout.splitlines()]

    return call


def test_without_a_home_folder_films_are_made_and_it_is_said_once(here, as_nobody):
    said = (
        "render: nothing is kept for next time: the cache '~' says this user has no home folder, name another with "
        "--cache\n"
    )
    made = [f"media/{NAME}.mp4", f"media/{NAME}.json"]
    assert as_nobody(SHORT, SHORT, ["--cache-clear"]) == [
        [0, said, made],
        [0, said, made],
        [0, "", ["freed 0.0 MiB in ~"]],
    ]
    assert sorted(path.name for path in here.iterdir()) == ["media", "warm"]


def test_a_folder_of_somebody_else_is_refused_before_anything_is_drawn(here, as_nobody):
    (here / "closed").mkdir(mode=0o755)
    (here / "secret").mkdir(mode=0o700)
    closed, secret, below = as_nobody(*[[*SHORT, "--out", out] for out in ("closed", "secret", "secret/below")])
    assert closed == [2, "render: cannot write to 'closed': 'closed' is not writable; choose another --out\n", []]
    assert secret == [2, "render: cannot write to 'secret': 'secret' is not writable; choose another --out\n", []]
    assert below == [2, "render: cannot write to 'secret/below': Permission denied; choose another --out\n", []]
    assert files(here / "closed") == files(here / "secret") == {}


def test_a_film_that_cannot_be_read_is_taken_for_somebody_elses_and_replaced_by_force_alone(here, as_nobody):
    (here / "media").mkdir()
    (here / "media").chmod(0o777)
    for ending in (".mp4", ".json", ".vtt"):
        (here / "media" / f"{NAME}{ending}").write_text("secret")
        (here / "media" / f"{NAME}{ending}").chmod(0o600)
    kept, forced = as_nobody([*SHORT, "--captions"], [*SHORT, "--captions", "--force", "--cache", "own"])
    assert kept[0] == 2
    assert kept[1].startswith(f"render: 'media/{NAME}.mp4' exists and is not a film of this project; choose another")
    assert forced[:2] == [0, ""]
    assert b"secret" not in files(here / "media").values()


@pytest.mark.usefixtures("drawing")
def test_a_cache_that_cannot_be_read_is_done_without_and_stays(here, as_nobody):
    render(*SHORT, "--out", "other", "--cache", "cache")
    for path in (here / "cache").rglob("*"):
        path.chmod(0o700)
    (here / "cache").chmod(0o755)
    before = files(here / "cache")
    (made,) = as_nobody([*SHORT, "--cache", "cache"])
    assert made[:2] == [0, "render: nothing is kept for next time: the cache 'cache' says Permission denied\n"]
    assert files(here / "cache") == before
    assert files(here / "media") == files(here / "other")
