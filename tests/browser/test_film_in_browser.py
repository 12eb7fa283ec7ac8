"""A rendered film in a browser: it plays, and its colours are the theme's."""

from __future__ import annotations

from pathlib import Path

import pytest
from click.testing import CliRunner

from kernels import parse_kernel, parse_signal
from render import main
from scenes.side_by_side import side_by_side
from scenes.storyboard.frame import WIDE
from scenes.storyboard.picture import Picture
from scenes.storyboard.theme import DARK, LIGHT, rgb
from tests.scenes.films import with_settings

pytestmark = pytest.mark.browser

LAST_FRAME = """
async name => {
  const film = document.createElement("video");
  film.muted = true;
  film.src = URL.createObjectURL(await (await fetch(name)).blob());  // whole, so that seeking needs no server's help
  await new Promise((done, failed) => [film.onloadeddata, film.onerror] = [done, failed]);
  document.body.append(film);
  film.currentTime = film.duration - 0.2;
  await new Promise(done => film.onseeked = done);
  const canvas = document.createElement("canvas");
  [canvas.width, canvas.height] = [film.videoWidth, film.videoHeight];
  const context = canvas.getContext("2d");
  const at = (x, y) => [...context.getImageData(x, y, 1, 1).data].slice(0, 3);
  for (let tries = 0; tries < 100; tries++) {  // a frame may be ready some time after `seeked`; until then all is black
    context.drawImage(film, 0, 0);
    if (at(3, 3).some(channel => channel > 0)) break;
    await new Promise(done => setTimeout(done, 50));
  }
  return {size: [film.videoWidth, film.videoHeight], seconds: film.duration, corner: at(3, 3), data: at(%d, %d)};
}
"""


@pytest.mark.parametrize("theme", [DARK, LIGHT], ids=lambda theme: theme.name)
def test_a_browser_shows_the_themes_colours_in_high_definition(page, served, tmp_path: Path, theme) -> None:
    words = ["--kernel", "1,2,4", "--signal", "2,1", "--fps", "5", "--theme", theme.name, "-o", str(tmp_path)]
    made = CliRunner().invoke(main, words)  # 1080p, where players assume BT.709 and a wrong matrix would show
    assert made.exit_code == 0, made.stderr
    film = Path(made.stdout.split()[0])
    problem = with_settings(parse_signal("2,1"), parse_kernel("1,2,4"), "same", "zero", 1, 1)
    shown = Picture(side_by_side(problem), WIDE, theme)
    bar = next(s for s in shown.end_of(len(shown.storyboard.beats) - 1) if s.key == "left.data.0.bar")
    x, y = (int(place * 1.5) for place in bar.bounds.middle)

    (tmp_path / "page.html").write_text("<!doctype html><title>film</title>")
    page.goto(f"{served(tmp_path)}/page.html")
    found = page.evaluate(LAST_FRAME % (x, y), film.name)
    assert found["size"] == [1920, 1080]
    assert found["seconds"] == pytest.approx(shown.storyboard.seconds, abs=0.11)
    assert found["corner"] == pytest.approx(rgb(theme.background), abs=2)
    assert found["data"] == pytest.approx(rgb(theme.data), abs=2)
