"""--embed: a folder that is whole or not there, with pages that say just what they were given."""

import io
import re

import pytest
from PIL import Image

from production.pages import steps
from production.request import parse_requests
from tests.production.command_line import files, options, render
from tests.production.html_pages import HOSTILE, Page

SHORT = ["--signal", "2,1", "-q", "draft", "--fps", "5", "-o", "out", "--name", "film"]
NAME = "film-2-1-c2fd17b8-480p5"
PNG = io.BytesIO()
Image.new("RGB", (16, 9)).save(PNG, "PNG")

pytestmark = pytest.mark.usefixtures("drawing", "cache")


@pytest.fixture(autouse=True)
def poster(monkeypatch):
    """Posters that take no time."""
    monkeypatch.setattr("production.stills.poster", lambda _: PNG.getvalue())


@pytest.fixture
def embed(here):
    """A function that renders with `--embed`, and gives the folder and what was said."""

    def made(*words):
        result = render(*SHORT, "--embed", *words)
        assert result.code == 0, result.stderr
        folders = [here / line for line in result.stdout.split() if (here / line).is_dir()]
        assert len(folders) == 1
        return folders[0]

    return made


def pages(folder):
    """The page and the figure of a folder, taken apart."""
    texts = [(folder / f"{folder.name}{ending}.html").read_text("utf-8") for ending in ("", "-figure")]
    return [Page(text) for text in texts]


def test_the_folder_has_films_posters_captions_numbers_and_pages_of_one_stem(embed):
    folder = embed()
    endings = [".mp4", "-light.mp4", "-poster.png", "-light-poster.png", ".vtt", ".chapters.vtt", ".txt", ".json",
               ".html", "-figure.html"]  # fmt: skip
    assert {path.name for path in folder.iterdir()} == {f"{folder.name}{ending}" for ending in endings}
    assert (folder / f"{folder.name}.mp4").read_bytes() == (folder.parent / f"{folder.name}.mp4").read_bytes()
    assert (folder / f"{folder.name}.json").read_bytes() == (folder.parent / f"{folder.name}.json").read_bytes()


def test_the_other_theme_is_drawn_too_whichever_is_asked_for(embed):
    folder = embed("--theme", "light")
    assert folder.name.endswith("-light-480p5")
    assert (folder / f"{folder.name}-dark.mp4").exists()


@pytest.mark.parametrize(
    ("words", "endings"),
    [
        (["--format", "mp4,webm"], {".mp4", ".webm", "-light.mp4", "-light.webm"}),
        (["--format", "gif"], {".mp4", "-light.mp4"}),
        (["--format", "webm", "--transparent"], {".webm", "-light.webm"}),
        (["--format", "webp", "--transparent"], {".webm", "-light.webm"}),
    ],
)
def test_a_page_plays_what_browsers_can_play_and_pause(embed, words, endings):
    folder = embed(*words)
    films = {path.name for path in folder.iterdir() if path.suffix in (".mp4", ".webm", ".gif", ".webp")}
    assert films == {f"{folder.name}{ending}" for ending in endings}
    sources = {attrs["src"] for tag, attrs in pages(folder)[0].elements if tag == "source"}
    assert sources == films


def test_every_link_is_relative_and_leads_to_a_file(embed):
    folder = embed("--format", "mp4,webm")
    page, figure = pages(folder)
    assert len(page.links) > 30
    assert page.dead_links(folder) == []
    assert figure.dead_links(folder.parent) == []  # pasted into a page beside the folder


def test_the_video_is_right_without_a_script(embed):
    for page in pages(embed()):
        (video,) = [attrs for tag, attrs in page.elements if tag == "video"]
        assert {"controls", "muted", "loop", "playsinline", "poster", "aria-label"} <= video.keys()
        assert (video["preload"], video["width"], video["height"]) == ("metadata", "854", "480")
        assert "autoplay" not in video
        kinds = [(attrs["kind"], "data-shown" in attrs) for tag, attrs in page.elements if tag == "track"]
        assert kinds == [("captions", False), ("chapters", False)]  # what is in the picture is not said twice


def test_captions_show_by_themselves_where_the_picture_has_none(embed):
    page, _ = pages(embed("--no-caption"))
    assert [("data-shown" in attrs) for tag, attrs in page.elements if tag == "track"] == [True, False]


def test_the_figure_can_be_pasted_into_markdown_where_an_empty_line_would_end_it(embed):
    folder = embed()
    figure = (folder / f"{folder.name}-figure.html").read_text("utf-8")
    assert figure.startswith("<figure")
    assert "" not in figure.rstrip("\n").split("\n")


def test_markers_are_at_the_beats_and_their_links_open_the_film_there(embed):
    folder = embed()
    request = parse_requests(options(signal="2,1", quality="draft", fps="5"))[0]
    page, _ = pages(folder)
    marked = [attrs for tag, attrs in page.elements if tag == "a" and "data-said" in attrs]
    starts = [float(attrs["href"].partition("#t=")[2]) for attrs in marked]
    assert starts == [step.start for step in steps(request)]
    assert starts == pytest.approx(request.storyboard.starts[:-1], abs=0.101)  # half a frame
    assert [attrs["data-said"] for attrs in marked] == [beat.caption.text for beat in request.storyboard.beats]
    stamps = re.findall(r"^00:00:(\d\d\.\d{3}) -->", (folder / f"{folder.name}.vtt").read_text("utf-8"), re.M)
    assert {float(stamp) for stamp in stamps} <= set(starts)


