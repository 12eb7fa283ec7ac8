"""Wrong use: one line that says what is wrong, exit code 2, nothing written, nothing old lost."""

import os
import sys

import numpy as np
import pytest

from production.doctor.causes import remedy
from tests.production.command_line import PROJECT, files, python, render

REFUSED = [
    # what is asked for                                     what the line says
    (["side-by-sid"], "unknown film 'side-by-sid'; did you mean 'side-by-side'? render --list shows all"),
    (["asym3"], "'asym3' is a kernel, not a film; use --kernel asym3"),
    (["side-by-side", "x\n\x1b[31m"], "unknown film 'x\\n\\x1b[31m'; render --list shows all"),
    (["--kernel", "asym4"], "unknown kernel 'asym4'; did you mean 'asym3'? render --list shows all"),
    (["--signal", "impuls"], "unknown signal 'impuls'; did you mean 'impulse'? render --list shows all"),
    (["--kernel", "1,two"], "'two' in the kernel is not a number; write numbers like 2, -0.5 or 1/3"),
    (["--kernel", "nan"], "'nan' in the kernel is not finite; replace it by a number"),
    (["--signal", "1,inf"], "'inf' in the signal is not finite; replace it by a number"),
    (["--kernel", "1+2j,1"], "'1+2j' in the kernel is complex; give real numbers"),
    (["--kernel", ""], "the kernel is empty (''); give at least one number, e.g. 1,2,4"),
    (["--kernel", "1,2;3"], "row 2 of the kernel has 1 entries, row 1 has 2; give every row the same number"),
    (["--kernel", "missing.csv"], "the kernel file 'missing.csv' does not exist; check the path"),
    (["--kernel", "folder.csv"], "the kernel file 'folder.csv' is a directory; name a file in it"),
    (["--kernel", "binary.txt"], "the kernel file 'binary.txt' is not text; save it as UTF-8, or an array as .npy"),
    (["--kernel", "huge.csv"], "the kernel file 'huge.csv' has 5000000 bytes, at most 4194304; shorten it"),
    (["--kernel", "cube.npy"], "the kernel file 'cube.npy' has 3 dimensions, only 1 or 2 can be shown;"),
    (["--kernel", "objects.npy"], "the kernel file 'objects.npy' holds Python objects, which are never loaded;"),
    (["--stride", "0"], "stride '0' is not a whole number from 1 to 1000; use e.g. 1"),
    (["--stride", "1.5"], "stride '1.5' is not a whole number from 1 to 1000; use e.g. 1"),
    (["--dilation", "-1"], "dilation '-1' is not a whole number from 1 to 1000; use e.g. 1"),
    (["--dilation", "9" * 5000], "dilation '9999"),
    (["--dilation", "x\ny"], "dilation 'x\\ny' is not a whole number from 1 to 1000; use e.g. 1"),
    (["--origin", "3"], "origin 3 is outside the kernel; tap indices go from 0 to 2"),
    (["--origin", "-1"], "origin -1 is outside the kernel; tap indices go from 0 to 2"),
    (["--origin", "a"], "origin 'a' is no tap index; give one, e.g. 0, or r,c for a 2-D kernel"),
    (["--kernel", "1,2,3", "--signal", "1,2", "--mode", "valid"], "kernel '1,2,3' covers 3 inputs, too many for mode"),
    (["--kernel", "ramp5", "--signal", "1,2", "--boundary", "reflect"], "boundary reflect needs 2 inputs outside"),
    (["--boundary", "edge", "--mode", "full"], "boundary edge goes with mode same only, not with full;"),
    (["--kernel", "sobel-x", "--signal", "step"], "kernel 'sobel-x' is 2-D but signal 'step' is 1-D;"),
    (["weight-matrix", "--kernel", "sobel-x"], "weight-matrix has no story for 2-D kernels such as 'sobel-x'; use"),
    (["weight-matrix", "--kernel", "sobel-x", "--dry-run"], "weight-matrix has no story for 2-D kernels such as"),
    (
        ["--signal", ",".join("1" * 25)],
        "signal '1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1' has 25 inputs, a film",
    ),
    (["--kernel", ",".join("1" * 10)], "kernel '1,1,1,1,1,1,1,1,1,1' has 10 taps, a film shows at most 9;"),
    (["--dilation", "40"], "dilation 40 spreads 3 taps and 7 inputs over"),
    (["--kernel", "1,2;3,4", "--origin", "0"], "origin 0 has 1 entries for a 2-D kernel; give two tap indices r,c"),
    (["--mode", "circular"], "unknown mode 'circular'; modes are full, same, valid"),
    (["--boundary", "mirror"], "unknown boundary 'mirror'; boundaries are zero, edge, reflect, symmetric, wrap"),
    (["--kernel-is", "h"], "unknown --kernel-is 'h'; choices are g, filter"),
    (["-q", "hig"], "unknown quality 'hig'; did you mean 'high'? qualities are draft, low, medium, high, 4k"),
    (["--aspect", "21:9"], "unknown aspect '21:9'; did you mean '16:9'? aspects are 16:9, 4:3, 1:1, 9:16"),
    (["--theme", ""], "unknown theme ''; themes are dark, light"),
    (["--fps", "0"], "--fps '0' is not a whole number from 1 to 120; use e.g. 30"),
    (["--fps", "121"], "--fps '121' is not a whole number from 1 to 120; use e.g. 30"),
    (["--fps", "29.97"], "--fps '29.97' is not a whole number from 1 to 120; use e.g. 30"),
    (["--fps", "٣٠"], "--fps '٣٠' is not a whole number from 1 to 120; use e.g. 30"),
    (["--speed", "0"], "--speed '0' is not a number from 0.25 to 4; use e.g. 1.5"),
    (["--speed", "nan"], "--speed 'nan' is not a number from 0.25 to 4; use e.g. 1.5"),
    (["--speed", "fast"], "--speed 'fast' is not a number from 0.25 to 4; use e.g. 1.5"),
    (["--title", ""], "--title '' has 0 characters; give from 1 to 100"),
    (["--title", "x" * 101], "--title 'xxxxxxxxxxxxxxxxxxxxxxxxxxxxx…' has 101 characters; give from 1 to 100"),
    (["--title", "two\nlines"], "--title 'two\\nlines' has characters that cannot be shown; give one line of text"),
    (["--title", "\udcff"], "--title '\\udcff' has characters that cannot be shown; give one line of text"),
    (["--title", "W" * 90], "the title is too long for 16:9 (90 characters); shorten --title"),
    (["--title", "卷积"], "the film's font has no character '卷' (U+5377);"),
    (["--name", ""], "--name '' has 0 characters; give 1 to 100"),
    (["--name", "{film}"], "--name has no field '{film}'; fields are scene, kernel,"),
    (["--name", "{kernal}"], "--name has no field '{kernal}'; did you mean 'kernel'? fields are scene,"),
    (["--name", "{scene.__class__}"], "--name has no field '{scene.__class__}'; did you mean 'scene'? fields are"),
    (["--name", "{kernel[0]}"], "--name has no field '{kernel[0]}'; did you mean 'kernel'? fields are"),
    (["--name", "{scene!r}"], "--name '{scene!r}' has '!' or ':' in a field; fields are plain, e.g. {scene}"),
    (["--name", "{scene!}"], "--name '{scene!}' has '!' or ':' in a field; fields are plain, e.g. {scene}"),
    (["--name", "{fps:>99999999}"], "--name '{fps:>99999999}' has '!' or ':' in a field; fields are plain,"),
    (["--name", "x-{kernel:}"], "--name 'x-{kernel:}' has '!' or ':' in a field; fields are plain,"),
    (["--name", "{}"], "--name has no field '{}'; fields are"),
    (["--name", "{kernel"], "--name '{kernel' has a brace without its partner; write {kernel}"),
    (["--name", "../{kernel}"], "--name '../{kernel}' may hold a-z, 0-9, '.', '_', '-' and {fields} only"),
    (["--name", "a\\b"], "--name 'a\\\\b' may hold a-z, 0-9, '.', '_', '-' and {fields} only"),
    (["--name", "{{x}}"], "--name '{{x}}' may hold a-z, 0-9, '.', '_', '-' and {fields} only"),
    (["--name", "a..b"], "--name 'a..b' must not start with '.' or '-' nor hold '..'; start with a letter"),
    (["--name", "-x"], "--name '-x' must not start with '.' or '-' nor hold '..'; start with a letter"),
    (["--name", "NUL"], "--name 'NUL' is the name of a device on some systems; use another"),
    (["impulse", "--signal", "step"], "impulse needs data with one number that is not 0, 'step' has 4; leave --signal"),
    (["continuous", "--kernel", "asym3"], "continuous needs a kernel that is a curve, 'asym3' is numbers; use one of"),
    (["--kernel", "decay"], "kernel 'decay' is a curve, side-by-side shows kernels of numbers; use render continuous"),
    (["-o", ""], "--out is empty; name a folder, e.g. media"),
    (["--cache", ""], "--cache is empty; name a folder, or leave it out"),
    (["--cache", " ", "--cache-clear"], "--cache is empty; name a folder, or leave it out"),
    (["--job-limit", "0"], "--job-limit '0' is not a whole number of seconds from 1 to 86400; use e.g. 600"),
    (["--dry-run", "--job-limit", "nan"], "--job-limit 'nan' is not a whole number of seconds from 1 to 86400"),
    (["--dry-run", "-j", "0"], "--jobs '0' is not a whole number from 1 to 256"),
    (["--dry-run", "--cache-size", "x"], "--cache-size 'x' is not a number of GiB"),
    (["--dry-run", "--scheduler", "foo"], "--scheduler 'foo' is no address of a Dask scheduler"),
    (["-o", "file"], "cannot write to 'file': 'file' is a file; choose another --out"),
    (["-o", "file/below"], "cannot write to 'file/below': 'file' is a file; choose another --out"),
    (["-o", "x" * 300], "cannot write to 'xxxxx"),
    (["-o", "null\0"], "cannot write to 'null\\x00': "),
    (["-o", "taken"], "cannot write to 'taken/side-by-side-asym3.mp4': something that is no file has this name;"),
    (["--kernell", "x"], "no such option --kernell; did you mean --kernel? render --help shows all"),
    (["--zzz"], "no such option --zzz; render --help shows all"),
    (["--kernel"], "option '--kernel' requires an argument; render --help shows how"),
    (["--kernel", "--signal", "step"], "option --kernel needs a value, but --signal follows; render --help shows how"),
    (["--force=1"], "option '--force' does not take a value; render --help shows how"),
    (["--json"], "--json goes with --list and --doctor (--describe prints JSON anyway); render --help shows how"),
    (
        ["--list", "--describe"],
        "--list, --describe, --dry-run, --check, --doctor, --cache-clear exclude each other; render --help shows how",
    ),
    (["--all", "side-by-side"], "--all is every film already; leave out 'side-by-side', or --all; render --help shows"),
    (["--describe", "--kernel", "echo", "--kernel", "box3"], "--describe takes one film, not 2; run it once for each"),
    (["--kernel", "echo", "--kernel", "box3", "--signal", "1;"], "kernel 'echo' is 1-D but signal '1;' is 2-D; choose"),
    (["--kernel", "asym3,echo"], "'asym3' in the kernel is not a number; write numbers like 2, -0.5 or 1/3"),
    (["--format", "avi"], "unknown --format 'avi'; formats are mp4, webm, gif, webp, apng, png"),
    (["--format", "mp4,webmm"], "unknown --format 'webmm'; did you mean 'webm'? formats are mp4, webm, gif, webp,"),
    (["--format", ""], "unknown --format ''; formats are mp4, webm, gif, webp, apng, png"),
    (["--format", "gif,"], "unknown --format ''; formats are mp4, webm, gif, webp, apng, png"),
    (["--transparent"], "--transparent goes with webm, webp, apng, png, not with mp4; use e.g. --format webm"),
    (
        ["--transparent", "--format", "webm,gif,mp4"],
        "--transparent goes with webm, webp, apng, png, not with gif, mp4; use e.g. --format webm",
    ),
    (["--loop", "1"], "--loop goes with gif, webp, apng, not with mp4; leave it out, or add --format gif"),
    (["--loop", "-1", "--format", "gif"], "--loop '-1' is not a whole number from 0 to 1000; use e.g. 1"),
    (["--loop", "ever", "--format", "gif"], "--loop 'ever' is not a whole number from 0 to 1000; use e.g. 1"),
    (["--width", "641"], "--width 641 is odd, and video needs even sizes; use 642"),
    (["--height", "62"], "--height '62' is not a whole number from 64 to 4096; use e.g. 640"),
    (["--width", "4098"], "--width '4098' is not a whole number from 64 to 4096; use e.g. 640"),
    (["--width", "640px"], "--width '640px' is not a whole number from 64 to 4096; use e.g. 640"),
    (["--width", "100"], "--width 100 makes the height 56, which is not from 64 to 4096; use another"),
    (["--width", "640", "--height", "480"], "--width 640 and --height 480 are not 16:9; leave one out, or choose"),
    (
        ["--format", "png", "-o", "taken"],
        "cannot write to 'taken/side-by-side-asym3-frames': something that is no f",
    ),
    (["--encoder", "smal"], "unknown --encoder 'smal'; did you mean 'small'? profiles are fast, balanced, small"),
    (["--jobs", "0"], "--jobs '0' is not a whole number from 1 to 256; use e.g."),
    (["-j", "two"], "--jobs 'two' is not a whole number from 1 to 256; use e.g."),
    (["--cache-size", "-1"], "--cache-size '-1' is not a number of GiB from 0 to 1024; use e.g. 2"),
    (["--cache-size", "2GiB"], "--cache-size '2GiB' is not a number of GiB from 0 to 1024; use e.g. 2"),
]


