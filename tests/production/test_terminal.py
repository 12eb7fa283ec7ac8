"""Nothing from data reaches a terminal as it is: names, folders, titles, messages; pipes get paths byte for byte."""

import ast
import json
import os
import subprocess
import sys
import warnings
from contextlib import nullcontext

import pytest

from production.harmless import harmless, harmless_lines
from production.json_text import json_text
from tests.production.command_line import PROJECT, environment, python, render, shown_on
from tests.test_render import RENDERING

EVIL = {
    "colour": "\x1b[31mred",
    "clear": "\x1b[2J\x1b[H",
    "link": "\x1b]8;;http://evil.invalid\x07x\x1b]8;;\x1b\\",
    "clipboard": "\x1b]52;c;cm0gLXJm\x07",
    "title bar": "\x1b]0;x\x07",
    "answer": "\x1b[6n\x1b[c\x05",
    "C1": "\x9b31m\x9d52;c;eA==\x9c\x90q",
    "bell": "a\x07b",
    "overwriting": "good\rbad",
    "backspace": "good\x08\x08\x08\x08bad",
    "delete": "a\x7fb",
    "lines": "a\nrender: b",
    "bidi": "\u202egpj.exe\u2066x\u2069",
    "separators": "a\u2028b\u2029c\x85d",
    "invisible": "a\u200bb\ufeffc\u00adde",
    "tag": "a\U000e0041b",
    "no text": os.fsdecode(b"\xff\xfe\x80"),
}
PLAIN = {ord("\r"): None, ord("\n"): None}  # what a terminal's line discipline adds, and ends of lines
WITHOUT_BAR = RENDERING.replace(
    "import render\n",  # the bar moves the cursor, as it should
    "import contextlib, production.films, render\n"
    "production.films.progress_bar = lambda _: contextlib.nullcontext(lambda _: None)\n",
)
pseudo_terminal = pytest.mark.skipif(os.name == "nt", reason="needs a pseudo-terminal")


def seen_by_terminal(words, folder, code="import render\nrender.main()", **env):
    """What a terminal gets from stdout and stderr of a process, as bytes, and the exit code."""
    import pty

    try:
        master, terminal = pty.openpty()
    except OSError as error:
        pytest.skip(f"this system gives no pseudo-terminal ({error})")
    command = [sys.executable, "-c", code, *words]
    settings = {"stdout": terminal, "stderr": terminal, "cwd": folder, "env": environment(TERM="dumb", **env)}
    with subprocess.Popen(command, **settings) as process:
        os.close(terminal)
        seen = shown_on(master)
    os.close(master)
    return seen, process.returncode


def is_calm(seen):
    """Whether there is nothing in it but text and ends of lines."""
    return seen.decode("utf-8").translate(PLAIN).isprintable()


@pytest.mark.parametrize("evil", EVIL.values(), ids=EVIL)
def test_harmless_text_is_printable_and_what_is_harmless_already_stays(evil):
    assert harmless(evil).isprintable()
    assert "\x1b" not in harmless_lines(evil)
    assert harmless("f ∗ g, ½ × −2, „卷积“ 😀") == "f ∗ g, ½ × −2, „卷积“ 😀"
    assert json_text({evil: [evil]}).isprintable()
    assert json.loads(json_text({evil: [evil]})) == {evil: [evil]}


