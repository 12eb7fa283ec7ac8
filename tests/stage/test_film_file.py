"""The file that a render writes, decoded: what players will show."""

from __future__ import annotations

import json
import struct
from fractions import Fraction
from itertools import pairwise
from pathlib import Path

import av
import numpy as np
import pytest
from click.testing import CliRunner

from kernels import parse_kernel, parse_signal
from render import main
from scenes.side_by_side import side_by_side
from scenes.storyboard.frame import FRAMES, WIDE, Frame
from scenes.storyboard.picture import Picture
from scenes.storyboard.storyboard import FrameClock
from scenes.storyboard.theme import DARK, LIGHT, Theme, rgb
from tests.scenes.films import with_settings

SIGNAL, KERNEL = "2,1", "1,2,4"
TRUE = 6  # of 255, in a flat part of a tap: what libx264's medium, crf 23, is off by as well


def expected(frame: Frame, theme: Theme) -> Picture:
    problem = with_settings(parse_signal(SIGNAL), parse_kernel(KERNEL), "same", "zero", 1, 1)
    return Picture(side_by_side(problem), frame, theme)


def rendered(folder: Path, *words: str) -> tuple[Path, Path]:
    """The film and its numbers, made by the command line."""
    given = ["--kernel", KERNEL, "--signal", SIGNAL, "-o", str(folder), *words]
    result = CliRunner().invoke(main, given)
    assert result.exit_code == 0, result.stderr
    film, numbers = result.stdout.split()
    return Path(film), Path(numbers)


@pytest.fixture(scope="module")
def film(tmp_path_factory) -> tuple[Path, Path]:
    return rendered(tmp_path_factory.mktemp("film"), "-q", "draft")


def frames(path: Path) -> list[np.ndarray]:
    with av.open(str(path)) as container:
        return [frame.to_ndarray(format="rgb24") for frame in container.decode(video=0)]


