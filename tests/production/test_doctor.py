"""`--doctor`: it finds what is wrong, says what to do, and works where nearly everything is missing."""

import io
import json
import os
import shutil
import sys
import tempfile
from collections import namedtuple
from importlib import metadata

import pytest

from production import workers
from production.cache import Cache
from production.doctor import apart, causes, drawing, encoders, fonts, kept, packages, room, strangers, surroundings
from production.doctor.doctor import CHECKS, diagnose
from production.doctor.finding import State, ok
from production.options import Options
from tests.production.command_line import environment, files, python, render

BLOCKING = """
import sys
blocked = set(sys.argv.pop(1).split(","))
class Blocked:
    def find_spec(self, name, path=None, target=None):
        if name.partition(".")[0] in blocked:
            raise ImportError(f"No module named {name!r}")
sys.meta_path.insert(0, Blocked())
import render
render.main()
"""
ALL = "manim,av,numpy,PIL,cairo,typst,fontTools,psutil,platformdirs,packaging,rich,jinja2"


def found(check, **choices):
    return list(check(Options(**choices)))


def states(check, **choices):
    return [finding.state for finding in found(check, **choices)]


def test_a_system_that_makes_films_is_found_well(here):
    result = render("--doctor", "--json")
    told = json.loads(result.stdout)
    wrong = [finding for finding in told["findings"] if finding["state"] == "wrong"]
    assert (wrong, told["ok"], result.code) == ([], True, 0)
    topics = {finding["topic"] for finding in told["findings"]}
    assert {"python", "manim", "numpy", "drawing", "mp4", "webm", "gif", "memory", "films", "cache", "output"} <= topics
    assert files(here) == {}


def test_the_text_is_aligned_and_ends_with_the_verdict():
    first, *lines, verdict = render("--doctor").stdout.splitlines()
    assert first.startswith("Both Ways ")
    assert verdict == "Nothing is wrong: films can be made."
    findings = [line for line in lines if not line.strip().startswith("→")]
    assert all(line[2:7].strip() in ("ok", "note") for line in findings)
    wide = max(len(line[9:].split("  ")[0]) for line in findings)
    assert all(line[9 + wide : 11 + wide] == "  " and line[11 + wide] != " " for line in findings)


@pytest.mark.parametrize(
    ("blocked", "topic"),
    [
        ("manim", "drawing"),
        pytest.param("av", "mp4", marks=pytest.mark.slow),
        pytest.param("numpy", "drawing", marks=pytest.mark.slow),
        pytest.param("PIL", "pictures", marks=pytest.mark.slow),
        pytest.param("cairo", "painting", marks=pytest.mark.slow),
        pytest.param("typst", "formulas", marks=pytest.mark.slow),
        pytest.param("fontTools", "fonts", marks=pytest.mark.slow),
        pytest.param("psutil", "memory", marks=pytest.mark.slow),
        (ALL, "drawing"),
    ],
)
def test_a_missing_package_is_named_and_does_not_keep_the_doctor_from_the_rest(blocked, topic, tmp_path):
    result = python(BLOCKING, blocked, "--doctor", "--json", cwd=tmp_path)
    assert (result.code, result.stderr) == (1, "")
    told = {finding["topic"]: finding for finding in json.loads(result.stdout)["findings"]}
    assert told[topic]["state"] == "wrong"
    assert "No module named" in told[topic]["text"]
    assert "./run render" in told[topic]["fix"]
    assert told["python"]["state"] == told["films"]["state"] == told["output"]["state"] == "ok"


def test_without_anything_installed_the_text_is_one_finding_a_line(tmp_path):
    result = python(BLOCKING, ALL, "--doctor", cwd=tmp_path)
    assert (result.code, result.stderr) == (1, "")
    assert "Traceback" not in result.stdout
    assert result.stdout.splitlines()[-1].endswith("things are wrong.")


WATCHING = """
import sys, os, tempfile
within = os.environ["TMPDIR"], "/dev/null"
def told(made):
    if isinstance(made, (str, os.PathLike)) and not os.fspath(made).startswith(within):
        os.write(2, f"{made}\\n".encode())  # at once: checks have processes of their own
def watch(event, args):
    if event == "open" and isinstance(args[0], str):
        if isinstance(args[1], str) and set(args[1]) & set("wax+") or (args[2] or 0) & (os.O_WRONLY | os.O_RDWR):
            told(args[0])
    elif event in ("os.mkdir", "os.rename", "os.remove", "os.rmdir", "os.utime", "os.chmod", "os.symlink"):
        told(args[0])
    elif event.startswith("socket."):
        told(event)
sys.addaudithook(watch)
import render
render.main()
"""