def everywhere(evil, folder):
    """Commands with this text in every place that takes one; some render, most are refused."""
    name = evil.replace("/", "_")
    (folder / f"{name}.csv").write_text("1,2,4")
    (folder / f"{name}.json").write_text('{"x": 1}')
    (folder / f"{name}.png").write_bytes(b"\x89PNG\r\n\x1a\nbroken")
    (folder / f"{name}-is-a-file").write_text(evil, errors="surrogateescape")
    (folder / "content.csv").write_text(evil.replace("\n", " "), errors="surrogateescape")
    (folder / "content.json").write_text(f'["{evil}", 1', errors="surrogateescape")
    short = ["-q", "draft", "--fps", "1"]
    for option in ("kernel", "signal", "image", "origin", "mode", "boundary", "stride", "dilation", "padding", "at",
                   "kernel-is", "quality", "width", "fps", "aspect", "theme", "title", "speed", "format", "loop",
                   "name", "slides-by", "encoder", "jobs", "cache-size"):  # fmt: skip
        yield [f"--{option}={evil}"]
        yield [f"--{option}={evil}", "--debug"]
    yield [evil]
    yield [f"--{evil}"]
    yield [f"--force={evil}"]
    yield ["--list", evil]
    yield ["--list", "--json", evil]
    yield ["--describe", f"--kernel={name}.csv"]
    yield ["--describe", f"--title={evil}"]
    yield ["--dry-run", "-o", name, "--gallery", "--embed", "--captions"]
    yield ["--cache-clear", "--cache", name]
    for file in (f"{name}.json", f"{name}.png", "content.csv", "content.json"):
        yield ["--kernel", file]
        yield ["image", "--image", file]
    yield ["-o", f"{name}-is-a-file"]
    yield [*short, f"--kernel={name}.csv", "-o", name, "--format", "gif,mp4", "--cache", f"{name}-is-a-file"]
    yield [*short, f"--kernel={name}.csv", "--kernel=asym3", "-o", name, "--gallery"]


@pytest.mark.slow
@pytest.mark.usefixtures("drawing")
@pytest.mark.parametrize("evil", EVIL.values(), ids=EVIL)
def test_no_message_table_note_or_listing_holds_it_as_it_is(here, monkeypatch, evil):
    monkeypatch.setattr("production.stills.poster", lambda _: b"")
    monkeypatch.setattr("production.progress._is_watched", lambda: True)
    monkeypatch.setattr("production.films.progress_bar", no_bar)
    monkeypatch.setattr("production.command._is_terminal", lambda _: True)
    codes = set()
    for words in everywhere(evil, here):
        result = render(*words)
        codes.add(result.code)
        assert result.code in (0, 2), (words, result)
        for stream in (result.stdout, result.stderr):
            assert stream.replace("\n", "").isprintable(), (words, stream)
    assert codes == {0, 2}


def no_bar(_frames):
    return nullcontext(lambda _done: None)


@pytest.mark.usefixtures("drawing", "cache")
def test_notes_to_whoever_watches_are_harmless(here, monkeypatch):
    monkeypatch.setattr("production.progress._is_watched", lambda: True)
    monkeypatch.setattr("production.films.progress_bar", no_bar)
    out = "\x1b[2J\u202e"
    words = ["-q", "draft", "--fps", "1", "-o", out]
    first, again, other_cache = render(*words), render(*words), render(*words, "--cache", str(here / "other"))
    for result in (first, again, other_cache):
        assert result.code == 0
        assert "\\x1b[2J\\u202e/side-by-side-asym3-480p1.mp4" in result.stderr
        assert result.stderr.replace("\n", "").isprintable()
        assert result.stdout.split("\n")[0] == f"{out}/side-by-side-asym3-480p1.mp4"


def test_a_traceback_asked_for_is_harmless_too(monkeypatch):
    def fail():
        raise ValueError("\x1b[2Ja\rb\nc\x9bd")

    monkeypatch.setattr("production.listing.list_text", fail)
    result = render("--list", "--debug")
    assert "Traceback" in result.stderr
    assert 'in fail\n    raise ValueError("' in result.stderr  # its lines are still lines
    assert result.stderr.replace("\n", "").isprintable()
    assert "ValueError: \\x1b[2Ja\\rb\nc\\x9bd\n" in result.stderr


