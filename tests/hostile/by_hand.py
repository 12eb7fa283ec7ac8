"""The long run, by hand: Atheris, which is guided by the code that an input reaches, tries all parsers for as long as
it is let. It is no dependency of the project; it goes into an environment of its own, with Python 3.11:

    python3.11 -m venv ENV
    ENV/bin/pip install -c constraints.txt atheris numpy pillow click fonttools psutil platformdirs typst
    ENV/bin/python -m tests.hostile.by_hand FOLDER -max_total_time=1200 -max_len=4096 -timeout=20 -rss_limit_mb=1500

FOLDER keeps what was found to reach new code, for the next run; it begins with the seeds of the tests. What the run
reports as a crash, a hang or too much memory becomes an entry of `FOUND` in `tests/hostile/findings.py`.
"""

from __future__ import annotations

import os
import sys
import tempfile
from pathlib import Path

import atheris

with atheris.instrument_imports(include=["kernels", "production", "PIL", "json"]):
    from tests.hostile.doors import FILES, WORDS, refused, refused_file
    from tests.hostile.seeds import FILES as GOOD_FILES
    from tests.hostile.seeds import WORDS as GOOD_WORDS

DOORS = (*WORDS, *FILES)  # the first byte of an input says which door it goes to


def one_input(data: bytes) -> None:
    """Try one input at its door."""
    if not data:
        return
    name, content = DOORS[data[0] % len(DOORS)], data[1:]
    if name in FILES:
        refused_file(name, content, Path())
    else:
        refused(WORDS[name], content.decode("utf-8", "surrogateescape"))


def lay_seeds(folder: Path) -> None:
    """Put the good input into a folder, each behind the byte of its door."""
    folder.mkdir(parents=True, exist_ok=True)
    for at, name in enumerate(DOORS):
        good = GOOD_FILES[name] if name in FILES else [text.encode() for text in GOOD_WORDS[name]]
        for number, content in enumerate(good):
            (folder / f"seed-{at}-{number}").write_bytes(bytes([at]) + content)


if __name__ == "__main__":
    kept = Path(sys.argv[1]).resolve()
    lay_seeds(kept)
    own = tempfile.TemporaryDirectory()
    words = [sys.argv[0], str(kept), f"-artifact_prefix={kept}-", *sys.argv[2:]]
    os.chdir(own.name)  # doors look for files where they are; here are none but the one of the moment
    sys.path.insert(0, str(Path(__file__).parents[2]))
    atheris.Setup(words, one_input)
    atheris.Fuzz()