def test_it_writes_nothing_outside_of_the_temporary_folder(tmp_path):
    with tempfile.TemporaryDirectory() as own:  # not below tmp_path, whose path may be too long for workers
        more = environment(TMPDIR=own, BOTH_WAYS_CACHE=str(tmp_path / "cache"), PYTHONDONTWRITEBYTECODE="1")
        result = python(f"import os\nos.environ.update({more!r})\n{WATCHING}", "--doctor", cwd=tmp_path)
        assert (result.code, result.stderr.split()) == (0, [])
        assert (list(tmp_path.iterdir()), os.listdir(own)) == ([], [])


def test_an_old_or_a_missing_package_is_wrong_and_another_than_the_pinned_is_noted(monkeypatch):
    real = metadata.version
    given = {"numpy": "1.26.4", "pillow": "12.99", "manim": "0.23.0", "click": None}

    def version(name):
        if name in given and given[name] is None:
            raise metadata.PackageNotFoundError(name)
        return given.get(name) or real(name)

    monkeypatch.setattr(metadata, "version", version)
    told = {finding.topic: finding for finding in found(packages.packages)}
    assert (told["numpy"].state, told["numpy"].text) == (State.WRONG, "1.26.4, needs >=2.0")
    assert (told["manim"].state, told["manim"].text) == (State.WRONG, "0.23.0, needs [typst]>=0.22,<0.23")
    assert (told["click"].state, told["click"].text) == (State.WRONG, "not installed")
    assert told["pillow"].state is State.NOTE
    assert told["pillow"].text.startswith("12.99; the project was tested with ")
    assert told["rich"] == ok("rich", real("rich"))


def test_a_font_that_is_missing_cut_off_or_another_is_wrong(here, monkeypatch):
    names = list(fonts.SHA256)
    assert states(fonts.fonts) == [State.OK, State.OK]
    for name in names:
        shutil.copy(fonts.FOLDER / name, here / name)
    monkeypatch.setattr(fonts, "FOLDER", here)
    (here / names[0]).unlink()
    (here / names[1]).write_bytes((here / names[1]).read_bytes()[:-1])
    told = found(fonts.fonts)
    assert [finding.text for finding in told] == [
        "cannot be read: No such file or directory",
        "is not the file that the project ships",
    ]
    assert {finding.state for finding in told} == {State.WRONG}
    assert sorted(fonts.SHA256) == sorted(path.name for path in packages.PROJECT.rglob("scenes/**/*.ttf"))


def test_an_encoder_that_fails_or_loses_frames_is_wrong(monkeypatch):
    monkeypatch.setattr(encoders, "_film", lambda codec, _: {"libx264": 3}.get(codec, 2))
    assert states(encoders.films) == [State.OK, State.WRONG]
    monkeypatch.undo()
    monkeypatch.setattr(encoders, "_FILMS", (("no-such-codec", "mp4"),))
    (finding,) = found(encoders.films)
    assert finding.state is State.WRONG
    assert finding.text.startswith("no-such-codec does not encode (")


def test_memory_says_how_many_workers_it_allows(monkeypatch):
    assert room.WORKER_BYTES == workers.WORKER_BYTES
    assert f": {workers.default_jobs()} worker" in found(room.memory)[0].text
    memory = namedtuple("Memory", "available")
    for mib, state in {100: State.WRONG, 400: State.NOTE, 5000: State.OK}.items():
        monkeypatch.setattr("psutil.virtual_memory", lambda mib=mib: memory(mib * 2**20))
        assert states(room.memory) == [state]
    assert states(room.memory, jobs="200") == [State.NOTE]


