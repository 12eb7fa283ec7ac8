"""Encoder profiles against what manim asks for: time, size, and how true the pictures are."""

from __future__ import annotations

import time
from statistics import median

from kernels import DEFAULT_SIGNAL, Problem, kernel_named
from production.encoder_profiles import ENCODER_PROFILES
from scenes.side_by_side import side_by_side
from scenes.storyboard.frame import WIDE
from scenes.storyboard.picture import Picture
from scenes.storyboard.theme import THEMES

from .contestant import STOCK
from .ready import encoded, psnr, ready_frames
from .table import Section


def measure(rounds: int, height: int, fps: int) -> Section:
    """The default film in both themes; ours in its segments, manim's in one piece."""
    width = 2 * round(height * 16 / 9 / 2)
    ways = {"medium, crf 23 (manim)": STOCK, **{profile.name: profile.options for profile in ENCODER_PROFILES}}
    rows = []
    for theme in THEMES:
        picture = Picture(side_by_side(Problem(DEFAULT_SIGNAL[1], kernel_named("asym3"))), WIDE, theme)
        frames = ready_frames(picture, width, height, fps)
        cuts = [round(picture.storyboard.starts[part.start] * fps) for part in picture.storyboard.parts]
        took: dict[str, list[float]] = {name: [] for name in ways}
        made: dict[str, list[bytes]] = {}
        for _ in range(rounds):
            for name, options in ways.items():
                pieces = [frames] if options is STOCK else _cut(frames, cuts)
                started = time.process_time()
                made[name] = [encoded(piece, width, height, fps, options) for piece in pieces]
                took[name].append(1e3 * (time.process_time() - started) / len(frames))
        base = next(iter(ways))
        for name, options in ways.items():
            sizes = sum(map(len, made[name])) / sum(map(len, made[base]))
            pieces = [frames] if options is STOCK else _cut(frames, cuts)
            noise = [psnr(film, piece, width, height) for film, piece in zip(made[name], pieces, strict=True)]
            share = [len(piece) / len(frames) for piece in pieces]
            planes = [_mean([n[i] for n in noise], share) for i in range(3)]
            ratio = median(took[base]) / median(took[name])
            rows.append(
                [f"{theme.name}: {name}", f"{sizes:.2f}", f"{median(took[name]):.2f}", f"{ratio:.1f} ×",
                 *(f"{plane:.1f}" for plane in planes)]
            )  # fmt: skip
    return Section(
        f"Encoder profiles, {width} × {height}, {fps} fps",
        "The default film, encoded from frames that are ready in YUV, one thread; ours cut into their segments. PSNR\n"
        "(dB) against those very frames.",
        ["", "size", "CPU ms a frame", "faster", "PSNR Y", "Cb", "Cr"],
        rows,
    )


def _cut(frames: list, cuts: list[int]) -> list[list]:  # type: ignore[type-arg]
    """Pieces from one cut to the next; each begins with a whole frame, as nothing is there to be mended."""
    from .ready import whole_at

    return [
        [whole_at(frames, first), *frames[first + 1 : last]]
        for first, last in zip(cuts, [*cuts[1:], len(frames)], strict=True)
    ]


def _mean(decibels: list[float], share: list[float]) -> float:
    """Of the errors behind them, as decibels."""
    from math import log10

    return -10 * log10(sum(part * 10 ** (-value / 10) for part, value in zip(share, decibels, strict=True)))
