"""Names from everywhere: whatever they hold, files lie in the output folder, and are plain files on any system."""

import os
import re

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kernels import BothWaysError, InputError
from production.naming import FIELDS, film_name, is_name
from production.plan import plan_films
from production.request import parse_requests
from tests.production.command_line import options, python, render
from tests.production.payloads import few_at_once

DEVICES = ["con", "prn", "aux", "nul", *(f"{port}{n}" for port in ("com", "lpt") for n in range(10))]
NASTY = [
    "..", "../up", "a/../../up", "/etc/passwd", "//host/share", "C:\\x", "\\\\host\\x", "a\\..\\b", "~", "~root",
    "$HOME", "`id`", "$(id)", "a;b", "a|b", "a&b", "a>b", "*", "?", "a\0b", "a\nb", "a\rb", "a\x1b[2Jb", "a\x9bb", "-",
    "--force", "-rf", ".", ".hidden", "x.", "x..", "x ", " x", "...", "CON", "con.txt", "NUL.tar.gz", "CoM1", "LPT9.x",
    "COM¹", "CONIN$", "clock$", "a:b", "a:$DATA", "\u202egpj.exe", "a\u200bb", "e\u0301", "／etc／passwd", "․․/x", "ａ",
    "İ", "ß", "\ufeffx", "\ud800", "x" * 101, "é" * 99, "{scene.__class__}", "{scene.__init__.__globals__}", "{0}",
    "{kernel!r}", "{kernel!s}", "{fps:>9999999999}", "{fps:{fps}}", "{kernel[0]}", "{", "}", "{}", "{{", "{kernel}{",
    "%s", "%(kernel)s", "$kernel", "${kernel}", "{kernel}/../x", "{aspect}:{scene}",
]  # fmt: skip
TEMPLATES = st.one_of(
    st.sampled_from(NASTY),
    st.text(max_size=120),
    st.lists(st.one_of(st.sampled_from([*(f"{{{f}}}" for f in FIELDS), *NASTY]), st.text("aZ9._-", max_size=4))).map(
        "".join
    ),
)
EVERYTHING = {"embed": True, "slides": True, "stills": True, "poster": True, "caption_files": True, "gallery": True}
KINDS = ["mp4", "webm", "gif", "webp", "apng", "png"]


def is_plain(name):
    """Whether every system of today can have a file of this name, and no shell or terminal minds it."""
    plain = re.fullmatch(r"[a-z0-9_][a-z0-9._-]*", name) and len(name.encode()) <= 140
    return bool(plain) and ".." not in name and name[-1] not in ". " and name.split(".")[0] not in DEVICES


def made_or_refused(make, *what):
    """What a call makes; None if it refuses in one line, as it may."""
    try:
        return make(*what)
    except BothWaysError as error:
        refused = str(error)
    assert refused.isprintable()
    assert len(refused) < 320
    return None


@settings(derandomize=True, deadline=None, max_examples=40)
@given(template=TEMPLATES)
def test_a_template_makes_a_plain_name_or_is_refused_in_one_line(template):
    name = made_or_refused(film_name, parse_requests(options("1,2,4", quality="draft"))[0], template)
    assert name is None or (is_plain(name) and is_name(name))


@pytest.mark.parametrize("device", DEVICES)
def test_no_film_is_called_what_windows_has_for_a_device(device):
    request = parse_requests(options("1,2,4"))[0]
    for template in (device, device.upper(), f"{device}.x", f"{device}.x.y"):
        with pytest.raises(InputError, match="is the name of a device"):
            film_name(request, template)
        assert not is_name(template.lower())
    assert is_name(film_name(request, f"{device}x"))


def test_no_name_ends_with_a_dot_which_windows_takes_away():
    request = parse_requests(options())[0]
    for template in ("x.", "{kernel}."):
        with pytest.raises(InputError, match="must not end with"):
            film_name(request, template)


@pytest.mark.slow
@settings(derandomize=True, deadline=None, max_examples=300)
@given(
    template=TEMPLATES,
    stem=st.one_of(st.sampled_from(NASTY), st.text(st.characters(exclude_characters="/\0"), min_size=1, max_size=60)),
    title=st.one_of(st.none(), st.sampled_from(NASTY), st.text(min_size=1, max_size=20)),
    kinds=st.lists(st.sampled_from(KINDS), min_size=1, unique=True).map(",".join),
)
def test_every_path_of_a_plan_lies_in_the_folder(tmp_path_factory, template, stem, title, kinds):
    files = tmp_path_factory.mktemp("files")
    kernel = files / (re.sub("[/\0]", "_", stem) + ".csv")
    try:
        kernel.write_text("1,2,4")
    except (OSError, ValueError):  # no name that a file of this system can have
        kernel = files / "k.csv"
        kernel.write_text("1,2,4")
    choices = {**EVERYTHING, "formats": kinds, "quality": "draft", "fps": "2", "title": title, "name": template}
    chosen = options(str(kernel), out=str(files / "out"), **choices)
    made = made_or_refused(lambda: plan_films(chosen, parse_requests(chosen)))
    for product in () if made is None else made[0][0].products:
        assert product.path.parent == files / "out"
        assert is_plain(product.path.name)
        for name in inside(product):
            parts = name.split("/")
            assert len(parts) <= 2
            assert all(is_plain(part) for part in parts if part not in ("SHA256SUMS", "LICENSE", "LICENSE-marked.md"))
    assert not (files / "out").exists()