@pytest.fixture
def old(here):
    """A folder with an old film, and with all sorts of files that are no kernels."""
    (here / "media").mkdir()
    (here / "media" / "side-by-side-asym3.mp4").write_bytes(b"an old film")
    (here / "file").write_text("not a folder")
    (here / "folder.csv").mkdir()
    (here / "taken" / "side-by-side-asym3.mp4").mkdir(parents=True)
    (here / "taken" / "side-by-side-asym3-frames").write_text("")
    (here / "binary.txt").write_bytes(bytes(range(256)))
    (here / "huge.csv").write_bytes(b"1," * 2_500_000)
    np.save(here / "cube.npy", np.zeros((2, 2, 2)))
    np.save(here / "objects.npy", np.array([{}], dtype=object), allow_pickle=True)
    return here


def test_every_wrong_use_is_said_in_one_line_and_changes_nothing(old, drawing):
    drawing(lambda *_: pytest.fail("something was drawn"))
    before = files(old)
    wrong = []
    for words, said in REFUSED:
        result = render(*words)
        if result.code != 2 or not result.line.startswith(said):
            wrong.append((words, result.code, result.line, said))
    assert wrong == []
    assert files(old) == before
    assert sorted(path.name for path in old.iterdir() if path.is_dir()) == ["folder.csv", "media", "taken"]