def test_beats_that_no_frame_shows_have_no_marker():
    request = parse_requests(options("1,2,4", speed="4", fps="1"))[0]
    assert 0 < len(steps(request)) < len(request.storyboard.beats)
    assert sum(step.seconds for step in steps(request)) == pytest.approx(request.storyboard.seconds, abs=1)


@pytest.mark.parametrize("title", HOSTILE)
def test_a_title_is_text_whatever_it_holds(embed, title):
    plain, named = embed(), embed("--title", title)
    for ours, theirs in zip(pages(plain), pages(named), strict=True):
        assert theirs.skeleton == ours.skeleton
        assert title in theirs.text
        assert all(title in attrs["aria-label"] for tag, attrs in theirs.elements if tag == "video")
        assert theirs.dead_links(named) == [] or theirs.dead_links(named.parent) == []


@pytest.mark.parametrize("name", [hostile for hostile in HOSTILE if "/" not in hostile])
def test_a_kernel_files_name_is_text_whatever_it_holds(here, embed, name):
    (here / f"{name}.csv").write_text("1,2,4\n")
    plain, named = embed(), embed("--kernel", f"{name}.csv")
    named_pages = pages(here / "out" / named.name)
    for ours, theirs in zip(pages(plain), named_pages, strict=True):
        assert theirs.skeleton == ours.skeleton


def test_the_snippets_are_whole_pages_worth_of_what_they_are_for(embed):
    folder = embed()
    page, _ = pages(folder)
    figure = (folder / f"{folder.name}-figure.html").read_text("utf-8")
    for title in ("HTML", "Markdown (GitHub)", "Hugo", "Quarto", "MyST (Sphinx)", "Sphinx"):
        assert f"\n{title}\n" in page.text
    assert page.text.count(figure) == 2  # for HTML, and fenced for Quarto
    readme = re.search(r'<a href="film.*?</a>', page.text, re.DOTALL)[0]
    assert Page(readme).dead_links(folder.parent) == []


def test_the_same_command_again_draws_and_writes_nothing_not_even_with_another_cache(embed, drawing, monkeypatch):
    def fail(*_):
        raise AssertionError("drawn again")

    before = {path: path.stat().st_mtime_ns for path in embed().iterdir()}
    drawing(fail)
    monkeypatch.setattr("production.stills.poster", fail)
    for words in ([], ["--cache", "another"]):
        assert {path: path.stat().st_mtime_ns for path in embed(*words).iterdir()} == before


@pytest.mark.parametrize("ending", [".html", "-figure.html", ".vtt", ".json", "-light-poster.png", "-light.mp4"])
@pytest.mark.parametrize("damage", ["gone", "cut", "changed"])
def test_what_is_damaged_or_gone_is_mended(embed, here, ending, damage):
    folder = embed()
    before = files(here / "out")
    path = folder / f"{folder.name}{ending}"
    data = path.read_bytes()
    if damage == "gone":
        path.unlink()
    elif damage == "cut" or path.suffix == ".mp4":  # a film's packets are counted, not read
        path.write_bytes(data[:-20])
    else:
        path.write_bytes(data[:-30] + b"x" + data[-29:])
    embed()
    assert files(here / "out") == before


@pytest.mark.parametrize("force", [[], ["--force"]])
def test_a_folder_with_other_things_in_it_is_never_taken_away(here, force):
    folder = here / "out" / NAME
    folder.mkdir(parents=True)
    (folder / "thesis.tex").write_text("mine")
    line = render(*SHORT, "--embed", *force).line
    assert line == f"'out/{NAME}/thesis.tex' is no part of a film's page; move it, or choose another --name or --out"
    assert files(here / "out") == {f"{NAME}/thesis.tex": b"mine"}


def test_a_page_without_a_film_of_ours_is_somebody_elses(here):
    folder = here / "out" / NAME
    folder.mkdir(parents=True)
    (folder / f"{NAME}.html").write_text("mine")
    assert "has files, but no film of ours" in render(*SHORT, "--embed").line
    assert files(here / "out") == {f"{NAME}/{NAME}.html": b"mine"}
    assert render(*SHORT, "--embed", "--force").code == 0


def test_a_file_in_the_folders_place_is_refused_before_anything_is_drawn(here):
    (here / "out").mkdir()
    (here / "out" / NAME).write_text("mine")
    assert "something that is no folder has this name" in render(*SHORT, "--embed").line
    assert files(here / "out") == {NAME: b"mine"}


def test_where_it_fails_the_old_folder_stays_and_no_half_one_is_left(embed, here, monkeypatch):
    folder = embed()
    (folder / f"{folder.name}.html").unlink()
    before = files(here / "out")

    def full(_):
        raise OSError(28, "No space left on device")

    monkeypatch.setattr("production.stills.poster", full)
    result = render(*SHORT, "--embed")
    assert result.code == 1
    assert f"'out/{NAME}' could not be made: No space left on device" in result.stderr
    assert files(here / "out") == before
    assert [path.name for path in (here / "out").iterdir() if path.name.startswith(".")] == []


def test_a_dry_run_names_the_folder(here):
    told = render(*SHORT, "--embed", "--dry-run").stdout.splitlines()
    assert f"out/{NAME}: a page, a figure to paste, 2 films, dark and light, new" in told
    assert not (here / "out").exists()
