"""No evaluation, no unpickling, no other file, no network: held by an audit hook that sees what Python itself does."""

from __future__ import annotations

import os
import pickle

import numpy as np
import pytest

from tests.hostile import seeds
from tests.production.command_line import python

# Runs in a process of its own, which hears of every `compile`, `exec`, `open`, socket, process and unpickling. What
# modules do as they are imported is let through: one good command has imported them all before the hook listens.
_WATCH = """
    import os, sys, warnings
    from pathlib import Path
    from tests.hostile.doors import FILES, WORDS, refused, refused_file

    here, seen, listening = Path.cwd(), [], False
    FORBIDDEN = ("compile", "exec", "import", "pickle.find_class", "marshal.loads", "code.__new__", "function.__new__",
                 "os.system", "os.exec", "os.posix_spawn", "os.fork", "os.remove", "os.rename", "os.mkdir", "os.chmod",
                 "subprocess.Popen", "ctypes.dlopen", "shutil.rmtree", "tempfile.mkstemp")

    def hear(event, args):
        if not listening:
            return
        if event in FORBIDDEN or event.startswith(("socket.", "urllib.", "webbrowser.")):
            seen.append((event, repr(args)[:200]))
        if event == "open" and not isinstance(args[0], int):
            writes = isinstance(args[1], str) and any(sign in args[1] for sign in "wax+")
            elsewhere = Path(args[0]).absolute().parent != here
            if writes or elsewhere:
                seen.append((event, repr(args)[:200]))

    hostile = [(name, path.read_bytes()) for name in FILES for path in sorted(Path("hostile").glob("*" + name[-4:]))]
    words = (("--kernel", "__import__('os').system('touch ran')"), ("--name", "{scene.__class__.__init__}"),
             ("--origin", "__import__('os')"), ("--speed", "exec('1')"), ("--signal", "lambda: 0"))
    for name, content in hostile:  # all that is imported for them
        refused_file(name, content, here)
    for name, text in words:
        refused(WORDS[name], text)
    sys.addaudithook(hear)
    answers = []
    for name, content in hostile:
        Path(name).write_bytes(content)
        listening = True
        answers.append(refused(FILES[name], name))
        listening = False
    for name, text in words:
        listening = True
        answers.append(refused(WORDS[name], text))
        listening = False
    print(len(answers), sum(answers), seen)
"""


class Bomb:
    """Makes a file when it is unpickled."""

    def __reduce__(self):
        return os.mkdir, ("ran",)


def source_header(source: bytes) -> bytes:
    """A .npy file whose header is this source."""
    text = source + b"\n"
    return b"\x93NUMPY\x01\x00" + len(text).to_bytes(2, "little") + text + bytes(64)


HOSTILE = {
    "object.npy": seeds.array(np.array([Bomb()], dtype=object)),
    "pickle.npy": pickle.dumps(Bomb()),
    "call.npy": source_header(b"__import__('os').mkdir('ran')"),
    "descr.npy": source_header(b"{'descr': __import__('os').mkdir('ran'), 'fortran_order': False, 'shape': (1,), }"),
    "deep.npy": source_header(b"(" * 9_000),
    "minus.npy": source_header(b"{'descr': '<f8', 'fortran_order': False, 'shape': (" + b"-" * 9_000 + b"1,), }"),
    "digits.npy": source_header(b"{'descr': '<f8', 'fortran_order': False, 'shape': (" + b"9" * 9_000 + b",), }"),
    "comma.npy": source_header(
        b"{'descr': 'f8, f8, " + b"f8, " * 2_000 + b"', 'fortran_order': False, 'shape': (1,), }"
    ),
    "good.npy": seeds.array([1.0, 2.0]),
    "deep.json": b"[" * 100_000,
    "call.json": b'[{"__reduce__": ["os.mkdir", "ran"]}, "__import__(\'os\').mkdir(\'ran\')"]',
    "call.csv": b"=cmd|' /C calc'!A0,__import__('os').mkdir('ran')\n",
    "open.txt": b"!!python/object/apply:os.mkdir [ran]\n",
    "bomb.png": seeds.PNGS[0].replace(seeds.PNGS[0][16:24], b"\0\0\xea\x60\0\0\xea\x60"),
    "exif.jpg": seeds.saved(seeds.PIXELS, "JPEG", exif=b"Exif\0\0II*\0\x08\0\0\0\xff\xff" + b"\xff" * 600),
    "good.png": seeds.PNGS[4],
    "good.jpg": seeds.JPEGS[2],
    "good.webp": seeds.WEBPS[1],
    "cut.webp": seeds.WEBPS[0][:90],
}


@pytest.mark.slow
def test_nothing_in_a_file_or_a_word_is_run_unpickled_sent_or_written(tmp_path):
    folder = tmp_path / "hostile"
    folder.mkdir()
    for name, content in HOSTILE.items():
        (folder / name).write_bytes(content)
    result = python(_WATCH, cwd=tmp_path)
    assert (result.code, result.stderr) == (0, "")
    answered, refused, seen = result.stdout.split(" ", 2)
    assert seen.strip() == "[]"
    assert int(answered) > len(HOSTILE)
    assert 0 < int(refused) < int(answered)
    assert not (tmp_path / "ran").exists()


@pytest.mark.slow
def test_the_hook_would_hear_of_it(tmp_path):
    """The same watch over a reader that does what ours never may."""
    folder = tmp_path / "hostile"
    folder.mkdir()
    (folder / "object.npy").write_bytes(HOSTILE["object.npy"])
    careless = "import numpy as np\n    FILES['numbers.npy'] = lambda path: np.load(path, allow_pickle=True)\n    "
    result = python(_WATCH.replace("hostile = [(name", careless + "hostile = [(name", 1), cwd=tmp_path)
    assert (tmp_path / "ran").exists()
    assert "pickle.find_class" in result.stdout or "FileExistsError" in result.stderr
