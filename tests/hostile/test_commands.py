"""Bad input to real commands: exit code 2, one line on stderr, nothing on stdout, no traceback, nothing written."""

from __future__ import annotations

import random
import subprocess
import sys

import pytest

from tests.hostile import seeds
from tests.hostile.changes import NASTY, NASTY_BYTES
from tests.hostile.doors import FILES, WORDS, refused, refused_file
from tests.production.command_line import environment, files

COMMANDS = 160
_RUN = "import sys; sys.argv[0] = 'render'; from render import main; main()"
_FILM = {"--padding": "network-layer", "--at": "why-flip", "--image": "image"}  # a film that has the option


def bad_word(chance):
    """An option with a value that is refused, as it is typed: no NUL, which no command line can hold."""
    while True:
        name = chance.choice([name for name in WORDS if name not in ("SCENE", "--jobs", "--cache-size")])
        text = chance.choice(seeds.WORDS[name])
        at = chance.randrange(len(text) + 1)
        text = text[:at] + chance.choice(NASTY) + text[at + chance.randrange(2) :]
        typed = "\0" not in text and "\ud800" not in text and not text.startswith("-")
        if typed and refused(WORDS[name], text):
            option, _, flag = name.partition(" ")
            more = {"--transparent": ["--transparent"], "--loop": ["--loop", "1"]}.get(flag, [])
            more += ["--format", "gif"] if name == "--loop" else ["--slides"] if name == "--slides-by" else []
            return [*([_FILM[name]] if name in _FILM else []), option, text, *more]


def bad_file(chance, folder):
    """An option with a file that is refused."""
    while True:
        name = chance.choice(tuple(FILES))
        content = chance.choice(seeds.FILES[name])
        for _ in range(3):
            at = chance.randrange(len(content))
            content = content[:at] + chance.choice(NASTY_BYTES) + content[at + chance.randrange(9) :]
        if refused_file(name, content, folder):
            words = ["image", "--image"] if name.startswith("picture") else ["--signal"]
            return [*(["--kernel"] if name.startswith("taps") else words), name]


@pytest.mark.slow
def test_real_commands_refuse_bad_input_in_one_line_and_write_nothing(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    chance, wrong = random.Random(7), []
    for number in range(COMMANDS):
        words = bad_file(chance, tmp_path) if number % 2 else bad_word(chance)
        how = "--dry-run" if number % 4 < 2 or words[0] == "--format" or "--slides" in words else "--describe"
        before = files(tmp_path)
        done = subprocess.run(
            [sys.executable, "-c", _RUN, how, *words], capture_output=True, timeout=120, env=environment(), check=False
        )
        line = done.stderr.decode("utf-8")
        one = line.startswith("render: ") and line.endswith("\n") and line[:-1].isprintable() and len(line) < 420
        if done.returncode != 2 or done.stdout != b"" or not one or files(tmp_path) != before:
            wrong.append((words, done.returncode, done.stdout[:100], line[:400]))
    assert wrong == []