def test_describe_refuses_what_it_cannot_compute_in_the_same_way(here):
    for words, said in [
        (["--kernel", "asym4"], "unknown kernel 'asym4'; did you mean 'asym3'?"),
        (["--signal", ",".join("1" * 10_001)], "the signal has 10001 values, at most 10000; shorten it"),
        (["--name", "{x}"], "--name has no field '{x}'; fields are"),
        (["side-by-side", "nothing"], "unknown film 'nothing'"),
    ]:
        result = render("--describe", *words)
        assert result.line.startswith(said)
        assert result.code == 2
    assert files(here) == {}


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (["--kernel", "asym4"], "unknown kernel 'asym4'"),
        (["--kernel", b"\xff\xfe"], "'\\udcff\\udcfe' in the kernel is not a number"),
        (["--kernell"], "no such option --kernell"),
        (["-o", "file"], "cannot write to 'file'"),
    ],
)
def test_the_program_itself_says_one_line_and_exits_2(here, words, said):
    (here / "file").write_text("")
    words = [os.fsdecode(word) for word in words]
    result = python("import render; render.main()", *words, cwd=here)
    assert result.line.startswith(said)
    assert result.code == 2


@pytest.mark.skipif(not hasattr(os, "geteuid") or os.geteuid() == 0, reason="root may write everywhere")
def test_a_folder_without_permission_is_refused(here):
    (here / "closed").mkdir(mode=0o500)
    result = render("-o", "closed")
    assert result.line == "cannot write to 'closed': 'closed' is not writable; choose another --out"
    assert result.code == 2


