"""What stands in a folder may be a stranger's: it is read with bounds, believed in nothing, and followed nowhere."""

import json
import os
import sys
import threading
from fractions import Fraction
from pathlib import Path

import av
import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from production.bounds import MOST_NUMBERS_BYTES
from production.cache import Cache
from production.comment import MARK, film_told
from production.formats import MP4
from production.gallery import entries, gallery_html
from production.naming import is_name
from production.reading import holds, read_file, read_object
from production.receipts import digest_of, keep_receipt, receipt, receipt_address
from production.seals import read_seal, sealed
from production.standing import _read_comment
from tests.production.command_line import files, options, python, render
from tests.production.html_pages import Page
from tests.production.payloads import few_at_once

SHORT = ["-q", "draft", "--fps", "1", "--name", "film", "-o", "out"]
GOOD = {"scene": "flip", "kernel": {"name": "1,2,4"}, "seconds": 3.5, "mode": "same", "boundary": "zero", "stride": 1,
        "dilation": 1, "results": {}, "panels": []}  # fmt: skip
ANYTHING = st.recursive(
    st.one_of(st.none(), st.booleans(), st.integers(), st.floats(), st.text(max_size=30), st.just("x" * 6000)),
    lambda inner: st.one_of(st.lists(inner, max_size=3), st.dictionaries(st.text(max_size=5), inner, max_size=3)),
    max_leaves=5,
)
unix = pytest.mark.skipif(os.name == "nt", reason="needs named pipes and devices")


def film(path, comment, frames=1):
    """A small film with this comment."""
    with av.open(str(path), "w", format="mp4") as container:
        container.metadata["comment"] = comment
        stream = container.add_stream("mpeg4", rate=2)
        stream.width = stream.height = 16
        stream.pix_fmt, stream.time_base = "yuv420p", Fraction(1, 2)
        for number in range(frames):
            frame = av.VideoFrame.from_ndarray(np.zeros((16, 16, 3), np.uint8), "rgb24")
            frame.pts, frame.time_base = number, Fraction(1, 2)
            container.mux(stream.encode(frame))
        container.mux(stream.encode(None))


def in_time(call, seconds=20):
    """What a call gives; a failure if it waits for something that never comes."""
    found = []
    thread = threading.Thread(target=lambda: found.append(call()), daemon=True)
    thread.start()
    thread.join(seconds)
    assert found, "it never came back"
    return found[0]


CRAFTED = {
    "nothing": "",
    "no object": "[1]",
    "deep": "[" * 100_000 + "]" * 100_000,
    "deep object": '{"kernel":' * 100_000,
    "many": "[" + "[]," * 300_000 + "[]]",
    "large": json.dumps({**GOOD, "more": "x" * MOST_NUMBERS_BYTES}),
    "NaN": json.dumps({**GOOD, "seconds": float("nan")}),
    "infinite": json.dumps({**GOOD, "more": float("inf")}),
    "a key twice": json.dumps(GOOD)[:-1] + ', "scene": "flip"}',
    "long number": json.dumps(GOOD)[:-1] + ', "more": ' + "9" * 5000 + "}",
    "huge time": json.dumps({**GOOD, "seconds": 10**400}),
    "time as text": json.dumps({**GOOD, "seconds": "3"}),
    "true": json.dumps({**GOOD, "seconds": True, "stride": True}),
    "stride as text": json.dumps({**GOOD, "stride": "1<b>"}),
    "long mode": json.dumps({**GOOD, "mode": "x" * 10_000}),
    "mode as list": json.dumps({**GOOD, "mode": [["x"]]}),
    "film as object": json.dumps({**GOOD, "scene": {"x": 1}}),
    "path as film": json.dumps({**GOOD, "scene": "../../x"}),
    "kernel as text": json.dumps({**GOOD, "kernel": "name"}),
    "name as object": json.dumps({**GOOD, "kernel": {"name": {"x": "y"}}}),
    "long name": json.dumps({**GOOD, "kernel": {"name": "x" * 5001}}),
    "no name": json.dumps({**GOOD, "kernel": {"name": ""}}),
}


def test_a_good_file_has_a_card(here):
    (here / "x.mp4").write_bytes(b"")
    (here / "x.json").write_text(json.dumps(GOOD), "utf-8")
    (found,) = entries(here)
    assert (found.film, found.kernel, found.seconds, found.settings) == ("flip", "1,2,4", 3.5, "")


@pytest.mark.parametrize("text", CRAFTED.values(), ids=CRAFTED)
def test_crafted_numbers_make_no_card(here, text):
    (here / "x.mp4").write_bytes(b"")
    (here / "x.json").write_text(text, "utf-8")
    assert entries(here) == []