def test_a_full_disk_and_a_folder_that_is_a_file_are_wrong(here, monkeypatch):
    (here / "file").touch()
    assert states(room.disks, out="file") == [State.WRONG, State.OK]
    assert states(room.disks, out="file/below") == [State.WRONG, State.OK]
    result = render("--doctor", "-o", "file")
    assert result.code == 1
    assert "is a file, not a folder\n" in result.stdout
    assert result.stdout.endswith("1 thing is wrong.\n")
    usage = namedtuple("Usage", "free")
    for mib, state in {50: State.WRONG, 500: State.NOTE, 5000: State.OK}.items():
        monkeypatch.setattr(shutil, "disk_usage", lambda _, mib=mib: usage(mib * 2**20))
        assert states(room.disks, out="new/films") == [state, state]
        told = [finding.text.partition("'")[0] for finding in found(room.disks)]
        assert told == [f"{'4.9 GiB' if mib == 5000 else f'{mib} MiB'} free for "] * 2
        wanted = {50: ", at least 100 MiB are needed", 500: ", 1.0 GiB are wanted for long films", 5000: "'"}[mib]
        assert all(finding.text.endswith(wanted) for finding in found(room.disks))


def test_a_folder_for_temporary_files_that_is_passed_over_is_noted(here, monkeypatch):
    monkeypatch.setattr(tempfile, "tempdir", None)
    monkeypatch.setenv("TMPDIR", str(here))
    assert states(room.disks) == [State.OK, State.OK]
    monkeypatch.setattr(tempfile, "tempdir", None)
    monkeypatch.setenv("TMPDIR", str(here / "none"))
    _, passed_over, used = found(room.disks)
    assert (passed_over.state, used.state) == (State.NOTE, State.OK)
    assert passed_over.text.startswith(f"TMPDIR is {str(here / 'none')!r}, where no file can be made (No such file ")
    assert passed_over.text.endswith(f"): {tempfile.gettempdir()!r} is used instead")
    assert passed_over.fix == "set TMPDIR to a folder that has room, or unset it"


def test_without_any_folder_for_temporary_files_every_remedy_is_to_name_one(here, monkeypatch):
    monkeypatch.setattr(tempfile, "tempdir", None)
    monkeypatch.setattr(tempfile, "_candidate_tempdir_list", lambda: [str(here / "none")])
    *told, temporary, left = json.loads(diagnose(Options(), True, (drawing.manim, room.disks, kept.left_over))[0])[
        "findings"
    ]
    assert temporary["text"].startswith("no file can be made: No usable temporary directory found in ['")
    assert {finding["fix"] for finding in (temporary, left)} == {"set TMPDIR to a folder that has room"}
    assert all(finding["fix"] == temporary["fix"] for finding in told if finding["state"] == "wrong")


def test_in_a_working_folder_that_is_gone_every_remedy_is_to_go_to_another(here):
    (here / "gone").mkdir()
    os.chdir(here / "gone")
    (here / "gone").rmdir()
    text, well = diagnose(Options(), checks=(surroundings.folder, drawing.formulas, room.disks, kept.left_over))
    os.chdir(here)
    assert not well
    assert text.splitlines()[1] == "  wrong  folder     the folder that this was called in is gone"
    assert [line.strip() for line in text.splitlines() if "→" in line] == ["→ go to another folder first"] * 4


def test_damaged_entries_of_the_cache_are_counted_and_left_where_they_are(cache):
    for number in range(3):
        Cache(cache, 1000).put(f"a{number}{'0' * 62}", b"%d" % number)
    for path in list(cache.glob("a[12]/*")):
        path.write_bytes(path.read_bytes() + b"!")
    before = files(cache)
    (finding,) = found(kept.cache, cache=str(cache))
    assert finding.state is State.NOTE
    assert ": 3 entries, " in finding.text
    assert finding.text.endswith("; of the newest 3: 1 whole, 2 damaged")
    assert files(cache) == before


def test_entries_that_another_bound_would_let_go_of_are_not_called_damaged(cache):
    for number in range(2):
        Cache(cache, 1000).put(f"a{number}{'0' * 62}", b"%d" % number)
    (finding,) = found(kept.cache, cache=str(cache), cache_gib="0")
    assert finding.state is State.OK
    assert finding.text.endswith("; of the newest 2: 2 whole")


def test_a_cache_that_cannot_be_is_a_note_because_films_are_made_without(here):
    (here / "file").touch()
    (finding,) = found(kept.cache, cache="file/cache")
    assert finding.state is State.NOTE
    assert "nothing is kept" in finding.text
    assert render("--doctor", "--cache", "file/cache").code == 0


