"""Every format decoded: the colours are the theme's, the times the clock's, and nothing is where nothing is."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Iterator
from fractions import Fraction
from pathlib import Path

import av
import numpy as np
import pytest
from click.testing import CliRunner
from PIL import Image

from kernels import parse_kernel, parse_signal
from production.draw import draw_pictures
from production.formats import APNG, FORMATS, GIF, MP4, PNG, WEBM, WEBP, Format
from production.segments import Segment, segments
from render import main
from scenes.side_by_side import side_by_side
from scenes.storyboard.frame import WIDE
from scenes.storyboard.picture import Picture
from scenes.storyboard.storyboard import FrameClock
from scenes.storyboard.theme import DARK, rgb
from tests.scenes.films import with_settings

pytestmark = pytest.mark.slow  # each film is drawn in earnest

SIGNAL, KERNEL, FPS = "2,1", "1,2,4", 5
SIZE = 640, 360
EXACT = {MP4: 6, WEBM: 6, GIF: 0, WEBP: 0, APNG: 0, PNG: 0}  # of 255, in flat parts
TRANSPARENT = [kind for kind in FORMATS if kind.has_opacity]


def rendered(folder: Path, kinds: list[Format], *words: str) -> dict[Format, Path]:
    """The films, made by one command, by format."""
    names = ",".join(kind.name for kind in kinds)
    given = ["--kernel", KERNEL, "--signal", SIGNAL, "-q", "draft", "--fps", str(FPS), "--width", str(SIZE[0])]
    result = CliRunner().invoke(main, [*given, "-o", str(folder), "--format", names, *words])
    assert result.exit_code == 0, result.stderr
    films = [Path(line) for line in result.stdout.splitlines()]  # in the order in which they were finished
    return {kind: next(film for film in films if film.name.endswith(kind.ending)) for kind in kinds}


@pytest.fixture(scope="module")
def opaque(tmp_path_factory) -> dict[Format, Path]:
    return rendered(tmp_path_factory.mktemp("opaque"), list(FORMATS))


@pytest.fixture(scope="module")
def transparent(tmp_path_factory) -> dict[Format, Path]:
    return rendered(tmp_path_factory.mktemp("transparent"), TRANSPARENT, "--transparent")


def shown() -> Picture:
    problem = with_settings(parse_signal(SIGNAL), parse_kernel(KERNEL), "same", "zero", 1, 1)
    return Picture(side_by_side(problem), WIDE, DARK)


def pictures(path: Path) -> Iterator[tuple[np.ndarray, Fraction]]:
    """What is seen, (height, width, 4), and for how many seconds."""
    if path.is_dir():
        for frame in sorted(path.iterdir()):
            with Image.open(frame) as picture:
                yield np.asarray(picture.convert("RGBA")), Fraction(1, FPS)
    elif path.suffix in (".mp4", ".webm"):
        yield from video(path)
    else:
        with Image.open(path) as picture:
            for number in range(picture.n_frames):
                picture.seek(number)
                yield np.asarray(picture.convert("RGBA")), Fraction(picture.info["duration"]) / 1000


def video(path: Path) -> Iterator[tuple[np.ndarray, Fraction]]:
    with av.open(str(path)) as film:
        decoder = av.CodecContext.create("libvpx-vp9" if path.suffix == ".webm" else "h264", "r")
        decoder.extradata = film.streams.video[0].codec_context.extradata
        for packet in film.demux(video=0):
            for frame in decoder.decode(packet):
                yield frame.to_ndarray(format="rgba"), Fraction(1, FPS)


def probes() -> dict[tuple[int, int], str]:
    """Pixels in the middle of flat parts of the last picture, with the theme's colour there."""
    film = shown()
    shapes = {shape.key: shape.bounds for shape in film.end_of(len(film.storyboard.beats) - 1)}
    data, pin = shapes["left.data.0.bar"], shapes["right.tap.1.bar"]
    places = {data.middle: DARK.data, (pin.x + pin.w / 4, pin.middle[1]): DARK.hues[0]}
    return {
        (int(x * SIZE[0] / WIDE.width), int(y * SIZE[1] / WIDE.height)): colour for (x, y), colour in places.items()
    }


@pytest.mark.parametrize("kind", FORMATS, ids=lambda kind: kind.name)
def test_decoded_colours_are_the_themes_and_times_the_clocks(kind, opaque):
    found = list(pictures(opaque[kind]))
    clock = FrameClock(shown().storyboard, kind.rate(FPS))
    assert float(sum(seconds for _, seconds in found)) == pytest.approx(clock.frames / clock.fps, abs=0.0006)
    if not kind.plays:
        assert len(found) == clock.frames
    else:
        assert len(found) < 0.8 * clock.frames, "what rests is merged"
    first, last = found[0][0], found[-1][0]
    assert first.shape == last.shape == (SIZE[1], SIZE[0], 4)
    assert (last[..., 3] == 255).all()
    for (x, y), colour in {(2, 2): DARK.background, **probes()}.items():
        assert np.abs(last[y, x, :3].astype(int) - rgb(colour)).max() <= EXACT[kind], (colour, last[y, x])


