"""Full disks: one line says what is wrong, nothing is half there, the old stays, and with room again it goes on."""

import os
import random
import sys
from dataclasses import replace
from pathlib import Path

import av
import numpy as np
import pytest

from tests.production.command_line import blank_drawing, files, python, render
from tests.production.disks import apart, filled, mount, needs_mounts

SHORT = ["-q", "draft", "--fps", "2", "-j", "1"]
KINDS = ["--format", "mp4,webm,gif,png", "--loop", "1", "--captions", "--poster", "--stills"]
KINDS += ["--embed", "--slides", "--gallery"]
FREE_KIBIBYTES = (0, 16, 40, 80, 200, 640)
EACH = ("mp4", "webm", "gif", "png")
NAME, PAGE = "side-by-side-asym3-480p2-loop1", "index.html"
SAME = (".json", ".vtt", ".srt", ".txt", ".chapters.vtt")  # whatever drew the film
PLENTY = 64 * 1024


def draw_noise(seed, drawn):
    """A drawing whose segments are of the size of real ones, each other than that of another seed."""

    def draw(_picture, _size, fps, _profile, segment, _beside=True):
        drawn.append(segment)
        lot = np.random.default_rng([seed, segment.frames.start])
        path = Path(f"segment-{seed}.mp4").absolute()
        with av.open(str(path), "w", format="mp4") as container:
            stream = container.add_stream("mpeg4", rate=fps)
            stream.width = stream.height = 64
            stream.pix_fmt = "yuv420p"
            for _ in segment.frames:
                frame = av.VideoFrame.from_ndarray(lot.integers(0, 255, (64, 64, 3), np.uint8), "rgb24")
                container.mux(stream.encode(frame))
            container.mux(stream.encode(None))
        data = path.read_bytes()
        path.unlink()
        return data

    return draw


def prepare(seed, version):
    """Draw noise from here on, as a version of the program; the list of all that is drawn."""
    from production import address, extras, receipts

    drawn = []
    sys.modules["production.draw"] = blank_drawing(draw_noise(seed, drawn))
    address.made_by = receipts.made_by = lambda: version
    for kinds in ("POSTER", "PAPER"):  # as large as real ones, and as quick as a test wants them
        made = [replace(kind, made=quick(kind, seed)) for kind in getattr(extras, kinds)]
        setattr(extras, kinds, tuple(made))
    return drawn


def quick(kind, seed):
    data = random.Random(seed).randbytes(90_000)
    return lambda _: {f"{n:02}-step.png": data for n in range(8)} if kind.is_folder else data


def products(folder):
    """What is in each file or folder there, by its name."""
    return {p.name: files(p) if p.is_dir() else p.read_bytes() for p in Path(folder).iterdir() if p.name != "filler"}


def said_well(result, folder):
    """Whether the last line names a file, says why, and what to do."""
    line = result.stderr.splitlines()[-1]
    return (
        f"'{folder}/" in line
        and "could not be made: No space left on device; what was there before is unchanged; free some space there or"
        in line
    )


def a_full_out_folder(folder):
    os.chdir(folder)
    mount("media", PLENTY)
    prepare(1, "old")
    assert render(*SHORT, *KINDS, "-o", "media", "--cache", "old").code == 0
    old = products("media")
    drawn = prepare(2, "new")
    assert render(*SHORT, *KINDS, "-o", "reference", "--cache", "cache").code == 0
    new, parts = products("reference"), len(drawn)
    assert old.keys() == new.keys()
    same = {name for name in old if old[name] == new[name]}
    assert same == {PAGE, *(f"{NAME}{ending}" for ending in SAME)}, same
    failed = set()
    for free in FREE_KIBIBYTES:
        with filled("media", free):
            result = render(*SHORT, *KINDS, "-o", "media", "--cache", "cache")
        assert result.code == 1, (free, result)
        assert said_well(result, "media"), result.stderr
        there = products("media")
        assert there.keys() == old.keys(), (free, there.keys())
        assert all(there[name] in (old[name], new[name]) for name in there), free
        failed |= {name for name in there if there[name] != new[name]}
    assert failed == old.keys() - same, "everything has failed once"
    assert len(drawn) == parts, "nothing is drawn again"
    result = render(*SHORT, *KINDS, "-o", "media", "--cache", "cache")
    assert (result.code, products("media"), len(drawn)) == (0, new, parts)


