"""What of a picture's file is decoded: its pixels, whatever else it carries; and how its camera's notes are read."""

from __future__ import annotations

import io
import struct
import zlib

import numpy as np
import pytest
from PIL import Image as Pillow

from kernels import InputError
from kernels.bounds import MOST_PICTURE_SCANS
from production.image_parts import UPRIGHT, parts_of, turn
from tests.hostile.seeds import JPEGS, PIXELS, PNGS, chunk, saved, with_chunks

WHAT = "picture 'a'"
PLAIN = {"PNG": saved(PIXELS, "PNG"), "JPEG": saved(PIXELS, "JPEG")}
ORDERS = {"<": b"II*\0", ">": b"MM\0*"}


def decoded(content):
    """All pixels that a file shows, as Pillow reads it."""
    with Pillow.open(io.BytesIO(content)) as opened:
        return np.asarray(opened.convert("RGBA"))


def segment(marker, data):
    """One part of a JPEG."""
    return struct.pack(">BBH", 0xFF, marker, 2 + len(data)) + data


ONE = chunk(b"acTL", struct.pack(">II", 1, 0)), chunk(b"fcTL", struct.pack(">5IHHBB", 0, 20, 18, 0, 0, 1, 1, 0, 0))
ONE_FRAME = with_chunks(PLAIN["PNG"], *ONE)
FILES = [*(("PNG", png) for png in (ONE_FRAME, *PNGS)), *(("JPEG", jpeg) for jpeg in JPEGS)]


@pytest.mark.parametrize(("kind", "content"), FILES)
def test_the_parts_show_the_pixels_of_the_file(kind, content):
    assert (decoded(parts_of(content, kind, WHAT).pixels) == decoded(content)).all()


@pytest.mark.parametrize("settings", [{"keep_rgb": True}, {"subsampling": 0}, {"subsampling": 2}], ids=str)
def test_how_a_jpeg_stores_its_colours_is_heeded(settings):
    content = saved(PIXELS, "JPEG", **settings)
    assert (decoded(parts_of(content, "JPEG", WHAT).pixels) == decoded(content)).all()


def test_a_jpeg_whose_colours_are_told_by_a_note_alone_shows_these():
    content = saved(PIXELS, "JPEG", keep_rgb=True, quality=95)
    frame, scan = content.index(b"\xff\xc0"), content.index(b"\xff\xda")
    named = bytearray(content)  # channels called 1, 2 and 3 are red, green and blue only if a note says so
    for at, name in enumerate((1, 2, 3)):
        named[frame + 10 + 3 * at] = named[scan + 5 + 2 * at] = name
    assert (decoded(named) == decoded(content)).all()
    assert (decoded(parts_of(bytes(named), "JPEG", WHAT).pixels) == decoded(content)).all()


def test_nothing_but_its_pixels_is_kept_of_a_png():
    others = [chunk(name, b"words\0\0" + zlib.compress(b"words")) for name in (b"zTXt", b"tEXt", b"iCCP", b"prVt")]
    parts = parts_of(with_chunks(PLAIN["PNG"], *others, chunk(b"eXIf", b"notes")), "PNG", WHAT)
    assert parts.pixels == parts_of(PLAIN["PNG"], "PNG", WHAT).pixels
    assert parts.exif == b"notes"


def test_a_png_of_one_frame_is_not_animated_and_one_of_two_is():
    for content, is_animated in ((ONE_FRAME, False), (PNGS[-1], True)):
        with Pillow.open(io.BytesIO(parts_of(content, "PNG", WHAT).pixels)) as opened:
            assert opened.is_animated == is_animated


def test_a_png_in_many_pieces_is_put_together():
    at = PLAIN["PNG"].index(b"IDAT") - 4
    (length,) = struct.unpack_from(">I", PLAIN["PNG"], at)
    data = PLAIN["PNG"][at + 8 : at + 8 + length]
    pieces = b"".join(chunk(b"IDAT", data[cut : cut + 7]) for cut in range(0, length, 7))
    cut = PLAIN["PNG"][:at] + pieces + PLAIN["PNG"][at + 12 + length :]
    assert parts_of(cut, "PNG", WHAT) == parts_of(PLAIN["PNG"], "PNG", WHAT)


def test_nothing_but_its_pixels_is_kept_of_a_jpeg():
    start, rest = PLAIN["JPEG"][:2], PLAIN["JPEG"][2:]
    notes = [segment(0xE1, b"Exif\0\0notes"), segment(0xE1, b"Exif\0\0more"), segment(0xE2, b"MPF\0" + bytes(90))]
    parts = parts_of(start + b"\xff\xff\0" + b"".join(notes) + segment(0xFE, b"words") + rest + bytes(9), "JPEG", WHAT)
    assert parts.pixels == PLAIN["JPEG"]
    assert parts.exif == b"Exif\0\0notes"


def test_as_many_scans_as_the_bound_are_taken_and_one_more_is_not():
    content = saved(PIXELS, "JPEG", progressive=True)
    for more, taken in ((MOST_PICTURE_SCANS, True), (MOST_PICTURE_SCANS + 1, False)):
        scans = content[:-2] + b"\xff\xda" * (more - content.count(b"\xff\xda")) + content[-2:]
        if taken:
            assert parts_of(scans, "JPEG", WHAT).pixels.endswith(scans[-300:])
        else:
            with pytest.raises(InputError, match=r"picture 'a' has 65 scans, at most 64; save it without progression"):
                parts_of(scans, "JPEG", WHAT)


@pytest.mark.parametrize("kind", [0xC3, *range(0xC5, 0xC8), *range(0xC9, 0xCC), *range(0xCD, 0xD0)])
def test_jpegs_of_other_kinds_than_the_common_ones_are_refused(kind):
    with pytest.raises(InputError, match="is a JPEG of a kind that few programs read; save it as an ordinary JPEG"):
        parts_of(PLAIN["JPEG"].replace(b"\xff\xc0", bytes([0xFF, kind])), "JPEG", WHAT)


@pytest.mark.parametrize("content", [PNGS[0][:8], PNGS[0][:8] + PNGS[0][33:], PNGS[0][:20], JPEGS[0][:300]])
def test_a_file_that_ends_before_its_pixels_is_damaged(content):
    with pytest.raises((ValueError, struct.error, OSError)):
        decoded(parts_of(content, "PNG" if content[0] == 0x89 else "JPEG", WHAT).pixels)


def noted(order, value, kind=3, tag=0x0112, at=8, claimed=2):
    """A camera's notes: a description, and how the picture lies."""
    entries = struct.pack(f"{order}HHII", 0x010E, 2, 1, 0) + struct.pack(f"{order}HHIHH", tag, kind, 1, value, 0)
    return ORDERS[order] + struct.pack(f"{order}I", at) + struct.pack(f"{order}H", claimed) + entries


@pytest.mark.parametrize("order", ORDERS)
def test_how_a_picture_lies_is_read_from_its_notes_in_either_order(order):
    for lies in range(1, 9):
        assert turn(noted(order, lies)) == turn(b"Exif\0\0" + noted(order, lies)) == lies


@pytest.mark.parametrize(
    "notes",
    [
        b"", b"Exif\0\0", b"II*\0", b"words", noted("<", 0), noted("<", 9), noted("<", 6, kind=2), noted("<", 6, tag=1),
        noted("<", 6, at=2**32 - 1), noted(">", 6, tag=1, claimed=65_535), noted("<", 6)[:-3],
    ],
    ids=str,
)  # fmt: skip
def test_notes_that_do_not_say_how_a_picture_lies_leave_it_upright(notes):
    assert turn(notes) == UPRIGHT
