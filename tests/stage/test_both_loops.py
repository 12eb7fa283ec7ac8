"""The two ways to play a film, held against each other: manim's own loop, and production's."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest

from kernels import Problem, parse_kernel, parse_signal
from scenes import FILMS
from scenes.storyboard.frame import WIDE
from scenes.storyboard.picture import Picture
from scenes.storyboard.storyboard import FrameClock
from scenes.storyboard.theme import THEMES, rgb
from tests.scenes.films import with_settings

WIDTH, HEIGHT, FPS = 426, 240, 10
EVERY = 5  # frames from one that is compared to the next
MOST_DIFFERENT = 0.001  # of the pixels, by more than 16 of 255: antialiasing where a mended rectangle ends
LONG = 100  # seconds; longer films are played at four times their pace

DATA = {1: ("2,1", "1,-2,4"), 2: ("2 1; 0 3", "1 -2; 0 4")}  # by dimension


def short_film(film, ndim, theme):
    signal, kernel = DATA[ndim]
    signal = film.default_signal(ndim) if film.signals else parse_signal(signal)
    problem = with_settings(signal, parse_kernel(film.kernel or kernel), "same", "zero", 1, 1)
    return brisk(film.story(problem), theme)


def short_picture_film(theme):
    film = next(film for film in FILMS if film.shows_picture)
    return brisk(film.story(Problem(film.default_signal(2), parse_kernel("emboss"))), theme)


def brisk(story, theme):
    shown = Picture(story, WIDE, theme)
    return shown if shown.storyboard.seconds < LONG else Picture(replace(story, speed=4.0), WIDE, theme)


def frames_of_manims_loop(film: Picture, folder) -> dict[int, np.ndarray]:
    """What manim's own loop and renderer would encode, every `EVERY`-th frame, and the number of all of them."""
    from manim import CairoRenderer, tempconfig

    from scenes.stage.director import Director

    seen: dict[int, np.ndarray] = {}
    count = [0]

    class Collecting(CairoRenderer):
        def add_frame(self, frame, num_frames=1):
            for _ in range(num_frames):
                if count[0] % EVERY == 0:
                    seen[count[0]] = frame.copy()
                count[0] += 1

        def scene_finished(self, scene):
            """Nothing was written, so there is nothing to put together."""

    class Short(Director):
        def picture(self) -> Picture:
            return film

    settings = {
        "media_dir": str(folder), "pixel_width": WIDTH, "pixel_height": HEIGHT, "frame_rate": FPS,
        "disable_caching": True, "progress_bar": "none", "write_to_movie": False, "verbosity": "ERROR",
    }  # fmt: skip
    with tempconfig(settings):
        Short(renderer=Collecting()).render()
    assert count[0] == FrameClock(film.storyboard, FPS).frames
    return seen


@pytest.mark.slow
@pytest.mark.parametrize("theme", THEMES, ids=lambda theme: theme.name)
@pytest.mark.parametrize(
    ("film", "ndim"),
    [pytest.param(f, n, id=f"{f.name} {n}-D") for f in FILMS for n in f.drawn if not f.shows_picture],
)
def test_manims_own_loop_and_productions_show_the_same_frames(film, ndim, theme, tmp_path):
    hold_against_each_other(short_film(film, ndim, theme), tmp_path)


@pytest.mark.slow
@pytest.mark.parametrize("theme", THEMES, ids=lambda theme: theme.name)
def test_both_loops_show_the_same_frames_of_a_picture(theme, tmp_path):
    hold_against_each_other(short_picture_film(theme), tmp_path)


def hold_against_each_other(shown: Picture, tmp_path) -> None:
    """Assert that both loops show the same frames."""
    from production.painter import Painter
    from scenes.stage.stage import Stage

    theirs = frames_of_manims_loop(shown, tmp_path)
    clock, stage = FrameClock(shown.storyboard, FPS), Stage(shown)
    painter = Painter(shown.frame, shown.theme, WIDTH, HEIGHT, FPS)
    for number in range(clock.frames):
        painter.paint(stage.pose(*clock.moment(number)))
        if number % EVERY == 0:
            differ = np.abs(painter.pixels.astype(int) - theirs[number].astype(int)).max(axis=2) > 16
            assert differ.mean() <= MOST_DIFFERENT, f"frame {number}"
    assert len(theirs) > 10


@pytest.mark.slow
@pytest.mark.parametrize("theme", THEMES, ids=lambda theme: theme.name)
def test_a_transparent_film_laid_on_its_background_is_what_manims_own_loop_shows(theme, tmp_path):
    from production.painter import Painter
    from scenes.stage.stage import Stage

    shown = short_film(FILMS[0], 1, theme)
    theirs = frames_of_manims_loop(shown, tmp_path)
    clock, stage = FrameClock(shown.storyboard, FPS), Stage(shown)
    painter = Painter(shown.frame, shown.theme, WIDTH, HEIGHT, FPS, transparent=True)
    for number in range(clock.frames):
        painter.paint(stage.pose(*clock.moment(number)))
        if number % EVERY == 0:
            ours = painter.pixels.astype(float)  # colours are multiplied by opacity already
            laid = ours[..., :3] + (1 - ours[..., 3:] / 255) * rgb(theme.background)
            differ = np.abs(laid - theirs[number][..., :3]).max(axis=2) > 16
            assert differ.mean() <= MOST_DIFFERENT, f"frame {number}"
            assert ours[1, 1, 3] == 0
