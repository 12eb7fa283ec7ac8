"""What manim draws, held against the data that it was told to draw."""

from __future__ import annotations

import os
import subprocess
import sys
import textwrap
from pathlib import Path

import numpy as np
import pytest

from kernels import parse_kernel, parse_signal
from scenes.side_by_side import side_by_side
from scenes.storyboard.font import face, text_outline
from scenes.storyboard.frame import FRAMES, TALL, WIDE
from scenes.storyboard.picture import Picture
from scenes.storyboard.shapes import Formula, Polygon, Segments, Text, Weight
from scenes.storyboard.storyboard import FrameClock
from scenes.storyboard.theme import DARK, LIGHT, THEMES, rgb
from tests.production.command_line import environment
from tests.scenes.films import with_settings

PROJECT = Path(__file__).resolve().parents[2]


def shown(signal="2,1,3", kernel="1,2,4", frame=WIDE, theme=DARK):
    problem = with_settings(parse_signal(signal), parse_kernel(kernel), "same", "zero", 1, 1)
    return Picture(side_by_side(problem), frame, theme)


def painter_for(film: Picture, width: int, height: int):
    from production.painter import Painter

    return Painter(film.frame, film.theme, width, height, 15)


@pytest.mark.parametrize("frame", FRAMES, ids=lambda frame: frame.aspect)
def test_mobjects_stand_where_the_layout_says(frame):
    from scenes.stage.mobjects import PX_PER_UNIT
    from scenes.stage.stage import Stage

    film = shown(frame=frame)
    beat = len(film.storyboard.beats) - 1
    shapes = film.end_of(beat)
    mobjects = Stage(film).pose(beat, film.storyboard.starts[beat + 1] - 1e-6)
    assert len(mobjects) == len(shapes)
    for shape, mobject in zip(shapes, mobjects, strict=True):
        low, high = mobject.points.min(axis=0), mobject.points.max(axis=0)
        left, right = low[0] * PX_PER_UNIT + frame.width / 2, high[0] * PX_PER_UNIT + frame.width / 2
        top, bottom = frame.height / 2 - high[1] * PX_PER_UNIT, frame.height / 2 - low[1] * PX_PER_UNIT
        box = shape.bounds
        if isinstance(shape, Polygon | Segments):
            assert (left, top, right, bottom) == pytest.approx((box.x, box.y, box.right, box.bottom), abs=1e-6)
        else:  # ink stays within the box that the layout reckons with
            slack = 0.08 * shape.size_px if isinstance(shape, Text) else 0.2 * shape.size_px
            assert box.grown(slack).contains(type(box)(left, top, right - left, bottom - top)), shape.key


@pytest.mark.parametrize(
    ("frame", "theme"),
    [pytest.param(WIDE, DARK, id="16:9 dark"), pytest.param(TALL, LIGHT, id="9:16 light", marks=pytest.mark.slow)],
)
def test_mending_the_last_frame_gives_the_pixels_of_painting_everything(frame, theme):
    from manim import Camera

    from scenes.stage.mobjects import PX_PER_UNIT
    from scenes.stage.stage import Stage

    film = shown("2,1", "1,-2,4", frame, theme)
    clock, stage = FrameClock(film.storyboard, 15), Stage(film)
    height = 200
    width = round(height * frame.width / frame.height / 2) * 2
    painter = painter_for(film, width, height)
    camera = Camera(
        pixel_width=width,
        pixel_height=height,
        frame_width=frame.width / PX_PER_UNIT,
        frame_height=frame.height / PX_PER_UNIT,
        background_color=theme.background,
    )
    for number in range(clock.frames):
        mobjects = stage.pose(*clock.moment(number))
        painter.paint(mobjects)
        camera.reset()
        camera.capture_mobjects(mobjects)
        differ = np.abs(painter.pixels.astype(int) - camera.pixel_array.astype(int)).max(axis=2) > 16
        assert differ.mean() <= 0.001, f"frame {number}"


def test_shapes_that_only_change_their_order_are_painted_again():
    from scenes.stage.mobjects import Posed, as_rgb
    from scenes.storyboard.shapes import Rect, Role, box

    film = shown("2", "1,2,4")
    painter = painter_for(film, 1280, 720)
    one, other = Posed(WIDE, as_rgb), Posed(WIDE, as_rgb)
    one.pose(box("a", Role.BAR, Rect(100, 100, 50, 50), fill="#FF0000"))
    other.pose(box("b", Role.BAR, Rect(120, 120, 50, 50), fill="#0000FF"))
    painter.paint([one, other])
    assert tuple(painter.pixels[130, 130, :3]) == (0, 0, 255)
    assert painter.paint([other, one])
    assert tuple(painter.pixels[130, 130, :3]) == (255, 0, 0)
    assert painter.paint([other, one]) == []


