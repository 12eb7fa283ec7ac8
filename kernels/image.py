"""Images: a picture as numbers, one channel (grey) or three (red, green, blue), whole numbers from 0 to 255."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from functools import cached_property
from typing import Any

import numpy as np

from kernels.bounds import LEAST_PICTURE, MOST_PICTURE, MOST_SAMPLE, times
from kernels.errors import InputError
from kernels.samples import Index, Numbers
from kernels.signal import Signal

CHANNELS = {1: ("grey",), 3: ("red", "green", "blue")}


@dataclass(frozen=True, eq=False)
class Image:
    """A picture of rows × columns pixels, row 0 on top; 0 is black, 255 white.

    `samples`: read-only, shape (rows, columns, channels), channels 1 or 3. `name`, `summary`: for people. `source`: the
    pixels, rows × columns, of the file that it was scaled down from, or () if it was not. `file`: that file's name.
    Raises InputError unless whole numbers from 0 to 255, of a shape that a film can show.
    """

    samples: Numbers
    name: str = "picture"
    summary: str = ""
    source: Index = ()
    file: str = ""

    def __post_init__(self) -> None:
        given = np.asarray(self.samples)
        if given.ndim != 3 or given.shape[2] not in CHANNELS:
            raise InputError(f"a picture has rows, columns and 1 or 3 channels, not the shape {times(given.shape)}")
        if not all(LEAST_PICTURE <= n <= MOST_PICTURE for n in given.shape[:2]):
            raise InputError(
                f"the picture has {times(given.shape[:2])} pixels, a film shows from {times((LEAST_PICTURE,) * 2)} to "
                f"{times((MOST_PICTURE,) * 2)}; scale it"
            )
        if ((given < 0) | (given > MOST_SAMPLE) | (given % 1 != 0)).any():
            raise InputError(f"pixels are whole numbers from 0 to {MOST_SAMPLE}; scale the picture")
        samples = np.array(given, dtype=np.uint8, order="C")
        samples.flags.writeable = False
        object.__setattr__(self, "samples", samples)

    @classmethod
    def of(cls, signal: Signal) -> Image:
        """A grey picture of a 2-D signal (InputError)."""
        return cls(signal.values[..., None], signal.name, signal.summary)

    @property
    def shape(self) -> Index:
        """Rows and columns."""
        return self.samples.shape[:2]

    @property
    def channels(self) -> tuple[str, ...]:
        """The names of the channels."""
        return CHANNELS[self.samples.shape[2]]

    @property
    def told(self) -> int:
        """The channel whose numbers a film shows: the only one, or green, to which eyes are most sensitive."""
        return 0 if len(self.channels) == 1 else 1

    def channel(self, index: int) -> Signal:
        """One channel as data for a kernel."""
        return Signal(self.samples[..., index].astype(float), self.name, self.summary)

    @cached_property
    def digest(self) -> str:
        """SHA-256 of the samples, rows from the top, as bytes."""
        return hashlib.sha256(self.samples.tobytes()).hexdigest()

    def content(self) -> tuple[Any, ...]:
        """All that tells it from another, as plain data."""
        return self.name, self.summary, self.source, self.file, self.samples.shape, self.digest

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Image) and self.content() == other.content()

    def __hash__(self) -> int:
        return hash(self.content())

    def __reduce__(self) -> tuple[Any, ...]:  # a pickled array comes back writable, a picture must not
        return Image, (self.samples, self.name, self.summary, self.source, self.file)