def inside(product):
    """What the files in a product's folder are called, as far as that is known without drawing."""
    if hasattr(product, "texts"):
        return [*product.texts]
    if hasattr(product, "clips"):
        return [*product._texts, *product._posters, *(clip.path.name for clip in product.clips)]
    return []


def tree(folder):
    return {str(path.relative_to(folder)) for path in folder.rglob("*")}


@pytest.mark.usefixtures("drawing", "cache")
@pytest.mark.parametrize("stem", few_at_once(["\x1b[2J\x1b]52;c;eA==\x07", "a\nb", "-rf", "CON", "x..", "\u202egpj"]))
def test_a_command_writes_into_its_folder_only_whatever_its_files_are_called(here, monkeypatch, stem):
    monkeypatch.setattr("production.stills.poster", lambda _: b"")
    (here / f"{stem}.csv").write_text("1,2,4")
    before = tree(here)
    words = ["--kernel", f"./{stem}.csv", "--name", "{kernel}", "-q", "draft", "--fps", "1", "--captions", "--gallery"]
    result = render(*words, "--format", "mp4,png", "-o", "out")
    assert result.code == 0
    assert result.stderr.replace("\n", "").isprintable()
    new = tree(here) - before
    assert {path.split("/")[0] for path in new} == {"out"}
    assert all(is_plain(part) for path in new for part in path.split("/"))
    assert {line.split("/")[0] for line in result.stdout.splitlines()} == {"out"}


@pytest.mark.usefixtures("drawing", "cache")
@pytest.mark.parametrize("out", few_at_once(["http:", "pipe:", "file:x", "concat:a|b", "--", "~", "a\nb", "\x1b[2J"]))
def test_a_folder_is_that_folder_whatever_it_is_called(here, out):
    words = ["-q", "draft", "--fps", "1", f"--out={out}", "--format", "mp4,webm,gif"]
    for _ in range(2):  # the second time it is read back
        result = render(*words)
        assert (result.code, result.stdout.count("side-by-side")) == (0, 4)
    assert {path.split("/")[0] for path in tree(here)} == {out}
    render(*words, "--cache", "another")
    assert len(tree(here / out)) == 4


@pytest.mark.skipif(os.name == "nt", reason="links need rights there")
@pytest.mark.usefixtures("drawing", "cache")
def test_links_are_replaced_and_never_written_through(here):
    (here / "real").mkdir()
    (here / "out").symlink_to(here / "real")
    precious = here / "precious"
    precious.mkdir()
    (precious / "film").write_text("mine")
    (here / "real" / "film-480p1.json").symlink_to(precious / "film")
    (here / "real" / "film-480p1.mp4").symlink_to(precious / "film")
    (here / "real" / "film-480p1.vtt").symlink_to(precious / "gone")
    words = ["-q", "draft", "--fps", "1", "--name", "film", "--captions", "-o", "out"]
    assert render(*words).code == 2, "somebody's file stands there"
    assert render(*words, "--force").code == 0
    assert (here / "out").is_symlink()
    assert tree(precious) == {"film"}
    assert (precious / "film").read_text() == "mine"
    assert not any(path.is_symlink() for path in (here / "real").iterdir())


@pytest.mark.slow
def test_the_program_itself_leaves_no_stray_whatever_it_is_told(here):
    code = "import render; render.main()"
    (here / "k.csv").write_text("1,2,4")
    before = tree(here)
    for nasty in NASTY[::4]:
        word = re.sub("[\0\ud800]", "_", nasty)
        result = python(code, "--name", word, "--kernel", "k.csv", "--dry-run", "-o", "out", cwd=here)
        assert result.code in (0, 2), (nasty, result)
        assert (result.stdout + result.stderr).replace("\n", "").isprintable(), nasty
    assert tree(here) == before


@pytest.mark.skipif(os.name == "nt", reason="links need rights there")
@pytest.mark.usefixtures("drawing", "cache")
def test_a_link_in_the_place_of_a_folder_is_replaced_and_what_it_leads_to_stays(here):
    words = ["-q", "draft", "--fps", "1", "--name", "film", "--format", "png", "-o", "out"]
    assert render(*words).code == 0
    (here / "out" / "film-480p1-frames").rename(here / "kept")
    kept = tree(here / "kept")
    (here / "out" / "film-480p1-frames").symlink_to(here / "kept")
    assert render(*words, "--force").code == 0
    assert not (here / "out" / "film-480p1-frames").is_symlink()
    assert tree(here / "kept") == kept
    assert {path.name for path in (here / "out").iterdir()} == {"film-480p1-frames", "film-480p1.json"}
