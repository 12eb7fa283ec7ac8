"""The command line as a whole: help, exit codes, streams, and that its quick answers stay quick."""

import json
import os
import pty
import re
import subprocess
import sys

import click
import pytest

import render as module
from kernels import Boundary, Mode
from production.naming import FIELDS
from production.settings import QUALITIES, KernelIs
from scenes.storyboard.frame import FRAMES
from scenes.storyboard.theme import THEMES
from tests.production.command_line import PROJECT, environment, python, render, shown_on

QUICK = [
    ["--help"],
    ["--list"],
    ["--list", "--json"],
    ["--describe"],
    ["--describe", "--kernel", "sobel-x"],
    ["--version"],
]
SLOW = {"manim", "av", "rich", "scipy", "fontTools", "typst", "PIL", "cairo"}
CALL = "import sys, render\ntry: render.main()\nexcept SystemExit as end: code = end.code\n"


def test_help_fits_the_terminal_and_names_every_option_once():
    result = render("--help")
    assert result.code == 0
    assert max(map(len, result.stdout.splitlines())) <= 100
    for parameter in module.main.params:
        if isinstance(parameter, click.Option):
            assert (
                len(
                    re.findall(
                        rf"^ .*{re.escape(parameter.opts[-1])}\b(?!\w)", result.stdout.split("Examples")[0], re.M
                    )
                )
                >= 1
            )
    assert render("-h").stdout == result.stdout


def test_help_says_the_choices_that_there_are():
    metavars = {p.opts[-1]: p.metavar for p in module.main.params if isinstance(p, click.Option)}
    assert metavars["--mode"].split("|") == [mode.value for mode in Mode]
    assert metavars["--boundary"].split("|") == [boundary.value for boundary in Boundary]
    assert metavars["--kernel-is"].split("|") == [meant.value for meant in KernelIs]
    assert metavars["--quality"].split("|") == [quality.name for quality in QUALITIES]
    assert metavars["--aspect"].split("|") == [frame.aspect for frame in FRAMES]
    assert metavars["--theme"].split("|") == [theme.name for theme in THEMES]
    assert all(f"{{{field}}}" in render("--help").stdout for field in FIELDS)


@pytest.mark.parametrize("words", QUICK, ids=" ".join)
def test_quick_answers_import_nothing_slow(words, tmp_path):
    result = python(
        CALL + "print(code, *{m.partition('.')[0] for m in sys.modules}, file=sys.stderr)", *words, cwd=tmp_path
    )
    code, *imported = result.stderr.split()
    assert code == "0"
    assert not SLOW & set(imported)
    assert list(tmp_path.iterdir()) == []


def test_help_does_not_even_import_numpy(tmp_path):
    result = python(CALL + "print(*sys.modules, file=sys.stderr)", "--help", cwd=tmp_path)
    assert not {"numpy", "kernels", "scenes"} & set(result.stderr.split())


def test_a_dry_run_does_without_manim(tmp_path):
    result = python(CALL + "print(code, *sys.modules, file=sys.stderr)", "--dry-run", cwd=tmp_path)
    assert result.stderr.startswith("0 ")
    assert not {"manim", "av", "rich", "scipy"} & set(result.stderr.split())


def test_the_file_runs_as_a_program_from_anywhere(tmp_path):
    command = [sys.executable, PROJECT / "render.py", "--list", "--json"]
    done = subprocess.run(command, capture_output=True, text=True, cwd=tmp_path, check=True)
    assert set(json.loads(done.stdout)) == {"films", "kernels", "curves", "signals"}


def test_the_version_is_the_projects():
    assert f'\nversion = "{render("--version").stdout.split()[1]}"\n' in (PROJECT / "pyproject.toml").read_text("utf-8")


@pytest.mark.parametrize(
    "words", [["--kernel", "-1,2"], ["--kernel=-1,2"], ["--kernel", "-1/2 2", "--signal", "-.5 1"]]
)
def test_a_literal_may_begin_with_a_minus_sign(words):
    told = json.loads(render("--describe", *words).stdout)
    assert told["kernel"]["values"][1] == 2
    assert told["kernel"]["values"][0] < 0


