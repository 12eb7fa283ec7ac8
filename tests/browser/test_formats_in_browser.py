"""The other formats in a browser: it plays them in their time, and sees through what is transparent."""

from __future__ import annotations

from pathlib import Path

import pytest
from click.testing import CliRunner

from kernels import parse_kernel, parse_signal
from render import main
from scenes.side_by_side import side_by_side
from scenes.storyboard.frame import WIDE
from scenes.storyboard.picture import Picture
from scenes.storyboard.theme import DARK, rgb
from tests.scenes.films import with_settings

pytestmark = pytest.mark.browser

FPS, WIDTH = 2, 640
TYPES = {".gif": "image/gif", ".webp": "image/webp", ".apng": "image/png"}

# The browser's own decoder of animated pictures: how many there are, their time, and pixels of the last.
PICTURES = """
async ([name, type, places]) => {
  const data = await (await fetch(name)).arrayBuffer();
  const decoder = new ImageDecoder({data, type});
  await Promise.all([decoder.tracks.ready, decoder.completed]);
  const track = decoder.tracks.selectedTrack;
  let last, seconds = 0;
  for (let i = 0; i < track.frameCount; i++) {
    last = (await decoder.decode({frameIndex: i})).image;
    seconds += last.duration / 1e6;
  }
  const canvas = new OffscreenCanvas(last.displayWidth, last.displayHeight), context = canvas.getContext("2d");
  context.drawImage(last, 0, 0);
  const pixels = places.map(([x, y]) => [...context.getImageData(x, y, 1, 1).data]);
  return {pixels, seconds, repeats: track.repetitionCount, size: [canvas.width, canvas.height]};
}
"""

VIDEO = """
async ([name, places]) => {
  const film = document.createElement("video");
  film.muted = true;
  film.src = URL.createObjectURL(await (await fetch(name)).blob());
  await new Promise((done, failed) => [film.onloadeddata, film.onerror] = [done, failed]);
  film.currentTime = film.duration - 0.2;
  await new Promise(done => film.onseeked = done);
  const canvas = new OffscreenCanvas(film.videoWidth, film.videoHeight), context = canvas.getContext("2d");
  let pixels;
  for (let tries = 0; tries < 100; tries++) {  // a frame may be ready some time after `seeked`
    context.clearRect(0, 0, canvas.width, canvas.height);
    context.drawImage(film, 0, 0);
    pixels = places.map(([x, y]) => [...context.getImageData(x, y, 1, 1).data]);
    if (pixels.some(pixel => pixel[3] > 0)) break;
    await new Promise(done => setTimeout(done, 50));
  }
  return {pixels, seconds: film.duration, size: [film.videoWidth, film.videoHeight]};
}
"""


def shown() -> Picture:
    problem = with_settings(parse_signal("2,1"), parse_kernel("1,2,4"), "same", "zero", 1, 1)
    return Picture(side_by_side(problem), WIDE, DARK)


def places() -> list[list[int]]:
    """The corner, and the middle of a bar."""
    film = shown()
    bar = next(s for s in film.end_of(len(film.storyboard.beats) - 1) if s.key == "left.data.0.bar")
    return [[3, 3], [int(place * WIDTH / WIDE.width) for place in bar.bounds.middle]]


def rendered(folder: Path, *words: str) -> dict[str, str]:
    """The names of the films made, by suffix, and a page beside them."""
    given = ["--kernel", "1,2,4", "--signal", "2,1", "--fps", str(FPS), "--width", str(WIDTH), "-o", str(folder)]
    made = CliRunner().invoke(main, [*given, *words])
    assert made.exit_code == 0, made.stderr
    (folder / "page.html").write_text("<!doctype html><title>films</title>")
    return {Path(line).suffix: Path(line).name for line in made.stdout.splitlines()}


@pytest.mark.parametrize(("plays", "repeats"), [("0", None), ("1", 0), ("3", 2)])
def test_a_browser_plays_pictures_in_their_time_as_often_as_asked(page, served, tmp_path, plays, repeats) -> None:
    names = rendered(tmp_path, "--format", "gif,webp,apng", "--loop", plays)
    page.goto(f"{served(tmp_path)}/page.html")
    for suffix, kind in TYPES.items():
        found = page.evaluate(PICTURES, [names[suffix], kind, places()])
        assert found["size"] == [WIDTH, 360]
        assert found["seconds"] == pytest.approx(round(shown().storyboard.seconds * FPS) / FPS, abs=0.001), suffix
        assert found["pixels"] == [[*rgb(DARK.background), 255], [*rgb(DARK.data), 255]], suffix
        assert found["repeats"] == (float("inf") if repeats is None else repeats), suffix


def test_a_browser_sees_through_what_is_transparent_and_not_through_bars(page, served, tmp_path) -> None:
    names = rendered(tmp_path, "--format", "webm,webp,apng", "--transparent")
    page.goto(f"{served(tmp_path)}/page.html")
    for suffix in (".webp", ".apng"):
        found = page.evaluate(PICTURES, [names[suffix], TYPES[suffix], places()])
        assert found["pixels"] == [[0, 0, 0, 0], [*rgb(DARK.data), 255]], suffix
    found = page.evaluate(VIDEO, [names[".webm"], places()])
    corner, bar = found["pixels"]
    assert found["size"] == [WIDTH, 360]
    assert found["seconds"] == pytest.approx(shown().storyboard.seconds, abs=0.5 / FPS + 0.01)
    assert corner[3] == 0
    assert bar[3] == 255
    assert bar[:3] == pytest.approx(rgb(DARK.data), abs=3)
