"""Encoding beside painting: painting waits before much is held, and the bytes are those of encoding at once."""

import time

import numpy as np
import pytest

from production import encode
from production.encode import Encoder
from production.encoder_profiles import ENCODER_PROFILES

BALANCED = next(profile for profile in ENCODER_PROFILES if profile.name == "balanced")
SIDE, FRAMES = 64, 24
BOX = (0, 0, SIDE, SIDE)
HELD = SIDE * SIDE * 3 // 2  # bytes of a frame in 4:2:0


def encoded(beside, after_each=lambda _: None):
    """A film of noise that is another one in every frame."""
    noise = np.random.default_rng(7).integers(16, 235, (FRAMES, SIDE, SIDE, 4), np.uint8)
    with Encoder(SIDE, SIDE, 30, BALANCED, beside) as encoder:
        for pixels in noise:
            encoder.write(pixels, [BOX])
            after_each(encoder)
    return encoder.data


@pytest.mark.parametrize(("frames", "size"), [(3, 10**9), (32, 3 * HELD), (32, HELD // 2)])
def test_painting_waits_before_more_is_held_than_it_may(monkeypatch, frames, size):
    usual, held = Encoder._encode, []

    def slowly(self, patches):
        time.sleep(0.002)
        usual(self, patches)

    monkeypatch.setattr(Encoder, "_encode", slowly)
    monkeypatch.setattr(encode, "AHEAD", frames)
    monkeypatch.setattr(encode, "AHEAD_BYTES", size)
    data = encoded(True, lambda encoder: held.append((len(encoder._ahead), sum(n for _, n in encoder._ahead))))
    assert max(count for count, _ in held) == min(frames, size // HELD)
    assert max(number for _, number in held) <= size
    assert data == encoded(False)
