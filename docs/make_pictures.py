"""Remakes the pictures that the README shows: `./run python docs/make_pictures.py`."""

from __future__ import annotations

from pathlib import Path

from PIL import Image

from kernels import Problem, parse_kernel
from production.engine import engine
from production.options import DEFAULT_KERNEL
from production.stills import ends
from scenes import FILMS, Film
from scenes.storyboard.frame import WIDE
from scenes.storyboard.picture import Picture
from scenes.storyboard.storyboard import FrameClock
from scenes.storyboard.theme import DARK, LIGHT, Theme

FOLDER = Path(__file__).parents[1] / "media" / "readme"
FPS = 10
BEATS = 6  # of the film in the animated picture: up to the second sum


def main() -> None:
    """Write the animated picture and the stills of `side-by-side`, and a still of every film for the gallery."""
    FOLDER.mkdir(parents=True, exist_ok=True)
    with engine():
        frames = _frames(_picture(FILMS[0], DARK), 640, 360)
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
            _poster(_picture(FILMS[0], theme), 1280, 720).save(FOLDER / f"side-by-side-{theme.name}.png", optimize=True)
        for film in FILMS:
            if 1 in film.drawn:
                still = _poster(_picture(film, DARK), 640, 360)
                still.save(FOLDER / f"still-{film.name}.webp", lossless=True, method=6)


def _picture(film: Film, theme: Theme) -> Picture:
    problem = Problem(film.default_signal(1), parse_kernel(film.kernel or DEFAULT_KERNEL), stride=film.stride)
    return Picture(film.story(problem), WIDE, theme)


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
    (pixels,) = ends(picture, [picture.storyboard.poster_beat], (width, height))
    return Image.fromarray(pixels)


if __name__ == "__main__":
    main()