@pseudo_terminal
@pytest.mark.slow
@pytest.mark.parametrize("evil", ["colour", "C1", "lines", "bidi", "no text"])
def test_a_terminal_is_shown_paths_that_it_cannot_obey_and_a_pipe_gets_them_byte_for_byte(here, evil):
    out = EVIL[evil]
    words = ["-q", "draft", "--fps", "1", "-o", out, "-j", "1"]
    seen, code = seen_by_terminal(words, here, WITHOUT_BAR)
    assert (code, is_calm(seen)) == (0, True), seen
    assert f"{harmless(out)}/side-by-side-asym3-480p1.mp4".encode() in seen
    command = [sys.executable, "-c", RENDERING, *words]
    piped = subprocess.run(command, stdout=subprocess.PIPE, cwd=here, env=environment(), check=True).stdout
    paths = [os.fsencode(f"{out}/side-by-side-asym3-480p1.{ending}") for ending in ("mp4", "json")]
    assert piped == b"".join(path + b"\n" for path in paths)
    assert all(os.path.isfile(os.path.join(os.fsencode(here), path)) for path in paths)


@pseudo_terminal
@pytest.mark.slow
def test_refusals_and_listings_on_a_real_terminal_are_calm(here):
    (here / "\x1b[2J\x9b.csv").write_text("1,2,\x1b[31m")
    for words in (
        ["--kernel", "\x1b[2J\x9b.csv"],
        ["--kernel", "\x1b[2J\x9b.csv", "--debug"],
        ["\x1b]52;c;eA==\x07"],
        ["--describe", "--title", "\u202ex"],
        ["--dry-run", "-o", "\x1b[2J\u2028"],
        ["--list"],
        ["--cache-clear"],
    ):
        seen, code = seen_by_terminal(words, here, BOTH_WAYS_CACHE="\x1b[31m\x07")
        assert (code in (0, 2), is_calm(seen)) == (True, True), (words, seen)
        assert seen


@pytest.mark.parametrize("evil", [EVIL["clear"], EVIL["C1"], EVIL["bidi"], EVIL["no text"]])
def test_a_pictures_name_is_escaped_in_the_numbers_and_in_the_code_to_reproduce_them(here, evil):
    from PIL import Image

    name = f"{evil}');print('.png".replace("/", "_")
    with warnings.catch_warnings():
        warnings.simplefilter("error")
        Image.radial_gradient("L").resize((16, 16)).save(here / name, "PNG")
        result = render("image", "--image", name, "--describe", "-q", "draft")
    assert result.code == 0, result.stderr
    assert result.stdout.replace("\n", "").isprintable()
    lines = json.loads(result.stdout)["reproduce"]["numpy"]
    opened = next(line for line in lines.split("\n") if "Image.open" in line)
    found = eval(opened.split("Image.open(")[1].split(")).convert")[0])  # our own line: one string and nothing else
    assert found == name


@pytest.mark.slow
def test_what_a_picture_says_of_itself_is_not_repeated(here):
    from PIL import Image, PngImagePlugin

    facts = PngImagePlugin.PngInfo()
    for key in ("Title", "Comment", "Software"):
        facts.add_text(key, "\x1b[2J\x1b]52;c;eA==\x07")
    Image.radial_gradient("L").resize((16, 16)).save(here / "x.png", pnginfo=facts)
    result = python("import render; render.main()", "image", "--image", "x.png", "--dry-run", "--debug", cwd=here)
    assert result.code == 0
    assert (result.stdout + result.stderr).replace("\n", "").isprintable()


def writes(path):
    """The calls in a module that write to a stream of the process."""
    for node in ast.walk(ast.parse(path.read_text("utf-8"))):
        if isinstance(node, ast.Call):
            called = ast.unparse(node.func)
            if called in ("print", "click.echo", "click.secho", "sys.stdout.write", "sys.stderr.write"):
                yield path.name, called


def test_only_what_makes_text_harmless_writes_to_the_streams():
    modules = [PROJECT / "render.py", *(PROJECT / "kernels").rglob("*.py"), *(PROJECT / "production").rglob("*.py")]
    found = {name for path in modules for name, _ in writes(path)}
    assert found == {"command.py", "progress.py", "render.py"}
    assert set(writes(PROJECT / "render.py")) == {
        ("render.py", "sys.stderr.write")
    }  # where click is missing: our words
