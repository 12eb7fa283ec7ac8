"""Pictures: what is written as GIF, WebP, APNG and PNG is what was painted, and stays for as long as it stood."""

import io
import tracemalloc
import zipfile

import numpy as np
import pytest
from PIL import Image

from production.apng import apng
from production.changes import changes
from production.colour import straight
from production.frames import archive
from production.gif import gif
from production.palette import COLOURS, Nearest, shared_palette
from production.seals import sealed, unsealed
from production.webp import webp

SIZE = 40, 24
WHOLE = (0, 0, *SIZE)


def film(count, transparent=False, seed=1):
    """Frames (24, 40, 4), colours multiplied by opacity: blocks that come and go, with rests in between."""
    random = np.random.default_rng(seed)
    pixels = np.zeros((SIZE[1], SIZE[0], 4), np.uint8)
    if not transparent:
        pixels[...] = (15, 20, 24, 255)
    frames = []
    for number in range(count):
        if number % 3 != 1:  # every third frame shows what the one before did
            left, top = random.integers(0, SIZE[0] - 9), random.integers(0, SIZE[1] - 9)
            opacity = random.choice([0, 90, 255]) if transparent else 255
            colour = random.integers(0, 256, 3) * opacity // 255
            pixels[top : top + 7, left : left + 9] = (*colour, opacity)
        frames.append(pixels.copy())
    return frames


def written(frames, transparent, write, *more):
    """The bytes that a writer makes of frames, of each of which it is told that it may differ everywhere."""
    return write(changes(((frame, [WHOLE]) for frame in frames), transparent), *more)


def shown(data, fps):
    """What is seen in every frame's time, RGBA, and all times in seconds."""
    pictures, times = [], []
    with Image.open(io.BytesIO(data)) as picture:
        for number in range(picture.n_frames):
            picture.seek(number)
            pixels, seconds = np.asarray(picture.convert("RGBA")), picture.info["duration"] / 1000
            times.append(seconds)
            pictures += [pixels] * (round(sum(times) * fps) - len(pictures))
    return pictures, times


@pytest.mark.parametrize("transparent", [False, True], ids=["opaque", "transparent"])
@pytest.mark.parametrize(("write", "fps"), [(webp, 30), (webp, 60), (apng, 30), (apng, 7)])
def test_lossless_formats_show_every_frame_as_it_was_painted(write, fps, transparent):
    frames = film(20, transparent)
    pictures, times = shown(written(frames, transparent, write, SIZE, fps, 0), fps)
    assert len(pictures) == 20
    for picture, frame in zip(pictures, frames, strict=True):
        assert np.array_equal(picture, seen(straight(frame), write))
    assert sum(times) == pytest.approx(20 / fps, abs=0.0006)


def seen(pixels, write):
    """WebP keeps no colour where there is nothing."""
    return np.where(pixels[..., 3:] == 0, 0, pixels) if write is webp else pixels


@pytest.mark.parametrize("write", [webp, apng, gif], ids=lambda write: write.__name__)
def test_frames_that_show_the_same_are_merged_and_keep_their_time(write):
    frames = [frame for frame in film(4) for _ in range(5)]
    more = (SIZE, 20, 0, shared_palette(frames)) if write is gif else (SIZE, 20, 0)
    _, times = shown(written(frames, False, write, *more), 20)
    assert len(times) == 3  # the second of four frames is as the first
    assert times == pytest.approx([0.5, 0.25, 0.25])


def test_a_gif_shows_flat_colours_exactly_and_others_nearly_with_one_palette():
    frames = film(20)
    ramp = np.linspace(0, 255, SIZE[0]).astype(np.uint8)
    for number, frame in enumerate(frames):
        frame[:4, :, number % 3] = ramp
    data = written(frames, False, gif, SIZE, 20, 0, shared_palette(frames))
    pictures, times = shown(data, 20)
    assert sum(times) == pytest.approx(1)
    for picture, frame in zip(pictures, frames, strict=True):
        assert np.array_equal(picture[20:], frame[20:])
        assert np.abs(picture.astype(int) - frame).max() < 16
    assert data[10] == 0xF7, "256 colours for all"