@pytest.mark.parametrize("content", [b"\xff\xfe{", b"{\0}", b'{"a": "\x01"}', b"\xed\xa0\x80"])
def test_what_is_no_strict_utf8_json_is_no_object(here, content):
    (here / "x.json").write_bytes(content)
    assert read_object(here / "x.json") is None


def test_the_mark_that_editors_on_windows_put_before_a_text_changes_nothing(here):
    (here / "x.json").write_bytes(b'\xef\xbb\xbf{"a": 1}')
    assert read_object(here / "x.json") == {"a": 1}


@settings(derandomize=True, deadline=None, max_examples=40)
@given(key=st.sampled_from([*GOOD, "kernel.name"]), value=ANYTHING)
def test_any_value_anywhere_makes_a_proper_card_or_none(tmp_path_factory, key, value):
    folder = tmp_path_factory.mktemp("folder")
    told = {**GOOD, "kernel": {"name": value}} if key == "kernel.name" else {**GOOD, key: value}
    (folder / "x.mp4").write_bytes(b"")
    (folder / "x.json").write_text(json.dumps(told), "utf-8")
    page = Page(gallery_html(folder))
    assert set(page.links) <= {"x.mp4"}
    assert page.text.replace("\n", "").isprintable()
    assert len(page.text) < 20_000


@unix
@pytest.mark.parametrize("kind", ["pipe", "device", "folder", "dead link", "loop"])
def test_what_is_no_file_is_not_waited_for(here, kind):
    path = here / "x.json"
    (here / "x.mp4").write_bytes(b"")
    {"pipe": lambda: os.mkfifo(path), "device": lambda: path.symlink_to("/dev/zero"), "folder": path.mkdir,
     "dead link": lambda: path.symlink_to(here / "gone"), "loop": lambda: path.symlink_to(path)}[kind]()  # fmt: skip
    assert in_time(lambda: entries(here)) == []
    assert in_time(lambda: read_file(path, 10)) is None
    assert not in_time(lambda: holds(path, b""))
    assert in_time(lambda: read_seal(path)) == ""


@pytest.mark.skipif(sys.platform in ("darwin", "win32"), reason="names are text there")
@unix
def test_a_systems_file_that_waits_for_what_is_to_come_is_not_waited_for(here, monkeypatch):
    """As /proc/kmsg, which counts as a regular file; here a pipe that does, and that nobody closes."""
    os.mkfifo(here / "kmsg.json")
    held = os.open("kmsg.json", os.O_RDWR)
    monkeypatch.setattr("stat.S_ISREG", lambda _: True)
    assert read_file(Path("kmsg.json"), 10) is None
    for words in (["--kernel", "kmsg.json"], ["image", "--image", "kmsg.json"], ["--check", "kmsg.json"]):
        result = render(*words, "--dry-run" if "--check" not in words else "--")
        assert result.code == 2
        assert "no regular file" in result.line
    os.close(held)


def test_a_file_whose_name_is_no_text_has_a_card_that_leads_to_it(here):
    name = os.fsdecode(b"\xff\x9b")
    (here / f"{name}.mp4").write_bytes(b"")
    (here / f"{name}.json").write_text(json.dumps(GOOD), "utf-8")
    assert Page(gallery_html(here)).links == ["%FF%9B.mp4", "%FF%9B.mp4"]


def test_a_card_shows_a_kernels_name_without_what_would_turn_its_text_around(here):
    (here / "x.mp4").write_bytes(b"")
    (here / "x.json").write_text(json.dumps({**GOOD, "kernel": {"name": "a\u202eb\x9bc\ud800"}}), "utf-8")
    assert "kernel a\\u202eb\\x9bc\\ud800\n" in Page(gallery_html(here)).text


@settings(derandomize=True, deadline=None, max_examples=100)
@given(st.one_of(st.text(max_size=300), st.text("abc-./ \x1b\n", max_size=30).map(lambda text: f"{MARK}0 {text}")))
def test_a_comment_tells_a_plain_name_or_nothing(comment):
    told = film_told(comment)
    assert told is None or is_name(told)
    assert film_told(f"{MARK}0 ../x") is None
    assert film_told(f"{MARK}0 flip-asym3") == "flip-asym3"


COMMENTS = ["\x1b[2J\x1b]52;c;eA==\x07", "x" * 200_000, "", MARK, f"{MARK}0 another", f"{MARK}0 \x1b[31m",
            f"{MARK}0 ../../x", f"{MARK}{'0 ' * 50_000}", f"{MARK}0 {'x' * 200_000}", "\u202e" + MARK]  # fmt: skip


