"""Remakes the pictures that the README shows: `./run python docs/make_pictures.py`."""

from __future__ import annotations

from pathlib import Path

from PIL import Image

from production.engine import engine
from production.options import Options
from production.request import parse_requests
from production.stills import ends
from scenes import FILMS
from scenes.storyboard.frame import WIDE
from scenes.storyboard.picture import Picture
from scenes.storyboard.storyboard import FrameClock
from scenes.storyboard.theme import DARK, THEMES

FOLDER = Path(__file__).parents[1] / "media" / "readme"
FPS = 10
# every film with its own kernel, and with grids those whose 2-D looks are a picture of their own
GALLERY = (*((film.name, None) for film in FILMS), ("side-by-side", "corner3x3"), ("flip", "corner3x3"))
BEATS = 6  # of the film in the animated picture: up to the second sum


def main() -> None:
    """Write the animated picture and the stills of `side-by-side`, the confusion itself, and a still of every film."""
    FOLDER.mkdir(parents=True, exist_ok=True)
    with engine():
        frames = _frames(_picture("side-by-side"), 640, 360)
        frames[0].save(
            FOLDER / "side-by-side.webp",
            save_all=True,
            append_images=frames[1:],
            duration=1000 // FPS,
            loop=0,
            lossless=True,
            method=4,
        )
        for theme in THEMES:
            still = _poster(_picture("side-by-side", theme=theme.name), 1280, 720)
            still.save(FOLDER / f"side-by-side-{theme.name}.png", optimize=True)
        both = _picture("mismatch", "corner3x3")  # its last frame has the unflipped run and the right one
        _still(both, -1, 1280, 720).save(FOLDER / "mismatch-corner3x3.png", optimize=True)
        for name, kernel in GALLERY:
            still = _poster(_picture(name, kernel), 640, 360)
            still.save(FOLDER / f"still-{name}{'-2d' if kernel else ''}.webp", lossless=True, method=6)


def _picture(film: str, kernel: str | None = None, theme: str = DARK.name) -> Picture:
    """What `render` would show, by its own words."""
    options = Options(scenes=(film,), kernels=(kernel,) if kernel else (), theme=theme)
    return parse_requests(options)[0].picture


def _frames(picture: Picture, width: int, height: int) -> list[Image.Image]:
    from production.painter import Painter
    from scenes.stage.stage import Stage

    clock, stage = FrameClock(picture.storyboard, FPS), Stage(picture)
    painter = Painter(WIDE, picture.theme, width, height, FPS)
    frames = []
    for number in range(clock.boundaries[BEATS]):
        painter.paint(stage.pose(*clock.moment(number)))
        frames.append(Image.fromarray(painter.pixels[..., :3].copy()))
    return frames


def _poster(picture: Picture, width: int, height: int) -> Image.Image:
    return _still(picture, picture.storyboard.poster_beat, width, height)


def _still(picture: Picture, beat: int, width: int, height: int) -> Image.Image:
    (pixels,) = ends(picture, [beat % len(picture.storyboard.beats)], (width, height))
    return Image.fromarray(pixels)


if __name__ == "__main__":
    main()
