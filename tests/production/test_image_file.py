"""`--image FILE`: what is read, and how; whatever is no picture of the kinds that are shown is refused in one line."""

from __future__ import annotations

import io
import json
import struct
import warnings
import zlib

import numpy as np
import pytest
from PIL import Image as Pillow
from PIL import ImageOps

from kernels import bundled_image
from production import image_file
from production.image_file import read_image
from production.naming import film_name
from production.options import Options
from production.request import parse_requests
from tests.production.command_line import render

NOISE = np.random.default_rng(3).integers(0, 256, (20, 30, 3), dtype=np.uint8)
KINDS = {"PNG": {}, "JPEG": {"quality": 95}, "WEBP": {"lossless": True}}


def saved(path, pixels=NOISE, kind="PNG", **settings):
    """A picture in a file of a kind, whatever its name says."""
    picture = pixels if isinstance(pixels, Pillow.Image) else Pillow.fromarray(pixels)
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        picture.save(path, kind, **settings)
    return path


def chunk(name: bytes, data: bytes) -> bytes:
    return struct.pack(">I", len(data)) + name + data + struct.pack(">I", zlib.crc32(name + data))


def png_claiming(width, height, depth=8, colour=0, data=b""):
    """A PNG whose header claims a size, with next to nothing behind it."""
    header = struct.pack(">IIBBBBB", width, height, depth, colour, 0, 0, 0)
    parts = chunk(b"IHDR", header), chunk(b"IDAT", zlib.compress(data)), chunk(b"IEND", b"")
    return b"\x89PNG\r\n\x1a\n" + b"".join(parts)


def webp_claiming(width, height):
    """A lossless WebP whose header claims a size, with nothing behind it."""
    data = b"\x2f" + struct.pack("<I", width - 1 | (height - 1) << 14) + bytes(5)
    return b"RIFF" + struct.pack("<I", 12 + len(data)) + b"WEBPVP8L" + struct.pack("<I", len(data)) + data


@pytest.mark.parametrize("kind", KINDS)
def test_every_kind_is_read_in_colour_whatever_the_file_is_called(here, kind):
    image = read_image(str(saved(here / "picture.dat", kind=kind, **KINDS[kind])))
    assert image.samples.shape == (20, 30, 3)
    assert image.name == "picture"
    assert image.source == ()
    if kind != "JPEG":
        assert (image.samples == NOISE).all()


@pytest.mark.parametrize("mode", ["1", "L", "P", "RGB"])
def test_grey_however_it_is_stored_is_one_channel(here, mode):
    grey = np.where(NOISE[..., :1] > 127, 255, 0).astype(np.uint8).repeat(3, axis=2)
    image = read_image(str(saved(here / "g.png", Pillow.fromarray(grey).convert(mode))))
    assert image.channels == ("grey",)
    assert (image.samples == grey[..., :1]).all()


def test_a_palette_is_looked_up(here):
    few = Pillow.fromarray(NOISE).quantize(16)
    image = read_image(str(saved(here / "p.png", few)))
    assert (image.samples == np.asarray(few.convert("RGB"))).all()


def test_transparency_that_hides_nothing_is_no_matter(here):
    opaque = np.dstack([NOISE, np.full((20, 30), 255, np.uint8)])
    assert (read_image(str(saved(here / "a.png", opaque))).samples == NOISE).all()


def test_a_picture_lies_as_its_camera_held_it(here):
    exif = Pillow.Exif()
    exif[0x0112] = 6  # to be turned right by a quarter
    image = read_image(str(saved(here / "turned.png", exif=exif)))
    assert (image.samples == np.rot90(NOISE, -1)).all()


@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize("lies", range(10))
def test_however_a_camera_lay_its_picture_is_as_pillow_turns_it(here, kind, lies):
    exif = Pillow.Exif()
    exif[0x010E], exif[0x0112] = "words", lies
    path = saved(here / "turned", kind=kind, exif=exif, **KINDS[kind])
    with Pillow.open(path) as opened:
        turned = ImageOps.exif_transpose(opened)
    assert (read_image(str(path)).samples == np.asarray(turned)).all()


def test_a_large_picture_is_scaled_down_by_means_and_says_from_what(here):
    large = NOISE.repeat(10, axis=0).repeat(10, axis=1)
    image = read_image(str(saved(here / "large.png", large)))
    assert image.shape == (85, 128)
    assert image.source == (200, 300)
    request = parse_requests(Options(scenes=("image",), image=str(here / "large.png"), kernels=("emboss",)))[0]
    assert request.storyboard.meta == "large, scaled from 300×200 · same · zero padding"
    flat = saved(here / "halves.png", np.tile(np.array([[0], [200]], np.uint8), (128, 256)))
    assert set(read_image(str(flat)).samples.ravel().tolist()) == {100}


def test_a_photograph_with_previews_behind_it_is_read(here):
    first, other = Pillow.fromarray(NOISE), Pillow.fromarray(NOISE[::-1])
    saved(here / "two.jpg", first, "MPO", save_all=True, append_images=[other])
    assert read_image(str(here / "two.jpg")).shape == (20, 30)