@pytest.mark.usefixtures("drawing", "cache")
@pytest.mark.parametrize("comment", few_at_once(COMMENTS), ids=range(len(COMMENTS)))
def test_a_films_comment_is_said_in_one_plain_line_or_the_film_is_ours_to_replace(here, comment):
    (here / "out").mkdir()
    film(here / "out" / "film-480p1.mp4", comment)
    before = files(here)
    result = render(*SHORT)
    if film_told(comment) is None and comment.startswith(MARK):
        assert result.code == 0  # as a film from before films said which one they are
    else:
        assert result.code == 2
        assert "exists and is not" in result.line
        assert files(here) == before


def test_a_comment_without_end_is_not_read_to_its_end(here, monkeypatch):
    film(here / "x.mp4", "x" * 200_000)
    assert _read_comment(here / "x.mp4", MP4) == "x" * 200_000
    monkeypatch.setattr("production.standing.MOST_HEADER_BYTES", 50_000)
    assert _read_comment(here / "x.mp4", MP4) is None


@pytest.mark.parametrize(
    ("data", "comment"),
    [
        (b"", None),
        (b"\0\0\0\x08free", None),
        (b"\0\0\0\x08moov", ""),
        (b"\0\0\0\x07moov", None),
        (b"\0\0\0\0moov", ""),
        (b"\x7f\xff\xff\xffmoov", None),
        (b"\0\0\0\x01moov" + b"\xff" * 8, None),
        (b"\0\0\0\x10moov\xff\xff\xff\xffudta", ""),
        (b"\0\0\0\x08free" * 1001 + b"\0\0\0\x08moov", None),
    ],
)
def test_boxes_are_not_believed_beyond_the_file(here, data, comment):
    (here / "x.mp4").write_bytes(data)
    assert _read_comment(here / "x.mp4", MP4) == comment


@settings(derandomize=True, deadline=None, max_examples=150)
@given(at=st.integers(0, 1000), value=st.integers(0, 255), cut=st.integers(0, 1100))
def test_a_damaged_film_tells_some_comment_or_none_and_breaks_nothing(tmp_path_factory, at, value, cut):
    folder = tmp_path_factory.getbasetemp() / "damaged"
    if not folder.exists():
        folder.mkdir()
        film(folder / "whole.mp4", f"{MARK}0 film")
    data = bytearray((folder / "whole.mp4").read_bytes())
    data[at % len(data)] = value
    (folder / "x.mp4").write_bytes(data[:cut])
    comment = _read_comment(folder / "x.mp4", MP4)
    assert comment is None or len(comment) <= len(data)


@unix
@pytest.mark.slow
def test_a_film_that_claims_millions_of_frames_and_gigabytes_of_words_takes_no_memory(here):
    film(here / "x.mp4", "another's", frames=3)
    data = bytearray((here / "x.mp4").read_bytes())
    for table, place, value in ((b"stsz", 8, 100), (b"stsz", 12, 50_000_000), (b"stts", 12, 50_000_000),
                                (b"stsc", 16, 50_000_000)):  # fmt: skip
        at = data.index(table) + place
        data[at : at + 4] = value.to_bytes(4, "big")
    (here / "x.mp4").write_bytes(data)
    code = """
    import resource
    from pathlib import Path
    from production.formats import MP4
    from production.standing import _read_comment
    before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    print(_read_comment(Path("x.mp4"), MP4), (resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - before) // 1024)
    """
    comment, mebibytes = python(code, cwd=here).stdout.rsplit(" ", 1)
    assert comment == "another's"
    assert int(mebibytes) < 100


@pytest.mark.usefixtures("drawing", "cache")
@pytest.mark.parametrize("told", few_at_once(["another", "\x1b[2J", "../x", "a b c", "x" * 700]))
def test_a_pictures_comment_the_same(here, told):
    (here / "out").mkdir()
    data = sealed(b"GIF89a;", ".gif", "both-ways 0 x").replace(b"0 x", f"0 {told}".encode()[:200])
    (here / "out" / "film-480p1.gif").write_bytes(data)
    result = render(*SHORT, "--format", "gif")
    assert result.code in (0, 2)
    assert result.code == 0 or "exists and is not" in result.line


@pytest.mark.usefixtures("drawing", "cache")
@pytest.mark.parametrize(
    "content",
    few_at_once(
        [
            b"ffconcat version 1.0\nfile secret.mp4\n",
            b"#EXTM3U\n#EXT-X-TARGETDURATION:1\n#EXTINF:1,\nsecret.mp4\n",
            b"v=0\no=- 0 0 IN IP4 127.0.0.1\ns=x\nc=IN IP4 127.0.0.1\nt=0 0\nm=video 9 RTP/AVP 96\n",
            b"\x1aE\xdf\xa3\xff\xff\xff\xff",
            b"",
        ]
    ),
)
def test_a_file_that_lists_others_is_a_damaged_film_and_nothing_in_it_is_opened(here, content, monkeypatch):
    (here / "out").mkdir()
    film(here / "out" / "secret.mp4", "mine")
    for ending in ("mp4", "webm"):
        (here / "out" / f"film-480p1.{ending}").write_bytes(content)
    opened, real = [], os.open

    def watched(path, *others, **more):
        opened.append(os.fsdecode(path) if not isinstance(path, int) else "")
        return real(path, *others, **more)

    monkeypatch.setattr(os, "open", watched)
    assert render(*SHORT, "--format", "mp4,webm").code == 0
    assert any(path.endswith("film-480p1.mp4") for path in opened)
    assert not any("secret" in path for path in opened)