def test_what_leaves_takes_all_of_its_strokes_along():
    from scenes.stage.mobjects import Posed, as_rgb
    from scenes.storyboard.shapes import Rect, Role, box

    film = shown("2", "1,2,4")
    painter = painter_for(film, 1280, 720)
    painter.paint([])
    empty = painter.pixels.copy()
    mobject = Posed(WIDE, as_rgb)
    for place in (100.0, 100.3, 100.5, 100.9):
        mobject.pose(box("a", Role.FOCUS, Rect(place, place, 33.3, 20.7), stroke="#FFFFFF", stroke_px=4))
        painter.paint([mobject])
        painter.paint([])
        assert (painter.pixels == empty).all()


def test_frames_of_rest_are_known_to_be_unchanged():
    from scenes.stage.stage import Stage

    film = shown("2", "1,2,4")
    clock, stage, painter = FrameClock(film.storyboard, 15), Stage(film), painter_for(film, 320, 180)
    changed = [bool(painter.paint(stage.pose(*clock.moment(number)))) for number in range(clock.frames)]
    assert changed[0]
    assert not any(changed[-29:])  # the end holds for two seconds
    assert 0.2 < np.mean(changed) < 0.9


@pytest.mark.parametrize("theme", THEMES, ids=lambda theme: theme.name)
def test_probe_pixels_have_the_themes_colours(theme):
    from scenes.stage.stage import Stage

    film = shown("2,1,3", "1,2,4", theme=theme)
    beat = len(film.storyboard.beats) - 1
    painter = painter_for(film, 1280, 720)
    painter.paint(Stage(film).pose(beat, film.storyboard.starts[beat + 1] - 1e-6))

    def at(x: float, y: float) -> tuple[int, ...]:
        return tuple(int(channel) for channel in painter.pixels[int(y), int(x), :3])

    shapes = {shape.key: shape for shape in film.end_of(beat)}
    assert at(3, 3) == rgb(theme.background)
    data = shapes["left.data.2.bar"].bounds
    assert at(*data.middle) == rgb(theme.data)
    pin = shapes["right.tap.1.bar"].bounds  # the tap at offset 0 has no hatching
    assert at(pin.x + 4, pin.y + 3) == rgb(theme.hues[0])


def test_every_character_that_numbers_may_need_exists_in_the_font():
    """What any film shows is measured by the layout law's tests, which a missing character ends; this is the rest."""
    assert [c for c in "0123456789−+·≈=×/…⁻⁰¹²³⁴⁵⁶⁷⁸⁹()" if ord(c) not in face(Weight.REGULAR).characters] == []


@pytest.mark.skipif(not os.path.isdir("/proc/self/fd"), reason="needs to see which files are open")
def test_no_font_stays_open_because_forked_workers_would_share_its_place():
    for weight in Weight:
        assert face(weight).characters
    held = [
        os.readlink(f"/proc/self/fd/{fd}")
        for fd in os.listdir("/proc/self/fd")
        if os.path.exists(f"/proc/self/fd/{fd}")
    ]
    assert [path for path in held if path.endswith(".ttf")] == []


def test_figures_all_have_one_width_so_that_numbers_do_not_jitter():
    for weight in Weight:
        assert len({face(weight).advance(figure) for figure in "0123456789"}) == 1


def test_outlines_are_closed_curves():
    points = text_outline("f(3) = 2·4 ≈ Ö", Weight.SEMIBOLD).reshape(-1, 4, 2)
    starts = [0, *(i for i in range(1, len(points)) if not np.allclose(points[i, 0], points[i - 1, 3]))]
    for first, last in zip(starts, [*starts[1:], len(points)], strict=True):
        assert np.allclose(points[first, 0], points[last - 1, 3])


def test_formulas_are_drawn_in_the_size_that_the_layout_reckons_with():
    from scenes.stage.mobjects import formula_outline
    from scenes.storyboard.formula import formula_size

    for source in {s.typst for s in shown().end_of(0) if isinstance(s, Formula)}:
        points, (width, height) = formula_outline(source), formula_size(source)
        assert np.ptp(points[:, 0]) == pytest.approx(width, rel=1e-6)
        assert np.ptp(points[:, 1]) <= height * 1.05


def test_manim_leaves_the_root_logger_and_the_working_folder_alone(tmp_path):
    (tmp_path / "manim.cfg").write_text("[CLI]\nbackground_color = RED\nrenderer = opengl\n")
    code = """
        import logging
        from production.engine import engine
        before = list(logging.getLogger().handlers)
        with engine():
            from manim import config
            print(logging.getLogger().handlers == before, config.renderer.value, config.background_color.to_hex())
    """
    command = [sys.executable, "-c", textwrap.dedent(code)]
    done = subprocess.run(
        command,
        cwd=tmp_path,
        env={**os.environ, "PYTHONPATH": str(PROJECT)},
        capture_output=True,
        text=True,
        check=True,
    )
    assert done.stdout.split() == ["True", "cairo", "#000000"]
    assert [path.name for path in tmp_path.iterdir()] == ["manim.cfg"]


@pytest.mark.slow
def test_manim_is_loaded_where_no_path_to_programs_is_set():
    code = "import os; del os.environ['PATH']; from production.engine import load_manim; load_manim(); print('loaded')"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, env=environment(), check=False)
    assert (done.stdout, done.stderr) == ("loaded\n", "")