def test_debug_shows_the_traceback_and_keeps_the_exit_code():
    result = render("--debug", "--kernel", "asym4")
    assert "Traceback" in result.stderr
    assert result.stderr.splitlines()[-1].startswith("render: unknown kernel 'asym4'")
    assert result.code == 2


def test_a_fault_of_the_program_is_one_line_too(monkeypatch):
    monkeypatch.setattr("production.listing.list_text", lambda: {}["x"])
    result = render("--list")
    assert result.line == "this is a fault in the program (KeyError: 'x'); --debug shows where"
    assert result.code == 1


def test_a_missing_part_of_the_system_exits_3_and_says_what_installs_it(here, monkeypatch):
    monkeypatch.setitem(sys.modules, "production.draw", None)
    result = render("-j", "1")
    assert result.line.startswith("a part of the system is missing (")
    assert result.line.endswith("; ./run render installs it")
    assert result.code == 3
    assert list(here.iterdir()) == []


def test_without_click_the_program_says_what_installs_it():
    result = python(
        "import sys; sys.modules['click'] = None; import runpy; runpy.run_path(sys.argv[1])", PROJECT / "render.py"
    )
    assert result.line == "click is not installed; ./run render installs what is missing"
    assert result.code == 3


@pytest.mark.parametrize("date", ["", "abc", "9" * 20])
def test_a_build_date_that_is_none_is_refused_before_anything_is_drawn(here, monkeypatch, date):
    """A part of numpy, which manim imports, fails with it, in a way that says nothing of it."""
    monkeypatch.setenv("SOURCE_DATE_EPOCH", date)
    result = render("flip", "-j", "1")
    assert result.code == 2
    assert result.line == f"SOURCE_DATE_EPOCH {date!r} is no date in seconds; unset it, or set it to e.g. 0"
    assert list(here.iterdir()) == []
    assert remedy(ValueError()) == "unset SOURCE_DATE_EPOCH, which is no date in seconds"
    assert render("--list").code == 0
