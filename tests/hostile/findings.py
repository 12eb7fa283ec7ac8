"""What once failed: found by the tests, by the long run by hand, or by looking for the worst, and kept for good."""

from __future__ import annotations

from tests.hostile.seeds import array

# Door and text. Long ones hung, because a pattern could match them in too many ways.
FOUND_WORDS = (
    ("--loop", "\x1e65"),  # a space to a regular expression, and none to `int`
    ("--stride", "\x1c7\x1f\x1e"),
    ("--padding", "\x1d1x"),
    ("--at", "\x1e1,\x1e99"),
    ("--width", "\x1f641"),
    ("--kernel", "7" * 60_000 + "x"),
    ("--signal", "1," + "3" * 90_000 + "."),
    ("--origin", "1" + " " * 60_000 + "x"),
    ("--format --loop", "mp4," * 200 + "mp4"),  # the line named them all
)

_HEADER = b"\x93NUMPY\x01\x00"
FOUND_FILES = (
    ("numbers.csv", b"7" * 200_000 + b"x"),
    ("numbers.json", b'["' + b"7" * 200_000 + b'x"]'),
    ("numbers.npy", array([1e300], dtype="longdouble").replace(b"\0" * 6, b"\xff" * 6)),
)