@pytest.mark.skipif(os.name == "nt", reason="needs locks on files")
def test_folders_of_killed_processes_are_told_from_those_in_use(here, monkeypatch):
    import fcntl

    monkeypatch.setattr(tempfile, "tempdir", str(here))
    assert states(kept.left_over) == [State.OK]
    for name in ("both-ways-abcdefgh", "both-ways-12345678", "both-ways-qqqqqqqq", "somebody-elses"):
        (here / name).mkdir()
    (here / "both-ways-abcdefgh" / ".both-ways-lock").touch()
    with open(here / "both-ways-12345678" / ".both-ways-lock", "wb") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        (finding,) = found(kept.left_over)
        assert finding.text == f"'{here / 'both-ways-abcdefgh'}', of processes that were killed"
    assert " and 1 more, " in found(kept.left_over)[0].text, "what has no lock is not ours"


@pytest.mark.parametrize(("encoding", "state"), [("latin-1", State.NOTE), ("UTF8", State.OK)])
def test_another_encoding_of_the_output_than_utf_8_is_noted(encoding, state, monkeypatch):
    monkeypatch.setattr("sys.stdout", io.TextIOWrapper(io.BytesIO(), encoding))
    assert states(surroundings.terminal) == [state]


def test_a_check_that_fails_itself_is_a_finding_and_hides_no_other():
    def broken_check(_):
        yield ok("first", "fine")
        raise RuntimeError("several\nlines\x1b[31m")

    text, well = diagnose(Options(), checks=(broken_check, *CHECKS[:1]))
    assert not well
    assert "wrong  broken check  could not be looked at (RuntimeError: lines\\x1b[31m)" in text
    assert "ok     python" in text


@pytest.fixture
def stranger(here, monkeypatch):
    """A function that puts something of its own in the place of Typst, as PYTHONPATH does; no process has it yet."""
    folder = here / "strange"
    folder.mkdir()
    monkeypatch.setenv("PYTHONPATH", str(folder))
    monkeypatch.syspath_prepend(folder)
    monkeypatch.setattr(apart, "LIMIT_SECONDS", 5.0)
    monkeypatch.setattr(apart, "MORE_SECONDS", 0.5)

    def put(text, name="typst"):
        monkeypatch.delitem(sys.modules, name, raising=False)
        (folder / f"{name}.py").write_text(text)
        return folder / f"{name}.py"

    return put


@pytest.mark.skipif(sys.platform != "linux", reason="checks have processes of their own on Linux only")
@pytest.mark.parametrize(
    ("text", "said"),
    [
        pytest.param(
            "import time\n\ntime.sleep(60)",
            "hangs: not done after 5 seconds, at line 3 of {path!r}",
            marks=pytest.mark.slow,
        ),
        pytest.param(
            "import time\nwhile True:\n  try: time.sleep(60)\n  except BaseException: pass",
            "hangs: not done after 5 seconds",
            marks=pytest.mark.slow,
        ),
        ("import os\nos.kill(os.getpid(), 9)", "its process ended (Killed)"),
        ("import os\nos._exit(3)", "its process ended (exit code 3)"),
        ("import nothing.of.the.kind", "could not be looked at (ModuleNotFoundError: No module named 'nothing')"),
        ("", "could not be looked at (AttributeError: module 'typst' has no attribute 'compile')"),
    ],
)
def test_a_module_that_hangs_ends_the_process_or_fails_hides_no_other_finding_and_is_named(stranger, text, said):
    path = stranger(text)
    checks = (surroundings.modules, drawing.formulas, packages.python)
    modules, formulas, python = json.loads(diagnose(Options(), True, checks)[0])["findings"]
    assert (modules["state"], modules["text"]) == ("note", f"{str(path)!r} is taken for typst")
    assert (formulas["state"], formulas["text"]) == ("wrong", said.format(path=str(path)))
    assert modules["fix"] == formulas["fix"] == f"unset PYTHONPATH, or rename {str(path)!r}"
    assert python["state"] == "ok"


@pytest.mark.parametrize("platform", ["darwin", "win32"])
def test_where_forks_fail_a_check_is_made_in_this_process(platform, monkeypatch):
    monkeypatch.setattr(sys, "platform", platform)
    (finding,) = apart.examined(lambda _: iter([ok("process", str(os.getpid()))]), Options())
    assert finding.text == str(os.getpid())


def test_a_module_in_the_place_of_one_of_ours_is_wrong(stranger, monkeypatch):
    assert found(surroundings.modules) == [ok("modules", "all come from the environment")]
    stranger("", "some_module_that_nobody_has")
    assert states(surroundings.modules) == [State.OK]
    path = stranger("", "scenes")
    monkeypatch.delenv("PYTHONPATH")
    (finding,) = found(surroundings.modules)
    assert (finding.state, finding.fix) == (State.WRONG, f"rename {str(path)!r}")