def test_a_palette_takes_the_commonest_colours_as_they_are_and_always_has_the_same_number():
    picture = np.zeros((64, 64, 4), np.uint8)
    picture[..., :3] = np.random.default_rng(3).integers(0, 256, (64, 64, 3))
    picture[:40, :, :3] = (1, 2, 3)
    picture[40:50, :, :3] = (0, 114, 178)
    palette = shared_palette([picture, picture[:10]])
    assert palette.shape == (COLOURS, 3)
    assert palette[:2].tolist() == [[1, 2, 3], [0, 114, 178]]
    assert np.array_equal(shared_palette([picture, picture[:10]]), palette)
    indices = Nearest(palette)(picture)
    assert set(indices[:40].ravel()) == {0}
    far = np.linalg.norm(palette[indices].astype(int) - picture[..., :3], axis=2)
    nearest = np.linalg.norm(palette[None, None].astype(int) - picture[50:, :, None, :3], axis=3).min(axis=2)
    assert (far[50:] <= nearest + 7).all(), "colours are told apart in steps of 4"


def test_an_archive_has_every_picture_once_by_its_number():
    frames = film(9)
    with zipfile.ZipFile(io.BytesIO(written(frames, False, archive, SIZE, False))) as made:
        assert made.namelist() == ["0", "2", "3", "5", "6", "8"]
        with Image.open(io.BytesIO(made.read("5"))) as picture:
            assert picture.mode == "RGB"
            assert np.array_equal(np.asarray(picture), frames[5][..., :3])


def test_transparent_frames_are_pngs_with_opacity():
    frames = film(9, transparent=True)
    made = zipfile.ZipFile(io.BytesIO(written(frames, True, archive, SIZE, True)))
    with made, Image.open(io.BytesIO(made.read("8"))) as picture:
        assert np.array_equal(np.asarray(picture), straight(frames[8]))


def test_only_what_may_have_changed_is_looked_at_and_only_what_did_is_told():
    first = np.full((24, 40, 4), 255, np.uint8)
    second = first.copy()
    second[5, 7], second[20, 30] = 0, 0
    second[..., 3] = 255
    told = list(changes([(first, []), (second, [(4, 4, 12, 12)]), (second, [(0, 0, 0, 0)])], False))
    assert [change.box for change in told] == [(0, 0, 40, 24), (6, 4, 8, 6)]  # from even corners
    assert [change.frames for change in told] == [1, 2]
    assert told[1].same.tolist() == [[True, True], [True, False]]


@pytest.mark.parametrize("write", [webp, apng, gif, archive], ids=lambda write: write.__name__)
def test_no_writer_holds_more_than_a_few_pictures_at_a_time(write):
    width, height, count = 320, 180, 60
    picture = width * height * 4

    def painted():
        pixels = np.zeros((height, width, 4), np.uint8)
        pixels[..., 3] = 255
        for number in range(count):
            pixels[..., :3] = number
            yield pixels, [(0, 0, width, height)]

    more = {gif: (20, 0, shared_palette([])), archive: (False,)}.get(write, (20, 0))
    tracemalloc.start()
    try:
        write(changes(painted(), False), (width, height), *more)
        assert tracemalloc.get_traced_memory()[1] < count * picture / 3
    finally:
        tracemalloc.stop()


def test_the_same_frames_are_the_same_bytes():
    for transparent in (False, True):
        one, other = film(8, transparent), film(8, transparent)
        for write, more in ((webp, (SIZE, 30, 0)), (apng, (SIZE, 30, 0)), (archive, (SIZE, transparent))):
            assert written(one, transparent, write, *more) == written(other, transparent, write, *more)


@pytest.mark.parametrize("suffix", [".gif", ".webp", ".apng", ".png"])
def test_a_seal_is_read_again_and_any_damage_is_noticed(suffix):
    frames = film(6)
    data = {
        ".gif": lambda: written(frames, False, gif, SIZE, 20, 0, shared_palette(frames)),
        ".webp": lambda: written(frames, False, webp, SIZE, 20, 0),
        ".apng": lambda: written(frames, False, apng, SIZE, 20, 0),
        ".png": lambda: written(frames[:1], False, apng, SIZE, 20, 0),
    }[suffix]()
    comment = f"both-ways {'0' * 64} {'n' * 100}"
    whole = sealed(data, suffix, comment)
    assert unsealed(whole, suffix) == comment
    assert unsealed(data, suffix) is None
    for at in range(0, len(whole), 13):
        assert unsealed(whole[:at] + bytes([whole[at] ^ 32]) + whole[at + 1 :], suffix) != comment, at
    assert unsealed(whole[:-1], suffix) is None
    assert unsealed(whole + b"\x00", suffix) is None
    with Image.open(io.BytesIO(whole)) as picture:
        picture.seek(picture.n_frames - 1)
        assert picture.convert("RGB").getpixel((0, 0)) == tuple(frames[-1 if suffix != ".png" else 0][0, 0, :3])