def test_previews_behind_a_photograph_have_scans_of_their_own(here):
    (here / "many.jpg").write_bytes(bytes_of(Pillow.fromarray(NOISE), "JPEG") * 70)
    assert read_image(str(here / "many.jpg")).shape == (20, 30)


def animated(kind):
    file = io.BytesIO()
    Pillow.fromarray(NOISE).save(file, kind, save_all=True, append_images=[Pillow.fromarray(NOISE[::-1])])
    return file.getvalue()


def bytes_of(picture, kind="PNG", **settings):
    file = io.BytesIO()
    picture.save(file, kind, **settings)
    return file.getvalue()


def scanned(count):
    """A progressive JPEG, its last scan repeated until there are as many."""
    content = bytes_of(Pillow.fromarray(NOISE), "JPEG", progressive=True)
    last = content[content.rindex(b"\xff\xda") : -2]
    return content[:-2] + last * (count - content.count(b"\xff\xda")) + content[-2:]


CLEAR = Pillow.fromarray(np.dstack([NOISE, NOISE[..., 0]]))
WHOLE = bytes_of(Pillow.fromarray(NOISE))
BROKEN_CHUNK = WHOLE[:40] + bytes(byte ^ 255 for byte in WHOLE[40:60]) + WHOLE[60:]
HOSTILE = {
    "empty": (b"", "neither PNG, JPEG nor WebP"),
    "text.png": (b"<svg xmlns='http://www.w3.org/2000/svg'/>", "neither PNG, JPEG nor WebP"),
    "gif.png": (bytes_of(Pillow.fromarray(NOISE), "GIF"), "neither PNG, JPEG nor WebP"),
    "tiff.png": (bytes_of(Pillow.fromarray(NOISE), "TIFF"), "neither PNG, JPEG nor WebP"),
    "sound.webp": (b"RIFF\x24\x00\x00\x00WAVEfmt ", "neither PNG, JPEG nor WebP"),
    "start.png": (WHOLE[:8], "damaged or cut off"),
    "half.png": (WHOLE[: len(WHOLE) // 2], "damaged or cut off"),
    "half.jpg": (bytes_of(Pillow.fromarray(NOISE), "JPEG")[:400], "damaged or cut off"),
    "half.webp": (bytes_of(Pillow.fromarray(NOISE), "WEBP", lossless=True)[:300], "damaged or cut off"),
    "chunk.png": (BROKEN_CHUNK, "damaged or cut off"),
    "bomb.png": (png_claiming(60_000, 60_000), "has more than 50000000 pixels; scale it down"),
    "large.png": (png_claiming(9_000, 9_000), "has 9000×9000 pixels, at most 50000000 together"),
    "claims.png": (png_claiming(7_000, 7_000), "damaged or cut off"),
    "nothing.png": (png_claiming(0, 5), "damaged or cut off"),
    "moving.png": (animated("PNG"), "is animated"),
    "moving.webp": (animated("WEBP"), "is animated"),
    "clear.png": (bytes_of(CLEAR), "has transparent pixels"),
    "clear.webp": (bytes_of(CLEAR, "WEBP", lossless=True), "has transparent pixels"),
    "key.png": (bytes_of(Pillow.new("L", (20, 20), 7), transparency=7), "has transparent pixels"),
    "deep.png": (bytes_of(Pillow.fromarray(NOISE[..., 0].astype(np.uint16) * 257)), "more than 8 bits"),
    "deep-colour.png": (png_claiming(16, 16, 16, 2, (b"\0" + b"\1" * 96) * 16), "more than 8 bits"),
    "print.jpg": (bytes_of(Pillow.new("CMYK", (20, 20)), "JPEG"), "is CMYK, not grey or RGB"),
    "tiny.png": (bytes_of(Pillow.new("L", (15, 20))), "has 15×20 pixels, it is too small"),
    # No pixels are behind these headers: what is refused by its shape is not decoded, what is taken is found damaged.
    "thread.png": (png_claiming(1, 50_000_000), "has 1×50000000 pixels, scaled to 1×128 it is too narrow"),
    "tallest.png": (png_claiming(2_460, 20_314), "damaged or cut off"),
    "taller.png": (png_claiming(50_000_000 // 20_500, 20_500), "it is too narrow"),
    "scans.jpg": (scanned(65), "has 65 scans, at most 64; save it without progression"),
    "arithmetic.jpg": (scanned(10).replace(b"\xff\xc2", b"\xff\xca"), "is a JPEG of a kind that few programs read"),
    "lossless.webp": (
        webp_claiming(3_536, 3_536),
        "at most 12500000 in a lossless or transparent WebP; scale it",
    ),
    "claims.webp": (webp_claiming(3_535, 3_535), "damaged or cut off"),
    "narrow.png": (bytes_of(Pillow.new("L", (2000, 100))), "has 2000×100 pixels, scaled to 128×6 it is too narrow"),
}


@pytest.mark.parametrize("name", HOSTILE)
def test_what_is_no_picture_to_show_is_refused_in_one_line(here, name):
    content, why = HOSTILE[name]
    (here / name).write_bytes(content)
    result = render("image", "--image", name, "--describe")
    assert result.code == 2
    assert why in result.line
    assert repr(name) in result.line


def test_a_file_that_is_too_large_is_not_even_read(here, monkeypatch):
    monkeypatch.setattr(image_file, "MOST_PICTURE_BYTES", 2**20)
    (here / "big.png").write_bytes(WHOLE + bytes(2**20))
    result = render("image", "--image", "big.png", "--dry-run")
    assert (result.code, result.line.split("; ")[1]) == (2, "scale it down")
    assert "has 1.0 MiB, at most 1" in result.line


@pytest.mark.parametrize(
    ("words", "line"),
    [
        (["image", "--image", "gone.png"], "picture 'gone.png' cannot be read: No such file"),
        (["image", "--image", "."], "picture '.' is no file; give a PNG, JPEG or WebP file"),
        (["image", "--image", "/dev/zero"], "picture '/dev/zero' is no file"),
        (["image", "--image", ""], "picture '' cannot be read"),
        (["--image", "a.png"], "--image goes with image, not with side-by-side; use --signal for numbers"),
        (["image", "mismatch", "--image", "a.png"], "--image goes with image, not with mismatch"),
        (["image", "--image", "a.png", "--signal", "grid"], "--image and --signal both name the data; give one"),
        (["image", "--image", "a.png", "--kernel", "asym3"], "image has no story for 1-D kernels such as 'asym3'"),
        (["image", "--signal", "letter"], "signal 'letter' has 7×5 values, the film of a picture shows from 16×16"),
        (["image", "--stride", "2"], "stride 2 leaves pixels out, this film shows every one; use stride 1"),
        (["image", "--at", "3"], "--at goes with"),
    ],
    ids=str,
)
@pytest.mark.parametrize("how", ["--dry-run", "--describe"])
def test_what_does_not_go_together_is_refused_in_one_line(here, words, line, how):
    saved(here / "a.png")
    if how == "--describe" and "mismatch" in words:
        return
    result = render(*words, how)
    assert result.code == 2
    assert result.line.startswith(line)


def test_numbers_that_make_a_picture_are_one(here):
    np.save(here / "mine.npy", NOISE[..., 0])
    request = parse_requests(Options(scenes=("image",), signal="mine.npy"))[0]
    assert (request.picture_shown.samples[..., 0] == NOISE[..., 0]).all()
    assert request.storyboard.meta.startswith("mine · ")


def test_all_films_of_a_kernel_take_the_picture_where_they_show_one(here):
    saved(here / "a.png")
    chosen = Options(every=True, kernels=("emboss",), image="a.png")
    assert [r.film.name for r in parse_requests(chosen) if r.image is not None] == ["image"]


def test_names_tell_pictures_apart_even_in_a_channel_that_is_not_told(here):
    def name(path=None):
        return film_name(parse_requests(Options(scenes=("image",), image=path))[0])

    (here / "other").mkdir()
    changed = NOISE.copy()
    changed[0, 0, 0] ^= 1  # red; the numbers shown are the green ones
    first, second = saved(here / "a.png"), saved(here / "other" / "a.png", changed)
    assert name() == "image-emboss"
    assert len({name(), name(str(first)), name(str(second))}) == 3
    assert name(str(first)).startswith("image-emboss-a-")


def test_describe_gives_shape_and_digest_that_numpy_finds_as_well(here):
    from hashlib import sha256

    saved(here / "a.png")
    result = render("image", "--image", "a.png", "--kernel", "sobel-x", "--describe")
    found = json.loads(result.stdout)
    assert found["signal"]["shape"] == [20, 30, 3]
    assert found["signal"]["digest"] == sha256(NOISE.astype("<f8").tobytes()).hexdigest()
    assert "values" not in found["signal"]
    convolution = np.zeros((20, 30, 3))
    padded = np.pad(NOISE.astype(float), ((1, 1), (1, 1), (0, 0)))
    for (i, j), weight in np.ndenumerate(np.array([[1, 0, -1], [2, 0, -2], [1, 0, -1]])):
        convolution += weight * padded[2 - i : 22 - i, 2 - j : 32 - j]
    told = found["results"]["convolution"]
    assert told["digest"] == sha256(convolution.astype("<f8").tobytes()).hexdigest()
    assert (told["least"], told["greatest"]) == (convolution.min(), convolution.max())
    assert found["panels"][0]["output"]["digest"] == told["digest"]
    assert found["panels"][0]["weights"] is None
    printed: list[tuple[str, list[list[float]]]] = []
    exec(found["reproduce"]["numpy"], {"print": lambda *words: printed.append(words)})
    assert dict(printed)["convolution"] == convolution[..., 1].tolist()


def test_the_bundled_picture_is_what_is_shown_if_none_is_named():
    request = parse_requests(Options(scenes=("image",)))[0]
    assert request.image is None
    assert request.picture_shown == bundled_image()
    assert request.typed.kernel.name == "emboss"