def test_choices_may_stand_before_and_after_the_film(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    assert render("-q", "low", "side-by-side", "--kernel", "echo", "--dry-run").code == 0
    assert render("--dry-run", "--", "side-by-side").code == 0


@pytest.mark.skipif(os.name == "nt", reason="pipes break otherwise there")
@pytest.mark.parametrize("words", QUICK[:4], ids=" ".join)
def test_a_reader_that_goes_away_is_no_failure(words):
    read, write = os.pipe()
    os.close(read)
    command = [sys.executable, "-c", "import render; render.main()", *words]
    done = subprocess.run(command, stdout=write, stderr=subprocess.PIPE, env=environment(), check=False)
    os.close(write)
    assert (done.returncode, done.stderr) == (0, b"")


@pytest.mark.skipif(not os.path.exists("/dev/full"), reason="needs a device that is always full")
@pytest.mark.parametrize("word", ["--list", "--help", "--version"])
def test_output_that_cannot_be_written_is_a_failure(word):
    command = [sys.executable, "-c", "import render; render.main()", word]
    with open("/dev/full", "w") as full:
        done = subprocess.run(command, stdout=full, stderr=subprocess.PIPE, text=True, env=environment(), check=False)
    assert done.stderr == "render: cannot write to stdout: No space left on device\n"
    assert done.returncode == 1


CLOSING = """
import os, subprocess, sys
for number in map(int, sys.argv[1].split()):
    os.close(number)
os.execv(sys.executable, [sys.executable, "-c", sys.argv[2], *sys.argv[3:]])
"""
HELD = """
import render, production.listing as listing
listing.list_text = lambda: f"{os.open(os.devnull, os.O_RDONLY)}"
render.main()
"""


@pytest.mark.skipif(os.name == "nt", reason="streams are closed otherwise there")
@pytest.mark.parametrize("word", ["--list", "--help", "--describe"])
def test_output_to_a_closed_stdout_is_a_failure(word):
    command = [sys.executable, "-c", CLOSING, "1", "import render; render.main()", word]
    done = subprocess.run(command, stderr=subprocess.PIPE, text=True, env=environment(), check=False)
    assert (done.returncode, done.stderr) == (1, "render: cannot write to stdout: it is closed\n")


@pytest.mark.skipif(os.name == "nt", reason="streams are closed otherwise there")
def test_no_file_takes_the_place_of_a_closed_stream():
    command = [sys.executable, "-c", CLOSING, "0 2", f"import os; {HELD.strip()}", "--list"]
    done = subprocess.run(command, stdout=subprocess.PIPE, text=True, env=environment(), check=False)
    assert done.returncode == 0
    assert int(done.stdout) > 2


@pytest.mark.parametrize("words", [["--list"], ["--describe"], ["--list", "--json"]], ids=" ".join)
def test_output_does_not_depend_on_the_encoding_of_the_terminal(words):
    command = [sys.executable, "-c", "import render; render.main()", *words]
    done = [
        subprocess.run(command, capture_output=True, env=environment(PYTHONIOENCODING=encoding), check=True).stdout
        for encoding in ("utf-8", "ascii")
    ]
    assert done[0] == done[1]


RENDERING = """
import sys, types
from tests.production.command_line import draw_blank
module = sys.modules["production.draw"] = types.ModuleType("production.draw")
module.draw_segment = draw_blank
import render
render.main()
"""


@pytest.mark.skipif(os.name == "nt", reason="needs a pseudo-terminal")
def test_a_terminal_sees_a_bar_and_stdout_carries_only_the_paths(tmp_path):
    try:
        master, terminal = pty.openpty()
    except OSError as error:
        pytest.skip(f"this system gives no pseudo-terminal ({error})")
    command = [sys.executable, "-c", RENDERING, "-q", "draft", "--fps", "5"]
    settings = {"stdout": subprocess.PIPE, "stderr": terminal, "text": True, "cwd": tmp_path}
    env = environment(TERM="xterm", COLUMNS="80")
    with subprocess.Popen(command, **settings, env=env) as process:
        os.close(terminal)
        seen = shown_on(master)
        stdout = process.stdout.read()
    os.close(master)
    assert process.returncode == 0
    assert b"rendering" in seen
    assert stdout.splitlines() == [f"media/side-by-side-asym3-480p5.{suffix}" for suffix in ("mp4", "json")]


def test_where_there_is_no_terminal_nothing_is_said_but_the_paths(tmp_path):
    result = python(RENDERING, "-q", "draft", "--fps", "1", cwd=tmp_path)
    assert (result.code, result.stderr) == (0, "")
    assert len(result.stdout.splitlines()) == 2
