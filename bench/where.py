"""Where the time of a frame goes: posing, painting, taking apart into planes, encoding."""

from __future__ import annotations

import time

from kernels import DEFAULT_SIGNAL, Problem, kernel_named
from production.encode import patches
from production.encoder_profiles import ENCODER_PROFILES
from production.engine import engine
from scenes.side_by_side import side_by_side
from scenes.storyboard.frame import WIDE
from scenes.storyboard.picture import Picture
from scenes.storyboard.storyboard import FrameClock
from scenes.storyboard.theme import DARK

from .ready import encoded
from .table import Section


def measure(height: int, fps: int) -> Section:
    """The default film, step by step in one thread."""
    width = 2 * round(height * 16 / 9 / 2)
    picture = Picture(side_by_side(Problem(DEFAULT_SIGNAL[1], kernel_named("asym3"))), WIDE, DARK)
    clock = FrameClock(picture.storyboard, fps)
    steps = dict.fromkeys(("posing (tracks to shapes to mobjects)", "painting", "planes", "encoding"), 0.0)
    pose, paint, planes, encode = steps
    frames, changed = [], 0
    with engine():
        from production.colour import bt709
        from production.painter import Painter
        from scenes.stage.stage import Stage

        stage = Stage(picture, bt709)
        painter = Painter(picture.frame, picture.theme, width, height, fps, bt709)
        for number in range(clock.frames):
            a = time.process_time()
            mobjects = stage.pose(*clock.moment(number))
            b = time.process_time()
            boxes = painter.paint(mobjects)
            c = time.process_time()
            frames.append(patches(painter.pixels, boxes))
            d = time.process_time()
            changed += bool(boxes)
            steps[pose], steps[paint], steps[planes] = steps[pose] + b - a, steps[paint] + c - b, steps[planes] + d - c
    started = time.process_time()
    encoded(frames, width, height, fps, next(p for p in ENCODER_PROFILES if p.name == "balanced").options)
    steps[encode] = time.process_time() - started
    total = sum(steps.values())
    rows = [[name, f"{1e3 * t / clock.frames:.2f}", f"{100 * t / total:.0f} %"] for name, t in steps.items()]
    return Section(
        f"Where the time goes, {width} × {height}, {fps} fps",
        f"The default film, {clock.frames} frames, {changed} of which differ from the one before. CPU, step by step.",
        ["", "CPU ms a frame", "share"],
        rows,
        "Encoding runs beside the rest. Most of it is x264's look at blocks that did not change: a frame equal to the\n"
        "last one costs nearly as much as any other. Less would need an encoder that is told where nothing moved\n"
        "(x264 can be, by `AV_FRAME_DATA_VIDEO_HINT`, which PyAV does not pass on yet): that would be the next step.",
    )