def test_frames_are_the_same_wherever_a_segment_is_cut():
    story = shown().storyboard
    drawn = [frames_of(segments(story, FPS, most)) for most in (None, 7)]
    assert len(drawn[0]) == len(drawn[1]) == FrameClock(story, FPS).frames
    for one, other in zip(*drawn, strict=True):
        off = np.abs(one.astype(int) - other)
        assert (off > 0).mean() < 0.005, "more than edges that a mended rectangle has cut"
        assert off.max() <= 4


def frames_of(pieces: tuple[Segment, ...]) -> list[np.ndarray]:
    """Every frame, (height, width, 3), from an archive for each piece."""
    found = []
    for piece in pieces:
        with zipfile.ZipFile(io.BytesIO(draw_pictures(shown(), SIZE, FPS, piece, PNG))) as archive:
            for place in range(len(piece.frames)):
                if str(place) in archive.namelist():
                    picture = np.asarray(Image.open(io.BytesIO(archive.read(str(place)))))
                found.append(picture)
    return found


@pytest.mark.parametrize("kind", TRANSPARENT, ids=lambda kind: kind.name)
def test_where_nothing_is_there_is_nothing_and_bars_are_solid(kind, transparent):
    found = [picture for picture, _ in pictures(transparent[kind])]
    for picture in found:
        assert picture[2, 2, 3] == 0
        assert picture[..., 3].max() == 255
    last = found[-1]
    assert 0.6 < (last[..., 3] < 8).mean() < 0.95
    for (x, y), colour in probes().items():
        assert last[y, x, 3] == 255
        assert np.abs(last[y, x, :3].astype(int) - rgb(colour)).max() <= EXACT[kind]


@pytest.mark.parametrize("kind", TRANSPARENT, ids=lambda kind: kind.name)
def test_a_transparent_film_on_the_themes_background_is_the_opaque_one(kind, transparent, opaque):
    ground = Image.new("RGBA", SIZE, DARK.background)
    pairs = zip(moments(transparent[kind]), moments(opaque[PNG]), strict=True)
    for number, (ours, theirs) in enumerate(pairs):
        if number % 7 == 0:
            laid = np.asarray(Image.alpha_composite(ground, Image.fromarray(ours))).astype(int)
            differ = np.abs(laid - theirs)[..., :3].max(axis=2)
            assert (differ > 24).mean() < 0.004, number
            assert differ.mean() < 1.5, number


def moments(path: Path) -> list[np.ndarray]:
    """What is seen in the time of every frame."""
    seen: list[np.ndarray] = []
    time = Fraction(0)
    for picture, seconds in pictures(path):
        time += seconds
        seen += [picture] * (round(time * FPS) - len(seen))
    return seen


@pytest.mark.parametrize("kind", [GIF, WEBP, APNG], ids=lambda kind: kind.name)
def test_every_moment_of_a_picture_is_the_films(kind, opaque):
    frames = moments(opaque[PNG])
    found = moments(opaque[kind])
    assert len(found) == len(frames)
    for ours, theirs in zip(found[::9], frames[::9], strict=True):
        assert (np.abs(ours.astype(int) - theirs).max(axis=2) > 16).mean() < 0.004


def test_webm_is_tagged_and_has_its_index_before_the_data(opaque):
    data = opaque[WEBM].read_bytes()
    with av.open(io.BytesIO(data)) as film:
        stream = film.streams.video[0]
        context = stream.codec_context
        assert (context.name, context.width, context.height) == ("vp9", *SIZE)
        assert (context.colorspace, context.color_primaries, context.color_trc, context.color_range) == (1, 1, 1, 1)
        assert stream.average_rate == FPS
    cues, cluster = b"\x1c\x53\xbb\x6b", b"\x1f\x43\xb6\x75"
    start = data.index(b"\x16\x54\xae\x6b")  # the tracks; ids before them are only told of
    assert start < data.index(cues, start) < data.index(cluster, start)


def test_a_transparent_webm_says_so_and_shows_the_theme_where_opacity_is_not_known(transparent):
    with av.open(str(transparent[WEBM])) as film:
        assert film.streams.video[0].metadata["alpha_mode"] == "1"
        last = [frame.to_ndarray(format="rgb24") for frame in film.decode(video=0)][-1]  # by a decoder that ignores it
    assert np.abs(last[2, 2].astype(int) - rgb(DARK.background)).max() <= EXACT[WEBM]


def test_the_same_command_gives_the_same_bytes_in_every_format_whatever_the_jobs(opaque, transparent, tmp_path):
    again = rendered(tmp_path / "opaque", list(FORMATS), "--force", "-j", "2")
    clear = rendered(tmp_path / "clear", TRANSPARENT, "--force", "--transparent")
    for before, after in ((opaque, again), (transparent, clear)):
        for kind in before:
            files = [sorted(p.iterdir()) if p.is_dir() else [p] for p in (before[kind], after[kind])]
            assert [p.read_bytes() for p in files[0]] == [p.read_bytes() for p in files[1]], kind.name
