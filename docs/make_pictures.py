"""Remakes the pictures that the README shows: `./run python docs/make_pictures.py`."""

from __future__ import annotations

from pathlib import Path

from PIL import Image

from kernels import DEFAULT_SIGNAL, Problem, kernel_named
from production.engine import engine
from scenes.side_by_side import side_by_side
from scenes.storyboard.frame import WIDE
from scenes.storyboard.picture import Picture
from scenes.storyboard.storyboard import FrameClock
from scenes.storyboard.theme import DARK, LIGHT, Theme

FOLDER = Path(__file__).parents[1] / "media" / "readme"
FPS = 10
BEATS = 6  # of the film in the animated picture: up to the second sum


def main() -> None:
    """Write the animated picture and the stills of `side-by-side`."""
    FOLDER.mkdir(parents=True, exist_ok=True)
    with engine():
        frames = _frames(DARK, 640, 360)
        frames[0].save(
            FOLDER / "side-by-side.webp",
            save_all=True,
            append_images=frames[1:],
            duration=1000 // FPS,
            loop=0,
            lossless=True,
            method=4,
        )
        for theme in (DARK, LIGHT):
            _last(theme, 1280, 720).save(FOLDER / f"side-by-side-{theme.name}.png", optimize=True)


def _picture(theme: Theme) -> Picture:
    return Picture(side_by_side(Problem(DEFAULT_SIGNAL[1], kernel_named("asym3"))), WIDE, theme)


def _frames(theme: Theme, width: int, height: int) -> list[Image.Image]:
    from production.painter import Painter
    from scenes.stage.stage import Stage

    picture = _picture(theme)
    clock, stage = FrameClock(picture.storyboard, FPS), Stage(picture)
    painter = Painter(WIDE, theme, width, height, FPS)
    frames = []
    for number in range(clock.boundaries[BEATS]):
        painter.paint(stage.pose(*clock.moment(number)))
        frames.append(Image.fromarray(painter.pixels[..., :3].copy()))
    return frames


def _last(theme: Theme, width: int, height: int) -> Image.Image:
    from production.painter import Painter
    from scenes.stage.stage import Stage

    picture = _picture(theme)
    beat, painter = len(picture.storyboard.beats) - 1, Painter(WIDE, theme, width, height, FPS)
    painter.paint(Stage(picture).pose(beat, picture.storyboard.seconds - 1e-6))
    return Image.fromarray(painter.pixels[..., :3].copy())


if __name__ == "__main__":
    main()
