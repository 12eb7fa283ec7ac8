"""The film of a picture, drawn, encoded and decoded: pixels are where the layout says, in the colours they have."""

from __future__ import annotations

import io

import av
import numpy as np
import pytest
from PIL import Image as Pillow

from kernels import bundled_image
from production.options import Options
from production.request import parse_requests
from production.segments import segments
from scenes.storyboard.pixels import Pixels
from scenes.storyboard.shapes import Raster

MOST_OFF = 24  # of 255, at the middles of blocks of a few pixels, after lossy encoding with halved colours


def last_frame(request) -> np.ndarray:
    """The end of a request's film, as its last segment is decoded."""
    from production.draw import draw_segment

    segment = segments(request.storyboard, request.fps)[-1]
    data = draw_segment(request.picture, request.size, request.fps, request.encoder, segment)
    with av.open(io.BytesIO(data)) as container:
        return [frame.to_ndarray(format="rgb24") for frame in container.decode(video=0)][-1]


def seen(frame: np.ndarray, raster: Raster, width: int) -> np.ndarray:
    """What stands in the middle of every pixel of a raster."""
    scale = frame.shape[1] / width
    ys = raster.rect.y + (np.arange(raster.pixels.height) + 0.5) * raster.rect.h / raster.pixels.height
    xs = raster.rect.x + (np.arange(raster.pixels.width) + 0.5) * raster.rect.w / raster.pixels.width
    return frame[np.ix_((ys * scale).astype(int), (xs * scale).astype(int))]


@pytest.mark.slow
@pytest.mark.parametrize("theme", ["dark", "light"])
def test_the_decoded_pictures_are_the_ones_of_the_last_frame(theme, tmp_path):
    noise = np.random.default_rng(2).integers(0, 256, (6, 6), dtype=np.uint8).repeat(4, axis=0).repeat(4, axis=1)
    Pillow.fromarray(noise).save(tmp_path / "noise.png")
    chosen = Options(
        scenes=("image",), kernels=("shift3x3",), image=str(tmp_path / "noise.png"), quality="medium", theme=theme
    )
    request = parse_requests(chosen)[0]
    frame = last_frame(request)
    story = request.storyboard
    shapes = {shape.key: shape for shape in request.picture.end_of(len(story.beats) - 1)}
    for key in ("left.f", "left.y", "right.z"):
        raster = shapes[key]
        found = seen(frame, raster, request.frame.width).astype(int)
        region = np.ones(found.shape[:2], dtype=bool)
        around = shapes[f"{key}.region"].bounds.grown(6)  # an outline lies over these
        rect, n = raster.rect, raster.pixels.width
        for row, column in np.ndindex(region.shape):
            x, y = rect.x + (column + 0.5) * rect.w / n, rect.y + (row + 0.5) * rect.h / n
            region[row, column] = not (around.x < x < around.right and around.y < y < around.bottom)
        off = np.abs(found - raster.pixels.array).max(axis=2)
        assert np.quantile(off[region], 0.98) <= MOST_OFF, key
    moved = shapes["left.y"].pixels.array[:, 1:], shapes["left.f"].pixels.array[:, :-1]
    assert (moved[0] == moved[1]).all()


def test_any_channel_changes_the_address_of_a_segment(tmp_path):
    from production.address import segment_address

    addresses = set()
    for red in (0, 1):
        pixels = np.full((20, 20, 3), 90, dtype=np.uint8)
        pixels[3, 4, 0] += red
        Pillow.fromarray(pixels).convert("RGB").save(tmp_path / "a.png")
        request = parse_requests(Options(scenes=("image",), image=str(tmp_path / "a.png"), kernels=("box3x3",)))[0]
        addresses |= {segment_address(request, segment) for segment in segments(request.storyboard, 30)}
        assert len({shape.pixels for shape in request.picture.end_of(0) if isinstance(shape, Raster)}) == 1
    assert len(addresses) == 2 * len(segments(request.storyboard, 30))


def test_pixels_of_the_bundled_picture_are_its_samples():
    request = parse_requests(Options(scenes=("image",)))[0]
    first = next(shape for shape in request.picture.shapes(0, 0.0) if isinstance(shape, Raster))
    assert first.pixels == Pixels.of(bundled_image().samples.repeat(3, axis=2))