def a_small_disk_from_nothing(folder, kind):
    os.chdir(folder)
    drawn = prepare(1, "new")
    words = [*SHORT, "--format", kind, "--cache", "cache"]
    assert render(*words, "-o", "reference").code == 0
    parts, bytes_made = len(drawn), sum(map(len, files(Path("reference")).values()))
    sizes = [bytes_made // 1024 * part // 10 for part in (1, 3, 5, 8, 9)]
    for number, size in enumerate((4, *sizes)):
        out = f"small{number}/out"
        mount(f"small{number}", max(4, size))
        result = render(*words, "-o", out)
        assert (result.code, result.stdout) == (1, ""), (size, result)
        assert said_well(result, out) or said_well(result, f"small{number}"), result.stderr
        assert len(result.stderr.splitlines()) == 1
        assert not os.path.exists(out) or products(out) == {}
    assert len(drawn) == parts


def a_full_cache(folder):
    os.chdir(folder)
    drawn = prepare(1, "new")
    assert render(*SHORT, "-o", "reference", "--cache", "cache").code == 0
    parts = len(drawn)
    for number, size in enumerate((4, 32, 64, 128)):
        mount(f"small{number}", size)
        for _ in range(2):
            result = render(*SHORT, "--force", "-o", "media", "--cache", f"small{number}/cache")
            assert result.code == 0
            assert result.stderr.startswith("render: nothing is kept for next time: the cache ")
            assert result.stderr.endswith(" says No space left on device\n")
            assert result.stderr.count("\n") == 1
            assert products("media") == products("reference")
            assert list(Path(f"small{number}").rglob(".both-ways-*")) == []
    assert len(drawn) == 9 * parts


@needs_mounts
@pytest.mark.slow
@pytest.mark.parametrize("kind", EACH)
def test_a_disk_too_small_for_a_film_has_nothing_of_it(here, kind):
    apart(a_small_disk_from_nothing, here, kind)


@needs_mounts
@pytest.mark.slow
def test_a_disk_that_fills_up_keeps_each_old_product_and_goes_on_with_room_again(here):
    apart(a_full_out_folder, here)


@needs_mounts
@pytest.mark.slow
def test_a_full_cache_is_said_once_and_the_film_is_made(here):
    apart(a_full_cache, here)


LIMITED = """
    import resource, sys
    from tests.production.test_full_disk import prepare, render
    prepare(1, "new")
    most = int(sys.argv.pop(1))
    resource.setrlimit(resource.RLIMIT_FSIZE, (most, most))
    result = render(*sys.argv[1:])
    sys.stderr.write(result.stderr)
    sys.exit(result.code)
"""


@pytest.mark.slow
@pytest.mark.skipif(os.name == "nt", reason="there are no such limits there")
@pytest.mark.parametrize("kind", ["mp4", "png"])
def test_where_no_file_may_be_large_a_film_fails_in_one_line(here, cache, kind):
    words = [*SHORT, "--format", kind, "--cache", cache]
    assert python(LIMITED, 10**9, *words, "-o", "reference", cwd=here).code == 0
    largest = max(len(data) for data in files(here / "reference").values())
    for most in (largest - 1, largest // 2):
        result = python(LIMITED, most, *words, cwd=here)
        assert result.code == 1, result
        assert (
            "could not be made: File too large; what was there before is unchanged; free some space there or in"
            in result.line
        )
        assert not (here / "media").exists() or products(here / "media") == {}
    assert python(LIMITED, largest, *words, cwd=here).code == 0
    assert products(here / "media") == products(here / "reference")
