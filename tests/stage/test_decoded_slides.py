"""Slides decoded: their clips together are the film, each plays by itself, and each ends on its picture."""

from __future__ import annotations

from itertools import chain, pairwise
from pathlib import Path

import av
import numpy as np
import pytest
from click.testing import CliRunner
from PIL import Image

from render import main

pytestmark = pytest.mark.slow  # each film is drawn in earnest

GIVEN = ["--kernel", "1,2,4", "--signal", "2,1", "-q", "draft", "--fps", "10", "--width", "640"]
NOISE = 1.0  # of 255, on average over a frame: the coder's; one frame of a moving bar differs by more where it moves
SHADE = 2.5  # the same, where one of the two was turned from Y'CbCr into RGB


def rendered(folder: Path, *words: str) -> tuple[Path, Path]:
    """The film, and its slides."""
    result = CliRunner().invoke(main, [*GIVEN, "--slides", *words, "-o", str(folder)])
    assert result.exit_code == 0, result.stderr
    film, deck, _ = (Path(line) for line in result.stdout.splitlines())
    return film, deck


def frames(path: Path) -> list[np.ndarray]:
    with av.open(str(path)) as film:
        return [frame.to_ndarray(format="rgb24") for frame in film.decode(video=0)]


def clips(deck: Path) -> list[list[np.ndarray]]:
    return [frames(path) for path in sorted((deck / "clips").iterdir())]


@pytest.fixture(scope="module")
def by_beats(tmp_path_factory) -> tuple[Path, Path]:
    return rendered(tmp_path_factory.mktemp("beats"), "flip")


def moved(a: np.ndarray, b: np.ndarray) -> float:
    return float(np.abs(a.astype(int) - b).mean())


def test_the_clips_of_all_beats_together_show_the_film_frame_by_frame(by_beats) -> None:
    film, deck = by_beats
    whole, cut = frames(film), list(chain.from_iterable(clips(deck)))
    assert len(cut) == len(whole)
    off = [moved(a, b) for a, b in zip(cut, whole, strict=True)]
    late = [moved(a, b) for a, b in zip(cut, whole[1:], strict=False)]
    assert max(off) < NOISE
    assert max(late) > 4 * max(off)  # so that a clip that began a frame late would be seen here


def test_the_clips_of_chapters_are_the_films_own_frames_to_the_bit(tmp_path) -> None:
    film, deck = rendered(tmp_path, "flip", "--slides-by", "chapters")
    cut = list(chain.from_iterable(clips(deck)))
    assert len(clips(deck)) == 4
    assert all(np.array_equal(a, b) for a, b in zip(cut, frames(film), strict=True))


def test_every_clip_begins_with_a_key_frame_and_is_h264_that_streams(by_beats) -> None:
    for path in (by_beats[1] / "clips").iterdir():
        with av.open(str(path)) as clip:
            assert clip.streams.video[0].codec_context.name == "h264"
            assert next(clip.demux(video=0)).is_keyframe
        data = path.read_bytes()
        assert data.index(b"moov") < data.index(b"mdat")


def test_a_clip_ends_on_its_picture_and_the_next_one_begins_with_it(by_beats) -> None:
    _, deck = by_beats
    played = clips(deck)
    stills = [np.asarray(Image.open(path).convert("RGB")) for path in sorted((deck / "stills").iterdir())]
    assert [still.shape for still in stills] == [(360, 640, 3)] * len(played)
    assert max(moved(clip[-1], still) for clip, still in zip(played, stills, strict=True)) < SHADE
    assert max(moved(clip[0], still) for clip, still in zip(played, stills, strict=True)) > 3 * SHADE
    for before, after in pairwise(played):
        above = slice(0, 300)  # the captions change there
        assert moved(before[-1][above], after[0][above]) < NOISE
