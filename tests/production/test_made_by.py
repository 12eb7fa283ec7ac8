"""What a film is made by: each part of it is in the address of every segment, and a worker that has another is refused.

The worker is Dask's in name only: it is the plugin that a real one is sent, set up in a folder.
"""

import re
import shutil
from functools import cache
from importlib import metadata
from types import SimpleNamespace

import cairo
import pytest

from production import cluster, made_by
from production.address import segment_address
from production.cluster_archive import project_archive
from production.cluster_worker import ProjectOnWorker
from production.errors import RenderError
from production.request import parse_requests
from production.segments import segments
from tests.production.command_line import options

PACKAGES = {
    "manim": "manim", "PyAV": "av", "numpy": "numpy", "Pillow": "pillow", "pycairo": "pycairo",
    "fontTools": "fonttools", "Typst": "typst",
}  # fmt: skip
FILES = {
    "a kernel's source": "kernels/catalogue.py",
    "a film's source": "scenes/why_flip.py",
    "the drawing's source": "production/draw.py",
    "the font": "scenes/storyboard/fonts/SourceSans3-Regular.ttf",
    "the bold font": "scenes/storyboard/fonts/SourceSans3-Semibold.ttf",
    "a page's script": "production/slides/slides.js",
}
archive = cache(project_archive)


class Making:
    """What films are made by in a worker's folder, as this process and as the worker see it; parts of it can differ."""

    def __init__(self, folder, monkeypatch):
        self._patch = monkeypatch
        self._worker = ProjectOnWorker("name", "0" * 64, archive())
        self._worker.setup(SimpleNamespace(local_directory=str(folder)))
        (self.root,) = folder.glob("both-ways-*")
        monkeypatch.setattr(made_by, "PROJECT", self.root)
        self._request = parse_requests(options(quality="draft"))[0]
        self.now()

    def now(self):
        """All that depends on it: the versions, the digest, the addresses of a film's segments."""
        made_by.versions.cache_clear()
        made_by.made_by.cache_clear()
        parts = segments(self._request.storyboard, self._request.fps)
        return made_by.versions(), made_by.made_by(), [segment_address(self._request, part) for part in parts]

    def install(self, name, version):
        """Have another version of a package; None takes it away."""

        def found(asked, before=metadata.version):
            if asked != name:
                return before(asked)
            if version is None:
                raise metadata.PackageNotFoundError(name)
            return version

        self._patch.setattr(metadata, "version", found)

    def check_worker(self, ours):
        """What a command does before it draws, where `ours` is what it has itself."""
        client = SimpleNamespace(run=lambda *_, **__: {"tcp://10.0.0.7:4000": self._worker.versions()})
        cluster._check_versions(client, "name", ours)


@pytest.fixture
def making(tmp_path_factory, monkeypatch):
    folder = tmp_path_factory.mktemp("worker")
    yield Making(folder, monkeypatch)
    shutil.rmtree(folder)
    for kept in (made_by.versions, made_by.made_by):
        kept.cache_clear()


def check_all_differ(before, after):
    """Another digest, and no segment has the address that any had."""
    assert before[1] != after[1]
    assert len(before[2]) == len(after[2]) > 1
    assert not set(before[2]) & set(after[2])


def refusal(making, ours):
    """The one line that refuses a worker."""
    with pytest.raises(RenderError) as refused:
        making.check_worker(ours)
    line = str(refused.value)
    assert line.isprintable()
    assert line.startswith("the worker tcp://10.0.0.7:4000 has ")
    return line


def test_a_worker_that_has_the_same_is_not_refused(making):
    assert making.now() == making.now()
    making.check_worker(cluster._ours())


@pytest.mark.parametrize("other", ["0.0.1", None])
@pytest.mark.parametrize("package", PACKAGES.values(), ids=PACKAGES)
def test_another_version_of_a_package_is_another_address_and_a_worker_with_it_is_refused(making, package, other):
    before, ours = making.now(), cluster._ours()
    making.install(package, other)
    after = making.now()
    assert after[0] == {**before[0], package: other or "none"}
    check_all_differ(before, after)
    line = refusal(making, ours)
    assert f" has {package} {other or 'none'} (here {before[0][package]}), and " in line


def test_another_version_of_the_systems_cairo_is_another_address_and_a_worker_with_it_is_refused(making, monkeypatch):
    before, ours, here = making.now(), cluster._ours(), cairo.cairo_version_string()
    monkeypatch.setattr(cairo, "cairo_version_string", lambda: "1.14.0")
    after = making.now()
    assert (before[0]["libcairo"], after[0]["libcairo"]) == (here, "1.14.0")
    check_all_differ(before, after)
    assert f" has libcairo 1.14.0 (here {here}), and " in refusal(making, ours)


@pytest.mark.parametrize("name", FILES.values(), ids=FILES)
def test_another_byte_in_a_file_of_the_project_is_another_address_and_a_worker_with_it_is_refused(making, name):
    before, ours = making.now(), cluster._ours()
    path = making.root / name
    data = bytearray(path.read_bytes())
    data[-1] ^= 1
    path.write_bytes(data)
    after = making.now()
    assert before[0] == after[0]
    check_all_differ(before, after)
    assert " has other files of the project, or other fonts, and " in refusal(making, ours)


def test_every_package_that_pixels_pass_through_is_among_the_versions(making):
    assert set(making.now()[0]) == {*PACKAGES.values(), "libcairo"}
    assert all(re.fullmatch(r"\d[\w.+]*", version) for version in making.now()[0].values())
