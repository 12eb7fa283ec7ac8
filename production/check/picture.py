"""Films of a picture: what a kernel makes of every pixel, in whole numbers, and the digests of it.

The JSON has pixels only of a picture that was given as numbers. Others are the bundled one, or the file that the lines
to paste name, if it lies beside the JSON or in the working directory.
"""

from __future__ import annotations

import ast
import hashlib
import os
import re
from fractions import Fraction
from math import lcm
from pathlib import Path

import numpy as np

from kernels import Image, InputError, bundled_image, quoted
from kernels.bounds import MOST_PICTURE
from kernels.image import CHANNELS
from kernels.samples import FloatArray, Index

from .definition import Array
from .entry import Entry
from .numbers import check_kernel
from .tally import Tally
from .told import OPERATORS, Told

_MOST_DENOMINATOR = 10**6
_FITS = 2**52
_OPENED = re.compile(r"""Image\.open\(('[^'\n]{1,1000}'|"[^"\n]{1,1000}")\)""")


def has_pixels(entry: Entry) -> bool:
    """Whether the picture's numbers must be in the JSON: its lines to paste name neither a file nor the bundled one."""
    reproduce = entry.get("reproduce")
    lines = reproduce.get("numpy") if reproduce else None
    if lines is None:
        return entry["signal"].get("values") is not None
    return not _OPENED.search(lines.text()) and "bundled_image()" not in lines.text()


def picture_told(told: Told, folder: Path) -> Image:
    """The picture by its name; of a file it must be the very pixels (InputError)."""
    opened = _OPENED.search(told.entry["reproduce"]["numpy"].text())
    if opened is None:
        signal = told.entry["signal"]
        values = signal.get("values")
        if values is None:
            return bundled_image()
        return Image(values.array(MOST_PICTURE**2)[..., None], signal["name"].text())
    try:
        name = ast.literal_eval(opened[1])
    except (SyntaxError, ValueError):
        name = "\0"
    if os.path.basename(name) != name or not name.isprintable():
        raise InputError(f"the film's picture {quoted(name)} is no file's name; --check takes what a render wrote")
    from ..image_file import read_image

    for path in (str(folder / name), name):
        if os.path.isfile(path):
            return read_image(path)
    raise InputError(f"the film's picture {quoted(name)} is not beside the JSON nor here; put it there to check it")


def check_picture(told: Told, image: Image, tally: Tally) -> None:
    """Compare every channel's results (InputError for what cannot be computed)."""
    signal, samples = told.entry["signal"], image.samples.astype(np.int64)
    names = [name.text() for name in signal["channels"].entries(3)]
    tally.same("signal.channels", names, list(CHANNELS[samples.shape[2]]))
    tally.same("signal.channel", signal["channel"].text(), names[0 if len(names) == 1 else 1] if names else "")
    _check_digest(signal, samples.astype(float), tally)
    for operator in OPERATORS:
        _check_result(told, told.entry["results"][operator], told.kernel, told.origin, operator, samples, tally)
    for panel in told.panels:
        check_kernel(told, panel, tally)
        tally.same(f"{panel.entry.path}.weights are there:", panel.entry.get("weights") is not None, False)
        output = panel.entry["output"]
        tally.same(f"{panel.entry.path}.first", panel.first, output["first"].index(2, -MOST_PICTURE, 2 * MOST_PICTURE))
        _check_result(told, output, panel.kernel, panel.origin, panel.operator, samples, tally)


def _check_result(
    told: Told, entry: Entry, kernel: FloatArray, origin: Index, operator: str, samples: Array, tally: Tally
) -> None:
    taps, denominator = _whole(kernel)
    definition = told.definition(samples.shape[:2], taps, origin, operator)
    y = np.stack([definition.result(samples[..., channel]) for channel in range(samples.shape[2])], axis=2)
    first = tuple(t.start for t in definition.outputs)
    tally.same(f"{entry.path}.first", entry["first"].index(2, -MOST_PICTURE, 2 * MOST_PICTURE), first)
    tally.same(f"{entry.path}.least", entry["least"].number(), float(Fraction(int(y.min()), denominator)))
    tally.same(f"{entry.path}.greatest", entry["greatest"].number(), float(Fraction(int(y.max()), denominator)))
    nearest = {number: float(Fraction(number, denominator)) for number in np.unique(y).tolist()}
    values = np.array([nearest[number] for number in y.ravel().tolist()]).reshape(y.shape)
    _check_digest(entry, values, tally)


def _check_digest(entry: Entry, values: FloatArray, tally: Tally) -> None:
    """SHA-256 of the values as little-endian doubles, rows from the top; one channel alone has no axis of its own."""
    kept = values[..., 0] if values.shape[2] == 1 else values
    shape = [number.whole(1, 4 * MOST_PICTURE) for number in entry["shape"].entries(3)]
    tally.same(f"{entry.path}.shape", shape, list(kept.shape))
    digest = hashlib.sha256(kept.astype("<f8").tobytes()).hexdigest()
    tally.same(f"{entry.path}.digest", entry["digest"].text(), digest)


def _whole(kernel: FloatArray) -> tuple[Array, int]:
    """The taps as whole numbers over one denominator."""
    exact = [typed_as(tap) for tap in kernel.ravel().tolist()]
    denominator = lcm(*(tap.denominator for tap in exact))
    taps = [int(tap * denominator) for tap in exact]
    fits = 255 * sum(map(abs, taps)) < _FITS
    return np.array(taps, dtype=np.int64 if fits else object).reshape(kernel.shape), denominator


def typed_as(tap: float) -> Fraction:
    """What was typed, 1/9 or 0.3; the file has only the nearest float of it, which a digest would show."""
    short = Fraction(tap).limit_denominator(_MOST_DENOMINATOR)
    return short if float(short) == tap else Fraction(repr(tap))