@pytest.mark.slow
@pytest.mark.usefixtures("drawing", "cache")
def test_slides_believe_no_ledger(here):
    words = [*SHORT, "--slides", "--fps", "2"]
    assert render(*words).code == 0
    (folder,) = [path for path in (here / "out").iterdir() if path.is_dir()]
    before, ledger = files(folder), folder / "SHA256SUMS"
    lines = ledger.read_text("utf-8").splitlines()
    crafted = [
        "", "\0", "# both-ways", f"{lines[0]}\n{'0' * 64}  ../../../etc/passwd\n",
        f"{lines[0]}\n{'0' * 64}  /etc/passwd\n",
        f"{lines[0]}\n{'0' * 64}  a\u2028{'0' * 64}  index.html\n", "# both-ways 0 \x1b[2J\n", "# " + "x" * 2**21,
        "\n".join([lines[0], *lines[:0:-1]]), "\n".join([f"{MARK}0 another", *lines[1:]]), "\x85\n" * 1000,
    ]  # fmt: skip
    for text in crafted:
        ledger.write_text(text, "utf-8")
        result = render(*words, "--cache", "another")
        assert result.code in (0, 2)
        assert result.code == 0 or result.line
        assert not (here / "etc").exists()
        assert {name: data for name, data in files(folder).items() if name != "SHA256SUMS"} == {
            name: data for name, data in before.items() if name != "SHA256SUMS"
        }


@unix
@pytest.mark.slow
@pytest.mark.usefixtures("drawing", "cache")
def test_slides_wait_for_no_pipe(here):
    words = [*SHORT, "--slides", "--fps", "2"]
    assert render(*words).code == 0
    (folder,) = [path for path in (here / "out").iterdir() if path.is_dir()]
    for name in ("index.html", "SHA256SUMS"):
        (folder / name).unlink()
        os.mkfifo(folder / name)
        assert in_time(lambda: render(*words, "--cache", "another")).code in (0, 2)


def test_a_receipt_is_believed_only_of_files_in_the_folder(here, tmp_path_factory):
    cache, folder = Cache(tmp_path_factory.mktemp("cache"), 2**20), Path("out")
    (here / "out").mkdir()
    (here / "out" / "film.mp4").write_bytes(b"1")
    (here / "secret").write_bytes(b"2")
    address = receipt_address(options(out="out"))
    keep_receipt(cache, address, [(folder / "film.mp4", digest_of(folder / "film.mp4"))])
    assert receipt(cache, address, folder) == [folder / "film.mp4"]
    for path in (
        here / "secret",
        Path("secret"),
        folder / ".." / "secret",
        folder / "..",
        folder,
        here / "out" / "film.mp4",
    ):
        keep_receipt(cache, address, [(made, digest_of(made)) for made in (folder / "film.mp4", path)])
        assert receipt(cache, address, folder) is None, path


def test_a_crafted_receipt_is_none(here):
    cache, folder = Cache(here / "cache", 2**20), Path("out")
    for data in (b"", b"[]", b"{}", b"[1]", b'[["x"]]', b'[[1, 2]]', b'[["x", "out/\\u0000"]]', b"\xff", b"[" * 100_000,
                 b'[["x", "out/a"]]', b'{"ab": 1}', b'["ab"]'):  # fmt: skip
        cache.put("ab", data)
        assert receipt(cache, "ab", folder) is None, data


@unix
def test_a_receipts_digest_follows_no_links_and_waits_for_no_pipe(here):
    (here / "folder").mkdir()
    (here / "folder" / "again").symlink_to(here)
    with pytest.raises(OSError, match="holds links"):
        digest_of(here / "folder")
    os.mkfifo(here / "pipe")
    with pytest.raises(OSError, match="no regular file"):
        digest_of(here / "pipe")


@pytest.mark.usefixtures("drawing", "cache")
def test_a_folder_with_an_end_of_line_in_its_name_is_known_again(here):
    words = ["-q", "draft", "--fps", "1", "-o", "a\nb"]
    first, again = render(*words), render(*words)
    assert (first.code, again.code, again.stdout) == (0, 0, first.stdout)
    assert {path.name for path in here.iterdir()} == {"a\nb"}