def bt709(path: Path, x: int, y: int) -> np.ndarray:
    """The colour of a pixel of the last frame, by the formulas of ITU-R BT.709 for limited range."""
    with av.open(str(path)) as container:
        last = [*container.decode(video=0)][-1]
        luma, blue, red = (np.frombuffer(plane, np.uint8).reshape(-1, plane.line_size) for plane in last.planes)
    y_, cb, cr = (luma[y, x] - 16.0) / 219, (blue[y // 2, x // 2] - 128.0) / 224, (red[y // 2, x // 2] - 128.0) / 224
    r, b = y_ + 1.5748 * cr, y_ + 1.8556 * cb
    return np.round(np.array([r, (y_ - 0.2126 * r - 0.0722 * b) / 0.7152, b]) * 255)  # what a screen is sent


def test_the_file_has_the_size_rate_and_length_that_were_planned(film):
    clock = FrameClock(expected(WIDE, DARK).storyboard, 15)
    with av.open(str(film[0])) as container:
        stream = container.streams.video[0]
        assert (stream.codec_context.width, stream.codec_context.height) == (854, 480)
        assert stream.average_rate == 15
        assert stream.frames == clock.frames
        assert float(stream.duration * stream.time_base) == pytest.approx(clock.frames / 15)
        assert stream.codec_context.name == "h264"
        assert stream.codec_context.pix_fmt == "yuv420p"
        times = [frame.pts * frame.time_base for frame in container.decode(video=0)]
    assert times == [Fraction(number, 15) for number in range(clock.frames)]


def test_the_file_is_tagged_bt709_and_limited_range(film):
    with av.open(str(film[0])) as container:
        context = container.streams.video[0].codec_context
        assert (context.colorspace, context.color_primaries, context.color_trc, context.color_range) == (1, 1, 1, 1)


def test_the_container_says_bt709_as_well_for_players_that_ask_it_first(film):
    data = film[0].read_bytes()
    at = data.index(b"colrnclx") + 8
    assert struct.unpack(">HHHB", data[at : at + 7]) == (1, 1, 1, 0)  # primaries, transfer, matrix, limited range


def test_a_caption_stands_from_the_first_frame_of_its_beat(tmp_path):
    path = rendered(tmp_path, "-q", "draft", "--fps", "2", "--speed", "4")[0]
    area = expected(WIDE, DARK).layout.caption
    rows = slice(int(area.y * 480 / 720), int(area.bottom * 480 / 720))
    assert all(picture[rows].std() > 5 for picture in frames(path))


def test_the_index_lies_before_the_data_so_that_the_film_plays_while_it_loads(film):
    data, at, order = film[0].read_bytes(), 0, []
    while at < len(data):
        size, kind = struct.unpack(">I4s", data[at : at + 8])
        order.append(kind.decode())
        at += size
    assert order.index("moov") < order.index("mdat")


@pytest.mark.parametrize("theme", [DARK, LIGHT], ids=lambda theme: theme.name)
def test_decoded_colours_are_the_themes(theme, film, tmp_path):
    path = film[0] if theme is DARK else rendered(tmp_path, "-q", "draft", "--theme", "light", "--fps", "2")[0]
    shown = expected(WIDE, theme)
    shapes = {shape.key: shape for shape in shown.end_of(len(shown.storyboard.beats) - 1)}
    probes = {(2.0, 2.0): theme.background}
    data = shapes["left.data.0.bar"].bounds
    probes[data.middle] = theme.data
    pin = shapes["right.tap.1.bar"].bounds
    probes[pin.x + pin.w / 4, pin.middle[1]] = theme.hues[0]
    for (x, y), colour in probes.items():
        found = bt709(path, int(x * 480 / 720), int(y * 480 / 720))
        assert np.abs(found - rgb(colour)).max() <= TRUE, f"{colour} is shown as {found}"


def test_the_picture_is_not_blank_and_moves(film):
    pictures = frames(film[0])
    assert all(picture.std() > 10 for picture in pictures[:: len(pictures) // 10])
    changes = [np.abs(a.astype(int) - b.astype(int)).max() for a, b in pairwise(pictures)]
    assert sum(change > 60 for change in changes) > len(changes) / 5


def test_captions_change_on_the_first_frame_of_their_beat(film):
    shown, pictures = expected(WIDE, DARK), frames(film[0])
    clock, area = FrameClock(shown.storyboard, 15), shown.layout.caption
    rows = slice(int(area.y * 480 / 720), int(area.bottom * 480 / 720))
    for first in clock.boundaries[1:-1]:
        strips = [pictures[frame][rows].astype(int) for frame in (first - 2, first - 1, first)]
        assert np.abs(strips[0] - strips[1]).mean() < 1
        assert np.abs(strips[1] - strips[2]).mean() > 1


def test_the_numbers_beside_the_film_are_what_describe_prints(film):
    result = CliRunner().invoke(main, ["--kernel", KERNEL, "--signal", SIGNAL, "--describe"])
    assert film[1].read_text(encoding="utf-8") == result.stdout
    numbers = json.loads(result.stdout)
    assert numbers["results"]["convolution"] == np.convolve([2, 1], [1, 2, 4])[1:3].tolist()
    assert [beat["caption"] for beat in numbers["beats"]] == [
        beat.caption.text for beat in expected(WIDE, DARK).storyboard.beats
    ]


def test_the_same_command_gives_the_same_bytes(film, tmp_path):
    again = rendered(tmp_path, "-q", "draft")[0]
    assert again.read_bytes() == film[0].read_bytes()


@pytest.mark.slow
def test_the_number_of_jobs_never_changes_a_byte(film, tmp_path):
    from production.segments import segments

    assert len(segments(expected(WIDE, DARK).storyboard, 15)) > 1
    for jobs in ("1", "2", "3"):
        again = rendered(tmp_path / jobs, "-q", "draft", "--force", "-j", jobs)[0]
        assert again.read_bytes() == film[0].read_bytes()
    assert np.array_equal(frames(again), frames(film[0]))


@pytest.mark.slow
@pytest.mark.parametrize("encoder", ["fast", "small"])
def test_every_profile_shows_the_same_pictures(film, encoder, tmp_path):
    other = rendered(tmp_path, "-q", "draft", "--encoder", encoder)[0]
    for ours, theirs in zip(frames(film[0])[::20], frames(other)[::20], strict=True):
        assert np.abs(ours.astype(int) - theirs.astype(int)).mean() < 1


@pytest.mark.slow
@pytest.mark.parametrize("frame", FRAMES, ids=lambda frame: frame.aspect)
@pytest.mark.parametrize(("quality", "short_side"), [("draft", 480), ("medium", 720), ("4k", 2160)])
def test_every_aspect_has_its_size(frame, quality, short_side, tmp_path):
    path = rendered(tmp_path, "-q", quality, "--aspect", frame.aspect, "--fps", "1", "--speed", "4")[0]
    with av.open(str(path)) as container:
        context = container.streams.video[0].codec_context
        assert min(context.width, context.height) == short_side
        assert context.width / context.height == pytest.approx(frame.width / frame.height, abs=0.003)
        assert next(container.decode(video=0)).to_ndarray(format="gray").std() > 5


@pytest.mark.parametrize("theme", [DARK, LIGHT], ids=lambda theme: theme.name)
def test_the_cells_of_a_2d_film_have_the_colours_of_their_taps(theme, tmp_path):
    data, kernel = "2 1; 0 3", "1 0 2; 0 3 0; 4 0 5"
    words = ["--kernel", kernel, "--signal", data, "-o", str(tmp_path), "-q", "draft", "--fps", "2"]
    result = CliRunner().invoke(main, [*words, "--theme", theme.name])
    assert result.exit_code == 0, result.stderr
    problem = with_settings(parse_signal(data), parse_kernel(kernel), "same", "zero", 1, 1)
    shown = Picture(side_by_side(problem), WIDE, theme)
    path = Path(result.stdout.split()[0])
    assert len(frames(path)) == FrameClock(shown.storyboard, 2).frames
    taps = [s for s in shown.end_of(len(shown.storyboard.beats) - 1) if s.key in ("left.tap.1.1", "right.tap.1.1")]
    assert len(taps) == 2
    for tap in taps:
        x, y = tap.bounds.x + 4, tap.bounds.y + 4  # clear of the number, and blue taps have no hatching
        found = bt709(path, round(x * 480 / 720), round(y * 480 / 720))
        assert np.abs(found - rgb(theme.hues[0])).max() <= TRUE
