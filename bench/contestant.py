"""One contestant, in a process of its own: `python -m bench.contestant NAME SIGNAL WIDTH HEIGHT FPS` says what it made.

stock: manim's own loop, renderer and encoder play our director. usual: the story as it is usually written with manim.
matplotlib: artists and blitting. limit: encoding alone, of frames that are ready in YUV; only the encoding is timed.
"""

from __future__ import annotations

import json
import sys
import tempfile
import time
from pathlib import Path

from kernels import Problem, kernel_named, parse_signal
from production.encoder_profiles import ENCODER_PROFILES
from production.engine import engine
from scenes.side_by_side import side_by_side
from scenes.storyboard.frame import WIDE
from scenes.storyboard.picture import Picture
from scenes.storyboard.storyboard import FrameClock
from scenes.storyboard.theme import DARK

STOCK = {"preset": "medium", "crf": "23"}  # what manim's file writer asks libx264 for


def main() -> None:
    """Make the film, and print its frames and bytes as JSON."""
    name, signal, width, height, fps = sys.argv[1:6]
    problem = Problem(parse_signal(signal), kernel_named("asym3"))
    made = CONTESTANTS[name](problem, int(width), int(height), int(fps))
    print(json.dumps(made))


def stock(problem: Problem, width: int, height: int, fps: int) -> dict[str, float]:
    """Our director under manim's own loop."""
    film = Picture(side_by_side(problem), WIDE, DARK)
    with tempfile.TemporaryDirectory() as folder, engine():
        from manim import tempconfig

        from scenes.stage.director import Director

        class Played(Director):
            def picture(self) -> Picture:
                return film

        settings = {
            "media_dir": folder,
            "pixel_width": width,
            "pixel_height": height,
            "frame_rate": fps,
            "disable_caching": True,
            "progress_bar": "none",
            "verbosity": "ERROR",
            "write_to_movie": True,
        }
        with tempconfig(settings):
            scene = Played()
            scene.render()
            path = Path(scene.renderer.file_writer.movie_file_path)
        return {"frames": FrameClock(film.storyboard, fps).frames, "bytes": path.stat().st_size}


def usual(problem: Problem, width: int, height: int, fps: int) -> dict[str, float]:
    """The same story in the usual manim style."""
    with tempfile.TemporaryDirectory() as folder, engine():
        from .usual_manim import render_usual

        made = render_usual(problem, Path(folder), width, height, fps)
        return {"frames": made.frames, "bytes": made.path.stat().st_size}


def with_matplotlib(problem: Problem, width: int, height: int, fps: int) -> dict[str, float]:
    """The same shapes as matplotlib artists."""
    with tempfile.TemporaryDirectory() as folder:
        from .matplotlib_film import render_matplotlib

        made = render_matplotlib(problem, Path(folder), width, height, fps)
        return {"frames": made.frames, "bytes": made.path.stat().st_size}


def limit(problem: Problem, width: int, height: int, fps: int) -> dict[str, float]:
    """Encoding alone, with the default profile: no film can be made faster by one encoder."""
    from .ready import encoded, ready_frames

    frames = ready_frames(Picture(side_by_side(problem), WIDE, DARK), width, height, fps)
    profile = next(p for p in ENCODER_PROFILES if p.name == "balanced")
    started, cpu = time.perf_counter(), time.process_time()
    data = encoded(frames, width, height, fps, profile.options)
    told = {"seconds": time.perf_counter() - started, "cpu": time.process_time() - cpu}
    return {"frames": len(frames), "bytes": len(data), **told}


CONTESTANTS = {"stock": stock, "usual": usual, "matplotlib": with_matplotlib, "limit": limit}

if __name__ == "__main__":
    main()
