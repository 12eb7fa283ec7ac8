"""Helpers of the tests: calls of the command line, and a stand-in for the drawing that takes no time."""

import os
import subprocess
import sys
import textwrap
from dataclasses import dataclass
from pathlib import Path

import av
import numpy as np
from click.testing import CliRunner

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


def python(code, *words, **settings):
    """A process of its own that runs `code` with `words` as its arguments."""
    command = [sys.executable, "-c", textwrap.dedent(code), *(str(word) for word in words)]
    done = subprocess.run(command, capture_output=True, text=True, timeout=60, env=environment(), **settings)
    return Result(done.returncode, done.stdout, done.stderr)


def environment(**more):
    """The environment of a process that finds the project from anywhere."""
    return {**os.environ, "PYTHONPATH": str(PROJECT), **more}


def draw_blank(picture, _width, _height, fps, path, comment, progress):
    """Stand-in for `draw_film`: as many frames as the film has, each 16×16 and black."""
    from scenes.storyboard.storyboard import FrameClock

    frames = FrameClock(picture.storyboard, fps).frames
    with av.open(str(path), "w", options={"movflags": "faststart"}) as container:
        container.metadata["comment"] = comment
        stream = container.add_stream("mpeg4", rate=max(fps, 2))
        stream.width, stream.height, stream.pix_fmt = 16, 16, "yuv420p"
        for done in range(frames):
            frame = av.VideoFrame.from_ndarray(np.zeros((16, 16, 3), np.uint8), "rgb24")
            for packet in stream.encode(frame):
                container.mux(packet)
            progress(done + 1, frames)
        for packet in stream.encode(None):
            container.mux(packet)


def files(folder):
    """Every file below a folder, with its content."""
    return {str(path.relative_to(folder)): path.read_bytes() for path in folder.rglob("*") if path.is_file()}
