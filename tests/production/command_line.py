"""Helpers of the tests: calls of the command line, and a stand-in for the drawing that takes no time."""

import io
import os
import subprocess
import sys
import textwrap
from dataclasses import dataclass
from fractions import Fraction
from pathlib import Path
from types import ModuleType

import av
import numpy as np
from click.testing import CliRunner

from production.apng import apng
from production.changes import changes
from production.formats import APNG, GIF, PNG, WEBP
from production.frames import archive
from production.gif import gif
from production.options import Options
from production.palette import shared_palette
from production.webp import webp
from render import main

PROJECT = Path(__file__).resolve().parents[2]


@dataclass(frozen=True)
class Result:
    """What a call of the command line left behind."""

    code: int
    stdout: str
    stderr: str

    @property
    def line(self):
        """The one line on stderr of a refused call, which must have nothing on stdout."""
        assert self.stdout == ""
        assert self.stderr.endswith("\n")
        line = self.stderr[:-1]
        assert line.isprintable(), line
        assert line.startswith("render: ")
        assert len(line) < 320
        return line.removeprefix("render: ")


def render(*words):
    """`render` with these words, in this process."""
    result = CliRunner().invoke(main, [str(word) for word in words])
    return Result(result.exit_code, result.stdout, result.stderr)


def options(kernel=None, **choices):
    """The options of a command with one kernel, or with the film's own."""
    return Options(kernels=() if kernel is None else (kernel,), **choices)


def python(code, *words, env=None, **settings):
    """A process of its own that runs `code` with `words` as its arguments; `env`: more for its environment."""
    command = [sys.executable, "-c", textwrap.dedent(code), *(str(word) for word in words)]
    done = subprocess.run(
        command, capture_output=True, text=True, timeout=60, env=environment(**(env or {})), **settings
    )
    return Result(done.returncode, done.stdout, done.stderr)


def shown_on(master):
    """All that is written to a pseudo-terminal, until its other end is closed."""
    seen = b""
    while True:
        try:
            part = os.read(master, 4096)
        except OSError:
            return seen
        if not part:
            return seen
        seen += part


def environment(**more):
    """The environment of a process that finds the project from anywhere."""
    return {**os.environ, "PYTHONPATH": str(PROJECT), **more}


def blank_drawing(draw_segment=None):
    """A module to stand in for `production.draw`: it draws blank frames in no time, segments of MP4 as told."""
    module = ModuleType("production.draw")
    module.draw_segment = draw_segment or draw_blank
    module.draw_webm, module.draw_pictures = draw_blank_webm, draw_blank_pictures
    return module


def draw_blank(_picture, _size, fps, _profile, segment, _beside=True):
    """Stand-in for `draw_segment`: as many frames as the segment has, each 16×16 and black."""
    return _blank("mp4", "mpeg4", fps, segment)


def draw_blank_webm(_picture, _size, fps, _profile, segment, _beside=True, _transparent=False):
    """The same for `draw_webm`."""
    return _blank("webm", "libvpx-vp9", fps, segment)


def draw_blank_pictures(_picture, _size, fps, segment, kind, transparent=False, plays=0):
    """The same for `draw_pictures`, with a white square that moves on every second frame."""
    frames = []
    for number in segment.frames:
        pixels = np.zeros((16, 16, 4), np.uint8)
        pixels[..., 3] = 255
        pixels[number // 2 % 16, 3, :3] = 255
        frames.append((pixels, [(0, 0, 16, 16)]))
    shown = changes(frames, transparent)
    if kind == PNG:
        return archive(shown, (16, 16), transparent)
    if kind == GIF:
        return gif(shown, (16, 16), fps, plays, shared_palette([frames[0][0]]))
    return {WEBP: webp, APNG: apng}[kind](shown, (16, 16), fps, plays)


def _blank(container_format, codec, fps, segment):
    made = io.BytesIO()
    with av.open(made, "w", format=container_format) as container:
        stream = container.add_stream(codec, rate=max(fps, 2))
        stream.width, stream.height, stream.pix_fmt = 16, 16, "yuv420p"
        stream.time_base = Fraction(1, fps)
        for number in range(len(segment.frames)):
            frame = av.VideoFrame.from_ndarray(np.zeros((16, 16, 3), np.uint8), "rgb24")
            frame.pts, frame.time_base = number, Fraction(1, fps)
            container.mux(stream.encode(frame))
        container.mux(stream.encode(None))
    return made.getvalue()


def files(folder):
    """Every file below a folder, with its content."""
    return {str(path.relative_to(folder)): path.read_bytes() for path in folder.rglob("*") if path.is_file()}
