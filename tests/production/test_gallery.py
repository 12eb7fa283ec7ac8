"""--gallery: one page with every film that is in the folder, and with nothing else."""

import json

import pytest

from production.gallery import entries, gallery_html
from tests.production.command_line import files, render
from tests.production.html_pages import HOSTILE, Page

SHORT = ["-q", "draft", "--fps", "1"]

pytestmark = pytest.mark.usefixtures("drawing", "cache")


@pytest.fixture(autouse=True)
def poster(monkeypatch):
    """Posters that take no time."""
    monkeypatch.setattr("production.extras.POSTER", ())
    monkeypatch.setattr("production.stills.poster", lambda _: b"")


def cards(folder):
    """The film and the kernel of each card."""
    page = Page((folder / "index.html").read_text("utf-8"))
    return [(attrs["data-film"], attrs["data-kernel"]) for tag, attrs in page.elements if tag == "li"]


def test_every_film_in_the_folder_has_a_card_whichever_command_made_it(here):
    render(*SHORT, "flip", "--kernel", "echo", "-o", "out")
    result = render(*SHORT, "mismatch", "side-by-side", "--kernel", "1,2,4", "--gallery", "-o", "out")
    assert (result.code, result.stdout.split()[-1]) == (0, "out/index.html")
    assert cards(here / "out") == [("side-by-side", "1,2,4"), ("flip", "echo"), ("mismatch", "1,2,4")]
    page = Page((here / "out" / "index.html").read_text("utf-8"))
    assert page.dead_links(here / "out") == []
    assert len(page.links) == 6


def test_the_same_command_again_adds_what_others_have_made_and_draws_nothing(here, drawing):
    words = [*SHORT, "flip", "--gallery", "-o", "out"]
    render(*words)
    before = (here / "out" / "index.html").stat().st_mtime_ns
    assert render(*words).stdout.split()[-1] == "out/index.html"
    assert (here / "out" / "index.html").stat().st_mtime_ns == before
    render(*SHORT, "impulse", "-o", "out")

    def fail(*_):
        raise AssertionError("drawn again")

    drawing(fail)
    assert render(*words).code == 0
    assert [film for film, _ in cards(here / "out")] == ["flip", "impulse"]


def test_a_film_with_a_page_of_its_own_leads_there(here):
    render(*SHORT, "flip", "--embed", "--gallery", "-o", "out")
    page = Page((here / "out" / "index.html").read_text("utf-8"))
    assert [attrs["href"] for tag, attrs in page.elements if tag == "a"] == ["flip-asym3-480p1/flip-asym3-480p1.html"]
    assert page.dead_links(here / "out") == []


def test_pictures_that_only_move_are_shown_as_such_and_numbers_without_a_film_are_not(here):
    render(*SHORT, "flip", "--format", "gif", "-o", "out")
    render(*SHORT, "impulse", "-o", "out")
    (here / "out" / "impulse-asym3-480p1.mp4").unlink()
    (found,) = entries(here / "out")
    assert (found.film, found.film_file, found.picture) == ("flip", None, "flip-asym3-480p1.gif")


@pytest.mark.parametrize(
    "text",
    ["", "[]", "{}", "[" * 100_000, '{"scene": "flip"}', '{"scene": "flip", "kernel": {"name": "g"}, "seconds": "x"}'],
)
def test_other_peoples_files_are_no_films(here, text):
    (here / "flip.json").write_text(text)
    (here / "flip.mp4").write_bytes(b"")
    assert entries(here) == []
    assert "no film in this folder yet" in Page(gallery_html(here)).text


@pytest.mark.parametrize("name", HOSTILE)
def test_names_from_users_are_text_and_files_are_found_whatever_they_are_called(here, name):
    render(*SHORT, "flip", "-o", "out")
    numbers = json.loads((here / "out" / "flip-asym3-480p1.json").read_text("utf-8"))
    plain = Page(gallery_html(here / "out"))
    file = name.replace("/", "_")
    for path in list((here / "out").iterdir()):
        path.rename(here / "out" / f"{file}{path.suffix}")
    numbers["kernel"]["name"] = name
    (here / "out" / f"{file}.json").write_text(json.dumps(numbers), "utf-8")
    page = Page(gallery_html(here / "out"))
    assert page.skeleton == plain.skeleton
    assert name in page.text
    assert page.dead_links(here / "out") == []
    assert len(page.links) == 2


def test_somebody_elses_index_is_refused_before_anything_is_drawn_unless_by_force(here):
    (here / "index.html").write_text("mine")
    line = render(*SHORT, "--gallery", "-o", ".").line
    assert line == "'index.html' exists and is no gallery of films; choose another --out, or --force to replace it"
    assert files(here) == {"index.html": b"mine"}
    assert render(*SHORT, "--gallery", "-o", ".", "--force").code == 0
    assert cards(here) == [("side-by-side", "asym3")]


def test_the_gallery_of_a_command_in_which_a_film_failed_shows_the_others(here, monkeypatch):
    from production.clip import Clip

    write = Clip.write

    def full(clip, parts):
        if clip.request.film.name == "flip":
            raise OSError(28, "No space left on device")
        write(clip, parts)

    monkeypatch.setattr(Clip, "write", full)
    assert render(*SHORT, "flip", "impulse", "--gallery", "-o", "out").code == 1
    assert [film for film, _ in cards(here / "out")] == ["impulse"]


def test_a_page_that_cannot_be_written_is_one_line_and_the_films_stay(here, monkeypatch):
    def full(_):
        raise OSError(28, "No space left on device")

    monkeypatch.setattr("production.gallery.whole", full)
    result = render(*SHORT, "flip", "--gallery", "-o", "out")
    assert result.code == 1
    assert "render: 'out/index.html' could not be made: No space left on device; what was there before" in result.stderr
    assert sorted(files(here / "out")) == ["flip-asym3-480p1.json", "flip-asym3-480p1.mp4"]


def test_a_dry_run_names_the_page(here):
    told = render(*SHORT, "--gallery", "--dry-run", "-o", "out").stdout.splitlines()
    assert told[-1] == "out/index.html: the gallery, new"
    assert not (here / "out").exists()