def test_a_package_of_another_version_from_elsewhere_is_not_to_be_installed_anew(stranger):
    folder = stranger("").parent
    (folder / "typst-0.1.dist-info").mkdir()
    (folder / "typst-0.1.dist-info" / "METADATA").write_text("Metadata-Version: 2.1\nName: typst\nVersion: 0.1\n")
    told = {finding.topic: finding for finding in found(packages.packages)}
    assert told["typst"].text.startswith("0.1; the project was tested with ")
    assert told["typst"].fix == f"unset PYTHONPATH, or rename {str(folder)!r}"


def test_a_file_in_the_place_of_a_part_of_python_is_named_by_whatever_fails(tmp_path):
    env = {"PYTHONPATH": os.pathsep.join([str(tmp_path), environment()["PYTHONPATH"]])}
    path, code = tmp_path / "random.py", "import render; render.main()"
    path.touch()
    result = python(code, "--doctor", env=env)
    assert result.code == 3
    assert result.line.startswith("a part of the system is missing (cannot import name ")
    assert result.line.endswith(f"; unset PYTHONPATH, or rename {str(path)!r}")
    path.rename(tmp_path / "tempfile.py")
    result = python(code, "--doctor", env=env)
    assert (result.code, result.stderr) == (1, "")
    assert f"→ unset PYTHONPATH, or rename {str(tmp_path / 'tempfile.py')!r}\n" in result.stdout


def raising(error):
    def raise_it(*_):
        raise error

    return raise_it


def test_a_file_that_has_nothing_to_do_with_an_error_is_not_blamed_for_it(stranger, monkeypatch):
    stranger("", "antigravity")
    error = ModuleNotFoundError("No module named 'av'", name="av")
    for name in ("production.engine.load_manim", "production.doctor.encoders._film", "PIL.Image.new"):
        monkeypatch.setattr(name, raising(error))
    told = [*found(drawing.manim), *found(encoders.films), *found(encoders.pictures)]
    told += apart.examined(raising(error), Options())
    assert {finding.fix.partition(";")[0] for finding in told} == {packages.INSTALL.partition(";")[0]}
    monkeypatch.setattr("production.listing.list_text", raising(error))
    result = render("--list")
    assert result.line == "a part of the system is missing (No module named 'av'); ./run render installs it"
    assert result.code == 3


def test_a_file_is_blamed_for_what_is_missing_in_it_and_for_what_is_behind_an_error(stranger, monkeypatch):
    path = stranger("")
    missing = ModuleNotFoundError(name="typst.core")
    behind = ImportError("numpy cannot be loaded", name="numpy")
    behind.__cause__ = missing
    for error in (missing, behind):
        assert causes.remedy(error) == f"unset PYTHONPATH, or rename {str(path)!r}"
    monkeypatch.delattr(tempfile, "gettempdir")
    assert causes.remedy(ImportError(name="av")) == packages.INSTALL


def test_a_missing_part_is_said_where_the_working_folder_is_gone(stranger, here, monkeypatch):
    stranger("")
    monkeypatch.setattr("production.listing.list_text", raising(ImportError("it", name="typst")))
    monkeypatch.setattr(sys, "path", ["", *sys.path])
    monkeypatch.setenv("PYTHONPATH", "relative")  # to a folder that has no path any more
    (here / "gone").mkdir()
    os.chdir(here / "gone")
    (here / "gone").rmdir()
    known, result = strangers.strangers(), render("--list")
    os.chdir(here)
    assert list(known) == ["typst"]
    assert (result.line, result.code) == ("a part of the system is missing (it); ./run render installs it", 3)


def test_the_libraries_of_python_on_windows_are_its_own(here, monkeypatch):
    monkeypatch.setattr(sys, "base_prefix", str(here))
    assert not strangers.is_home(here / "DLLs" / "_ssl.pyd")
    monkeypatch.setattr(sys, "platform", "win32")
    assert strangers.is_home(here / "DLLs" / "_ssl.pyd")


def test_a_size_of_the_cache_that_is_none_is_found_wrong():
    result = render("--doctor", "--cache-size", "much")
    assert result.code == 1
    assert "--cache-size 'much' is not a number of GiB" in result.stdout
